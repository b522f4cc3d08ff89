// The top-level fields of a serialised protobuf message, by number, without its descriptor: so that an old program
// merges fields and kinds it has never heard of exactly as a new one does.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace soban::log {

// One field: all its occurrences (a repeated field is one whole value), tags included, as they stood.
struct Field {
  std::uint32_t number = 0;
  std::string bytes;
  bool operator==(const Field&) const = default;
};

// Sorted by number, each number once.
using Fields = std::vector<Field>;

// nullopt when the bytes are not a well-formed message (groups, which proto3 lacks, count as malformed).
std::optional<Fields> parse_fields(std::string_view message);
std::string serialise_fields(const Fields& fields);

// Replaces or adds; with empty bytes removes.
void set_field(Fields& fields, std::uint32_t number, std::string_view bytes);
// The field's bytes; empty when absent.
std::string_view find_field(const Fields& fields, std::uint32_t number);

}  // namespace soban::log
