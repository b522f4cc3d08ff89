#include "core/store/apply.h"

#include <algorithm>

#include "core/store/attachments.h"
#include "core/store/projections.h"
#include "core/store/schema.h"
#include "core/text/text.h"

namespace soban::store {
namespace {

std::int64_t as_int(std::uint64_t value) { return static_cast<std::int64_t>(value); }
std::uint64_t as_uint(std::int64_t value) { return static_cast<std::uint64_t>(value); }

log::Position from_proto(const Position& position) {
  return {log::LogId{position.log()}, position.seq()};
}

log::Position position_column(const Query& row, int column) {
  return {log::LogId{as_uint(row.int64(column))}, as_uint(row.int64(column + 1))};
}

Change parse_change(std::string_view bytes) {
  Change change;
  // Bytes that do not parse were caught when they were first looked at; here they are in the log already.
  if (!change.ParseFromArray(bytes.data(), static_cast<int>(bytes.size()))) change.Clear();
  return change;
}

std::vector<log::FieldConflict> read_conflicts(Database& database, std::int64_t pos) {
  std::vector<log::FieldConflict> conflicts;
  Query query =
      database.query("SELECT field, log, seq FROM conflict WHERE record = ? ORDER BY field, rank");
  query.bind(1, pos);
  while (query.step()) {
    const auto field = static_cast<std::uint32_t>(query.int64(0));
    if (conflicts.empty() || conflicts.back().field != field) conflicts.push_back({field, {}});
    conflicts.back().writers.push_back(position_column(query, 1));
  }
  return conflicts;
}

bool is_reviewed(std::uint32_t kind) {
  const log::KindInfo* info = log::find_kind(kind);
  return info != nullptr && info->reviewed;
}

bool needs_decision(const StoredRecord& record) {
  const log::KindInfo* info = log::find_kind(record.kind);
  if (info == nullptr) return false;
  return std::any_of(record.merged.conflicts.begin(), record.merged.conflicts.end(),
                     [&](const log::FieldConflict& conflict) {
                       const log::FieldInfo* field = info->field(conflict.field);
                       return field != nullptr && field->needs_decision;
                     });
}

}  // namespace

std::string join_positions(const std::vector<log::Position>& positions) {
  std::string text;
  for (const log::Position& position : positions) {
    if (!text.empty()) text += ' ';
    text += log::to_string(position);
  }
  return text;
}

std::vector<log::Position> split_positions(std::string_view text) {
  std::vector<log::Position> positions;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find(' '), text.size());
    if (const auto position = log::parse_position(text.substr(0, end)))
      positions.push_back(*position);
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return positions;
}

std::optional<RecordHeads> read_record_heads(Database& database, const log::Position& created) {
  Query query = database.query(
      "SELECT r.heads, r.changed FROM change c JOIN record r ON r.pos = c.pos WHERE c.log = ? AND "
      "c.seq = ?");
  query.bind_all(as_int(created.log.value), as_int(created.seq));
  if (!query.step()) return std::nullopt;
  RecordHeads heads{{}, log::Hlc{as_uint(query.int64(1))}};
  heads.heads = query.is_null(0) ? std::vector{created} : split_positions(query.text(0));
  return heads;
}

std::optional<StoredRecord> read_record(Database& database, std::int64_t pos) {
  StoredRecord record;
  bool conflicting = false;
  {
    Query query = database.query(
        "SELECT log, seq, kind, book, status, changes, created, changed, author, voided_log, "
        "voided_seq, "
        "voided_time, conflicts, heads, state, search FROM record WHERE pos = ?");
    query.bind(1, pos);
    if (!query.step()) return std::nullopt;
    record.pos = pos;
    record.id = position_column(query, 0);
    record.kind = static_cast<std::uint32_t>(query.int64(2));
    record.book = query.int64(3);
    record.status = static_cast<Status>(query.int64(4));
    record.changes = query.int64(5);
    record.created = log::Hlc{as_uint(query.int64(6))};
    record.changed = log::Hlc{as_uint(query.int64(7))};
    record.author = query.text(8);
    if (!query.is_null(9)) {
      record.merged.voided_by = position_column(query, 9);
      record.merged.voided_time = log::Hlc{as_uint(query.int64(11))};
    }
    conflicting = query.int64(12) > 0;
    record.merged.heads =
        query.is_null(13) ? std::vector{record.id} : split_positions(query.text(13));
    record.merged.state = log::parse_fields(query.blob(14)).value_or(log::Fields{});
    record.search = query.text(15);
  }
  if (conflicting) record.merged.conflicts = read_conflicts(database, pos);
  return record;
}

log::MergeInput merge_input(const log::Position& at, const Change& change, log::Fields delta) {
  log::MergeInput input;
  input.at = at;
  input.time = log::Hlc{change.time()};
  for (const Position& parent : change.parents()) input.parents.push_back(from_proto(parent));
  input.delta = std::move(delta);
  input.cleared.assign(change.cleared().begin(), change.cleared().end());
  input.voids = change.voids();
  return input;
}

Applier::Applier(Store& store) : store_(store), database_(store.database_) {
  if (is_office(database_)) doubts_.emplace(database_);
}

const std::vector<std::int64_t>& Applier::finish() {
  if (doubts_) doubts_->settle();
  return touched_;
}

void Applier::apply(const ChangeAt& where, const Change& change) {
  apply_one(where, change);
  apply_released();
}

void Applier::take_up_waiting(log::LogId id, log::Seq last) {
  {
    Query query = database_.query(
        "SELECT pos FROM pending WHERE wait_log = ? AND wait_seq <= ? ORDER BY wait_seq, pos");
    query.bind_all(as_int(id.value), as_int(last));
    release(query);
  }
  apply_released();
}

void Applier::apply_released() {
  while (!released_.empty()) {
    const std::int64_t pos = released_.front();
    released_.pop_front();
    ChangeAt waiting;
    Change waiting_change;
    {
      Query query = database_.query(
          "SELECT c.log, c.seq, l.book, l.role, c.bytes FROM change c JOIN log l ON l.id = c.log "
          "WHERE c.pos = ?");
      query.bind(1, pos);
      require_sound(query.step(), "a change that waits is not there");
      waiting = {pos, position_column(query, 0), query.int64(2),
                 static_cast<DeviceRole>(query.int64(3))};
      waiting_change = parse_change(query.blob(4));
    }
    apply_one(waiting, waiting_change);
  }
}

void Applier::apply_one(const ChangeAt& where, const Change& change) {
  if (const auto code = objection(where, change)) return reject(where, *code);
  auto delta = log::parse_fields(change.delta());
  if (!delta) return reject(where, "malformed");
  if (!change.has_record()) {
    if (change.parents_size() > 0) return reject(where, "malformed");
    name_attachments(where, change.kind(), *delta);
    create(where, change, *std::move(delta));
  } else {
    std::vector<log::Position> needed{from_proto(change.record())};
    for (const Position& parent : change.parents()) needed.push_back(from_proto(parent));
    for (const log::Position& position : needed) {
      const Standing found = standing(position);
      if (found == Standing::kAbsent || means_another_copy(position, where.at))
        return wait_for(where, position);
      if (found == Standing::kRejected) return reject(where, "parent_rejected");
    }
    amend(where, change, *std::move(delta));
  }
  release_waiters(where.at);
}

// What can be said of the change by itself. Unknown kinds are kept and shown to newer programs as they are.
std::optional<std::string> Applier::objection(const ChangeAt& where, const Change& change) {
  const log::KindInfo* kind = log::find_kind(change.kind());
  if (kind == nullptr)
    return change.kind() == 0 ? std::optional<std::string>("malformed") : std::nullopt;
  // Text that is not UTF-8, say: no program could show it.
  if (!log::new_message(*kind)->ParsePartialFromString(change.delta())) return "malformed";
  if (kind->writer == WRITER_OFFICE && where.role != DEVICE_ROLE_HUB) return "not_the_office";
  const bool creates = !change.has_record();
  if (creates && kind->writer == WRITER_VILLAGE && where.role != DEVICE_ROLE_VILLAGE) {
    return "not_a_village";
  }
  const bool in_commune = where.book == store_.book_id("");
  if (creates && kind->holder == HOLDER_VILLAGE && in_commune) return "wrong_book";
  if (creates && kind->holder == HOLDER_COMMUNE && !in_commune) return "wrong_book";
  return store_.options_.rule != nullptr ? store_.options_.rule(change.kind(), change.delta())
                                         : std::nullopt;
}

Applier::Standing Applier::standing(const log::Position& position) {
  if (position.seq <= 1) return Standing::kRejected;  // a genesis is no change of any record
  Query query = database_.query(
      "SELECT c.record IS NOT NULL OR EXISTS(SELECT 1 FROM record r WHERE r.pos = c.pos), "
      "EXISTS(SELECT 1 FROM rejected j WHERE j.pos = c.pos) FROM change c WHERE c.log = ? AND "
      "c.seq = ?");
  query.bind_all(as_int(position.log.value), as_int(position.seq));
  if (!query.step()) return Standing::kAbsent;
  if (query.int64(0) != 0) return Standing::kApplied;
  return query.int64(1) != 0 ? Standing::kRejected : Standing::kAbsent;
}

// Where this machine was copied, the other copy may have written something else at a place of the log that both held. Who
// names such a place means what the office has of it. A laptop knows that to be its own entry once the office is seen to hold
// it, and the office its own while nobody shows it another. Until then the change must not count for what stands here. Of a
// log that the office was never seen to hold anything of, nothing is known; their first meeting tells before anything else.
bool Applier::means_another_copy(const log::Position& named, const log::Position& by) {
  if (named.log == by.log) return false;
  Query query = database_.query(
      "SELECT n.own AND (n.forked OR (n.role = ?1 AND n.peer_seq > 0 AND ?2 > n.peer_seq)), "
      "b.own AND (b.role <> ?1 OR ?3 > b.peer_seq) FROM log n, log b WHERE n.id = ?4 AND b.id = "
      "?5");
  query.bind_all(std::int64_t{DEVICE_ROLE_VILLAGE}, as_int(named.seq), as_int(by.seq),
                 as_int(named.log.value), as_int(by.log.value));
  if (!query.step()) return false;
  const bool is_unconfirmed = query.int64(0) != 0;
  const bool written_here = query.int64(1) != 0;
  return is_unconfirmed && !written_here;
}

void Applier::wait_for(const ChangeAt& where, const log::Position& missing) {
  database_.run("INSERT OR REPLACE INTO pending(pos, wait_log, wait_seq) VALUES(?, ?, ?)",
                where.pos, as_int(missing.log.value), as_int(missing.seq));
}

void Applier::reject(const ChangeAt& where, const std::string& code) {
  database_.run("INSERT OR REPLACE INTO rejected(pos, code) VALUES(?, ?)", where.pos,
                std::string_view(code));
  release_waiters(where.at);
}

void Applier::release_waiters(const log::Position& arrived) {
  Query query =
      database_.query("SELECT pos FROM pending WHERE wait_log = ? AND wait_seq = ? ORDER BY pos");
  query.bind_all(as_int(arrived.log.value), as_int(arrived.seq));
  release(query);
}

void Applier::release(Query& pending) {
  std::vector<std::int64_t> waiting;
  while (pending.step()) waiting.push_back(pending.int64(0));
  for (const std::int64_t pos : waiting) {
    database_.run("DELETE FROM pending WHERE pos = ?", pos);
    released_.push_back(pos);
  }
}

void Applier::create(const ChangeAt& where, const Change& change, log::Fields delta) {
  StoredRecord record;
  record.pos = where.pos;
  record.id = where.at;
  record.kind = change.kind();
  record.book = where.book;
  record.changes = 1;
  record.created = record.changed = log::Hlc{change.time()};
  record.author = change.author();
  log::advance(record.merged, merge_input(where.at, change, std::move(delta)));
  write(record, true);
}

void Applier::amend(const ChangeAt& where, const Change& change, log::Fields delta) {
  const std::int64_t pos = store_.position_of(from_proto(change.record()));
  auto record = read_record(database_, pos);
  if (!record || record->kind != change.kind() || record->book != where.book) {
    return reject(where, "wrong_record");
  }
  const log::MergeInput input = merge_input(where.at, change, std::move(delta));
  const auto of_this_record = [&](const log::Position& parent) {
    if (parent == record->id) return true;
    Query query = database_.query("SELECT record FROM change WHERE log = ? AND seq = ?");
    query.bind_all(as_int(parent.log.value), as_int(parent.seq));
    return query.step() && query.int64(0) == pos;
  };
  if (input.parents.empty() ||
      !std::all_of(input.parents.begin(), input.parents.end(), of_this_record)) {
    return reject(where, "wrong_parents");
  }
  database_.run("UPDATE change SET record = ? WHERE pos = ?", pos, where.pos);
  name_attachments(where, change.kind(), input.delta);
  if (log::extends(record->merged, input)) {
    log::advance(record->merged, input);
  } else {
    record->merged = log::merge(history(*record));
  }
  record->changes += 1;
  record->changed = std::max(record->changed, log::Hlc{change.time()});
  write(*record, false);
}

// By the change, not by what the record says in the end: what was named once stays in its history.
void Applier::name_attachments(const ChangeAt& where, std::uint32_t kind,
                               const log::Fields& delta) {
  const log::KindInfo* info = log::find_kind(kind);
  if (info == nullptr || info->attachments == 0) return;
  for (const NamedAttachment& named :
       attachments_in(*info, log::find_field(delta, info->attachments))) {
    name_attachment(database_, named, where.book);
    store_.touched_.names_attachments = true;
  }
}

std::vector<log::MergeInput> Applier::history(const StoredRecord& record) {
  std::vector<log::MergeInput> inputs;
  Query query = database_.query("SELECT log, seq, bytes FROM change WHERE pos = ?1 OR record = ?1");
  query.bind(1, record.pos);
  while (query.step()) {
    const Change change = parse_change(query.blob(2));
    inputs.push_back(merge_input(position_column(query, 0), change,
                                 log::parse_fields(change.delta()).value_or(log::Fields{})));
  }
  return inputs;
}

void Applier::write(StoredRecord& record, bool is_new) {
  judge(record);
  const std::string state = log::serialise_fields(record.merged.state);
  const std::string old_search =
      std::exchange(record.search, search_text(database_, record.kind, state));
  const bool only_created = record.merged.heads.size() == 1 && record.merged.heads[0] == record.id;
  const std::string heads = only_created ? std::string() : join_positions(record.merged.heads);
  {
    Query query = database_.query(
        "INSERT OR REPLACE INTO record(pos, log, seq, kind, book, status, changes, created, "
        "changed, author, "
        "conflicts, state, search, heads, voided_log, voided_seq, voided_time) "
        "VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
    query.bind_all(record.pos, as_int(record.id.log.value), as_int(record.id.seq),
                   std::int64_t{record.kind}, record.book, static_cast<std::int64_t>(record.status),
                   record.changes, as_int(record.created.value), as_int(record.changed.value),
                   std::string_view(record.author), std::ssize(record.merged.conflicts),
                   Blob{state}, std::string_view(record.search));
    if (!only_created) query.bind(14, std::string_view(heads));
    if (record.merged.voided_by) {
      query.bind(15, as_int(record.merged.voided_by->log.value));
      query.bind(16, as_int(record.merged.voided_by->seq));
      query.bind(17, as_int(record.merged.voided_time.value));
    }
    query.run();
  }
  write_conflicts(record, is_new);
  const auto former_target = is_new ? std::nullopt : review_target(record);
  if (doubts_ && !is_new) doubts_->before(record.kind, record.pos);
  project(database_, record, state);
  if (doubts_) doubts_->after(record.kind, record.pos);
  index_search(record.pos, is_new ? std::string() : old_search, record.search);
  after_projection(record);
  if (former_target && former_target != review_target(record)) refresh_status(*former_target);
  touched_.push_back(record.pos);
}

// The index keeps no text of its own: to take an entry out, what was put in must be said again.
void Applier::index_search(std::int64_t pos, const std::string& old_text, const std::string& text) {
  std::int64_t indexed = 0;
  {
    Query query = database_.query("SELECT value FROM meta WHERE key = 'indexed_pos'");
    require_sound(query.step(), "how far the search index goes is not there");
    indexed = query.int64(0);
  }
  if (pos > indexed) {
    if (pos - indexed >= kIndexChunk) index_new_records(indexed, pos);
    return;
  }
  if (old_text == text) return;
  if (!old_text.empty()) {
    database_.run("INSERT INTO search(search, rowid, text) VALUES('delete', ?, ?)", pos,
                  std::string_view(old_text));
  }
  if (!text.empty()) {
    database_.run("INSERT INTO search(rowid, text) VALUES(?, ?)", pos, std::string_view(text));
  }
}

void Applier::index_new_records(std::int64_t indexed, std::int64_t up_to) {
  database_.run(
      "INSERT INTO search(rowid, text) SELECT pos, search FROM record WHERE pos > ? AND pos <= ? "
      "AND search <> '' ORDER BY pos",
      indexed, up_to);
  database_.run("UPDATE meta SET value = ? WHERE key = 'indexed_pos'", up_to);
}

void Applier::write_conflicts(const StoredRecord& record, bool is_new) {
  if (!is_new) database_.run("DELETE FROM conflict WHERE record = ?", record.pos);
  for (const log::FieldConflict& conflict : record.merged.conflicts) {
    std::int64_t rank = 0;
    for (const log::Position& writer : conflict.writers) {
      database_.run("INSERT INTO conflict(record, field, rank, log, seq) VALUES(?, ?, ?, ?, ?)",
                    record.pos, std::int64_t{conflict.field}, rank++, as_int(writer.log.value),
                    as_int(writer.seq));
    }
  }
}

// What one record's change does to the rows of others.
void Applier::after_projection(const StoredRecord& record) {
  if (record.kind == log::kind_of<Household>()) {
    reindex_contributions_of(record.id);
  } else if (const auto target = review_target(record)) {
    refresh_status(*target);
  }
}

// What a review is about, as its row says now; nullopt for other kinds.
std::optional<log::Position> Applier::review_target(const StoredRecord& record) {
  if (record.kind != log::kind_of<Review>()) return std::nullopt;
  Query query = database_.query("SELECT target_log, target_seq FROM review WHERE pos = ?");
  query.bind(1, record.pos);
  if (!query.step() || query.is_null(0)) return std::nullopt;
  return position_column(query, 0);
}

// A pure function of the record's merged state and of the reviews of it.
void Applier::judge(StoredRecord& record) {
  const bool voided = record.merged.voided_by.has_value();
  if (!is_reviewed(record.kind)) {
    record.status = voided ? Status::kVoided : Status::kOpen;
    return;
  }
  std::int64_t verdict = VERDICT_UNSPECIFIED;
  {
    Query query = database_.query(
        "SELECT verdict, seen FROM review WHERE target_log = ? AND target_seq = ? AND voided = 0 "
        "ORDER BY time DESC, log DESC, seq DESC LIMIT 1");
    query.bind_all(as_int(record.id.log.value), as_int(record.id.seq));
    record.reviewed = query.step();
    if (record.reviewed && query.text(1) == join_positions(record.merged.heads)) {
      verdict = query.int64(0);
    }
  }
  const bool accepted = verdict == VERDICT_ACCEPTED;
  if (voided) {
    record.status = accepted ? Status::kVoided : Status::kVoidOpen;
  } else if (needs_decision(record)) {
    record.status = Status::kConflict;
  } else if (accepted) {
    record.status = Status::kAccepted;
  } else {
    record.status = verdict == VERDICT_RETURNED ? Status::kReturned : Status::kOpen;
  }
}

void Applier::refresh_status(const log::Position& target) {
  const std::int64_t pos = store_.position_of(target);
  auto record = read_record(database_, pos);
  if (!record) return;  // the review came first; create() will find it
  judge(*record);
  const auto status = static_cast<std::int64_t>(record->status);
  database_.run("UPDATE record SET status = ? WHERE pos = ?", status, pos);
  database_.run("UPDATE contribution SET status = ?, reviewed = ? WHERE pos = ?", status,
                std::int64_t{record->reviewed}, pos);
  if (doubts_ && record->kind == log::kind_of<Contribution>()) doubts_->refresh(pos);
  touched_.push_back(pos);
}

void Applier::reindex_contributions_of(const log::Position& household) {
  std::vector<std::int64_t> affected;
  {
    Query query = database_.query(
        "SELECT pos FROM contribution WHERE household_log = ? AND household_seq = ?");
    query.bind_all(as_int(household.log.value), as_int(household.seq));
    while (query.step()) affected.push_back(query.int64(0));
  }
  for (const std::int64_t pos : affected) {
    auto record = read_record(database_, pos);
    require_sound(record.has_value(), "a contribution has no record");
    const std::string fresh =
        search_text(database_, record->kind, log::serialise_fields(record->merged.state));
    if (fresh == record->search) continue;
    database_.run("UPDATE record SET search = ? WHERE pos = ?", std::string_view(fresh), pos);
    index_search(pos, record->search, fresh);
  }
}

bool Store::has_unapplied() {
  return database_.query("SELECT 1 FROM log WHERE applied_seq < head_seq LIMIT 1").step();
}

Applied Store::apply_some(std::size_t changes_max) {
  Applied applied;
  Applier applier(*this);
  std::vector<log::LogId> behind;
  {
    Query query = database_.query("SELECT id FROM log WHERE applied_seq < head_seq ORDER BY id");
    while (query.step()) behind.push_back(log::LogId{as_uint(query.int64(0))});
  }
  for (const log::LogId id : behind) {
    LogRow row = *read_log(id);
    while (row.applied < row.head.seq && applied.changes < changes_max) {
      const log::Position at{id, row.applied + 1};
      std::int64_t pos = 0;
      Change change;
      {
        Query query = database_.query("SELECT pos, bytes FROM change WHERE log = ? AND seq = ?");
        query.bind_all(as_int(id.value), as_int(at.seq));
        require_sound(query.step(), "a log has a hole");
        pos = query.int64(0);
        change = parse_change(query.blob(1));
      }
      applier.apply(ChangeAt{pos, at, row.book, row.role}, change);
      row.applied = at.seq;
      row.head_time = std::max(row.head_time, log::Hlc{change.time()});
      applied.changes += 1;
    }
    save_head(row);
    if (applied.changes >= changes_max) break;
  }
  applied.records = applier.finish();
  return applied;
}

void Store::rebuild() {
  {
    Transaction transaction(database_);
    clear_derived(database_);
    transaction.commit();
  }
  apply_all(*this);
}

void apply_all(Store& store) {
  while (store.has_unapplied()) {
    Transaction transaction(store.database());
    store.apply_some(kApplyChunk * 10);
    transaction.commit();
  }
}

}  // namespace soban::store
