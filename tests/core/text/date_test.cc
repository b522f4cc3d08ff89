#include <rapidcheck/catch.h>

#include <catch2/catch.hpp>
#include <limits>

#include "core/text/text.h"

namespace text = soban::text;

namespace {

constexpr std::int64_t kMsPerDay = 24LL * 60 * 60 * 1000;
constexpr const char* kToday = "2026-11-24";

TEST_CASE("days are counted over months, years and leap days", "[text][date]") {
  CHECK(text::add_days("2026-11-20", 15) == "2026-12-05");
  CHECK(text::add_days("2028-02-28", 1) == "2028-02-29");
  CHECK(text::add_days("2026-01-01", -1) == "2025-12-31");
  CHECK(text::add_days("9999-12-31", 1) == "9999-12-31");
  CHECK(text::days_between("2026-11-25", "2026-12-02") == 7);
  CHECK(text::days_between("2026-12-02", "2026-11-25") == -7);
  CHECK(text::days_between("2027-12-31", "2028-12-31") == 366);
}

}  // namespace

TEST_CASE("the day changes at midnight in Vietnam") {
  // 2026-11-24T00:00:00+07:00
  constexpr std::int64_t kMidnight = 1'795'453'200'000;
  CHECK(text::today(kMidnight) == "2026-11-24");
  CHECK(text::today(kMidnight - 1) == "2026-11-23");
  CHECK(text::today(0) == "1970-01-01");
  CHECK(text::today(-8 * 3'600'000) == "1969-12-31");
}

TEST_CASE("an instant is written with Vietnam's offset") {
  CHECK(text::format_instant(1'795'523'525'000) == "2026-11-24T19:32:05+07:00");
  CHECK(text::format_instant(1'795'523'525'999) == "2026-11-24T19:32:05+07:00");
  CHECK(text::format_instant(0) == "1970-01-01T07:00:00+07:00");
  CHECK(text::format_instant(-1) == "1970-01-01T06:59:59+07:00");
}

TEST_CASE("instants that no calendar holds are moved to its ends") {
  CHECK(text::format_instant(std::numeric_limits<std::int64_t>::max()) ==
        "9999-12-31T23:59:59+07:00");
  CHECK(text::format_instant(std::numeric_limits<std::int64_t>::min()) ==
        "0001-01-01T00:00:00+07:00");
}

TEST_CASE("only real days are dates") {
  for (const char* date : {"2026-11-24", "2024-02-29", "2000-02-29", "0001-01-01", "9999-12-31"}) {
    CAPTURE(date);
    CHECK(text::is_date(date));
  }
  for (const char* date : {"", "2026-02-29", "1900-02-29", "2026-13-01", "2026-00-10", "2026-04-31",
                           "2026-11-00", "0000-01-01", "2026-1-04", "2026/11/24", "24-11-2026",
                           "2026-11-24 ", "2026-11-2x", "+026-11-24", "-026-11-24"}) {
    CAPTURE(date);
    CHECK_FALSE(text::is_date(date));
  }
}

TEST_CASE("a date is shown with its day first") {
  CHECK(text::format_date("2026-11-24") == "24/11/2026");
  CHECK(text::format_date("hôm nay") == "hôm nay");
  CHECK(text::format_date("") == "");
}

TEST_CASE("dates are understood as people type them") {
  struct Case {
    const char* typed;
    const char* iso;
  };
  const Case cases[] = {
      {"24/11/2026", "2026-11-24"}, {"24-11-26", "2026-11-24"},     {"24/11", "2026-11-24"},
      {"2026-11-24", "2026-11-24"}, {"24112026", "2026-11-24"},     {"24.11.2026", "2026-11-24"},
      {"24 11 2026", "2026-11-24"}, {" 24/11/2026 ", "2026-11-24"}, {"1/2", "2026-02-01"},
      {"01/02/26", "2026-02-01"},   {"2026/1/4", "2026-01-04"},     {"29/2/2024", "2024-02-29"},
      {"1/1/36", "2036-01-01"},     {"1/1/37", "1937-01-01"},       {"1/1/85", "1985-01-01"},
      {"1/1/00", "2000-01-01"},
  };
  for (const Case& each : cases) {
    CAPTURE(each.typed);
    CHECK(text::parse_date(each.typed, kToday) == std::string(each.iso));
  }
}

TEST_CASE("a year of two digits turns with the century") {
  CHECK(text::parse_date("1/1/05", "2095-06-01") == std::string("2105-01-01"));
  CHECK(text::parse_date("1/1/06", "2095-06-01") == std::string("2006-01-01"));
}

TEST_CASE("what is no date is refused") {
  for (const char* typed :
       {"",         " ",         "24",          "24/",         "/11",     "24//26",
        "24/11/",   "31/4/2026", "29/2/2026",   "29/2",        "32/1",    "11/24/2026",
        "24/11/6",  "24/11/026", "24/11/20266", "24/11-2026",  "2411",    "241126",
        "20261124", "1/2/3/4",   "2026-11",     "2026-011-24", "hôm nay", "24/11/2O26",
        "\xff",     "0/0/0"}) {
    CAPTURE(typed);
    const auto date = text::parse_date(typed, kToday);
    REQUIRE_FALSE(date);
    CHECK(date.error().kind == soban::ErrorKind::kInvalid);
    CHECK(date.error().code == "not_a_date");
  }
  CHECK_FALSE(text::parse_date("24/11", "not today"));
}

TEST_CASE("every day can be shown and typed back") {
  rc::prop("from 1800 to 2200", [] {
    const auto day = *rc::gen::inRange<std::int64_t>(-62'000, 84'000);
    const std::string iso = text::today(day * kMsPerDay);
    RC_ASSERT(text::is_date(iso));
    RC_ASSERT(text::parse_date(text::format_date(iso), kToday) == iso);
    RC_ASSERT(text::parse_date(iso, kToday) == iso);
  });
}
