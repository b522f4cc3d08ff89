#include "core/books/calendar.h"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <cstring>
#include <optional>
#include <vector>

#include "core/check.h"
#include "core/text/text.h"

namespace soban::books {
namespace {

constexpr std::array kReports = {
    ReportKind{PERIOD_HALF_YEAR, "half_year", "12-01", "05-31", "06-02", "06-10"},
    ReportKind{PERIOD_YEAR, "year", "06-01", "11-30", "12-02", "12-10"},
};

std::string day_of(int year, const char* month_and_day) {
  return std::to_string(year) + '-' + month_and_day;
}

// Those of the year, of the one before and of the one after.
std::vector<ReportPeriod> reports_around(std::string_view today) {
  const int this_year = std::stoi(std::string(today.substr(0, 4)));
  std::vector<ReportPeriod> reports;
  for (const int year : {this_year - 1, this_year, this_year + 1}) {
    for (const ReportKind& kind : kReports) reports.push_back(report_period(kind, year));
  }
  return reports;
}

}  // namespace

std::span<const ReportKind> report_kinds() { return kReports; }

ReportPeriod report_period(const ReportKind& kind, int year) {
  const bool began_before = std::strcmp(kind.data_from, kind.data_to) > 0;
  return {kind.period,
          year,
          kind.code,
          day_of(began_before ? year - 1 : year, kind.data_from),
          day_of(year, kind.data_to),
          day_of(year, kind.village_due),
          day_of(year, kind.commune_due)};
}

ReportPeriod next_report(std::string_view today) {
  std::optional<ReportPeriod> next;
  for (ReportPeriod& each : reports_around(today)) {
    const bool ahead = each.village_due >= today;
    if (ahead && (!next || each.village_due < next->village_due)) next = std::move(each);
  }
  SOBAN_CHECK(next.has_value());
  return *next;
}

ReportPeriod nearest_report(std::string_view today) {
  std::vector<ReportPeriod> reports = reports_around(today);
  const auto distance = [&](const ReportPeriod& report) {
    return std::abs(text::days_between(today, report.village_due));
  };
  return *std::min_element(
      reports.begin(), reports.end(),
      [&](const ReportPeriod& a, const ReportPeriod& b) { return distance(a) < distance(b); });
}

}  // namespace soban::books
