// Real programs started by a test: output in files, waited for with a deadline, killed at the latest when the test ends.
#pragma once

#include <sys/resource.h>
#include <sys/types.h>

#include <chrono>
#include <cstdint>
#include <functional>
#include <map>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <vector>

#include "tests/support/temporary_directory.h"

namespace soban::e2e {

using Json = nlohmann::json;
using std::chrono::milliseconds;

// Longer than anything here should take on a busy machine, so that a test fails instead of hanging.
inline constexpr milliseconds kPatience{30'000};

// Looks again and again until `condition` holds; false: it did not within `patience`.
bool eventually(const std::function<bool()>& condition, milliseconds patience = kPatience);

// Where the programs are: SOBAN_AGENT and SOBAN_HUB, or beside this test program.
const std::string& agent_program();
const std::string& hub_program();

struct Outcome {
  int code = -1;  // the exit code; minus the number of the signal that ended it
  std::string out;
  std::string err;

  // What --json printed; throws unless stdout is exactly one JSON document.
  Json json() const { return Json::parse(out); }
  // The documents of a command that prints one a line.
  std::vector<Json> lines() const;
};

class Process {
 public:
  struct Options {
    // Beside the test's own environment, from which every SOBAN_… is left out.
    std::map<std::string, std::string> environment;
    std::string input;                     // what stdin holds
    std::optional<rlim_t> file_bytes_max;  // no file may grow beyond it
  };

  Process(const std::string& program, const std::vector<std::string>& arguments, Options options);
  Process(const std::string& program, const std::vector<std::string>& arguments)
      : Process(program, arguments, Options{}) {}
  ~Process();
  Process(const Process&) = delete;
  Process& operator=(const Process&) = delete;

  // The URL of the line `ready URL` on stdout. Throws with what the program said when it ends before.
  std::string wait_ready();
  void signal(int number) const;
  // As Outcome::code. Throws when the program does not end in time.
  int wait(milliseconds patience = kPatience);
  Outcome outcome(milliseconds patience = kPatience);
  bool running();
  std::string out() const;
  std::string err() const;
  void limit_file_bytes(rlim_t max) const;

 private:
  void reap(bool block);

  test::TemporaryDirectory files_;
  std::string command_;
  pid_t pid_ = -1;
  std::optional<int> code_;
};

// Runs it to its end.
Outcome run(const std::string& program, const std::vector<std::string>& arguments,
            Process::Options options = {});

// 8080 of "http://127.0.0.1:8080/".
std::uint16_t port_of(const std::string& url);

}  // namespace soban::e2e
