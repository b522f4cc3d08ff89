#include "hub/export_commands.h"

#include "core/cli/output.h"
#include "core/store/queries.h"
#include "core/store/transact.h"
#include "hub/audit.h"
#include "hub/registers.h"

namespace soban::hub {
namespace {

std::string parameter_of(const ExportCommand& command, std::string_view name) {
  if (name == "village") return command.village;
  if (name == "campaign") return command.campaign;
  return name == "from" ? command.from : command.to;
}

}  // namespace

int export_register(const cli::Program& program, const ExportCommand& command,
                    const books::Author& author) {
  const bool excel = command.file.ends_with(".xlsx");
  if (!excel && !command.file.ends_with(".csv")) {
    return cli::report(
        {ErrorKind::kInvalid, "wrong_use", "the file's name must end in .xlsx or .csv", {}, {}},
        program.json());
  }
  return program.with_store(store::Database::Mode::kReadWrite, [&](store::Store& store) {
    const auto query =
        parse_register(command.name, [&](const char* name) { return parameter_of(command, name); });
    if (!query) return cli::report(query.error(), program.json());
    const auto noted = store::transact(store, [&](store::Store& books) {
      return note(books, author, audit::kExported, command.name,
                  export_detail(books.database(), *query, excel ? "xlsx" : "csv"));
    });
    if (!noted) return cli::report(noted.error(), program.json());
    const auto written =
        excel ? write_xlsx(store, *query, command.file) : write_csv(store, *query, command.file);
    if (!written) return cli::report(written.error(), program.json());
    if (program.json()) {
      cli::print_json({{"register", command.name}, {"rows", written->rows}});
    } else {
      cli::print_line("wrote " + std::to_string(written->rows) + " rows to " + command.file);
    }
    return cli::kDone;
  });
}

}  // namespace soban::hub
