#include "hub/registers.h"

#include <catch2/catch.hpp>

#include "core/books/reviews.h"
#include "tests/support/books.h"
#include "tests/support/expect.h"
#include "tests/support/files.h"
#include "tests/support/temporary_directory.h"

namespace soban::hub {
namespace {

using books::Json;
using test::Books;
using test::expect;

using Row = std::vector<RegisterCell>;

RegisterQuery query_of(const std::string& name,
                       const std::map<std::string, std::string>& given = {}) {
  return expect(parse_register(name, [&](const char* key) {
    const auto found = given.find(key);
    return found == given.end() ? std::string() : found->second;
  }));
}

std::vector<Row> rows_of(Books& books, const RegisterQuery& query) {
  std::vector<Row> rows;
  read_register(books.hub.store(), query, [&](const Row& row) { rows.push_back(row); });
  return rows;
}

RegisterCell at(const RegisterQuery& query, const Row& row, const std::string& key) {
  const auto& columns = query.info->columns;
  for (std::size_t i = 0; i < columns.size(); ++i) {
    if (key == columns[i].key) return row.at(i);
  }
  FAIL("no column " << key);
  return {};
}

std::string text_at(const RegisterQuery& query, const Row& row, const std::string& key) {
  const RegisterCell cell = at(query, row, key);
  const auto* text = std::get_if<std::string>(&cell);
  return text == nullptr ? std::string() : *text;
}

std::int64_t number_at(const RegisterQuery& query, const Row& row, const std::string& key) {
  const RegisterCell cell = at(query, row, key);
  const auto* number = std::get_if<std::int64_t>(&cell);
  return number == nullptr ? -1 : *number;
}

Json given_on(Books& books, const char* date, std::int64_t amount) {
  Json cash = books.cash();
  cash["date"] = date;
  cash["amount"] = amount;
  return cash;
}

}  // namespace

TEST_CASE("every register has as many cells as columns", "[hub][registers]") {
  Books books;
  expect(books.add(books.laptop, "contribution", books.cash()));
  expect(books.add(books.laptop, "spending",
                   {{"campaign", log::to_string(books.campaign)},
                    {"date", "2026-11-20"},
                    {"item", "Xi măng"},
                    {"amount", 50'000}}));
  expect(books.add(
      books.laptop, "petition",
      {{"content", "Đường lầy"}, {"receivedOn", "2026-11-20"}, {"addressedTo", "UBND xã"}}));
  expect(books.add(books.laptop, "meeting", {{"title", "Họp bản"}, {"date", "2026-11-20"}}));
  expect(books.add(books.laptop, "disclosure",
                   {{"subject", "SUBJECT_BUDGET"},
                    {"title", "Thu chi"},
                    {"place", "Nhà văn hóa"},
                    {"fromDate", "2026-11-01"}}));
  books.meet();
  for (const RegisterInfo& info : all_registers()) {
    CAPTURE(info.name);
    const auto rows = rows_of(books, query_of(info.name));
    if (std::string(info.name) != "tasks") CHECK_FALSE(rows.empty());
    for (const Row& row : rows) CHECK(row.size() == info.columns.size());
  }
}

TEST_CASE("the register of contributions is in the order of the days, with what was given",
          "[hub][registers]") {
  Books books;
  expect(books.add(books.laptop, "contribution", given_on(books, "2026-11-24", 300'000)));
  expect(books.add(books.laptop, "contribution", given_on(books, "2026-11-20", 200'000)));
  const auto cancelled =
      expect(books.add(books.laptop, "contribution", given_on(books, "2026-11-21", 1'000)));
  expect(books.cancel(books.laptop, cancelled));
  books.meet();
  const RegisterQuery query = query_of("contributions");
  const auto rows = rows_of(books, query);
  REQUIRE(rows.size() == 2);
  CHECK(text_at(query, rows[0], "date") == "2026-11-20");
  CHECK(number_at(query, rows[0], "order") == 1);
  CHECK(number_at(query, rows[0], "amount") == 200'000);
  CHECK(number_at(query, rows[0], "labour") == -1);
  CHECK(text_at(query, rows[0], "household") == "014");
  CHECK(text_at(query, rows[0], "donor") == "Lò Văn Đức");
  CHECK(text_at(query, rows[0], "standing") == "Chờ duyệt");

  const auto sums = read_register(books.hub.store(), query, [](const Row&) {});
  CHECK(sums.totals[7] == 500'000);
  CHECK(rows_of(books, query_of("contributions", {{"from", "2026-11-21"}})).size() == 1);
  CHECK(rows_of(books, query_of("contributions", {{"to", "2026-11-19"}})).empty());
  CHECK(rows_of(books, query_of("contributions", {{"village", "PL"}})).empty());
  CHECK(rows_of(books, query_of("contributions", {{"campaign", log::to_string(books.campaign)}}))
            .size() == 2);
}

TEST_CASE("who asked not to be named is in no register", "[hub][registers]") {
  Books books;
  expect(books.add(books.laptop, "petition",
                   {{"content", "Đường lầy"},
                    {"person", "Quàng Thị Kín"},
                    {"phone", "0912000999"},
                    {"confidential", true},
                    {"receivedOn", "2026-11-20"},
                    {"addressedTo", "UBND xã"}}));
  books.meet();
  const RegisterQuery query = query_of("petitions");
  const auto rows = rows_of(books, query);
  REQUIRE(rows.size() == 1);
  CHECK(text_at(query, rows[0], "person") == "(đề nghị giữ kín tên)");
  for (const RegisterCell& cell : rows[0]) {
    if (const auto* text = std::get_if<std::string>(&cell))
      CHECK(text->find("Kín") == std::string::npos);
  }
}

TEST_CASE("households and donors are not for everybody at the office", "[hub][registers]") {
  for (const char* role : {"clerk", "chair", "finance", "admin"}) {
    CHECK(may_read(*find_register("contributions"), role));
    CHECK(may_read(*find_register("households"), role));
  }
  for (const char* role : {"police", "front"}) {
    CHECK_FALSE(may_read(*find_register("contributions"), role));
    CHECK_FALSE(may_read(*find_register("households"), role));
    CHECK(may_read(*find_register("spending"), role));
  }
}

TEST_CASE("a register that there is not, or a day that is none, is said to be wrong",
          "[hub][registers]") {
  const auto none = [](const char*) { return std::string(); };
  CHECK(parse_register("receipts", none).error().code == "not_found");
  const auto day = [](const char* key) {
    return std::string(key) == std::string("from") ? "2026-02-30" : "";
  };
  CHECK(parse_register("contributions", day).error().code == "bad_filter");
}

TEST_CASE("a CSV begins with its mark, and nothing in it runs as a formula", "[hub][registers]") {
  Books books;
  Json cash = books.cash();
  cash["note"] = "=HYPERLINK(\"http://x\")";
  expect(books.add(books.laptop, "contribution", cash));
  Json labour = books.cash();
  labour.merge_patch({{"form", "FORM_LABOUR"}, {"amount", nullptr}, {"quantityMilli", 2500}});
  expect(books.add(books.laptop, "contribution", labour));
  books.meet();
  const test::TemporaryDirectory folder;
  const std::string file = (folder.path() / "so.csv").string();
  const auto sums = expect(write_csv(books.hub.store(), query_of("contributions"), file));
  CHECK(sums.rows == 2);
  const std::string text = test::read_file(file);
  CHECK(text.starts_with("\xEF\xBB\xBF\"STT\";\"Ngày nộp\""));
  CHECK(text.find("\"'=HYPERLINK(\"\"http://x\"\")\"") != std::string::npos);
  CHECK(text.find(";200000;") != std::string::npos);
  CHECK(text.find(";2,5;") != std::string::npos);
  CHECK(text.find("\"24/11/2026\"") != std::string::npos);
  CHECK(write_csv(books.hub.store(), query_of("contributions"),
                  (folder.path() / "no" / "so.csv").string())
            .error()
            .code == "not_writable");
}

TEST_CASE("an Excel file is written, or it is said why not", "[hub][registers]") {
  Books books;
  expect(books.add(books.laptop, "contribution", books.cash()));
  books.meet();
  const test::TemporaryDirectory folder;
  const std::string file = (folder.path() / "so.xlsx").string();
  CHECK(expect(write_xlsx(books.hub.store(), query_of("contributions"), file)).rows == 1);
  CHECK(test::read_file(file).starts_with("PK"));
  CHECK(write_xlsx(books.hub.store(), query_of("contributions"),
                   (folder.path() / "no" / "so.xlsx").string())
            .error()
            .code == "not_writable");
}

}  // namespace soban::hub
