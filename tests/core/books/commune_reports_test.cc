#include "core/books/commune_reports.h"

#include <catch2/catch.hpp>

#include "core/books/deadlines.h"
#include "core/store/queries.h"
#include "tests/support/books.h"
#include "tests/support/expect.h"

namespace soban::test {
namespace {

using books::Json;
using books::ReportName;

ReportName year_2026(Books& books, ReportUnit unit = REPORT_UNIT_COMMUNE) {
  return {unit, expect(books::period_of(books.hub.store().database(), PERIOD_YEAR, 2026))};
}

Json view(Books& books, ReportUnit unit = REPORT_UNIT_COMMUNE) {
  return books::commune_report_json(books.hub.store(), year_2026(books, unit));
}

Json village_of(const Json& report, const std::string& code) {
  for (const Json& item : report["villages"]) {
    if (item["village"] == code) return item;
  }
  return nullptr;
}

std::string figure(const Json& figures, const std::string& name, const char* which = "value") {
  for (const Json& item : figures) {
    if (item["name"] == name) return item[which].get<std::string>();
  }
  return "none";
}

Result<log::Position> save(Books& books, const Json& texts, ReportUnit unit = REPORT_UNIT_COMMUNE) {
  return books.run(books.hub, [&](store::Store& store) {
    return books::save_report(store, year_2026(books, unit), texts, std::nullopt, kClerk);
  });
}

Result<log::Position> submit(Books& books) {
  return books.run(books.hub, [&](store::Store& store) {
    return books::submit_report(store, year_2026(books), kClerk);
  });
}

Json cash_on(Books& books, const char* date) {
  Json cash = books.cash();
  cash["date"] = date;
  return cash;
}

void remind(Books& books, const std::string& comment) {
  expect(books.run(books.hub, [&](store::Store& store) -> Result<log::Position> {
    const auto told = books::remind(store, year_2026(books).period, {"NC", "PL"}, comment, kClerk);
    if (!told) return fail(told.error());
    return log::Position{};
  }));
}

}  // namespace

TEST_CASE("the commune's report has the villages' figures, beside those of the year before",
          "[books][reports]") {
  Books books;
  expect(books.add(books.laptop, "contribution", books.cash()));
  expect(books.add(books.laptop, "contribution", cash_on(books, "2026-06-01")));
  expect(books.add(books.laptop, "contribution", cash_on(books, "2026-05-31")));  // half-year's
  expect(books.add(books.laptop, "contribution", cash_on(books, "2025-11-30")));
  books.meet();
  const Json report = view(books);
  CHECK(report["from"] == "2026-06-01");
  CHECK(report["to"] == "2026-11-30");
  CHECK(figure(report["sum"], "money") == "400000");
  CHECK(figure(report["sum"], "money", "before") == "200000");
  CHECK(figure(report["sum"], "donors") == "1");
  CHECK(figure(report["sum"], "campaigns") == "1");
  CHECK(figure(village_of(report, "NC")["figures"], "contributions") == "2");
  CHECK(figure(village_of(report, "PL")["figures"], "contributions") == "0");
  REQUIRE(report["campaigns"].size() == 1);
  CHECK(report["campaigns"][0]["campaign"] == log::to_string(books.campaign));
  CHECK(figure(report["campaigns"][0]["figures"], "money") == "400000");
}

TEST_CASE("it says who has sent and who has not", "[books][reports]") {
  Books books;
  expect(books.add(books.laptop, "period-report",
                   {{"period", "PERIOD_YEAR"},
                    {"year", 2026},
                    {"results", "Làm 300 m đường."},
                    {"proposals", "Xin xi măng."}}));
  books.meet();
  const Json report = view(books);
  CHECK(village_of(report, "NC")["state"] == "sent");
  CHECK(village_of(report, "NC")["submittedOn"] == "2026-11-25");
  CHECK(village_of(report, "PL")["state"] == "awaited");
  CHECK(village_of(report, "PL")["record"].is_null());
  CHECK(report["merged"]["results"].get<std::string>().ends_with(": Làm 300 m đường."));
  CHECK(report["merged"]["difficulties"] == "");
  CHECK(report["units"].size() == 2);
  CHECK(report["units"][0]["submittedOn"].is_null());
}

TEST_CASE("what was submitted stays as it was, and what changes later is told",
          "[books][reports]") {
  Books books;
  expect(books.add(books.laptop, "contribution", books.cash()));
  books.meet();
  CHECK(submit(books).error().code == "no_draft");
  expect(save(books, {{"general", "Kỳ này có mưa lũ."}}));
  CHECK(submit(books).error().code == "bad_fields");  // without results
  expect(save(books, {{"results", "Vận động được 200.000 đ."}, {"documentNumber", "12"}}));
  expect(submit(books));
  Json report = view(books);
  CHECK(report["report"]["submittedOn"] == "2026-11-25");
  CHECK(report["report"]["submittedBy"] == kClerk.name);
  CHECK(report["report"]["general"] == "Kỳ này có mưa lũ.");
  CHECK(report["digestHolds"] == true);
  CHECK(report["report"]["digest"].get<std::string>().size() == 64);
  CHECK(report["differences"].empty());

  CHECK(save(books, {{"results", "Khác."}}).error().code == "already_submitted");
  CHECK(submit(books).error().code == "already_submitted");
  expect(books.add(books.laptop, "contribution", cash_on(books, "2026-11-23")));
  books.meet();
  report = view(books);
  const auto told = [&](const std::string& village, const std::string& name) {
    for (const Json& item : report["differences"]) {
      if (item["village"] == village && item["campaign"] == "" && item["name"] == name)
        return item["then"].get<std::string>() + " → " + item["now"].get<std::string>();
    }
    return std::string();
  };
  CHECK(told("NC", "money") == "200.000 đ → 400.000 đ");
  CHECK(told("", "contributions") == "1 → 2");
  CHECK(told("PL", "money").empty());
}

TEST_CASE("a submitted report that was changed is found out", "[books][reports]") {
  CommuneReport report;
  report.set_unit(REPORT_UNIT_COMMUNE);
  report.set_results("Vận động được 200.000 đ.");
  ReportFigure& money = *report.add_figures();
  money.set_name("money");
  money.set_value(200'000);
  const std::string digest = books::report_digest(report);
  report.set_digest(digest);
  CHECK(books::report_digest(report) == digest);
  money.set_value(300'000);
  CHECK(books::report_digest(report) != digest);
}

TEST_CASE("a report that was withdrawn begins anew with its texts", "[books][reports]") {
  Books books;
  const auto withdraw = [&](const std::string& reason) {
    return books.run(books.hub, [&](store::Store& store) {
      return books::withdraw_report(store, year_2026(books), reason, kClerk);
    });
  };
  CHECK(withdraw("Sai").error().code == "not_found");
  expect(save(books, {{"results", "Vận động được 200.000 đ."}}));
  CHECK(withdraw("Sai").error().code == "not_submitted");
  expect(submit(books));
  CHECK(withdraw(" ").error().code == "reason_required");
  expect(withdraw("Sai số liệu bản Pá Lạc"));
  const Json report = view(books)["report"];
  CHECK(report["results"] == "Vận động được 200.000 đ.");
  CHECK_FALSE(report.contains("submittedOn"));
  CHECK_FALSE(report.contains("digest"));
  expect(submit(books));
}

TEST_CASE("a report is not typed as a record", "[books][reports]") {
  Books books;
  CHECK(
      books.add(books.hub, "commune-report", {{"unit", "REPORT_UNIT_COMMUNE"}}, "").error().code ==
      "wrong_kind");
  const auto draft = expect(save(books, {{"results", "x"}}));
  CHECK(books.amend(books.hub, draft, {{"digest", "00"}}).error().code == "wrong_kind");
  CHECK(save(books, {{"submittedOn", "2026-11-01"}}).error().code == "bad_fields");
}

TEST_CASE("a reminder stands among the village's duties until the report is sent",
          "[books][reports][deadlines]") {
  Books books;
  remind(books, "Gửi trước thứ Sáu");
  books.meet();
  const auto reminded = [&] {
    std::vector<std::string> lines;
    for (const Json& item : books::deadlines_json(books.laptop.store()))
      lines.push_back(item["code"].get<std::string>() + " " + item["title"].get<std::string>());
    return lines;
  };
  CHECK(reminded() == std::vector<std::string>{"reminder_year Gửi trước thứ Sáu"});
  CHECK(village_of(view(books), "NC")["remindedOn"] == "2026-11-25");
  expect(books.add(books.laptop, "period-report",
                   {{"period", "PERIOD_YEAR"}, {"year", 2026}, {"results", "x"}}));
  CHECK(reminded().empty());
}

TEST_CASE("the commune's own calendar takes the place of the decision's", "[books][reports]") {
  Books books;
  const auto commune = store::commune_pos(books.hub.store().database());
  REQUIRE(commune != 0);
  const auto id = store::read_record(books.hub.store().database(), commune)->id;
  expect(books.amend(books.hub, id,
                     {{"calendar",
                       {{{"period", "PERIOD_YEAR"},
                         {"dataFrom", "05-01"},
                         {"dataTo", "10-31"},
                         {"villageDue", "12-20"},
                         {"communeDue", "12-25"}}}}}));
  const auto period = year_2026(books).period;
  CHECK(period.from == "2026-05-01");
  CHECK(period.village_due == "2026-12-20");
  const auto half = expect(books::period_of(books.hub.store().database(), PERIOD_HALF_YEAR, 2026));
  CHECK(half.from == "2025-12-01");
  books.meet();
  CHECK(books::next_report(books.laptop.store().database(), "2026-11-25").village_due ==
        "2026-12-20");
}

}  // namespace soban::test
