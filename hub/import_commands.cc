#include "hub/import_commands.h"

#include <iostream>

#include "core/books/household_import.h"
#include "core/cli/files.h"
#include "core/cli/output.h"
#include "core/store/transact.h"
#include "core/text/text.h"
#include "hub/administration.h"
#include "hub/household_list.h"
#include "hub/task_file.h"

namespace soban::hub {
namespace {

using books::Json;

constexpr std::size_t kFileBytesMax = 4 << 20;

Error wrong_use(const char* text) { return {ErrorKind::kInvalid, "wrong_use", text, {}, {}}; }

Result<Json> task_file(const ImportCommand& command) {
  if (command.decision_15) return decision_15_tasks();
  const auto bytes = cli::read_file(command.file, kFileBytesMax);
  if (!bytes) return fail(bytes.error());
  return books::parse_json(*bytes);
}

int import_tasks(const cli::Program& program, const ImportCommand& command,
                 const books::Author& author) {
  if (command.decision_15 == !command.file.empty())
    return cli::report(wrong_use("name a file, or --decision-15"), program.json());
  const auto file = task_file(command);
  if (!file) return cli::report(file.error(), program.json());
  return program.with_store(store::Database::Mode::kReadWrite, [&](store::Store& store) {
    const auto done = store::transact(store, [&](store::Store& open) {
      return import_task_file(open, *file, !command.dry_run, author);
    });
    if (!done) return cli::report(done.error(), program.json());
    if (program.json()) {
      cli::print_json({{"year", done->year},
                       {"added", done->added},
                       {"changed", done->changed},
                       {"same", done->same}});
    } else {
      cli::print_line("tasks of " + std::to_string(done->year) + ": " +
                      std::to_string(done->added) + " added, " + std::to_string(done->changed) +
                      " changed, " + std::to_string(done->same) + " as they were");
    }
    return cli::kDone;
  });
}

Result<Json> household_rows(const ImportCommand& command, std::int64_t year) {
  if (command.file.ends_with(".xlsx") || command.file.ends_with(".XLSX")) {
    return fail(ErrorKind::kInvalid, "wrong_use",
                "the office's page imports Excel files; save it as CSV to import it here");
  }
  const auto bytes = cli::read_file(command.file, kFileBytesMax);
  if (!bytes) return fail(bytes.error());
  return read_household_list(*bytes, year);
}

Result<Json> import_list(store::Store& store, const books::HouseholdImport& list,
                         const books::Author& author) {
  auto outcome = books::import_households(store, list, author);
  if (!outcome || !list.apply) return outcome;
  if (auto noted = note_import(store, author, list.village, *outcome); !noted)
    return fail(noted.error());
  return outcome;
}

// Rows count from 1, the line of names is none.
void print_bad_rows(const Json& rows) {
  std::size_t number = 0;
  for (const Json& row : rows) {
    ++number;
    for (const Json& error : row["errors"]) {
      std::cerr << "row " << number << ": " << error["field"].get<std::string>() << ": "
                << error["code"].get<std::string>() << '\n';
    }
  }
}

int import_households(const cli::Program& program, const ImportCommand& command,
                      const books::Author& author) {
  return program.with_store(store::Database::Mode::kReadWrite, [&](store::Store& store) {
    const std::int64_t year = text::leading_number(text::today(store.clock().now_ms()));
    auto rows = household_rows(command, year);
    if (!rows) return cli::report(rows.error(), program.json());
    const books::HouseholdImport list{command.village, *std::move(rows), !command.dry_run};
    const auto done =
        store::transact(store, [&](store::Store& open) { return import_list(open, list, author); });
    if (!done) return cli::report(done.error(), program.json());
    const auto count = [&](const char* name) { return std::to_string((*done)[name].get<int>()); };
    if (program.json()) {
      cli::print_json(*done);
    } else {
      print_bad_rows((*done)["rows"]);
      cli::print_line("households of " + command.village + ": " + count("new") + " new, " +
                      count("change") + " changed, " + count("same") + " as they were, " +
                      count("bad") + " left out");
    }
    return (*done)["bad"] == 0 ? cli::kDone : cli::kFailed;
  });
}

}  // namespace

void add_import_commands(cli::Program& program, CLI::App& group, ImportCommand& command,
                         const books::Author& author) {
  CLI::App& tasks = program.command(
      group, "tasks", "take over a year's tasks from a JSON file",
      [&program, &command, author] { return import_tasks(program, command, author); });
  tasks.add_option("FILE", command.file, "as hub/data/nhiem-vu-2022.json is");
  tasks.add_flag("--decision-15", command.decision_15,
                 "the 40 tasks of the annex of Decision 15/QĐ-UBND of 2022, which are built in");
  tasks.add_flag("--dry-run", command.dry_run, "say only what it would do");
  CLI::App& households = program.command(
      group, "households", "take over a village's households from a CSV file",
      [&program, &command, author] { return import_households(program, command, author); });
  households.add_option("FILE", command.file, "its first line names the columns")->required();
  households.add_option("--village", command.village, "the village's code")->required();
  households.add_flag("--dry-run", command.dry_run, "say only what it would do");
}

}  // namespace soban::hub
