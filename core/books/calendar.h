// When reports are due: "Định kỳ 06 tháng … trước ngày 02/6, … năm trước ngày 02/12" (Decision 15, plan, IV.1.1). The calendar
// is data: the Commune record's `calendar`, and where that is empty the decision's own, so that another commune or a new decision
// changes a record, not code. docs/decision-15.md says how the decision's slips were read.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/error.h"
#include "core/store/database.h"
#include "records.pb.h"

namespace soban::books {

// One report of a year.
struct ReportPeriod {
  Period period = PERIOD_UNSPECIFIED;
  int year = 0;
  std::string code;  // "half_year", "year"
  std::string from;
  std::string to;
  std::string village_due;  // before this day, at the commune's office
  std::string commune_due;  // before this day, at the upper level
};

// The decision's: half-year and year.
const std::vector<ReportDates>& decision_calendar();
// What is in force.
std::vector<ReportDates> report_calendar(store::Database& database);
// `dates` of a year. Figures begin in the year before, where data_from is later than data_to.
ReportPeriod report_period(const ReportDates& dates, int year);

// kInvalid "bad_filter" for a period or a year that there is not (2020 to 2100).
Result<ReportPeriod> period_of(store::Database& database, Period period, std::int64_t year);
// The same report a year before.
ReportPeriod year_before(store::Database& database, const ReportPeriod& report);
// The first report whose day at the office is `today` or later.
ReportPeriod next_report(store::Database& database, std::string_view today);
// The one that is most likely written on a day: whose day at the office is nearest.
ReportPeriod nearest_report(store::Database& database, std::string_view today);

}  // namespace soban::books
