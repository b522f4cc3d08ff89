#include "core/crypto/sealing.h"

#include <sodium.h>

#include <new>

#include "core/check.h"

namespace soban::crypto {
namespace {

constexpr std::size_t kKeyBytes = crypto_aead_xchacha20poly1305_ietf_KEYBYTES;
constexpr std::size_t kNonceBytes = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES;
constexpr std::size_t kTagBytes = crypto_aead_xchacha20poly1305_ietf_ABYTES;
constexpr std::size_t kPaddingBytes = 256;
constexpr std::size_t kPasswordMemoryBytes = 64 << 20;
constexpr unsigned long long kPasswordPasses = 3;

static_assert(sizeof(SealingPublicKey) == crypto_box_PUBLICKEYBYTES);

const unsigned char* in(std::string_view text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}

unsigned char* out(std::string& text) { return reinterpret_cast<unsigned char*>(text.data()); }

tl::unexpected<Error> sealed() {
  return fail(ErrorKind::kForbidden, "sealed", "this content is sealed to somebody else");
}

std::string padded(std::string_view content) {
  std::string block(content);
  block.resize((content.size() / kPaddingBytes + 1) * kPaddingBytes);
  std::size_t length = 0;
  const int done = sodium_pad(&length, out(block), content.size(), kPaddingBytes, block.size());
  SOBAN_CHECK(done == 0 && length == block.size());
  return block;
}

}  // namespace

SealingKey SealingKey::generate() {
  SealingKey key;
  crypto_box_keypair(key.public_key_.data(), key.secret_.data());
  return key;
}

Result<SealingKey> SealingKey::from_secret(std::string_view secret) {
  SealingKey key;
  if (!assign(key.secret_, secret)) {
    return fail(ErrorKind::kInvalid, "bad_key", "a sealing key has 32 bytes");
  }
  crypto_scalarmult_base(key.public_key_.data(), key.secret_.data());
  return key;
}

SealingKey::~SealingKey() { sodium_memzero(secret_.data(), secret_.size()); }

std::string SealingKey::secret() const { return std::string(view(secret_)); }

Result<std::string> SealingKey::open(std::string_view box) const {
  if (box.size() < crypto_box_SEALBYTES) return sealed();
  std::string message(box.size() - crypto_box_SEALBYTES, '\0');
  if (crypto_box_seal_open(out(message), in(box), box.size(), public_key_.data(), secret_.data()) !=
      0) {
    return sealed();
  }
  return message;
}

std::string seal_to(const SealingPublicKey& recipient, std::string_view message) {
  std::string box(message.size() + crypto_box_SEALBYTES, '\0');
  const int done = crypto_box_seal(out(box), in(message), message.size(), recipient.data());
  SOBAN_CHECK(done == 0);
  return box;
}

std::string encrypt(std::string_view key, std::string_view purpose, std::string_view content) {
  SOBAN_CHECK(key.size() == kKeyBytes);
  std::string plain = padded(content);
  std::string ciphertext = random_bytes(kNonceBytes);
  ciphertext.resize(kNonceBytes + plain.size() + kTagBytes);
  crypto_aead_xchacha20poly1305_ietf_encrypt(out(ciphertext) + kNonceBytes, nullptr, in(plain),
                                             plain.size(), in(purpose), purpose.size(), nullptr,
                                             in(ciphertext), in(key));
  wipe(plain);
  return ciphertext;
}

Result<std::string> decrypt(std::string_view key, std::string_view purpose,
                            std::string_view ciphertext) {
  if (key.size() != kKeyBytes || ciphertext.size() < kNonceBytes + kTagBytes) return sealed();
  std::string plain(ciphertext.size() - kNonceBytes - kTagBytes, '\0');
  const std::string_view body = ciphertext.substr(kNonceBytes);
  std::size_t length = 0;
  const bool opened = crypto_aead_xchacha20poly1305_ietf_decrypt(
                          out(plain), nullptr, nullptr, in(body), body.size(), in(purpose),
                          purpose.size(), in(ciphertext), in(key)) == 0;
  if (!opened || sodium_unpad(&length, in(plain), plain.size(), kPaddingBytes) != 0)
    return sealed();
  plain.resize(length);
  return plain;
}

std::string key_from_password(std::string_view password, std::string_view salt) {
  SOBAN_CHECK(salt.size() == crypto_pwhash_SALTBYTES);
  std::string key(kKeyBytes, '\0');
  if (crypto_pwhash(out(key), key.size(), password.data(), password.size(), in(salt),
                    kPasswordPasses, kPasswordMemoryBytes, crypto_pwhash_ALG_ARGON2ID13) != 0) {
    throw std::bad_alloc();  // libsodium's only other reason is a password of 4 GiB
  }
  return key;
}

}  // namespace soban::crypto
