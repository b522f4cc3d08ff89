// What both programs' `serve` share: where to listen, and waiting for the signal to stop.
#pragma once

#include <cstdint>
#include <future>
#include <string>

#include "core/error.h"
#include "core/http/loop.h"

namespace soban::cli {

struct Address {
  std::string host;
  std::uint16_t port = 0;
};

// "127.0.0.1:8080", "[::1]:8080". kInvalid "bad_address".
Result<Address> parse_address(const std::string& text);

// SIGINT or SIGTERM, from its construction on: made before a program says that it is ready, so that whoever has read that can
// stop it in good order at once.
class StopSignal {
 public:
  explicit StopSignal(http::Loop& loop);
  void wait() { came_.wait(); }

 private:
  std::future<void> came_;
};

}  // namespace soban::cli
