// `soban-hub import tasks FILE` and `import households FILE.csv --village CODE`.
#pragma once

#include <string>

#include "core/books/write.h"
#include "core/cli/program.h"

namespace soban::hub {

struct ImportCommand {
  std::string file;
  bool decision_15 = false;  // instead of a file of tasks
  std::string village;
  bool dry_run = false;
};

// Adds the commands `tasks` and `households` to `group`; `command` outlives the program.
void add_import_commands(cli::Program& program, CLI::App& group, ImportCommand& command,
                         const books::Author& author);

}  // namespace soban::hub
