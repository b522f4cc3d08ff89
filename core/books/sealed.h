// Sealing in the books: what a laptop writes for a few readers (DESIGN §8), and its own key.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/crypto/sealing.h"
#include "core/store/store.h"

namespace soban::books {

// The key with which this laptop opens what it sealed itself. It stays here; the second makes it where it is not yet, and needs a
// Transaction.
std::optional<crypto::SealingKey> find_own_key(store::Store& store);
crypto::SealingKey own_key(store::Store& store);

// A serialised SealedContent that each of `readers` can open. `purpose` as for crypto::encrypt.
std::string seal(std::string_view content, std::string_view purpose,
                 const std::vector<crypto::SealingPublicKey>& readers);
// kForbidden "sealed" when `key` is none of its readers', or it was changed.
Result<std::string> open_sealed(std::string_view sealed, std::string_view purpose,
                                const crypto::SealingKey& key);
// The same content for more readers. As open_sealed.
Result<std::string> seal_also_to(std::string_view sealed, const crypto::SealingKey& key,
                                 const std::vector<crypto::SealingPublicKey>& readers);
// Public keys, in the order in which they were given.
std::vector<crypto::SealingPublicKey> readers_of(std::string_view sealed);

}  // namespace soban::books
