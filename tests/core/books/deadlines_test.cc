#include "core/books/deadlines.h"

#include <catch2/catch.hpp>

#include "core/books/calendar.h"
#include "core/books/reviews.h"
#include "tests/support/books.h"
#include "tests/support/expect.h"

namespace soban::test {
namespace {

using books::Json;

std::vector<std::string> told(Books& books) {
  std::vector<std::string> lines;
  const Json items = books::deadlines_json(books.laptop.store());
  for (const Json& item : items) {
    lines.push_back(item["date"].get<std::string>() + " " + item["code"].get<std::string>() + " " +
                    item["daysLeft"].dump());
  }
  return lines;
}

constexpr std::int64_t kDayMs = 24 * 3600 * 1000;

}  // namespace

TEST_CASE("reports are due as the decision's calendar says", "[books][deadlines]") {
  Books books;
  store::Database& database = books.laptop.store().database();
  const auto half = books::next_report(database, "2026-06-02");
  CHECK(half.code == "half_year");
  CHECK(half.from == "2025-12-01");
  CHECK(half.to == "2026-05-31");
  CHECK(half.commune_due == "2026-06-10");
  const auto year = books::next_report(database, "2026-06-03");
  CHECK(year.code == "year");
  CHECK(year.from == "2026-06-01");
  CHECK(year.to == "2026-11-30");
  CHECK(year.village_due == "2026-12-02");
  CHECK(books::next_report(database, "2026-12-03").village_due == "2027-06-02");
}

TEST_CASE("who writes a report most likely means the one whose day is nearest",
          "[books][deadlines]") {
  Books books;
  const auto meant = [&](const char* today) {
    const books::ReportPeriod report =
        books::nearest_report(books.laptop.store().database(), today);
    return report.code + " " + std::to_string(report.year);
  };
  CHECK(meant("2026-11-25") == "year 2026");
  CHECK(meant("2026-12-10") == "year 2026");  // late
  CHECK(meant("2027-01-15") == "year 2026");
  CHECK(meant("2027-05-20") == "half_year 2027");
  CHECK(meant("2027-06-10") == "half_year 2027");
}

TEST_CASE("what is due is told, the earliest first", "[books][deadlines]") {
  Books books;
  expect(books.add(books.laptop, "petition",
                   {{"content", "Đường lầy lội\nCầu gãy"},
                    {"receivedOn", "2026-11-20"},
                    {"addressedTo", "UBND xã"}}));
  const auto notice = expect(books.add(books.laptop, "disclosure",
                                       {{"subject", "SUBJECT_BUDGET"},
                                        {"title", "Ngân sách 2026"},
                                        {"place", "Nhà văn hóa bản"},
                                        {"fromDate", "2026-11-01"}}));
  expect(books.add(books.laptop, "meeting", {{"title", "Họp bản"}, {"date", "2026-11-28"}}));
  CHECK(told(books) == std::vector<std::string>{"2026-11-28 meeting 3", "2026-11-30 notice_down 5",
                                                "2026-12-02 report_year 7",
                                                "2026-12-05 petition_answer 10"});
  CHECK(books::deadlines_json(books.laptop.store())[3]["title"] == "Đường lầy lội");
  expect(books.amend(books.laptop, notice, {{"takenDownOn", "2026-11-25"}}, "gỡ xuống"));
  books.laptop.clock.advance_ms(8 * kDayMs);
  CHECK(told(books) == std::vector<std::string>{"2026-12-05 petition_answer 2"});
}

TEST_CASE("an answered petition waits until the person was told", "[books][deadlines]") {
  Books books;
  const auto at = expect(books.add(books.laptop, "petition",
                                   {{"content", "Đường lầy lội"},
                                    {"receivedOn", "2026-11-20"},
                                    {"addressedTo", "UBND xã"},
                                    {"answer", "Sẽ sửa"},
                                    {"answeredOn", "2026-11-24"}}));
  CHECK(told(books).back() == "2026-12-05 petition_tell 10");
  expect(books.amend(books.laptop, at, {{"toldOn", "2026-11-25"}}, "đã báo"));
  CHECK(told(books).back() == "2026-12-02 report_year 7");
}

TEST_CASE("what the office returned is told until it is corrected", "[books][deadlines]") {
  Books books;
  const auto at =
      expect(books.add(books.laptop, "meeting", {{"title", "Họp bản"}, {"date", "2026-11-20"}}));
  books.meet();
  expect(books.run(books.hub, [&](store::Store& store) {
    return books::review_record(store, log::RecordId{at}, std::nullopt, VERDICT_RETURNED,
                                "Thiếu biên bản", kClerk);
  }));
  books.meet();
  const auto deadlines = books::deadlines_json(books.laptop.store());
  REQUIRE_FALSE(deadlines.empty());
  CHECK(deadlines[0]["code"] == "returned");
  CHECK(deadlines[0]["date"] == "2026-11-25");
  CHECK(deadlines[0]["daysLeft"].is_null());
  CHECK(deadlines[0]["kind"] == "meeting");
  CHECK(deadlines[0]["title"] == "Họp bản");
  expect(books.amend(books.laptop, at, {{"place", "Nhà văn hóa"}}));
  CHECK(books::deadlines_json(books.laptop.store())[0]["code"] != "returned");
}

}  // namespace soban::test
