// For helpers that must succeed: a failure ends the test with the error's words.
#pragma once

#include <stdexcept>
#include <utility>

#include "core/error.h"

namespace soban::test {

template <class T>
T expect(Result<T> result) {
  if (!result) {
    throw std::runtime_error(result.error().code + ": " + result.error().text + " " +
                             result.error().detail);
  }
  if constexpr (!std::is_void_v<T>) return *std::move(result);
}

// The stable code of the error; "" when there is none.
template <class T>
std::string code_of(const Result<T>& result) {
  return result ? std::string() : result.error().code;
}

}  // namespace soban::test
