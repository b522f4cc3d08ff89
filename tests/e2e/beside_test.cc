// Commands are used while `serve` runs on the same directory, and each sees what the other does.
#include <catch2/catch.hpp>
#include <filesystem>

#include "tests/e2e/commune.h"

namespace soban::e2e {
namespace {

TEST_CASE("commands work beside the laptop's page, which tells at once of a record they added") {
  Hub hub;
  hub.start();
  Laptop laptop(hub, "NC");
  laptop.start();
  Events events(laptop.page());
  CHECK(events.answer().status == 200);
  CHECK(events.answer().headers.at("content-type").starts_with("text/event-stream"));
  events.next("status");

  const auto ids = laptop.add(gifts(hub.books(), 1));
  CHECK(Json::parse(events.next("record")) == Json{{"many", true}});
  const Json listed = laptop.page().get("/api/v1/contribution").json();
  REQUIRE(listed["items"].size() == 1);
  CHECK(listed["items"][0]["id"] == ids.front());
  CHECK(Json::parse(events.next("status"))["counts"]["recorded"] == 1);

  const Answer posted = laptop.page().post("/api/v1/contribution", gift(hub.books()).dump());
  REQUIRE(posted.status == 201);
  CHECK((laptop.ids() == Ids{ids.front(), posted.json()["id"]}));
  CHECK(laptop.records() == 2);
  CHECK(laptop.run({"show", posted.json()["id"], "--history"}).code == 0);
  CHECK(laptop.verified());
  CHECK(laptop.run({"rebuild"}).code == 0);
  CHECK(eventually([&] { return hub.records() == 2; }));
  CHECK(eventually([&] { return laptop.waiting() == 0; }));
  CHECK(laptop.sync_once() == 0);
}

TEST_CASE("amending and cancelling beside the page reach the office, with their reasons") {
  Hub hub;
  hub.start();
  Laptop laptop(hub, "NC");
  laptop.start();
  const auto ids = laptop.add(gifts(hub.books(), 2));
  const Outcome amended = laptop.run({"amend", ids[0], "--json", "-", "--reason", "ghi nhầm"},
                                     R"({"amount": "777000"})");
  INFO(amended.err);
  CHECK(amended.code == 0);
  CHECK(laptop.run({"void", ids[1], "--reason", "ghi hai lần"}).code == 0);
  REQUIRE(eventually([&] { return hub.ids() == Ids(ids.begin(), ids.end()); }));
  CHECK(eventually([&] { return hub.read({"show", ids[0]})["amount"] == "777000"; }));
  CHECK(eventually([&] { return hub.read({"show", ids[1]})["status"] == "voided"; }));
  CHECK(hub.read({"show", ids[1]})["voided"]["reason"] == "ghi hai lần");
  const Json history = hub.read({"show", ids[0], "--history"})["history"];
  REQUIRE(history.size() == 2);
  CHECK(history[1]["reason"] == "ghi nhầm");
}

TEST_CASE("a backup made while a program serves is a whole directory's database") {
  Hub hub;
  hub.start();
  Laptop laptop(hub, "NC");
  laptop.start();
  laptop.add(gifts(hub.books(), 10));
  REQUIRE(eventually([&] { return hub.records() == 10; }));
  for (const Program* program :
       {static_cast<const Program*>(&hub), static_cast<const Program*>(&laptop)}) {
    const test::TemporaryDirectory files;
    const auto file = files / "soban.db";
    const Json answer = program->read({"backup", file.string()});
    CHECK(answer["bytes"] == std::filesystem::file_size(file));
    CHECK(program->run({"backup", file.string()}).code == 1);
    const std::string& binary = program == &hub ? hub_program() : agent_program();
    const Outcome listed =
        run(binary, {"list", "contribution", "--json", "--data", files.path().string()});
    CHECK(listed.code == 0);
    CHECK(listed.json() == program->read({"list", "contribution"}));
    CHECK(run(binary, {"verify", "--data", files.path().string()}).code == 0);
  }
}

TEST_CASE("two commands that write at once both succeed") {
  Hub hub;
  hub.start();
  Laptop laptop(hub, "NC");
  laptop.start();
  const auto add = [&] {
    return std::make_unique<Process>(
        agent_program(),
        std::vector<std::string>{"add", "contribution", "--json", "-", "--data",
                                 laptop.data().string()},
        Process::Options{
            .environment = {}, .input = gifts(hub.books(), 100), .file_bytes_max = {}});
  };
  const auto first = add();
  const auto second = add();
  for (int i = 0; i < 20; ++i) {
    CHECK(laptop.page().post("/api/v1/contribution", gift(hub.books()).dump()).status == 201);
  }
  CHECK(first->wait() == 0);
  CHECK(second->wait() == 0);
  CHECK(laptop.records() == 220);
  CHECK(laptop.verified());
  CHECK(eventually([&] { return hub.records() == 220; }));
}

}  // namespace
}  // namespace soban::e2e
