#include "core/sync/batch.h"

#include <zstd.h>

#include <algorithm>
#include <memory>

#include "core/check.h"
#include "core/sync/columns.h"
#include "core/sync/tuning.h"

namespace soban::sync {
namespace {

// One context a thread: they are large (megabytes), and a hub has many sessions on few threads.
ZSTD_CCtx* compressor() {
  thread_local const std::unique_ptr<ZSTD_CCtx, decltype(&ZSTD_freeCCtx)> context(ZSTD_createCCtx(),
                                                                                  &ZSTD_freeCCtx);
  SOBAN_CHECK(context != nullptr);
  return context.get();
}

ZSTD_DCtx* decompressor() {
  thread_local const std::unique_ptr<ZSTD_DCtx, decltype(&ZSTD_freeDCtx)> context(ZSTD_createDCtx(),
                                                                                  &ZSTD_freeDCtx);
  SOBAN_CHECK(context != nullptr);
  return context.get();
}

tl::unexpected<Error> too_large() {
  return fail(ErrorKind::kTooLarge, "too_large", "the batch is larger than the protocol allows");
}

tl::unexpected<Error> bad_frame(std::string why) {
  return fail(ErrorKind::kProtocol, "bad_frame", "the batch is damaged", std::move(why));
}

Result<std::string> decompress(const Batch& frame) {
  const std::string& packed = frame.entries();
  const unsigned long long claimed = ZSTD_getFrameContentSize(packed.data(), packed.size());
  if (claimed == ZSTD_CONTENTSIZE_ERROR || claimed == ZSTD_CONTENTSIZE_UNKNOWN)
    return bad_frame("not a zstd frame");
  if (claimed > kBatchBlockBytesLimit) return too_large();
  std::string block(claimed, '\0');
  const std::size_t size =
      ZSTD_decompressDCtx(decompressor(), block.data(), block.size(), packed.data(), packed.size());
  if (ZSTD_isError(size) != 0) return bad_frame(ZSTD_getErrorName(size));
  if (size != block.size()) return bad_frame("shorter than it says");
  return block;
}

}  // namespace

Batch encode_batch(log::LogId id, const store::Tail& tail) {
  const std::string block = to_columns(tail.entries);
  std::size_t bytes = 0;
  for (const std::string& entry : tail.entries) bytes += entry.size();
  Batch frame;
  frame.set_log(id.value);
  frame.set_first(tail.first);
  frame.set_count(static_cast<std::uint32_t>(tail.entries.size()));
  frame.set_raw_size(static_cast<std::uint32_t>(bytes));
  std::string& packed = *frame.mutable_entries();
  packed.resize(ZSTD_compressBound(block.size()));
  const std::size_t size = ZSTD_compressCCtx(compressor(), packed.data(), packed.size(),
                                             block.data(), block.size(), kZstdLevel);
  SOBAN_CHECK(ZSTD_isError(size) == 0);
  packed.resize(size);
  frame.set_hash(std::string(crypto::view(tail.head.hash)));
  frame.set_signature(tail.signature);
  return frame;
}

Result<DecodedBatch> decode_batch(const Batch& frame) {
  if (frame.raw_size() > kBatchRawBytesLimit || frame.count() > kBatchEntriesLimit)
    return too_large();
  if (frame.count() == 0) return bad_frame("no entries");
  const auto block = decompress(frame);
  if (!block) return fail(block.error());
  auto entries = from_columns(*block, frame.count(), frame.raw_size());
  if (!entries) return fail(std::move(entries));
  DecodedBatch decoded;
  decoded.owned = *std::move(entries);
  decoded.batch.log = log::LogId{frame.log()};
  decoded.batch.first = frame.first();
  decoded.batch.signature = frame.signature();
  if (!crypto::assign(decoded.batch.hash, frame.hash())) return bad_frame("hash length");
  for (const std::string& entry : decoded.owned) {
    if (entry.empty() || entry.size() > kEntryBytesMax) return bad_frame("entry length");
    decoded.bytes += entry.size();
    decoded.batch.entries.emplace_back(entry);
  }
  if (decoded.bytes != frame.raw_size()) return bad_frame("raw_size");
  return decoded;
}

Result<log::Head> append_shared(store::Store& store, const store::IncomingBatch& batch,
                                const std::vector<std::string>& books) {
  auto head = store.append_batch(batch);
  if (!head) return head;
  const auto info = store.find_log(batch.log);
  if (std::find(books.begin(), books.end(), info->village) == books.end()) {
    return fail(ErrorKind::kForbidden, "forbidden_book",
                "log " + log::to_string(batch.log) + " is not of a book shared with this device");
  }
  return head;
}

}  // namespace soban::sync
