// Creating, opening and migrating a data directory.
#include "core/store/schema.h"

#include <catch2/catch.hpp>
#include <fstream>

#include "tests/core/store/support.h"

namespace soban::store {
namespace {

using namespace test;
using test::Commune;
using test::Device;

constexpr auto kReadWrite = Database::Mode::kReadWrite;
constexpr auto kReadOnly = Database::Mode::kReadOnly;

// A directory with a clock, opened as the programs do.
class Folder {
 public:
  Result<std::unique_ptr<Store>> open(Database::Mode mode = kReadWrite) {
    return open_store(directory_.path(), mode, {&clock_, nullptr, 2048});
  }
  std::string code(Database::Mode mode = kReadWrite) { return code_of(open(mode)); }
  std::filesystem::path file() const { return directory_ / "soban.db"; }
  void write(const std::string& bytes) { std::ofstream(file(), std::ios::binary) << bytes; }
  void script(const char* sql) { Database(file(), kReadWrite, {}).script(sql); }

 private:
  TemporaryDirectory directory_;
  ManualClock clock_;
};

TEST_CASE("an empty directory becomes a data directory", "[store][schema]") {
  Folder folder;
  const auto store = expect(folder.open());
  CHECK(store->database().pragma("application_id") == kApplicationId);
  CHECK(store->database().pragma("user_version") >= 1);
  CHECK_FALSE(store->has_identity());
  CHECK(store->logs().empty());
  CHECK(store->verify().empty());
}

TEST_CASE("changes wait for the disk and writers do not block readers", "[store][schema]") {
  Folder folder;
  const auto store = expect(folder.open());
  CHECK(store->database().pragma("synchronous") == 2);
  CHECK(store->database().pragma("foreign_keys") == 1);
  Query query = store->database().query("PRAGMA journal_mode");
  REQUIRE(query.step());
  CHECK(query.text(0) == "wal");
}

TEST_CASE("what was stored is there when it is opened again", "[store][schema]") {
  Folder folder;
  expect(folder.open())->put_meta("greeting", "chào");
  CHECK(expect(folder.open())->meta("greeting") == "chào");
  CHECK(expect(folder.open(kReadOnly))->meta("greeting") == "chào");
  CHECK_FALSE(expect(folder.open())->meta("other").has_value());
}

TEST_CASE("tables whose description is damaged are a damaged file, not a mistake of the program",
          "[store][schema]") {
  Folder folder;
  expect(folder.open())->put_meta("greeting", "chào");
  folder.script(
      "PRAGMA writable_schema=ON; UPDATE sqlite_master SET sql = replace(sql, 'head_seq', "
      "'heed_seq') WHERE name = 'log';");
  const auto store = expect(folder.open(kReadOnly));
  try {
    store->logs();
    FAIL("a table without one of its columns was read");
  } catch (const DatabaseError& failed) {
    CHECK(failed.error().code == "database_damaged");
  }
}

TEST_CASE("a directory that is not there can't be opened", "[store][schema]") {
  ManualClock clock;
  const auto outcome = open_store("/nowhere/at/all", kReadWrite, {&clock, nullptr, 2048});
  REQUIRE_FALSE(outcome.has_value());
  CHECK(outcome.error().kind == ErrorKind::kIo);
  CHECK(outcome.error().code == "not_writable");
}

TEST_CASE("a reader does not make a data directory", "[store][schema]") {
  Folder folder;
  CHECK(folder.code(kReadOnly) == "not_writable");
  folder.script("CREATE TABLE t(a); DROP TABLE t");
  CHECK(folder.code(kReadOnly) != "");
}

TEST_CASE("another program's database is refused and left alone", "[store][schema]") {
  Folder folder;
  folder.script("CREATE TABLE song(title TEXT); INSERT INTO song VALUES('Xuân về trên bản')");
  for (const auto mode : {kReadWrite, kReadOnly}) {
    const auto outcome = folder.open(mode);
    REQUIRE_FALSE(outcome.has_value());
    CHECK(outcome.error().kind == ErrorKind::kCorrupt);
    CHECK(outcome.error().code == "not_ours");
  }
  Database database(folder.file(), kReadOnly, {});
  CHECK(database.query("SELECT title FROM song").step());
}

TEST_CASE("a database with another program's mark is refused", "[store][schema]") {
  Folder folder;
  folder.script("PRAGMA application_id=1; PRAGMA user_version=1");
  CHECK(folder.code() == "not_ours");
}

TEST_CASE("data of a newer version is refused, not understood by half", "[store][schema]") {
  Folder folder;
  expect(folder.open());
  folder.script("PRAGMA user_version=1000");
  for (const auto mode : {kReadWrite, kReadOnly}) {
    const auto outcome = folder.open(mode);
    REQUIRE_FALSE(outcome.has_value());
    CHECK(outcome.error().kind == ErrorKind::kInvalid);
    CHECK(outcome.error().code == "newer_schema");
  }
}

TEST_CASE("a reader does not read data that a writer has yet to migrate", "[store][schema]") {
  Folder folder;
  expect(folder.open());
  folder.script("PRAGMA user_version=0");
  CHECK(folder.code(kReadOnly) == "older_schema");
}

TEST_CASE("two programs may open a new directory at once", "[store][schema]") {
  Folder folder;
  const auto first = expect(folder.open());
  const auto second = expect(folder.open());
  first->put_meta("from", "first");
  CHECK(second->meta("from") == "first");
}

TEST_CASE("a file that is no database is damaged", "[store][schema]") {
  Folder folder;
  folder.write(std::string(8192, 'x'));
  const auto outcome = folder.open();
  REQUIRE_FALSE(outcome.has_value());
  CHECK(outcome.error().kind == ErrorKind::kCorrupt);
}

// The file with a device's data in it, closed and written out.
std::string closed_file(Device& device) {
  for (int i = 0; i < 200; ++i) device.write(contribution(kVillage, std::string(200, 'a'), i));
  device.database().script("PRAGMA wal_checkpoint(TRUNCATE)");
  device.close();
  std::ifstream in(device.directory() / "soban.db", std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

ErrorKind kind_when_read(Folder& folder) {
  const auto outcome = guarded([&]() -> Result<void> {
    auto store = folder.open();
    if (!store) return fail(std::move(store));
    (*store)->verify();
    (*store)->rebuild();
    return {};
  });
  REQUIRE_FALSE(outcome.has_value());
  return outcome.error().kind;
}

TEST_CASE("a damaged page is met as an error, not as other people's data", "[store][schema]") {
  Commune commune;
  Device device(commune.enrol(kVillage));
  std::string bytes = closed_file(device);
  Folder folder;
  for (std::size_t at = 4096; at + 64 < bytes.size(); at += 4096) bytes.replace(at, 64, 64, '\xee');
  folder.write(bytes);
  CHECK(kind_when_read(folder) == ErrorKind::kCorrupt);
}

TEST_CASE("a file cut short is damaged", "[store][schema]") {
  Commune commune;
  Device device(commune.enrol(kVillage));
  const std::string bytes = closed_file(device);
  Folder folder;
  folder.write(bytes.substr(0, bytes.size() / 2 / 4096 * 4096));
  CHECK(kind_when_read(folder) == ErrorKind::kCorrupt);
}

TEST_CASE("a hash of the wrong length in the log table is damage too", "[store][schema]") {
  Office office;
  office.village.write(contribution(kVillage, "Lò Văn Đức", 1));
  office.village.database().script("UPDATE log SET head_hash = x'00'");
  const auto outcome = guarded([&]() -> Result<void> {
    office.village.store().verify();
    return {};
  });
  REQUIRE_FALSE(outcome.has_value());
  CHECK(outcome.error().kind == ErrorKind::kCorrupt);
}

TEST_CASE("who this device is, is kept", "[store][schema]") {
  Office office;
  office.village.reopen();
  const Identity expected = office.village.identity();
  const Identity stored = office.village.store().identity();
  CHECK(office.village.store().has_identity());
  CHECK(stored.commune == expected.commune);
  CHECK(stored.device == expected.device);
  CHECK(stored.village == kVillage);
  CHECK(stored.seed == expected.seed);
  CHECK(stored.hub_key == expected.hub_key);
  CHECK(stored.hub_host == "hub.test");
  CHECK(stored.hub_port == 8443);
  CHECK(stored.hub_pin == expected.hub_pin);
  CHECK(stored.certificate.SerializeAsString() == expected.certificate.SerializeAsString());
  CHECK(office.village.store().signing_key().seed() == expected.seed);
}

}  // namespace
}  // namespace soban::store
