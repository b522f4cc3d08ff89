// An amount is a row of numbers, each followed by a smaller unit than the one before: “1 tỷ 200 triệu”. The last unit may
// be left out: “1tr2”, “1 triệu 200.000”.
#include <unicode/uchar.h>

#include <array>
#include <optional>
#include <vector>

#include "core/text/text.h"
#include "core/text/utf8.h"

namespace soban::text {
namespace {

constexpr std::int64_t kMaxDong = 1'000'000'000'000'000;
constexpr std::size_t kDecimalsMax =
    9;  // with more, even a number of “tỷ” is no whole number of dong

enum class Problem { kNotMoney, kFractional, kNegative, kTooLarge };
using Amount = tl::expected<std::int64_t, Problem>;

tl::unexpected<Problem> problem(Problem what) { return tl::unexpected<Problem>(what); }

// ---- Numbers ------------------------------------------------------------------------------------------------------

// As typed, without the separators.
struct Number {
  std::string whole;
  std::string decimals;    // without trailing zeros
  bool has_point = false;  // typed with decimals, though they may be zeros
  bool grouped = false;
};

// "1.200,5" → groups "1", "200", "5" and separators ".,".
struct Pieces {
  std::vector<std::string> groups;
  std::string separators;

  bool same_separators(std::size_t count) const {
    return separators.find_first_not_of(separators[0]) >= count;
  }
  // Whether the first `count` groups are one number with its thousands apart.
  bool can_group(std::size_t count) const {
    if (groups[0].size() > 3 || groups[0][0] == '0' || !same_separators(count - 1)) return false;
    for (std::size_t i = 1; i < count; ++i) {
      if (groups[i].size() != 3) return false;
    }
    return true;
  }
};

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_separator(char c) { return c == '.' || c == ',' || c == ' '; }

// The longest run of digits with single separators between them.
Pieces read_pieces(std::string_view text, std::size_t& at) {
  Pieces pieces;
  while (true) {
    const std::size_t start = at;
    while (at < text.size() && is_digit(text[at])) ++at;
    pieces.groups.emplace_back(text.substr(start, at - start));
    if (at + 1 >= text.size() || !is_separator(text[at]) || !is_digit(text[at + 1])) return pieces;
    pieces.separators += text[at++];
  }
}

Number join(const Pieces& pieces, std::size_t whole_groups) {
  Number number;
  for (std::size_t i = 0; i < whole_groups; ++i) number.whole += pieces.groups[i];
  number.grouped = whole_groups > 1;
  number.has_point = whole_groups < pieces.groups.size();
  if (number.has_point) number.decimals = pieces.groups.back();
  number.whole.erase(0, std::min(number.whole.find_first_not_of('0'), number.whole.size()));
  number.decimals.erase(number.decimals.find_last_not_of('0') + 1);
  return number;
}

// `of_unit`: a unit that has decimals follows, so that a single comma is a decimal one.
std::optional<Number> interpret(const Pieces& pieces, bool of_unit) {
  const std::size_t count = pieces.groups.size();
  if (count == 1) return join(pieces, 1);
  const char last = pieces.separators.back();
  const bool comma_is_decimal = of_unit && count == 2 && last == ',';
  if (pieces.can_group(count) && !comma_is_decimal) return join(pieces, count);
  if (last == ' ') return std::nullopt;
  if (count == 2) return join(pieces, 1);
  // "1.200,000 đ" is a slip of the finger; "1.234,567 tỷ" is not.
  const bool slip = pieces.groups.back().size() == 3 && !(of_unit && last == ',');
  const bool new_separator = pieces.separators[0] != last;
  if (slip || !new_separator || !pieces.can_group(count - 1)) return std::nullopt;
  return join(pieces, count - 1);
}

// number × unit.
Amount scale(const Number& number, std::int64_t unit) {
  if (number.whole.size() > std::to_string(kMaxDong).size()) return problem(Problem::kTooLarge);
  const std::int64_t whole = number.whole.empty() ? 0 : std::stoll(number.whole);
  if (whole > kMaxDong / unit) return problem(Problem::kTooLarge);
  if (number.decimals.empty()) return whole * unit;
  if (number.decimals.size() > kDecimalsMax) return problem(Problem::kFractional);
  std::int64_t divisor = 1;
  for (std::size_t i = 0; i < number.decimals.size(); ++i) divisor *= 10;
  const std::int64_t part = std::stoll(number.decimals) * unit;
  if (part % divisor != 0) return problem(Problem::kFractional);
  return whole * unit + part / divisor;
}

// ---- Words --------------------------------------------------------------------------------------------------------

// What a word means, after folding, so that accents and case do not matter.
struct Word {
  const char* folded;
  std::int64_t unit;
};
constexpr std::int64_t kCurrency = 1;
constexpr std::int64_t kHalf = 0;  // “rưỡi”: half of the unit before
constexpr std::array<Word, 13> kWords = {{{"k", 1'000},
                                          {"ng", 1'000},
                                          {"nghin", 1'000},
                                          {"ngan", 1'000},
                                          {"tr", 1'000'000},
                                          {"trieu", 1'000'000},
                                          {"ty", 1'000'000'000},
                                          {"ti", 1'000'000'000},
                                          {"d", kCurrency},
                                          {"dong", kCurrency},
                                          {"vnd", kCurrency},
                                          {"₫", kCurrency},
                                          {"ruoi", kHalf}}};

std::optional<std::int64_t> unit_of(std::string_view word) {
  const std::string folded = word == "₫" ? std::string(word) : fold(word);
  for (const Word& known : kWords) {
    if (folded == known.folded) return known.unit;
  }
  return std::nullopt;
}

// ---- The sentence -------------------------------------------------------------------------------------------------

class Parser {
 public:
  explicit Parser(std::string_view text) : text_(text) {}

  Amount parse() {
    while (!done_) {
      const Amount part = next_part();
      if (!part) return part;
      total_ += *part;
      if (total_ > kMaxDong) return problem(Problem::kTooLarge);
      skip_space();
      if (at_ == text_.size()) return total_;
    }
    return problem(Problem::kNotMoney);
  }

 private:
  Amount next_part() {
    if (at_ == text_.size() || !is_digit(text_[at_])) return trailing_word();
    if (has_point_) return problem(Problem::kNotMoney);  // “1,2tr5”
    const Pieces pieces = read_pieces(text_, at_);
    skip_space();
    const std::string_view word = read_word();
    const auto unit = word.empty() ? kCurrency : unit_of(word);
    if (!unit || *unit == kHalf) return problem(Problem::kNotMoney);
    const auto number = interpret(pieces, *unit > kCurrency);
    if (!number) return problem(Problem::kNotMoney);
    if (*unit == kCurrency) return last_number(*number, !word.empty());
    return number_of_unit(*number, *unit);
  }

  // After the last unit: “đồng” or “rưỡi”.
  Amount trailing_word() {
    const auto unit = unit_of(read_word());
    if (last_unit_ == 0 || !unit || *unit > kCurrency) return problem(Problem::kNotMoney);
    if (*unit == kCurrency) {
      done_ = true;
      return 0;
    }
    if (has_point_ || halved_) return problem(Problem::kNotMoney);
    halved_ = true;
    return last_unit_ / 2;
  }

  Amount number_of_unit(const Number& number, std::int64_t unit) {
    if (halved_) return problem(Problem::kNotMoney);
    const Amount amount = scale(number, unit);
    if (last_unit_ != 0 && amount && (unit >= last_unit_ || *amount >= last_unit_)) {
      return problem(Problem::kNotMoney);  // “1 triệu 2 tỷ”, “1 tỷ 2000 triệu”
    }
    last_unit_ = unit;
    has_point_ = number.has_point;
    return amount;
  }

  // The number that no unit but dong follows.
  Amount last_number(const Number& number, bool has_currency) {
    done_ = true;
    if (last_unit_ == 0) return scale(number, kCurrency);
    if (halved_ || number.has_point) return problem(Problem::kNotMoney);
    if (!number.grouped) return has_currency ? problem(Problem::kNotMoney) : shorthand();
    const Amount amount = scale(number, kCurrency);
    if (amount && *amount >= last_unit_) return problem(Problem::kNotMoney);
    return amount;
  }

  // The digits just read as decimals of the last unit: the 2 of “1tr2”. More than three have two readings.
  Amount shorthand() const {
    const std::size_t end = text_.find_last_not_of(' ') + 1;
    const std::size_t start = text_.find_last_not_of("0123456789", end - 1) + 1;
    if (end != text_.size() || end - start > 3) return problem(Problem::kNotMoney);
    std::string digits(text_.substr(start));
    digits.resize(3, '0');
    return std::stoll(digits) * (last_unit_ / 1000);
  }

  std::string_view read_word() {
    const std::size_t start = at_;
    while (at_ < text_.size()) {
      std::size_t next = at_;
      const std::int32_t c = next_code_point(text_, next);
      if (!u_isalpha(c) && c != U'₫') break;
      at_ = next;
    }
    return text_.substr(start, at_ - start);
  }

  void skip_space() {
    if (at_ < text_.size() && text_[at_] == ' ') ++at_;  // clean() leaves one at most
  }

  std::string_view text_;
  std::size_t at_ = 0;
  std::int64_t total_ = 0;
  std::int64_t last_unit_ = 0;  // 0: none yet
  bool has_point_ = false;  // the last number had decimals: nothing but “đồng” may follow
  bool halved_ = false;     // after “rưỡi” too
  bool done_ = false;
};

// Takes the sign away and says whether there was one. Keyboards and Word put other dashes for a minus.
bool take_minus(std::string_view& text) {
  for (const std::string_view minus : {"-", "−", "–"}) {
    if (!text.starts_with(minus)) continue;
    text.remove_prefix(minus.size());
    if (text.starts_with(' ')) text.remove_prefix(1);
    return true;
  }
  return false;
}

Amount parse_signed(std::string_view text) {
  const bool negative = take_minus(text);
  const Amount amount = Parser(text).parse();
  if (negative && amount) return problem(Problem::kNegative);
  return amount;
}

tl::unexpected<Error> explain(Problem what, std::string_view typed) {
  constexpr std::size_t kQuotedMax = 60;  // a pasted page is not repeated
  const std::string quoted =
      typed.size() > kQuotedMax ? "The text" : "“" + std::string(typed) + "”";
  switch (what) {
    case Problem::kFractional:
      return fail(ErrorKind::kInvalid, "fractional",
                  quoted + " is not a whole number of dong. Leave out the decimals.");
    case Problem::kNegative:
      return fail(ErrorKind::kInvalid, "negative",
                  quoted + " is below zero. Type the amount without a minus.");
    case Problem::kTooLarge:
      return fail(ErrorKind::kInvalid, "too_large",
                  quoted + " is more than 10^15 dong. Check the number of zeros.");
    case Problem::kNotMoney:
      break;
  }
  return fail(ErrorKind::kInvalid, "not_money",
              quoted + " is not an amount of money. Type it like 1.200.000 or 1,2tr or 200k.");
}

}  // namespace

Result<std::int64_t> parse_money(std::string_view typed) {
  const auto text = clean(typed);
  if (!text) return explain(Problem::kNotMoney, "");
  const Amount amount = parse_signed(*text);
  if (!amount) return explain(amount.error(), *text);
  return *amount;
}

}  // namespace soban::text
