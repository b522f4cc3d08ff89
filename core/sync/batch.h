// A Batch frame's entries: as columns, compressed, and back with every limit checked.
#pragma once

#include <string>
#include <vector>

#include "core/error.h"
#include "core/store/store.h"
#include "sync.pb.h"

namespace soban::sync {

// A received batch with the memory its entries point into. Moved, never copied.
struct DecodedBatch {
  std::vector<std::string> owned;
  std::size_t bytes = 0;  // of all entries
  store::IncomingBatch batch;

  DecodedBatch() = default;
  DecodedBatch(DecodedBatch&&) = default;
  DecodedBatch& operator=(DecodedBatch&&) = default;
};

Batch encode_batch(log::LogId id, const store::Tail& tail);
// kProtocol "bad_frame" | kTooLarge "too_large"; never allocates more than tuning.h allows.
Result<DecodedBatch> decode_batch(const Batch& frame);

// Store::append_batch for a log of one of `books` only. Needs a Transaction, which the caller undoes after an error: that
// the log is of another book may be seen only once it is begun. kForbidden "forbidden_book".
Result<log::Head> append_shared(store::Store& store, const store::IncomingBatch& batch,
                                const std::vector<std::string>& books);

}  // namespace soban::sync
