#include "core/books/disclosures.h"

#include <catch2/catch.hpp>

#include "tests/support/books.h"
#include "tests/support/expect.h"
#include "tests/support/rule_cases.h"

namespace soban::test {
namespace {

using books::Json;

Json poor_households() {
  return {{"subject", "SUBJECT_POOR_HOUSEHOLDS"},
          {"title", "Danh sách hộ nghèo năm 2026"},
          {"place", "Nhà văn hóa bản"},
          {"fromDate", "2026-11-01"}};
}

}  // namespace

TEST_CASE("what a notice's record must say", "[books][disclosures]") {
  Books books;
  check_cases(
      books, "disclosure", poor_households(),
      {{"as it was", nullptr, "", ""},
       {"about nothing", {{"subject", nullptr}}, "subject", "required"},
       {"without a title", {{"title", nullptr}}, "title", "required"},
       {"posted nowhere", {{"place", nullptr}}, "place", "required"},
       {"posted on no day", {{"fromDate", nullptr}}, "fromDate", "required"},
       {"down before it was up", {{"toDate", "2026-10-31"}}, "toDate", "before_from"},
       {"taken down tomorrow", {{"takenDownOn", "2026-11-26"}}, "takenDownOn", "in_future"}});
}

TEST_CASE("a notice hangs thirty days, where nobody says otherwise", "[books][disclosures]") {
  Books books;
  const auto at = expect(books.add(books.laptop, "disclosure", poor_households()));
  const Json notice = books.json(books.laptop, at);
  CHECK(notice["toDate"] == "2026-11-30");
  CHECK(notice["shown"]["state"] == "posted");
  CHECK(notice["shown"]["daysLeft"] == 5);
  CHECK(notice["flags"] == Json::array());
}

TEST_CASE("fewer days than the law asks for are flagged, planned or in fact",
          "[books][disclosures]") {
  Books books;
  Json brief = poor_households();
  brief["toDate"] = "2026-11-29";
  const auto planned = expect(books.add(books.laptop, "disclosure", brief));
  CHECK(books.json(books.laptop, planned)["flags"] == Json::array({"short_posting"}));
  const auto torn = expect(books.add(books.laptop, "disclosure", poor_households()));
  expect(books.amend(books.laptop, torn, {{"takenDownOn", "2026-11-20"}}, "mưa ướt"));
  CHECK(books.json(books.laptop, torn)["flags"] == Json::array({"short_posting"}));
}

TEST_CASE("a notice is planned, posted, over its time, taken down", "[books][disclosures]") {
  Disclosure notice;
  notice.set_from_date("2026-11-01");
  notice.set_to_date("2026-11-30");
  CHECK(std::string(books::disclosure_state(notice, "2026-10-31")) == "planned");
  CHECK(std::string(books::disclosure_state(notice, "2026-11-01")) == "posted");
  CHECK(std::string(books::disclosure_state(notice, "2026-11-30")) == "posted");
  CHECK(std::string(books::disclosure_state(notice, "2026-12-01")) == "time_up");
  notice.set_taken_down_on("2026-12-01");
  CHECK(std::string(books::disclosure_state(notice, "2026-12-02")) == "taken_down");
}

}  // namespace soban::test
