#include "core/books/period_reports.h"

#include <catch2/catch.hpp>

#include "core/books/deadlines.h"
#include "tests/support/books.h"
#include "tests/support/expect.h"
#include "tests/support/rule_cases.h"

namespace soban::test {
namespace {

using books::Json;

Json year_report() {
  return {{"period", "PERIOD_YEAR"}, {"year", 2026}, {"results", "Bản làm được 300 m đường."}};
}

std::string figure(const Json& report, const std::string& name, const char* which = "shown") {
  for (const Json& item : report["shown"]["figures"]) {
    if (item["name"] == name) return item[which].get<std::string>();
  }
  return "none";
}

// A household's 200.000 đ, a day of work, a meeting, a petition with its answer, and what was spent.
void fill(Books& books) {
  expect(books.add(books.laptop, "contribution", books.cash()));
  Json labour = books.cash();
  labour.merge_patch({{"form", "FORM_LABOUR"}, {"amount", nullptr}, {"quantityMilli", 1500}});
  expect(books.add(books.laptop, "contribution", labour));
  Json before = books.cash();
  before["date"] = "2026-05-31";
  expect(books.add(books.laptop, "contribution", before));
  expect(books.add(books.laptop, "meeting",
                   {{"title", "Họp bản"},
                    {"date", "2026-11-20"},
                    {"place", "Nhà văn hóa"},
                    {"chair", "Lò Văn Pọm"},
                    {"secretary", "Quàng Thị Hoa"},
                    {"householdsInvited", 100},
                    {"householdsPresent", 60}}));
  expect(books.add(books.laptop, "petition",
                   {{"content", "Đường lầy lội"},
                    {"receivedOn", "2026-11-20"},
                    {"addressedTo", "UBND xã"},
                    {"answer", "Sẽ sửa"},
                    {"answeredOn", "2026-11-21"}}));
  expect(books.add(books.laptop, "spending",
                   {{"campaign", log::to_string(books.campaign)},
                    {"date", "2026-11-20"},
                    {"item", "Xi măng"},
                    {"amount", 50'000}}));
}

}  // namespace

TEST_CASE("what a period's report must say", "[books][reports]") {
  Books books;
  check_cases(books, "period-report", year_report(),
              {{"of no period", {{"period", nullptr}}, "period", "required"},
               {"of no year", {{"year", nullptr}}, "year", "required"},
               {"of a year long ago", {{"year", 1999}}, "year", "too_old"},
               {"of a period to come", {{"year", 2027}}, "year", "in_future"},
               {"as it was", nullptr, "", ""},
               {"a second one", nullptr, "period", "duplicate_report"},
               {"of the half-year beside it", {{"period", "PERIOD_HALF_YEAR"}}, "", ""}});
}

TEST_CASE("a report's figures come from the books, not from who writes it", "[books][reports]") {
  Books books;
  fill(books);
  Json fields = year_report();
  fields["figures"] = Json::array({{{"name", "money"}, {"value", 999}}});
  const auto at = expect(books.add(books.laptop, "period-report", fields));
  const Json report = books.json(books.laptop, at);
  CHECK(figure(report, "contributions") == "2");
  CHECK(figure(report, "donors") == "1");
  CHECK(figure(report, "money") == "200.000 đ");
  CHECK(figure(report, "labour_milli") == "1,5");
  CHECK(figure(report, "spent") == "50.000 đ");
  CHECK(figure(report, "meetings") == "1");
  CHECK(figure(report, "petitions") == "1");
  CHECK(figure(report, "petitions_answered") == "1");
  CHECK(report["submittedOn"] == "2026-11-25");
  CHECK(report["shown"]["from"] == "01/06/2026");
  CHECK(report["flags"] == Json::array());
}

TEST_CASE("what is recorded after a report was submitted shows as a difference",
          "[books][reports]") {
  Books books;
  fill(books);
  const auto at = expect(books.add(books.laptop, "period-report", year_report()));
  Json late = books.cash();
  late["amount"] = 70'000;
  expect(books.add(books.laptop, "contribution", late));
  const Json report = books.json(books.laptop, at);
  CHECK(report["flags"] == Json::array({"figures_changed"}));
  CHECK(figure(report, "money") == "200.000 đ");
  CHECK(figure(report, "money", "now") == "270.000 đ");
  CHECK(figure(report, "meetings", "now").empty());

  expect(books.amend(books.laptop, at, {{"difficulties", "Mưa nhiều"}}, "bổ sung"));
  const Json again = books.json(books.laptop, at);
  CHECK(figure(again, "money") == "270.000 đ");
  CHECK(again["flags"] == Json::array());
  CHECK(again["difficulties"] == "Mưa nhiều");
  CHECK(again["results"] == "Bản làm được 300 m đường.");
}

TEST_CASE("a report that was sent is not due any more", "[books][reports]") {
  Books books;
  const auto due = [&] { return books::deadlines_json(books.laptop.store()).size(); };
  REQUIRE(due() == 1);
  expect(books.add(books.laptop, "period-report", year_report()));
  CHECK(due() == 0);
}

TEST_CASE("the office sees the same figures once it has the same records", "[books][reports]") {
  Books books;
  fill(books);
  const auto at = expect(books.add(books.laptop, "period-report", year_report()));
  books.meet();
  const Json there = books.json(books.hub, at);
  CHECK(there["flags"] == Json::array());
  CHECK(figure(there, "money") == "200.000 đ");
}

}  // namespace soban::test
