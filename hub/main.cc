// soban-hub: the commune office's program.
#include <termios.h>
#include <unistd.h>

#include <fstream>
#include <iostream>
#include <sstream>

#include "core/books/reviews.h"
#include "core/cli/files.h"
#include "core/cli/output.h"
#include "core/cli/program.h"
#include "core/cli/records.h"
#include "core/cli/serve.h"
#include "core/crypto/crypto.h"
#include "core/http/local_address.h"
#include "core/store/apply.h"
#include "core/store/local.h"
#include "core/store/queries.h"
#include "core/store/transact.h"
#include "core/text/text.h"
#include "hub/accounts.h"
#include "hub/administration.h"
#include "hub/audit.h"
#include "hub/bundles.h"
#include "hub/demo.h"
#include "hub/enrolment.h"
#include "hub/export_commands.h"
#include "hub/import_commands.h"
#include "hub/office.h"
#include "hub/report_commands.h"
#include "hub/service.h"
#include "hub/setup.h"

namespace {

using soban::ErrorKind;
using soban::fail;
using soban::Result;
using soban::books::Json;
using soban::cli::Program;
using soban::store::Database;

namespace cli = soban::cli;
namespace hub = soban::hub;
namespace store = soban::store;

constexpr std::uint16_t kPort = 8443;

// Who stands at the hub's own machine, in the books and in the audit log.
const soban::books::Author kCommandLine{"Văn phòng xã", true};

struct Arguments {
  std::string commune;
  std::string villages_file;
  bool demo = false;
  std::string listen = "0.0.0.0:8443";
  std::string address;
  std::string user;
  std::string role;
  std::string password_file;
  std::string old_password_file;
  std::string village;
  std::string name;  // of a village
  std::string device;
  std::string device_name;
  std::string reason;
  std::string record;
  std::string comment;
  std::string as_user;
  std::string file;
  std::string reply_file;
  bool accept = false;
  hub::ReportCommand report;
  hub::ImportCommand imported;
  hub::ExportCommand exported;
};

// Runs `body` in one transaction and reports its error.
int change(const Program& program, const std::function<Result<void>(store::Store&)>& body) {
  return program.with_store(Database::Mode::kReadWrite, [&](store::Store& books) {
    const auto done = store::transact(books, body);
    return done ? cli::kDone : cli::report(done.error(), program.json());
  });
}

Result<std::string> read_file(const std::string& file) {
  std::ifstream in(file, std::ios::binary);
  std::ostringstream content;
  content << in.rdbuf();
  if (!in) return fail(ErrorKind::kIo, "not_readable", "can't read " + file);
  return content.str();
}

// ---- init, serve --------------------------------------------------------------------------------------------------

int init(const Program& program, const Arguments& arguments, const soban::log::Clock& clock) {
  hub::Setup setup;
  setup.commune = arguments.commune;
  setup.demo = arguments.demo;
  std::string csv;
  if (!arguments.villages_file.empty()) {
    auto content = read_file(arguments.villages_file);
    if (!content) return cli::report(content.error(), program.json());
    csv = *std::move(content);
  } else if (arguments.demo) {
    csv = hub::demo_villages_csv();
  }
  auto villages = hub::parse_villages(csv);
  if (!villages) return cli::report(villages.error(), program.json());
  setup.villages = *std::move(villages);
  const auto done = hub::initialise(program.data(), setup, clock);
  if (!done) return cli::report(done.error(), program.json());
  const std::string what =
      setup.commune + " with " + std::to_string(setup.villages.size()) + " villages";
  if (program.json()) {
    cli::print_json({{"commune", setup.commune}, {"villages", setup.villages.size()}});
  } else {
    cli::print_line("made " + what + " in " + program.data().string());
  }
  return cli::kDone;
}

Result<cli::Address> public_address(const std::string& text) {
  if (text.empty()) return cli::Address{};
  if (text.find(':') == std::string::npos) return cli::Address{text, 0};
  return cli::parse_address(text);
}

int serve(const Program& program, const Arguments& arguments, const soban::log::Clock& clock) {
  const auto listen = cli::parse_address(arguments.listen);
  if (!listen) return cli::report(listen.error(), program.json());
  const auto address = public_address(arguments.address);
  if (!address) return cli::report(address.error(), program.json());
  if (auto there = program.open(Database::Mode::kReadOnly); !there)
    return cli::report(there.error(), program.json());
  hub::ServiceOptions options;
  options.directory = program.data();
  options.host = listen->host;
  options.port = listen->port;
  options.public_host = address->host;
  options.public_port = address->port;
  hub::Service service(options, clock);
  cli::StopSignal stop(service.loop());
  if (const auto started = service.start(); !started)
    return cli::report(started.error(), program.json());
  cli::print_line("ready " + service.url());
  stop.wait();
  service.stop();
  return cli::kDone;
}

// ---- users --------------------------------------------------------------------------------------------------------

// Without showing it while it is typed.
std::string read_hidden_line() {
  termios shown{};
  const bool terminal = isatty(STDIN_FILENO) != 0 && tcgetattr(STDIN_FILENO, &shown) == 0;
  if (terminal) {
    termios hidden = shown;
    hidden.c_lflag &= ~static_cast<tcflag_t>(ECHO);
    tcsetattr(STDIN_FILENO, TCSAFLUSH, &hidden);
    std::cerr << "Password: ";
  }
  std::string line;
  std::getline(std::cin, line);
  if (terminal) {
    tcsetattr(STDIN_FILENO, TCSAFLUSH, &shown);
    std::cerr << '\n';
  }
  return line;
}

Result<std::string> first_line_of(const std::string& file) {
  auto content = read_file(file);
  if (!content) return content;
  return content->substr(0, content->find('\n'));
}

Result<std::string> read_password(const Arguments& arguments) {
  if (arguments.password_file.empty()) return read_hidden_line();
  return first_line_of(arguments.password_file);
}

int add_user(const Program& program, const Arguments& arguments) {
  const auto password = read_password(arguments);
  if (!password) return cli::report(password.error(), program.json());
  return change(program, [&](store::Store& books) {
    auto added = hub::add_account(books, arguments.user, arguments.role, *password);
    return added ? hub::note(books, kCommandLine, hub::audit::kUserAdded, arguments.user,
                             arguments.role)
                 : added;
  });
}

int change_password(const Program& program, const Arguments& arguments) {
  const auto password = read_password(arguments);
  if (!password) return cli::report(password.error(), program.json());
  const auto old_password = arguments.old_password_file.empty()
                                ? Result<std::string>(std::string())
                                : first_line_of(arguments.old_password_file);
  if (!old_password) return cli::report(old_password.error(), program.json());
  return change(program, [&](store::Store& books) {
    auto changed = arguments.old_password_file.empty()
                       ? hub::set_password(books, arguments.user, *password)
                       : hub::change_own_password(books, arguments.user, *old_password, *password);
    return changed ? hub::note(books, kCommandLine, hub::audit::kPasswordSet, arguments.user)
                   : changed;
  });
}

int list_users(const Program& program) {
  return program.with_store(Database::Mode::kReadOnly, [&](store::Store& books) {
    const Json users = hub::users_json(books);
    if (program.json()) {
      cli::print_json(users);
      return cli::kDone;
    }
    for (const Json& user : users["items"]) {
      cli::print_line(user["name"].get<std::string>() + "  " + user["role"].get<std::string>() +
                      (user["disabled"].get<bool>() ? "  disabled" : ""));
    }
    return cli::kDone;
  });
}

// ---- villages -----------------------------------------------------------------------------------------------------

int change_village(const Program& program, const std::function<Result<Json>(store::Store&)>& body) {
  return change(program, [&](store::Store& books) -> Result<void> {
    const auto done = body(books);
    return done ? Result<void>() : Result<void>(fail(done.error()));
  });
}

// ---- devices ------------------------------------------------------------------------------------------------------

// Where laptops reach the hub: as said now, as the last `serve` found out, or as this machine's address.
Result<cli::Address> hub_address(store::Store& books, const std::string& given) {
  auto address = public_address(given);
  if (!address) return address;
  if (address->host.empty()) {
    address->host = books.meta("public_host").value_or(soban::http::local_address());
  }
  if (address->port == 0) {
    address->port = static_cast<std::uint16_t>(
        std::stoul(books.meta("public_port").value_or(std::to_string(kPort))));
  }
  return address;
}

int enrol_device(const Program& program, const Arguments& arguments) {
  hub::NewCode code;
  const int done = change(program, [&](store::Store& books) -> Result<void> {
    const auto address = hub_address(books, arguments.address);
    if (!address) return fail(address.error());
    const auto tls = hub::load_tls(books);
    if (!tls) return fail(tls.error());
    const auto fingerprint = soban::crypto::certificate_sha256(tls->certificate_pem);
    if (!fingerprint) return fail(fingerprint.error());
    auto made = hub::make_enrol_code(books, arguments.village, arguments.device_name, address->host,
                                     address->port, *fingerprint);
    if (!made) return fail(made.error());
    code = *std::move(made);
    return hub::note(books, kCommandLine, hub::audit::kDeviceCode, arguments.village,
                     arguments.device_name);
  });
  if (done != cli::kDone) return done;
  if (program.json()) {
    cli::print_json({{"code", code.text},
                     {"village", arguments.village},
                     {"expiresAt", soban::text::format_instant(code.expires_ms)}});
  } else {
    cli::print_line(code.text);
  }
  return cli::kDone;
}

int list_devices(const Program& program) {
  return program.with_store(Database::Mode::kReadOnly, [&](store::Store& books) {
    // Who is connected only the running program knows; last contact says it closely enough.
    const Json devices = hub::devices_json(books, [](soban::log::DeviceId) { return false; });
    if (program.json()) {
      cli::print_json(devices);
      return cli::kDone;
    }
    for (const Json& device : devices["items"]) {
      const Json& contact = device["lastContact"];
      cli::print_line(device["id"].get<std::string>() + "  " +
                      device["village"].get<std::string>() + "  " +
                      device["name"].get<std::string>() + "  " +
                      (contact.is_null() ? std::string("never seen") : contact.get<std::string>()) +
                      (device["revoked"].get<bool>() ? "  revoked" : ""));
    }
    return cli::kDone;
  });
}

soban::books::Author office(const Arguments& arguments) {
  return arguments.as_user.empty() ? kCommandLine : soban::books::Author{arguments.as_user, true};
}

int revoke_device(const Program& program, const Arguments& arguments) {
  const auto id = soban::log::parse_device_id(arguments.device);
  if (!id) {
    return cli::report({ErrorKind::kInvalid,
                        "bad_device",
                        "\"" + arguments.device + "\" is not a device's id; see device list",
                        {},
                        {}},
                       program.json());
  }
  return change(program, [&](store::Store& books) -> Result<void> {
    const auto revoked = hub::revoke_device(books, *id, arguments.reason, office(arguments));
    if (!revoked) return fail(revoked.error());
    return hub::note_revocation(books, office(arguments), *id, arguments.reason);
  });
}

// ---- reviews, status ----------------------------------------------------------------------------------------------

int review(const Program& program, const Arguments& arguments) {
  const auto id = soban::log::parse_record_id(arguments.record);
  if (!id || arguments.accept == !arguments.comment.empty()) {
    return cli::report({ErrorKind::kInvalid,
                        "wrong_use",
                        "name a record, and either --accept or --return TEXT",
                        {},
                        {}},
                       program.json());
  }
  const auto verdict = arguments.accept ? soban::VERDICT_ACCEPTED : soban::VERDICT_RETURNED;
  return change(program, [&](store::Store& books) -> Result<void> {
    const auto at = soban::books::review_record(books, *id, std::nullopt, verdict,
                                                arguments.comment, office(arguments));
    if (!at) return fail(at.error());
    cli::print_json({{"id", soban::log::to_string(*at)}});
    return {};
  });
}

int status(const Program& program) {
  return program.with_store(Database::Mode::kReadOnly, [&](store::Store& books) {
    const Json status = hub::status_json(books, true);
    cli::print_line(program.json() ? status.dump() : status.dump(2));
    return cli::kDone;
  });
}

// ---- bundles ------------------------------------------------------------------------------------------------------

int import_bundle(const Program& program, const Arguments& arguments) {
  const auto bytes = cli::read_file(arguments.file, soban::sync::kBundleBytesLimit);
  if (!bytes) return cli::report(bytes.error(), program.json());
  return program.with_store(Database::Mode::kReadWrite, [&](store::Store& books) {
    const auto imported = store::transact(
        books, [&](store::Store& open) { return hub::import_bundle(open, *bytes); });
    if (!imported) return cli::report(imported.error(), program.json());
    store::apply_all(books);
    if (!arguments.reply_file.empty()) {
      const auto written = cli::write_file(arguments.reply_file, imported->reply.bytes);
      if (!written) return cli::report(written.error(), program.json());
    }
    if (program.json()) {
      cli::print_json({{"device", soban::log::to_string(imported->from.device)},
                       {"village", imported->from.village},
                       {"received", imported->taken.entries},
                       {"gaps", imported->taken.ahead.size()},
                       {"replied", imported->reply.entries}});
    } else {
      cli::print_line("received " + std::to_string(imported->taken.entries) + " entries from " +
                      imported->from.name + "; the reply has " +
                      std::to_string(imported->reply.entries));
    }
    return cli::kDone;
  });
}

// ---- the command line ---------------------------------------------------------------------------------------------

void add_user_commands(Program& program, Arguments& arguments) {
  CLI::App& users = program.group("user", "who may log in at the office");
  CLI::App& add =
      program.command(users, "add", "add an account", [&] { return add_user(program, arguments); });
  add.add_option("NAME", arguments.user)->required();
  add.add_option("--role", arguments.role, "clerk, chair, finance, police, front or admin")
      ->required();
  add.add_option("--password-file", arguments.password_file, "its first line; default: asked for");
  program.command(users, "list", "print the accounts", [&] { return list_users(program); });
  CLI::App& passwd = program.command(users, "passwd", "set a new password",
                                     [&] { return change_password(program, arguments); });
  passwd.add_option("NAME", arguments.user)->required();
  passwd.add_option("--password-file", arguments.password_file,
                    "its first line; default: asked for");
  passwd.add_option("--old-password-file", arguments.old_password_file,
                    "the account's owner changes it: with the old one as the file's first line. A "
                    "member of the police gets the key that opens sealed reports that way");
  CLI::App& disable = program.command(users, "disable", "let an account log in no more", [&] {
    return change(program, [&](store::Store& books) {
      auto disabled = hub::disable_account(books, arguments.user);
      return disabled ? hub::note(books, kCommandLine, hub::audit::kUserDisabled, arguments.user)
                      : disabled;
    });
  });
  disable.add_option("NAME", arguments.user)->required();
}

void add_village_commands(Program& program, Arguments& arguments) {
  CLI::App& villages = program.group("village", "the commune's villages");
  CLI::App& add = program.command(villages, "add", "add a village", [&] {
    return change_village(program, [&](store::Store& books) {
      return hub::add_village(books, arguments.village, arguments.name, kCommandLine);
    });
  });
  add.add_option("CODE", arguments.village, "1 to 8 capital letters and digits; never changes")
      ->required();
  add.add_option("NAME", arguments.name, "for example \"bản Nong Cóc\"")->required();
  CLI::App& rename = program.command(villages, "rename", "give a village another name", [&] {
    return change_village(program, [&](store::Store& books) {
      return hub::rename_village(books, arguments.village, arguments.name, arguments.reason,
                                 kCommandLine);
    });
  });
  rename.add_option("CODE", arguments.village)->required();
  rename.add_option("NAME", arguments.name)->required();
  rename.add_option("--reason", arguments.reason, "stays in its history")->required();
}

void add_device_commands(Program& program, Arguments& arguments) {
  CLI::App& devices = program.group("device", "the villages' laptops");
  CLI::App& enrol = program.command(devices, "enrol", "print a one-time code for a new laptop",
                                    [&] { return enrol_device(program, arguments); });
  enrol.add_option("VILLAGE", arguments.village, "the village's code")->required();
  enrol.add_option("--name", arguments.device_name, "what people call the laptop");
  program.setting(enrol, "address", arguments.address,
                  "HOST[:PORT] at which laptops reach this hub");
  program.command(devices, "list", "print the laptops", [&] { return list_devices(program); });
  CLI::App& revoke = program.command(devices, "revoke", "withdraw a laptop at once",
                                     [&] { return revoke_device(program, arguments); });
  revoke.add_option("DEVICE", arguments.device)->required();
  revoke.add_option("--reason", arguments.reason, "shown to the village")->required();
}

void add_office_commands(Program& program, Arguments& arguments) {
  CLI::App& app = program.app();
  CLI::App& reviews = program.command(app, "review", "accept or return a record",
                                      [&] { return review(program, arguments); });
  reviews.add_option("RECORD", arguments.record)->required();
  reviews.add_flag("--accept", arguments.accept);
  reviews.add_option("--return", arguments.comment, "what the village should correct");
  reviews.add_option("--as", arguments.as_user, "who says so");
  hub::ExportCommand& exported = arguments.exported;
  CLI::App& exports = program.command(
      app, "export", "write a register as an Excel or CSV file",
      [&] { return hub::export_register(program, arguments.exported, kCommandLine); });
  exports
      .add_option("REGISTER", exported.name,
                  "contributions, spending, petitions, meetings, "
                  "disclosures, tasks or households")
      ->required();
  exports.add_option("FILE", exported.file, "its name ends in .xlsx or .csv")->required();
  exports.add_option("--village", exported.village);
  exports.add_option("--campaign", exported.campaign);
  exports.add_option("--from", exported.from, "the first day, 2026-06-01");
  exports.add_option("--to", exported.to, "the last day");
  CLI::App& report = program.command(app, "report", "the commune's figures of a period",
                                     [&] { return hub::print_report(program, arguments.report); });
  report.add_option("PERIOD", arguments.report.period, "half-year or year")
      ->required()
      ->check(CLI::IsMember({"half-year", "year"}));
  report.add_option("--year", arguments.report.year, "default: of the report that is due next");
  report.add_option("--xlsx", arguments.report.xlsx_file, "write an Excel file");
  program.command(app, "status", "the office at a glance", [&] { return status(program); });
}

}  // namespace

int main(int argc, char** argv) {
  const soban::log::SystemClock clock;
  Program program("soban-hub", "Sổ Bản: the village's books, at the commune office",
                  hub::store_options(clock));
  Arguments arguments;
  CLI::App& app = program.app();

  CLI::App& inits = program.command(app, "init", "begin a commune",
                                    [&] { return init(program, arguments, clock); });
  inits.add_option("--commune", arguments.commune, "its name, for example \"xã Pắc Ngà\"")
      ->required();
  inits.add_option("--villages", arguments.villages_file, "CSV: code,name");
  inits.add_flag("--demo", arguments.demo,
                 "with made-up villages, households and campaigns, marked as such");

  CLI::App& serves = program.command(app, "serve", "serve the office's page and the laptops",
                                     [&] { return serve(program, arguments, clock); });
  program.setting(serves, "listen", arguments.listen, "ADDRESS:PORT");
  program.setting(serves, "address", arguments.address,
                  "HOST[:PORT] at which laptops reach this hub");

  CLI::App& bundles = program.group("bundle", "exchange with a village by a file, on a USB stick");
  CLI::App& import = program.command(bundles, "import", "take a village's file",
                                     [&] { return import_bundle(program, arguments); });
  import.add_option("FILE", arguments.file)->required();
  import.add_option("--reply", arguments.reply_file, "write the reply for the way home");

  add_user_commands(program, arguments);
  add_village_commands(program, arguments);
  add_device_commands(program, arguments);
  add_office_commands(program, arguments);
  hub::add_import_commands(program, program.group("import", "take over lists from files"),
                           arguments.imported, kCommandLine);
  cli::add_record_commands(program, true, [&](store::Store&) { return office(arguments); });
  cli::add_care_commands(program);
  return program.run(argc, argv);
}
