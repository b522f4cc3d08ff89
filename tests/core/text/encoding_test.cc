#include <rapidcheck/catch.h>

#include <catch2/catch.hpp>
#include <cctype>

#include "core/text/text.h"

namespace text = soban::text;

TEST_CASE("base32 writes Crockford's letters") {
  CHECK(text::base32("") == "");
  CHECK(text::base32("f") == "CR");
  CHECK(text::base32("foobar") == "CSQPYRK1E8");
  CHECK(text::base32(std::string(5, '\xff')) == "ZZZZZZZZ");
  CHECK(text::base32(std::string(5, '\0')) == "00000000");
}

TEST_CASE("base32 forgives what happens when people copy by hand") {
  CHECK(text::base32_decode("csqp-yrki e8") == std::string("foobar"));
  CHECK(text::base32_decode("CSQP YRKL E8\n") == std::string("foobar"));
  CHECK(text::base32_decode("oOoOoOo0") == std::string(5, '\0'));
  CHECK(text::base32_decode(" - ") == std::string());
}

TEST_CASE("base32 names the character that does not belong") {
  struct Case {
    const char* code;
    const char* named;
  };
  const Case cases[] = {
      {"CSQPU", "“U”"}, {"CSđP", "“đ”"}, {"C*", "“*”"}, {"CZ", "“Z”"}, {"C\xff", "not UTF-8"}};
  for (const Case& each : cases) {
    CAPTURE(each.code);
    const auto bytes = text::base32_decode(each.code);
    REQUIRE_FALSE(bytes);
    CHECK(bytes.error().kind == soban::ErrorKind::kInvalid);
    CHECK(bytes.error().code == "bad_character");
    CHECK(bytes.error().text.find(each.named) != std::string::npos);
  }
}

TEST_CASE("base32 refuses a code that lacks a character") {
  for (const char* code : {"C", "CSQ", "CSQPYR"}) {
    CAPTURE(code);
    const auto bytes = text::base32_decode(code);
    REQUIRE_FALSE(bytes);
    CHECK(bytes.error().code == "bad_length");
  }
}

TEST_CASE("base64url writes as RFC 4648 without padding") {
  CHECK(text::base64url("") == "");
  CHECK(text::base64url("f") == "Zg");
  CHECK(text::base64url("fo") == "Zm8");
  CHECK(text::base64url("foo") == "Zm9v");
  CHECK(text::base64url("\xfb\xff") == "-_8");
}

TEST_CASE("a text is a whole number, or it is none") {
  CHECK(text::whole_number("0") == 0);
  CHECK(text::whole_number("-12") == -12);
  CHECK(text::whole_number("9223372036854775807") == INT64_MAX);
  for (const char* none : {"", "-", "x", "5x", " 5", "5 ", "+5", "1.5", "9223372036854775808"}) {
    CAPTURE(none);
    CHECK_FALSE(text::whole_number(none));
  }
}

TEST_CASE("base64url refuses what it would not write") {
  for (const char* code : {"Zg==", "Z", "Zm9vZ", "+/8", "Zm 8", "Zh"}) {
    CAPTURE(code);
    CHECK_FALSE(text::base64url_decode(code));
  }
}

TEST_CASE("bytes come back from their encodings") {
  rc::prop("base32, also in lower case", [](const std::string& bytes) {
    std::string code = text::base32(bytes);
    RC_ASSERT(text::base32_decode(code) == bytes);
    for (char& c : code) c = static_cast<char>(std::tolower(c));
    RC_ASSERT(text::base32_decode(code) == bytes);
  });
  rc::prop("base64url", [](const std::string& bytes) {
    RC_ASSERT(text::base64url_decode(text::base64url(bytes)) == bytes);
  });
}
