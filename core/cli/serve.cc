#include "core/cli/serve.h"

#include <charconv>
#include <memory>

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

StopSignal::StopSignal(http::Loop& loop) {
  const auto stop = std::make_shared<std::promise<void>>();
  came_ = stop->get_future();
  http::on_stop_signal(loop, [stop] { stop->set_value(); });
}

}  // namespace soban::cli
