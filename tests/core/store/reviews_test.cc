// What the office says of a record, and receipts.
#include <catch2/catch.hpp>

#include "core/store/queries.h"
#include "tests/core/store/support.h"

namespace soban::store {
namespace {

using namespace test;
using test::Commune;
using test::Device;

// A contribution of the village's that the hub holds too.
struct Given : Office {
  Given() : id(village.write(contribution(kVillage, "Lò Văn Đức", 100))) { exchange(village, hub); }

  void say(Verdict verdict) {
    hub.clock.advance_ms(1);
    hub.write(review_of(hub, id, verdict));
    exchange(village, hub);
  }
  // Of the contribution, which both must agree on.
  Status status() {
    CHECK(village.record(id).status == hub.record(id).status);
    CHECK(dump_state(village) == dump_state(hub));
    return hub.record(id).status;
  }

  log::Position id;
};

TEST_CASE("a record waits until the office has spoken", "[store][reviews]") {
  Given given;
  CHECK(given.status() == Status::kOpen);
  given.say(VERDICT_ACCEPTED);
  CHECK(given.status() == Status::kAccepted);
}

TEST_CASE("the last word counts", "[store][reviews]") {
  Given given;
  given.say(VERDICT_RETURNED);
  CHECK(given.status() == Status::kReturned);
  given.say(VERDICT_ACCEPTED);
  CHECK(given.status() == Status::kAccepted);
  const auto reviews = reviews_of(given.village.database(), given.id);
  REQUIRE(reviews.size() == 2);
  CHECK(reviews[0].verdict == VERDICT_RETURNED);
  CHECK(reviews[1].verdict == VERDICT_ACCEPTED);
  CHECK(reviews[1].author == "Cán bộ văn phòng");
}

TEST_CASE("a later change re-opens the record", "[store][reviews]") {
  Given given;
  given.say(VERDICT_ACCEPTED);
  given.village.write(change_of(given.id, amount_of(200)));
  exchange(given.village, given.hub);
  CHECK(given.status() == Status::kOpen);
  ListFilter filter;
  filter.kind = log::kind_of<Contribution>();
  filter.reopened = true;
  CHECK(list_records(given.hub.database(), filter).records.size() == 1);
  given.say(VERDICT_ACCEPTED);
  CHECK(given.status() == Status::kAccepted);
}

TEST_CASE("a change that the office had not seen re-opens the record", "[store][reviews]") {
  Given given;
  given.village.write(change_of(given.id, amount_of(200)));
  given.hub.write(review_of(given.hub, given.id, VERDICT_ACCEPTED));
  exchange(given.village, given.hub);
  CHECK(given.status() == Status::kOpen);
}

TEST_CASE("a conflict in the amount blocks acceptance until it is decided", "[store][reviews]") {
  Given given;
  given.village.write(change_of(given.id, amount_of(200)));
  given.hub.write(change_of(given.id, amount_of(300)));
  exchange(given.village, given.hub);
  CHECK(given.status() == Status::kConflict);
  given.say(VERDICT_ACCEPTED);
  CHECK(given.status() == Status::kConflict);
  given.village.write(change_of(given.id, amount_of(200)));
  exchange(given.village, given.hub);
  CHECK(given.status() == Status::kOpen);
  given.say(VERDICT_ACCEPTED);
  CHECK(given.status() == Status::kAccepted);
}

TEST_CASE("a conflict in a field that needs no decision does not block", "[store][reviews]") {
  Given given;
  Contribution note;
  note.set_note("trưởng bản");
  given.village.write(change_of(given.id, note));
  note.set_note("văn phòng");
  given.hub.write(change_of(given.id, note));
  exchange(given.village, given.hub);
  CHECK(given.hub.record(given.id).merged.conflicts.size() == 1);
  CHECK(given.status() == Status::kOpen);
  given.say(VERDICT_ACCEPTED);
  CHECK(given.status() == Status::kAccepted);
}

TEST_CASE("a cancellation waits for the office, too", "[store][reviews]") {
  Given given;
  given.say(VERDICT_ACCEPTED);
  given.village.write(voiding(given.id, log::kind_of<Contribution>()));
  exchange(given.village, given.hub);
  CHECK(given.status() == Status::kVoidOpen);
  given.say(VERDICT_RETURNED);
  CHECK(given.status() == Status::kVoidOpen);
  given.say(VERDICT_ACCEPTED);
  CHECK(given.status() == Status::kVoided);
}

TEST_CASE("a review that came before its record counts when the record comes", "[store][reviews]") {
  Given given;
  given.say(VERDICT_ACCEPTED);
  Device laptop(given.commune.enrol(kVillage));
  const log::LogId hub_log = given.hub.own_log(kVillage);
  for (const log::LogId id : {hub_log, given.id.log}) {
    for (const OwnedBatch& batch : batches_of(given.hub.store(), id, 1, 1 << 20)) {
      expect(laptop.receive(batch));
      laptop.apply_all();
    }
  }
  CHECK(laptop.record(given.id).status == Status::kAccepted);
}

TEST_CASE("a cancelled review does not count any more", "[store][reviews]") {
  Given given;
  const auto review = given.hub.write(review_of(given.hub, given.id, VERDICT_ACCEPTED));
  exchange(given.village, given.hub);
  CHECK(given.status() == Status::kAccepted);
  given.hub.write(voiding(review, log::kind_of<Review>()));
  exchange(given.village, given.hub);
  CHECK(given.status() == Status::kOpen);
  CHECK(reviews_of(given.hub.database(), given.id).empty());
}

TEST_CASE("a review that is turned to another record leaves the first", "[store][reviews]") {
  Given given;
  const auto other = given.village.write(contribution(kVillage, "Cà Thị Mai", 1));
  exchange(given.village, given.hub);
  const auto review = given.hub.write(review_of(given.hub, given.id, VERDICT_ACCEPTED));
  Review delta;
  delta.set_target(log::to_string(other));
  delta.add_seen(log::to_string(other));
  given.hub.write(change_of(review, delta));
  exchange(given.village, given.hub);
  CHECK(given.status() == Status::kOpen);
  CHECK(given.hub.record(other).status == Status::kAccepted);
}

TEST_CASE("of two reviews at one time all holders take the same", "[store][reviews]") {
  Given given;
  std::vector<HandmadeLog> logs;
  for (const Verdict verdict : {VERDICT_ACCEPTED, VERDICT_RETURNED}) {
    HandmadeLog log(given.commune.hub(), log::LogId{50U + static_cast<unsigned>(verdict)},
                    kVillage);
    Review review;
    review.set_target(log::to_string(given.id));
    review.add_seen(log::to_string(given.id));
    review.set_verdict(verdict);
    log.add(creating(log::kind_of<Review>(), review, kMorningMs));
    logs.push_back(log);
  }
  expect(given.village.receive(logs[0].batch()));
  expect(given.village.receive(logs[1].batch()));
  expect(given.hub.receive(logs[1].batch()));
  given.hub.apply_all();
  expect(given.hub.receive(logs[0].batch()));
  given.village.apply_all();
  given.hub.apply_all();
  CHECK(given.status() == Status::kReturned);
}

TEST_CASE("a kind that is not reviewed does not wait", "[store][reviews]") {
  Given given;
  const auto house = given.hub.write(test::household(kVillage, "1", "Lò Văn Đức"));
  given.hub.write(review_of(given.hub, house, VERDICT_RETURNED));
  CHECK(given.hub.record(house).status == Status::kOpen);
}

// ---- Receipts

Draft receipt(const log::Position& contribution, const std::string& series, int year,
              std::int64_t number) {
  Receipt receipt;
  receipt.set_contribution(log::to_string(contribution));
  receipt.set_series(series);
  receipt.set_year(year);
  receipt.set_number(number);
  return creation_of(kVillage, receipt);
}

TEST_CASE("the last number is that of the series and the year", "[store][receipts]") {
  Given given;
  Database& database = given.village.database();
  CHECK(last_receipt_number(database, "NC-A", 2026) == 0);
  for (int number = 1; number <= 3; ++number) {
    given.village.write(receipt(given.id, "NC-A", 2026, number));
  }
  given.village.write(receipt(given.id, "NC-B", 2026, 7));
  CHECK(last_receipt_number(database, "NC-A", 2026) == 3);
  CHECK(last_receipt_number(database, "NC-A", 2027) == 0);
  CHECK(last_receipt_number(database, "NC-B", 2026) == 7);
}

TEST_CASE("a cancelled receipt keeps its number but is no longer the contribution's",
          "[store][receipts]") {
  Given given;
  Database& database = given.village.database();
  CHECK(receipt_of(database, given.id) == 0);
  const auto first = given.village.write(receipt(given.id, "NC-A", 2026, 1));
  CHECK(receipt_of(database, given.id) == given.village.store().position_of(first));
  given.village.write(voiding(first, log::kind_of<Receipt>()));
  CHECK(receipt_of(database, given.id) == 0);
  CHECK(last_receipt_number(database, "NC-A", 2026) == 1);
}

}  // namespace
}  // namespace soban::store
