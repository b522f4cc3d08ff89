#include <rapidcheck/catch.h>

#include <catch2/catch.hpp>

#include "core/text/text.h"

namespace text = soban::text;

namespace {

struct Case {
  const char* raw;
  const char* cleaned;
};

}  // namespace

TEST_CASE("text of one line is made NFC, trimmed and its white space folded") {
  const Case cases[] = {
      {"", ""},
      {"   ", ""},
      {"Lò Văn Đức", "Lò Văn Đức"},
      {"  Lò   Văn  Đức ", "Lò Văn Đức"},
      {"Lo\u0300 Va\u0306n Đu\u031B\u0301c", "Lò Văn Đức"},
      {"Nguyê\u0303n", "Nguyễn"},
      {"Qu\u1EA1\u0302n", "Quận"},       // the dot first, then the circumflex
      {"Lò\tVăn\r\nĐức", "Lò Văn Đức"},  // pasted from a table
      {"Lò\u00A0Văn\u2003Đức\u3000", "Lò Văn Đức"},
      {"\u2028a\u2029b\u0085", "a b"},
      {"a\nb", "a b"},
      {"한글 \u1112\u1161\u11AB", "한글 한"},
      {"₫ “ngoặc” – 😀", "₫ “ngoặc” – 😀"},
  };
  for (const Case& each : cases) {
    CAPTURE(each.raw);
    const auto cleaned = text::clean(each.raw);
    REQUIRE(cleaned);
    CHECK(*cleaned == each.cleaned);
  }
}

TEST_CASE("text of several lines keeps its line feeds") {
  const Case cases[] = {
      {"một\nhai", "một\nhai"},        {"một  \r\n  hai", "một\nhai"}, {"một\n\nhai", "một\n\nhai"},
      {"\n một \t hai \n", "một hai"}, {"một\rhai", "một hai"},
  };
  for (const Case& each : cases) {
    CAPTURE(each.raw);
    CHECK(text::clean(each.raw, true) == std::string(each.cleaned));
  }
}

TEST_CASE("text that is not UTF-8 is refused") {
  for (const char* raw : {"\xff", "abc\xc3", "\xc0\xaf", "\xed\xa0\x80", "\xf4\x90\x80\x80", "\x80",
                          "L\xf2 V\xe3n"}) {
    CAPTURE(raw);
    const auto cleaned = text::clean(raw);
    REQUIRE_FALSE(cleaned);
    CHECK(cleaned.error().kind == soban::ErrorKind::kInvalid);
    CHECK(cleaned.error().code == "bad_utf8");
  }
}

TEST_CASE("control characters are refused by name") {
  struct Control {
    std::string raw;
    const char* name;
  };
  const Control controls[] = {{std::string("a\0b", 3), "U+0000"},
                              {"\x01", "U+0001"},
                              {"a\x1b[0m", "U+001B"},
                              {"\x7f", "U+007F"},
                              {"a\u0080", "U+0080"}};
  for (const Control& control : controls) {
    for (const bool multi_line : {false, true}) {
      const auto cleaned = text::clean(control.raw, multi_line);
      REQUIRE_FALSE(cleaned);
      CHECK(cleaned.error().code == "control_character");
      CHECK(cleaned.error().text.find(control.name) != std::string::npos);
    }
  }
}

TEST_CASE("cleaning is idempotent") {
  rc::prop("for any mix of letters, marks and white space", [](bool multi_line) {
    const auto parts = *rc::gen::container<std::vector<std::string>>(rc::gen::elementOf(
        std::vector<std::string>{" ", "\n", "\t", "\u00A0", "a", "ê", "\u0301", "\u0323", "\u031B",
                                 "Đ", "\u1112", "\u1161", "\u2028", "😀"}));
    std::string raw;
    for (const std::string& part : parts) raw += part;
    const auto once = text::clean(raw, multi_line);
    RC_ASSERT(once.has_value());
    RC_ASSERT(text::clean(*once, multi_line) == *once);
  });
}
