#include "tests/e2e/process.h"

#include <fcntl.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <stdexcept>
#include <string_view>
#include <thread>

#include "tests/support/files.h"

extern char** environ;

namespace soban::e2e {
namespace {

constexpr milliseconds kLookAgain{5};

std::string find_program(const char* variable, const char* name) {
  if (const char* given = std::getenv(variable)) return given;
  return (std::filesystem::read_symlink("/proc/self/exe").parent_path() / name).string();
}

std::vector<std::string> environment_with(const std::map<std::string, std::string>& extra) {
  std::vector<std::string> variables;
  for (char** one = environ; *one != nullptr; ++one) {
    if (!std::string_view(*one).starts_with("SOBAN_")) variables.emplace_back(*one);
  }
  for (const auto& [name, value] : extra) variables.push_back(name + '=' + value);
  return variables;
}

std::vector<char*> pointers_to(std::vector<std::string>& texts) {
  std::vector<char*> pointers;
  for (std::string& text : texts) pointers.push_back(text.data());
  pointers.push_back(nullptr);
  return pointers;
}

// In the child, after fork: only calls that are safe there.
[[noreturn]] void become(const char* program, char* const* arguments, char* const* environment,
                         const std::array<int, 3>& streams,
                         const std::optional<rlim_t>& file_bytes_max) {
  ::prctl(PR_SET_PDEATHSIG, SIGKILL);
  for (int i = 0; i < 3; ++i) ::dup2(streams[static_cast<std::size_t>(i)], i);
  ::signal(SIGXFSZ, SIG_IGN);  // beyond the limit writing fails, as on a full disk
  if (file_bytes_max) {
    const rlimit limit{*file_bytes_max, RLIM_INFINITY};
    ::setrlimit(RLIMIT_FSIZE, &limit);
  }
  ::execve(program, arguments, environment);
  ::_exit(127);
}

}  // namespace

bool eventually(const std::function<bool()>& condition, milliseconds patience) {
  const auto deadline = std::chrono::steady_clock::now() + patience;
  while (!condition()) {
    if (std::chrono::steady_clock::now() > deadline) return false;
    std::this_thread::sleep_for(kLookAgain);
  }
  return true;
}

const std::string& agent_program() {
  static const std::string program = find_program("SOBAN_AGENT", "soban-agent");
  return program;
}

const std::string& hub_program() {
  static const std::string program = find_program("SOBAN_HUB", "soban-hub");
  return program;
}

std::vector<Json> Outcome::lines() const {
  std::vector<Json> documents;
  std::istringstream in(out);
  for (std::string line; std::getline(in, line);) documents.push_back(Json::parse(line));
  return documents;
}

Process::Process(const std::string& program, const std::vector<std::string>& arguments,
                 Options options) {
  std::vector<std::string> argv_texts{program};
  argv_texts.insert(argv_texts.end(), arguments.begin(), arguments.end());
  for (const std::string& text : argv_texts) command_ += text + ' ';
  std::ofstream(files_ / "in", std::ios::binary) << options.input;
  auto environment_texts = environment_with(options.environment);
  const auto argv = pointers_to(argv_texts);
  const auto environment = pointers_to(environment_texts);
  const int made = O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC;
  const std::array<int, 3> streams{::open((files_ / "in").c_str(), O_RDONLY | O_CLOEXEC),
                                   ::open((files_ / "out").c_str(), made, 0600),
                                   ::open((files_ / "err").c_str(), made, 0600)};
  pid_ = ::fork();
  if (pid_ == 0) {
    become(program.c_str(), argv.data(), environment.data(), streams, options.file_bytes_max);
  }
  for (const int stream : streams) ::close(stream);
  if (pid_ < 0) throw std::runtime_error("could not start " + command_);
}

Process::~Process() {
  if (!running()) return;
  ::kill(pid_, SIGKILL);
  reap(true);
}

void Process::reap(bool block) {
  if (code_) return;
  int status = 0;
  if (::waitpid(pid_, &status, block ? 0 : WNOHANG) != pid_) return;
  code_ = WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
}

bool Process::running() {
  reap(false);
  return !code_;
}

void Process::signal(int number) const {
  if (!code_) ::kill(pid_, number);
}

int Process::wait(milliseconds patience) {
  if (!eventually([this] { return !running(); }, patience)) {
    throw std::runtime_error(command_ + "did not end in time; it said: " + out() + err());
  }
  return *code_;
}

Outcome Process::outcome(milliseconds patience) {
  const int code = wait(patience);
  return {code, out(), err()};
}

std::string Process::wait_ready() {
  constexpr std::string_view kReady = "ready ";
  std::string said;
  const bool answered = eventually([&] {
    const bool over = !running();
    said = out();
    return over || said.find('\n') != std::string::npos;
  });
  if (!answered || !said.starts_with(kReady) || said.find('\n') == std::string::npos) {
    throw std::runtime_error(command_ + "is not ready; it said: " + said + err());
  }
  return said.substr(kReady.size(), said.find('\n') - kReady.size());
}

std::string Process::out() const { return test::read_file(files_ / "out"); }
std::string Process::err() const { return test::read_file(files_ / "err"); }

void Process::limit_file_bytes(rlim_t max) const {
  const rlimit limit{max, RLIM_INFINITY};
  if (::prlimit(pid_, RLIMIT_FSIZE, &limit, nullptr) != 0) throw std::runtime_error("prlimit");
}

Outcome run(const std::string& program, const std::vector<std::string>& arguments,
            Process::Options options) {
  return Process(program, arguments, std::move(options)).outcome();
}

std::uint16_t port_of(const std::string& url) {
  return static_cast<std::uint16_t>(std::stoul(url.substr(url.rfind(':') + 1)));
}

}  // namespace soban::e2e
