// Machines that go on from a copy: a hub from its backup, a laptop from an old copy of its data, one laptop used as two.
#include <catch2/catch.hpp>
#include <set>

#include "tests/e2e/commune.h"

namespace soban::e2e {
namespace {

namespace fs = std::filesystem;

// All that is in a data directory of a program that does not run.
void copy_data(const fs::path& from, const fs::path& to) {
  for (const char* name : {"soban.db", "soban.db-wal", "soban.db-shm"}) fs::remove(to / name);
  for (const char* name : {"soban.db", "soban.db-wal"}) {
    if (fs::exists(from / name)) fs::copy_file(from / name, to / name);
  }
}

std::int64_t money(const Program& program) {
  std::int64_t sum = 0;
  const Json rows = program.read({"list", "contribution"});
  for (const Json& row : rows["items"]) sum += std::stoll(row["amount"].get<std::string>());
  return sum;
}

std::vector<std::string> notices(const Laptop& laptop) {
  std::vector<std::string> codes;
  const Json status = laptop.read({"status"});
  for (const Json& notice : status["notices"]) codes.push_back(notice["code"]);
  return codes;
}

}  // namespace

TEST_CASE("a hub restored from its backup gets back all that came after, its own reviews too") {
  Hub hub;
  hub.start();
  Laptop laptop(hub, "NC");
  const auto early = laptop.add(gifts(hub.books(), 5));
  REQUIRE(laptop.sync_once() == 0);
  const test::TemporaryDirectory folder;
  const fs::path backup = folder / "backup.db";
  REQUIRE(hub.run({"backup", backup.string()}).code == 0);

  const auto late = laptop.add(gifts(hub.books(), 5));
  REQUIRE(laptop.sync_once() == 0);
  REQUIRE(eventually([&] { return hub.records() == 10; }));
  REQUIRE(hub.run({"review", late[0], "--accept"}).code == 0);
  REQUIRE(hub.run({"review", early[0], "--return", "thiếu ngày"}).code == 0);
  REQUIRE(laptop.sync_once() == 0);
  const std::int64_t sum = money(hub);

  hub.kill();
  CHECK(hub.run({"restore", backup.string()}).code == 1);  // not over books that are there
  for (const char* name : {"soban.db", "soban.db-wal", "soban.db-shm"})
    fs::remove(hub.data() / name);
  CHECK(hub.run({"restore", (folder / "none.db").string()}).code == 1);
  REQUIRE(hub.run({"restore", backup.string()}).code == 0);
  CHECK(hub.records() == 5);
  hub.start();
  // The office works on before any laptop has come by.
  REQUIRE(hub.run({"review", early[1], "--accept"}).code == 0);

  REQUIRE(laptop.sync_once() == 0);
  REQUIRE(eventually([&] { return hub.records() == 10; }));
  CHECK(money(hub) == sum);
  CHECK(money(laptop) == sum);
  CHECK(eventually([&] { return hub.read({"show", late[0]})["status"] == "accepted"; }));
  CHECK(hub.read({"show", early[0]})["status"] == "returned");
  CHECK(laptop.read({"show", early[1]})["status"] == "accepted");
  CHECK(hub.verified());
  CHECK(laptop.verified());
}

TEST_CASE("a laptop that goes on from an old copy loses nothing, whether it wrote first or not") {
  Hub hub;
  hub.start();
  Laptop laptop(hub, "NC");
  laptop.add(gifts(hub.books(), 3));
  REQUIRE(laptop.sync_once() == 0);
  const test::TemporaryDirectory week_ago;
  copy_data(laptop.data(), week_ago.path());
  laptop.add(gifts(hub.books(), 4));
  REQUIRE(laptop.sync_once() == 0);

  copy_data(week_ago.path(), laptop.data());
  REQUIRE(laptop.records() == 3);
  const bool wrote = GENERATE(false, true);
  CAPTURE(wrote);
  if (wrote) laptop.add(gifts(hub.books(), 2));
  REQUIRE(laptop.sync_once() == 0);
  const std::size_t all = wrote ? 9 : 7;
  CHECK(laptop.records() == all);
  CHECK(laptop.waiting() == 0);
  CHECK(eventually([&] { return hub.records() == all; }));
  CHECK(money(laptop) == money(hub));
  CHECK(notices(laptop) == std::vector<std::string>{wrote ? "log_forked" : "log_returned"});
  CHECK(laptop.verified());
  CHECK(hub.verified());
}

TEST_CASE("two laptops with one key keep what both write, and each is told") {
  Hub hub;
  hub.start();
  Laptop one(hub, "NC");
  one.add(gifts(hub.books(), 2));
  REQUIRE(one.sync_once() == 0);
  const test::TemporaryDirectory folder;
  copy_data(one.data(), folder.path());
  Laptop other(folder.path());
  one.start();
  other.start();
  REQUIRE(eventually(
      [&] { return one.link()["state"] == "level" && other.link()["state"] == "level"; }));
  one.add(gifts(hub.books(), 3));
  other.add(gifts(hub.books(), 4));
  CHECK(
      eventually([&] { return hub.records() == 9 && one.records() == 9 && other.records() == 9; }));
  CHECK(money(one) == money(hub));
  CHECK(money(other) == money(hub));
  // Whichever was first: each gets what it did not write under its key.
  CHECK_FALSE(notices(one).empty());
  CHECK_FALSE(notices(other).empty());
  for (const Laptop* laptop : {&one, &other}) {
    HttpClient page = laptop->page();
    const Json status = page.get("/api/v1/status").json();
    for (const Json& notice : status["notices"]) {
      const std::string path = "/api/v1/notices/" + std::to_string(notice["id"].get<int>());
      CHECK(page.request("DELETE", path, {}, {}).status == 200);
    }
    CHECK(notices(*laptop).empty());
    CHECK(laptop->verified());
  }
  CHECK(hub.verified());
}

}  // namespace soban::e2e
