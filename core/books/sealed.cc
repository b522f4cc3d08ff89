#include "core/books/sealed.h"

#include <algorithm>

#include "change.pb.h"

namespace soban::books {
namespace {

constexpr const char* kOwnKey = "sealing_key";
constexpr std::size_t kContentKeyBytes = 32;

tl::unexpected<Error> not_for_this_key() {
  return fail(ErrorKind::kForbidden, "sealed", "this content is sealed to somebody else");
}

SealedContent parse(std::string_view bytes) {
  SealedContent sealed;
  sealed.ParseFromArray(bytes.data(), static_cast<int>(bytes.size()));
  return sealed;
}

void add_reader(SealedContent& sealed, const crypto::SealingPublicKey& reader,
                std::string_view content_key) {
  SealedKey& key = *sealed.add_keys();
  key.set_recipient(std::string(crypto::view(reader)));
  key.set_box(crypto::seal_to(reader, content_key));
}

// As for each of the keys: that a name stands beside a box does not make it open.
Result<std::string> content_key_of(const SealedContent& sealed, const crypto::SealingKey& key) {
  for (const SealedKey& each : sealed.keys()) {
    if (each.recipient() == crypto::view(key.public_key())) return key.open(each.box());
  }
  return not_for_this_key();
}

}  // namespace

std::optional<crypto::SealingKey> find_own_key(store::Store& store) {
  const auto secret = store.meta(kOwnKey);
  if (!secret) return std::nullopt;
  auto key = crypto::SealingKey::from_secret(*secret);
  store::require_sound(key.has_value(), "the sealing key is not one");
  return *key;
}

crypto::SealingKey own_key(store::Store& store) {
  if (auto known = find_own_key(store)) return *known;
  auto key = crypto::SealingKey::generate();
  store.put_meta(kOwnKey, key.secret());
  return key;
}

std::string seal(std::string_view content, std::string_view purpose,
                 const std::vector<crypto::SealingPublicKey>& readers) {
  SealedContent sealed;
  std::string content_key = crypto::random_bytes(kContentKeyBytes);
  sealed.set_ciphertext(crypto::encrypt(content_key, purpose, content));
  for (const auto& reader : readers) add_reader(sealed, reader, content_key);
  crypto::wipe(content_key);
  return sealed.SerializeAsString();
}

Result<std::string> open_sealed(std::string_view bytes, std::string_view purpose,
                                const crypto::SealingKey& key) {
  const SealedContent sealed = parse(bytes);
  auto content_key = content_key_of(sealed, key);
  if (!content_key) return content_key;
  auto content = crypto::decrypt(*content_key, purpose, sealed.ciphertext());
  crypto::wipe(*content_key);
  return content;
}

Result<std::string> seal_also_to(std::string_view bytes, const crypto::SealingKey& key,
                                 const std::vector<crypto::SealingPublicKey>& readers) {
  SealedContent sealed = parse(bytes);
  auto content_key = content_key_of(sealed, key);
  if (!content_key) return content_key;
  const auto known = readers_of(bytes);
  for (const auto& reader : readers) {
    if (std::find(known.begin(), known.end(), reader) == known.end())
      add_reader(sealed, reader, *content_key);
  }
  crypto::wipe(*content_key);
  return sealed.SerializeAsString();
}

std::vector<crypto::SealingPublicKey> readers_of(std::string_view bytes) {
  std::vector<crypto::SealingPublicKey> readers;
  const SealedContent sealed = parse(bytes);
  for (const SealedKey& each : sealed.keys()) {
    crypto::SealingPublicKey reader{};
    if (crypto::assign(reader, each.recipient())) readers.push_back(reader);
  }
  return readers;
}

}  // namespace soban::books
