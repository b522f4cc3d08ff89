// Sync without a line: the batches that one side has for the other, in a signed file (docs/protocol.md §5). The same
// batches, checks and permissions as on the wire; a file is taken whole or not at all.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "core/log/genesis.h"
#include "core/store/attachments.h"
#include "core/store/store.h"
#include "core/sync/batch.h"

namespace soban::sync {

// A file larger than this is refused unread; a writer stops adding batches well before.
inline constexpr std::size_t kBundleBytesLimit = 64 << 20;
// Its entries unpacked; an honest writer stays far below.
inline constexpr std::size_t kBundleRawBytesLimit = 512 << 20;

// How far the reader of a bundle is, as its writer believes: what is sent begins after that.
using Heads = std::map<log::LogId, log::Seq>;

struct WrittenBundle {
  std::string bytes;
  std::uint64_t entries = 0;
  std::uint64_t attachments = 0;
  bool complete = true;  // false: there is more than one file takes; another follows the reply
};

// Attachments to put in, and those to confirm; what is wanted here is asked for in any case.
struct AttachmentsFor {
  std::vector<store::AttachmentId> give;  // the smallest first
  std::vector<store::AttachmentId> held;
};

// Of the books of `village` and the commune, whatever is after `theirs`, and attachments as far as there is room after
// that. Reads in the caller's transaction.
WrittenBundle write_bundle(store::Store& store, const std::string& village, const Heads& theirs,
                           const AttachmentsFor& attachments);
// What the hub is not known to hold.
AttachmentsFor attachments_for_hub(store::Store& store);
// What the hub is known to hold, for a laptop's bundle.
Heads heads_at_hub(store::Store& store);

struct Bundle {
  log::Writer writer;
  std::string village;
  std::int64_t created_ms = 0;
  std::vector<log::Head> heads;
  std::vector<DecodedBatch> batches;
  std::vector<std::string> attachments;  // contents
  std::vector<store::AttachmentId> wanted;
  std::vector<store::AttachmentId> held;
};

// What people call the file: "soban-NC-20261125-0730.soban" for the middle "NC".
std::string bundle_file_name(const std::string& middle, std::int64_t now_ms);

// Checks everything that can be checked without the logs. kInvalid "not_a_bundle" | "bundle_damaged"; kForbidden
// "other_commune"; kProtocol "bundle_too_new"; kTooLarge "too_large".
Result<Bundle> read_bundle(std::string_view bytes, const crypto::PublicKey& hub_key);

struct TakenBundle {
  std::uint64_t entries = 0;  // new here
  std::vector<log::LogId>
      ahead;  // logs of which entries before the bundle's are missing: export again after the reply
};

// Appends what is new. Needs a Transaction, which the caller undoes after an error. As Store::append_batch, but kFork "fork"
// for "broken_chain", as the file is known to be whole; kForbidden "forbidden_book". A log with a gap is left out and named, the others are taken.
Result<TakenBundle> take_bundle(store::Store& store, const Bundle& bundle);
// Once what the bundle brought is applied: what to answer of attachments.
AttachmentsFor attachments_for_reply(store::Store& store, const Bundle& bundle);
// Notes how far the hub says it is. Needs a Transaction.
void note_heads_of_hub(store::Store& store, const Bundle& bundle);
// How far the writer of a bundle is in logs that agree with what is held here, for the reply.
Heads heads_of(store::Store& store, const Bundle& bundle);

}  // namespace soban::sync
