// `soban-hub export REGISTER FILE.{xlsx,csv}`.
#pragma once

#include <string>

#include "core/books/write.h"
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

// The exit code. That it was done stands in the audit log, as from the page.
int export_register(const cli::Program& program, const ExportCommand& command,
                    const books::Author& author);

}  // namespace soban::hub
