#include <rapidcheck/catch.h>

#include <array>
#include <catch2/catch.hpp>
#include <cstdint>
#include <limits>
#include <sstream>
#include <vector>

#include "core/text/text.h"

namespace text = soban::text;

namespace {

using Words = std::vector<std::string>;

// Reads words back by their meaning, written without a look at the code under test: an error in one is not in both.
// Accepts only what a schoolbook would.
class Reader {
 public:
  static unsigned __int128 value(const Words& words) {
    Reader reader(words);
    const unsigned __int128 number = reader.number();
    RC_ASSERT(reader.at_ == words.size());
    return number;
  }

 private:
  explicit Reader(const Words& words) : words_(words) {}

  bool take(const std::string& word) {
    if (at_ == words_.size() || words_[at_] != word) return false;
    ++at_;
    return true;
  }

  int digit(bool zero) {
    static const std::array<const char*, 10> kNames = {"không", "một", "hai", "ba",  "bốn",
                                                       "năm",   "sáu", "bảy", "tám", "chín"};
    for (int i = zero ? 0 : 1; i < 10; ++i) {
      if (take(kNames[static_cast<std::size_t>(i)])) return i;
    }
    return -1;
  }

  int unit_after(int tens) {
    if (tens >= 1 && take("lăm")) return 5;
    if (tens >= 2 && take("mốt")) return 1;
    if (tens >= 2 && take("tư")) return 4;
    const int unit = digit(false);
    const bool has_own_word = (tens >= 1 && unit == 5) || (tens >= 2 && (unit == 1 || unit == 4));
    RC_ASSERT(!has_own_word);
    return unit < 0 ? 0 : unit;
  }

  int group() {
    const bool leading = at_ == 0;
    if (take("mười")) return 10 + unit_after(1);
    const int first = digit(true);
    RC_ASSERT(first >= 0);
    if (take("mươi")) return first * 10 + unit_after(first);
    if (!take("trăm")) return first;
    RC_ASSERT(!(leading && first == 0));
    if (take("linh")) {
      const int unit = digit(false);
      RC_ASSERT(unit > 0);
      return first * 100 + unit;
    }
    if (take("mười")) return first * 100 + 10 + unit_after(1);
    const int tens = digit(false);
    if (tens < 0) return first * 100;
    RC_ASSERT(take("mươi"));
    return first * 100 + tens * 10 + unit_after(tens);
  }

  unsigned __int128 number() {
    unsigned __int128 total = 0;
    unsigned __int128 below_billion = 0;
    while (at_ < words_.size()) {
      if (take("tỷ")) {
        total = (total + below_billion) * 1'000'000'000;
        below_billion = 0;
        continue;
      }
      const auto value = static_cast<unsigned>(group());
      below_billion += value * (take("triệu") ? 1'000'000u : take("nghìn") ? 1'000u : 1u);
    }
    return total + below_billion;
  }

  const Words& words_;
  std::size_t at_ = 0;
};

Words split(const std::string& sentence) {
  std::istringstream in(sentence);
  Words words;
  for (std::string word; in >> word;) words.push_back(word);
  return words;
}

std::int64_t read_back(const std::string& sentence) {
  Words words = split(sentence);
  RC_ASSERT(words.back() == "đồng");
  words.pop_back();
  const bool negative = words.front() == "âm";
  if (negative) words.erase(words.begin());
  const auto value = static_cast<std::uint64_t>(Reader::value(words));
  return static_cast<std::int64_t>(negative ? 0 - value : value);
}

}  // namespace

TEST_CASE("an amount is read in Vietnamese words") {
  struct Case {
    std::int64_t dong;
    const char* words;
  };
  const Case cases[] = {
      {0, "không đồng"},
      {1, "một đồng"},
      {4, "bốn đồng"},
      {5, "năm đồng"},
      {10, "mười đồng"},
      {11, "mười một đồng"},
      {14, "mười bốn đồng"},
      {15, "mười lăm đồng"},
      {20, "hai mươi đồng"},
      {21, "hai mươi mốt đồng"},
      {24, "hai mươi tư đồng"},
      {25, "hai mươi lăm đồng"},
      {55, "năm mươi lăm đồng"},
      {100, "một trăm đồng"},
      {101, "một trăm linh một đồng"},
      {104, "một trăm linh bốn đồng"},
      {105, "một trăm linh năm đồng"},
      {110, "một trăm mười đồng"},
      {115, "một trăm mười lăm đồng"},
      {121, "một trăm hai mươi mốt đồng"},
      {444, "bốn trăm bốn mươi tư đồng"},
      {1'000, "một nghìn đồng"},
      {1'005, "một nghìn không trăm linh năm đồng"},
      {1'050, "một nghìn không trăm năm mươi đồng"},
      {21'000, "hai mươi mốt nghìn đồng"},
      {200'000, "hai trăm nghìn đồng"},
      {1'200'000, "một triệu hai trăm nghìn đồng"},
      {1'005'000, "một triệu không trăm linh năm nghìn đồng"},
      {1'000'005, "một triệu không trăm linh năm đồng"},
      {1'000'000'000, "một tỷ đồng"},
      {1'000'000'001, "một tỷ không trăm linh một đồng"},
      {1'010'000'000, "một tỷ không trăm mười triệu đồng"},
      {1'000'000'000'000, "một nghìn tỷ đồng"},
      {1'005'000'000'000, "một nghìn không trăm linh năm tỷ đồng"},
      {1'000'000'000'000'000, "một triệu tỷ đồng"},
      {1'000'000'000'000'000'000, "một tỷ tỷ đồng"},
      {-24'000, "âm hai mươi tư nghìn đồng"},
      {std::numeric_limits<std::int64_t>::max(),
       "chín tỷ hai trăm hai mươi ba triệu ba trăm bảy mươi hai nghìn không trăm ba mươi sáu tỷ "
       "tám trăm năm mươi tư triệu bảy trăm bảy mươi lăm nghìn tám trăm linh bảy đồng"},
      {std::numeric_limits<std::int64_t>::min(),
       "âm chín tỷ hai trăm hai mươi ba triệu ba trăm bảy mươi hai nghìn không trăm ba mươi sáu tỷ "
       "tám trăm năm mươi tư triệu bảy trăm bảy mươi lăm nghìn tám trăm linh tám đồng"},
  };
  for (const Case& each : cases) {
    CHECK(text::dong_in_words(each.dong) == each.words);
  }
}

TEST_CASE("an amount in words may begin with a capital") {
  CHECK(text::dong_in_words_capitalised(0) == "Không đồng");
  CHECK(text::dong_in_words_capitalised(1'200'000) == "Một triệu hai trăm nghìn đồng");
  CHECK(text::dong_in_words_capitalised(-5) == "Âm năm đồng");
}

TEST_CASE("the words of every amount below ten thousand are valid and mean the amount") {
  for (std::int64_t dong = 0; dong < 10'000; ++dong) {
    CAPTURE(dong);
    REQUIRE(read_back(text::dong_in_words(dong)) == dong);
  }
}

TEST_CASE("the words of any amount are valid and mean the amount") {
  rc::prop("over the whole range", [] {
    const auto dong = *rc::gen::arbitrary<std::int64_t>();
    RC_ASSERT(read_back(text::dong_in_words(dong)) == dong);
  });
  rc::prop("with random length and zeros in between", [] {
    const auto digits = *rc::gen::container<std::string>(
        rc::gen::weightedElement<char>({{6, '0'}, {1, '1'}, {1, '4'}, {1, '5'}, {1, '9'}}));
    const auto dong = std::stoll("0" + digits.substr(0, 18));
    RC_ASSERT(read_back(text::dong_in_words(dong)) == dong);
  });
  rc::prop("over uniform 64-bit values", [] {
    const auto high = *rc::gen::inRange<std::int64_t>(std::numeric_limits<std::int64_t>::min(),
                                                      std::numeric_limits<std::int64_t>::max());
    RC_ASSERT(read_back(text::dong_in_words(high)) == high);
  });
}
