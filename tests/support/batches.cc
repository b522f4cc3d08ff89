#include "tests/support/batches.h"

#include "tests/support/expect.h"
#include "tests/support/manual_clock.h"

namespace soban::test {

store::IncomingBatch OwnedBatch::view() const {
  store::IncomingBatch batch;
  batch.log = log;
  batch.first = first;
  batch.entries.assign(entries.begin(), entries.end());
  batch.hash = hash;
  batch.signature = signature;
  return batch;
}

std::vector<OwnedBatch> batches_of(store::Store& store, log::LogId log, log::Seq first,
                                   std::size_t bytes_max) {
  std::vector<OwnedBatch> batches;
  while (auto tail = store.tail(log, first, bytes_max)) {
    batches.push_back({log, tail->first, tail->entries, tail->head.hash, tail->signature});
    first = tail->head.seq + 1;
  }
  return batches;
}

HandmadeLog::HandmadeLog(const store::Identity& identity, log::LogId id, const std::string& village)
    : HandmadeLog(identity, id,
                  log::make_genesis(id, {identity.commune, village}, identity.certificate,
                                    log::Hlc::at_ms(kMorningMs)),
                  0) {}

HandmadeLog::HandmadeLog(const store::Identity& identity, log::LogId id, std::string genesis, int)
    : key_(expect(crypto::SigningKey::from_seed(identity.seed))), id_(id), hashes_(1) {
  add_bytes(std::move(genesis));
}

log::Position HandmadeLog::add_bytes(std::string bytes) {
  hashes_.push_back(log::next_hash(hashes_.back(), bytes));
  entries_.push_back(std::move(bytes));
  return {id_, entries_.size()};
}

OwnedBatch HandmadeLog::batch(log::Seq first, log::Seq last) const {
  if (last == 0) last = entries_.size();
  OwnedBatch batch;
  batch.log = id_;
  batch.first = first;
  for (log::Seq seq = first; seq <= last; ++seq) batch.entries.push_back(entries_[seq - 1]);
  batch.hash = hashes_[last];
  batch.signature =
      std::string(crypto::view(log::sign_head(key_, log::Head{id_, last, batch.hash})));
  return batch;
}

::soban::Position to_proto(const log::Position& position) {
  ::soban::Position proto;
  proto.set_log(position.log.value);
  proto.set_seq(position.seq);
  return proto;
}

Change creating(std::uint32_t kind, const google::protobuf::Message& delta, std::int64_t time_ms) {
  Change change;
  change.set_kind(kind);
  change.set_time(log::Hlc::at_ms(time_ms).value);
  change.set_author("Lò Văn Đức");
  change.set_delta(delta.SerializeAsString());
  return change;
}

Change amending(std::uint32_t kind, const log::Position& record,
                const std::vector<log::Position>& parents, const google::protobuf::Message& delta,
                std::int64_t time_ms) {
  Change change = creating(kind, delta, time_ms);
  *change.mutable_record() = to_proto(record);
  for (const log::Position& parent : parents) *change.add_parents() = to_proto(parent);
  change.set_reason("ghi nhầm");
  return change;
}

}  // namespace soban::test
