#include "core/text/personal.h"

#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <array>
#include <set>

#include "core/check.h"
#include "core/text/text.h"
#include "core/text/utf8.h"

namespace soban::text {
namespace {

// Code points between two words of one name: a space, a line end, "-", ". ".
constexpr std::size_t kGapMax = 3;
// Words of a name that is not known as a whole.
constexpr std::size_t kNameWordsMax = 5;
constexpr std::size_t kDigitsMin = 8;         // in one piece
constexpr std::size_t kGroupedDigitsMin = 9;  // with separators: 24.11.2026 is a date

// The most common family names of the country, whoever lives in the commune: shopkeepers and officials come from elsewhere.
constexpr std::array kCommonFamilies = {"Nguyễn", "Trần", "Lê",   "Phạm", "Hoàng", "Huỳnh", "Phan",
                                        "Vũ",     "Võ",   "Đặng", "Bùi",  "Đỗ",    "Ngô"};
// Called after people; nobody's name.
constexpr std::array kCommonPlaces = {"Hà Nội", "Hồ Chí Minh", "Võ Nhai"};
// Before these a name is a street's or a school's.
constexpr std::array kPlaceWords = {"đường", "phố", "trường", "chợ", "cầu", "suối"};
// The word, or the two words, before a name.
constexpr std::array kHonorifics = {"ông",  "bà",      "anh",       "chị",      "cụ", "cô",
                                    "chú",  "bác",     "dì",        "cậu",      "em", "cháu",
                                    "thầy", "cô giáo", "thầy giáo", "đồng chí", "đ c"};
// In the name of an office, in none of a person's.
constexpr std::array kOffices = {"ban", "hội", "ubnd", "hđnd",  "mttq",   "xã",
                                 "bản", "tổ",  "đội",  "phòng", "trường", "trạm"};
// Between family and given name.
constexpr std::array kMiddles = {"Văn", "Thị", "A"};

struct Word {
  std::size_t begin = 0;  // bytes
  std::size_t end = 0;
  std::size_t gap = 0;    // code points since the word before
  bool capital = false;   // begins with one
  bool shouting = false;  // has nothing but capitals, two at least
  bool plain = true;      // ASCII
  std::string key;
};

bool is_tone(UChar32 c) {
  return c == 0x300 || c == 0x301 || c == 0x303 || c == 0x309 || c == 0x323;
}

bool is_ignorable(UChar32 c) { return u_charType(c) == U_FORMAT_CHAR; }

bool belongs_to_word(UChar32 c) {
  constexpr std::uint32_t kWord = U_GC_L_MASK | U_GC_M_MASK | U_GC_N_MASK | U_GC_CF_MASK;
  return c != kNotUtf8 && (U_GET_GC_MASK(c) & kWord) != 0;
}

// Decomposed and in lower case, with the tone at the end of the word: Hòa and Hoà are the same, Hoa is not.
std::string word_key(std::string_view word) {
  UErrorCode error = U_ZERO_ERROR;
  const icu::Normalizer2* nfd = icu::Normalizer2::getNFDInstance(error);
  SOBAN_CHECK(U_SUCCESS(error));
  icu::UnicodeString folded = icu::UnicodeString::fromUTF8(
      icu::StringPiece(word.data(), static_cast<std::int32_t>(word.size())));
  folded.foldCase();
  const icu::UnicodeString parts = nfd->normalize(folded, error);
  if (U_FAILURE(error)) return std::string(word);
  std::string key;
  std::string tones;
  for (std::int32_t at = 0; at < parts.length(); at = parts.moveIndex32(at, 1)) {
    const UChar32 c = parts.char32At(at);
    if (!is_ignorable(c)) append_code_point(is_tone(c) ? tones : key, c);
  }
  return key + tones;
}

// How a word is written, learnt a code point at a time.
class Look {
 public:
  void add(UChar32 c) {
    if (is_ignorable(c) || (U_GET_GC_MASK(c) & U_GC_M_MASK) != 0) return;
    const bool upper = u_isUUppercase(c) || u_istitle(c);
    if (count_++ == 0) capital_ = upper;
    all_upper_ = all_upper_ && upper;
  }
  bool capital() const { return capital_; }
  bool shouting() const { return all_upper_ && count_ > 1; }

 private:
  std::size_t count_ = 0;
  bool capital_ = false;
  bool all_upper_ = true;
};

template <class KeyOf>
std::vector<Word> words_of(std::string_view text, KeyOf key_of) {
  std::vector<Word> words;
  std::size_t gap = 0;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t begin = at;
    UChar32 c = next_code_point(text, at);
    if (!belongs_to_word(c)) {
      ++gap;
      continue;
    }
    Word word{begin, at, std::exchange(gap, 0), false, false, true, {}};
    Look look;
    for (std::size_t next = at; belongs_to_word(c); c = next_code_point(text, next)) {
      look.add(c);
      word.plain = word.plain && (c < 0x80 || is_ignorable(c));
      word.end = at = next;
      if (next >= text.size()) break;
    }
    word.capital = look.capital();
    word.shouting = look.shouting();
    word.key = key_of(std::string(text.substr(word.begin, word.end - word.begin)));
    words.push_back(std::move(word));
  }
  return words;
}

std::vector<Word> words_of(std::string_view text) { return words_of(text, word_key); }

std::vector<std::string> keys_of(std::string_view text) {
  std::vector<std::string> keys;
  for (Word& word : words_of(text)) keys.push_back(std::move(word.key));
  return keys;
}

template <std::size_t size>
std::set<std::string> key_set(const std::array<const char*, size>& texts) {
  std::set<std::string> set;
  for (const char* text : texts) {
    std::string joined;
    for (const std::string& key : keys_of(text)) joined += (joined.empty() ? "" : " ") + key;
    set.insert(std::move(joined));
  }
  return set;
}

// How many words from `at` on are capitalised and stand together.
std::size_t capitals_from(const std::vector<Word>& words, std::size_t at) {
  std::size_t count = 0;
  while (at + count < words.size() && count < kNameWordsMax && words[at + count].capital &&
         (count == 0 || words[at + count].gap == 1))
    ++count;
  return count;
}

}  // namespace

struct PersonalNames::Words {
  std::vector<Word> words;
  std::vector<const Keys*> keys;  // in keys_, which keeps their places
};

PersonalNames::Words PersonalNames::split(std::string_view name) {
  Words split;
  split.words = words_of(name, [&](std::string word) {
    const auto [entry, is_new] = keys_.try_emplace(std::move(word));
    if (is_new) entry->second = {word_key(entry->first), fold(entry->first)};
    split.keys.push_back(&entry->second);
    return std::string();
  });
  return split;
}

void PersonalNames::add(const Words& words) {
  const auto put = [&](Names& names, std::string Keys::*key) {
    std::string rest;
    for (std::size_t i = 1; i < words.keys.size(); ++i)
      rest.append(i > 1 ? " " : "").append(words.keys[i]->*key);
    return names[words.keys.front()->*key].insert(std::move(rest)).second;
  };
  if (put(exact_, &Keys::exact)) ++size_;
  longest_ = std::max(longest_, words.keys.size());
  if (words.keys.size() == 1) return;
  put(plain_, &Keys::plain);
  const bool all_capital = std::all_of(words.words.begin(), words.words.end(),
                                       [](const Word& word) { return word.capital; });
  if (all_capital) families_.insert(words.keys.front()->exact);
}

void PersonalNames::add(std::string_view name) {
  const Words split_name = split(name);
  if (split_name.words.size() > 1 ||
      (split_name.words.size() == 1 && split_name.words.front().capital))
    add(split_name);
}

void PersonalNames::add_if_name(std::string_view text) {
  static const auto offices = key_set(kOffices);
  const Words split_text = split(text);
  const auto& words = split_text.words;
  if (words.size() < 2 || words.size() > kNameWordsMax) return;
  bool looks_so = true;
  for (std::size_t i = 0; i < words.size(); ++i) {
    looks_so = looks_so && words[i].capital && !words[i].shouting &&
               !offices.contains(split_text.keys[i]->exact);
  }
  if (looks_so || is_family(split_text.keys.front()->exact)) add(split_text);
}

bool PersonalNames::is_family(const std::string& key) const {
  static const auto families = key_set(kCommonFamilies);
  return families.contains(key) || families_.contains(key);
}

void PersonalNames::add_place(std::string_view place) {
  std::vector<std::string> name;
  for (Word& word : words_of(place)) {
    if (word.capital) name.push_back(std::move(word.key));
  }
  if (!name.empty()) places_.push_back(std::move(name));
}

// One text, under way.
class Hiding {
 public:
  Hiding(std::string_view text, std::initializer_list<const PersonalNames*> known)
      : text_(text), known_(known), words_(words_of(text)) {}

  std::string run() {
    for (std::size_t at = 0; at < words_.size();) {
      const std::size_t count = std::max(name_at(at), likely_name_at(at));
      if (count > 0) spans_.push_back({words_[at].begin, words_[at + count - 1].end});
      at += std::max<std::size_t>(count, 1);
    }
    find_numbers();
    find_addresses();
    return without_spans();
  }

 private:
  struct Span {
    std::size_t begin;
    std::size_t end;
  };

  // The words of the longest known name that begins here.
  std::size_t name_at(std::size_t at) const {
    std::size_t longest = 0;
    for (const PersonalNames* names : known_) {
      longest = std::max(longest, name_at(at, *names, names->exact_, false));
      longest = std::max(longest, name_at(at, *names, names->plain_, true));
    }
    return longest;
  }

  std::size_t name_at(std::size_t at, const PersonalNames& names, const PersonalNames::Names& table,
                      bool plain) const {
    if (plain && !words_[at].plain) return 0;
    const auto found = table.find(words_[at].key);
    if (found == table.end()) return 0;
    std::size_t longest = words_[at].capital && found->second.contains("") ? 1 : 0;
    std::string rest;
    for (std::size_t count = 2; count <= names.longest_ && at + count <= words_.size(); ++count) {
      const Word& next = words_[at + count - 1];
      if (next.gap > kGapMax || (plain && !next.plain)) break;
      rest += (rest.empty() ? "" : " ") + next.key;
      if (found->second.contains(rest)) longest = count;
    }
    return longest;
  }

  // Of somebody whom the books don't know. Where all is in capitals, "VÌ" and "MÙA" are words more often than families.
  std::size_t likely_name_at(std::size_t at) const {
    static const auto middles = key_set(kMiddles);
    const std::size_t count = capitals_from(words_, at);
    if (count == 0) return 0;
    if (follows_honorific(at)) return count;
    const bool alike = count >= 2 && is_family(words_[at]) && !is_place(at);
    return alike && (!words_[at].shouting || middles.contains(words_[at + 1].key)) ? count : 0;
  }

  bool follows_honorific(std::size_t at) const {
    static const auto honorifics = key_set(kHonorifics);
    static const std::string uncle = word_key("bác");
    if (at == 0 || words_[at].gap != 1) return false;
    const Word& before = words_[at - 1];
    if (before.shouting || (before.capital && before.key == uncle)) return false;  // Bác Hồ
    return honorifics.contains(before.key) ||
           (at > 1 && honorifics.contains(words_[at - 2].key + ' ' + before.key));
  }

  bool is_family(const Word& word) const {
    return std::any_of(known_.begin(), known_.end(),
                       [&](const PersonalNames* names) { return names->is_family(word.key); });
  }

  bool is_place(std::size_t at) const {
    static const auto place_words = key_set(kPlaceWords);
    static const auto common_places = [] {
      std::vector<std::vector<std::string>> names;
      names.reserve(kCommonPlaces.size());
      for (const char* place : kCommonPlaces) names.push_back(keys_of(place));
      return names;
    }();
    if (at > 0 && place_words.contains(words_[at - 1].key)) return true;
    const auto stands_here = [&](const std::vector<std::string>& place) {
      if (at + place.size() > words_.size()) return false;
      return std::equal(place.begin(), place.end(),
                        words_.begin() + static_cast<std::ptrdiff_t>(at),
                        [](const std::string& key, const Word& word) { return key == word.key; });
    };
    return std::any_of(common_places.begin(), common_places.end(), stands_here) ||
           std::any_of(known_.begin(), known_.end(), [&](const PersonalNames* names) {
             return std::any_of(names->places_.begin(), names->places_.end(), stands_here);
           });
  }

  // Digits with at most one separator between two groups of them.
  void find_numbers() {
    for (std::size_t at = 0; at < text_.size();) {
      std::size_t next = at;
      if (!u_isdigit(next_code_point(text_, next))) {
        at = next;
        continue;
      }
      Number number{at, at, {}, {}};
      read_number(number);
      if (is_personal(number)) spans_.push_back({number.begin, number.end});
      at = number.end;
    }
  }

  struct Number {
    std::size_t begin;
    std::size_t end;
    std::vector<std::size_t> groups;  // digits of each
    std::set<UChar32> separators;
  };

  void read_number(Number& number) const {
    number.groups.push_back(0);
    UChar32 separator = 0;
    for (std::size_t at = number.begin; at < text_.size();) {
      const UChar32 c = next_code_point(text_, at);
      if (u_isdigit(c)) {
        if (separator != 0) {
          number.groups.push_back(0);
          number.separators.insert(std::exchange(separator, 0));
        }
        ++number.groups.back();
        number.end = at;
      } else if (is_separator(c) && (separator == 0 || separator == ')')) {
        separator = c;
      } else if (c == kNotUtf8 || !is_ignorable(c)) {
        break;
      }
    }
  }

  static bool is_separator(UChar32 c) {
    return c == '.' || c == ',' || c == '-' || c == '(' || c == ')' || u_isUWhiteSpace(c) ||
           u_charType(c) == U_DASH_PUNCTUATION;
  }

  bool is_personal(const Number& number) const {
    const auto longest = *std::max_element(number.groups.begin(), number.groups.end());
    if (longest >= kDigitsMin) return true;
    std::size_t digits = 0;
    for (const std::size_t group : number.groups) digits += group;
    return digits >= kGroupedDigitsMin && !is_sum(number);
  }

  // 1.200.000.000; never with a nought in front, as telephone numbers have.
  bool is_sum(const Number& number) const {
    const bool one_kind = number.separators.size() == 1 &&
                          (number.separators.contains('.') || number.separators.contains(','));
    return one_kind && text_[number.begin] != '0' && number.groups.front() <= 3 &&
           std::all_of(number.groups.begin() + 1, number.groups.end(),
                       [](std::size_t group) { return group == 3; });
  }

  void find_addresses() {
    constexpr std::string_view kEnds = " \t\n\r,;()<>\"";
    for (std::size_t at = text_.find('@'); at != std::string_view::npos;
         at = text_.find('@', at + 1)) {
      const std::size_t before = at == 0 ? at : text_.find_last_of(kEnds, at - 1);
      const std::size_t begin = at == 0 ? 0 : before == std::string_view::npos ? 0 : before + 1;
      spans_.push_back({begin, std::min(text_.find_first_of(kEnds, at), text_.size())});
    }
  }

  std::string without_spans() {
    std::sort(spans_.begin(), spans_.end(),
              [](const Span& a, const Span& b) { return a.begin < b.begin; });
    std::string out;
    std::size_t done = 0;
    for (const Span& span : spans_) {
      if (span.begin >= done) out.append(text_.substr(done, span.begin - done)).append(kHidden);
      done = std::max(done, span.end);
    }
    return out.append(text_.substr(done));
  }

  std::string_view text_;
  std::initializer_list<const PersonalNames*> known_;
  std::vector<Word> words_;
  std::vector<Span> spans_;
};

std::string PersonalNames::hide(std::string_view text,
                                std::initializer_list<const PersonalNames*> known) {
  return Hiding(text, known).run();
}

}  // namespace soban::text
