#include "core/books/wording.h"

#include <algorithm>
#include <array>
#include <sstream>

#include "core/text/text.h"

namespace soban::books {
namespace {

std::vector<std::string> words_of(const std::string& folded) {
  std::vector<std::string> words;
  std::istringstream in(folded);
  for (std::string word; in >> word;) words.push_back(word);
  return words;
}

bool is_number(std::string_view word) {
  return !word.empty() && word.find_first_not_of("0123456789") == std::string_view::npos;
}

// "200 000 dong", "hai tram nghin", "50k", "2 cong": not every "dong", which is "đóng góp" and "cộng đồng" too.
bool is_amount(const std::string& before, const std::string& word) {
  static constexpr std::array<std::string_view, 3> kThousands = {"nghin", "ngan", "trieu"};
  static constexpr std::array<std::string_view, 6> kUnits = {"dong", "d", "vnd", "k", "tr", "cong"};
  if (std::find(kThousands.begin(), kThousands.end(), word) != kThousands.end()) return true;
  const std::size_t digits = std::min(word.find_first_not_of("0123456789"), word.size());
  const std::string unit = word.substr(digits);
  const bool counted = digits > 0 || is_number(before);
  return counted && std::find(kUnits.begin(), kUnits.end(), unit) != kUnits.end();
}

// "mỗi hộ … đồng"
bool fixes_level_per_household(const std::vector<std::string>& words) {
  bool each = false;
  for (std::size_t i = 1; i < words.size(); ++i) {
    if (each && is_amount(words[i - 1], words[i])) return true;
    each = each || (words[i - 1] == "moi" && words[i] == "ho");
  }
  return false;
}

// The phrase, but not its denial: "không bắt buộc".
bool asserts(const std::string& folded, std::string_view phrase) {
  constexpr std::string_view kNot = "khong ";
  for (std::size_t at = folded.find(phrase); at != std::string::npos;
       at = folded.find(phrase, at + 1)) {
    if (!std::string_view(folded).substr(0, at).ends_with(kNot)) return true;
  }
  return false;
}

}  // namespace

bool fixes_level(std::string_view text) {
  const std::string folded = text::fold(text);
  return asserts(folded, "toi thieu") || asserts(folded, "it nhat") ||
         fixes_level_per_household(words_of(folded));
}

bool forces(std::string_view text) { return asserts(text::fold(text), "bat buoc"); }

void flag_wording(std::vector<std::string>& flags, const std::vector<std::string>& texts) {
  if (std::any_of(texts.begin(), texts.end(), fixes_level)) flags.emplace_back("fixed_level");
  if (std::any_of(texts.begin(), texts.end(), forces)) flags.emplace_back("forced");
}

}  // namespace soban::books
