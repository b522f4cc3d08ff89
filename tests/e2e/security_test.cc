// Security reports are sealed on the laptop: whatever the hub holds, writes, sends or copies has none of their words.
#include <catch2/catch.hpp>
#include <fstream>

#include "tests/e2e/commune.h"

namespace soban::e2e {
namespace {

// Words that stand nowhere else.
const std::vector<std::string> kPlanted = {"Suối Đá Ngà Voi", "Giàng Thị Bí Mật",
                                           "giấu hai bao phân lân"};

std::string report(const Hub& hub) {
  return Json{{"incident", "INCIDENT_THEFT"}, {"urgency", "URGENCY_URGENT"},
              {"date", hub.books().today},    {"place", kPlanted[0]},
              {"people", kPlanted[1]},        {"account", kPlanted[2]}}
      .dump();
}

bool holds(std::string_view bytes, std::string_view word) {
  return bytes.find(word) != std::string_view::npos;
}

std::string content_of(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

// Every file below the folder, by name: database, write-ahead log, backups, bundles, what the program logged.
void check_folder(const std::filesystem::path& folder) {
  std::size_t files = 0;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
    if (!entry.is_regular_file()) continue;
    ++files;
    const std::string content = content_of(entry.path());
    for (const std::string& word : kPlanted) {
      CAPTURE(entry.path().string(), word);
      CHECK_FALSE(holds(content, word));
    }
  }
  CHECK(files > 0);
}

void check_text(const std::string& what, const std::string& text) {
  for (const std::string& word : kPlanted) {
    CAPTURE(what, word);
    CHECK_FALSE(holds(text, word));
  }
}

// As a member of the police who chose a password.
HttpClient police(Hub& hub) {
  HttpClient congan = hub.log_in("congan", "police");
  const Json chosen = {{"old", kPassword}, {"new", "mật khẩu của tôi"}};
  REQUIRE(congan.post("/api/v1/password", chosen.dump()).status == 200);
  return congan;
}

}  // namespace

TEST_CASE("what a security report says is nowhere at the hub, and the police alone read it") {
  Hub hub;
  hub.start();
  HttpClient congan = police(hub);
  Laptop laptop(hub, "NC");
  const test::TemporaryDirectory stick;
  laptop.start();
  const std::string added = laptop.run({"add", "security-report", "--json", "-"}, report(hub)).out;
  const std::string id = Json::parse(added)["id"].get<std::string>();
  REQUIRE(eventually([&] { return hub.ids("security-report").contains(id); }));
  CHECK(holds(laptop.run({"--json", "show", id}).out, kPlanted[2]));

  const HttpClient clerk = hub.log_in("lan", "clerk");
  const HttpClient admin = hub.log_in("quan", "admin");
  for (const auto& [who, client] : {std::pair("clerk", &clerk), std::pair("admin", &admin)}) {
    CAPTURE(who);
    for (const std::string& path :
         {std::string("/api/v1/security-report"), "/api/v1/records/" + id,
          "/api/v1/records/" + id + "/history", std::string("/api/v1/status")}) {
      const auto answer = client->get(path);
      CHECK(answer.status == 200);
      check_text(path, answer.body);
    }
    CHECK(client->post("/api/v1/security/open", Json{{"record", id}}.dump()).status == 403);
    CHECK(client->post("/api/v1/security/unlock", R"({"password":"x"})").status == 403);
  }
  check_text("list", hub.list("security-report"));
  check_text("show", hub.run({"show", id}).out);

  const std::string open = Json{{"record", id}}.dump();
  CHECK(congan.post("/api/v1/security/open", open).code() == "locked");
  const std::string wrong = R"({"password":"sai mật khẩu"})";
  CHECK(congan.post("/api/v1/security/unlock", wrong).status == 401);
  REQUIRE(congan.post("/api/v1/security/unlock", R"({"password":"mật khẩu của tôi"})").status ==
          200);
  const Json opened = congan.post("/api/v1/security/open", open).json();
  CHECK(opened["place"] == kPlanted[0]);
  CHECK(opened["people"] == kPlanted[1]);
  CHECK(opened["account"] == kPlanted[2]);
  CHECK(eventually([&] {
    return laptop.read({"show", id})["shown"]["openings"][0]["by"] == "congan";
  }));
  const std::string handled = Json{{"record", id}, {"handling", "HANDLING_RECEIVED"}}.dump();
  CHECK(congan.post("/api/v1/security/handle", handled).status == 200);
  CHECK(eventually([&] { return laptop.read({"show", id})["shown"]["state"] == "received"; }));

  check_folder(hub.data());  // while it runs: the write-ahead log too
  REQUIRE(hub.run({"backup", (stick / "hub.db").string()}).code == 0);
  REQUIRE(laptop.run({"bundle", "export", (stick / "1.soban").string()}).code == 0);
  REQUIRE(hub.run({"bundle", "import", (stick / "1.soban").string(), "--reply",
                   (stick / "2.soban").string()})
              .code == 0);
  check_folder(stick.path());
  check_text("what the hub wrote to its log", hub.process().err() + hub.process().out());
  hub.stop();
  check_folder(hub.data());
}

TEST_CASE("a report that was written before the police had a key is sealed to them by itself") {
  Hub hub;
  hub.start();
  Laptop laptop(hub, "NC");
  laptop.start();
  const std::string added = laptop.run({"add", "security-report", "--json", "-"}, report(hub)).out;
  const std::string id = Json::parse(added)["id"].get<std::string>();
  CHECK(laptop.read({"show", id})["shown"]["readers"].empty());
  REQUIRE(eventually([&] { return hub.ids("security-report").contains(id); }));
  HttpClient congan = police(hub);
  REQUIRE(eventually([&] { return hub.read({"show", id})["shown"]["readers"].size() == 1; }));
  REQUIRE(congan.post("/api/v1/security/unlock", R"({"password":"mật khẩu của tôi"})").status ==
          200);
  CHECK(congan.post("/api/v1/security/open", Json{{"record", id}}.dump()).json()["account"] ==
        kPlanted[2]);
}

}  // namespace soban::e2e
