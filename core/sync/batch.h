// A Batch frame's entries: packed, compressed, and back with every limit checked.
#pragma once

#include <string>
#include <vector>

#include "core/error.h"
#include "core/store/store.h"
#include "sync.pb.h"

namespace soban::sync {

// A received batch with the memory its entries point into.
struct DecodedBatch {
  std::vector<char> raw;  // not a string: moving a short one would move its bytes
  store::IncomingBatch batch;
};

Batch encode_batch(log::LogId id, const store::Tail& tail);
// kProtocol "bad_frame" | kTooLarge "too_large"; never allocates more than tuning.h allows.
Result<DecodedBatch> decode_batch(const Batch& frame);

}  // namespace soban::sync
