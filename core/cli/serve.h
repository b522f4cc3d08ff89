// What both programs' `serve` share: where to listen, and waiting for the signal to stop.
#pragma once

#include <cstdint>
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

// Blocks until SIGINT or SIGTERM.
void wait_for_stop(http::Loop& loop);

}  // namespace soban::cli
