#include "core/sync/batch.h"

#include <zstd.h>

#include <algorithm>
#include <memory>

#include "core/check.h"
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

void append_varint(std::string& out, std::size_t value) {
  for (; value >= 0x80; value >>= 7) out.push_back(static_cast<char>(value | 0x80));
  out.push_back(static_cast<char>(value));
}

tl::unexpected<Error> bad_frame(std::string why) {
  return fail(ErrorKind::kProtocol, "bad_frame", "the batch is damaged", std::move(why));
}

Result<std::vector<char>> decompress(const Batch& frame) {
  if (frame.raw_size() > kBatchRawBytesLimit || frame.count() > kBatchEntriesLimit) {
    return fail(ErrorKind::kTooLarge, "too_large", "the batch is larger than the protocol allows");
  }
  std::vector<char> raw(frame.raw_size());
  const std::size_t size = ZSTD_decompressDCtx(decompressor(), raw.data(), raw.size(),
                                               frame.entries().data(), frame.entries().size());
  if (ZSTD_isError(size) != 0) return bad_frame(ZSTD_getErrorName(size));
  if (size != raw.size()) return bad_frame("shorter than it says");
  return raw;
}

bool split(std::string_view raw, std::size_t count, std::vector<std::string_view>& entries) {
  entries.reserve(count);
  while (!raw.empty()) {
    std::size_t size = 0;
    unsigned shift = 0;
    bool more = true;
    for (; more && shift <= 28 && !raw.empty(); shift += 7) {
      const auto byte = static_cast<unsigned char>(raw.front());
      raw.remove_prefix(1);
      size |= static_cast<std::size_t>(byte & 0x7F) << shift;
      more = (byte & 0x80) != 0;
    }
    if (more || size == 0 || size > raw.size() || size > kEntryBytesMax) return false;
    entries.push_back(raw.substr(0, size));
    raw.remove_prefix(size);
  }
  return entries.size() == count && count > 0;
}

}  // namespace

Batch encode_batch(log::LogId id, const store::Tail& tail) {
  std::string raw;
  std::size_t bytes = 0;
  for (const std::string& entry : tail.entries) bytes += entry.size() + 3;
  raw.reserve(bytes);
  for (const std::string& entry : tail.entries) {
    append_varint(raw, entry.size());
    raw += entry;
  }
  Batch frame;
  frame.set_log(id.value);
  frame.set_first(tail.first);
  frame.set_count(static_cast<std::uint32_t>(tail.entries.size()));
  frame.set_raw_size(static_cast<std::uint32_t>(raw.size()));
  std::string& packed = *frame.mutable_entries();
  packed.resize(ZSTD_compressBound(raw.size()));
  const std::size_t size = ZSTD_compressCCtx(compressor(), packed.data(), packed.size(), raw.data(),
                                             raw.size(), kZstdLevel);
  SOBAN_CHECK(ZSTD_isError(size) == 0);
  packed.resize(size);
  frame.set_hash(std::string(crypto::view(tail.head.hash)));
  frame.set_signature(tail.signature);
  return frame;
}

Result<DecodedBatch> decode_batch(const Batch& frame) {
  auto raw = decompress(frame);
  if (!raw) return fail(std::move(raw));
  DecodedBatch decoded;
  decoded.raw = *std::move(raw);
  decoded.batch.log = log::LogId{frame.log()};
  decoded.batch.first = frame.first();
  decoded.batch.signature = frame.signature();
  if (!crypto::assign(decoded.batch.hash, frame.hash())) return bad_frame("hash length");
  if (!split({decoded.raw.data(), decoded.raw.size()}, frame.count(), decoded.batch.entries))
    return bad_frame("entry lengths");
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
