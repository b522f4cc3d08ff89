#include <sodium.h>

#include <algorithm>
#include <array>
#include <new>

#include "core/crypto/crypto.h"

namespace soban::crypto {
namespace {

// OWASP's minimum for Argon2id: what a hub on an old office machine can spend on each log-in.
constexpr std::size_t kMemoryBytes = 19 * 1024 * 1024;
constexpr unsigned long long kPasses = 2;

}  // namespace

std::string hash_password(std::string_view password) {
  std::array<char, crypto_pwhash_STRBYTES> encoded{};
  if (crypto_pwhash_str_alg(encoded.data(), password.data(), password.size(), kPasses, kMemoryBytes,
                            crypto_pwhash_ALG_ARGON2ID13) != 0) {
    throw std::bad_alloc();  // libsodium's only other reason is a password of 4 GiB
  }
  return encoded.data();
}

bool check_password(std::string_view encoded, std::string_view password) {
  // libsodium wants a buffer of its full size, ended by a zero.
  std::array<char, crypto_pwhash_STRBYTES> padded{};
  if (encoded.size() >= padded.size()) return false;
  std::copy(encoded.begin(), encoded.end(), padded.begin());
  return crypto_pwhash_str_verify(padded.data(), password.data(), password.size()) == 0;
}

}  // namespace soban::crypto
