#include "core/books/group.h"

#include <catch2/catch.hpp>

#include "core/books/levels.h"
#include "tests/support/books.h"
#include "tests/support/expect.h"
#include "tests/support/office.h"

namespace soban::test {
namespace {

using books::Json;

Json common(const Books& books) {
  return {{"campaign", log::to_string(books.campaign)},
          {"form", "FORM_CASH"},
          {"date", "2026-11-24"},
          {"voluntary", true}};
}

Json named(const std::string& name, int amount) {
  return {{"donorName", name}, {"amount", amount}};
}

Result<Json> add(Books& books, Json rows, bool ask = true) {
  store::Transaction transaction(books.laptop.database());
  auto added = books::add_group(books.laptop.store(), {"NC", common(books), std::move(rows), ask},
                                kVillageHead);
  if (added) transaction.commit();
  return added;
}

std::int64_t count(Books& books) {
  return books.laptop.number("SELECT COUNT(*) FROM contribution");
}

}  // namespace

TEST_CASE("an evening's gifts are recorded together", "[books][group]") {
  Books books;
  const auto added = expect(add(
      books, Json::array({named("Lò Thị Ún", 50'000),
                          {{"household", log::to_string(books.household)}, {"amount", 100'000}}})));
  REQUIRE(added["ids"].size() == 2);
  CHECK(count(books) == 2);
  const auto second =
      books.json(books.laptop, *log::parse_position(added["ids"][1].get<std::string>()));
  CHECK(second["shown"]["donor"] == "Lò Văn Đức");
  CHECK(second["date"] == "2026-11-24");
  CHECK(second["donorType"] == "DONOR_TYPE_HOUSEHOLD");
}

TEST_CASE("one row that is not right keeps all of them back, and each is named", "[books][group]") {
  Books books;
  const auto added =
      add(books, Json::array({named("Lò Thị Ún", 50'000), named("", 0), named("Lò Văn Ơn", -1)}));
  REQUIRE(code_of(added) == "bad_fields");
  std::vector<std::string> fields;
  for (const FieldError& field : added.error().fields) fields.push_back(field.field);
  CHECK(fields == std::vector<std::string>{"rows.1.donorName", "rows.1.amount", "rows.2.amount"});
  CHECK(count(books) == 0);
}

TEST_CASE("rows that are recorded already are asked about, all at once", "[books][group]") {
  Books books;
  const Json rows = Json::array({named("Lò Thị Ún", 50'000), named("Lò Văn Ơn", 20'000)});
  expect(add(books, rows));
  const auto again = add(books, rows);
  REQUIRE(code_of(again) == "possible_duplicate");
  CHECK(again.error().fields.size() == 2);
  CHECK(count(books) == 2);
  expect(add(books, rows, false));
  CHECK(count(books) == 4);
}

TEST_CASE("a group without rows, or with too many, is refused", "[books][group]") {
  Books books;
  CHECK(code_of(add(books, Json::array())) == "malformed_json");
  CHECK(code_of(add(books, Json("x"))) == "malformed_json");
  Json many = Json::array();
  for (std::size_t i = 0; i <= books::kGroupRowsMax; ++i) many.push_back(named("A", 1000));
  CHECK(code_of(add(books, many)) == "too_many_rows");
}

TEST_CASE("when nearly all households gave the same, it looks like a level", "[books][levels]") {
  Books books;
  std::vector<log::Position> households = {books.household};
  for (int i = 0; i < 11; ++i) {
    const std::string code = "2" + std::to_string(i);
    households.push_back(books.hub.write(household("NC", code, "Lò Văn Hộ")));
  }
  books.meet();
  const auto give = [&](std::size_t from, std::size_t to, int amount) {
    Json rows = Json::array();
    for (std::size_t i = from; i < to; ++i)
      rows.push_back({{"household", log::to_string(households[i])}, {"amount", amount}});
    expect(add(books, rows));
  };
  const auto levels = [&] {
    return books::levels_json(books.laptop.store(), books.campaign)["items"];
  };
  give(0, 7, 200'000);
  CHECK(levels().empty());  // too few
  give(7, 8, 200'000);
  REQUIRE(levels().size() == 1);
  CHECK(levels()[0]["village"] == "NC");
  CHECK(levels()[0]["shown"] == "200.000 đ");
  CHECK(levels()[0]["alike"] == 8);
  CHECK(levels()[0]["households"] == 12);
  give(8, 11, 50'000);
  CHECK(levels().empty());  // eight of eleven
}

TEST_CASE("what looks like a level", "[books][levels]") {
  CHECK(store::looks_like_a_level({"NC", 200'000, 8, 10, 20}));
  CHECK_FALSE(store::looks_like_a_level({"NC", 200'000, 7, 10, 20}));
  CHECK_FALSE(store::looks_like_a_level({"NC", 200'000, 8, 10, 21}));
  CHECK_FALSE(store::looks_like_a_level({"NC", 200'000, 7, 7, 7}));
}

}  // namespace soban::test
