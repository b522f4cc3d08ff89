// Writing as this device: Store::append and own logs.
#include <catch2/catch.hpp>

#include "tests/core/store/support.h"

namespace soban::store {
namespace {

using namespace test;
using test::Commune;
using test::Device;

TEST_CASE("what is written can be read as it was written", "[store][append]") {
  Office office;
  const auto at = office.village.write(contribution(kVillage, "Lò Văn Đức", 200'000));
  const StoredRecord record = office.village.record(at);
  CHECK(record.id == at);
  CHECK(record.kind == log::kind_of<Contribution>());
  CHECK(record.author == "Lò Văn Đức");
  CHECK(record.status == Status::kOpen);
  CHECK(record.changes == 1);
  CHECK(record.created.ms() == kMorningMs);
  CHECK(record.changed == record.created);
  CHECK(record.merged.heads == std::vector{at});
  CHECK(office.village.message<Contribution>(at).SerializeAsString() ==
        contribution_of("Lò Văn Đức", 200'000).SerializeAsString());
}

TEST_CASE("a log begins with its genesis and is this device's own", "[store][append]") {
  Office office;
  const auto at = office.village.write(contribution(kVillage, "Lò Văn Đức", 1));
  CHECK(at.seq == 2);
  const auto info = office.village.store().find_log(at.log);
  REQUIRE(info.has_value());
  CHECK(info->own);
  CHECK(info->village == kVillage);
  CHECK(info->device == office.village.identity().device);
  CHECK(info->head.seq == 2);
  CHECK(info->applied == 2);
  CHECK(office.village.store().verify().empty());
  CHECK_FALSE(office.village.store().find_log(log::LogId{at.log.value + 1}).has_value());
}

TEST_CASE("a device has one log in each book and keeps to it", "[store][append]") {
  Office office;
  const auto first = office.hub.write(test::household(kVillage, "001", "Lò Văn Đức"));
  const auto second = office.hub.write(test::household(kOtherVillage, "001", "Quàng Thị Mai"));
  office.hub.reopen();
  const auto third = office.hub.write(test::household(kVillage, "002", "Cà Văn Hặc"));
  CHECK(first.log != second.log);
  CHECK(third == log::Position{first.log, 3});
  CHECK(office.hub.store().logs().size() == 2);
}

TEST_CASE("a correction carries its reason, its author and the head it saw", "[store][append]") {
  Office office;
  const auto id = office.village.write(contribution(kVillage, "Lò Văn Đức", 200'000));
  office.village.clock.advance_ms(1000);
  const auto at = office.village.write(change_of(id, amount_of(250'000)));
  const Change change = change_at(office.village, at);
  CHECK(change.reason() == "ghi nhầm");
  CHECK(change.author() == "Lò Văn Đức");
  CHECK(change.parents_size() == 1);
  CHECK(change.parents(0).seq() == id.seq);
  CHECK(change.record().seq() == id.seq);
  const StoredRecord record = office.village.record(id);
  CHECK(record.changes == 2);
  CHECK(record.merged.heads == std::vector{at});
  CHECK(record.changed == log::Hlc::at_ms(kMorningMs + 1000));
  const auto message = office.village.message<Contribution>(id);
  CHECK(message.amount() == 250'000);
  CHECK(message.donor_name() == "Lò Văn Đức");
}

TEST_CASE("a field can be taken back to absent", "[store][append]") {
  Office office;
  const auto id = office.village.write(contribution(kVillage, "Lò Văn Đức", 200'000));
  Draft draft = change_of(id, Contribution());
  draft.cleared = {Contribution::kDateFieldNumber};
  office.village.write(draft);
  CHECK_FALSE(office.village.message<Contribution>(id).has_date());
  CHECK(office.village.message<Contribution>(id).amount() == 200'000);
}

TEST_CASE("a cancelled record stays, says so, and keeps its reason", "[store][append]") {
  Office office;
  const auto gift = office.village.write(contribution(kVillage, "Lò Văn Đức", 1));
  const auto house = office.village.write(test::household(kVillage, "001", "Lò Văn Đức"));
  const auto voided = office.village.write(voiding(gift, log::kind_of<Contribution>()));
  office.village.write(voiding(house, log::kind_of<Household>()));
  CHECK(office.village.record(gift).status == Status::kVoidOpen);
  CHECK(office.village.record(gift).merged.voided_by == voided);
  CHECK(office.village.record(house).status == Status::kVoided);
  CHECK(change_at(office.village, voided).reason() == "ghi hai lần");
  office.village.write(change_of(gift, amount_of(5)));
  CHECK(office.village.record(gift).status == Status::kVoidOpen);
}

TEST_CASE("who looked at an older state is told so, and nothing is written", "[store][append]") {
  Office office;
  const auto id = office.village.write(contribution(kVillage, "Lò Văn Đức", 1));
  Draft draft = change_of(id, amount_of(2));
  draft.seen = std::vector{id};
  const auto first = office.village.write(draft);
  const auto before = everything(office.village);
  draft.delta = amount_of(3).SerializeAsString();
  const auto outcome = office.village.try_write(draft);
  REQUIRE_FALSE(outcome.has_value());
  CHECK(outcome.error().kind == ErrorKind::kConflict);
  CHECK(outcome.error().code == "stale");
  CHECK(everything(office.village) == before);
  draft.seen = std::vector{first};
  office.village.write(draft);
  CHECK(office.village.message<Contribution>(id).amount() == 3);
}

TEST_CASE("only what is a record can be changed", "[store][append]") {
  Office office;
  const auto id = office.village.write(contribution(kVillage, "Lò Văn Đức", 1));
  const auto amendment = office.village.write(change_of(id, amount_of(2)));
  const log::Position genesis{id.log, 1};
  const log::Position later{id.log, 99};
  const log::Position elsewhere{log::LogId{5}, 2};
  for (const log::Position& wrong : {amendment, genesis, later, elsewhere}) {
    CAPTURE(log::to_string(wrong));
    const auto outcome = office.village.try_write(change_of(wrong, amount_of(3)));
    CHECK(code_of(outcome) == "not_found");
  }
}

TEST_CASE("a device writes only the books that are its own", "[store][append]") {
  Office office;
  const auto campaign = office.hub.write(creation_of("", campaign_of("Làm đường")));
  copy_logs(office.hub, office.village);
  const auto before = everything(office.village);
  const std::vector<Draft> drafts = {contribution(kOtherVillage, "Lò Văn Đức", 1),
                                     creation_of("", campaign_of("Làm cầu")),
                                     change_of(campaign, campaign_of("Làm cầu"))};
  for (const Draft& draft : drafts) {
    const auto outcome = office.village.try_write(draft);
    REQUIRE_FALSE(outcome.has_value());
    CHECK(outcome.error().kind == ErrorKind::kForbidden);
    CHECK(outcome.error().code == "forbidden_book");
  }
  CHECK(everything(office.village) == before);
}

TEST_CASE("a write that is rolled back leaves nothing, not even a log", "[store][append]") {
  Office office;
  {
    Transaction transaction(office.village.database());
    REQUIRE(office.village.store().append(contribution(kVillage, "Lò Văn Đức", 1)).has_value());
  }
  CHECK(office.village.store().logs().empty());
  const auto at = office.village.write(contribution(kVillage, "Lò Văn Đức", 1));
  CHECK(at.seq == 2);
  CHECK(office.village.store().verify().empty());
}

TEST_CASE("times grow within a log though the clock is set back", "[store][append]") {
  Office office;
  const auto first = office.village.write(contribution(kVillage, "Lò Văn Đức", 1));
  office.village.clock.advance_ms(-86'400'000);
  office.village.reopen();
  const auto second = office.village.write(contribution(kVillage, "Lò Văn Đức", 2));
  CHECK(change_at(office.village, second).time() > change_at(office.village, first).time());
}

TEST_CASE("a correction is dated after what its author saw", "[store][append]") {
  Office office;
  office.hub.clock.advance_ms(60'000);
  const auto id = office.hub.write(test::household(kVillage, "001", "Lò Văn Đức"));
  copy_logs(office.hub, office.village);
  Household delta;
  delta.set_members(4);
  const auto at = office.village.write(change_of(id, delta));
  CHECK(change_at(office.village, at).time() > change_at(office.hub, id).time());
}

TEST_CASE("a laptop in 2098 neither dates the corrections of others nor wins over them",
          "[store][append]") {
  Office office;
  office.village.clock.set_ms(kYear2098Ms);
  const auto id = office.village.write(contribution(kVillage, "Lò Văn Đức", 1));
  exchange(office.village, office.hub);
  const auto at = office.hub.write(change_of(id, amount_of(2)));
  CHECK(log::Hlc{change_at(office.hub, at).time()}.ms() == kMorningMs);
  exchange(office.village, office.hub);
  for (Device* device : {&office.hub, &office.village}) {
    CHECK(device->message<Contribution>(id).amount() == 2);
    CHECK(device->record(id).merged.conflicts.empty());
  }
}

TEST_CASE("a correction of a conflict has both heads as parents and ends it", "[store][append]") {
  Office office;
  const auto id = office.village.write(contribution(kVillage, "Lò Văn Đức", 1));
  exchange(office.village, office.hub);
  const auto ours = office.village.write(change_of(id, amount_of(2)));
  office.hub.clock.advance_ms(1);
  const auto theirs = office.hub.write(change_of(id, amount_of(3)));
  exchange(office.village, office.hub);
  const StoredRecord record = office.village.record(id);
  REQUIRE(record.merged.conflicts.size() == 1);
  CHECK(record.merged.conflicts[0].field == Contribution::kAmountFieldNumber);
  CHECK(record.merged.conflicts[0].writers == std::vector{theirs, ours});
  CHECK(record.status == Status::kConflict);
  CHECK(office.village.message<Contribution>(id).amount() == 3);
  const auto decision = office.village.write(change_of(id, amount_of(2)));
  CHECK(change_at(office.village, decision).parents_size() == 2);
  exchange(office.village, office.hub);
  for (Device* device : {&office.hub, &office.village}) {
    CHECK(device->record(id).merged.conflicts.empty());
    CHECK(device->record(id).status == Status::kOpen);
    CHECK(device->message<Contribution>(id).amount() == 2);
  }
}

TEST_CASE("what was touched is told once", "[store][append]") {
  Office office;
  const auto at = office.village.write(contribution(kVillage, "Lò Văn Đức", 1));
  const Store::Touched touched = office.village.store().take_touched();
  CHECK(std::count(touched.logs.begin(), touched.logs.end(), at.log) > 0);
  CHECK(touched.records == std::vector{office.village.store().position_of(at)});
  CHECK(office.village.store().take_touched().records.empty());
}

TEST_CASE("a device that lost its data goes on in a new log beside the one it got back",
          "[store][append]") {
  Office office;
  const auto first = office.village.write(contribution(kVillage, "Lò Văn Đức", 1));
  copy_logs(office.village, office.hub);
  Device restored(office.village.identity());
  for (const OwnedBatch& batch : batches_of(office.hub.store(), first.log, 1, 1 << 20)) {
    REQUIRE(restored.receive(batch).has_value());
  }
  const auto next = restored.write(change_of(first, amount_of(2)));
  CHECK(next.log != first.log);
  CHECK(next.seq == 2);
  CHECK(restored.message<Contribution>(first).amount() == 2);
  copy_logs(restored, office.hub);
  CHECK(office.hub.message<Contribution>(first).amount() == 2);
}

}  // namespace
}  // namespace soban::store
