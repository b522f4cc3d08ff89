// Folding is called for each record that is indexed and each key that is typed. The rule itself (fold_code_point) asks ICU;
// what it says of the code points that Vietnamese text is made of is remembered in a table.
#include <unicode/locid.h>
#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>

#include <array>
#include <string>

#include "core/check.h"
#include "core/text/text.h"
#include "core/text/utf8.h"

namespace soban::text {
namespace {

// What a code point folds to: nothing, a space, or a few code points.
using Folded = std::u32string;

// Letters that Unicode does not decompose. Ð and Ɖ look like Đ and come from converted fonts.
std::int32_t without_stroke(std::int32_t c) {
  switch (c) {
    case U'đ':
    case U'ð':
    case U'ɖ':
      return 'd';
    default:
      return c;
  }
}

// ʼ and its like: letters to Unicode, but the apostrophe of “HʼMông” to who types it.
bool is_modifier_apostrophe(std::int32_t c) { return c >= 0x2B9 && c <= 0x2DF; }

// Of one code point that has no decomposition.
void fold_simple(std::int32_t c, Folded& out) {
  constexpr std::uint32_t kDropped = U_GC_M_MASK | U_GC_CF_MASK;
  const std::uint32_t category = U_GET_GC_MASK(c);
  if ((category & kDropped) != 0) return;
  const bool kept = (category & (U_GC_L_MASK | U_GC_N_MASK)) != 0 && !is_modifier_apostrophe(c);
  if (!kept) {
    out += U' ';
    return;
  }
  out += static_cast<char32_t>(without_stroke(u_foldCase(c, U_FOLD_CASE_DEFAULT)));
}

// Decomposed first, so that NFC and NFD come to the same.
Folded fold_code_point(std::int32_t c) {
  UErrorCode error = U_ZERO_ERROR;
  const icu::Normalizer2* nfkc = icu::Normalizer2::getNFKCInstance(error);
  SOBAN_CHECK(U_SUCCESS(error));
  Folded folded;
  icu::UnicodeString parts;
  if (!nfkc->getDecomposition(c, parts)) parts = icu::UnicodeString(c);
  for (std::int32_t at = 0; at < parts.length(); at = parts.moveIndex32(at, 1)) {
    fold_simple(parts.char32At(at), folded);
  }
  return folded;
}

// One code point each. kAskIcu where a code point folds to several.
struct Table {
  static constexpr std::int32_t kLatinEnd = 0x370;  // with the combining marks
  static constexpr std::int32_t kVietnamese = 0x1E00;
  static constexpr std::int32_t kVietnameseEnd = 0x1F00;
  static constexpr char16_t kDrop = 0;
  static constexpr char16_t kAskIcu = 0xFFFF;

  std::array<char16_t, kLatinEnd> latin;
  std::array<char16_t, kVietnameseEnd - kVietnamese> vietnamese;

  Table() {
    for (std::int32_t c = 0; c < kLatinEnd; ++c) latin[static_cast<std::size_t>(c)] = entry(c);
    for (std::int32_t c = kVietnamese; c < kVietnameseEnd; ++c) {
      vietnamese[static_cast<std::size_t>(c - kVietnamese)] = entry(c);
    }
  }

  char16_t find(std::int32_t c) const {
    if (c < kLatinEnd) return latin[static_cast<std::size_t>(c)];
    if (c < kVietnamese || c >= kVietnameseEnd) return kAskIcu;
    return vietnamese[static_cast<std::size_t>(c - kVietnamese)];
  }

 private:
  static char16_t entry(std::int32_t c) {
    const Folded folded = fold_code_point(c);
    if (folded.empty()) return kDrop;
    return folded.size() == 1 && folded[0] < kAskIcu ? static_cast<char16_t>(folded[0]) : kAskIcu;
  }
};

const Table& table() {
  static const Table instance;
  return instance;
}

// Appends with runs of spaces folded; never a leading one.
void append(std::string& out, char32_t c) {
  if (c > U' ' && c < 0x80) {
    out += static_cast<char>(c);
  } else if (c != U' ') {
    append_code_point(out, static_cast<std::int32_t>(c));
  } else if (!out.empty() && out.back() != ' ') {
    out += ' ';
  }
}

}  // namespace

std::string fold(std::string_view text) {
  const Table& known = table();
  std::string folded;
  folded.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    const std::int32_t c = next_code_point(text, at);
    const char16_t entry = c == kNotUtf8 ? u' ' : known.find(c);
    if (entry == Table::kDrop) continue;
    if (entry != Table::kAskIcu) {
      append(folded, entry);
    } else {
      for (const char32_t part : fold_code_point(c)) append(folded, part);
    }
  }
  if (!folded.empty() && folded.back() == ' ') folded.pop_back();
  return folded;
}

std::string upper(std::string_view text) {
  icu::UnicodeString words = icu::UnicodeString::fromUTF8(
      icu::StringPiece(text.data(), static_cast<std::int32_t>(text.size())));
  std::string out;
  words.toUpper(icu::Locale("vi")).toUTF8String(out);
  return out;
}

}  // namespace soban::text
