// A damaged database file: what can be read of it goes on, and nothing that the hub has is lost.
#include "core/store/salvage.h"

#include <catch2/catch.hpp>
#include <fstream>

#include "core/store/local.h"
#include "tests/support/dump.h"
#include "tests/support/expect.h"
#include "tests/support/files.h"
#include "tests/support/office.h"
#include "tests/support/wire.h"

namespace soban::store {
namespace {

using test::contribution;
using test::Device;
using test::expect;
using test::heads_of;
using test::Office;
using test::read_file;
using test::sync_up;
namespace fs = std::filesystem;

constexpr std::size_t kPage = 4096;

// A laptop with records that the hub has, and some that it has not.
class Village {
 public:
  explicit Village(int sent = 200, int unsent = 40) {
    for (int i = 0; i < sent; ++i) laptop_.write(contribution("NC", "Lò Văn Đức", 1'000 + i));
    sync_up(office_.commune, office_.hub, laptop_);
    for (int i = 0; i < unsent; ++i) laptop_.write(contribution("NC", "Lò Thị Hoa", 900'000 + i));
    expect(keep_identity(laptop_.store()));
    laptop_.close();
  }

  fs::path file() const { return laptop_.directory() / "soban.db"; }
  std::string bytes() const { return read_file(file()); }
  void write(const std::string& bytes) {
    std::ofstream(file(), std::ios::binary | std::ios::trunc) << bytes;
  }
  Result<std::unique_ptr<Store>> open() {
    return open_or_salvage(laptop_.directory(), laptop_.options());
  }
  // After it was opened and mended: with the hub, as SyncClient does it.
  void meet() {
    laptop_.reopen();
    sync_up(office_.commune, office_.hub, laptop_);
    laptop_.in_transaction([](Store& store) { expect(store.finish_salvage()); });
    sync_up(office_.commune, office_.hub, laptop_);
  }
  std::int64_t at_hub() {
    return office_.hub.number("SELECT COUNT(*) FROM contribution WHERE status < 4");
  }
  void check_level() {
    CHECK(heads_of(laptop_, "NC") == heads_of(office_.hub, "NC"));
    CHECK(laptop_.store().verify().empty());
    CHECK(office_.hub.store().verify().empty());
    CHECK_FALSE(laptop_.store().is_salvaging());
  }
  // Bytes of the file in which this text stands, a page at a time.
  std::vector<std::size_t> pages_with(const std::string& text) const {
    std::vector<std::size_t> pages;
    const std::string all = bytes();
    for (std::size_t at = 0; at + kPage <= all.size(); at += kPage) {
      if (all.substr(at, kPage).find(text) != std::string::npos) pages.push_back(at);
    }
    return pages;
  }
  Device& laptop() { return laptop_; }
  std::vector<fs::path> kept() const {
    std::vector<fs::path> folders;
    for (const auto& entry : fs::directory_iterator(laptop_.directory())) {
      if (entry.path().filename().string().starts_with("damaged-")) folders.push_back(entry.path());
    }
    return folders;
  }

 private:
  Office office_;
  Device laptop_{office_.enrol("NC")};
};

std::vector<std::string> notices_of(Store& store) {
  std::vector<std::string> codes;
  for (const Notice& notice : store.notices()) codes.push_back(notice.code);
  return codes;
}

TEST_CASE("a sound file is opened as it is", "[store][salvage]") {
  Village village(20, 5);
  {
    const auto store = expect(village.open());
    CHECK_FALSE(store->find_damage().has_value());
    CHECK(store->notices().empty());
  }
  CHECK(village.kept().empty());
}

TEST_CASE("a file is looked over after a program that did not end in order, and once a week",
          "[store][salvage]") {
  Village village(5, 0);
  const auto wants = [&] {
    Store store(village.laptop().directory(), Database::Mode::kReadOnly,
                village.laptop().options());
    return store.wants_look();
  };
  const auto serve = [&](bool in_order) {
    const auto store = expect(village.open());
    Transaction transaction(store->database());
    if (in_order) store->end_use();
    transaction.commit();
  };
  CHECK(wants());
  serve(true);
  CHECK_FALSE(wants());
  serve(false);
  CHECK(wants());
  serve(true);
  CHECK_FALSE(wants());
  village.laptop().clock.advance_ms(std::int64_t{8} * 24 * 3600 * 1000);
  CHECK(wants());
  village.laptop().clock.advance_ms(-std::int64_t{30} * 24 * 3600 * 1000);
  CHECK(wants());
}

TEST_CASE("of a file with a damaged page everything else is read, and the hub fills the hole",
          "[store][salvage]") {
  const std::size_t pages = Village().bytes().size() / kPage;
  REQUIRE(pages > 20);
  const std::string noise(kPage, '\xA5');
  for (std::size_t page = 0; page < pages; page += 3) {
    CAPTURE(page);
    Village village;
    std::string bytes = village.bytes();
    bytes.replace(page * kPage, kPage, noise);
    village.write(bytes);
    const std::size_t records = [&] {
      const auto store = expect(village.open());
      // A page that nothing is read from can be anything.
      return store->notices().empty() ? 0 : village.kept().size();
    }();
    if (records > 0) CHECK((read_file(village.kept().front() / "soban.db") == bytes));
    village.meet();
    // What was sent is all there. Of what was not, a page's worth may be gone.
    CHECK(village.at_hub() >= 200);
    village.check_level();
  }
}

TEST_CASE("entries behind a hole that the hub can fill continue their log", "[store][salvage]") {
  Village village;
  std::string bytes = village.bytes();
  // Entries that were sent stand in an entry's bytes with the donor's name; the middle one of their pages.
  const auto pages = village.pages_with("Lò Văn Đức");
  REQUIRE(pages.size() > 4);
  std::vector<std::size_t> of_log;
  for (const std::size_t at : pages) {
    // Leaves of a table begin with 0x0D.
    if (bytes[at] == '\x0D') of_log.push_back(at);
  }
  REQUIRE(of_log.size() > 2);
  bytes.replace(of_log[1], kPage, std::string(kPage, '\0'));
  village.write(bytes);
  {
    const auto store = expect(village.open());
    CHECK(notices_of(*store) == std::vector<std::string>{"salvaged"});
  }
  village.meet();
  CHECK(village.at_hub() == 240);
  village.check_level();
}

TEST_CASE("entries behind a hole that nobody can fill are written anew", "[store][salvage]") {
  Village village;
  {
    Database database(village.file(), Database::Mode::kReadWrite, {});
    database.script(
        "DELETE FROM change WHERE seq = 210 AND log IN (SELECT id FROM log WHERE own = 1)");
  }
  {
    const auto store = expect(village.open());
    CHECK(notices_of(*store) == std::vector<std::string>{"salvaged"});
    CHECK(store->is_salvaging());
  }
  village.meet();
  CHECK(village.at_hub() == 239);
  village.check_level();
  CHECK(village.laptop().number("SELECT COUNT(*) FROM contribution WHERE status < 4") == 239);
}

TEST_CASE("an entry whose bytes changed does not count, and what follows it does",
          "[store][salvage]") {
  Village village;
  {
    Database database(village.file(), Database::Mode::kReadWrite, {});
    database.script(
        "UPDATE change SET bytes = CAST(substr(bytes, 1, 20) || X'55' || substr(bytes, 22) AS "
        "BLOB) "
        "WHERE seq = 220 AND log IN (SELECT id FROM log WHERE own = 1)");
  }
  {
    const auto store = expect(village.open());
    CHECK(notices_of(*store) == std::vector<std::string>{"salvaged"});
  }
  village.meet();
  CHECK(village.at_hub() >= 239);
  village.check_level();
}

TEST_CASE("a file of which nothing can be read comes back from the hub", "[store][salvage]") {
  Village village;
  const std::string whole = village.bytes();
  const std::string harmed = GENERATE_COPY("not a database " + std::string(10'000, 'x'),
                                           std::string(100, '\0') + whole.substr(100),
                                           whole.substr(0, 50), std::string(whole.size(), '\0'));
  village.write(harmed);
  {
    const auto store = expect(village.open());
    CHECK(notices_of(*store) == std::vector<std::string>{"salvaged"});
  }
  REQUIRE(village.kept().size() == 1);
  CHECK((read_file(village.kept().front() / "soban.db") == harmed));
  village.meet();
  CHECK(village.at_hub() >= 200);
  village.check_level();
}

TEST_CASE("a file that lost its beginning is read with that of a new one", "[store][salvage]") {
  Village village;
  const std::size_t lost = GENERATE(100U, 512U, 4096U);
  CAPTURE(lost);
  village.write(std::string(lost, '\0') + village.bytes().substr(lost));
  CHECK(notices_of(*expect(village.open())) == std::vector<std::string>{"salvaged"});
  village.meet();
  CHECK(village.at_hub() == 240);
  village.check_level();
}

TEST_CASE("a file that is gone comes back from the hub", "[store][salvage]") {
  Village village;
  if (GENERATE(false, true)) {
    village.write("");
  } else {
    fs::remove(village.file());
  }
  CHECK(notices_of(*expect(village.open())) == std::vector<std::string>{"salvaged"});
  village.meet();
  CHECK(village.at_hub() >= 200);
  village.check_level();
}

TEST_CASE("a damaged file is not replaced under a program that writes it", "[store][salvage]") {
  Village village(5, 0);
  const auto writer = expect(open_store(village.laptop().directory(), Database::Mode::kReadWrite,
                                        village.laptop().options()));
  writer->database().script(
      "DELETE FROM change WHERE seq = 3 AND log IN (SELECT id FROM log WHERE own = 1)");
  const auto second = village.open();
  REQUIRE_FALSE(second.has_value());
  CHECK(second.error().code == "in_use");
  CHECK(village.kept().empty());
}

TEST_CASE("a log whose beginning can't be read, and which the hub never had, is written anew",
          "[store][salvage]") {
  Village village(0, 10);
  {
    Database database(village.file(), Database::Mode::kReadWrite, {});
    database.script(
        "DELETE FROM change WHERE seq = 1 AND log IN (SELECT id FROM log WHERE own = 1)");
  }
  expect(village.open());
  village.meet();
  CHECK(village.at_hub() == 10);
  village.check_level();
}

TEST_CASE("corrections of what stood behind one hole find it from behind the next",
          "[store][salvage]") {
  Village village(5, 10);
  village.laptop().reopen();
  const auto given = village.laptop().write(contribution("NC", "Lò Văn Nọi", 7'000));
  const auto lost = village.laptop().write(contribution("NC", "Lò Văn Nọi", 1));
  village.laptop().write(test::change_of(given, test::amount_of(8'000)));
  village.laptop().close();
  {
    Database database(village.file(), Database::Mode::kReadWrite, {});
    database.run("DELETE FROM change WHERE log = ? AND seq IN (8, ?)",
                 static_cast<std::int64_t>(lost.log.value), static_cast<std::int64_t>(lost.seq));
  }
  expect(village.open());
  village.meet();
  CHECK(village.at_hub() == 15);
  CHECK(village.laptop().number("SELECT COUNT(*) FROM contribution WHERE amount = 8000") == 1);
  CHECK(village.laptop().pending() == 0);
  village.check_level();
}

TEST_CASE("drafts, photos and the recorder's name come along", "[store][salvage]") {
  Village village(5, 0);
  const std::string photo(50'000, 'p');
  {
    auto store = expect(village.open());
    Transaction transaction(store->database());
    save_draft(store->database(), "contribution", R"({"amount":"5"})", 7);
    add_attachment(*store, photo);
    store->put_meta("author", "Lò Văn Trưởng");
    transaction.commit();
  }
  {
    Database database(village.file(), Database::Mode::kReadWrite, {});
    database.script(
        "DELETE FROM change WHERE seq = 3 AND log IN (SELECT id FROM log WHERE own = 1)");
  }
  const auto store = expect(village.open());
  CHECK(find_draft(store->database(), "contribution") == R"({"amount":"5"})");
  CHECK(attachment_content(store->database(), crypto::blake2b({photo})) == photo);
  CHECK(store->meta("author") == "Lò Văn Trưởng");
}

TEST_CASE("a laptop that can't be told from another is not mended", "[store][salvage]") {
  Village village(5, 0);
  fs::remove(village.laptop().directory() / "identity.db");
  const std::string harmed(10'000, 'x');
  village.write(harmed);
  const auto store = village.open();
  REQUIRE_FALSE(store.has_value());
  CHECK(store.error().code == "database_damaged");
  CHECK((village.bytes() == harmed));
  CHECK(village.kept().empty());
}

TEST_CASE("a replacement that was cut off is taken up again", "[store][salvage]") {
  Village village(20, 5);
  const fs::path directory = village.laptop().directory();
  const std::string whole = village.bytes();
  fs::create_directory(directory / "salvage");
  std::ofstream(directory / "salvage" / "ready.db", std::ios::binary) << whole;
  village.write(std::string(10'000, 'x'));
  std::ofstream(directory / "soban.db-wal", std::ios::binary) << "a journal of the damaged file";
  const auto store = expect(village.open());
  CHECK_FALSE(store->find_damage().has_value());
  CHECK_FALSE(fs::exists(directory / "salvage"));
  CHECK(village.kept().empty());
}

}  // namespace
}  // namespace soban::store
