// A village that never has a network: everything goes by files.
#include <catch2/catch.hpp>
#include <fstream>

#include "tests/e2e/commune.h"

namespace soban::e2e {

TEST_CASE("a village without a network sends and receives by files, over several trips") {
  Hub hub;
  hub.start();
  Laptop laptop(hub, "NC");
  hub.stop();
  const test::TemporaryDirectory stick;
  const auto file = [&](const char* name) { return (stick / name).string(); };

  const auto ids = laptop.add(gifts(hub.books(), 20));
  REQUIRE(laptop.run({"bundle", "export", file("1.soban")}).code == 0);
  CHECK(laptop.run({"bundle", "export", file("1.soban")}).code == 1);  // nothing is overwritten
  CHECK(hub.read({"bundle", "import", file("1.soban"), "--reply", file("1r.soban")})["received"] >
        0);
  REQUIRE(hub.records() == 20);
  REQUIRE(hub.run({"review", ids[0], "--return", "thiếu ngày"}).code == 0);

  // While `serve` runs on both sides: they see what came.
  hub.start();
  laptop.start({"--sync", "false"});
  REQUIRE(laptop.run({"bundle", "import", file("1r.soban")}).code == 0);
  CHECK(laptop.waiting() == 0);
  laptop.add(gifts(hub.books(), 5));
  REQUIRE(laptop.run({"bundle", "export", file("2.soban")}).code == 0);
  REQUIRE(hub.run({"bundle", "import", file("2.soban"), "--reply", file("2r.soban")}).code == 0);
  CHECK(eventually([&] { return hub.records() == 25; }));
  REQUIRE(laptop.run({"bundle", "import", file("2r.soban")}).code == 0);
  CHECK(eventually([&] { return laptop.read({"show", ids[0]})["status"] == "returned"; }));
  CHECK(laptop.waiting() == 0);

  std::ofstream(file("bad.soban")) << "SOBAN-BUNDLE\nnothing of the kind";
  const Outcome bad = hub.run({"bundle", "import", file("bad.soban")});
  CHECK(bad.code == 1);
  CHECK(bad.err.find("damaged") != std::string::npos);
  CHECK(hub.run({"bundle", "import", file("none.soban")}).code == 1);
  CHECK(hub.verified());
  CHECK(laptop.verified());
}

}  // namespace soban::e2e
