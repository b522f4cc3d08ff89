// What is sent to peers: Store::tail.
#include <catch2/catch.hpp>

#include "tests/core/store/support.h"

namespace soban::store {
namespace {

using namespace test;
using test::Commune;
using test::Device;

constexpr log::LogId kLog{0x77};
constexpr std::size_t kEverything = 1 << 20;

// Entries of a hundred bytes and a little more each.
HandmadeLog long_log(const Office& office, int count) {
  HandmadeLog log(office.village.identity(), kLog, kVillage);
  for (int i = 0; i < count; ++i) {
    log.add(creating(log::kind_of<Contribution>(), contribution_of(std::string(60, 'a'), i),
                     kMorningMs));
  }
  return log;
}

bool is_signed(const Office& office, const Tail& tail) {
  const auto key = crypto::SigningKey::from_seed(office.village.identity().seed);
  return log::verify_head(key->public_key(), tail.head, tail.signature);
}

TEST_CASE("there is no tail of what is not held", "[store][tail]") {
  Office office;
  CHECK_FALSE(office.hub.store().tail(kLog, 1, kEverything).has_value());
  REQUIRE(office.hub.receive(long_log(office, 2).batch()).has_value());
  CHECK_FALSE(office.hub.store().tail(kLog, 4, kEverything).has_value());
  CHECK(office.hub.store().tail(kLog, 3, kEverything)->entries.size() == 1);
}

TEST_CASE("the tail of a foreign log ends where its writer signed", "[store][tail]") {
  Office office;
  const HandmadeLog log = long_log(office, 9);
  REQUIRE(office.hub.receive(log.batch(1, 4)).has_value());
  REQUIRE(office.hub.receive(log.batch(5, 7)).has_value());
  REQUIRE(office.hub.receive(log.batch(8, 10)).has_value());
  const auto last_of = [&](log::Seq first, std::size_t bytes_max) {
    const auto tail = office.hub.store().tail(kLog, first, bytes_max);
    CHECK(is_signed(office, *tail));
    CHECK(tail->first == first);
    CHECK(tail->head.seq == first + tail->entries.size() - 1);
    return tail->head.seq;
  };
  CHECK(last_of(1, kEverything) == 10);
  CHECK(last_of(1, 1) == 4);
  CHECK(last_of(3, 1) == 4);
  CHECK(last_of(4, 1) == 4);
  CHECK(last_of(5, 1) == 7);
  CHECK(last_of(8, 1) == 10);
}

TEST_CASE("a tail holds about as many bytes as was asked for", "[store][tail]") {
  Office office;
  for (int i = 0; i < 40; ++i) {
    office.village.write(contribution(kVillage, std::string(60, 'a'), i));
  }
  const log::LogId own = office.village.own_log(kVillage);
  log::Seq next = 1;
  std::size_t batches = 0;
  while (const auto tail = office.village.store().tail(own, next, 1000)) {
    std::size_t before_last = 0;
    for (std::size_t i = 0; i + 1 < tail->entries.size(); ++i) {
      before_last += tail->entries[i].size();
    }
    CHECK(before_last < 1000);
    CHECK(is_signed(office, *tail));
    next = tail->head.seq + 1;
    ++batches;
  }
  CHECK(next == 42);
  CHECK(batches > 3);
}

TEST_CASE("one entry is sent though it is larger than what was asked for", "[store][tail]") {
  Office office;
  office.village.write(contribution(kVillage, std::string(5000, 'a'), 1));
  const auto tail = office.village.store().tail(office.village.own_log(kVillage), 2, 10);
  REQUIRE(tail.has_value());
  CHECK(tail->entries.size() == 1);
}

TEST_CASE("what one store sends another takes, in batches of any size", "[store][tail]") {
  Office office;
  const HandmadeLog log = long_log(office, 20);
  REQUIRE(office.hub.receive(log.batch(1, 6)).has_value());
  REQUIRE(office.hub.receive(log.batch(7, 21)).has_value());
  for (const std::size_t bytes_max : {std::size_t{1}, std::size_t{300}, kEverything}) {
    Device laptop(office.commune.enrol(kVillage));
    for (const OwnedBatch& batch : batches_of(office.hub.store(), kLog, 1, bytes_max)) {
      CHECK(laptop.receive(batch).has_value());
    }
    CHECK(laptop.store().find_log(kLog)->head == office.hub.store().find_log(kLog)->head);
    CHECK(laptop.store().verify().empty());
  }
}

TEST_CASE("the hash at any place can be asked for", "[store][tail]") {
  Office office;
  const HandmadeLog log = long_log(office, 3);
  REQUIRE(office.hub.receive(log.batch()).has_value());
  CHECK(office.hub.store().hash_at(kLog, 3) == log.batch(1, 3).hash);
  CHECK_FALSE(office.hub.store().hash_at(kLog, 5).has_value());
  CHECK_FALSE(office.hub.store().hash_at(log::LogId{1}, 1).has_value());
}

}  // namespace
}  // namespace soban::store
