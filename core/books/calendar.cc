#include "core/books/calendar.h"

#include <algorithm>
#include <cstdlib>
#include <optional>

#include "core/books/settings.h"
#include "core/check.h"
#include "core/text/text.h"

namespace soban::books {
namespace {

constexpr std::int64_t kFirstYear = 2020;
constexpr std::int64_t kLastYear = 2100;

ReportDates dates_of(Period period, const char* data_from, const char* data_to,
                     const char* village_due, const char* commune_due) {
  ReportDates dates;
  dates.set_period(period);
  dates.set_data_from(data_from);
  dates.set_data_to(data_to);
  dates.set_village_due(village_due);
  dates.set_commune_due(commune_due);
  return dates;
}

std::string day_of(int year, const std::string& month_and_day) {
  return std::to_string(year) + '-' + month_and_day;
}

// Those of the year, of the one before and of the one after.
std::vector<ReportPeriod> reports_around(store::Database& database, std::string_view today) {
  const int this_year = static_cast<int>(text::leading_number(today));
  const std::vector<ReportDates> calendar = report_calendar(database);
  std::vector<ReportPeriod> reports;
  for (const int year : {this_year - 1, this_year, this_year + 1}) {
    for (const ReportDates& dates : calendar) reports.push_back(report_period(dates, year));
  }
  return reports;
}

}  // namespace

const std::vector<ReportDates>& decision_calendar() {
  static const std::vector<ReportDates> kDecision15 = {
      dates_of(PERIOD_HALF_YEAR, "12-01", "05-31", "06-02", "06-10"),
      dates_of(PERIOD_YEAR, "06-01", "11-30", "12-02", "12-10"),
  };
  return kDecision15;
}

std::vector<ReportDates> report_calendar(store::Database& database) {
  std::vector<ReportDates> calendar = decision_calendar();
  const Commune commune = commune_settings(database);
  for (const ReportDates& own : commune.calendar()) {
    for (ReportDates& dates : calendar) {
      if (dates.period() == own.period()) dates = own;
    }
  }
  return calendar;
}

ReportPeriod report_period(const ReportDates& dates, int year) {
  const bool began_before = dates.data_from() > dates.data_to();
  return {dates.period(),
          year,
          dates.period() == PERIOD_YEAR ? "year" : "half_year",
          day_of(began_before ? year - 1 : year, dates.data_from()),
          day_of(year, dates.data_to()),
          day_of(year, dates.village_due()),
          day_of(year, dates.commune_due())};
}

Result<ReportPeriod> period_of(store::Database& database, Period period, std::int64_t year) {
  for (const ReportDates& dates : report_calendar(database)) {
    if (dates.period() == period && year >= kFirstYear && year <= kLastYear)
      return report_period(dates, static_cast<int>(year));
  }
  return fail(ErrorKind::kInvalid, "bad_filter", "there is no such period");
}

ReportPeriod year_before(store::Database& database, const ReportPeriod& report) {
  for (const ReportDates& dates : report_calendar(database)) {
    if (dates.period() == report.period) return report_period(dates, report.year - 1);
  }
  SOBAN_CHECK(false);
  return report;
}

ReportPeriod next_report(store::Database& database, std::string_view today) {
  std::optional<ReportPeriod> next;
  for (ReportPeriod& each : reports_around(database, today)) {
    const bool ahead = each.village_due >= today;
    if (ahead && (!next || each.village_due < next->village_due)) next = std::move(each);
  }
  SOBAN_CHECK(next.has_value());
  return *next;
}

ReportPeriod nearest_report(store::Database& database, std::string_view today) {
  std::vector<ReportPeriod> reports = reports_around(database, today);
  const auto distance = [&](const ReportPeriod& report) {
    return std::abs(text::days_between(today, report.village_due));
  };
  return *std::min_element(
      reports.begin(), reports.end(),
      [&](const ReportPeriod& a, const ReportPeriod& b) { return distance(a) < distance(b); });
}

}  // namespace soban::books
