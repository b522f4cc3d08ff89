// Ed25519 as libsodium does it: the secret key is the seed followed by the public key.
#include <sodium.h>

#include "core/crypto/crypto.h"

namespace soban::crypto {
namespace {

static_assert(sizeof(PublicKey) == crypto_sign_ed25519_PUBLICKEYBYTES);
static_assert(sizeof(Signature) == crypto_sign_ed25519_BYTES);

const unsigned char* bytes_of(std::string_view text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}

// Ed25519 reads its message twice, so that it can't be given in parts.
std::string with_domain(std::string_view domain, std::string_view message) {
  std::string joined;
  joined.reserve(domain.size() + message.size());
  return joined.append(domain).append(message);
}

}  // namespace

SigningKey SigningKey::generate() {
  SigningKey key;
  crypto_sign_ed25519_keypair(key.public_key_.data(), key.secret_.data());
  return key;
}

Result<SigningKey> SigningKey::from_seed(std::string_view seed) {
  if (seed.size() != crypto_sign_ed25519_SEEDBYTES) {
    return fail(ErrorKind::kInvalid, "bad_seed",
                "The seed of a signing key has " + std::to_string(seed.size()) +
                    " bytes; it must have 32. Restore the key file from a backup.");
  }
  SigningKey key;
  crypto_sign_ed25519_seed_keypair(key.public_key_.data(), key.secret_.data(), bytes_of(seed));
  return key;
}

SigningKey::~SigningKey() { sodium_memzero(secret_.data(), secret_.size()); }

std::string SigningKey::seed() const {
  return std::string(view(secret_).substr(0, crypto_sign_ed25519_SEEDBYTES));
}

Signature SigningKey::sign(std::string_view domain, std::string_view message) const {
  const std::string joined = with_domain(domain, message);
  Signature signature{};
  crypto_sign_ed25519_detached(signature.data(), nullptr, bytes_of(joined), joined.size(),
                               secret_.data());
  return signature;
}

bool verify(const PublicKey& key, std::string_view domain, std::string_view message,
            std::string_view signature) {
  if (signature.size() != sizeof(Signature)) return false;
  const std::string joined = with_domain(domain, message);
  return crypto_sign_ed25519_verify_detached(bytes_of(signature), bytes_of(joined), joined.size(),
                                             key.data()) == 0;
}

}  // namespace soban::crypto
