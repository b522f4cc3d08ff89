// Bundles: what travels on a USB stick, over several trips, in any order, twice, damaged, to the wrong place.
#include "core/sync/bundle.h"

#include <catch2/catch.hpp>

#include "agent/bundles.h"
#include "core/store/apply.h"
#include "core/store/queries.h"
#include "tests/support/dump.h"
#include "tests/support/expect.h"
#include "tests/support/office.h"
#include "tests/support/wire.h"

namespace soban::test {
namespace {

// A hub without the enrolment records of the programs: the device's certificate is all that is asked for here.
struct Trip {
  Trip() : laptop(office.enrol("NC")) {
    laptop.write(contribution("NC", "Lò Thị Hoa", 200'000));
    laptop.write(contribution("NC", "Quàng Văn Ơn", 50'000));
  }
  std::string from_laptop() { return expect(agent::export_bundle(laptop.store())).bytes; }

  // The reply; throws what was refused.
  std::string at_office(const std::string& bytes) {
    const auto bundle = expect(sync::read_bundle(bytes, office.hub.identity().hub_key));
    office.hub.in_transaction(
        [&](store::Store& store) { taken = expect(sync::take_bundle(store, bundle)); });
    office.hub.apply_all();
    return sync::write_bundle(office.hub.store(), bundle.village,
                              sync::heads_of(office.hub.store(), bundle),
                              sync::attachments_for_reply(office.hub.store(), bundle))
        .bytes;
  }
  Result<sync::TakenBundle> home(const std::string& bytes) {
    Result<sync::TakenBundle> result;
    {
      store::Transaction transaction(laptop.database());
      result = agent::import_bundle(laptop.store(), bytes);
      if (result) transaction.commit();
    }
    laptop.apply_all();
    return result;
  }
  std::int64_t waiting() { return store::count_waiting_changes(laptop.database()); }
  bool equal() {
    return heads_of(laptop, "NC") == heads_of(office.hub, "NC") &&
           heads_of(laptop, "") == heads_of(office.hub, "");
  }

  Office office;
  Device laptop;
  sync::TakenBundle taken;
};

}  // namespace

TEST_CASE("a bundle and its reply make both sides hold the same", "[sync][bundle]") {
  Trip trip;
  const std::string reply = trip.at_office(trip.from_laptop());
  CHECK(trip.taken.entries == 3);
  CHECK(trip.waiting() == 2);
  REQUIRE(trip.home(reply));
  CHECK(trip.waiting() == 0);
  CHECK(trip.equal());
  CHECK(dump_state(trip.laptop).size() > 0);
  // The next one has nothing in it.
  CHECK(expect(agent::export_bundle(trip.laptop.store())).entries == 0);
}

TEST_CASE("bundles may come in any order and twice", "[sync][bundle]") {
  Trip trip;
  const std::string first = trip.from_laptop();
  trip.laptop.write(contribution("NC", "Lò Văn Nọi", 20'000));
  const std::string second = trip.from_laptop();
  const std::string reply_to_second = trip.at_office(second);
  const std::string reply_to_first = trip.at_office(first);
  CHECK(trip.taken.entries == 0);
  trip.at_office(second);
  CHECK(trip.taken.entries == 0);
  REQUIRE(trip.home(reply_to_second));
  REQUIRE(trip.home(reply_to_second));
  CHECK(trip.waiting() == 0);
  REQUIRE(trip.home(reply_to_first));
  CHECK(trip.waiting() == 0);
  CHECK(trip.equal());
}

TEST_CASE("a bundle whose beginning is missing here is named, and the reply asks for it",
          "[sync][bundle]") {
  Trip trip;
  Office other_hub;  // what the hub was before it lost everything
  const std::string lost = trip.from_laptop();
  const std::string reply = trip.at_office(lost);
  REQUIRE(trip.home(reply));
  trip.laptop.write(contribution("NC", "Lò Văn Nọi", 20'000));
  const std::string later = trip.from_laptop();

  Device empty(trip.office.commune.hub());
  const auto bundle = expect(sync::read_bundle(later, empty.identity().hub_key));
  empty.clock.advance_ms(60'000);
  sync::TakenBundle taken;
  empty.in_transaction(
      [&](store::Store& store) { taken = expect(sync::take_bundle(store, bundle)); });
  CHECK(taken.entries == 0);
  CHECK(taken.ahead.size() == 1);
  const auto asks =
      sync::write_bundle(empty.store(), "NC", sync::heads_of(empty.store(), bundle), {});
  REQUIRE(trip.home(asks.bytes));
  CHECK(expect(agent::export_bundle(trip.laptop.store())).entries > 4);
  const auto whole = expect(sync::read_bundle(trip.from_laptop(), empty.identity().hub_key));
  empty.in_transaction(
      [&](store::Store& store) { taken = expect(sync::take_bundle(store, whole)); });
  CHECK(taken.ahead.empty());
  CHECK(heads_of(empty, "NC") == heads_of(trip.laptop, "NC"));
}

TEST_CASE("a bundle that continues another content of a log is refused as a fork",
          "[sync][bundle]") {
  Trip trip;
  REQUIRE(trip.home(trip.at_office(trip.from_laptop())).has_value());
  const auto copy = Device::copy_of(trip.laptop);
  trip.laptop.write(contribution("NC", "Lò Văn Nọi", 1'000));
  trip.at_office(trip.from_laptop());
  copy->write(contribution("NC", "Lò Văn Nọi", 2'000));
  copy->write(contribution("NC", "Lò Văn Nọi", 3'000));
  // Its note of what the hub has is of the other machine's entry.
  const log::LogId id = copy->own_log("NC");
  copy->in_transaction(
      [&](store::Store& store) { store.note_peer_head(id, store.find_log(id)->head.seq - 1); });
  const auto written = expect(agent::export_bundle(copy->store()));
  const auto bundle = expect(sync::read_bundle(written.bytes, trip.office.hub.identity().hub_key));
  const auto before = heads_of(trip.office.hub);
  {
    const store::Transaction undone(trip.office.hub.database());
    const auto taken = sync::take_bundle(trip.office.hub.store(), bundle);
    REQUIRE_FALSE(taken.has_value());
    CHECK(taken.error().kind == ErrorKind::kFork);
    CHECK(taken.error().code == "fork");
  }
  CHECK(heads_of(trip.office.hub) == before);
}

TEST_CASE("a bundle with any byte changed or cut off is refused whole", "[sync][bundle]") {
  Trip trip;
  const std::string good = trip.from_laptop();
  const auto before = heads_of(trip.office.hub);
  for (std::size_t at = 0; at < good.size(); ++at) {
    CAPTURE(at);
    std::string bad = good;
    bad[at] = static_cast<char>(bad[at] ^ 0x21);
    const auto read = sync::read_bundle(bad, trip.office.hub.identity().hub_key);
    REQUIRE_FALSE(read);
    const std::string& code = read.error().code;
    CHECK((code == "bundle_damaged" || code == "not_a_bundle" || code == "other_commune"));
    CHECK_FALSE(sync::read_bundle(good.substr(0, at), trip.office.hub.identity().hub_key));
  }
  CHECK(heads_of(trip.office.hub) == before);
}

TEST_CASE(
    "a bundle carries photos until the office confirms them, and brings those it is asked for",
    "[sync][bundle][attachments]") {
  Trip trip;
  const auto waiting = [&] { return store::attachments_to_send(trip.laptop.database()).size(); };
  Contribution gift = contribution_of("Cà Thị Mai", 5);
  const Attachment photo = *gift.add_attachments() = trip.laptop.attach(std::string(50'000, 'x'));
  trip.laptop.write(creation_of("NC", gift));
  const std::string first = trip.from_laptop();
  CHECK(first.size() > 50'000);
  const std::string reply = trip.at_office(first);
  CHECK(trip.office.hub.has_attachment(photo));
  CHECK(waiting() == 1);
  REQUIRE(trip.home(reply));
  CHECK(waiting() == 0);
  CHECK(trip.from_laptop().size() < 10'000);

  // The office loses it and asks for it again.
  trip.office.hub.in_transaction([](store::Store& store) {
    store.database().script(
        "DELETE FROM attachment_piece; UPDATE attachment SET whole = 0, held = 0;");
  });
  trip.office.hub.clock.advance_ms(60'000);
  REQUIRE(trip.home(trip.at_office(trip.from_laptop())));
  CHECK(waiting() == 1);
  trip.at_office(trip.from_laptop());
  CHECK(trip.office.hub.has_attachment(photo));
}

TEST_CASE("a bundle for another commune, another village or from the wrong side is refused",
          "[sync][bundle]") {
  Trip trip;
  const Commune elsewhere(78);
  const auto wrong = sync::read_bundle(trip.from_laptop(), elsewhere.hub_key().public_key());
  REQUIRE_FALSE(wrong);
  CHECK(wrong.error().code == "other_commune");

  const auto own = trip.home(trip.from_laptop());
  REQUIRE_FALSE(own);
  CHECK(own.error().code == "not_from_hub");

  const auto other = sync::write_bundle(trip.office.hub.store(), "PL", {}, {});
  const auto village = trip.home(other.bytes);
  REQUIRE_FALSE(village);
  CHECK(village.error().code == "wrong_village");
}

}  // namespace soban::test
