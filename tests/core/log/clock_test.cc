#include "core/log/clock.h"

#include <rapidcheck/catch.h>

#include <catch2/catch.hpp>

#include "tests/support/manual_clock.h"

namespace soban::log {
namespace {

using test::kMorningMs;
using test::kYear2098Ms;

TEST_CASE("hybrid time is the wall clock's milliseconds with a counter below", "[log][clock]") {
  CHECK(Hlc::at_ms(kMorningMs).value == static_cast<std::uint64_t>(kMorningMs) << 16);
  CHECK(Hlc::at_ms(kMorningMs).ms() == kMorningMs);
  CHECK(Hlc{Hlc::at_ms(kMorningMs).value + 7}.ms() == kMorningMs);
  CHECK(Hlc::at_ms(-5) == Hlc{0});
}

TEST_CASE("two changes in one millisecond have different times", "[log][clock]") {
  const Hlc first = next_time({}, kMorningMs);
  const Hlc second = next_time(first, kMorningMs);
  CHECK(first == Hlc::at_ms(kMorningMs));
  CHECK(second.value == first.value + 1);
  CHECK(next_time(second, kMorningMs + 1) == Hlc::at_ms(kMorningMs + 1));
}

TEST_CASE("a clock that is set back does not take the log back", "[log][clock]") {
  const Hlc before = next_time({}, kMorningMs);
  const Hlc after = next_time(before, kMorningMs - 86'400'000);
  CHECK(after > before);
  CHECK(after.ms() == kMorningMs);
}

TEST_CASE("own times only ever grow, whatever the clock does", "[log][clock]") {
  rc::prop("for any readings", [](const std::vector<std::int64_t>& readings_ms) {
    Hlc last;
    for (const std::int64_t now_ms : readings_ms) {
      const Hlc next = next_time(last, now_ms % kYear2098Ms);
      RC_ASSERT(next > last);
      last = next;
    }
  });
}

TEST_CASE("a foreign time a little ahead is followed", "[log][clock]") {
  const Hlc own = Hlc::at_ms(kMorningMs);
  const Hlc ahead = Hlc::at_ms(kMorningMs + kForeignLeadMaxMs);
  CHECK(observe_time(own, ahead, kMorningMs) == ahead);
  CHECK(observe_time(ahead, own, kMorningMs) == ahead);
}

TEST_CASE("a laptop that believes it is 2098 does not date our records", "[log][clock]") {
  const Hlc own = Hlc::at_ms(kMorningMs);
  CHECK(observe_time(own, Hlc::at_ms(kYear2098Ms), kMorningMs) == own);
  CHECK(observe_time(own, Hlc::at_ms(kMorningMs + kForeignLeadMaxMs + 1), kMorningMs) == own);
}

TEST_CASE("the machine's clock is later than the year of this program", "[log][clock]") {
  CHECK(SystemClock().now_ms() > 1'700'000'000'000);
}

}  // namespace
}  // namespace soban::log
