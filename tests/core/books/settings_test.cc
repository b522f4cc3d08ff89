#include "core/books/settings.h"

#include <catch2/catch.hpp>

#include "core/books/calendar.h"
#include "tests/support/books.h"
#include "tests/support/expect.h"

namespace soban::books {
namespace {

using test::code_of;

ReportDates dates(Period period, const char* from, const char* to, const char* village,
                  const char* commune) {
  ReportDates made;
  made.set_period(period);
  made.set_data_from(from);
  made.set_data_to(to);
  made.set_village_due(village);
  made.set_commune_due(commune);
  return made;
}

Commune commune_with(const std::vector<ReportDates>& calendar) {
  Commune commune;
  commune.set_name("xã Pắc Ngà");
  for (const ReportDates& each : calendar) *commune.add_calendar() = each;
  return commune;
}

// "field code" of each error.
std::vector<std::string> wrong_in(const Commune& commune) {
  std::vector<FieldError> errors;
  check_settings(errors, commune);
  std::vector<std::string> wrong;
  for (const FieldError& error : errors) wrong.push_back(error.field + ' ' + error.code);
  return wrong;
}

using Wrong = std::vector<std::string>;

// The Commune record of the hub.
Json amended(test::Books& books, const Json& fields, const std::string& reason, std::string& code) {
  const auto record = commune_record(books.hub.database());
  REQUIRE(record.has_value());
  const auto written = books.amend(books.hub, record->id, fields, reason);
  code = code_of(written);
  return fields_json(commune_settings(books.hub.database()));
}

}  // namespace

TEST_CASE("the decision's own calendar keeps the rules for calendars", "[books][settings]") {
  CHECK(wrong_in(commune_with(decision_calendar())).empty());
  CHECK(wrong_in(commune_with({})).empty());
}

TEST_CASE("a calendar has each report once at most", "[books][settings]") {
  const auto year = dates(PERIOD_YEAR, "06-01", "11-30", "12-02", "12-10");
  CHECK(wrong_in(commune_with({year})).empty());
  CHECK(wrong_in(commune_with({year, year})) == Wrong{"calendar bad_calendar"});
  CHECK(wrong_in(commune_with({dates(PERIOD_UNSPECIFIED, "06-01", "11-30", "12-02", "12-10")})) ==
        Wrong{"calendar bad_calendar"});
}

TEST_CASE(
    "the calendar's days are real in every year, its figures of whole months, its days due after "
    "them",
    "[books][settings]") {
  struct Case {
    ReportDates dates;
    Wrong wrong;
  };
  const std::vector<Case> cases = {
      {dates(PERIOD_YEAR, "01-01", "02-28", "03-01", "03-01"), {}},
      {dates(PERIOD_YEAR, "01-01", "02-29", "03-01", "03-10"),
       {"calendar.PERIOD_YEAR.dataTo not_a_date"}},
      {dates(PERIOD_YEAR, "", "13-01", "6-2", "12-32"),
       {"calendar.PERIOD_YEAR.dataFrom not_a_date", "calendar.PERIOD_YEAR.dataTo not_a_date",
        "calendar.PERIOD_YEAR.villageDue not_a_date",
        "calendar.PERIOD_YEAR.communeDue not_a_date"}},
      {dates(PERIOD_HALF_YEAR, "12-02", "05-30", "06-02", "06-10"),
       {"calendar.PERIOD_HALF_YEAR.dataFrom not_whole_month",
        "calendar.PERIOD_HALF_YEAR.dataTo not_whole_month"}},
      {dates(PERIOD_HALF_YEAR, "12-01", "05-31", "05-31", "06-10"),
       {"calendar.PERIOD_HALF_YEAR.villageDue too_early"}},
      {dates(PERIOD_HALF_YEAR, "12-01", "05-31", "06-10", "06-02"),
       {"calendar.PERIOD_HALF_YEAR.communeDue too_early"}},
      {dates(PERIOD_YEAR, "01-01", "12-31", "01-05", "01-10"),
       {"calendar.PERIOD_YEAR.villageDue too_early"}},
  };
  for (const Case& each : cases) {
    INFO(each.dates.ShortDebugString());
    CHECK(wrong_in(commune_with({each.dates})) == each.wrong);
  }
}

TEST_CASE("a commune has a name; telephone numbers hold a number; what is printed has few lines",
          "[books][settings]") {
  Commune commune;
  CHECK(wrong_in(commune) == Wrong{"name required"});
  commune.set_name("xã Pắc Ngà");
  commune.set_office_phone("0212 3856 100");
  commune.add_phones("Công an xã: 113");
  commune.add_recipients("UBND tỉnh Sơn La");
  commune.set_report_symbol("BC-UBND");
  CHECK(wrong_in(commune).empty());
  commune.set_office_phone("chưa có");
  commune.add_phones("Trạm Y tế");
  commune.add_recipients("");
  commune.set_report_symbol("BC UBND");
  CHECK(wrong_in(commune) == Wrong{"reportSymbol bad_symbol", "officePhone not_a_phone",
                                   "recipients required", "phones not_a_phone"});
  commune = commune_with({});
  for (int i = 0; i < 21; ++i) commune.add_recipients("Lưu: VT");
  CHECK(wrong_in(commune) == Wrong{"recipients too_many_lines"});
}

TEST_CASE("whoever amends the commune's record keeps these rules, and lengths",
          "[books][settings]") {
  test::Books books;
  std::string code;
  amended(books, {{"name", nullptr}}, "x", code);
  CHECK(code == "bad_fields");
  amended(books, {{"signer", std::string(401, 'x')}}, "x", code);
  CHECK(code == "bad_fields");
  const Json after = amended(books, {{"signer", "Lò Văn Sơn"}}, "Sửa thông tin xã", code);
  CHECK(code.empty());
  CHECK(after["signer"] == "Lò Văn Sơn");
}

TEST_CASE("nobody makes or cancels a commune or a village as a record", "[books][settings]") {
  test::Books books;
  CHECK(code_of(books.add(books.hub, "village", {{"code", "XX"}, {"name", "bản X"}}, "")) ==
        "wrong_kind");
  CHECK(code_of(books.add(books.hub, "commune", {{"name", "xã khác"}}, "")) == "wrong_kind");
  const auto record = commune_record(books.hub.database());
  CHECK(code_of(books.cancel(books.hub, record->id)) == "wrong_kind");
  CHECK(commune_settings(books.hub.database()).name() == "xã Pắc Ngà");
}

}  // namespace soban::books
