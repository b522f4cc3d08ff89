#include "core/books/settings.h"

#include <algorithm>
#include <set>

#include "core/books/checks.h"
#include "core/books/write.h"
#include "core/store/queries.h"
#include "core/text/text.h"

namespace soban::books {
namespace {

constexpr int kLinesMax = 20;  // of "Nơi nhận", of telephone numbers: they are printed
constexpr std::ptrdiff_t kDigitsMin = 3;  // 113
// Any that is no leap year: what is not a day in all years is not one of the calendar.
constexpr const char* kPlainYear = "2001-";

bool is_day_of_all_years(const std::string& day) { return text::is_date(kPlainYear + day); }

bool is_first_of_month(const std::string& day) { return day.ends_with("-01"); }

bool is_last_of_month(const std::string& day) {
  return is_first_of_month(text::add_days(kPlainYear + day, 1));
}

void check_phone(Errors& errors, const char* field, const std::string& phone) {
  const auto digits =
      std::count_if(phone.begin(), phone.end(), [](char c) { return c >= '0' && c <= '9'; });
  if (digits < kDigitsMin) add(errors, field, "not_a_phone", "\"" + phone + "\" holds no number");
}

void check_lines(Errors& errors, const char* field,
                 const google::protobuf::RepeatedPtrField<std::string>& lines) {
  if (lines.size() > kLinesMax) {
    add(errors, field, "too_many_lines",
        std::string(field) + " has more than " + std::to_string(kLinesMax) + " lines");
  }
  if (std::any_of(lines.begin(), lines.end(), [](const auto& line) { return line.empty(); }))
    add(errors, field, "required", "a line of " + std::string(field) + " is empty");
}

// Figures are kept by month, so a report is of whole ones.
void check_report_dates(Errors& errors, const ReportDates& dates) {
  const std::string prefix = "calendar." + Period_Name(dates.period()) + '.';
  const std::size_t before = errors.size();
  const auto check = [&](const char* name, const std::string& day) {
    if (!is_day_of_all_years(day)) {
      add(errors, prefix + name, "not_a_date",
          std::string(name) + " is \"" + day + "\"; write month and day as 06-02");
    }
  };
  check("dataFrom", dates.data_from());
  check("dataTo", dates.data_to());
  check("villageDue", dates.village_due());
  check("communeDue", dates.commune_due());
  if (errors.size() > before) return;
  if (!is_first_of_month(dates.data_from()))
    add(errors, prefix + "dataFrom", "not_whole_month", "figures begin on the first of a month");
  if (!is_last_of_month(dates.data_to()))
    add(errors, prefix + "dataTo", "not_whole_month", "figures end on the last of a month");
  if (dates.village_due() <= dates.data_to()) {
    add(errors, prefix + "villageDue", "too_early",
        "villages can't report before the figures end, in the same year");
  }
  if (dates.commune_due() < dates.village_due()) {
    add(errors, prefix + "communeDue", "too_early",
        "the commune can't report before its villages do");
  }
}

void check_calendar(Errors& errors, const Commune& commune) {
  std::set<Period> seen;
  for (const ReportDates& dates : commune.calendar()) {
    const bool known = dates.period() == PERIOD_HALF_YEAR || dates.period() == PERIOD_YEAR;
    if (!known || !seen.insert(dates.period()).second) {
      return add(errors, "calendar", "bad_calendar",
                 "the calendar has PERIOD_HALF_YEAR and PERIOD_YEAR, each once at most");
    }
    check_report_dates(errors, dates);
  }
}

}  // namespace

std::optional<store::StoredRecord> commune_record(store::Database& database) {
  const std::int64_t pos = store::commune_pos(database);
  return pos == 0 ? std::nullopt : store::read_record(database, pos);
}

Commune commune_settings(store::Database& database) {
  const auto record = commune_record(database);
  return record ? record_as<Commune>(*record) : Commune();
}

std::string issuer_of(const Commune& commune) {
  if (!commune.issuer().empty()) return commune.issuer();
  return "ỦY BAN NHÂN DÂN " + text::upper(commune.name());
}

std::string place_of(const Commune& commune) {
  if (!commune.place().empty()) return commune.place();
  const std::string& name = commune.name();
  for (const std::string_view kind : {"xã ", "phường ", "thị trấn ", "đặc khu "}) {
    if (name.starts_with(kind)) return name.substr(kind.size());
  }
  return name;
}

void check_settings(std::vector<FieldError>& errors, const Commune& commune) {
  check_required(errors, "name", commune.name());
  if (commune.report_symbol().find(' ') != std::string::npos)
    add(errors, "reportSymbol", "bad_symbol", "a symbol is without spaces, as BC-UBND");
  if (!commune.office_phone().empty()) check_phone(errors, "officePhone", commune.office_phone());
  check_lines(errors, "recipients", commune.recipients());
  check_lines(errors, "phones", commune.phones());
  for (const std::string& phone : commune.phones()) {
    if (!phone.empty()) check_phone(errors, "phones", phone);
  }
  check_calendar(errors, commune);
}

}  // namespace soban::books
