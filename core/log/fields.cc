#include "core/log/fields.h"

#include <algorithm>

namespace soban::log {
namespace {

// Wire types of the protobuf encoding (protobuf.dev/programming-guides/encoding).
enum WireType : std::uint32_t { kVarint = 0, kFixed64 = 1, kBytes = 2, kFixed32 = 5 };

constexpr std::uint64_t kFieldNumberMax = (1U << 29) - 1;

std::optional<std::uint64_t> take_varint(std::string_view& in) {
  std::uint64_t value = 0;
  for (unsigned shift = 0; shift < 64 && !in.empty(); shift += 7) {
    const auto byte = static_cast<std::uint8_t>(in.front());
    in.remove_prefix(1);
    value |= static_cast<std::uint64_t>(byte & 0x7F) << shift;
    if ((byte & 0x80) == 0) return value;
  }
  return std::nullopt;
}

bool skip(std::string_view& in, std::uint64_t count) {
  if (in.size() < count) return false;
  in.remove_prefix(count);
  return true;
}

bool skip_value(std::string_view& in, std::uint32_t wire_type) {
  switch (wire_type) {
    case kVarint:
      return take_varint(in).has_value();
    case kFixed64:
      return skip(in, 8);
    case kFixed32:
      return skip(in, 4);
    case kBytes: {
      const auto size = take_varint(in);
      return size && skip(in, *size);
    }
    default:
      return false;
  }
}

auto position_of(Fields& fields, std::uint32_t number) {
  return std::lower_bound(fields.begin(), fields.end(), number,
                          [](const Field& field, std::uint32_t n) { return field.number < n; });
}

void append_occurrence(Fields& fields, std::uint32_t number, std::string_view bytes) {
  const auto at =
      fields.empty() || fields.back().number < number ? fields.end() : position_of(fields, number);
  if (at != fields.end() && at->number == number) {
    at->bytes.append(bytes);
  } else {
    fields.insert(at, Field{number, std::string(bytes)});
  }
}

}  // namespace

std::optional<Fields> parse_fields(std::string_view message) {
  Fields fields;
  fields.reserve(12);
  while (!message.empty()) {
    const std::string_view start = message;
    const auto tag = take_varint(message);
    if (!tag || *tag >> 3 == 0 || *tag >> 3 > kFieldNumberMax) return std::nullopt;
    if (!skip_value(message, static_cast<std::uint32_t>(*tag & 7))) return std::nullopt;
    append_occurrence(fields, static_cast<std::uint32_t>(*tag >> 3),
                      start.substr(0, start.size() - message.size()));
  }
  return fields;
}

std::string serialise_fields(const Fields& fields) {
  std::string out;
  for (const Field& field : fields) out += field.bytes;
  return out;
}

void set_field(Fields& fields, std::uint32_t number, std::string_view bytes) {
  const auto at = position_of(fields, number);
  const bool found = at != fields.end() && at->number == number;
  if (bytes.empty()) {
    if (found) fields.erase(at);
  } else if (found) {
    at->bytes = bytes;
  } else {
    fields.insert(at, Field{number, std::string(bytes)});
  }
}

std::string_view find_field(const Fields& fields, std::uint32_t number) {
  const auto at = std::lower_bound(fields.begin(), fields.end(), number,
                                   [](const Field& f, std::uint32_t n) { return f.number < n; });
  return at != fields.end() && at->number == number ? std::string_view(at->bytes)
                                                    : std::string_view();
}

}  // namespace soban::log
