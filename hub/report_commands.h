// `soban-hub report half-year|year`: the commune's figures of a period, to print, for programs, or as a sheet.
#pragma once

#include <string>

#include "core/cli/program.h"

namespace soban::hub {

struct ReportCommand {
  std::string period;     // "half-year", "year"
  std::int64_t year = 0;  // 0: the year of the report that is due next or was just due
  std::string xlsx_file;  // empty: to stdout
};

// The exit code.
int print_report(const cli::Program& program, const ReportCommand& command);

}  // namespace soban::hub
