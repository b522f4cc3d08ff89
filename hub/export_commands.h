// `soban-hub export REGISTER FILE.{xlsx,csv}`.
#pragma once

#include <string>

#include "core/cli/program.h"

namespace soban::hub {

struct ExportCommand {
  std::string name;  // of the register
  std::string file;
  std::string village;
  std::string campaign;
  std::string from;
  std::string to;
};

// The exit code.
int export_register(const cli::Program& program, const ExportCommand& command);

}  // namespace soban::hub
