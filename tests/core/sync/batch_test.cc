#include "core/sync/batch.h"

#include <rapidcheck.h>

#include <catch2/catch.hpp>

#include "core/sync/tuning.h"
#include "tests/support/expect.h"

namespace soban::sync {
namespace {

store::Tail tail_of(std::vector<std::string> entries) {
  crypto::initialise();
  store::Tail tail;
  tail.first = 5;
  tail.entries = std::move(entries);
  tail.head = {log::LogId{4711}, 4 + tail.entries.size(), crypto::blake2b({"head"})};
  tail.signature = std::string(64, 's');
  return tail;
}

std::vector<std::string> entries_of(const DecodedBatch& decoded) {
  return {decoded.batch.entries.begin(), decoded.batch.entries.end()};
}

}  // namespace

TEST_CASE("a batch is decoded to what was encoded", "[sync]") {
  CHECK(rc::check([] {
    const auto entries = *rc::gen::nonEmpty(rc::gen::container<std::vector<std::string>>(
        rc::gen::nonEmpty(rc::gen::arbitrary<std::string>())));
    const store::Tail tail = tail_of(entries);
    const auto decoded = decode_batch(encode_batch(log::LogId{4711}, tail));
    RC_ASSERT(decoded.has_value());
    RC_ASSERT(entries_of(*decoded) == entries);
    RC_ASSERT(decoded->batch.log == log::LogId{4711});
    RC_ASSERT(decoded->batch.first == 5u);
    RC_ASSERT(decoded->batch.last() == tail.head.seq);
    RC_ASSERT(decoded->batch.hash == tail.head.hash);
    RC_ASSERT(decoded->batch.signature == tail.signature);
  }));
}

TEST_CASE("a decoded batch can be moved, its entries stay where they are", "[sync]") {
  auto decoded = test::expect(decode_batch(encode_batch(log::LogId{1}, tail_of({"a", "b"}))));
  const DecodedBatch moved = std::move(decoded);
  CHECK(entries_of(moved) == std::vector<std::string>{"a", "b"});
}

TEST_CASE("entries up to the limit pass, of one, two and three length bytes", "[sync]") {
  const std::vector<std::string> entries = {std::string(127, 'a'), std::string(128, 'b'),
                                            std::string(16'383, 'c'), std::string(16'384, 'd'),
                                            std::string(kEntryBytesMax, 'e')};
  CHECK(entries_of(test::expect(decode_batch(encode_batch(log::LogId{1}, tail_of(entries))))) ==
        entries);
}

TEST_CASE("what is alike is sent small", "[sync]") {
  const std::vector<std::string> entries(
      200, "Lò Văn Đức đóng góp 200.000 đ làm đường nội bản, đợt 2026");
  const Batch frame = encode_batch(log::LogId{1}, tail_of(entries));
  CHECK(frame.raw_size() > 10'000);
  CHECK(frame.entries().size() < 500);
}

TEST_CASE("any bytes in place of the block give a typed error", "[sync]") {
  CHECK(rc::check([] {
    Batch frame = encode_batch(log::LogId{1}, tail_of({"a", "b"}));
    frame.set_entries(*rc::gen::arbitrary<std::string>());
    frame.set_raw_size(*rc::gen::inRange<std::uint32_t>(0, 4096));
    RC_ASSERT(test::code_of(decode_batch(frame)) == "bad_frame");
  }));
}

TEST_CASE("a head's hash of another length is no batch", "[sync]") {
  Batch frame = encode_batch(log::LogId{1}, tail_of({"a", "b"}));
  const auto size = GENERATE(0u, 31u, 33u);
  frame.set_hash(std::string(size, 'h'));
  CHECK(test::code_of(decode_batch(frame)) == "bad_frame");
}

}  // namespace soban::sync
