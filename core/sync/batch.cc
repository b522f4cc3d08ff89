#include "core/sync/batch.h"

#include <zstd.h>

#include <algorithm>
#include <memory>
#include <mutex>
#include <vector>

#include "core/check.h"
#include "core/sync/columns.h"
#include "core/sync/tuning.h"

namespace soban::sync {
namespace {

// Contexts for compressing and decompressing: large (a megabyte), and dear when new. As many as are used at one moment are
// kept, whatever threads and sessions there are.
template <class Context, Context* (*kMake)(), std::size_t (*kFree)(Context*)>
class Pool {
  struct Free {
    void operator()(Context* context) const { kFree(context); }
  };
  using Owned = std::unique_ptr<Context, Free>;

 public:
  class Lease {
   public:
    explicit Lease(Pool& pool) : pool_(pool), context_(pool.take()) {}
    Lease(const Lease&) = delete;
    ~Lease() { pool_.give_back(std::move(context_)); }
    Context* get() const { return context_.get(); }

   private:
    Pool& pool_;
    Owned context_;
  };

 private:
  Owned take() {
    {
      const std::lock_guard lock(mutex_);
      if (!idle_.empty()) {
        Owned context = std::move(idle_.back());
        idle_.pop_back();
        return context;
      }
    }
    Owned made(kMake());
    SOBAN_CHECK(made != nullptr);
    return made;
  }
  void give_back(Owned context) {
    const std::lock_guard lock(mutex_);
    idle_.push_back(std::move(context));
  }

  std::mutex mutex_;
  std::vector<Owned> idle_;
};
using Compressors = Pool<ZSTD_CCtx, &ZSTD_createCCtx, &ZSTD_freeCCtx>;
using Decompressors = Pool<ZSTD_DCtx, &ZSTD_createDCtx, &ZSTD_freeDCtx>;

Compressors& compressors() {
  static Compressors pool;
  return pool;
}

Decompressors& decompressors() {
  static Decompressors pool;
  return pool;
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
  const Decompressors::Lease context(decompressors());
  const std::size_t size =
      ZSTD_decompressDCtx(context.get(), block.data(), block.size(), packed.data(), packed.size());
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
  const Compressors::Lease context(compressors());
  const std::size_t size = ZSTD_compressCCtx(context.get(), packed.data(), packed.size(),
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
