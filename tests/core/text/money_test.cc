#include <rapidcheck/catch.h>

#include <catch2/catch.hpp>
#include <limits>

#include "core/text/text.h"

namespace text = soban::text;

namespace {

constexpr std::int64_t kMaxDong = 1'000'000'000'000'000;

}  // namespace

TEST_CASE("dong are shown with thousands apart") {
  CHECK(text::format_dong(0) == "0 đ");
  CHECK(text::format_dong(999) == "999 đ");
  CHECK(text::format_dong(1'000) == "1.000 đ");
  CHECK(text::format_dong(1'200'000) == "1.200.000 đ");
  CHECK(text::format_dong(-1'200'000) == "-1.200.000 đ");
  CHECK(text::format_dong(-100) == "-100 đ");
  CHECK(text::format_dong(std::numeric_limits<std::int64_t>::min()) ==
        "-9.223.372.036.854.775.808 đ");
}

TEST_CASE("thousandths are shown with a decimal comma and no trailing zeros") {
  CHECK(text::format_milli(0) == "0");
  CHECK(text::format_milli(2'500) == "2,5");
  CHECK(text::format_milli(12'000) == "12");
  CHECK(text::format_milli(1'234'567) == "1.234,567");
  CHECK(text::format_milli(50) == "0,05");
  CHECK(text::format_milli(5) == "0,005");
  CHECK(text::format_milli(-500) == "-0,5");
  CHECK(text::format_milli(std::numeric_limits<std::int64_t>::min()) ==
        "-9.223.372.036.854.775,808");
}

TEST_CASE("money is understood as people type it") {
  struct Case {
    const char* typed;
    std::int64_t dong;
  };
  const Case cases[] = {
      {"0", 0},
      {"1200", 1'200},
      {"1200000", 1'200'000},
      {"001200", 1'200},
      {"1.200.000", 1'200'000},
      {"1,200,000", 1'200'000},
      {"1 200 000", 1'200'000},
      {"200,000", 200'000},  // dong have no decimals
      {"1.200", 1'200},
      {"1.200,00", 1'200},
      {"1200000đ", 1'200'000},
      {"1200000 Đ", 1'200'000},
      {"1.200.000 đồng", 1'200'000},
      {"1.200.000 VNĐ", 1'200'000},
      {"1.200.000₫", 1'200'000},
      {" 1.200.000\u00A0đ ", 1'200'000},
      {"1tr2", 1'200'000},
      {"1TR2", 1'200'000},
      {"1tr25", 1'250'000},
      {"1tr250", 1'250'000},
      {"1tr05", 1'050'000},
      {"1 triệu 2", 1'200'000},
      {"1,2tr", 1'200'000},
      {"1.2tr", 1'200'000},
      {"1,25 triệu", 1'250'000},
      {"1,200tr", 1'200'000},
      {"1.200tr", 1'200'000'000},
      {"1.234,567 tỷ", 1'234'567'000'000},
      {"0.500tr", 500'000},
      {"0,5 tỷ", 500'000'000},
      {"200k", 200'000},
      {"200K", 200'000},
      {"15k500", 15'500},
      {"200 nghìn", 200'000},
      {"200 nghi\u0300n", 200'000},  // NFD
      {"200 ngàn", 200'000},
      {"200 nghin", 200'000},
      {"200ng", 200'000},
      {"200 nghìn đồng", 200'000},
      {"1 tỷ 2", 1'200'000'000},
      {"1 tỉ 2", 1'200'000'000},
      {"1 tỷ 200 triệu", 1'200'000'000},
      {"1 tỷ 200 triệu 500 nghìn", 1'200'500'000},
      {"1 tỷ 2tr5", 1'002'500'000},
      {"1 triệu 200.000", 1'200'000},
      {"1 triệu 200.000 đ", 1'200'000},
      {"1 triệu rưỡi", 1'500'000},
      {"2tr rưỡi đồng", 2'500'000},
  };
  for (const Case& each : cases) {
    CAPTURE(each.typed);
    const auto parsed = text::parse_money(each.typed);
    REQUIRE(parsed);
    CHECK(*parsed == each.dong);
  }
}

TEST_CASE("what is no clear amount of money is refused with its reason") {
  struct Case {
    const char* typed;
    const char* code;
  };
  const Case cases[] = {
      {"", "not_money"},
      {"  ", "not_money"},
      {"đ", "not_money"},
      {"abc", "not_money"},
      {"tr2", "not_money"},
      {"rưỡi", "not_money"},
      {"1..200", "not_money"},
      {"1.20.000", "not_money"},
      {"1.200.00", "not_money"},
      {"1.200,000", "not_money"},
      {"1,234.567 tỷ", "not_money"},
      {"12 34", "not_money"},
      {"1.200.", "not_money"},
      {",5tr", "not_money"},
      {"1-2", "not_money"},
      {"1k-2", "not_money"},
      {"1tr2tr", "not_money"},
      {"1 triệu 2 tỷ", "not_money"},
      {"1 tỷ 2000 triệu", "not_money"},
      {"1 triệu 2.000.000", "not_money"},
      {"1tr2500", "not_money"},
      {"1,2tr5", "not_money"},
      {"1 triệu 500 đồng", "not_money"},
      {"1tr rưỡi rưỡi", "not_money"},
      {"1,5tr rưỡi", "not_money"},
      {"1tr rưỡi 5", "not_money"},
      {"200k/tháng", "not_money"},
      {"100đ100", "not_money"},
      {"5 củ", "not_money"},
      {"1e9", "not_money"},
      {"0x10", "not_money"},
      {"\xff", "not_money"},
      {"1,5", "fractional"},
      {"1,5đ", "fractional"},
      {"12.34", "fractional"},
      {"0,500", "fractional"},
      {"1,2345k", "fractional"},
      {"0,0000000001 tỷ", "fractional"},
      {"-1", "negative"},
      {"- 200k", "negative"},
      {"−1tr2", "negative"},
      {"-abc", "not_money"},
      {"1000000000000001", "too_large"},
      {"1.000.000,1 tỷ", "too_large"},
      {"1000001 tỷ", "too_large"},
      {"1000000 tỷ 1k", "too_large"},
      {"99999999999999999999999999", "too_large"},
      {"99999999999999999999 tỷ", "too_large"},
  };
  for (const Case& each : cases) {
    CAPTURE(each.typed);
    const auto parsed = text::parse_money(each.typed);
    REQUIRE_FALSE(parsed);
    CHECK(parsed.error().kind == soban::ErrorKind::kInvalid);
    CHECK(parsed.error().code == each.code);
  }
}

TEST_CASE("the largest amount is accepted") {
  CHECK(text::parse_money("1000000000000000") == kMaxDong);
  CHECK(text::parse_money("1.000.000 tỷ") == kMaxDong);
}

TEST_CASE("an amount that is shown can be typed back") {
  rc::prop("with or without its sign of dong", [] {
    const auto dong = *rc::gen::inRange<std::int64_t>(0, kMaxDong + 1);
    const std::string shown = text::format_dong(dong);
    RC_ASSERT(text::parse_money(shown) == dong);
    RC_ASSERT(text::parse_money(std::to_string(dong)) == dong);
    RC_ASSERT(text::parse_money(shown.substr(0, shown.find(' '))) == dong);
  });
  rc::prop("in thousandths of a million", [] {
    const auto thousands = *rc::gen::inRange<std::int64_t>(0, 1'000'000'000);
    const std::string typed = text::format_milli(thousands) + "tr";
    RC_ASSERT(text::parse_money(typed) == thousands * 1'000);
  });
}

TEST_CASE("any text at all is an amount within the limits or is refused") {
  rc::prop("for rows of what amounts are made of", [] {
    const auto parts = *rc::gen::container<std::vector<std::string>>(
        rc::gen::elementOf(std::vector<std::string>{"1", "0", "25", "200", ".", ",", " ", "tr", "k",
                                                    "tỷ", "đ", "-", "rưỡi", "999999999", "₫"}));
    std::string typed;
    for (const std::string& part : parts) typed += part;
    const auto parsed = text::parse_money(typed);
    RC_ASSERT(!parsed || (*parsed >= 0 && *parsed <= kMaxDong));
  });
}
