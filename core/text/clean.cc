#include <unicode/bytestream.h>
#include <unicode/normalizer2.h>
#include <unicode/uchar.h>

#include <cstdio>

#include "core/check.h"
#include "core/text/text.h"
#include "core/text/utf8.h"

namespace soban::text {
namespace {

// What a look at every code point finds.
struct Survey {
  bool all_plain = true;  // nothing that white space folding could change
  bool all_latin = true;  // below U+0300: always NFC
};

const icu::Normalizer2& nfc() {
  static const icu::Normalizer2* const instance = [] {
    UErrorCode error = U_ZERO_ERROR;
    const icu::Normalizer2* found = icu::Normalizer2::getNFCInstance(error);
    SOBAN_CHECK(U_SUCCESS(error));
    return found;
  }();
  return *instance;
}

std::string to_nfc(std::string_view text) {
  UErrorCode error = U_ZERO_ERROR;
  std::string normal;
  icu::StringByteSink<std::string> sink(&normal, static_cast<std::int32_t>(text.size()));
  const icu::StringPiece piece(text.data(), static_cast<std::int32_t>(text.size()));
  nfc().normalizeUTF8(0, piece, sink, nullptr, error);
  SOBAN_CHECK(U_SUCCESS(error));
  return normal;
}

bool is_nfc(std::string_view text) {
  UErrorCode error = U_ZERO_ERROR;
  const icu::StringPiece piece(text.data(), static_cast<std::int32_t>(text.size()));
  return nfc().isNormalizedUTF8(piece, error) && U_SUCCESS(error);
}

// Two spaces in a row, or one at an end, are for fold_spaces.
bool is_plain_space(std::string_view text, std::size_t at) {
  return text[at] == ' ' && at > 0 && at + 1 < text.size() && text[at - 1] != ' ';
}

tl::unexpected<Error> control_character(std::int32_t code_point) {
  char name[16];
  std::snprintf(name, sizeof name, "U+%04X", static_cast<unsigned>(code_point));
  return fail(ErrorKind::kInvalid, "control_character",
              std::string("The text holds the control character ") + name + ". Remove it.");
}

Result<Survey> survey(std::string_view raw) {
  Survey found;
  for (std::size_t at = 0; at < raw.size();) {
    const std::size_t start = at;
    const std::int32_t c = next_code_point(raw, at);
    if (c > ' ' && c < 0x7F) continue;
    if (c == kNotUtf8) {
      return fail(ErrorKind::kInvalid, "bad_utf8",
                  "The text is not UTF-8 at byte " + std::to_string(start) + ". Send it as UTF-8.");
    }
    if (c >= 0x300) found.all_latin = false;
    if (u_isUWhiteSpace(c)) {
      found.all_plain = found.all_plain && is_plain_space(raw, start);
    } else if (u_charType(c) == U_CONTROL_CHAR) {
      return control_character(c);
    }
  }
  return found;
}

std::string fold_spaces(std::string_view text, bool multi_line) {
  std::string folded;
  folded.reserve(text.size());
  bool space = false;          // white space since the last character written
  std::size_t line_feeds = 0;  // of those
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t start = at;
    const std::int32_t c = next_code_point(text, at);
    if (u_isUWhiteSpace(c)) {
      space = true;
      if (c == '\n' && multi_line) ++line_feeds;
      continue;
    }
    if (space && !folded.empty()) {
      line_feeds > 0 ? folded.append(line_feeds, '\n') : folded.append(1, ' ');
    }
    space = false;
    line_feeds = 0;
    folded.append(text, start, at - start);
  }
  return folded;
}

}  // namespace

Result<std::string> clean(std::string_view raw, bool multi_line) {
  if (raw.size() > INT32_MAX / 4) {  // ICU counts in 32 bits, and normalising may lengthen
    return fail(ErrorKind::kTooLarge, "text_too_large",
                "The text is longer than 500 MB. Shorten it.");
  }
  const Result<Survey> found = survey(raw);
  if (!found) return tl::unexpected<Error>(found.error());
  const bool normal = found->all_latin || is_nfc(raw);
  if (found->all_plain) return normal ? std::string(raw) : to_nfc(raw);
  return fold_spaces(normal ? std::string(raw) : to_nfc(raw), multi_line);
}

}  // namespace soban::text
