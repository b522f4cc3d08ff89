// Shortening a text without leaving half a character.
#pragma once

#include <string_view>

namespace soban::text {

// The beginning of it, at most so many bytes.
inline std::string_view cut(std::string_view text, std::size_t bytes_max) {
  if (text.size() <= bytes_max) return text;
  std::size_t end = bytes_max;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) --end;
  return text.substr(0, end);
}

}  // namespace soban::text
