// Laptops and hub find each other by themselves, and stop in good order.
#include <catch2/catch.hpp>
#include <csignal>

#include "tests/e2e/commune.h"

namespace soban::e2e {
namespace {

// The verdict on a record as this machine knows it; "" without one.
std::string verdict_of(const Program& program, const std::string& id) {
  const Json record = program.read({"show", id});
  return record["review"].is_null() ? "" : record["review"]["verdict"].get<std::string>();
}

Ids all_ids(const std::vector<std::string>& some, const std::vector<std::string>& others) {
  Ids ids(some.begin(), some.end());
  ids.insert(others.begin(), others.end());
  return ids;
}

TEST_CASE("what two laptops record while the hub is off reaches it by itself; reviews come back") {
  Hub hub;
  hub.start();
  Laptop first(hub, "NC");
  Laptop second(hub, "NC");
  REQUIRE(hub.stop() == 0);

  first.start();
  second.start();
  const auto of_first = first.add(gifts(hub.books(), 5));
  const auto of_second = second.add(gifts(hub.books(), 7));
  CHECK(first.waiting() == 5);
  CHECK(second.waiting() == 7);
  CHECK(first.link()["state"] != "level");

  hub.start();
  const Ids all = all_ids(of_first, of_second);
  REQUIRE(eventually([&] { return hub.ids() == all; }));
  REQUIRE(eventually([&] { return first.ids() == all && second.ids() == all; }));
  REQUIRE(eventually([&] { return first.waiting() == 0 && second.waiting() == 0; }));
  CHECK(eventually([&] { return first.link()["state"] == "level"; }));

  const std::string accepted = of_first.front();
  const std::string returned = of_second.front();
  REQUIRE(hub.run({"review", accepted, "--accept"}).code == 0);
  REQUIRE(hub.run({"review", returned, "--return", "Ghi lại số tiền", "--as", "chị Hương"}).code ==
          0);
  for (const Laptop* laptop : {&first, &second}) {
    CHECK(eventually([&] { return verdict_of(*laptop, accepted) == "VERDICT_ACCEPTED"; }));
    CHECK(eventually([&] { return verdict_of(*laptop, returned) == "VERDICT_RETURNED"; }));
    CHECK(laptop->read({"show", returned})["review"]["comment"] == "Ghi lại số tiền");
    CHECK(laptop->read({"show", accepted})["status"] == "accepted");
  }
  CHECK(hub.verified());
  CHECK(first.verified());
  CHECK(second.verified());
}

TEST_CASE("a laptop of one village never sees the records of another") {
  Hub hub;
  hub.start();
  Laptop ours(hub, "NC");
  Laptop theirs(hub, "NS");
  ours.add(gifts(hub.books(), 3));
  REQUIRE(ours.sync_once() == 0);
  REQUIRE(theirs.sync_once() == 0);
  CHECK(eventually([&] { return hub.records() == 3; }));
  CHECK(theirs.ids().empty());
  CHECK(theirs.ids("household") == Ids{hub.books().foreign_household});
  CHECK(theirs.ids("campaign") == Ids{hub.books().campaign});
}

// Ends both at once; true: in good order and soon.
bool end_both(Hub& hub, Laptop& laptop) {
  const auto begun = std::chrono::steady_clock::now();
  laptop.process().signal(SIGTERM);
  hub.process().signal(SIGTERM);
  CHECK(laptop.process().wait() == 0);
  CHECK(hub.process().wait() == 0);
  return std::chrono::steady_clock::now() - begun < std::chrono::seconds(10);
}

TEST_CASE("stopping both in the middle of 2,000 records loses nothing and takes seconds") {
  constexpr std::size_t kRecords = 2000;
  Hub hub;
  hub.start();
  Laptop laptop(hub, "NC");
  laptop.add(gifts(hub.books(), kRecords));
  REQUIRE(laptop.waiting() == kRecords);
  // First the road falls silent in the middle of it, then they are stopped wherever they are.
  for (const bool silent : {true, false}) {
    if (silent) hub.road().cut_next({Way::kToHub, 6, Inside::kHalf, Then::kStall});
    const std::size_t before = hub.road().bytes_to_hub();
    laptop.start();
    REQUIRE(eventually([&] { return hub.road().bytes_to_hub() > before + 4000; }));
    CHECK(end_both(hub, laptop));
    const Ids acknowledged = laptop.acknowledged();
    CHECK(laptop.records() == kRecords);
    hub.start();
    CHECK(eventually([&] { return among(acknowledged, hub.ids()); }));
  }
  laptop.start();
  REQUIRE(eventually([&] { return laptop.waiting() == 0; }));
  CHECK(eventually([&] { return hub.records() == kRecords; }));
  CHECK((hub.ids() == laptop.ids()));
  CHECK(hub.verified());
  CHECK(laptop.verified());
}

TEST_CASE("a hub that falls silent does not hold back recording, and is found again") {
  Hub hub;
  hub.start();
  Laptop laptop(hub, "NC");
  laptop.start();
  REQUIRE(eventually([&] { return laptop.link()["state"] == "level"; }));
  hub.road().stall(true);
  const auto ids = laptop.add(gifts(hub.books(), 3));
  CHECK(laptop.ids().size() == 3);
  const Answer answer = laptop.page().post("/api/v1/contribution", gift(hub.books()).dump());
  CHECK(answer.status == 201);
  CHECK(laptop.waiting() == 4);
  hub.road().stall(false);
  CHECK(eventually([&] { return laptop.waiting() == 0 && hub.records() == 4; }));
}

}  // namespace
}  // namespace soban::e2e
