#include "core/sync/bundle.h"

#include <algorithm>

#include "bundle.pb.h"
#include "core/sync/attachments.h"
#include "core/sync/tuning.h"
#include "core/text/text.h"

namespace soban::sync {
namespace {

constexpr std::string_view kMark = "SOBAN-BUNDLE\n";
constexpr std::string_view kDomain = "soban.bundle.v1";
constexpr std::uint32_t kVersion = 1;
constexpr const char* kNewestReply = "newest_reply_ms";
constexpr std::size_t kSignatureBytes = 64;
// Room for the last batch, the heads and the rest below the limit of a reader.
constexpr std::size_t kBatchesMax = kBundleBytesLimit - (8 << 20);
// A stick and a browser take this much at once; the rest goes with the next one.
constexpr std::size_t kAttachmentsBytesMax = 24 << 20;
constexpr std::size_t kAttachmentsListed = 10'000;

std::string digest(std::string_view body) {
  return std::string(crypto::view(crypto::blake2b({body})));
}

bool in_books(const store::LogInfo& info, const std::string& village) {
  return info.village.empty() || info.village == village;
}

void add_tail(store::Store& store, const store::LogInfo& info, log::Seq from, BundleBody& body,
              WrittenBundle& written, std::size_t& size) {
  while (auto tail = store.tail(info.id, from, kBatchBytesMax)) {
    if (size > kBatchesMax) {
      written.complete = false;
      return;
    }
    *body.add_batches() = encode_batch(info.id, *tail);
    size += body.batches().rbegin()->ByteSizeLong();
    written.entries += tail->entries.size();
    from = tail->head.seq + 1;
  }
}

void add_attachments(store::Store& store, const std::string& village,
                     const AttachmentsFor& attachments, BundleBody& body, WrittenBundle& written,
                     std::size_t size) {
  const std::vector<std::string> books{"", village};
  std::size_t added = 0;
  for (const store::AttachmentId& id : attachments.give) {
    if (!store::is_attachment_named(store.database(), id, books)) continue;
    auto content = store::attachment_content(store.database(), id);
    if (!content) continue;
    added += content->size();
    if (added > kAttachmentsBytesMax || size + added > kBatchesMax) {
      written.complete = false;
      break;
    }
    body.add_attachments(*std::move(content));
    written.attachments += 1;
  }
  for (const store::AttachmentId& id : attachments.held) body.add_attachments_held(bytes_of(id));
  for (const auto& wanted :
       store::wanted_attachments(store.database(), books, kAttachmentsListed)) {
    body.add_attachments_wanted(bytes_of(wanted.named.id));
  }
}

bool read_ids(const google::protobuf::RepeatedPtrField<std::string>& from,
              std::vector<store::AttachmentId>& to) {
  if (static_cast<std::size_t>(from.size()) > kAttachmentsListed) return false;
  for (const std::string& bytes : from) {
    if (!crypto::assign(to.emplace_back(), bytes)) return false;
  }
  return true;
}

bool read_attachments(const BundleBody& body, Bundle& bundle) {
  bundle.attachments.assign(body.attachments().begin(), body.attachments().end());
  const auto fits = [](const std::string& content) {
    return !content.empty() && std::ssize(content) <= store::kAttachmentBytesMax;
  };
  return std::all_of(bundle.attachments.begin(), bundle.attachments.end(), fits) &&
         read_ids(body.attachments_wanted(), bundle.wanted) &&
         read_ids(body.attachments_held(), bundle.held);
}

tl::unexpected<Error> damaged() {
  return fail(ErrorKind::kInvalid, "bundle_damaged",
              "the file is damaged; copy it to the stick again, or export it again");
}

Result<Bundle> check_body(const BundleBody& body, std::string_view signature,
                          std::string_view bytes, const crypto::PublicKey& hub_key) {
  if (body.hub_key() != crypto::view(hub_key)) {
    return fail(ErrorKind::kForbidden, "other_commune", "the file belongs to another commune");
  }
  const auto writer = log::check_certificate(body.certificate(), hub_key);
  if (!writer || !crypto::verify(writer->key, kDomain, digest(bytes), signature)) return damaged();
  if (body.version() > kVersion) {
    return fail(ErrorKind::kProtocol, "bundle_too_new",
                "the file was written by a newer program; update this one");
  }
  Bundle bundle;
  bundle.writer = *writer;
  bundle.village = body.village();
  bundle.created_ms = static_cast<std::int64_t>(body.created_ms());
  for (const Head& head : body.heads()) {
    log::Head known{log::LogId{head.log()}, head.seq(), {}};
    if (!crypto::assign(known.hash, head.hash())) return damaged();
    bundle.heads.push_back(known);
  }
  std::size_t unpacked = 0;
  for (const Batch& batch : body.batches()) {
    auto decoded = decode_batch(batch);
    if (!decoded) return fail(std::move(decoded));
    unpacked += decoded->bytes;
    if (unpacked > kBundleRawBytesLimit)
      return fail(ErrorKind::kTooLarge, "too_large", "the file unpacks to more than any bundle");
    bundle.batches.push_back(*std::move(decoded));
  }
  if (!read_attachments(body, bundle)) return damaged();
  return bundle;
}

}  // namespace

AttachmentsFor attachments_for_hub(store::Store& store) {
  AttachmentsFor attachments;
  for (const store::NamedAttachment& named : store::attachments_to_send(store.database()))
    attachments.give.push_back(named.id);
  return attachments;
}

AttachmentsFor attachments_for_reply(store::Store& store, const Bundle& bundle) {
  AttachmentsFor attachments{bundle.wanted, {}};
  for (const std::string& content : bundle.attachments) {
    const store::AttachmentId id = crypto::blake2b({content});
    if (store::has_attachment(store.database(), id)) attachments.held.push_back(id);
  }
  return attachments;
}

WrittenBundle write_bundle(store::Store& store, const std::string& village, const Heads& theirs,
                           const AttachmentsFor& attachments) {
  const store::Identity self = store.identity();
  WrittenBundle written;
  BundleBody body;
  std::size_t size = 0;
  body.set_version(kVersion);
  body.set_hub_key(std::string(crypto::view(self.hub_key)));
  *body.mutable_certificate() = self.certificate;
  body.set_village(village);
  body.set_created_ms(static_cast<std::uint64_t>(store.clock().now_ms()));
  auto logs = store.logs();
  // As on the wire: villages, campaigns and revocations are what the rest is read with.
  std::stable_partition(logs.begin(), logs.end(), [](const auto& l) { return l.village.empty(); });
  for (const store::LogInfo& info : logs) {
    if (!in_books(info, village) || info.forked) continue;
    Head& head = *body.add_heads();
    head.set_log(info.id.value);
    head.set_seq(info.head.seq);
    head.set_hash(std::string(crypto::view(info.head.hash)));
    const auto their = theirs.find(info.id);
    const log::Seq from = their == theirs.end() ? 1 : their->second + 1;
    if (from <= info.head.seq) add_tail(store, info, from, body, written, size);
  }
  add_attachments(store, village, attachments, body, written, size);
  const std::string bytes = body.SerializeAsString();
  const auto signature = store.signing_key().sign(kDomain, digest(bytes));
  written.bytes.reserve(kMark.size() + kSignatureBytes + bytes.size());
  written.bytes.append(kMark).append(crypto::view(signature)).append(bytes);
  return written;
}

Heads heads_at_hub(store::Store& store) {
  Heads heads;
  for (const store::LogInfo& info : store.logs()) heads[info.id] = info.peer_seq;
  return heads;
}

std::string bundle_file_name(const std::string& middle, std::int64_t now_ms) {
  // 2026-11-25T07:30:… as 20261125-0730
  const std::string at = text::format_instant(now_ms);
  return "soban-" + middle + "-" + at.substr(0, 4) + at.substr(5, 2) + at.substr(8, 2) + "-" +
         at.substr(11, 2) + at.substr(14, 2) + ".soban";
}

Result<Bundle> read_bundle(std::string_view bytes, const crypto::PublicKey& hub_key) {
  if (bytes.size() > kBundleBytesLimit) {
    return fail(ErrorKind::kTooLarge, "too_large", "the file is larger than any bundle");
  }
  if (!bytes.starts_with(kMark)) {
    return fail(ErrorKind::kInvalid, "not_a_bundle", "the file is not a .soban bundle");
  }
  bytes.remove_prefix(kMark.size());
  if (bytes.size() < kSignatureBytes) return damaged();
  const std::string_view signature = bytes.substr(0, kSignatureBytes);
  bytes.remove_prefix(kSignatureBytes);
  BundleBody body;
  if (!body.ParseFromArray(bytes.data(), static_cast<int>(bytes.size()))) return damaged();
  return check_body(body, signature, bytes, hub_key);
}

namespace {

// The file is as its writer signed it. What does not continue the log here continues another content of it.
Error why_not_taken(log::LogId id, const Error& error) {
  if (error.code != "broken_chain") return error;
  return {ErrorKind::kFork,
          "fork",
          "log " + log::to_string(id) +
              " goes on differently on the two sides; connect to the office once, so that they can "
              "be told apart",
          error.text,
          {}};
}

}  // namespace

Result<TakenBundle> take_bundle(store::Store& store, const Bundle& bundle) {
  TakenBundle taken;
  for (const DecodedBatch& decoded : bundle.batches) {
    const log::LogId id = decoded.batch.log;
    const auto before = store.find_log(id);
    const log::Seq held = before ? before->head.seq : 0;
    if (decoded.batch.first > held + 1) {
      if (taken.ahead.empty() || taken.ahead.back() != id) taken.ahead.push_back(id);
      continue;
    }
    const auto head = append_shared(store, decoded.batch, {"", bundle.village});
    if (!head) return fail(why_not_taken(id, head.error()));
    if (head->seq > held) taken.entries += head->seq - held;  // less where a log gave way
  }
  for (const std::string& content : bundle.attachments) store::add_attachment(store, content);
  return taken;
}

// An older reply than one that was read before can only confirm more, never less.
void note_heads_of_hub(store::Store& store, const Bundle& bundle) {
  const std::int64_t newest = std::stoll(store.meta(kNewestReply).value_or("0"));
  const bool is_newest = bundle.created_ms >= newest;
  for (const store::AttachmentId& id : bundle.held)
    store::note_attachment_at_peer(store.database(), id, true);
  if (is_newest) {
    for (const store::AttachmentId& id : bundle.wanted)
      store::note_attachment_at_peer(store.database(), id, false);
  }
  if (is_newest) store.put_meta(kNewestReply, std::to_string(bundle.created_ms));
  std::map<log::LogId, log::Head> theirs;
  for (const log::Head& head : bundle.heads) theirs[head.log] = head;
  for (const store::LogInfo& info : store.logs()) {
    if (!in_books(info, bundle.village)) continue;
    const log::Head& head = theirs[info.id];
    const bool agrees = head.seq > 0 && store.hash_at(info.id, head.seq) == head.hash;
    const log::Seq seq = agrees ? head.seq : 0;
    if (seq > info.peer_seq || (is_newest && seq < info.peer_seq))
      store.note_peer_head(info.id, seq);
  }
}

Heads heads_of(store::Store& store, const Bundle& bundle) {
  Heads heads;
  for (const log::Head& head : bundle.heads) {
    const auto info = store.find_log(head.log);
    const log::Seq seq = info ? std::min(head.seq, info->head.seq) : 0;
    if (seq == head.seq && seq > 0 && store.hash_at(head.log, seq) != head.hash) continue;
    heads[head.log] = seq;
  }
  return heads;
}

}  // namespace soban::sync
