#include "core/cli/serve.h"

#include <charconv>
#include <future>

namespace soban::cli {

Result<Address> parse_address(const std::string& text) {
  const std::size_t colon = text.rfind(':');
  Address address;
  bool good = colon != std::string::npos && colon > 0;
  if (good) {
    const std::string_view digits = std::string_view(text).substr(colon + 1);
    const auto [end, error] =
        std::from_chars(digits.data(), digits.data() + digits.size(), address.port);
    good = error == std::errc{} && end == digits.data() + digits.size();
    address.host = text.substr(0, colon);
    if (address.host.starts_with('[') && address.host.ends_with(']')) {
      address.host = address.host.substr(1, address.host.size() - 2);
    }
  }
  if (good) return address;
  return fail(ErrorKind::kInvalid, "bad_address",
              "\"" + text + "\" is not ADDRESS:PORT, for example 127.0.0.1:8080");
}

void wait_for_stop(http::Loop& loop) {
  std::promise<void> stop;
  http::on_stop_signal(loop, [&] { stop.set_value(); });
  stop.get_future().wait();
}

}  // namespace soban::cli
