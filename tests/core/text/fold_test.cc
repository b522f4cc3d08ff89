#include <rapidcheck/catch.h>
#include <unicode/locid.h>
#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>

#include <catch2/catch.hpp>

#include "core/text/text.h"

namespace text = soban::text;

namespace {

std::string utf8(const icu::UnicodeString& string) {
  std::string bytes;
  return string.toUTF8String(bytes);
}

icu::UnicodeString decomposed(const icu::UnicodeString& string) {
  UErrorCode error = U_ZERO_ERROR;
  return icu::Normalizer2::getNFDInstance(error)->normalize(string, error);
}

}  // namespace

TEST_CASE("folding leaves what search compares") {
  struct Case {
    const char* typed;
    const char* folded;
  };
  const Case cases[] = {
      {"", ""},
      {"Lò Văn  Đức", "lo van duc"},
      {"Lo\u0300 Va\u0306n Đu\u031B\u0301c", "lo van duc"},  // NFD
      {"LÒ VĂN ĐỨC", "lo van duc"},
      {"Ðức Ɖức", "duc duc"},  // Ð and Ɖ of converted fonts
      {"ðường", "duong"},
      {"Nguyễn Thị Ượt", "nguyen thi uot"},
      {"H'Mông", "h mong"},
      {"H’Mông", "h mong"},
      {"HʼMông", "h mong"},
      {"  (bản)  Mạ - 2 ", "ban ma 2"},
      {"1.200.000 đ", "1 200 000 d"},
      {"₫", ""},
      {"12 m²", "12 m2"},
      {"Ｌò", "lo"},
      {"ﬁ", "fi"},
      {"Straße", "straße"},
      {"ĐỘI\u200B 3", "doi 3"},
      {"so\u00ADban", "soban"},
      {"\xff"
       "a\xc3",
       "a"},
      {"a\xff\xffz", "a z"},
      {"a😀b", "a b"},
      {"\uAA80\uAA81", "\uAA80\uAA81"},  // Tai Viet
      {"…", ""},
  };
  for (const Case& each : cases) {
    CAPTURE(each.typed);
    CHECK(text::fold(each.typed) == each.folded);
  }
}

TEST_CASE("every vowel of Vietnamese folds to its letter, in either case and form") {
  struct Vowel {
    const char* forms;
    char folded;
  };
  const Vowel vowels[] = {{"aàảãáạăằẳẵắặâầẩẫấậ", 'a'}, {"eèẻẽéẹêềểễếệ", 'e'}, {"iìỉĩíị", 'i'},
                          {"oòỏõóọôồổỗốộơờởỡớợ", 'o'}, {"uùủũúụưừửữứự", 'u'}, {"yỳỷỹýỵ", 'y'}};
  for (const Vowel& vowel : vowels) {
    const auto lower = icu::UnicodeString::fromUTF8(vowel.forms);
    const std::string expected(static_cast<std::size_t>(lower.length()), vowel.folded);
    icu::UnicodeString upper(lower);
    upper.toUpper(icu::Locale("vi"));
    CHECK(text::fold(utf8(lower)) == expected);
    CHECK(text::fold(utf8(upper)) == expected);
    CHECK(text::fold(utf8(decomposed(lower))) == expected);
    CHECK(text::fold(utf8(decomposed(upper))) == expected);
  }
}

TEST_CASE("folding any character is idempotent and does not depend on the Unicode form") {
  std::string wrong;
  for (UChar32 c = 0; c <= 0x10FFFF; ++c) {
    if (U_IS_SURROGATE(c)) continue;
    const icu::UnicodeString character(c);
    const std::string folded = text::fold(utf8(character));
    const bool idempotent = text::fold(folded) == folded;
    if (!idempotent || text::fold(utf8(decomposed(character))) != folded) {
      wrong += " U+" + std::to_string(c);
    }
  }
  CHECK(wrong == "");
}

TEST_CASE("folding any bytes is idempotent") {
  rc::prop("for any bytes", [](const std::string& bytes) {
    const std::string once = text::fold(bytes);
    RC_ASSERT(text::fold(once) == once);
  });
}

TEST_CASE("folded text has no leading, trailing or doubled space") {
  rc::prop("for any bytes", [](const std::string& bytes) {
    const std::string folded = " " + text::fold(bytes) + " ";
    RC_ASSERT(folded == "  " || folded.find("  ") == std::string::npos);
  });
}
