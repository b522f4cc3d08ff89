// soban-agent: the village laptop's program.
#include <unistd.h>

#include <charconv>
#include <future>
#include <iostream>

#include "agent/bundles.h"
#include "agent/enrolment.h"
#include "agent/service.h"
#include "agent/status.h"
#include "agent/sync_once.h"
#include "core/cli/files.h"
#include "core/cli/output.h"
#include "core/cli/program.h"
#include "core/cli/records.h"
#include "core/cli/serve.h"
#include "core/store/apply.h"
#include "core/store/queries.h"
#include "core/store/transact.h"

namespace {

using soban::ErrorKind;
using soban::Result;
using soban::books::Json;
using soban::cli::Program;
using soban::store::Database;

namespace agent = soban::agent;
namespace cli = soban::cli;
namespace http = soban::http;
namespace store = soban::store;

struct Arguments {
  std::string code;
  std::string author;
  std::string listen = "127.0.0.1:8080";
  std::string sync = "true";
  bool once = false;
  std::string file;
};

std::string login_name() {
  const char* name = std::getenv("USER");
  return name == nullptr ? std::string("soban-agent") : std::string(name);
}

// --author, or who records on this laptop, or who is logged in.
soban::books::Author author(store::Store& books, const Arguments& arguments) {
  soban::books::Author author = agent::author_of(books);
  if (!arguments.author.empty()) author.name = arguments.author;
  if (author.name.empty()) author.name = login_name();
  return author;
}

// A new laptop has no data directory yet.
Result<void> make_directory(const std::filesystem::path& directory) {
  std::error_code failed;
  std::filesystem::create_directories(directory, failed);
  if (!failed) return {};
  return soban::fail(ErrorKind::kIo, "not_writable",
                     "can't make the data directory " + directory.string() +
                         "; check the path and its permissions, or name another with --data",
                     failed.message());
}

// The page has no log-in: who reaches it may record.
Result<cli::Address> loopback_address(const std::string& text) {
  auto address = cli::parse_address(text);
  if (!address) return address;
  const std::string& host = address->host;
  if (host == "localhost" || host.starts_with("127.")) return address;
  return soban::fail(ErrorKind::kInvalid, "bad_address",
                     "the page has no log-in, so other machines must not reach it at \"" + host +
                         "\"; give --listen 127.0.0.1:PORT");
}

int enrol(const Program& program, const Arguments& arguments, const soban::log::Clock& clock) {
  if (const auto made = make_directory(program.data()); !made)
    return cli::report(made.error(), program.json());
  auto opened =
      store::open_store(program.data(), Database::Mode::kReadWrite, agent::store_options(clock));
  if (!opened) return cli::report(opened.error(), program.json());
  http::LoopPool loops(1);
  store::Writer writer(*std::move(opened));
  soban::books::Readers readers(program.data(), agent::store_options(clock));
  std::promise<Result<void>> done;
  loops.at(0).post([&] {
    agent::enrol(loops.at(0), writer, readers.on(loops.at(0)), arguments.code, arguments.author,
                 [&](Result<void> outcome) { done.set_value(std::move(outcome)); });
  });
  const auto outcome = done.get_future().get();
  writer.stop();
  loops.stop();
  if (!outcome) return cli::report(outcome.error(), program.json());
  return program.with_store(Database::Mode::kReadOnly, [&](store::Store& books) {
    const Json status = agent::status_json(books);
    if (program.json()) {
      cli::print_json(status);
    } else {
      cli::print_line("this machine is " + status["device"]["name"].get<std::string>() + " of " +
                      status["village"]["name"].get<std::string>() + ", " +
                      status["commune"]["name"].get<std::string>());
    }
    return cli::kDone;
  });
}

int serve(const Program& program, const Arguments& arguments, const soban::log::Clock& clock) {
  const auto address = loopback_address(arguments.listen);
  if (!address) return cli::report(address.error(), program.json());
  if (const auto made = make_directory(program.data()); !made)
    return cli::report(made.error(), program.json());
  agent::ServiceOptions options;
  options.directory = program.data();
  options.host = address->host;
  options.port = address->port;
  options.sync = arguments.sync != "false";
  agent::Service service(options, clock);
  cli::StopSignal stop(service.loop());
  if (const auto started = service.start(); !started)
    return cli::report(started.error(), program.json());
  cli::print_line("ready " + service.url());
  stop.wait();
  service.stop();
  return cli::kDone;
}

int sync(const Program& program, const soban::log::Clock& clock) {
  const auto exchanged = agent::sync_once(program.data(), clock);
  if (!exchanged) return cli::report(exchanged.error(), program.json());
  if (program.json()) {
    cli::print_json({{"sent", exchanged->sent}, {"received", exchanged->received}});
  } else {
    cli::print_line("sent " + std::to_string(exchanged->sent) + ", received " +
                    std::to_string(exchanged->received) + "; both sides hold the same");
  }
  return cli::kDone;
}

int status(const Program& program) {
  return program.with_store(Database::Mode::kReadOnly, [&](store::Store& books) {
    Json status = agent::status_json(books);
    Json rejected = Json::array();
    for (const auto& row : store::rejected_changes(books.database())) {
      rejected.push_back({{"position", soban::log::to_string(row.at)}, {"code", row.code}});
    }
    status["rejected"] = std::move(rejected);
    status["waitingChanges"] = store::count_waiting_changes(books.database());
    cli::print_line(program.json() ? status.dump() : status.dump(2));
    return cli::kDone;
  });
}

// ---- bundles ------------------------------------------------------------------------------------------------------

int export_bundle(const Program& program, const std::string& file) {
  return program.with_store(Database::Mode::kReadOnly, [&](store::Store& books) {
    const auto bundle = agent::export_bundle(books);
    if (!bundle) return cli::report(bundle.error(), program.json());
    if (const auto written = cli::write_file(file, bundle->bytes); !written)
      return cli::report(written.error(), program.json());
    if (program.json()) {
      cli::print_json(
          {{"file", file}, {"entries", bundle->entries}, {"complete", bundle->complete}});
    } else {
      cli::print_line(std::to_string(bundle->entries) + " entries are in " + file +
                      "; take it to the office, and bring back its reply");
    }
    return cli::kDone;
  });
}

int import_bundle(const Program& program, const std::string& file) {
  const auto bytes = cli::read_file(file, soban::sync::kBundleBytesLimit);
  if (!bytes) return cli::report(bytes.error(), program.json());
  return program.with_store(Database::Mode::kReadWrite, [&](store::Store& books) {
    const auto taken = store::transact(
        books, [&](store::Store& open) { return agent::import_bundle(open, *bytes); });
    if (!taken) return cli::report(taken.error(), program.json());
    store::apply_all(books);
    if (program.json()) {
      cli::print_json({{"received", taken->entries}, {"gaps", taken->ahead.size()}});
    } else {
      cli::print_line("received " + std::to_string(taken->entries) + " entries from the office");
    }
    return cli::kDone;
  });
}

}  // namespace

int main(int argc, char** argv) {
  const soban::log::SystemClock clock;
  Program program("soban-agent", "Sổ Bản: the village's books, on the village laptop",
                  agent::store_options(clock));
  Arguments arguments;
  CLI::App& app = program.app();
  app.add_option("--author", arguments.author,
                 "who records; default: the name given when the machine was enrolled");

  CLI::App& enrols = program.command(app, "enrol", "make this machine a device of a village",
                                     [&] { return enrol(program, arguments, clock); });
  enrols.add_option("CODE", arguments.code, "the one-time code from the commune office")
      ->required();

  CLI::App& serves =
      program.command(app, "serve", "serve the page and sync whenever the hub can be reached",
                      [&] { return serve(program, arguments, clock); });
  program.setting(serves, "listen", arguments.listen,
                  "ADDRESS:PORT of the page; this machine only");
  program.setting(serves, "sync", arguments.sync, "false: never connect to the hub");

  CLI::App& syncs =
      program.command(app, "sync", "exchange with the hub", [&] { return sync(program, clock); });
  syncs.add_flag("--once", arguments.once, "end when both sides hold the same")->required();

  program.command(app, "status", "this machine at a glance", [&] { return status(program); });
  CLI::App& bundles = program.group("bundle", "exchange with the office by a file, on a USB stick");
  program
      .command(bundles, "export", "write what the office does not have",
               [&] { return export_bundle(program, arguments.file); })
      .add_option("FILE", arguments.file, "a new file, NAME.soban")
      ->required();
  program
      .command(bundles, "import", "take the office's reply",
               [&] { return import_bundle(program, arguments.file); })
      .add_option("FILE", arguments.file)
      ->required();
  cli::add_record_commands(program, false,
                           [&](store::Store& books) { return author(books, arguments); });
  cli::add_care_commands(program);
  return program.run(argc, argv);
}
