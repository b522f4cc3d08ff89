#include "core/log/fields.h"

#include <rapidcheck/catch.h>

#include <catch2/catch.hpp>

#include "records.pb.h"
#include "tests/support/random.h"

namespace soban::log {
namespace {

std::string bytes(std::initializer_list<int> values) {
  std::string out;
  for (const int value : values) out += static_cast<char>(value);
  return out;
}

TEST_CASE("the fields of a message come apart and together again", "[log][fields]") {
  Household household;
  household.set_code("014");
  household.set_birth_year(1961);
  household.set_phone("0912 345 678");
  const auto fields = parse_fields(household.SerializeAsString());
  REQUIRE(fields.has_value());
  REQUIRE(fields->size() == 3);
  CHECK((*fields)[0] == Field{1,
                              "\x0a\x03"
                              "014"});
  CHECK((*fields)[1].number == 3);
  CHECK((*fields)[2].number == 6);
  CHECK(serialise_fields(*fields) == household.SerializeAsString());
}

TEST_CASE("fields this program has never heard of are kept, of every wire type", "[log][fields]") {
  const std::string message = bytes({0xA0, 0x06, 0x96, 0x01}) +              // 100: varint
                              bytes({0xA9, 0x06, 1, 2, 3, 4, 5, 6, 7, 8}) +  // 101: 8 bytes
                              bytes({0xB2, 0x06, 0x02, 'h', 'i'}) +          // 102: bytes
                              bytes({0xBD, 0x06, 1, 2, 3, 4});               // 103: 4 bytes
  const auto fields = parse_fields(message);
  REQUIRE(fields.has_value());
  CHECK(fields->size() == 4);
  CHECK(serialise_fields(*fields) == message);
}

TEST_CASE("a repeated field is one value, in the order it was written", "[log][fields]") {
  Campaign campaign;
  campaign.add_villages("nong-coc");
  campaign.add_villages("pac-nga");
  const auto fields = parse_fields(campaign.SerializeAsString());
  REQUIRE(fields.has_value());
  REQUIRE(fields->size() == 1);
  CHECK(serialise_fields(*fields) == campaign.SerializeAsString());
}

TEST_CASE("fields are sorted by number however they were written", "[log][fields]") {
  const std::string one = bytes({0x08, 1});
  const std::string two = bytes({0x10, 2});
  const std::string one_again = bytes({0x08, 3});
  const auto fields = parse_fields(two + one + one_again);
  REQUIRE(fields.has_value());
  CHECK(*fields == Fields{{1, one + one_again}, {2, two}});
}

TEST_CASE("an empty message has no fields", "[log][fields]") {
  CHECK(parse_fields("") == Fields{});
  CHECK(serialise_fields({}).empty());
}

TEST_CASE("bytes that are no message are not taken for one", "[log][fields]") {
  const std::string cases[] = {
      bytes({0x08}),           // no value
      bytes({0x08, 0x80}),     // a varint that does not end
      bytes({0x09, 1, 2, 3}),  // 8 bytes, cut
      bytes({0x0D, 1, 2, 3}),  // 4 bytes, cut
      bytes({0x0A, 5, 'a'}),   // a text longer than the message
      bytes({0x0B, 0x0C}),     // a group
      bytes({0x0E, 0}),        // no wire type
      bytes({0x00, 0}),        // field 0
      bytes({0x80}),           // a tag that does not end
      bytes({0x0A, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x01}),  // 2^64 - 1 bytes
      bytes({0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x7F, 0}),  // number too great
      bytes({0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x01}),  // eleven bytes
  };
  for (const std::string& message : cases) {
    CAPTURE(message.size(), static_cast<int>(static_cast<unsigned char>(message.front())));
    CHECK_FALSE(parse_fields(message).has_value());
  }
}

TEST_CASE("any bytes are read without harm, and what is read is stable", "[log][fields]") {
  rc::prop("for any bytes", [](const std::string& message) {
    const auto fields = parse_fields(message);
    if (!fields) return;
    const std::string once = serialise_fields(*fields);
    RC_ASSERT(once.size() == message.size());
    RC_ASSERT(parse_fields(once) == fields);
  });
}

TEST_CASE("a field is set, replaced, found and removed", "[log][fields]") {
  Fields fields;
  set_field(fields, 5, "five");
  set_field(fields, 2, "two");
  set_field(fields, 9, "nine");
  set_field(fields, 5, "cinq");
  CHECK(fields == Fields{{2, "two"}, {5, "cinq"}, {9, "nine"}});
  CHECK(find_field(fields, 9) == "nine");
  CHECK(find_field(fields, 3).empty());
  set_field(fields, 5, "");
  set_field(fields, 7, "");
  CHECK(fields == Fields{{2, "two"}, {9, "nine"}});
}

}  // namespace
}  // namespace soban::log
