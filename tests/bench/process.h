// The real programs, for what can only be seen from outside: memory and start-up.
#pragma once

#include <sys/types.h>

#include <cstdint>
#include <string>
#include <vector>

namespace soban::bench {

class Process {
 public:
  // Starts it and waits for `ready URL`.
  explicit Process(std::vector<std::string> command);
  ~Process();  // SIGTERM, and waits
  std::uint16_t port() const { return port_; }
  double resident_mb() const { return memory_mb("VmRSS:"); }
  double peak_mb() const { return memory_mb("VmHWM:"); }  // since it started

 private:
  double memory_mb(const char* which) const;

  pid_t pid_ = -1;
  std::uint16_t port_ = 0;
};

struct Answer {
  int status = 0;
  std::string head;
  std::string body;
};

// One connection to a program on loopback, kept open; `tls` without looking at the certificate.
class Client {
 public:
  Client(std::uint16_t port, bool tls);
  ~Client();
  Client(const Client&) = delete;
  Answer ask(const std::string& method, const std::string& target, const std::string& headers = {},
             const std::string& body = {});

 private:
  void read_more();

  void* bio_ = nullptr;      // BIO
  void* context_ = nullptr;  // SSL_CTX
  std::string port_;
  std::string received_;
};

}  // namespace soban::bench
