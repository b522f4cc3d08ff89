// When reports are due: "Định kỳ 06 tháng … trước ngày 02/6, … năm trước ngày 02/12" (Decision 15, plan, part III). The calendar
// is data: another commune or a new decision changes the table in calendar.cc.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "records.pb.h"

namespace soban::books {

// A kind of report, as month and day ("06-02") of its year. Its figures begin in the year before, where `data_from` is later
// than `data_to`.
struct ReportKind {
  Period period;
  const char* code;  // "half_year", "year"
  const char* data_from;
  const char* data_to;
  const char* village_due;  // before this day, at the commune's office
  const char* commune_due;  // before this day, at the upper level
};
std::span<const ReportKind> report_kinds();

// One report of a year.
struct ReportPeriod {
  Period period = PERIOD_UNSPECIFIED;
  int year = 0;
  const char* code = nullptr;
  std::string from;
  std::string to;
  std::string village_due;
  std::string commune_due;
};
ReportPeriod report_period(const ReportKind& kind, int year);
// The first report whose day at the office is `today` or later.
ReportPeriod next_report(std::string_view today);
// The one that is most likely written on a day: whose day at the office is nearest.
ReportPeriod nearest_report(std::string_view today);

}  // namespace soban::books
