// What peers send: Store::append_batch.
#include <catch2/catch.hpp>

#include "tests/core/store/support.h"

namespace soban::store {
namespace {

using namespace test;
using test::Commune;
using test::Device;

constexpr log::LogId kLog{0x77};

// The village's log, written by hand: its genesis and `count` contributions.
HandmadeLog village_log(const Office& office, int count) {
  HandmadeLog log(office.village.identity(), kLog, kVillage);
  for (int i = 0; i < count; ++i) {
    log.add(creating(log::kind_of<Contribution>(), contribution_of("Lò Văn Đức", 1000 + i),
                     kMorningMs + i));
  }
  return log;
}

// The batch is refused with this code and leaves no trace.
void check_refused(Device& device, const OwnedBatch& batch, ErrorKind kind, const char* code) {
  const auto before = everything(device);
  const auto outcome = device.receive(batch);
  REQUIRE_FALSE(outcome.has_value());
  CHECK(outcome.error().kind == kind);
  CHECK(outcome.error().code == code);
  CHECK(everything(device) == before);
}

TEST_CASE("a batch is in the log, byte for byte, before it is applied", "[store][receive]") {
  Office office;
  const OwnedBatch batch = village_log(office, 3).batch();
  const log::Head head = expect(office.hub.receive(batch));
  CHECK(head == log::Head{kLog, 4, batch.hash});
  CHECK(office.hub.store().has_unapplied());
  CHECK_FALSE(office.hub.has_record({kLog, 2}));
  const auto tail = office.hub.store().tail(kLog, 1, 1 << 20);
  REQUIRE(tail.has_value());
  CHECK(tail->entries == batch.entries);
  CHECK(tail->signature == batch.signature);
  office.hub.apply_all();
  CHECK(office.hub.message<Contribution>({kLog, 4}).amount() == 1002);
  CHECK_FALSE(office.hub.store().find_log(kLog)->own);
}

TEST_CASE("any batch may arrive twice, whole or in part", "[store][receive]") {
  Office office;
  const HandmadeLog log = village_log(office, 5);
  REQUIRE(office.hub.receive(log.batch()).has_value());
  office.hub.apply_all();
  const auto before = everything(office.hub);
  for (const OwnedBatch& again : {log.batch(), log.batch(1, 1), log.batch(2, 4), log.batch(6, 6)}) {
    const auto head = office.hub.receive(again);
    REQUIRE(head.has_value());
    CHECK(head->seq == 6);
  }
  CHECK(everything(office.hub) == before);
}

TEST_CASE("of a batch that overlaps only the new part is added", "[store][receive]") {
  Office office;
  const HandmadeLog log = village_log(office, 5);
  REQUIRE(office.hub.receive(log.batch(1, 3)).has_value());
  CHECK(expect(office.hub.receive(log.batch(2, 5))).seq == 5);
  CHECK(expect(office.hub.receive(log.batch(1, 6))).seq == 6);
  office.hub.apply_all();
  CHECK(office.hub.store().verify().empty());
  CHECK(office.hub.number("SELECT COUNT(*) FROM contribution") == 5);
}

TEST_CASE("a batch that does not join what is held is a gap", "[store][receive]") {
  Office office;
  const HandmadeLog log = village_log(office, 5);
  check_refused(office.hub, log.batch(2, 3), ErrorKind::kProtocol, "gap");
  REQUIRE(office.hub.receive(log.batch(1, 3)).has_value());
  check_refused(office.hub, log.batch(5, 6), ErrorKind::kProtocol, "gap");
  OwnedBatch from_nothing = log.batch(4, 5);
  from_nothing.first = 0;
  check_refused(office.hub, from_nothing, ErrorKind::kProtocol, "gap");
}

TEST_CASE("entries that do not hash to the signed head break the chain", "[store][receive]") {
  Office office;
  const HandmadeLog log = village_log(office, 4);
  OwnedBatch whole = log.batch();
  whole.entries[2][0] = static_cast<char>(whole.entries[2][0] ^ 1);
  check_refused(office.hub, whole, ErrorKind::kProtocol, "broken_chain");
  REQUIRE(office.hub.receive(log.batch(1, 2)).has_value());
  OwnedBatch next = log.batch(3, 5);
  next.entries.back() += 'x';
  check_refused(office.hub, next, ErrorKind::kProtocol, "broken_chain");
}

TEST_CASE("damage in what is held already is not taken for a fork", "[store][receive]") {
  Office office;
  const HandmadeLog log = village_log(office, 4);
  REQUIRE(office.hub.receive(log.batch(1, 3)).has_value());
  OwnedBatch overlapping = log.batch(2, 5);
  overlapping.entries[0] += 'x';
  check_refused(office.hub, overlapping, ErrorKind::kProtocol, "broken_chain");
}

TEST_CASE("a head that its writer did not sign is refused", "[store][receive]") {
  Office office;
  const HandmadeLog log = village_log(office, 4);
  OwnedBatch damaged = log.batch();
  damaged.signature[5] = static_cast<char>(damaged.signature[5] ^ 1);
  check_refused(office.hub, damaged, ErrorKind::kProtocol, "bad_signature");
  OwnedBatch unsigned_batch = log.batch();
  unsigned_batch.signature.clear();
  check_refused(office.hub, unsigned_batch, ErrorKind::kProtocol, "bad_signature");
  OwnedBatch by_another = log.batch();
  by_another.signature = std::string(crypto::view(log::sign_head(
      office.commune.hub_key(), log::Head{kLog, by_another.last(), by_another.hash})));
  check_refused(office.hub, by_another, ErrorKind::kProtocol, "bad_signature");
  OwnedBatch of_another_head = log.batch();
  of_another_head.signature = log.batch(1, 4).signature;
  check_refused(office.hub, of_another_head, ErrorKind::kProtocol, "bad_signature");
}

TEST_CASE("two signed contents at one place are a fork", "[store][receive]") {
  Office office;
  HandmadeLog log = village_log(office, 2);
  HandmadeLog other = log;
  for (int i = 0; i < 2; ++i) {
    log.add(creating(log::kind_of<Contribution>(), amount_of(1), kMorningMs));
    other.add(creating(log::kind_of<Contribution>(), amount_of(2), kMorningMs));
  }
  other.add(creating(log::kind_of<Contribution>(), amount_of(3), kMorningMs));
  REQUIRE(office.hub.receive(log.batch()).has_value());
  check_refused(office.hub, other.batch(1, 4), ErrorKind::kFork, "fork");
  check_refused(office.hub, other.batch(4, 5), ErrorKind::kFork, "fork");
  check_refused(office.hub, other.batch(1, 6), ErrorKind::kFork, "fork");
  check_refused(office.hub, other.batch(4, 6), ErrorKind::kFork, "fork");
  REQUIRE(office.hub.receive(other.batch(1, 3)).has_value());
}

TEST_CASE("a log that another commune's hub vouches for is refused", "[store][receive]") {
  Office office;
  Commune other;
  const HandmadeLog log(other.enrol(kVillage), kLog, kVillage);
  check_refused(office.hub, log.batch(), ErrorKind::kInvalid, "bad_certificate");
}

TEST_CASE("a device's log in a book that is not its own is refused", "[store][receive]") {
  Office office;
  const store::Identity& device = office.village.identity();
  for (const std::string& village : {kOtherVillage, std::string()}) {
    const HandmadeLog log(device, kLog, village);
    check_refused(office.hub, log.batch(), ErrorKind::kInvalid, "bad_genesis");
  }
}

TEST_CASE("a log that names itself otherwise, or begins with no genesis, is refused",
          "[store][receive]") {
  Office office;
  const store::Identity& device = office.village.identity();
  OwnedBatch renamed = HandmadeLog(device, kLog, kVillage).batch();
  renamed.log = log::LogId{0x78};
  check_refused(office.hub, renamed, ErrorKind::kInvalid, "bad_genesis");
  const HandmadeLog garbage(device, kLog, "\xff\xff", 0);
  check_refused(office.hub, garbage.batch(), ErrorKind::kInvalid, "bad_genesis");
}

TEST_CASE("a log of a commune with the same hub key but another number is refused",
          "[store][receive]") {
  Office office;
  log::Writer writer = expect(
      log::check_certificate(office.village.identity().certificate, office.commune.hub().hub_key));
  writer.commune = 78;
  Identity device = office.village.identity();
  device.commune = 78;
  device.certificate = office.commune.certify(writer);
  check_refused(office.hub, HandmadeLog(device, kLog, kVillage).batch(), ErrorKind::kForbidden,
                "wrong_commune");
}

TEST_CASE("a refused batch does not undo others in the same transaction", "[store][receive]") {
  Office office;
  const HandmadeLog log = village_log(office, 2);
  OwnedBatch bad = log.batch(3, 3);
  bad.signature.clear();
  office.hub.in_transaction([&](Store& store) {
    CHECK(store.append_batch(log.batch(1, 2).view()).has_value());
    CHECK_FALSE(store.append_batch(bad.view()).has_value());
  });
  CHECK(office.hub.store().find_log(kLog)->head.seq == 2);
  CHECK(office.hub.store().verify().empty());
}

TEST_CASE("how much the peer holds is remembered for each log", "[store][receive]") {
  Office office;
  const auto at = office.village.write(contribution(kVillage, "Lò Văn Đức", 1));
  office.village.in_transaction([&](Store& store) { store.note_peer_head(at.log, 2); });
  office.village.reopen();
  CHECK(office.village.store().find_log(at.log)->peer_seq == 2);
}

}  // namespace
}  // namespace soban::store
