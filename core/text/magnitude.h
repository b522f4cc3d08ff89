// For this directory only.
#pragma once

#include <cstdint>

namespace soban::text {

// |value|, also of the smallest int64, whose negation does not fit.
inline std::uint64_t magnitude(std::int64_t value) {
  const auto bits = static_cast<std::uint64_t>(value);
  return value < 0 ? 0 - bits : bits;
}

}  // namespace soban::text
