#include "core/log/chain.h"

namespace soban::log {
namespace {

constexpr std::string_view kHeadDomain = "soban.head.v1";

void append_little_endian(std::string& out, std::uint64_t value) {
  for (int shift = 0; shift < 64; shift += 8) out.push_back(static_cast<char>(value >> shift));
}

std::string head_message(const Head& head) {
  std::string message;
  message.reserve(8 + 8 + head.hash.size());
  append_little_endian(message, head.log.value);
  append_little_endian(message, head.seq);
  message += crypto::view(head.hash);
  return message;
}

}  // namespace

crypto::Hash next_hash(const crypto::Hash& previous, std::string_view entry_bytes) {
  return crypto::blake2b({crypto::view(previous), entry_bytes});
}

crypto::Signature sign_head(const crypto::SigningKey& key, const Head& head) {
  return key.sign(kHeadDomain, head_message(head));
}

bool verify_head(const crypto::PublicKey& key, const Head& head, std::string_view signature) {
  return crypto::verify(key, kHeadDomain, head_message(head), signature);
}

}  // namespace soban::log
