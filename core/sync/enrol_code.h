// The one-time code that makes a laptop a device of a village: where the hub is, which certificate it must show, and a
// token that works once (DESIGN §8). Printed in groups of five so that it can be read out and typed.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "core/error.h"

namespace soban::sync {

inline constexpr std::size_t kTokenBytes = 10;  // 80 random bits
inline constexpr std::size_t kPinBytes =
    16;  // of the certificate's SHA-256; the whole is kept after enrolment

struct EnrolCode {
  std::string host;
  std::uint16_t port = 0;
  std::string pin;  // first kPinBytes of SHA-256 of the hub's TLS certificate
  std::string token;
};

std::string print_enrol_code(const EnrolCode& code);
// Spaces, hyphens and case don't matter. kInvalid "enrol_code_malformed": a slip of the hand, caught by the check bytes.
Result<EnrolCode> read_enrol_code(std::string_view typed);

}  // namespace soban::sync
