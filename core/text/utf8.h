// Walking UTF-8 by code points; for this directory only.
#pragma once

#include <unicode/utf8.h>

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace soban::text {

inline constexpr std::int32_t kNotUtf8 = -1;

// The code point at `at`, which moves past it. kNotUtf8 for bytes that are none (overlong forms and surrogates too); `at`
// then moves past what can't begin one.
inline std::int32_t next_code_point(std::string_view text, std::size_t& at) {
  std::int32_t code_point = 0;
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wconversion"  // inside ICU's macro
  U8_NEXT(text.data(), at, text.size(), code_point);
#pragma GCC diagnostic pop
  return code_point < 0 ? kNotUtf8 : code_point;
}

inline void append_code_point(std::string& out, std::int32_t code_point) {
  char bytes[U8_MAX_LENGTH];
  std::size_t size = 0;
  U8_APPEND_UNSAFE(bytes, size, code_point);
  out.append(bytes, size);
}

}  // namespace soban::text
