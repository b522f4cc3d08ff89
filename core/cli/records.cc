#include "core/cli/records.h"

#include <fstream>
#include <iostream>
#include <sstream>

#include "core/books/attachments.h"
#include "core/books/receipts.h"
#include "core/books/view.h"
#include "core/cli/files.h"
#include "core/cli/output.h"
#include "core/store/apply.h"
#include "core/store/queries.h"
#include "core/store/transact.h"

namespace soban::cli {
namespace {

using books::Json;
using store::Database;

// What the flags of these commands fill in; one a program.
struct Arguments {
  std::string kind;
  std::string record;
  std::string json_file;
  std::string reason;
  std::string village;
  std::string campaign;
  std::string household;
  std::string status;
  std::string query;
  std::string meeting;
  std::string state;
  bool history = false;
  bool office = false;
  AuthorOf author;
};

int wrong_use(const std::string& text, bool as_json) {
  return report({ErrorKind::kInvalid, "wrong_use", text, {}, {}}, as_json);
}

std::string kind_names() {
  std::string names;
  for (const log::KindInfo& kind : log::all_kinds())
    names += (names.empty() ? "" : ", ") + kind.name;
  return names;
}

int no_kind(const Program& program, const std::string& name) {
  return wrong_use("there is no kind \"" + name + "\"; the kinds are " + kind_names(),
                   program.json());
}

int no_record(const Program& program, const std::string& id) {
  return wrong_use("\"" + id + "\" is not a record's id (sixteen hex digits, a colon, a number)",
                   program.json());
}

// What a person reads of a record in a list.
std::string line_of(const Json& record) {
  std::string line = record["id"].get<std::string>() + "  " + record["status"].get<std::string>();
  const auto append = [&](const Json& object, const char* name) {
    const auto found = object.find(name);
    if (found != object.end() && found->is_string() && !found->get<std::string>().empty()) {
      line += "  " + found->get<std::string>();
    }
  };
  for (const char* name :
       {"village", "code", "name", "title", "content", "item", "deviceName", "verdict", "comment"})
    append(record, name);
  const auto shown = record.find("shown");
  if (shown == record.end()) return line;
  for (const char* name : {"number", "date", "donor", "donorDetail", "given", "label", "period",
                           "from", "amount", "state", "campaign"}) {
    append(*shown, name);
  }
  return line;
}

int list(const Program& program, const Arguments& arguments) {
  const log::KindInfo* kind = log::find_kind(arguments.kind);
  if (kind == nullptr) return no_kind(program, arguments.kind);
  return program.with_store(Database::Mode::kReadOnly, [&](store::Store& store) {
    auto filter = books::parse_filter(kind->number, [&](const char* name) -> std::string {
      const std::string_view wanted = name;
      if (wanted == "village") return arguments.village;
      if (wanted == "campaign") return arguments.campaign;
      if (wanted == "household") return arguments.household;
      if (wanted == "status") return arguments.status;
      if (wanted == "meeting") return arguments.meeting;
      if (wanted == "state") return arguments.state;
      return wanted == "query" ? arguments.query : std::string();
    });
    if (!filter) return report(filter.error(), program.json());
    filter->limit = 200;
    // Page by page, so that a large book does not have to fit into memory.
    bool first = true;
    do {
      const Json page = books::list_json(store, *filter);
      if (program.json() && filter->cursor.empty()) std::cout << "{\"items\":[";
      for (const Json& item : page["items"]) {
        if (program.json()) {
          std::cout << (first ? "" : ",") << item.dump();
        } else {
          std::cout << line_of(item) << '\n';
        }
        first = false;
      }
      filter->cursor = page["next"].is_string() ? page["next"].get<std::string>() : std::string();
    } while (!filter->cursor.empty());
    if (program.json()) std::cout << "]}\n";
    std::cout.flush();
    return kDone;
  });
}

void print_story(const Json& history) {
  for (const Json& item : history["items"]) {
    std::string line = item["at"].get<std::string>() + "  " + item["author"].get<std::string>() +
                       " (" + item["deviceName"].get<std::string>() + ")";
    if (item["voids"].get<bool>()) line += "  cancelled";
    for (const Json& field : item["fields"]) {
      line += "  " + field["field"].get<std::string>() + ": " + field["before"].get<std::string>() +
              " → " + field["after"].get<std::string>();
    }
    if (!item["review"].is_null()) {
      line += "  " + item["review"]["verdict"].get<std::string>() + " " +
              item["review"]["comment"].get<std::string>();
    }
    if (!item["reason"].get<std::string>().empty())
      line += "  “" + item["reason"].get<std::string>() + "”";
    print_line(line);
  }
}

int show(const Program& program, const Arguments& arguments) {
  const auto id = log::parse_record_id(arguments.record);
  if (!id) return no_record(program, arguments.record);
  return program.with_store(Database::Mode::kReadOnly, [&](store::Store& store) {
    const auto record = books::load_record(store, *id);
    if (!record) return report(record.error(), program.json());
    Json json = books::record_with_conflicts_json(store, *record);
    if (arguments.history) json["history"] = books::history_json(store, *record)["items"];
    if (program.json()) {
      print_json(json);
    } else {
      print_line(json.dump(2));
      if (arguments.history) print_story(books::history_json(store, *record));
    }
    return kDone;
  });
}

Result<std::string> read_input(const std::string& file) {
  std::ostringstream content;
  if (file == "-") {
    content << std::cin.rdbuf();
    return content.str();
  }
  std::ifstream in(file, std::ios::binary);
  content << in.rdbuf();
  if (!in) return fail(ErrorKind::kIo, "not_readable", "can't read " + file);
  return content.str();
}

// Records one object durably. The answer names the record, or says why there is none.
Result<log::Position> add_one(store::Store& store, const log::KindInfo& kind,
                              const std::string& village, const books::Author& author,
                              std::string_view line) {
  auto fields = books::parse_json(line);
  if (!fields) return fail(std::move(fields));
  books::NewRecord record;
  record.kind = kind.number;
  record.village = village;
  record.fields = *std::move(fields);
  return store::transact(
      store, [&](store::Store& open) { return books::add_record(open, record, author); });
}

// A store that can't take this record can't take the next one either.
bool ends_all(const Error& error) {
  return error.kind == ErrorKind::kDiskFull || error.kind == ErrorKind::kIo ||
         error.kind == ErrorKind::kCorrupt;
}

class Adding {
 public:
  Adding(store::Store& store, const log::KindInfo& kind, std::string village, books::Author author)
      : store_(store), kind_(kind), village_(std::move(village)), author_(std::move(author)) {}

  // False: going on is of no use.
  bool add(std::string_view line) {
    ++line_number_;
    if (line.find_first_not_of(" \t\r\n") == std::string_view::npos) return true;
    const auto at = add_one(store_, kind_, village_, author_, line);
    if (at) {
      print_json({{"line", line_number_}, {"id", log::to_string(*at)}});
      return true;
    }
    exit_code_ = kFailed;
    Json refused = books::error_json(at.error());
    refused["line"] = line_number_;
    print_json(refused);
    std::cerr << "line " << line_number_ << ": " << at.error().text << '\n';
    return !ends_all(at.error());
  }
  int exit_code() const { return exit_code_; }

 private:
  store::Store& store_;
  const log::KindInfo& kind_;
  std::string village_;
  books::Author author_;
  std::int64_t line_number_ = 0;
  int exit_code_ = kDone;
};

std::string village_for(store::Store& store, const Arguments& arguments) {
  return arguments.office ? arguments.village : store.identity().village;
}

int add(const Program& program, const Arguments& arguments) {
  const log::KindInfo* kind = log::find_kind(arguments.kind);
  if (kind == nullptr) return no_kind(program, arguments.kind);
  return program.with_store(Database::Mode::kReadWrite, [&](store::Store& store) {
    if (const auto enrolled = store::require_identity(store); !enrolled)
      return report(enrolled.error(), true);
    Adding adding(store, *kind, village_for(store, arguments), arguments.author(store));
    if (arguments.json_file == "-") {
      std::string line;
      while (std::getline(std::cin, line) && adding.add(line)) {
      }
      return adding.exit_code();
    }
    const auto content = read_input(arguments.json_file);
    if (!content) return report(content.error(), true);
    // One object over several lines, or one a line.
    if (books::parse_json(*content)) {
      adding.add(*content);
      return adding.exit_code();
    }
    std::istringstream lines(*content);
    std::string line;
    while (std::getline(lines, line) && adding.add(line)) {
    }
    return adding.exit_code();
  });
}

using Change = std::function<Result<log::Position>(store::Store&)>;

int change(const Program& program, const log::RecordId& id, const Change& body) {
  return program.with_store(Database::Mode::kReadWrite, [&](store::Store& store) {
    const auto changed = store::transact(store, body);
    if (!changed) return report(changed.error(), program.json());
    const auto record = books::load_record(store, id);
    if (!record) return report(record.error(), program.json());
    const Json json = books::record_with_conflicts_json(store, *record);
    if (program.json()) {
      print_json(json);
    } else {
      print_line(line_of(json));
    }
    return kDone;
  });
}

int amend(const Program& program, const Arguments& arguments) {
  const auto id = log::parse_record_id(arguments.record);
  if (!id) return no_record(program, arguments.record);
  const auto content = read_input(arguments.json_file);
  if (!content) return report(content.error(), program.json());
  auto fields = books::parse_json(*content);
  if (!fields) return report(fields.error(), program.json());
  return change(program, *id, [&](store::Store& store) {
    return books::amend_record(store, {*id, std::nullopt, *fields, arguments.reason},
                               arguments.author(store));
  });
}

int cancel(const Program& program, const Arguments& arguments) {
  const auto id = log::parse_record_id(arguments.record);
  if (!id) return no_record(program, arguments.record);
  return change(program, *id, [&](store::Store& store) {
    return books::void_record(store, *id, arguments.reason, arguments.author(store));
  });
}

void add_filters(CLI::App& command, Arguments& arguments) {
  command.add_option("--village", arguments.village, "only of this village (its code)");
  command.add_option("--campaign", arguments.campaign,
                     "contributions, spending, disclosures: only of this campaign");
  command.add_option("--household", arguments.household, "contributions: only of this household");
  command.add_option("--status", arguments.status,
                     "waiting, received, accepted, returned, conflict or voided");
  command.add_option("--meeting", arguments.meeting, "petitions: only those raised there");
  command.add_option("--state", arguments.state, "petitions: open, overdue, answered or told");
  command.add_option("--query", arguments.query,
                     "only with these words, with or without diacritics");
}

int verify(const Program& program) {
  return program.with_store(Database::Mode::kReadOnly, [&](store::Store& store) {
    const auto bad = store.verify();
    const std::size_t logs = store.logs().size();
    Json problems = Json::array();
    for (const store::BadChange& change : bad) {
      problems.push_back({{"position", log::to_string(change.at)}, {"what", change.why}});
    }
    if (program.json()) {
      print_json({{"logs", logs}, {"bad", problems}, {"ok", bad.empty()}});
    } else if (bad.empty()) {
      print_line(std::to_string(logs) +
                 " logs verified from their first entries: all as they were written");
    } else {
      for (const Json& problem : problems) {
        print_line(problem["position"].get<std::string>() + "  " +
                   problem["what"].get<std::string>());
      }
    }
    return bad.empty() ? kDone : kFailed;
  });
}

int check_receipt(const Program& program, const std::string& qr_text) {
  return program.with_store(Database::Mode::kReadOnly, [&](store::Store& store) {
    const auto checked = books::check_receipt_json(store, qr_text);
    if (!checked) return report(checked.error(), program.json());
    if (program.json()) {
      print_json(*checked);
    } else {
      print_line("genuine: " + checked->at("number").get<std::string>() + ", " +
                 checked->at("given").get<std::string>() + " of " +
                 checked->at("donor").get<std::string>() + ", " +
                 checked->at("village").get<std::string>() + ", " +
                 checked->at("date").get<std::string>());
    }
    return kDone;
  });
}

int rebuild(const Program& program) {
  return program.with_store(Database::Mode::kReadWrite, [&](store::Store& store) {
    store.rebuild();
    if (program.json()) {
      print_json({{"rebuilt", true}});
    } else {
      print_line("records, lists and search were made anew from the logs");
    }
    return kDone;
  });
}

int back_up(const Program& program, const std::string& file) {
  std::error_code unknown;
  if (std::filesystem::exists(file, unknown)) {
    return report(
        {ErrorKind::kConflict, "exists", file + " is there already; choose another name", {}, {}},
        program.json());
  }
  return program.with_store(Database::Mode::kReadWrite, [&](store::Store& store) {
    const auto done = store.back_up(file);
    if (!done) return report(done.error(), program.json());
    if (program.json()) {
      print_json({{"file", file}, {"bytes", std::filesystem::file_size(file)}});
    } else {
      print_line("everything is in " + file +
                 "; keep it as safe as the books: it holds this machine's keys");
    }
    return kDone;
  });
}

int restore(const Program& program, const std::string& file) {
  const auto store = store::restore_backup(file, program.data(), program.store_options());
  if (!store) return report(store.error(), program.json());
  // The backup may be of a moment at which entries had come and were not applied yet.
  const auto applied = store::guarded([&]() -> Result<void> {
    store::apply_all(**store);
    return {};
  });
  if (!applied) return report(applied.error(), program.json());
  const std::size_t bad = (*store)->verify().size();
  if (bad > 0) {
    return report({ErrorKind::kCorrupt,
                   "log_damaged",
                   "the books are restored, but " + std::to_string(bad) +
                       " logs in the backup are damaged; see `verify`",
                   {},
                   {}},
                  program.json());
  }
  if (program.json()) {
    print_json({{"restored", program.data().string()}});
  } else {
    print_line("restored into " + program.data().string() +
               "; what is missing comes back at the next sync");
  }
  return kDone;
}

int attach(const Program& program, const std::string& file) {
  const auto content = read_file(file, static_cast<std::size_t>(store::kAttachmentBytesMax));
  if (!content) return report(content.error(), true);
  return program.with_store(Database::Mode::kReadWrite, [&](store::Store& store) {
    if (const auto enrolled = store::require_identity(store); !enrolled)
      return report(enrolled.error(), true);
    const auto kept = store::transact(
        store, [&](store::Store& open) { return books::keep_photo(open, *content); });
    if (!kept) return report(kept.error(), true);
    print_json(*kept);
    return kDone;
  });
}

}  // namespace

void add_record_commands(Program& program, bool office, AuthorOf author) {
  const auto arguments = std::make_shared<Arguments>();
  arguments->office = office;
  arguments->author = std::move(author);
  CLI::App& app = program.app();
  const Program* of = &program;

  CLI::App& lists = program.command(app, "list", "print the records of a kind",
                                    [=] { return list(*of, *arguments); });
  lists.add_option("KIND", arguments->kind, kind_names())->required();
  add_filters(lists, *arguments);

  CLI::App& shows =
      program.command(app, "show", "print one record", [=] { return show(*of, *arguments); });
  shows.add_option("RECORD", arguments->record, "as list prints it")->required();
  shows.add_flag("--history", arguments->history, "with every change and review");

  CLI::App& adds =
      program.command(app, "add", "record; prints a line of JSON for each as it becomes durable",
                      [=] { return add(*of, *arguments); });
  adds.add_option("KIND", arguments->kind, kind_names())->required();
  // Named like the flag of the reading commands, which has no meaning here.
  adds.add_option("--json", arguments->json_file, "FILE, or - for one object a line on stdin")
      ->required();
  if (office)
    adds.add_option("--village", arguments->village,
                    "whose book, for kinds that live in a village's");

  const auto photo = std::make_shared<std::string>();
  program
      .command(app, "attach",
               "keep a photo; prints the JSON that a record's attachments name it by",
               [=] { return attach(*of, *photo); })
      .add_option("FILE", *photo, "JPEG, PNG or WebP of at most 2 MB")
      ->required();

  CLI::App& amends =
      program.command(app, "amend", "correct a record", [=] { return amend(*of, *arguments); });
  amends.add_option("RECORD", arguments->record)->required();
  amends
      .add_option("--json", arguments->json_file,
                  "FILE or -: only the fields to change; null clears one")
      ->required();
  amends.add_option("--reason", arguments->reason, "why; kept for ever")->required();

  CLI::App& voids = program.command(app, "void", "cancel a record; it stays readable",
                                    [=] { return cancel(*of, *arguments); });
  voids.add_option("RECORD", arguments->record)->required();
  voids.add_option("--reason", arguments->reason, "why; kept for ever")->required();
}

void add_care_commands(Program& program) {
  CLI::App& app = program.app();
  const Program* of = &program;
  program.command(app, "verify", "check every log from its first entry",
                  [=] { return verify(*of); });
  program.command(app, "rebuild", "make records, lists and search anew from the logs",
                  [=] { return rebuild(*of); });
  const auto code = std::make_shared<std::string>();
  program
      .command(app, "check-receipt", "check the signature of a receipt's QR code",
               [=] { return check_receipt(*of, *code); })
      .add_option("TEXT", *code, "what the code says, beginning with SOBAN1.")
      ->required();
  const auto file = std::make_shared<std::string>();
  program
      .command(app, "backup", "write everything into one file, while the program may run",
               [=] { return back_up(*of, *file); })
      .add_option("FILE", *file)
      ->required();
  const auto from = std::make_shared<std::string>();
  program
      .command(app, "restore", "put a backup into a data directory that has no books",
               [=] { return restore(*of, *from); })
      .add_option("FILE", *from)
      ->required();
}

}  // namespace soban::cli
