#include "core/log/ids.h"

#include <catch2/catch.hpp>
#include <limits>

namespace soban::log {
namespace {

TEST_CASE("a position is printed as sixteen hex digits, a colon and the number", "[log][ids]") {
  CHECK(to_string(LogId{0x9f3c2a71d0b4e586}) == "9f3c2a71d0b4e586");
  CHECK(to_string(DeviceId{1}) == "0000000000000001");
  CHECK(to_string(Position{LogId{0x2a}, 12}) == "000000000000002a:12");
  CHECK(to_string(RecordId{{LogId{0x2a}, 12}}) == "000000000000002a:12");
}

TEST_CASE("what is printed is read back", "[log][ids]") {
  const std::uint64_t greatest = std::numeric_limits<std::uint64_t>::max();
  for (const Position& position : {Position{LogId{0}, 1}, Position{LogId{0x9f3c2a71d0b4e586}, 10},
                                   Position{LogId{greatest}, greatest}}) {
    CAPTURE(to_string(position));
    CHECK(parse_position(to_string(position)) == position);
    CHECK(parse_record_id(to_string(position)) == RecordId{position});
  }
  CHECK(parse_device_id("00000000000000ff") == DeviceId{255});
}

TEST_CASE("nothing but what is printed is read as a position", "[log][ids]") {
  for (const char* text : {
           "",
           ":",
           "9f3c2a71d0b4e586",
           "9f3c2a71d0b4e586:",
           "9f3c2a71d0b4e586:0",
           "9f3c2a71d0b4e586:01",
           "9f3c2a71d0b4e586:+1",
           "9f3c2a71d0b4e586:-1",
           "9f3c2a71d0b4e586: 1",
           "9f3c2a71d0b4e586:1 ",
           "9f3c2a71d0b4e586:1x",
           "9f3c2a71d0b4e586:0x1",
           "9F3C2A71D0B4E586:1",
           "9f3c2a71d0b4e58:12",
           "9f3c2a71d0b4e5866:1",
           "9f3c2a71d0b4e58g:1",
           "9f3c2a71d0b4e586:18446744073709551616",
       }) {
    CAPTURE(text);
    CHECK_FALSE(parse_position(text).has_value());
    CHECK_FALSE(parse_record_id(text).has_value());
  }
}

TEST_CASE("nothing but sixteen lower-case hex digits is read as a device", "[log][ids]") {
  for (const char* text : {"", "ff", "00000000000000FF", "00000000000000ff0", "00000000000000f "}) {
    CAPTURE(text);
    CHECK_FALSE(parse_device_id(text).has_value());
  }
}

TEST_CASE("positions are ordered by log and then by number", "[log][ids]") {
  CHECK(Position{LogId{1}, 9} < Position{LogId{2}, 1});
  CHECK(Position{LogId{1}, 9} < Position{LogId{1}, 10});
  CHECK(Position{LogId{1}, 1} < Position{LogId{0x8000000000000000}, 1});
}

}  // namespace
}  // namespace soban::log
