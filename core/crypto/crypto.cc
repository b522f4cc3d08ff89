#include "core/crypto/crypto.h"

#include <sodium.h>

#include "core/check.h"

namespace soban::crypto {

void initialise() { SOBAN_CHECK(sodium_init() >= 0); }

Hash blake2b(std::initializer_list<std::string_view> parts) {
  Hash hash{};
  crypto_generichash_blake2b_state state;
  crypto_generichash_blake2b_init(&state, nullptr, 0, hash.size());
  for (const std::string_view part : parts) {
    crypto_generichash_blake2b_update(&state, reinterpret_cast<const unsigned char*>(part.data()),
                                      part.size());
  }
  crypto_generichash_blake2b_final(&state, hash.data(), hash.size());
  return hash;
}

std::string random_bytes(std::size_t count) {
  std::string bytes(count, '\0');
  randombytes_buf(bytes.data(), bytes.size());
  return bytes;
}

std::uint64_t random_u64() {
  std::uint64_t value = 0;
  randombytes_buf(&value, sizeof value);
  return value;
}

bool equal(std::string_view a, std::string_view b) {
  return a.size() == b.size() && sodium_memcmp(a.data(), b.data(), a.size()) == 0;
}

void wipe(std::string& secret) {
  sodium_memzero(secret.data(), secret.size());
  secret.clear();
}

std::string to_hex(std::string_view bytes) {
  static constexpr char kDigits[] = "0123456789abcdef";
  std::string hex;
  hex.reserve(bytes.size() * 2);
  for (const char c : bytes) {
    const auto byte = static_cast<unsigned char>(c);
    hex += kDigits[byte >> 4];
    hex += kDigits[byte & 0xF];
  }
  return hex;
}

std::optional<std::string> from_hex(std::string_view hex) {
  std::string bytes(hex.size() / 2, '\0');
  const int failed = sodium_hex2bin(reinterpret_cast<unsigned char*>(bytes.data()), bytes.size(),
                                    hex.data(), hex.size(), nullptr, nullptr, nullptr);
  // It takes capitals too, which are another text for the same bytes.
  if (failed != 0 || to_hex(bytes) != hex) return std::nullopt;
  return bytes;
}

}  // namespace soban::crypto
