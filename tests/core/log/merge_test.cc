#include "core/log/merge.h"

#include <rapidcheck/catch.h>

#include <catch2/catch.hpp>
#include <map>
#include <set>

#include "tests/support/manual_clock.h"
#include "tests/support/random.h"

namespace soban::log {
namespace {

using test::kMorningMs;
using test::kYear2098Ms;

constexpr LogId kLow{0x10};
constexpr LogId kHigh{0xf000000000000000};  // greater also where the sign bit would count
constexpr std::uint32_t kAmount = 6;
constexpr std::uint32_t kNote = 15;
constexpr Position kCreated{kLow, 2};

// A text field in protobuf's encoding (numbers below 16).
Field field(std::uint32_t number, const std::string& value) {
  std::string bytes(1, static_cast<char>(number << 3 | 2));
  bytes += static_cast<char>(value.size());
  return {number, bytes + value};
}

MergeInput change(const Position& at, std::int64_t time_ms, std::vector<Position> parents,
                  Fields delta) {
  MergeInput input;
  input.at = at;
  input.time = Hlc::at_ms(time_ms);
  input.parents = std::move(parents);
  input.delta = std::move(delta);
  return input;
}

MergeInput creation() {
  return change(kCreated, kMorningMs, {}, {field(kAmount, "100"), field(kNote, "n")});
}

std::string value_of(const Merged& merged, std::uint32_t number) {
  const std::string_view bytes = find_field(merged.state, number);
  return bytes.empty() ? std::string() : std::string(bytes.substr(2));
}

TEST_CASE("a creation alone is the record", "[log][merge]") {
  const Merged merged = merge({creation()});
  CHECK(merged.state == creation().delta);
  CHECK(merged.heads == std::vector{kCreated});
  CHECK(merged.conflicts.empty());
  CHECK_FALSE(merged.voided_by.has_value());
}

TEST_CASE("a causally later change wins though its clock is slower", "[log][merge]") {
  const Position later{kHigh, 2};
  const Merged merged = merge(
      {creation(), change(later, kMorningMs - 1'000'000, {kCreated}, {field(kAmount, "200")})});
  CHECK(value_of(merged, kAmount) == "200");
  CHECK(value_of(merged, kNote) == "n");
  CHECK(merged.heads == std::vector{later});
  CHECK(merged.conflicts.empty());
}

TEST_CASE("a laptop in 2098 does not win over what came after it", "[log][merge]") {
  const Position wild{kHigh, 2};
  const Position sober{kLow, 3};
  const Merged merged =
      merge({creation(), change(wild, kYear2098Ms, {kCreated}, {field(kAmount, "9")}),
             change(sober, kMorningMs + 1, {wild}, {field(kAmount, "200")})});
  CHECK(value_of(merged, kAmount) == "200");
  CHECK(merged.conflicts.empty());
}

TEST_CASE("of concurrent changes the later wins and a conflict names both", "[log][merge]") {
  const Position early{kHigh, 2};
  const Position late{kLow, 3};
  const Merged merged =
      merge({creation(), change(early, kMorningMs + 1, {kCreated}, {field(kAmount, "1")}),
             change(late, kMorningMs + 2, {kCreated}, {field(kAmount, "2")})});
  CHECK(value_of(merged, kAmount) == "2");
  CHECK(merged.heads == std::vector{late, early});
  CHECK(merged.conflicts == std::vector{FieldConflict{kAmount, {late, early}}});
}

TEST_CASE("of concurrent changes at one time the greater log wins", "[log][merge]") {
  const Position low{kLow, 3};
  const Position high{kHigh, 2};
  const Merged merged =
      merge({creation(), change(low, kMorningMs + 1, {kCreated}, {field(kAmount, "1")}),
             change(high, kMorningMs + 1, {kCreated}, {field(kAmount, "2")})});
  CHECK(value_of(merged, kAmount) == "2");
  CHECK(merged.conflicts == std::vector{FieldConflict{kAmount, {high, low}}});
}

TEST_CASE("concurrent changes of different fields are both kept", "[log][merge]") {
  const Merged merged =
      merge({creation(), change({kLow, 3}, kMorningMs + 1, {kCreated}, {field(kAmount, "1")}),
             change({kHigh, 2}, kMorningMs + 2, {kCreated}, {field(kNote, "m")})});
  CHECK(value_of(merged, kAmount) == "1");
  CHECK(value_of(merged, kNote) == "m");
  CHECK(merged.conflicts.empty());
  CHECK(merged.heads.size() == 2);
}

TEST_CASE("concurrent changes to the same value are no conflict", "[log][merge]") {
  const Merged merged =
      merge({creation(), change({kLow, 3}, kMorningMs + 1, {kCreated}, {field(kAmount, "1")}),
             change({kHigh, 2}, kMorningMs + 2, {kCreated}, {field(kAmount, "1")})});
  CHECK(value_of(merged, kAmount) == "1");
  CHECK(merged.conflicts.empty());
}

// Two devices set the amount to "1" and "2" without having seen each other; "2" wins.
std::vector<MergeInput> disputed() {
  return {creation(), change({kLow, 3}, kMorningMs + 1, {kCreated}, {field(kAmount, "1")}),
          change({kHigh, 2}, kMorningMs + 2, {kCreated}, {field(kAmount, "2")})};
}

TEST_CASE("a change that saw both sides decides, whatever its clock says", "[log][merge]") {
  auto changes = disputed();
  const Position decision{kLow, 4};
  changes.push_back(
      change(decision, kMorningMs - 5'000, {{kLow, 3}, {kHigh, 2}}, {field(kAmount, "1")}));
  const Merged merged = merge(changes);
  CHECK(value_of(merged, kAmount) == "1");
  CHECK(merged.conflicts.empty());
  CHECK(merged.heads == std::vector{decision});
}

TEST_CASE("a change that saw both sides but leaves the field alone leaves the conflict",
          "[log][merge]") {
  auto changes = disputed();
  changes.push_back(
      change({kLow, 4}, kMorningMs + 3, {{kLow, 3}, {kHigh, 2}}, {field(kNote, "m")}));
  const Merged merged = merge(changes);
  CHECK(value_of(merged, kAmount) == "2");
  CHECK(merged.conflicts == std::vector{FieldConflict{kAmount, {{kHigh, 2}, {kLow, 3}}}});
}

TEST_CASE("a change that saw one side only takes that side's place", "[log][merge]") {
  auto changes = disputed();
  changes.push_back(change({kLow, 4}, kMorningMs + 3, {{kLow, 3}}, {field(kAmount, "3")}));
  const Merged merged = merge(changes);
  CHECK(value_of(merged, kAmount) == "3");
  CHECK(merged.conflicts == std::vector{FieldConflict{kAmount, {{kLow, 4}, {kHigh, 2}}}});
}

TEST_CASE("a conflict of three names all of them, the winner first", "[log][merge]") {
  auto changes = disputed();
  const Position third{LogId{0x20}, 7};
  changes.push_back(change(third, kMorningMs + 9, {kCreated}, {field(kAmount, "3")}));
  const Merged merged = merge(changes);
  CHECK(value_of(merged, kAmount) == "3");
  CHECK(merged.conflicts == std::vector{FieldConflict{kAmount, {third, {kHigh, 2}, {kLow, 3}}}});
}

TEST_CASE("a field can be cleared", "[log][merge]") {
  MergeInput clearing = change({kLow, 3}, kMorningMs + 1, {kCreated}, {});
  clearing.cleared = {kNote, kNote, 13};
  const Merged merged = merge({creation(), clearing});
  CHECK(merged.state == Fields{field(kAmount, "100")});
  CHECK(merged.conflicts.empty());
}

TEST_CASE("clearing a field against setting it is a conflict", "[log][merge]") {
  MergeInput clearing = change({kLow, 3}, kMorningMs + 2, {kCreated}, {});
  clearing.cleared = {kNote};
  const Merged merged = merge(
      {creation(), clearing, change({kHigh, 2}, kMorningMs + 1, {kCreated}, {field(kNote, "m")})});
  CHECK(value_of(merged, kNote) == "");
  CHECK(merged.conflicts == std::vector{FieldConflict{kNote, {{kLow, 3}, {kHigh, 2}}}});
}

TEST_CASE("a cancellation wins over concurrent edits and over later ones", "[log][merge]") {
  MergeInput voiding = change({kLow, 3}, kMorningMs + 1, {kCreated}, {});
  voiding.voids = true;
  const Merged merged = merge(
      {creation(), voiding, change({kHigh, 2}, kMorningMs + 9, {kCreated}, {field(kAmount, "2")}),
       change({kHigh, 3}, kMorningMs + 10, {{kLow, 3}, {kHigh, 2}}, {field(kNote, "m")})});
  CHECK(merged.voided_by == Position{kLow, 3});
  CHECK(merged.voided_time == Hlc::at_ms(kMorningMs + 1));
  CHECK(value_of(merged, kAmount) == "2");
}

TEST_CASE("of several cancellations the latest is named", "[log][merge]") {
  MergeInput first = change({kHigh, 2}, kMorningMs + 1, {kCreated}, {});
  MergeInput second = change({kLow, 3}, kMorningMs + 2, {kCreated}, {});
  first.voids = second.voids = true;
  CHECK(merge({creation(), first, second}).voided_by == Position{kLow, 3});
  CHECK(merge({second, first, creation()}).voided_by == Position{kLow, 3});
}

TEST_CASE("a change whose only field is unknown merges like any other", "[log][merge]") {
  const Field unknown{4000, "\x82\xfa\x01\x01x"};
  const Merged merged = merge({creation(), change({kLow, 3}, kMorningMs, {kCreated}, {unknown})});
  CHECK(find_field(merged.state, 4000) == unknown.bytes);
}

TEST_CASE("a change extends a record only if it saw all its heads", "[log][merge]") {
  const Merged merged = merge(disputed());
  CHECK(extends(merged, change({kLow, 9}, 0, {{kHigh, 2}, {kLow, 3}, {kHigh, 2}}, {})));
  CHECK_FALSE(extends(merged, change({kLow, 9}, 0, {{kLow, 3}}, {})));
  CHECK_FALSE(extends(merged, change({kLow, 9}, 0, {kCreated}, {})));
  CHECK_FALSE(extends(merge({creation()}), change({kLow, 9}, 0, {{kLow, 3}}, {})));
  CHECK(extends(Merged{}, creation()));
}

// ---- Any history

// Devices that write one record, each with what it has seen; sometimes one hears from another.
class History {
 public:
  explicit History(std::uint64_t seed) : random_(seed) {
    changes_.push_back(creation());
    for (auto& seen : seen_) seen.insert(0);
    const std::size_t steps = 1 + random_.below(14);
    for (std::size_t step = 0; step < steps; ++step) take_step();
  }

  const std::vector<MergeInput>& changes() const { return changes_; }
  test::Random& random() { return random_; }

 private:
  static constexpr std::size_t kDevices = 3;

  void take_step() {
    const std::size_t device = random_.below(kDevices);
    if (random_.chance(40)) {
      const auto& other = seen_[random_.below(kDevices)];
      seen_[device].insert(other.begin(), other.end());
    } else {
      write(device);
    }
  }

  void write(std::size_t device) {
    MergeInput input =
        change({LogId{0x20 + device}, 2 + changes_.size()}, time_ms(), heads_of(seen_[device]), {});
    for (std::uint32_t number = 1; number <= 4; ++number) {
      if (random_.chance(35)) input.delta.push_back(field(number, values_[random_.below(3)]));
      if (random_.chance(10)) input.cleared.push_back(number);
    }
    input.voids = random_.chance(7);
    random_.shuffle(input.parents);
    seen_[device].insert(changes_.size());
    changes_.push_back(std::move(input));
  }

  std::int64_t time_ms() {
    if (random_.chance(10)) return kYear2098Ms;
    return kMorningMs + static_cast<std::int64_t>(random_.below(4));
  }

  std::vector<Position> heads_of(const std::set<std::size_t>& seen) const {
    std::vector<MergeInput> known;
    for (const std::size_t index : seen) known.push_back(changes_[index]);
    return merge(std::move(known)).heads;
  }

  const std::string values_[3] = {"a", "b", "c"};
  test::Random random_;
  std::vector<MergeInput> changes_;
  std::set<std::size_t> seen_[kDevices];
};

// RapidCheck prints the seed where one fails.
template <class Property>
void for_any_history(Property property) {
  rc::prop("for any history", [=] {
    const auto seed =
        *rc::gen::noShrink(rc::gen::resize(rc::kNominalSize, rc::gen::arbitrary<std::uint64_t>()));
    for (std::uint64_t i = 0; i < 20; ++i) {
      History history(seed + i);
      property(history);
    }
  });
}

TEST_CASE("any order and any duplication of the same changes merge to the same bytes",
          "[log][merge]") {
  for_any_history([](History& history) {
    const Merged expected = merge(history.changes());
    std::vector<MergeInput> changes = history.changes();
    for (int i = 0; i < 3; ++i) changes.push_back(history.random().pick(history.changes()));
    history.random().shuffle(changes);
    RC_ASSERT(merge(changes) == expected);
  });
}

TEST_CASE("going on from the merged record gives what merging all of it gives", "[log][merge]") {
  for_any_history([](History& history) {
    std::vector<MergeInput> so_far;
    Merged current;
    for (const MergeInput& input : history.changes()) {
      so_far.push_back(input);
      const Merged whole = merge(so_far);
      if (extends(current, input)) {
        advance(current, input);
        RC_ASSERT(current == whole);
      }
      current = whole;
    }
  });
}

TEST_CASE("somebody who has seen everything can always decide", "[log][merge]") {
  for_any_history([](History& history) {
    const Merged before = merge(history.changes());
    MergeInput decision = change({kHigh, 1}, 0, before.heads, {});
    for (const FieldConflict& conflict : before.conflicts) {
      decision.delta.push_back(field(conflict.field, "decided"));
    }
    auto changes = history.changes();
    changes.push_back(decision);
    const Merged after = merge(changes);
    RC_ASSERT(after.conflicts.empty());
    RC_ASSERT(after.heads == std::vector{decision.at});
    RC_ASSERT(after.voided_by == before.voided_by);
    for (const Field& decided : decision.delta) {
      RC_ASSERT(find_field(after.state, decided.number) == decided.bytes);
    }
  });
}

TEST_CASE("a conflict is there exactly where unseen changes differ", "[log][merge]") {
  for_any_history([](History& history) {
    for (const FieldConflict& conflict : merge(history.changes()).conflicts) {
      std::set<std::string> values;
      for (const MergeInput& input : history.changes()) {
        const auto& writers = conflict.writers;
        if (std::find(writers.begin(), writers.end(), input.at) == writers.end()) continue;
        values.insert(std::string(find_field(input.delta, conflict.field)));
      }
      RC_ASSERT(conflict.writers.size() > 1);
      RC_ASSERT(values.size() > 1);
    }
  });
}

}  // namespace
}  // namespace soban::log
