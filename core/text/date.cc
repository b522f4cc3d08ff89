#include <algorithm>
#include <array>
#include <chrono>
#include <cstdio>

#include "core/check.h"
#include "core/text/text.h"

namespace soban::text {
namespace {

using std::chrono::day;
using std::chrono::milliseconds;
using std::chrono::month;
using std::chrono::sys_days;
using std::chrono::year;
using std::chrono::year_month_day;

constexpr milliseconds kVietnamOffset = std::chrono::hours(7);
constexpr milliseconds kFirstInstant = sys_days(year(1) / 1 / 1).time_since_epoch();
constexpr milliseconds kLastInstant =
    sys_days(year(9999) / 12 / 31).time_since_epoch() + std::chrono::hours(24) - milliseconds(1);
constexpr int kYearsAheadMax = 10;  // for years of two digits

// Milliseconds on a clock in Vietnam.
milliseconds local_time(std::int64_t ms) {
  return std::clamp(milliseconds(ms), kFirstInstant - kVietnamOffset,
                    kLastInstant - kVietnamOffset) +
         kVietnamOffset;
}

std::string to_iso(const year_month_day& date) {
  std::array<char, 32> text;
  std::snprintf(text.data(), text.size(), "%04d-%02u-%02u", static_cast<int>(date.year()),
                static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()));
  return text.data();
}

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool all_digits(std::string_view text) { return std::all_of(text.begin(), text.end(), is_digit); }

// At most four digits.
int number(std::string_view digits) {
  int value = 0;
  for (const char c : digits) value = value * 10 + (c - '0');
  return value;
}

std::optional<year_month_day> real_day(int y, int m, int d) {
  const year_month_day date(year(y), month(static_cast<unsigned>(m)),
                            day(static_cast<unsigned>(d)));
  return y >= 1 && date.ok() ? std::optional(date) : std::nullopt;
}

std::optional<year_month_day> parse_iso(std::string_view iso) {
  if (iso.size() != 10 || iso[4] != '-' || iso[7] != '-') return std::nullopt;
  const auto y = iso.substr(0, 4);
  const auto m = iso.substr(5, 2);
  const auto d = iso.substr(8, 2);
  if (!all_digits(y) || !all_digits(m) || !all_digits(d)) return std::nullopt;
  return real_day(number(y), number(m), number(d));
}

// The numbers of a typed date, in the order typed.
struct Typed {
  std::array<std::string_view, 3> parts;
  std::size_t count = 0;
};

// Two or three numbers with one separator, or eight digits without any.
std::optional<Typed> split(std::string_view text) {
  if (text.size() == 8 && all_digits(text)) {
    return Typed{{text.substr(0, 2), text.substr(2, 2), text.substr(4)}, 3};
  }
  const std::size_t first = text.find_first_of("/-. ");
  if (first == std::string_view::npos) return std::nullopt;
  const char separator = text[first];
  Typed typed;
  for (std::size_t start = 0; start <= text.size();) {
    const std::size_t end = std::min(text.find(separator, start), text.size());
    const std::string_view part = text.substr(start, end - start);
    const bool fits = typed.count < typed.parts.size() && !part.empty() && part.size() <= 4;
    if (!fits || !all_digits(part)) return std::nullopt;
    typed.parts[typed.count++] = part;
    start = end + 1;
  }
  return typed;
}

// A year as typed; 0, which is no year, for one of a wrong length.
int full_year(std::string_view digits, int this_year) {
  if (digits.size() == 4) return number(digits);
  if (digits.size() != 2) return 0;
  const int latest = this_year + kYearsAheadMax;
  const int same_century = latest / 100 * 100 + number(digits);
  return same_century <= latest ? same_century : same_century - 100;
}

std::optional<year_month_day> interpret(const Typed& typed, int this_year) {
  const auto& [first, second, third] = typed.parts;
  if (typed.count == 3 && first.size() == 4) {
    const bool short_rest = second.size() <= 2 && third.size() <= 2;
    return short_rest ? real_day(number(first), number(second), number(third)) : std::nullopt;
  }
  if (typed.count < 2 || first.size() > 2 || second.size() > 2) return std::nullopt;
  const int y = typed.count == 2 ? this_year : full_year(third, this_year);
  return real_day(y, number(second), number(first));
}

}  // namespace

std::string today(std::int64_t now_ms) {
  using std::chrono::days;
  return to_iso(sys_days(std::chrono::floor<days>(local_time(now_ms))));
}

std::string format_instant(std::int64_t ms) {
  const milliseconds local = local_time(ms);
  const auto midnight = std::chrono::floor<std::chrono::days>(local);
  const auto second = std::chrono::floor<std::chrono::seconds>(local - midnight).count();
  std::array<char, 32> clock;
  std::snprintf(clock.data(), clock.size(), "T%02d:%02d:%02d+07:00",
                static_cast<int>(second / 3600), static_cast<int>(second / 60 % 60),
                static_cast<int>(second % 60));
  return to_iso(sys_days(midnight)) + clock.data();
}

bool is_date(std::string_view iso) { return parse_iso(iso).has_value(); }

std::string add_days(std::string_view iso, std::int64_t days) {
  const auto date = parse_iso(iso);
  SOBAN_CHECK(date.has_value());
  const std::int64_t first = sys_days(year(1) / 1 / 1).time_since_epoch().count();
  const std::int64_t last = sys_days(year(9999) / 12 / 31).time_since_epoch().count();
  const std::int64_t start = sys_days(*date).time_since_epoch().count();
  const std::int64_t moved = std::clamp(start + std::clamp(days, -last, last), first, last);
  return to_iso(sys_days(std::chrono::days(moved)));
}

std::int64_t days_between(std::string_view from, std::string_view to) {
  const auto first = parse_iso(from);
  const auto last = parse_iso(to);
  SOBAN_CHECK(first.has_value() && last.has_value());
  return (sys_days(*last) - sys_days(*first)).count();
}

std::string format_date(std::string_view iso) {
  if (!is_date(iso)) return std::string(iso);
  std::string text(iso.substr(8, 2));
  return text.append("/").append(iso.substr(5, 2)).append("/").append(iso.substr(0, 4));
}

Result<std::string> parse_date(std::string_view typed, std::string_view today) {
  const std::string text = clean(typed).value_or("");
  const auto now = parse_iso(today);
  const auto parts = split(text);
  const auto date = now && parts ? interpret(*parts, static_cast<int>(now->year())) : std::nullopt;
  if (date) return to_iso(*date);
  constexpr std::size_t kQuotedMax = 30;  // a pasted page is not repeated
  const std::string quoted = text.size() > kQuotedMax ? "The text" : "“" + text + "”";
  return fail(ErrorKind::kInvalid, "not_a_date",
              quoted + " is not a day of the calendar. Type it like 24/11/2026.");
}

}  // namespace soban::text
