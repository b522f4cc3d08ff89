// The network breaks at every place of an exchange that can be told apart from outside, and nothing is lost or doubled.
#include <catch2/catch.hpp>

#include "tests/e2e/commune.h"

namespace soban::e2e {
namespace {

struct Kind {
  Inside inside;
  Then then;
};

// Exactly after a record, and at some places inside the next one.
constexpr Kind kKinds[] = {{Inside::kNothing, Then::kClose},
                           {Inside::kFirstByte, Then::kReset},
                           {Inside::kHalf, Then::kReset},
                           {Inside::kAllButLastByte, Then::kClose}};

constexpr std::size_t kMore = 4;  // contributions for each cut

// True: the exchange was over before the place of the cut was reached. `count` records are there in all.
bool passes_uncut(Hub& hub, Laptop& laptop, const Cut& cut, std::size_t count) {
  hub.road().cut_next(cut);
  const Outcome outcome = laptop.run({"sync", "--once"});
  const bool was_cut = hub.road().traffic().cut;
  INFO("cut after " << cut.records << " records: " << outcome.out << outcome.err);
  // The hub applies what it has acknowledged a moment later. A cut of the farewell comes too late to matter.
  const auto all_here = [&] {
    const Json counts = laptop.read({"status"})["counts"];
    return counts["recorded"] == count && counts["waiting"] == 0 &&
           eventually([&] { return hub.records() == count; });
  };
  if (outcome.code != 0) {
    CHECK(was_cut);
    CHECK(outcome.code == 1);
    CHECK(outcome.err.find("error: the ") != std::string::npos);
    CHECK(laptop.sync_once() == 0);
  }
  CHECK(all_here());
  return !was_cut;
}

// Cuts at every place of one direction until a run passes uncut; returns how many records that direction has.
std::size_t cut_everywhere(Hub& hub, Laptop& laptop, Way way, const std::function<Ids()>& more) {
  Ids all;
  for (std::size_t records = 0;; ++records) {
    for (const Kind& kind : kKinds) {
      all.merge(more());
      const Cut cut{way, records, kind.inside, kind.then};
      if (!passes_uncut(hub, laptop, cut, all.size())) continue;
      CHECK((hub.ids() == all));
      CHECK((laptop.ids() == all));
      return records;
    }
  }
}

void check_ends(const Hub& hub, const Laptop& laptop) {
  CHECK(hub.verified());
  CHECK(laptop.verified());
  CHECK(hub.records() == laptop.records());
}

TEST_CASE("a push that is cut anywhere is completed by the next one, and nothing comes twice") {
  Hub hub;
  hub.start();
  Laptop laptop(hub, "NC");
  const std::size_t places = cut_everywhere(hub, laptop, Way::kToHub, [&] {
    const auto ids = laptop.add(gifts(hub.books(), kMore));
    return Ids(ids.begin(), ids.end());
  });
  CHECK(places > 4);
  check_ends(hub, laptop);
}

TEST_CASE("a pull that is cut anywhere is completed by the next one, and nothing comes twice") {
  Hub hub;
  hub.start();
  Laptop laptop(hub, "NC");
  Laptop other(hub, "NC");
  const std::size_t places = cut_everywhere(hub, laptop, Way::kToLaptop, [&] {
    const auto ids = other.add(gifts(hub.books(), kMore));
    REQUIRE(other.sync_once() == 0);
    return Ids(ids.begin(), ids.end());
  });
  CHECK(places > 4);
  check_ends(hub, laptop);
  CHECK(other.sync_once() == 0);
  CHECK((other.ids() == hub.ids()));
}

TEST_CASE("a bit that flips on the way ends the exchange, and the next one is whole") {
  Hub hub;
  hub.start();
  Laptop laptop(hub, "NC");
  Laptop other(hub, "NC");
  for (const Way way : {Way::kToHub, Way::kToLaptop}) {
    std::size_t flipped = 0;
    for (std::size_t records = 0; records < 20; ++records) {
      other.add(gifts(hub.books(), 1));
      REQUIRE(other.sync_once() == 0);
      laptop.add(gifts(hub.books(), 1));
      hub.road().cut_next({way, records, Inside::kHalf, Then::kFlip});
      const Outcome outcome = laptop.run({"sync", "--once"});
      INFO(records << ' ' << outcome.err);
      CHECK((outcome.code == 0 || outcome.code == 1));
      flipped += hub.road().traffic().cut ? 1 : 0;
      CHECK(laptop.sync_once() == 0);
      if (!hub.road().traffic().cut && outcome.code == 0) break;
    }
    CHECK(flipped > 4);
  }
  REQUIRE(other.sync_once() == 0);
  CHECK(eventually([&] { return hub.ids() == laptop.ids(); }));
  CHECK((other.ids() == laptop.ids()));
  check_ends(hub, laptop);
}

TEST_CASE("an enrolment that is cut anywhere succeeds when it is repeated with the same code") {
  Hub hub;
  hub.start();
  std::size_t laptops = 0;
  for (const Way way : {Way::kToHub, Way::kToLaptop}) {
    bool cut = true;
    for (std::size_t records = 0; cut && records < 20; ++records) {
      for (const Kind& kind : {kKinds[0], kKinds[2]}) {
        const Laptop laptop;
        const std::string code = hub.enrol_code();
        hub.road().cut_next({way, records, kind.inside, kind.then});
        const Outcome outcome = laptop.run({"enrol", code});
        cut = hub.road().traffic().cut;
        INFO("after " << records << " records: " << outcome.err);
        if (outcome.code != 0) {
          CHECK(cut);
          CHECK(outcome.code == 1);
          const Outcome again = laptop.run({"enrol", code});
          INFO(again.err);
          REQUIRE(again.code == 0);
        }
        CHECK(hub.read({"device", "list"})["items"].size() == ++laptops);
      }
    }
    CHECK_FALSE(cut);
  }
}

TEST_CASE("a push of several batches goes on where it was cut") {
  Hub hub;
  hub.start();
  Laptop laptop(hub, "NC");
  // Words that do not compress well, so that batches are many records long on the wire.
  std::string lines;
  for (int i = 0; i < 1000; ++i) {
    Json fields = gift(hub.books());
    for (int word = 0; word < 100; ++word) {
      fields["note"] = fields.value("note", "") + std::to_string(i * 7919 * (word + 13)) + ' ';
    }
    lines += fields.dump() + '\n';
  }
  const auto ids = laptop.add(lines);
  REQUIRE(ids.size() == 1000);
  std::size_t waiting = 1000;
  std::size_t grown = 0;
  std::size_t records = 4;
  for (; waiting > 0 && records < 200; records += 4) {
    hub.road().cut_next({Way::kToHub, records, Inside::kHalf, Then::kClose});
    const int code = laptop.sync_once();
    const bool cut = hub.road().traffic().cut;
    CHECK(code == (cut ? 1 : 0));
    const std::size_t now = laptop.waiting();
    CHECK(now <= waiting);
    if (now < waiting && now > 0) ++grown;
    waiting = now;
  }
  CHECK(waiting == 0);
  CHECK(grown >= 1);
  CHECK(eventually([&] { return hub.records() == 1000; }));
  check_ends(hub, laptop);
}

}  // namespace
}  // namespace soban::e2e
