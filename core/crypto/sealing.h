// Content that only some may read: encrypted once, its key sealed to each of them. libsodium throughout.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

#include "core/crypto/crypto.h"

namespace soban::crypto {

using SealingPublicKey = std::array<std::uint8_t, 32>;  // X25519 (RFC 7748)

// An X25519 key pair. The secret is wiped on destruction.
class SealingKey {
 public:
  static SealingKey generate();
  // From the 32 bytes that secret() gave. kInvalid "bad_key" when the length is wrong.
  static Result<SealingKey> from_secret(std::string_view secret);
  SealingKey(const SealingKey&) = default;
  SealingKey& operator=(const SealingKey&) = default;
  ~SealingKey();

  const SealingPublicKey& public_key() const { return public_key_; }
  // The caller wipes its copy (wipe).
  std::string secret() const;
  // What seal_to() made for this key. kForbidden "sealed" when it was made for another one or was changed.
  Result<std::string> open(std::string_view box) const;

 private:
  SealingKey() = default;
  SealingPublicKey public_key_{};
  std::array<std::uint8_t, 32> secret_{};
};

// An anonymous box (crypto_box_seal): whoever made it can't open it again.
std::string seal_to(const SealingPublicKey& recipient, std::string_view message);

// XChaCha20-Poly1305 with a random nonce in front. `key` has 32 bytes; `purpose` keeps a text from being taken for another one.
// The length is padded to the next 256 bytes, so that it tells little.
std::string encrypt(std::string_view key, std::string_view purpose, std::string_view content);
// kForbidden "sealed" when key, purpose or bytes are not those of encrypt().
Result<std::string> decrypt(std::string_view key, std::string_view purpose,
                            std::string_view ciphertext);

// 32 bytes from a password by Argon2id with 64 MiB and 3 passes (RFC 9106, its second choice), some 150 ms. `salt` has 16 bytes;
// passwords as for hash_password. Throws std::bad_alloc.
std::string key_from_password(std::string_view password, std::string_view salt);

}  // namespace soban::crypto
