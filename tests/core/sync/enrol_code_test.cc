#include "core/sync/enrol_code.h"

#include <rapidcheck.h>

#include <catch2/catch.hpp>

#include "core/text/text.h"
#include "tests/support/expect.h"

namespace soban::sync {
namespace {

using test::code_of;
using test::expect;

EnrolCode sample() {
  EnrolCode code;
  code.host = "192.168.1.20";
  code.port = 8443;
  for (std::size_t i = 0; i < kPinBytes; ++i) code.pin += static_cast<char>(0xF0 + i);
  for (std::size_t i = 0; i < kTokenBytes; ++i) code.token += static_cast<char>(17 * i);
  return code;
}

bool same(const EnrolCode& a, const EnrolCode& b) {
  return a.host == b.host && a.port == b.port && a.pin == b.pin && a.token == b.token;
}

std::string lower(std::string text) {
  for (char& c : text) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return text;
}

std::string replaced(std::string text, const std::string& what, const std::string& with) {
  for (std::size_t at = 0; (at = text.find(what, at)) != std::string::npos; at += with.size()) {
    text.replace(at, what.size(), with);
  }
  return text;
}

constexpr std::string_view kLetters = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

}  // namespace

TEST_CASE("an enrolment code is printed in groups of five letters", "[sync]") {
  const std::string printed = print_enrol_code(sample());
  for (std::size_t i = 0; i < printed.size(); ++i) {
    CHECK((printed[i] == '-') == (i % 6 == 5));
  }
  CHECK(printed.back() != '-');
  CHECK(printed.find_first_not_of("0123456789ABCDEFGHJKMNPQRSTVWXYZ-") == std::string::npos);
}

TEST_CASE("an enrolment code reads back as what was printed", "[sync]") {
  CHECK(same(expect(read_enrol_code(print_enrol_code(sample()))), sample()));
}

TEST_CASE("any address, port, pin and token survive the paper", "[sync]") {
  CHECK(rc::check([] {
    EnrolCode code;
    const auto bytes = [](std::size_t count) {
      return *rc::gen::container<std::string>(count, rc::gen::arbitrary<char>());
    };
    code.host = *rc::gen::nonEmpty(rc::gen::container<std::string>(rc::gen::inRange('-', 'z')));
    code.port = *rc::gen::arbitrary<std::uint16_t>();
    code.pin = bytes(kPinBytes);
    code.token = bytes(kTokenBytes);
    const auto read = read_enrol_code(print_enrol_code(code));
    RC_ASSERT(read.has_value());
    RC_ASSERT(same(*read, code));
  }));
}

TEST_CASE("an enrolment code may be typed in lower case, with spaces or none, with look-alikes",
          "[sync]") {
  const std::string printed = print_enrol_code(sample());
  REQUIRE(printed.find('0') != std::string::npos);
  REQUIRE(printed.find('1') != std::string::npos);
  for (const std::string& typed :
       {lower(printed), replaced(printed, "-", ""), replaced(printed, "-", " "),
        "  " + replaced(printed, "-", " - ") + "\n", replaced(printed, "0", "O"),
        replaced(lower(printed), "0", "o"), replaced(printed, "1", "I"),
        replaced(printed, "1", "l")}) {
    INFO(typed);
    const auto read = read_enrol_code(typed);
    REQUIRE(read);
    CHECK(same(*read, sample()));
  }
}

TEST_CASE("a single wrong letter anywhere is noticed", "[sync]") {
  const std::string printed = print_enrol_code(sample());
  for (std::size_t i = 0; i < printed.size(); ++i) {
    if (printed[i] == '-') continue;
    for (const char letter : kLetters) {
      if (letter == printed[i]) continue;
      std::string typed = printed;
      typed[i] = letter;
      INFO(typed);
      REQUIRE(code_of(read_enrol_code(typed)) == "enrol_code_malformed");
    }
  }
}

TEST_CASE("two neighbouring letters the wrong way round are noticed", "[sync]") {
  const std::string letters = replaced(print_enrol_code(sample()), "-", "");
  for (std::size_t i = 0; i + 1 < letters.size(); ++i) {
    if (letters[i] == letters[i + 1]) continue;
    std::string typed = letters;
    std::swap(typed[i], typed[i + 1]);
    INFO(typed);
    REQUIRE(code_of(read_enrol_code(typed)) == "enrol_code_malformed");
  }
}

TEST_CASE("a code that is not whole is noticed", "[sync]") {
  const std::string letters = replaced(print_enrol_code(sample()), "-", "");
  for (std::size_t size = 0; size < letters.size(); ++size) {
    INFO(size);
    REQUIRE(code_of(read_enrol_code(letters.substr(0, size))) == "enrol_code_malformed");
  }
  CHECK(code_of(read_enrol_code(letters + "0")) == "enrol_code_malformed");
  CHECK(code_of(read_enrol_code(letters + letters)) == "enrol_code_malformed");
}

TEST_CASE("what is no code at all is noticed", "[sync]") {
  for (const char* typed :
       {"", " ", "-", "mã cài đặt", "!!!!!", "\xFF\xFE", "00000-00000-00000-00000-00000"}) {
    INFO(typed);
    CHECK(code_of(read_enrol_code(typed)) == "enrol_code_malformed");
  }
}

TEST_CASE("a code of a later form is not mistaken for one of this", "[sync]") {
  std::string bytes = expect(text::base32_decode(print_enrol_code(sample())));
  bytes.front() = 2;
  CHECK(code_of(read_enrol_code(text::base32(bytes))) == "enrol_code_malformed");
}

}  // namespace soban::sync
