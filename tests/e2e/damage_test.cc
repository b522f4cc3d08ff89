// A damaged database file: said plainly, never a crash, and never written over what can still be saved.
#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <random>

#include "tests/e2e/commune.h"
#include "tests/support/files.h"
#include "tests/support/random.h"

namespace soban::e2e {
namespace {

void write_file(const std::filesystem::path& file, const std::string& bytes) {
  std::ofstream(file, std::ios::binary | std::ios::trunc) << bytes;
}

std::string garbled(const std::string& whole, test::Random& random) {
  std::string bytes = whole;
  const std::size_t places = 1 + random.below(40);
  for (std::size_t i = 0; i < places; ++i) {
    const std::size_t at = random.below(bytes.size());
    const std::size_t length = std::min<std::size_t>(1 + random.below(64), bytes.size() - at);
    for (std::size_t j = 0; j < length; ++j) bytes[at + j] = static_cast<char>(random.below(256));
  }
  return bytes;
}

constexpr std::size_t kPage = 4096;

// As half-written copies and failing disks leave them: a part, nothing but noise, a lost first sector. No database any more.
std::vector<std::string> harmed_copies(const std::string& whole) {
  return {whole.substr(0, whole.size() / 2), whole.substr(0, 50),
          "not a database " + std::string(10'000, 'x'), std::string(100, '\0') + whole.substr(100)};
}

// The same, and one that can still be opened, with a lost page.
std::vector<std::string> damaged_copies(const std::string& whole) {
  auto copies = harmed_copies(whole);
  copies.push_back(whole.substr(0, kPage) + std::string(kPage, '\xA5') + whole.substr(2 * kPage));
  return copies;
}

// The newest of the damaged files that were put aside.
std::string kept_file(const std::filesystem::path& directory) {
  std::set<std::filesystem::path> kept;
  for (const auto& entry : std::filesystem::directory_iterator(directory)) {
    if (entry.path().filename().string().starts_with("damaged-")) kept.insert(entry.path());
  }
  REQUIRE_FALSE(kept.empty());
  return test::read_file(*kept.rbegin() / "soban.db");
}

TEST_CASE("a database file that is none, or only a part of one, is named and left as it is") {
  Hub hub;
  hub.start();
  const Laptop laptop(hub, "NC");
  const auto ids = laptop.add(gifts(hub.books(), 20));
  const auto file = laptop.data() / "soban.db";
  const std::string whole = test::read_file(file);
  for (const std::string& bytes : harmed_copies(whole)) {
    write_file(file, bytes);
    for (const char* command : {"list", "status", "verify", "add"}) {
      std::vector<std::string> words{command};
      if (words[0] == "list" || words[0] == "add") words.emplace_back("contribution");
      if (words[0] == "add") words.insert(words.end(), {"--json", "-"});
      INFO(command << " of " << bytes.size() << " bytes");
      const Outcome outcome = laptop.run(words, gift(hub.books()).dump() + '\n');
      INFO(outcome.out << outcome.err);
      CHECK(outcome.code == 1);
      CHECK(outcome.err.find("restore it from a backup") != std::string::npos);
    }
    CHECK((test::read_file(file) == bytes));
    write_file(file, whole);
    CHECK((laptop.ids() == Ids(ids.begin(), ids.end())));
  }
}

TEST_CASE("a laptop whose file is damaged says so when it starts, and gets its books back") {
  Hub hub;
  hub.start();
  Laptop laptop(hub, "NC");
  const auto ids = laptop.add(gifts(hub.books(), 20));
  REQUIRE(laptop.sync_once() == 0);
  const auto file = laptop.data() / "soban.db";
  const std::string whole = test::read_file(file);
  for (const std::string& bytes : damaged_copies(whole)) {
    INFO(bytes.size() << " bytes");
    write_file(file, bytes);
    laptop.start();
    CHECK(eventually([&] { return among(Ids(ids.begin(), ids.end()), laptop.ids()); }));
    const Json status = laptop.page().get("/api/v1/status").json();
    REQUIRE(status["notices"].size() == 1);
    CHECK(status["notices"][0]["code"] == "salvaged");
    // It goes on recording, and what it records arrives.
    const Answer added = laptop.page().post("/api/v1/contribution", gift(hub.books()).dump());
    REQUIRE(added.status == 201);
    CHECK(eventually([&] { return hub.ids().contains(added.json()["id"]); }));
    CHECK(laptop.stop() == 0);
    CHECK(laptop.verified());
    CHECK((kept_file(laptop.data()) == bytes));
  }
  CHECK(hub.verified());
}

// With what the office itself wrote after the backup, and with records that no backup has.
TEST_CASE("a hub whose file is damaged does not start; its backup and the laptops bring all back") {
  Hub hub;
  hub.start();
  Laptop laptop(hub, "NC");
  auto ids = laptop.add(gifts(hub.books(), 10));
  REQUIRE(laptop.sync_once() == 0);
  const test::TemporaryDirectory folder;
  const std::string backup = (folder.path() / "backup.db").string();
  REQUIRE(hub.run({"backup", backup}).code == 0);
  const std::string late = hub.add("campaign", "",
                                   {{"title", "Làm cầu bản"},
                                    {"fromDate", "2026-01-01"},
                                    {"toDate", "2026-12-31"},
                                    {"state", "CAMPAIGN_STATE_OPEN"}});
  for (const std::string& id : laptop.add(gifts(hub.books(), 10))) ids.push_back(id);
  REQUIRE(laptop.sync_once() == 0);
  REQUIRE(hub.stop() == 0);

  const auto file = hub.data() / "soban.db";
  const std::string whole = test::read_file(file);
  for (const std::string& bytes : damaged_copies(whole)) {
    write_file(file, bytes);
    const Outcome outcome = hub.run({"serve", "--listen", "127.0.0.1:0"});
    CHECK(outcome.code == 1);
    CHECK(outcome.err.find("restore it from a backup") != std::string::npos);
    CHECK((test::read_file(file) == bytes));
  }
  std::filesystem::rename(file, hub.data() / "soban.db.damaged");
  REQUIRE(hub.run({"restore", backup}).code == 0);
  hub.start();
  REQUIRE(laptop.sync_once() == 0);
  CHECK(eventually([&] { return hub.ids() == Ids(ids.begin(), ids.end()); }));
  CHECK(eventually([&] { return hub.ids("campaign").contains(late); }));
  CHECK(hub.verified());

  // The office reads of it until somebody has.
  const HttpClient office = hub.log_in("lan", "clerk");
  const Json told = office.get("/api/v1/status").json()["notices"];
  REQUIRE(told.size() == 1);
  CHECK(told[0]["code"] == "restored");
  const std::string number = told[0]["id"].dump();
  CHECK(office.request("DELETE", "/api/v1/notices/" + number, "", {}).status == 200);
  CHECK(office.get("/api/v1/status").json()["notices"].empty());
  CHECK(office.request("DELETE", "/api/v1/notices/x", "", {}).status == 404);
}

TEST_CASE("bytes that changed in the database file crash no command; `verify` or SQLite says so") {
  const std::uint64_t seed = std::random_device{}();
  INFO("seed " << seed);
  test::Random random(seed);
  Hub hub;
  hub.start();
  const Laptop laptop(hub, "NC");
  const auto ids = laptop.add(gifts(hub.books(), 100));
  const auto file = laptop.data() / "soban.db";
  const std::string whole = test::read_file(file);
  for (int round = 0; round < 15; ++round) {
    write_file(file, garbled(whole, random));
    for (const std::vector<std::string>& words : {std::vector<std::string>{"verify"},
                                                  {"list", "contribution"},
                                                  {"status"},
                                                  {"show", ids[0], "--history"},
                                                  {"add", "contribution", "--json", "-"},
                                                  {"rebuild"}}) {
      INFO("round " << round << ": " << words[0]);
      const Outcome outcome = laptop.run(words, gift(hub.books()).dump() + '\n');
      INFO(outcome.err);
      CHECK((outcome.code == 0 || outcome.code == 1));
    }
    write_file(file, whole);
    std::filesystem::remove(laptop.data() / "soban.db-wal");
    std::filesystem::remove(laptop.data() / "soban.db-shm");
  }
  CHECK(laptop.verified());
  CHECK((laptop.ids() == Ids(ids.begin(), ids.end())));
}

}  // namespace
}  // namespace soban::e2e
