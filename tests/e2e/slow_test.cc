// Bad lines and programs that stand still: everything arrives all the same, and the laptop says how far it is.
#include <catch2/catch.hpp>
#include <csignal>

#include "tests/e2e/commune.h"

namespace soban::e2e {
namespace {

// 64 kbit/s, 800 ms there and back.
constexpr std::size_t kLineBytes = 8'000;
constexpr milliseconds kLineDelay{400};
constexpr milliseconds kLinePatience{180'000};

TEST_CASE("on a line of 64 kbit/s with 800 ms and losses 1,000 records arrive, then the photo") {
  Hub hub;
  hub.start();
  Laptop laptop(hub, "NC");
  const test::TemporaryDirectory folder;
  Json with_photo = gift(hub.books());
  with_photo["attachments"] =
      Json::array({laptop.read({"attach", save_picture(folder, picture(60'000))})});
  laptop.add(with_photo.dump() + '\n' + gifts(hub.books(), 999));
  hub.road().slow(kLineBytes, kLineDelay);
  laptop.start();
  const auto photos_to_send = [&] {
    return laptop.page().get("/api/v1/status").json()["counts"]["photosToSend"];
  };
  bool was_seen_sending = false;
  REQUIRE(eventually(
      [&] {
        was_seen_sending = was_seen_sending || laptop.link()["state"] == "sending";
        return laptop.waiting() == 0;
      },
      kLinePatience));
  CHECK(was_seen_sending);
  CHECK(photos_to_send() == 1);                              // the records did not wait for it
  CHECK(eventually([&] { return hub.records() == 1000; }));  // acknowledged first, applied then
  CHECK(eventually([&] { return photos_to_send() == 0; }, kLinePatience));
  // A record typed while the line is slow goes through like any other.
  laptop.add(gifts(hub.books(), 1));
  CHECK(eventually([&] { return laptop.waiting() == 0; }, kLinePatience));
}

TEST_CASE("a hub that stands still for a while loses nothing, and neither does the laptop") {
  Hub hub;
  hub.start();
  Laptop laptop(hub, "NC");
  laptop.start();
  REQUIRE(eventually([&] { return laptop.link()["state"] == "level"; }));
  hub.process().signal(SIGSTOP);
  laptop.add(gifts(hub.books(), 50));
  CHECK(laptop.records() == 50);
  CHECK(laptop.waiting() == 50);
  hub.process().signal(SIGCONT);
  REQUIRE(eventually([&] { return laptop.waiting() == 0; }));
  CHECK(hub.records() == 50);

  laptop.process().signal(SIGSTOP);
  const std::string id = *hub.ids().begin();
  REQUIRE(hub.run({"review", id, "--accept"}).code == 0);
  laptop.process().signal(SIGCONT);
  CHECK(eventually([&] { return laptop.read({"show", id})["status"] == "accepted"; }));
  CHECK(hub.verified());
  CHECK(laptop.verified());
}

}  // namespace
}  // namespace soban::e2e
