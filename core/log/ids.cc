#include "core/log/ids.h"

#include <charconv>

namespace soban::log {
namespace {

constexpr std::size_t kHexDigits = 16;

std::string hex16(std::uint64_t value) {
  static constexpr char kDigits[] = "0123456789abcdef";
  std::string text(kHexDigits, '0');
  for (std::size_t i = kHexDigits; i-- > 0; value >>= 4) text[i] = kDigits[value & 0xF];
  return text;
}

std::optional<std::uint64_t> parse_hex16(std::string_view text) {
  if (text.size() != kHexDigits) return std::nullopt;
  std::uint64_t value = 0;
  for (const char c : text) {
    const bool digit = c >= '0' && c <= '9';
    if (!digit && !(c >= 'a' && c <= 'f')) return std::nullopt;
    value = value << 4 | static_cast<std::uint64_t>(digit ? c - '0' : c - 'a' + 10);
  }
  return value;
}

}  // namespace

std::string to_string(LogId id) { return hex16(id.value); }
std::string to_string(DeviceId id) { return hex16(id.value); }

std::string to_string(const Position& position) {
  return hex16(position.log.value) + ':' + std::to_string(position.seq);
}

std::optional<Position> parse_position(std::string_view text) {
  if (text.size() < kHexDigits + 2 || text[kHexDigits] != ':') return std::nullopt;
  const auto log = parse_hex16(text.substr(0, kHexDigits));
  const std::string_view digits = text.substr(kHexDigits + 1);
  Seq seq = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), seq);
  const bool whole = error == std::errc{} && end == digits.data() + digits.size();
  if (!log || !whole || seq == 0 || digits.front() == '0') return std::nullopt;
  return Position{LogId{*log}, seq};
}

std::optional<RecordId> parse_record_id(std::string_view text) {
  const auto position = parse_position(text);
  return position ? std::optional(RecordId{*position}) : std::nullopt;
}

std::optional<DeviceId> parse_device_id(std::string_view text) {
  const auto value = parse_hex16(text);
  return value ? std::optional(DeviceId{*value}) : std::nullopt;
}

}  // namespace soban::log
