// Thin layer over libsodium and OpenSSL: hashes, signatures, random bytes, passwords.
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "core/error.h"

namespace soban::crypto {

using Hash = std::array<std::uint8_t, 32>;       // BLAKE2b-256
using PublicKey = std::array<std::uint8_t, 32>;  // Ed25519 (RFC 8032)
using Signature = std::array<std::uint8_t, 64>;

// Must be called once before anything else here; ends the program when libsodium can't start. Idempotent.
void initialise();

inline std::string_view view(std::span<const std::uint8_t> bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}
// Fixed-size array from raw bytes; false when the length is not the array's.
template <std::size_t N>
bool assign(std::array<std::uint8_t, N>& out, std::string_view bytes) {
  if (bytes.size() != N) return false;
  std::copy(bytes.begin(), bytes.end(), out.begin());
  return true;
}

// BLAKE2b-256 of the parts one after another (RFC 7693).
Hash blake2b(std::initializer_list<std::string_view> parts);

// From the kernel's generator (getrandom).
std::string random_bytes(std::size_t count);
std::uint64_t random_u64();

// An Ed25519 key pair. The secret is wiped on destruction.
class SigningKey {
 public:
  static SigningKey generate();
  // From the 32-byte seed. kInvalid when the length is wrong.
  static Result<SigningKey> from_seed(std::string_view seed);
  SigningKey(const SigningKey&) = default;
  SigningKey& operator=(const SigningKey&) = default;
  ~SigningKey();

  const PublicKey& public_key() const { return public_key_; }
  // 32 bytes, secret: from_seed(seed()) is this key again. The caller wipes its copy (wipe).
  std::string seed() const;
  // Signs domain ‖ message. The domain ("soban.head.v1") keeps a signature from being used for something else.
  Signature sign(std::string_view domain, std::string_view message) const;

 private:
  SigningKey() = default;
  PublicKey public_key_{};
  std::array<std::uint8_t, 64> secret_{};
};

// False also when `signature` has not 64 bytes or `key` is no proper Ed25519 key (small order, not canonical).
bool verify(const PublicKey& key, std::string_view domain, std::string_view message,
            std::string_view signature);

// Argon2id with 19 MiB and 2 passes (OWASP's minimum), about 30 ms; encoded as libsodium's string. The bytes
// count: a caller that takes passwords from keyboards normalises them to NFC first. Throws std::bad_alloc.
std::string hash_password(std::string_view password);
// False also when `encoded` is not such a string.
bool check_password(std::string_view encoded, std::string_view password);

// Takes as long for a near miss as for a far one.
bool equal(std::string_view a, std::string_view b);

// Overwrites and empties a secret.
void wipe(std::string& secret);

// Lower case.
std::string to_hex(std::string_view bytes);
// What to_hex gives; nullopt: no such text.
std::optional<std::string> from_hex(std::string_view hex);

// A self-made ECDSA P-256 certificate for `host` (a name or an address), valid for 20 years: the agents pin it, nobody
// else vouches for it. `host` goes into the subject alternative name. Throws std::runtime_error when OpenSSL fails.
struct TlsPem {
  std::string certificate;
  std::string private_key;  // PKCS #8, not encrypted
};
TlsPem make_tls_identity(const std::string& host);
// SHA-256 of the certificate's DER, 32 bytes. kCorrupt when the PEM does not parse.
Result<std::string> certificate_sha256(const std::string& certificate_pem);

}  // namespace soban::crypto
