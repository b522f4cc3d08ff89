// A commune of real programs: a hub that is reached through a proxy, and laptops; each has a directory of its own.
#pragma once

#include <filesystem>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "tests/e2e/http_client.h"
#include "tests/e2e/process.h"
#include "tests/e2e/proxy.h"
#include "tests/support/temporary_directory.h"

namespace soban::e2e {

using Ids = std::set<std::string>;

// What both programs have: a data directory, commands on it, and `serve`.
class Program {
 public:
  Program(const Program&) = delete;
  Program& operator=(const Program&) = delete;

  const std::filesystem::path& data() const { return data_; }
  // Runs a command on its directory.
  Outcome run(std::vector<std::string> arguments, const std::string& input = {}) const;
  // The same where anything but success ends the test; with --json.
  Json read(std::vector<std::string> arguments) const;

  bool serving() const { return process_ != nullptr; }
  Process& process() { return *process_; }
  std::uint16_t port() const { return port_; }
  // By SIGTERM; its exit code.
  int stop();
  void kill();

  Ids ids(const std::string& kind = "contribution") const;
  std::string list(const std::string& kind = "contribution") const;
  bool verified() const;

 protected:
  Program(std::string program, const std::filesystem::path& data);
  ~Program() = default;
  std::string serve(std::vector<std::string> more);

 private:
  std::string program_;
  test::TemporaryDirectory own_;
  std::filesystem::path data_;
  std::unique_ptr<Process> process_;
  std::uint16_t port_ = 0;
};

// What a contribution refers to.
struct Books {
  std::string campaign;
  std::vector<std::string> households;  // of NC
  std::string foreign_household;        // of NS
  std::string today;
};

class Hub : public Program {
 public:
  // Begins a commune with two villages, NC and NS, a campaign and a few households.
  explicit Hub(const std::filesystem::path& data = {});

  const Books& books() const { return books_; }
  Proxy& road() { return *road_; }
  void start();
  std::string enrol_code(const std::string& village = "NC");
  // The new record's id.
  std::string add(const std::string& kind, const std::string& village, const Json& fields) const;
  std::size_t records() const;
  // As a new user of that role.
  HttpClient log_in(const std::string& name, const std::string& role);

 private:
  std::unique_ptr<Proxy> road_;
  Books books_;
};

inline constexpr const char* kPassword = "mật khẩu đủ dài";

class Laptop : public Program {
 public:
  explicit Laptop(const std::filesystem::path& data = {});
  // Enrols it while the hub serves, and fetches the books.
  Laptop(Hub& hub, const std::string& village, const std::filesystem::path& data = {});

  void start(const std::vector<std::string>& more = {});
  HttpClient page() const;
  // Records by the command line; throws unless all were.
  std::vector<std::string> add(const std::string& lines) const;
  int sync_once() const { return run({"sync", "--once"}).code; }

  std::size_t records() const { return count("recorded"); }
  std::size_t waiting() const { return count("waiting"); }
  // What the running program says of its connection.
  Json link() const { return page().get("/api/v1/status").json()["link"]; }
  // Those that the hub has acknowledged.
  Ids acknowledged() const;

 private:
  std::size_t count(const char* name) const;
};

// A contribution in cash as `add` takes it; no two have the same sum.
Json gift(const Books& books);
// One a line.
std::string gifts(const Books& books, std::size_t count);

// Bytes that pass for a JPEG, and a file of them.
std::string picture(std::size_t bytes);
std::string save_picture(const test::TemporaryDirectory& folder, const std::string& content);

// The complete lines of `add … --json -`'s output so far that name a record.
std::vector<std::string> promised(const std::string& output);

// True when `few` are all among `many`.
bool among(const Ids& few, const Ids& many);

}  // namespace soban::e2e
