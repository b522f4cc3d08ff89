// The commands on records that both programs have: list, show, add, amend, void; and verify, rebuild, backup.
#pragma once

#include <string>

#include "core/books/write.h"
#include "core/cli/program.h"

namespace soban::cli {

// Who writes by these commands, asked once the store is open.
using AuthorOf = std::function<books::Author(store::Store&)>;

// Registers them; the village of new records is the device's own, or --village at the office.
void add_record_commands(Program& program, bool office, AuthorOf author);
void add_care_commands(Program& program);

}  // namespace soban::cli
