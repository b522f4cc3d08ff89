#include "core/books/calendar.h"

#include <array>
#include <cstring>

#include "core/check.h"

namespace soban::books {
namespace {

constexpr std::array kReports = {
    ReportKind{"half_year", "12-01", "05-31", "06-02", "06-10"},
    ReportKind{"year", "06-01", "11-30", "12-02", "12-10"},
};

std::string day_of(int year, const char* month_and_day) {
  return std::to_string(year) + '-' + month_and_day;
}

}  // namespace

std::span<const ReportKind> report_kinds() { return kReports; }

ReportPeriod report_period(const ReportKind& kind, int year) {
  const bool began_before = std::strcmp(kind.data_from, kind.data_to) > 0;
  return {kind.code, day_of(began_before ? year - 1 : year, kind.data_from),
          day_of(year, kind.data_to), day_of(year, kind.village_due),
          day_of(year, kind.commune_due)};
}

ReportPeriod next_report(std::string_view today) {
  const int this_year = std::stoi(std::string(today.substr(0, 4)));
  ReportPeriod next;
  for (const int year : {this_year, this_year + 1}) {
    for (const ReportKind& kind : kReports) {
      ReportPeriod period = report_period(kind, year);
      const bool ahead = period.village_due >= today;
      if (ahead && (next.code == nullptr || period.village_due < next.village_due)) next = period;
    }
  }
  SOBAN_CHECK(next.code != nullptr);
  return next;
}

}  // namespace soban::books
