// From log entries to records: permission, order, merging, and then projections and search.
#pragma once

#include <deque>
#include <optional>
#include <string>
#include <vector>

#include "change.pb.h"
#include "core/log/merge.h"
#include "core/log/schema.h"
#include "core/store/doubts.h"
#include "core/store/store.h"

namespace soban::store {

// Log entries applied in one go where nothing else limits it; a few milliseconds.
inline constexpr std::size_t kApplyChunk = 100;
// Places in the log after which new records are put into the search index together: one by one, each would rewrite several
// of its pages. Until then a search reads their words from the records themselves (search_condition).
inline constexpr std::int64_t kIndexChunk = 64;

// Where a change stands and who wrote it.
struct ChangeAt {
  std::int64_t pos = 0;
  log::Position at;
  std::int64_t book = 0;
  DeviceRole role = DEVICE_ROLE_UNSPECIFIED;
};

// A record as stored, merged.
struct StoredRecord {
  std::int64_t pos = 0;
  log::Position id;
  std::uint32_t kind = 0;
  std::int64_t book = 0;
  Status status = Status::kOpen;
  bool reviewed = false;  // the office has said something of it before; only known while applying
  std::int64_t changes = 0;
  log::Hlc created;
  log::Hlc changed;
  std::string author;
  std::string search;
  log::Merged merged;
};

struct RecordHeads {
  std::vector<log::Position> heads;
  log::Hlc changed;
};

std::optional<RecordHeads> read_record_heads(Database& database, const log::Position& created);
std::optional<StoredRecord> read_record(Database& database, std::int64_t pos);
// "log:seq log:seq", sorted.
std::string join_positions(const std::vector<log::Position>& positions);
std::vector<log::Position> split_positions(std::string_view text);

log::MergeInput merge_input(const log::Position& at, const Change& change, log::Fields delta);

// Applies changes within the caller's transaction.
class Applier {
 public:
  explicit Applier(Store& store);

  // Applies it and whatever had waited for it; or notes that it must wait, or why it does not count.
  void apply(const ChangeAt& where, const Change& change);
  // Looks again at what waits for entries of this log up to `last`, since these may be confirmed now (means_another_copy).
  void take_up_waiting(log::LogId id, log::Seq last);
  // To be called when no more is applied in this transaction: pos of the records touched.
  const std::vector<std::int64_t>& finish();

 private:
  enum class Standing { kAbsent, kRejected, kApplied };

  void apply_released();
  void apply_one(const ChangeAt& where, const Change& change);
  std::optional<std::string> objection(const ChangeAt& where, const Change& change);
  Standing standing(const log::Position& position);
  bool means_another_copy(const log::Position& named, const log::Position& by);
  void wait_for(const ChangeAt& where, const log::Position& missing);
  void reject(const ChangeAt& where, const std::string& code);
  void create(const ChangeAt& where, const Change& change, log::Fields delta);
  void amend(const ChangeAt& where, const Change& change, log::Fields delta);
  std::vector<log::MergeInput> history(const StoredRecord& record);
  void write(StoredRecord& record, bool is_new);
  void write_conflicts(const StoredRecord& record, bool is_new);
  void index_search(std::int64_t pos, const std::string& old_text, const std::string& text);
  void index_new_records(std::int64_t indexed, std::int64_t up_to);
  void after_projection(const StoredRecord& record);
  std::optional<log::Position> review_target(const StoredRecord& record);
  // Sets status and reviewed.
  void judge(StoredRecord& record);
  void refresh_status(const log::Position& target);
  void reindex_contributions_of(const log::Position& household);
  void name_attachments(const ChangeAt& where, std::uint32_t kind, const log::Fields& delta);
  void release_waiters(const log::Position& arrived);
  void release(Query& pending);

  Store& store_;
  Database& database_;
  std::deque<std::int64_t> released_;
  std::vector<std::int64_t> touched_;
  std::optional<DoubtKeeper> doubts_;  // at the office
};

// Until everything in the log is applied, in transactions of its own.
void apply_all(Store& store);

}  // namespace soban::store
