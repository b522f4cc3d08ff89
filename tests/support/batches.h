// Log entries between stores without a wire: taken from one, delivered to another, or made by hand.
#pragma once

#include <string>
#include <vector>

#include "change.pb.h"
#include "core/store/store.h"
#include "tests/support/commune.h"

namespace soban::test {

// A batch that owns its bytes.
struct OwnedBatch {
  log::LogId log;
  log::Seq first = 0;
  std::vector<std::string> entries;
  crypto::Hash hash{};
  std::string signature;

  log::Seq last() const { return first + entries.size() - 1; }
  store::IncomingBatch view() const;  // valid as long as this
};

// The entries from `first` on, in batches of about `bytes_max`.
std::vector<OwnedBatch> batches_of(store::Store& store, log::LogId log, log::Seq first,
                                   std::size_t bytes_max);

// A log written by hand, so that a test decides every byte: its own id, times and whatever is wrong with them.
class HandmadeLog {
 public:
  // Begins with a proper genesis of the identity's book (`village` for the hub's).
  HandmadeLog(const store::Identity& identity, log::LogId id, const std::string& village);
  // Begins with these bytes instead.
  HandmadeLog(const store::Identity& identity, log::LogId id, std::string genesis, int);

  log::LogId id() const { return id_; }
  log::Seq last() const { return entries_.size(); }
  log::Position add(const Change& change) { return add_bytes(change.SerializeAsString()); }
  log::Position add_bytes(std::string bytes);
  // Entries first … last, signed; last 0: to the end.
  OwnedBatch batch(log::Seq first = 1, log::Seq last = 0) const;

 private:
  crypto::SigningKey key_;
  log::LogId id_;
  std::vector<std::string> entries_;
  std::vector<crypto::Hash> hashes_;  // [n]: after n entries
};

::soban::Position to_proto(const log::Position& position);
// A change that creates a record.
Change creating(std::uint32_t kind, const google::protobuf::Message& delta, std::int64_t time_ms);
// A change of `record` by somebody who saw `parents`.
Change amending(std::uint32_t kind, const log::Position& record,
                const std::vector<log::Position>& parents, const google::protobuf::Message& delta,
                std::int64_t time_ms);

}  // namespace soban::test
