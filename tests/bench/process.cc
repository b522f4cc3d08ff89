#include "tests/bench/process.h"

#include <openssl/bio.h>
#include <openssl/ssl.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <fstream>
#include <sstream>
#include <stdexcept>

extern char** environ;

namespace soban::bench {
namespace {

std::string read_line(int file) {
  std::string line;
  char c = 0;
  while (read(file, &c, 1) == 1 && c != '\n') line += c;
  return line;
}

}  // namespace

Process::Process(std::vector<std::string> command) {
  int out[2] = {-1, -1};
  if (pipe(out) != 0) throw std::runtime_error("pipe");
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_adddup2(&actions, out[1], STDOUT_FILENO);
  posix_spawn_file_actions_addclose(&actions, out[0]);
  std::vector<char*> arguments;
  for (std::string& part : command) arguments.push_back(part.data());
  arguments.push_back(nullptr);
  const int failed =
      posix_spawn(&pid_, command[0].c_str(), &actions, nullptr, arguments.data(), environ);
  posix_spawn_file_actions_destroy(&actions);
  close(out[1]);
  if (failed != 0) throw std::runtime_error("can't start " + command[0]);
  const std::string ready = read_line(out[0]);
  close(out[0]);
  const std::size_t colon = ready.rfind(':');
  if (!ready.starts_with("ready ") || colon == std::string::npos)
    throw std::runtime_error("not ready: " + ready);
  port_ = static_cast<std::uint16_t>(std::stoul(ready.substr(colon + 1)));
}

Process::~Process() {
  kill(pid_, SIGTERM);
  waitpid(pid_, nullptr, 0);
}

double Process::memory_mb(const char* which) const {
  std::ifstream status("/proc/" + std::to_string(pid_) + "/status");
  for (std::string line; std::getline(status, line);) {
    if (line.starts_with(which)) return std::stod(line.substr(6)) / 1024;
  }
  throw std::runtime_error("the program has ended");
}

Client::Client(std::uint16_t port, bool tls) : port_(std::to_string(port)) {
  const std::string address = "127.0.0.1:" + port_;
  BIO* bio = nullptr;
  if (tls) {
    SSL_CTX* context = SSL_CTX_new(TLS_client_method());
    context_ = context;
    bio = BIO_new_ssl_connect(context);
    BIO_set_conn_hostname(bio, address.c_str());
  } else {
    bio = BIO_new_connect(address.c_str());
  }
  bio_ = bio;
  if (BIO_do_connect(bio) != 1) throw std::runtime_error("can't connect to " + address);
}

Client::~Client() {
  BIO_free_all(static_cast<BIO*>(bio_));
  SSL_CTX_free(static_cast<SSL_CTX*>(context_));
}

void Client::read_more() {
  std::array<char, 65536> buffer{};
  const int got = BIO_read(static_cast<BIO*>(bio_), buffer.data(), static_cast<int>(buffer.size()));
  if (got <= 0) throw std::runtime_error("the program closed the connection");
  received_.append(buffer.data(), static_cast<std::size_t>(got));
}

Answer Client::ask(const std::string& method, const std::string& target, const std::string& headers,
                   const std::string& body) {
  std::string request =
      method + ' ' + target + " HTTP/1.1\r\nHost: 127.0.0.1:" + port_ + "\r\n" + headers;
  request += "Content-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body;
  BIO_write(static_cast<BIO*>(bio_), request.data(), static_cast<int>(request.size()));
  std::size_t end = 0;
  while ((end = received_.find("\r\n\r\n")) == std::string::npos) read_more();
  Answer answer;
  answer.head = received_.substr(0, end);
  received_.erase(0, end + 4);
  answer.status = std::stoi(answer.head.substr(9, 3));
  const std::string name = "Content-Length: ";
  const std::size_t at = answer.head.find(name);
  const std::size_t size =
      at == std::string::npos ? 0 : std::stoul(answer.head.substr(at + name.size()));
  while (received_.size() < size) read_more();
  answer.body = received_.substr(0, size);
  received_.erase(0, size);
  return answer;
}

}  // namespace soban::bench
