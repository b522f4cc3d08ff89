// What the office's page says of a laptop that the hub does not let in.
#include <catch2/catch.hpp>

#include "core/log/clock.h"
#include "core/store/store.h"
#include "tests/e2e/commune.h"

namespace soban::e2e {
namespace {

// Gives the laptop another signing key than the one it was enrolled with; returns the one it had.
std::string change_key(const Laptop& laptop, const std::string& seed) {
  const log::SystemClock clock;
  store::Store store(laptop.data(), store::Database::Mode::kReadWrite, {&clock, nullptr, 2048});
  store::Identity identity = store.identity();
  std::string before = std::exchange(identity.seed, seed);
  store::Transaction transaction(store.database());
  store.save_identity(identity);
  transaction.commit();
  return before;
}

}  // namespace

TEST_CASE("the office sees that a laptop it knows is refused, until it is let in again") {
  Hub hub;
  hub.start();
  const HttpClient office = hub.log_in("hoa", "clerk");
  Laptop laptop(hub, "NC");
  const auto device = [&] { return office.get("/api/v1/devices").json()["items"][0]; };
  CHECK(device()["refused"].is_null());
  CHECK(device()["health"].empty());

  const std::string own = change_key(laptop, crypto::SigningKey::generate().seed());
  CHECK(laptop.sync_once() != 0);
  REQUIRE(eventually([&] { return !device()["refused"].is_null(); }));
  CHECK(device()["refused"]["code"] == "bad_signature");
  CHECK(device()["health"] == Json{"refused"});

  change_key(laptop, own);
  CHECK(laptop.sync_once() == 0);
  CHECK(eventually([&] { return device()["refused"].is_null(); }));
  CHECK(device()["health"].empty());
}

}  // namespace soban::e2e
