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

TEST_CASE("the office's page takes a village's file, and the laptop's page the reply") {
  Hub hub;
  hub.start();
  Laptop laptop(hub, "NC");
  laptop.start({"--sync", "false"});
  const HttpClient page = laptop.page();
  const HttpClient office = hub.log_in("lan", "clerk");
  const Ids ids = [&] {
    const auto added = laptop.add(gifts(hub.books(), 20));
    return Ids(added.begin(), added.end());
  }();

  const Json written = page.get("/api/v1/bundle").json();
  const std::string file = Json{{"data", written["data"]}}.dump();
  const Answer taken = office.post("/api/v1/bundle", file);
  REQUIRE(taken.status == 200);
  CHECK(taken.json()["village"] == "NC");
  CHECK(taken.json()["received"] == written["entries"]);
  CHECK(taken.json()["gaps"] == 0);
  const Json reply = taken.json()["reply"];
  CHECK(reply["name"].get<std::string>().starts_with("soban-NC-tra-loi-"));
  CHECK(eventually([&] { return hub.ids() == ids; }));
  REQUIRE(page.post("/api/v1/bundle", Json{{"data", reply["data"]}}.dump()).status == 200);
  CHECK(laptop.waiting() == 0);

  CHECK(office.post("/api/v1/bundle", file).json()["received"] == 0);  // once more
  const auto code_of = [&](const HttpClient& client, const Json& data) {
    const Answer refused = client.post("/api/v1/bundle", Json{{"data", data}}.dump());
    CHECK(refused.status >= 400);
    return refused.json()["error"]["code"];
  };
  CHECK(code_of(office, "no base64!") == "not_a_bundle");
  CHECK(code_of(office, "eA") == "not_a_bundle");
  CHECK(code_of(office, reply["data"]) == "not_from_village");
  CHECK(hub.log_in("hoa", "police").post("/api/v1/bundle", file).status == 403);
}

TEST_CASE("a file larger than a request may usually be is taken where files come") {
  Hub hub;
  hub.start();
  Laptop laptop(hub, "NC");
  laptop.start({"--sync", "false"});
  const test::TemporaryDirectory folder;
  for (int i = 0; i < 4; ++i) {
    const std::string photo =
        save_picture(folder, picture(1'900'000 + static_cast<std::size_t>(i)));
    const Json kept = laptop.read({"attach", photo});
    Json given = gift(hub.books());
    given["attachments"] = Json::array({kept});
    laptop.add(given.dump() + '\n');
  }
  const HttpClient office = hub.log_in("lan", "clerk");
  const std::string file =
      Json{{"data", laptop.page().get("/api/v1/bundle").json()["data"]}}.dump();
  REQUIRE(file.size() > (std::size_t{6} << 20));
  const Answer taken = office.post("/api/v1/bundle", file);
  REQUIRE(taken.status == 200);
  CHECK(eventually([&] { return hub.records() == 4; }));
}

}  // namespace soban::e2e
