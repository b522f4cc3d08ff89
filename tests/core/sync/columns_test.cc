#include "core/sync/columns.h"

#include <rapidcheck.h>

#include <catch2/catch.hpp>

#include "change.pb.h"
#include "records.pb.h"
#include "tests/support/expect.h"

namespace soban::sync {
namespace {

constexpr std::size_t kPlenty = 1 << 20;

std::vector<std::string> round_trip(const std::vector<std::string>& entries) {
  return test::expect(from_columns(to_columns(entries), entries.size(), kPlenty));
}

std::string change(std::uint64_t n) {
  Contribution contribution;
  contribution.set_campaign("18131c4f9d6644bb:" + std::to_string(17 + n % 3));
  contribution.set_amount(static_cast<std::int64_t>(n * 1000));
  if (n % 4 == 0) contribution.set_note("nộp tại nhà văn hóa bản");
  contribution.set_paper_number(std::to_string(10'000 + n));
  Change change;
  change.set_kind(12);
  change.set_time((1'795'000'000'000 + n * 977) << 16 | n % 5);
  change.set_author("Lò Văn Đức");
  change.set_delta(contribution.SerializeAsString());
  return change.SerializeAsString();
}

std::vector<std::string> changes(std::uint64_t count) {
  std::vector<std::string> entries;
  for (std::uint64_t n = 0; n < count; ++n) entries.push_back(change(n));
  return entries;
}

}  // namespace

TEST_CASE("any bytes come back from columns as they were", "[sync]") {
  CHECK(rc::check([] {
    const auto entries =
        *rc::gen::container<std::vector<std::string>>(rc::gen::arbitrary<std::string>());
    RC_ASSERT(round_trip(entries) == entries);
  }));
}

TEST_CASE("changes come back from columns byte for byte", "[sync]") {
  const auto entries = changes(500);
  CHECK(round_trip(entries) == entries);
}

TEST_CASE("what protobuf would write otherwise is kept as it is", "[sync]") {
  const std::vector<std::string> entries = {
      std::string("\x08\x80\x00", 3),  // a varint with a byte too many
      std::string("\x0A\x05"
                  "ab",
                  4),                          // a length beyond the end
      std::string("\x0B\x0C", 2),              // a group
      std::string("\x00\x01", 2),              // field 0
      std::string("\x3A\x02\x08\x80", 4),      // a delta that breaks off
      std::string("\x3A\x00", 2),              // an empty delta
      std::string("\x3A\x03\x3A\x01x", 5),     // a delta within the delta
      std::string("\x0D\x01\x02\x03\x04", 5),  // fixed32
      std::string("\x09\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF", 9)};
  CHECK(round_trip(entries) == entries);
}

TEST_CASE("texts that end in numbers come back with every zero", "[sync]") {
  std::vector<std::string> entries;
  for (const char* text : {"7", "8", "08", "9", "10", "99", "100", "0", "00", "1", "x-1", "x-2",
                           "x-02", "x-", "x-3", "999999999999999999", "1000000000000000000", "1"}) {
    Change change;
    change.set_author(text);
    entries.push_back(change.SerializeAsString());
  }
  CHECK(round_trip(entries) == entries);
}

TEST_CASE("entries with ever new fields are bounded and come back", "[sync]") {
  std::vector<std::string> entries;
  for (std::uint32_t field = 100; field < 6000; ++field) {
    Change change;
    change.GetReflection()->MutableUnknownFields(&change)->AddVarint(static_cast<int>(field),
                                                                     field);
    entries.push_back(change.SerializeAsString());
  }
  CHECK(round_trip(entries) == entries);
}

TEST_CASE("a block that is cut off anywhere is refused", "[sync]") {
  const auto entries = changes(20);
  const std::string block = to_columns(entries);
  for (std::size_t size = 0; size < block.size(); ++size) {
    CHECK(test::code_of(from_columns(block.substr(0, size), entries.size(), kPlenty)) ==
          "bad_frame");
  }
  CHECK(test::code_of(from_columns(block + '\0', entries.size(), kPlenty)) == "bad_frame");
}

TEST_CASE("a block with any byte changed gives entries or a typed error", "[sync]") {
  const auto entries = changes(20);
  const std::string block = to_columns(entries);
  for (std::size_t at = 0; at < block.size(); ++at) {
    std::string damaged = block;
    damaged[at] = static_cast<char>(damaged[at] ^ 0x55);
    const auto read = from_columns(damaged, entries.size(), kPlenty);
    if (read) CHECK(*read != entries);
    if (!read) CHECK(read.error().code == "bad_frame");
  }
}

TEST_CASE("a small block can't stand for more than it may", "[sync]") {
  // One long text, repeated at a byte each by its number's difference of 1.
  std::vector<std::string> entries;
  for (int n = 0; n < 1000; ++n)
    entries.push_back(std::string("\x0A\x90\x4E", 3) + std::string(9996, 'x') +
                      std::to_string(1000 + n));
  const std::string block = to_columns(entries);
  REQUIRE(block.size() < 20'000);
  CHECK(test::code_of(from_columns(block, entries.size(), kPlenty)) == "bad_frame");
}

}  // namespace soban::sync
