// The hash chain of a log and the signatures over its heads (docs/protocol.md §2.3).
#pragma once

#include <string>
#include <string_view>

#include "core/crypto/crypto.h"
#include "core/log/ids.h"

namespace soban::log {

// How far a log goes, and proof of all before it. seq 0 has the zero hash.
struct Head {
  LogId log;
  Seq seq = 0;
  crypto::Hash hash{};
  bool operator==(const Head&) const = default;
};

// hash[n] = BLAKE2b-256(hash[n-1] ‖ bytes[n]).
crypto::Hash next_hash(const crypto::Hash& previous, std::string_view entry_bytes);

// Ed25519 by the log's writer over "soban.head.v1" ‖ log ‖ seq ‖ hash (integers little-endian, 8 bytes).
crypto::Signature sign_head(const crypto::SigningKey& key, const Head& head);
bool verify_head(const crypto::PublicKey& key, const Head& head, std::string_view signature);

}  // namespace soban::log
