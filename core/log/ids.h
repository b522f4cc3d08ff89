// Names of logs, places in them, and records.
#pragma once

#include <compare>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace soban::log {

// 64 random bits; one log has one writer, for ever.
struct LogId {
  std::uint64_t value = 0;
  auto operator<=>(const LogId&) const = default;
};

// 64 random bits given by the hub at enrolment.
struct DeviceId {
  std::uint64_t value = 0;
  auto operator<=>(const DeviceId&) const = default;
};

// 1, 2, 3 … in a log, without a hole. 0: nothing yet.
using Seq = std::uint64_t;

// One entry of one log. As text "9f3c2a71d0b4e586:12".
struct Position {
  LogId log;
  Seq seq = 0;
  auto operator<=>(const Position&) const = default;
};

// A record is named by the change that created it.
struct RecordId {
  Position created;
  auto operator<=>(const RecordId&) const = default;
};

std::string to_string(LogId id);
std::string to_string(DeviceId id);
std::string to_string(const Position& position);
inline std::string to_string(const RecordId& id) { return to_string(id.created); }

// nullopt unless the text is exactly what to_string prints (seq 1 or more).
std::optional<Position> parse_position(std::string_view text);
std::optional<RecordId> parse_record_id(std::string_view text);
std::optional<DeviceId> parse_device_id(std::string_view text);

}  // namespace soban::log

template <>
struct std::hash<soban::log::LogId> {
  std::size_t operator()(soban::log::LogId id) const noexcept {
    return std::hash<std::uint64_t>{}(id.value);
  }
};
