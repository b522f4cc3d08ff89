// Counts what goes through a connection: a relay between a laptop and the hub, on loopback.
#pragma once

#include <atomic>
#include <cstdint>
#include <thread>

namespace soban::bench {

class Relay {
 public:
  explicit Relay(std::uint16_t to);
  ~Relay();
  std::uint16_t port() const { return port_; }
  std::uint64_t bytes() const { return bytes_; }  // both directions
  void reset() { bytes_ = 0; }

 private:
  void run();

  std::uint16_t to_;
  std::uint16_t port_ = 0;
  int listener_ = -1;
  int stop_[2] = {-1, -1};
  std::atomic<std::uint64_t> bytes_ = 0;
  std::thread thread_;
};

}  // namespace soban::bench
