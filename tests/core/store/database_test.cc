#include "core/store/database.h"

#include <catch2/catch.hpp>

#include "tests/support/temporary_directory.h"

namespace soban::store {
namespace {

// A database with one table of numbers.
class Numbers {
 public:
  Numbers() { database.script("CREATE TABLE n(value INTEGER PRIMARY KEY, text TEXT, data BLOB)"); }

  void insert(std::int64_t value) { database.run("INSERT INTO n(value) VALUES(?)", value); }
  std::int64_t count() {
    Query query = database.query("SELECT COUNT(*) FROM n");
    query.step();
    return query.int64(0);
  }

 private:
  test::TemporaryDirectory directory_;

 public:
  Database database{directory_ / "numbers.db", Database::Mode::kReadWrite, {}};
};

TEST_CASE("a transaction that is left without commit leaves nothing", "[store][database]") {
  Numbers numbers;
  {
    Transaction transaction(numbers.database);
    numbers.insert(1);
    CHECK(numbers.database.in_transaction());
  }
  CHECK_FALSE(numbers.database.in_transaction());
  CHECK(numbers.count() == 0);
  Transaction transaction(numbers.database);
  numbers.insert(1);
  transaction.commit();
  CHECK(numbers.count() == 1);
}

TEST_CASE("a step can be undone alone, also within another", "[store][database]") {
  Numbers numbers;
  Transaction transaction(numbers.database);
  numbers.insert(1);
  {
    Savepoint outer(numbers.database);
    numbers.insert(2);
    {
      Savepoint inner(numbers.database);
      numbers.insert(3);
    }
    CHECK(numbers.count() == 2);
    outer.release();
  }
  {
    Savepoint undone(numbers.database);
    numbers.insert(4);
  }
  transaction.commit();
  CHECK(numbers.count() == 2);
}

TEST_CASE("texts and blobs come back as they went in, empty ones and nulls too",
          "[store][database]") {
  Numbers numbers;
  const std::string bytes("a\0b", 3);
  numbers.database.run("INSERT INTO n VALUES(1, ?, ?)", std::string_view("đồng"), Blob{bytes});
  numbers.database.run("INSERT INTO n VALUES(2, ?, ?)", std::string_view(), Blob{});
  numbers.database.run("INSERT INTO n VALUES(3, ?, ?)", nullptr, nullptr);
  Query query = numbers.database.query("SELECT text, data FROM n ORDER BY value");
  REQUIRE(query.step());
  CHECK(query.text(0) == "đồng");
  CHECK(query.blob(1) == bytes);
  REQUIRE(query.step());
  CHECK_FALSE(query.is_null(0));
  CHECK_FALSE(query.is_null(1));
  CHECK(query.blob(1).empty());
  REQUIRE(query.step());
  CHECK(query.is_null(0));
  CHECK(query.is_null(1));
  CHECK_FALSE(query.step());
}

TEST_CASE("what was bound is forgotten before a statement is used again", "[store][database]") {
  Numbers numbers;
  for (const bool bound : {true, false}) {
    Query query = numbers.database.query_composed("INSERT INTO n(text) VALUES(?)");
    if (bound) query.bind(1, std::string_view("once"));
    query.run();
  }
  Query query = numbers.database.query("SELECT COUNT(*) FROM n WHERE text IS NULL");
  REQUIRE(query.step());
  CHECK(query.int64(0) == 1);
}

TEST_CASE("a full disk is told as such", "[store][database]") {
  Numbers numbers;
  numbers.database.script("PRAGMA max_page_count=3");
  const std::string much(100'000, 'x');
  Transaction transaction(numbers.database);
  try {
    numbers.database.run("INSERT INTO n VALUES(1, ?, NULL)", std::string_view(much));
    FAIL("the disk was not full");
  } catch (const DatabaseError& failed) {
    CHECK(failed.error().kind == ErrorKind::kDiskFull);
    CHECK(failed.error().code == "disk_full");
  }
}

TEST_CASE("a read-only connection changes nothing", "[store][database]") {
  test::TemporaryDirectory directory;
  Database writer(directory / "a.db", Database::Mode::kReadWrite, {});
  writer.script("CREATE TABLE n(value)");
  Database reader(directory / "a.db", Database::Mode::kReadOnly, {});
  CHECK_THROWS_AS(reader.run("INSERT INTO n VALUES(1)"), DatabaseError);
}

}  // namespace
}  // namespace soban::store
