// Two machines that are one: a copied laptop, a laptop or a hub that goes on from an old copy. Nothing that anybody typed
// is lost or counted twice, and the people are told.
#include <catch2/catch.hpp>

#include "core/log/schema.h"
#include "core/store/queries.h"
#include "tests/support/dump.h"
#include "tests/support/expect.h"
#include "tests/support/office.h"
#include "tests/support/wire.h"

namespace soban::test {
namespace {

std::int64_t money_of(Device& device) {
  return device.number("SELECT COALESCE(SUM(amount), 0) FROM contribution WHERE status < 4");
}

std::vector<std::string> notices_of(Device& device) {
  std::vector<std::string> codes;
  for (const store::Notice& notice : device.store().notices())
    codes.push_back(notice.code + " " + std::to_string(notice.count));
  return codes;
}

// Of the one contribution of this amount, as it is called here now.
log::Position name_of(Device& device, std::int64_t amount) {
  store::Query query = device.database().query(
      "SELECT h.log, h.seq FROM contribution c JOIN change h ON h.pos = c.pos WHERE amount = ?");
  query.bind(1, amount);
  REQUIRE(query.step());
  return {log::LogId{static_cast<std::uint64_t>(query.int64(0))},
          static_cast<log::Seq>(query.int64(1))};
}

// An office and a laptop of NC that have met over one contribution of 200.000 đ.
struct Met {
  Met() : laptop(office.enrol("NC")) {
    laptop.write(contribution("NC", "Lò Thị Hoa", 200'000));
    sync(laptop);
  }
  void sync(Device& device) { sync_up(office.commune, office.hub, device, true); }
  // Everybody once more: what one of them sent last reaches the others.
  void level(const std::vector<Device*>& devices) {
    for (int round = 0; round < 2; ++round) {
      for (Device* device : devices) sync(*device);
    }
  }

  Office office;
  Device laptop;
};

void check_equal(Met& met, Device& device, std::int64_t money) {
  CHECK(heads_of(device, "NC") == heads_of(met.office.hub, "NC"));
  CHECK(money_of(device) == money);
  CHECK(money_of(met.office.hub) == money);
  CHECK(device.store().verify().empty());
  CHECK(met.office.hub.store().verify().empty());
}

}  // namespace

TEST_CASE("what two laptops with one key write is all kept and counted once", "[sync][fork]") {
  Met met;
  const auto copy = Device::copy_of(met.laptop);
  met.laptop.write(contribution("NC", "Quàng Văn Ơn", 50'000));
  copy->write(contribution("NC", "Lò Văn Nọi", 20'000));
  // With one more the copy's log is the longer one: then it is the copy that sees the difference.
  const bool longer = GENERATE(false, true);
  CAPTURE(longer);
  if (longer) copy->write(contribution("NC", "Lò Văn Nọi", 30'000));
  met.sync(met.laptop);

  Wire wire(met.office.commune, met.office.hub, *copy);
  wire.run();
  CHECK(wire.hub.ending() == "fork");
  CHECK(wire.agent.ending() == "fork");

  met.level({copy.get(), &met.laptop});
  const std::int64_t money = longer ? 300'000 : 270'000;
  check_equal(met, met.laptop, money);
  check_equal(met, *copy, money);
  CHECK(notices_of(*copy) == std::vector<std::string>{longer ? "log_forked 2" : "log_forked 1"});
  // The other one hears of it by the log that the copy began with its key.
  CHECK(notices_of(met.laptop) ==
        std::vector<std::string>{longer ? "log_returned 3" : "log_returned 2"});
  // Each goes on in a log of its own from now on.
  const auto one = met.laptop.write(contribution("NC", "Lò Thị Hoa", 1'000));
  const auto other = copy->write(contribution("NC", "Lò Thị Hoa", 2'000));
  CHECK(one.log != other.log);
  met.level({copy.get(), &met.laptop});
  check_equal(met, *copy, money + 3'000);
  CHECK(dump_state(*copy) == dump_state(met.laptop));
}

TEST_CASE("two laptops with one key that are connected at once heal each other", "[sync][fork]") {
  Met met;
  const auto copy = Device::copy_of(met.laptop);
  {
    Wire one(met.office.commune, met.office.hub, met.laptop);
    Wire two(met.office.commune, met.office.hub, *copy);
    one.run();
    two.run();
    met.laptop.write(contribution("NC", "Quàng Văn Ơn", 50'000));
    copy->write(contribution("NC", "Lò Văn Nọi", 20'000));
    one.run();
    const auto before = heads_of(met.office.hub);
    two.run();
    CHECK(one.level());
    CHECK(two.hub.ending() == "fork");
    CHECK(heads_of(met.office.hub) == before);
  }
  met.level({copy.get(), &met.laptop});
  check_equal(met, *copy, 270'000);
  check_equal(met, met.laptop, 270'000);
}

// The correction stands where its record would stand, had this copy written it: the two names are the same text.
TEST_CASE("a copy that corrects what the other copy wrote anew corrects that, not itself",
          "[sync][fork]") {
  Met met;
  const auto third = Device::copy_of(met.laptop);
  met.laptop.write(contribution("NC", "Lò Văn Nọi", 10'000));
  const auto copy = Device::copy_of(met.laptop);
  third->write(contribution("NC", "Vì Văn Sơn", 1'000));
  met.sync(*third);
  met.laptop.write(contribution("NC", "Quàng Văn Ơn", 50'000));
  met.sync(met.laptop);
  // A line that was cut in the middle of the healing: the new log came through, the old one did not.
  for (const store::LogInfo& info : met.office.hub.store().logs()) {
    if (copy->store().find_log(info.id) || info.village != "NC") continue;
    for (const OwnedBatch& batch : batches_of(met.office.hub.store(), info.id, 1, 1 << 20))
      expect(copy->receive(batch));
  }
  copy->apply_all();
  copy->write(change_of(name_of(*copy, 50'000), amount_of(70'000)));
  met.level({copy.get(), &met.laptop, third.get()});
  for (Device* device : {copy.get(), &met.laptop, third.get()}) {
    check_equal(met, *device, 281'000);
    CHECK(device->pending() == 0);
  }
}

// Two copies share the beginning of a branch, and the second heals before it hears of what the first has written anew.
TEST_CASE("a correction moves along when the log that took a branch is found forked in turn",
          "[sync][fork]") {
  for (std::size_t cut = 1;; ++cut) {
    CAPTURE(cut);
    Met met;
    const auto first = Device::copy_of(met.laptop);
    met.laptop.write(contribution("NC", "Quàng Văn Ơn", 50'000));
    met.sync(met.laptop);
    first->write(contribution("NC", "Lò Văn Nọi", 1'000));
    const auto second = Device::copy_of(*first);
    first->write(contribution("NC", "Lò Văn Nọi", 2'000));
    met.sync(*first);
    second->write(contribution("NC", "Lò Thị Hoa", 4'000));
    std::size_t left = cut;
    for (int session = 0; session < 4; ++session) {
      Wire wire(met.office.commune, met.office.hub, *second);
      left -= wire.run(left);
    }
    second->apply_all();
    second->write(change_of(name_of(*second, 4'000), amount_of(8'000)));
    met.level({second.get(), first.get(), &met.laptop});
    for (Device* device : {second.get(), first.get(), &met.laptop}) {
      check_equal(met, *device, 261'000);
      CHECK(device->pending() == 0);
    }
    if (left > 0) break;
  }
}

// Both copies wrote at the same place of the log, and a neighbour corrected what the office has there.
TEST_CASE("a correction of what the other copy wrote does not count for this copy's own",
          "[sync][fork]") {
  Met met;
  Device neighbour(met.office.enrol("NC"));
  const auto copy = Device::copy_of(met.laptop);
  met.laptop.write(contribution("NC", "Quàng Văn Ơn", 50'000));
  met.level({&met.laptop, &neighbour});
  const auto correction = neighbour.write(change_of(name_of(neighbour, 50'000), amount_of(60'000)));
  met.sync(neighbour);
  const auto hear_of_it = [&] {
    for (const OwnedBatch& batch : batches_of(neighbour.store(), correction.log, 1, 1 << 20))
      expect(copy->receive(batch));
    copy->apply_all();
    CHECK(copy->pending() == 1);
  };
  // Before this copy writes there, after it, or after the office said that the two differ.
  const int when = GENERATE(0, 1, 2);
  CAPTURE(when);
  if (when == 0) hear_of_it();
  const auto own = copy->write(contribution("NC", "Lò Văn Nọi", 1'000));
  REQUIRE(own == name_of(met.laptop, 50'000));
  if (when == 2) {
    Wire wire(met.office.commune, met.office.hub, *copy);
    wire.run();
    CHECK(wire.agent.ending() == "fork");
  }
  if (when > 0) hear_of_it();
  CHECK(copy->pending() == 1);
  copy->write(change_of(own, amount_of(2'000)));
  CHECK(money_of(*copy) == 202'000);
  met.level({copy.get(), &neighbour, &met.laptop});
  for (Device* device : {copy.get(), &neighbour, &met.laptop}) {
    check_equal(met, *device, 262'000);
    CHECK(device->pending() == 0);
  }
}

TEST_CASE("a correction of one's own waits until the office is seen to hold what it corrects",
          "[sync][fork]") {
  Met met;
  const auto own = met.laptop.write(contribution("NC", "Quàng Văn Ơn", 50'000));
  sync_up(met.office.commune, met.office.hub,
          met.laptop);  // nothing is noted of it: the power went
  Device neighbour(met.office.enrol("NC"));
  met.sync(neighbour);
  const auto correction = neighbour.write(change_of(own, amount_of(60'000)));
  met.sync(neighbour);
  for (const OwnedBatch& batch : batches_of(neighbour.store(), correction.log, 1, 1 << 20))
    expect(met.laptop.receive(batch));
  met.laptop.apply_all();
  CHECK(money_of(met.laptop) == 250'000);
  CHECK(met.laptop.pending() == 1);
  met.sync(met.laptop);
  CHECK(money_of(met.laptop) == 260'000);
  CHECK(met.laptop.pending() == 0);
}

TEST_CASE("corrections, voids and references follow what is written anew", "[sync][fork]") {
  Met met;
  const auto copy = Device::copy_of(met.laptop);
  met.laptop.write(contribution("NC", "Quàng Văn Ơn", 50'000));
  met.sync(met.laptop);

  const auto household_id = copy->write(household("NC", "099", "Lò Văn Mới"));
  store::Draft given = contribution("NC", "", 10'000);
  Contribution message = contribution_of("", 10'000);
  message.clear_donor_name();
  message.set_donor_type(DONOR_TYPE_HOUSEHOLD);
  message.set_household(log::to_string(household_id));
  given.delta = message.SerializeAsString();
  const auto given_id = copy->write(given);
  Contribution corrected;
  corrected.set_amount(15'000);
  copy->write(change_of(given_id, corrected));
  const auto twice = copy->write(contribution("NC", "Lò Văn Nọi", 20'000));
  copy->write(voiding(twice, log::kind_of<Contribution>()));

  met.level({copy.get(), &met.laptop});
  check_equal(met, *copy, 265'000);
  check_equal(met, met.laptop, 265'000);
  CHECK(met.laptop.number("SELECT COUNT(*) FROM contribution c JOIN household h ON "
                          "h.log = c.household_log AND h.seq = c.household_seq "
                          "WHERE h.code = '099' AND c.amount = 15000") == 1);
  CHECK(met.laptop.pending() == 0);
  CHECK(dump_state(*copy) == dump_state(met.laptop));
}

TEST_CASE("who came to a meeting is still named after it is written anew", "[sync][fork]") {
  Met met;
  const auto copy = Device::copy_of(met.laptop);
  met.laptop.write(contribution("NC", "Quàng Văn Ơn", 50'000));
  met.sync(met.laptop);
  const auto household_id = copy->write(household("NC", "099", "Lò Văn Mới"));
  Meeting meeting;
  meeting.set_title("Họp bản");
  meeting.add_attendance()->set_household(log::to_string(household_id));
  copy->write(creation_of("NC", meeting));

  met.level({copy.get(), &met.laptop});
  store::Query states =
      met.laptop.database().query("SELECT r.state FROM record r JOIN meeting m ON m.pos = r.pos");
  REQUIRE(states.step());
  REQUIRE(meeting.ParseFromString(std::string(states.blob(0))));
  const auto named = log::parse_position(meeting.attendance(0).household());
  REQUIRE(named);
  CHECK(*named != household_id);
  CHECK(store::household(met.laptop.database(), *named)->head == "Lò Văn Mới");
}

TEST_CASE("a laptop that went on from an old copy keeps what it lost and what it wrote since",
          "[sync][fork]") {
  Met met;
  const auto old = Device::copy_of(met.laptop);
  met.laptop.write(contribution("NC", "Quàng Văn Ơn", 50'000));
  met.laptop.write(contribution("NC", "Quàng Văn Ơn", 60'000));
  met.sync(met.laptop);
  SECTION("it wrote nothing before it connects") {
    met.sync(*old);
    check_equal(met, *old, 310'000);
    CHECK(notices_of(*old) == std::vector<std::string>{"log_returned 2"});
    // It goes on in a log of its own: whoever else has the key can't run into it.
    CHECK(old->write(contribution("NC", "Lò Văn Nọi", 1'000)).log !=
          met.laptop.write(contribution("NC", "Lò Văn Nọi", 2'000)).log);
    met.level({old.get(), &met.laptop});
    check_equal(met, *old, 313'000);
    CHECK(notices_of(met.laptop) == std::vector<std::string>{"log_returned 2"});
  }
  SECTION("it wrote first") {
    old->write(contribution("NC", "Lò Văn Nọi", 20'000));
    met.sync(*old);
    check_equal(met, *old, 330'000);
    CHECK(notices_of(*old) == std::vector<std::string>{"log_forked 1"});
  }
}

TEST_CASE("an entry that does not parse moves as it is", "[sync][fork]") {
  Met met;
  const auto copy = Device::copy_of(met.laptop);
  met.laptop.write(contribution("NC", "Quàng Văn Ơn", 50'000));
  met.sync(met.laptop);
  // Not written by this program, but by whoever else has the key.
  const log::LogId id = copy->own_log("NC");
  const log::Head head = copy->store().find_log(id)->head;
  const std::string garbage = "\xff\xff not a change";
  const crypto::Hash hash = log::next_hash(head.hash, garbage);
  copy->database().run("INSERT INTO change(log, seq, hash, bytes) VALUES(?, ?, ?, ?)",
                       static_cast<std::int64_t>(id.value), static_cast<std::int64_t>(head.seq + 1),
                       store::Blob{crypto::view(hash)}, store::Blob{garbage});
  copy->database().run("UPDATE log SET head_seq = ?, head_hash = ? WHERE id = ?",
                       static_cast<std::int64_t>(head.seq + 1), store::Blob{crypto::view(hash)},
                       static_cast<std::int64_t>(id.value));
  copy->write(contribution("NC", "Lò Văn Nọi", 20'000));
  met.level({copy.get(), &met.laptop});
  check_equal(met, *copy, 270'000);
  check_equal(met, met.laptop, 270'000);
  CHECK(met.office.hub.number("SELECT COUNT(*) FROM rejected") == 1);
}

TEST_CASE("a repair that is cut off anywhere is taken up again", "[sync][fork]") {
  for (std::size_t cut = 1;; ++cut) {
    CAPTURE(cut);
    Met met;
    const auto copy = Device::copy_of(met.laptop);
    met.laptop.write(contribution("NC", "Quàng Văn Ơn", 50'000));
    copy->write(contribution("NC", "Lò Văn Nọi", 20'000));
    met.sync(met.laptop);
    std::size_t left = cut;
    for (int session = 0; session < 3; ++session) {
      Wire wire(met.office.commune, met.office.hub, *copy);
      left -= wire.run(left);
    }
    copy->reopen();
    met.sync(*copy);
    check_equal(met, *copy, 270'000);
    if (left > 0) break;
  }
}

TEST_CASE("a hub that goes on from a backup writes new logs and gets the old ones back",
          "[sync][fork]") {
  Met met;
  TemporaryDirectory folder;
  expect(met.office.hub.store().back_up(folder.path() / "soban.db"));
  const auto given = met.laptop.write(contribution("NC", "Quàng Văn Ơn", 50'000));
  met.sync(met.laptop);
  met.office.hub.write(review_of(met.office.hub, given, VERDICT_ACCEPTED));
  met.office.hub.write(village_draft("NS", "bản Nà Sài"));
  met.sync(met.laptop);

  Device restored(met.office.commune.hub(), folder);
  CHECK(notices_of(restored) == std::vector<std::string>{"restored 0"});
  restored.write(village_draft("TB", "bản Tà Bú"));  // before any laptop came by
  sync_up(met.office.commune, restored, met.laptop);
  CHECK(heads_of(restored) == heads_of(met.laptop));
  CHECK(restored.number("SELECT COUNT(*) FROM village") == 4);
  CHECK(restored.number("SELECT COUNT(*) FROM contribution WHERE status = 1") == 1);
  CHECK(restored.store().verify().empty());
  CHECK(dump_state(restored) == dump_state(met.laptop));
}

TEST_CASE("a hub that was rolled back and wrote on gives way to what its laptops witness",
          "[sync][fork]") {
  Met met;
  Device second(met.office.enrol("PL"));
  met.sync(second);
  const auto old = Device::copy_of(met.office.hub);
  met.office.hub.write(village_draft("NS", "bản Nà Sài"));
  const bool longer = GENERATE(false, true);
  CAPTURE(longer);
  if (longer) met.office.hub.write(village_draft("NX", "bản Nà Xá"));
  met.sync(met.laptop);

  old->write(village_draft("TB", "bản Tà Bú"));
  if (!longer) old->write(village_draft("TX", "bản Tà Xùa"));
  sync_up(met.office.commune, *old, second);  // has not seen the rest, and takes what there is
  sync_up(met.office.commune, *old, met.laptop);
  sync_up(met.office.commune, *old, second);
  sync_up(met.office.commune, *old, met.laptop);
  CHECK(old->number("SELECT COUNT(*) FROM village") == 5);
  CHECK(heads_of(*old) == heads_of(met.laptop));
  CHECK(heads_of(*old, "") == heads_of(second, ""));
  CHECK(old->store().verify().empty());
  CHECK(notices_of(*old).size() == 1);
  CHECK(notices_of(second) ==
        std::vector<std::string>{longer ? "log_replaced 1" : "log_replaced 2"});
}

TEST_CASE("a laptop can't make the hub give way without the hub's own signature", "[sync][fork]") {
  Met met;
  const log::LogId log = met.office.hub.own_log("");
  Wire wire(met.office.commune, met.office.hub, met.laptop);
  wire.run();
  sync::Frame frame;
  frame.mutable_refusal()->set_code(sync::REFUSAL_FORK);
  frame.mutable_refusal()->set_log(log.value);
  frame.mutable_refusal()->set_seq(99);
  frame.mutable_refusal()->set_hash(std::string(32, 'x'));
  frame.mutable_refusal()->set_signature(std::string(64, 'y'));
  wire.hub.receive(frame);
  CHECK(wire.hub.over());
  CHECK_FALSE(met.office.hub.store().find_log(log)->forked);
  CHECK(met.office.hub.own_log("") == log);
}

}  // namespace soban::test
