#include "core/sync/enrol_code.h"

#include "core/crypto/crypto.h"
#include "core/text/text.h"

namespace soban::sync {
namespace {

constexpr char kVersion = 1;
constexpr std::size_t kCheckBytes = 2;
constexpr std::size_t kGroup = 5;
constexpr std::size_t kFixedBytes = 1 + 2 + kPinBytes + kTokenBytes;

std::string check_of(std::string_view body) {
  return std::string(crypto::view(crypto::blake2b({"soban.code.v1", body})).substr(0, kCheckBytes));
}

}  // namespace

std::string print_enrol_code(const EnrolCode& code) {
  std::string body(1, kVersion);
  body.push_back(static_cast<char>(code.port >> 8));
  body.push_back(static_cast<char>(code.port & 0xFF));
  body += code.pin.substr(0, kPinBytes) + code.token + code.host;
  const std::string letters = text::base32(body + check_of(body));
  std::string grouped;
  for (std::size_t i = 0; i < letters.size(); i += kGroup) {
    grouped += (i == 0 ? "" : "-") + letters.substr(i, kGroup);
  }
  return grouped;
}

Result<EnrolCode> read_enrol_code(std::string_view typed) {
  const auto malformed =
      fail(ErrorKind::kInvalid, "enrol_code_malformed",
           "the code is not complete or has a wrong letter; compare it with the paper");
  const auto bytes = text::base32_decode(typed);
  if (!bytes || bytes->size() < kFixedBytes + 1 + kCheckBytes) return malformed;
  const std::string_view body = std::string_view(*bytes).substr(0, bytes->size() - kCheckBytes);
  if (body.front() != kVersion || check_of(body) != bytes->substr(body.size())) return malformed;
  EnrolCode code;
  code.port = static_cast<std::uint16_t>(static_cast<unsigned char>(body[1]) << 8 |
                                         static_cast<unsigned char>(body[2]));
  code.pin = body.substr(3, kPinBytes);
  code.token = body.substr(3 + kPinBytes, kTokenBytes);
  code.host = body.substr(kFixedBytes);
  return code;
}

}  // namespace soban::sync
