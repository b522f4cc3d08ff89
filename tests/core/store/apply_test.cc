// From log entries to records: order of arrival, permission, what is kept though it does not count.
#include <catch2/catch.hpp>

#include "core/store/queries.h"
#include "tests/core/store/support.h"

namespace soban::store {
namespace {

using namespace test;
using test::Commune;
using test::Device;

constexpr log::LogId kFirst{0x11};
constexpr log::LogId kSecond{0x22};
constexpr log::LogId kThird{0x33};
constexpr std::uint32_t kUnknownKind = 999;

std::uint32_t gift() { return log::kind_of<Contribution>(); }

void deliver(Device& device, const HandmadeLog& log) {
  expect(device.receive(log.batch()));
  device.apply_all();
}

// Three logs of one village; the record is created in the first, changed in the second and again in the third.
struct Chain {
  explicit Chain(Commune& commune)
      : first(commune.enrol(kVillage), kFirst, kVillage),
        second(commune.enrol(kVillage), kSecond, kVillage),
        third(commune.enrol(kVillage), kThird, kVillage) {
    record = first.add(creating(gift(), contribution_of("Lò Văn Đức", 1), kMorningMs));
    changed = second.add(amending(gift(), record, {record}, amount_of(2), kMorningMs));
    again = third.add(amending(gift(), record, {changed}, amount_of(3), kMorningMs));
  }
  HandmadeLog first, second, third;
  log::Position record, changed, again;
};

std::string no_negative(std::string_view delta) {
  Contribution contribution;
  contribution.ParseFromString(std::string(delta));
  return contribution.amount() < 0 ? "negative" : "";
}

std::optional<std::string> rule(std::uint32_t kind, std::string_view delta) {
  const std::string code = kind == gift() ? no_negative(delta) : "";
  return code.empty() ? std::nullopt : std::optional(code);
}

// ---- Order of arrival

TEST_CASE("a change whose record has not arrived waits and is applied when it does",
          "[store][apply]") {
  Office office;
  const Chain chain(office.commune);
  deliver(office.hub, chain.second);
  CHECK(office.hub.pending() == 1);
  CHECK_FALSE(office.hub.has_record(chain.record));
  deliver(office.hub, chain.first);
  CHECK(office.hub.pending() == 0);
  CHECK(office.hub.message<Contribution>(chain.record).amount() == 2);
}

TEST_CASE("a change whose parent has not arrived waits though its record is there",
          "[store][apply]") {
  Office office;
  const Chain chain(office.commune);
  deliver(office.hub, chain.first);
  deliver(office.hub, chain.third);
  CHECK(office.hub.pending() == 1);
  CHECK(office.hub.message<Contribution>(chain.record).amount() == 1);
  deliver(office.hub, chain.second);
  CHECK(office.hub.pending() == 0);
  CHECK(office.hub.message<Contribution>(chain.record).amount() == 3);
}

TEST_CASE("changes that wait for each other in a row are applied in their order",
          "[store][apply]") {
  Office office;
  const Chain chain(office.commune);
  deliver(office.hub, chain.third);
  deliver(office.hub, chain.second);
  CHECK(office.hub.pending() == 2);
  office.hub.reopen();
  deliver(office.hub, chain.first);
  CHECK(office.hub.pending() == 0);
  CHECK(office.hub.record(chain.record).changes == 3);
  CHECK(office.hub.record(chain.record).merged.heads == std::vector{chain.again});
  CHECK(office.hub.record(chain.record).merged.conflicts.empty());
}

TEST_CASE("three logs in any order give one state", "[store][apply]") {
  Commune commune;
  const Chain chain(commune);
  std::vector<const HandmadeLog*> order = {&chain.first, &chain.second, &chain.third};
  std::sort(order.begin(), order.end());
  std::optional<std::vector<std::string>> expected;
  do {
    Device hub(commune.hub());
    for (const HandmadeLog* log : order) deliver(hub, *log);
    if (!expected) expected = dump_state(hub);
    CHECK(dump_state(hub) == *expected);
  } while (std::next_permutation(order.begin(), order.end()));
}

TEST_CASE("many changes may wait for one", "[store][apply]") {
  Office office;
  Chain chain(office.commune);
  for (int i = 0; i < 50; ++i) {
    chain.second.add(
        amending(gift(), chain.record, {chain.record}, amount_of(100 + i), kMorningMs + i));
  }
  deliver(office.hub, chain.second);
  CHECK(office.hub.pending() == 51);
  deliver(office.hub, chain.first);
  CHECK(office.hub.pending() == 0);
  CHECK(office.hub.record(chain.record).changes == 52);
}

TEST_CASE("a conflict may have many sides and many fields", "[store][apply]") {
  Office office;
  HandmadeLog log(office.commune.enrol(kVillage), kFirst, kVillage);
  const auto id = log.add(creating(gift(), contribution_of("Lò Văn Đức", 1), kMorningMs));
  for (int i = 0; i < 30; ++i) {
    Contribution delta = amount_of(100 + i);
    delta.set_donor_name("Người " + std::to_string(i));
    log.add(amending(gift(), id, {id}, delta, kMorningMs + i));
  }
  deliver(office.hub, log);
  const StoredRecord record = office.hub.record(id);
  REQUIRE(record.merged.conflicts.size() == 2);
  CHECK(record.merged.conflicts[0].field == Contribution::kDonorNameFieldNumber);
  CHECK(record.merged.conflicts[0].writers.size() == 30);
  CHECK(record.merged.conflicts[1].writers.front() == log::Position{kFirst, 32});
  CHECK(record.merged.conflicts[1].writers.back() == log::Position{kFirst, 3});
  CHECK(office.hub.number("SELECT COUNT(*) FROM conflict") == 60);
}

TEST_CASE("changes that wait for each other wait for ever, and harm nothing", "[store][apply]") {
  Office office;
  HandmadeLog first(office.commune.enrol(kVillage), kFirst, kVillage);
  HandmadeLog second(office.commune.enrol(kVillage), kSecond, kVillage);
  first.add(amending(gift(), {kSecond, 2}, {{kSecond, 2}}, amount_of(1), kMorningMs));
  second.add(amending(gift(), {kFirst, 2}, {{kFirst, 2}}, amount_of(1), kMorningMs));
  second.add(amending(gift(), {kSecond, 3}, {{kSecond, 3}}, amount_of(1), kMorningMs));
  const auto fine = second.add(creating(gift(), amount_of(7), kMorningMs));
  deliver(office.hub, second);
  deliver(office.hub, first);
  CHECK(office.hub.pending() == 3);
  CHECK(office.hub.message<Contribution>(fine).amount() == 7);
}

TEST_CASE("nothing can build on a genesis or on what comes before it", "[store][apply]") {
  Office office;
  HandmadeLog log(office.commune.enrol(kVillage), kFirst, kVillage);
  const auto id = log.add(creating(gift(), amount_of(1), kMorningMs));
  const auto of_genesis = log.add(amending(gift(), {kSecond, 1}, {id}, amount_of(2), kMorningMs));
  const auto after_genesis = log.add(amending(gift(), id, {{kFirst, 1}}, amount_of(2), kMorningMs));
  const auto of_nothing = log.add(amending(gift(), {kFirst, 0}, {id}, amount_of(2), kMorningMs));
  deliver(office.hub, log);
  CHECK(office.hub.pending() == 0);
  for (const log::Position& at : {of_genesis, after_genesis, of_nothing}) {
    CHECK(office.hub.rejection(at) == "parent_rejected");
  }
  CHECK(office.hub.record(id).changes == 1);
}

TEST_CASE("applying goes on where it stopped", "[store][apply]") {
  Office office;
  HandmadeLog log(office.commune.enrol(kVillage), kFirst, kVillage);
  for (int i = 0; i < 10; ++i) log.add(creating(gift(), amount_of(i), kMorningMs));
  expect(office.hub.receive(log.batch()));
  const auto apply = [&](std::size_t changes_max) {
    std::size_t changes = 0;
    office.hub.in_transaction(
        [&](Store& store) { changes = store.apply_some(changes_max).changes; });
    return changes;
  };
  CHECK(apply(4) == 4);
  office.hub.reopen();
  CHECK(office.hub.store().has_unapplied());
  CHECK(apply(4) == 4);
  CHECK(apply(4) == 2);
  CHECK(apply(4) == 0);
  CHECK_FALSE(office.hub.store().has_unapplied());
  CHECK(office.hub.number("SELECT COUNT(*) FROM contribution") == 10);
}

// ---- Permission and form

TEST_CASE("what only the office may write counts only from the office", "[store][apply]") {
  Office office;
  HandmadeLog log(office.commune.enrol(kVillage), kFirst, kVillage);
  const auto campaign =
      log.add(creating(log::kind_of<Campaign>(), campaign_of("Làm đường"), kMorningMs));
  const auto review = log.add(creating(log::kind_of<Review>(), Review(), kMorningMs));
  deliver(office.hub, log);
  CHECK(office.hub.rejection(campaign) == "not_the_office");
  CHECK(office.hub.rejection(review) == "not_the_office");
  const auto own = office.hub.write(creation_of("", campaign_of("Làm đường")));
  CHECK(office.hub.rejection(own) == "");
}

TEST_CASE("a village cannot change what the office wrote for the office alone", "[store][apply]") {
  Office office;
  const auto gift_id = office.village.write(contribution(kVillage, "Lò Văn Đức", 1));
  copy_logs(office.village, office.hub);
  const auto review = office.hub.write(review_of(office.hub, gift_id, VERDICT_RETURNED));
  HandmadeLog log(office.commune.enrol(kVillage), kFirst, kVillage);
  Review accepted;
  accepted.set_verdict(VERDICT_ACCEPTED);
  const auto forged =
      log.add(amending(log::kind_of<Review>(), review, {review}, accepted, kMorningMs));
  deliver(office.hub, log);
  CHECK(office.hub.rejection(forged) == "not_the_office");
  CHECK(office.hub.record(gift_id).status == Status::kReturned);
}

TEST_CASE("only a village issues receipts, but the office may correct one", "[store][apply]") {
  Office office;
  Receipt receipt;
  receipt.set_number(1);
  const auto by_hub = office.hub.write(creation_of(kVillage, receipt));
  CHECK(office.hub.rejection(by_hub) == "not_a_village");
  const auto id = office.village.write(creation_of(kVillage, receipt));
  copy_logs(office.village, office.hub);
  const auto voided = office.hub.write(voiding(id, log::kind_of<Receipt>()));
  CHECK(office.hub.rejection(voided) == "");
}

TEST_CASE("a record in a book where its kind does not live does not count", "[store][apply]") {
  Office office;
  const auto in_commune = office.hub.write(test::household("", "001", "Lò Văn Đức"));
  const auto in_village = office.hub.write(creation_of(kVillage, campaign_of("Làm đường")));
  CHECK(office.hub.rejection(in_commune) == "wrong_book");
  CHECK(office.hub.rejection(in_village) == "wrong_book");
}

TEST_CASE("a change from another book, or of another kind, does not count", "[store][apply]") {
  Office office;
  const auto id = office.hub.write(test::household(kVillage, "001", "Lò Văn Đức"));
  HandmadeLog elsewhere(office.commune.hub(), kFirst, kOtherVillage);
  Household delta;
  delta.set_members(3);
  const auto from_elsewhere =
      elsewhere.add(amending(log::kind_of<Household>(), id, {id}, delta, kMorningMs));
  HandmadeLog other_kind(office.commune.enrol(kVillage), kSecond, kVillage);
  const auto wrong_kind = other_kind.add(amending(gift(), id, {id}, amount_of(1), kMorningMs));
  deliver(office.hub, elsewhere);
  deliver(office.hub, other_kind);
  CHECK(office.hub.rejection(from_elsewhere) == "wrong_record");
  CHECK(office.hub.rejection(wrong_kind) == "wrong_record");
  CHECK(office.hub.record(id).changes == 1);
}

TEST_CASE("a change that names a change as its record does not count", "[store][apply]") {
  Office office;
  Chain chain(office.commune);
  const auto wrong =
      chain.third.add(amending(gift(), chain.changed, {chain.changed}, amount_of(9), kMorningMs));
  for (const HandmadeLog* log : {&chain.first, &chain.second, &chain.third})
    deliver(office.hub, *log);
  CHECK(office.hub.rejection(wrong) == "wrong_record");
}

TEST_CASE("a change must say what of the record it saw", "[store][apply]") {
  Office office;
  HandmadeLog log(office.commune.enrol(kVillage), kFirst, kVillage);
  const auto id = log.add(creating(gift(), amount_of(1), kMorningMs));
  const auto other = log.add(creating(gift(), amount_of(1), kMorningMs));
  const auto blind = log.add(amending(gift(), id, {}, amount_of(2), kMorningMs));
  const auto mistaken = log.add(amending(gift(), id, {id, other}, amount_of(2), kMorningMs));
  deliver(office.hub, log);
  CHECK(office.hub.rejection(blind) == "wrong_parents");
  CHECK(office.hub.rejection(mistaken) == "wrong_parents");
  CHECK(office.hub.message<Contribution>(id).amount() == 1);
}

TEST_CASE("what is no change is kept as it is and does not count", "[store][apply]") {
  Office office;
  HandmadeLog log(office.commune.enrol(kVillage), kFirst, kVillage);
  Change no_message = creating(gift(), amount_of(1), kMorningMs);
  no_message.set_delta("\x0a\xff");
  Change born_with_parents = creating(gift(), amount_of(1), kMorningMs);
  *born_with_parents.add_parents() = to_proto({kFirst, 1});
  const log::Position bad[] = {log.add_bytes("\xff\xff"), log.add_bytes(""),
                               log.add(creating(0, amount_of(1), kMorningMs)), log.add(no_message),
                               log.add(born_with_parents)};
  const auto good = log.add(creating(gift(), amount_of(1), kMorningMs));
  deliver(office.hub, log);
  for (const log::Position& at : bad) {
    CAPTURE(at.seq);
    CHECK(office.hub.rejection(at) == "malformed");
  }
  CHECK(office.hub.has_record(good));
  CHECK(office.hub.store().tail(kFirst, 1, 1 << 20)->entries == log.batch().entries);
}

TEST_CASE("a record of any kind with text that is not UTF-8 does not count", "[store][apply]") {
  Office office;
  HandmadeLog log(office.commune.enrol(kVillage), kFirst, kVillage);
  Household house;
  house.set_head("Lò Văn Đức");
  const auto sound = log.add(creating(log::kind_of<Household>(), house, kMorningMs));
  Change change = creating(log::kind_of<Household>(), house, kMorningMs);
  change.mutable_delta()->back() = '\xc1';
  const auto bad = log.add(change);
  deliver(office.hub, log);
  CHECK(office.hub.rejection(sound) == "");
  CHECK(office.hub.rejection(bad) == "malformed");
  CHECK_FALSE(office.hub.has_record(bad));
  CHECK(office.hub.store().verify().empty());
}

TEST_CASE("a change that breaks a rule is kept, does not count, and its author sees why",
          "[store][apply]") {
  Commune commune;
  Device village(commune.enrol(kVillage), rule);
  const auto id = village.write(contribution(kVillage, "Lò Văn Đức", 5));
  const auto bad = village.write(change_of(id, amount_of(-1)));
  CHECK(village.rejection(bad) == "negative");
  CHECK(village.message<Contribution>(id).amount() == 5);
  CHECK(village.record(id).merged.heads == std::vector{id});
  const auto rejected = rejected_changes(village.database());
  REQUIRE(rejected.size() == 1);
  CHECK(rejected[0].at == bad);
  CHECK(rejected[0].code == "negative");
  CHECK(change_bytes(village.database(), bad).has_value());
}

TEST_CASE("a rejected change is handed on, and every holder rejects it", "[store][apply]") {
  Commune commune;
  Device village(commune.enrol(kVillage), rule);
  Device hub(commune.hub(), rule);
  const auto bad = village.write(contribution(kVillage, "Lò Văn Đức", -5));
  copy_logs(village, hub);
  CHECK(hub.rejection(bad) == "negative");
  CHECK(change_bytes(hub.database(), bad) == change_bytes(village.database(), bad));
  CHECK(dump_state(hub) == dump_state(village));
}

TEST_CASE("what builds on a rejected change is rejected too, waiting or not", "[store][apply]") {
  Commune commune;
  Chain chain(commune);
  HandmadeLog creator(commune.enrol(kVillage), log::LogId{0x44}, kVillage);
  const auto bad = creator.add(creating(gift(), amount_of(-1), kMorningMs));
  const auto on_it = chain.second.add(amending(gift(), bad, {bad}, amount_of(2), kMorningMs));
  const auto on_that = chain.third.add(amending(gift(), bad, {on_it}, amount_of(3), kMorningMs));
  const std::vector<const HandmadeLog*> logs = {&chain.first, &chain.second, &chain.third,
                                                &creator};
  for (const bool backwards : {false, true}) {
    Device hub(commune.hub(), rule);
    for (std::size_t i = 0; i < logs.size(); ++i) {
      deliver(hub, *logs[backwards ? logs.size() - 1 - i : i]);
    }
    CHECK(hub.pending() == 0);
    CHECK(hub.rejection(bad) == "negative");
    CHECK(hub.rejection(on_it) == "parent_rejected");
    CHECK(hub.rejection(on_that) == "parent_rejected");
    CHECK(hub.message<Contribution>(chain.record).amount() == 3);
  }
}

// ---- What this version does not know

TEST_CASE("a kind that this program does not know is kept, merged and handed on",
          "[store][apply]") {
  Office office;
  HandmadeLog log(office.commune.enrol(kVillage), kFirst, kVillage);
  const auto id = log.add(creating(kUnknownKind, contribution_of("Lò Văn Đức", 1), kMorningMs));
  log.add(amending(kUnknownKind, id, {id}, amount_of(2), kMorningMs));
  deliver(office.hub, log);
  CHECK(office.hub.message<Contribution>(id).amount() == 2);
  CHECK(office.hub.record(id).kind == kUnknownKind);
  Device laptop(office.commune.enrol(kVillage));
  copy_logs(office.hub, laptop);
  CHECK(laptop.store().tail(kFirst, 1, 1 << 20)->entries == log.batch().entries);
  CHECK(dump_state(laptop) == dump_state(office.hub));
}

TEST_CASE("fields that this program does not know survive a hop and a correction",
          "[store][apply]") {
  Office office;
  HandmadeLog log(office.commune.enrol(kVillage), kFirst, kVillage);
  Contribution newer = contribution_of("Lò Văn Đức", 1);
  newer.GetReflection()->MutableUnknownFields(&newer)->AddLengthDelimited(4000, "mới");
  Change change = creating(gift(), newer, kMorningMs);
  change.GetReflection()->MutableUnknownFields(&change)->AddVarint(500, 7);
  const auto id = log.add(change);
  deliver(office.hub, log);
  const auto corrected = office.hub.write(change_of(id, amount_of(2)));
  Device laptop(office.commune.enrol(kVillage));
  copy_logs(office.hub, laptop);
  CHECK(change_bytes(laptop.database(), id) == change.SerializeAsString());
  CHECK(laptop.store().hash_at(kFirst, 2) == log.batch().hash);
  const auto merged = laptop.message<Contribution>(id);
  const auto& unknown = merged.GetReflection()->GetUnknownFields(merged);
  REQUIRE(unknown.field_count() == 1);
  CHECK(unknown.field(0).length_delimited() == "mới");
  CHECK(merged.amount() == 2);
  CHECK(laptop.record(id).merged.heads == std::vector{corrected});
}

}  // namespace
}  // namespace soban::store
