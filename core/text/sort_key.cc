#include <unicode/coll.h>
#include <unicode/unistr.h>

#include <array>
#include <memory>
#include <vector>

#include "core/check.h"
#include "core/text/text.h"

namespace soban::text {
namespace {

// Opened when first needed (its tables take a few hundred KiB) and kept; a collator that is only read is thread-safe.
const icu::Collator& vietnamese() {
  static const std::unique_ptr<const icu::Collator> instance = [] {
    UErrorCode error = U_ZERO_ERROR;
    std::unique_ptr<icu::Collator> made(icu::Collator::createInstance(icu::Locale("vi"), error));
    SOBAN_CHECK(U_SUCCESS(error));
    // Tones count, case does not: “lò văn đức” in a hurry is the same name.
    made->setAttribute(UCOL_STRENGTH, UCOL_SECONDARY, error);
    // NFD typing sorts as NFC does.
    made->setAttribute(UCOL_NORMALIZATION_MODE, UCOL_ON, error);
    SOBAN_CHECK(U_SUCCESS(error));
    return made;
  }();
  return *instance;
}

// Ends with a zero byte and holds no other, so that keys can follow one another.
void append_key(std::string& keys, std::string_view part) {
  const icu::StringPiece piece(part.data(), static_cast<std::int32_t>(part.size()));
  const icu::UnicodeString text = icu::UnicodeString::fromUTF8(piece);
  std::array<std::uint8_t, 128> buffer;  // most names; longer ones are asked for a second time
  const auto capacity = static_cast<std::int32_t>(buffer.size());
  const std::int32_t size = vietnamese().getSortKey(text, buffer.data(), capacity);
  if (size <= capacity) {
    keys.append(reinterpret_cast<const char*>(buffer.data()), static_cast<std::size_t>(size));
    return;
  }
  std::vector<std::uint8_t> longer(static_cast<std::size_t>(size));
  vietnamese().getSortKey(text, longer.data(), size);
  keys.append(longer.begin(), longer.end());
}

std::string_view trim(std::string_view text) {
  const std::size_t first = text.find_first_not_of(' ');
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(' ') - first + 1);
}

struct NameParts {
  std::string_view family;
  std::string_view middle;
  std::string_view given;
};

// The first word is the family name, the last the given one; a single word is a given name.
NameParts split_name(std::string_view full_name) {
  const std::string_view name = trim(full_name);
  const std::size_t last = name.rfind(' ');
  if (last == std::string_view::npos) return {{}, {}, name};
  const std::size_t first = name.find(' ');
  return {name.substr(0, first), trim(name.substr(first, last - first)), name.substr(last + 1)};
}

}  // namespace

std::string name_sort_key(std::string_view full_name) {
  const NameParts parts = split_name(full_name);
  std::string keys;
  append_key(keys, parts.given);
  append_key(keys, parts.middle);
  append_key(keys, parts.family);
  return keys;
}

}  // namespace soban::text
