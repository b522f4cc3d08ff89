#include "core/books/household_import.h"

#include <catch2/catch.hpp>

#include "tests/support/books.h"
#include "tests/support/expect.h"

namespace soban::test {
namespace {

using books::Json;

Result<Json> import_list(Books& books, Json rows, bool apply, const std::string& village = "NC") {
  store::Transaction transaction(books.hub.database());
  auto outcome =
      books::import_households(books.hub.store(), {village, std::move(rows), apply}, kClerk);
  if (outcome) transaction.commit();
  return outcome;
}

std::vector<std::string> actions(const Json& outcome) {
  std::vector<std::string> list;
  for (const Json& row : outcome["rows"]) list.push_back(row["action"].get<std::string>());
  return list;
}

// One known that changed, one known as it is, a new one, one without a head, one whose code stands twice.
Json rows() {
  return Json::array({{{"code", "014"}, {"head", "Lò Văn Đức"}, {"members", 5}},
                      {{"code", "014"}, {"head", "Lò Văn Đức"}},
                      {{"code", "015"}, {"head", "Quàng Thị Hoa"}, {"birthYear", "1980"}},
                      {{"code", "016"}},
                      {{"code", "017"}, {"head", "Lò Văn Ơn"}, {"birthYear", "năm 80"}}});
}

std::int64_t households(Books& books) { return books.hub.number("SELECT COUNT(*) FROM household"); }

}  // namespace

TEST_CASE("a list is told as what it would change, and changes nothing yet", "[books][import]") {
  Books books;
  const Json outcome = expect(import_list(books, rows(), false));
  CHECK(actions(outcome) == std::vector<std::string>{"change", "bad", "new", "bad", "bad"});
  CHECK(outcome["bad"] == 3);
  CHECK(outcome["rows"][0]["changes"] ==
        Json::array({{{"field", "members"}, {"before", ""}, {"after", "5"}}}));
  CHECK(outcome["rows"][1]["errors"][0]["code"] == "duplicate_code");
  CHECK(outcome["rows"][3]["errors"][0]["field"] == "head");
  CHECK(outcome["rows"][4]["errors"][0]["field"] == "birthYear");
  CHECK(households(books) == 2);
}

TEST_CASE("what is good of a list is written, once", "[books][import]") {
  Books books;
  expect(import_list(books, rows(), true));
  CHECK(households(books) == 3);
  CHECK(books.json(books.hub, books.household)["members"] == 5);
  const Json again = expect(import_list(books, rows(), true));
  CHECK(actions(again) == std::vector<std::string>{"same", "bad", "same", "bad", "bad"});
  CHECK(households(books) == 3);
}

TEST_CASE("poverty is added to the years that are known", "[books][import]") {
  Books books;
  const auto list = [](int year, const char* poverty) {
    return Json::array(
        {{{"code", "014"}, {"poverty", Json::array({{{"year", year}, {"poverty", poverty}}})}}});
  };
  expect(import_list(books, list(2025, "POVERTY_POOR"), true));
  expect(import_list(books, list(2026, "POVERTY_NEAR_POOR"), true));
  const Json known = books.json(books.hub, books.household)["poverty"];
  REQUIRE(known.size() == 2);
  CHECK(known[0]["year"] == 2025);
  CHECK(known[1]["poverty"] == "POVERTY_NEAR_POOR");
  CHECK(actions(expect(import_list(books, list(2026, "POVERTY_NEAR_POOR"), true))) ==
        std::vector<std::string>{"same"});
}

TEST_CASE("a list of no village, or none at all, is refused", "[books][import]") {
  Books books;
  CHECK(code_of(import_list(books, rows(), true, "XX")) == "unknown_village");
  CHECK(code_of(import_list(books, Json("x"), true)) == "malformed_json");
}

}  // namespace soban::test
