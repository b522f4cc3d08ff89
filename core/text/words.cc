// Numbers in Vietnamese words, as on a receipt.
#include <array>
#include <string>

#include "core/text/magnitude.h"
#include "core/text/text.h"

namespace soban::text {
namespace {

constexpr std::uint64_t kBillion = 1'000'000'000;

constexpr std::array<const char*, 10> kDigits = {"không", "một", "hai", "ba",  "bốn",
                                                 "năm",   "sáu", "bảy", "tám", "chín"};

void add(std::string& words, const char* word) {
  if (!words.empty()) words += ' ';
  words += word;
}

// The last digit changes its name after tens: mười lăm, hai mươi mốt, hai mươi tư.
const char* unit_word(unsigned tens, unsigned unit) {
  if (tens >= 1 && unit == 5) return "lăm";
  if (tens >= 2 && unit == 1) return "mốt";
  if (tens >= 2 && unit == 4) return "tư";
  return kDigits[unit];
}

void add_tens(std::string& words, unsigned tens, unsigned unit, bool after_hundreds) {
  if (tens == 1) {
    add(words, "mười");
  } else if (tens > 1) {
    add(words, kDigits[tens]);
    add(words, "mươi");
  } else if (after_hundreds && unit > 0) {
    add(words, "linh");
  }
  if (unit > 0) add(words, unit_word(tens, unit));
}

// 1 to 999. `follows` another group: its hundreds are read even when there are none (một triệu không trăm linh năm).
void add_group(std::string& words, unsigned group, bool follows) {
  const unsigned hundreds = group / 100;
  const bool read_hundreds = hundreds > 0 || follows;
  if (read_hundreds) {
    add(words, kDigits[hundreds]);
    add(words, "trăm");
  }
  add_tens(words, group / 10 % 10, group % 10, read_hundreds);
}

// Below a billion. Groups of zeros are not read.
void add_below_billion(std::string& words, std::uint64_t number) {
  struct Scale {
    std::uint64_t value;
    const char* word;
  };
  static constexpr std::array<Scale, 3> kScales = {
      {{1'000'000, "triệu"}, {1'000, "nghìn"}, {1, nullptr}}};
  for (const Scale& scale : kScales) {
    const auto group = static_cast<unsigned>(number / scale.value % 1000);
    if (group == 0) continue;
    add_group(words, group, !words.empty());
    if (scale.word != nullptr) add(words, scale.word);
  }
}

// Calls itself at most twice: 64 bits hold three times nine digits.
void add_number(std::string& words, std::uint64_t number) {
  if (number >= kBillion) {
    add_number(words, number / kBillion);
    add(words, "tỷ");
  }
  add_below_billion(words, number % kBillion);
}

}  // namespace

std::string dong_in_words(std::int64_t dong) {
  std::string number;
  add_number(number, magnitude(dong));
  if (number.empty()) number = kDigits[0];
  return (dong < 0 ? "âm " : "") + number + " đồng";
}

std::string dong_in_words_capitalised(std::int64_t dong) {
  // “âm” is the only first word that does not begin with an ASCII letter.
  if (dong < 0) return "Âm" + dong_in_words(dong).substr(std::string_view("âm").size());
  std::string words = dong_in_words(dong);
  words[0] = static_cast<char>(words[0] - 'a' + 'A');
  return words;
}

}  // namespace soban::text
