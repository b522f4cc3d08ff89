// The log on disk: appending, receiving, sending, verifying.
#include <algorithm>

#include "core/check.h"
#include "core/store/apply.h"
#include "core/store/chain_errors.h"
#include "core/store/store.h"

namespace soban::store {
namespace {

std::int64_t as_int(std::uint64_t value) { return static_cast<std::int64_t>(value); }
std::uint64_t as_uint(std::int64_t value) { return static_cast<std::uint64_t>(value); }

template <std::size_t N>
std::array<std::uint8_t, N> fixed(std::string_view bytes) {
  std::array<std::uint8_t, N> out{};
  if (!crypto::assign(out, bytes)) {
    throw DatabaseError(Error{ErrorKind::kCorrupt,
                              "database_damaged",
                              "a stored hash or key is damaged; restore from a backup",
                              {},
                              {}});
  }
  return out;
}

crypto::Hash hash_from(std::string_view bytes) { return fixed<32>(bytes); }

tl::unexpected<Error> protocol_error(std::string code, std::string text) {
  return fail(ErrorKind::kProtocol, std::move(code), std::move(text));
}

constexpr char kLogColumns[] =
    "SELECT l.id, b.village, l.device, l.public_key, l.own, l.head_seq, l.head_hash, "
    "l.applied_seq, l.peer_seq, l.active, l.forked "
    "FROM log l JOIN book b ON b.id = l.book ORDER BY l.id";
constexpr char kOneLogColumns[] =
    "SELECT l.id, b.village, l.device, l.public_key, l.own, l.head_seq, l.head_hash, "
    "l.applied_seq, l.peer_seq, l.active, l.forked "
    "FROM log l JOIN book b ON b.id = l.book WHERE l.id = ?";

LogInfo info_from(const Query& row) {
  LogInfo info;
  info.id = log::LogId{as_uint(row.int64(0))};
  info.village = row.text(1);
  info.device = log::DeviceId{as_uint(row.int64(2))};
  info.key = fixed<32>(row.blob(3));
  info.own = row.int64(4) != 0;
  info.head = log::Head{info.id, as_uint(row.int64(5)), hash_from(row.blob(6))};
  info.applied = as_uint(row.int64(7));
  info.peer_seq = as_uint(row.int64(8));
  info.active = row.int64(9) != 0;
  info.forked = row.int64(10) != 0;
  return info;
}

}  // namespace

std::vector<LogInfo> Store::logs() {
  std::vector<LogInfo> all;
  Query query = database_.query(kLogColumns);
  while (query.step()) all.push_back(info_from(query));
  return all;
}

std::optional<LogInfo> Store::find_log(log::LogId id) {
  Query query = database_.query(kOneLogColumns);
  query.bind(1, as_int(id.value));
  if (!query.step()) return std::nullopt;
  return info_from(query);
}

std::optional<Store::LogRow> Store::read_log(log::LogId id) {
  Query query = database_.query(
      "SELECT book, public_key, role, own, head_seq, head_hash, head_time, applied_seq, forked, "
      "active FROM log WHERE id = ?");
  query.bind(1, as_int(id.value));
  if (!query.step()) return std::nullopt;
  LogRow row;
  row.id = id;
  row.book = query.int64(0);
  row.key = fixed<32>(query.blob(1));
  row.role = static_cast<DeviceRole>(query.int64(2));
  row.own = query.int64(3) != 0;
  row.head = log::Head{id, as_uint(query.int64(4)), hash_from(query.blob(5))};
  row.head_time = log::Hlc{as_uint(query.int64(6))};
  row.applied = as_uint(query.int64(7));
  row.forked = query.int64(8) != 0;
  row.active = query.int64(9) != 0;
  return row;
}

void Store::save_head(const LogRow& row) {
  database_.run(
      "UPDATE log SET head_seq = ?, head_hash = ?, head_time = ?, applied_seq = ? WHERE id = ?",
      as_int(row.head.seq), Blob{crypto::view(row.head.hash)}, as_int(row.head_time.value),
      as_int(row.applied), as_int(row.id.value));
  touched_.logs.push_back(row.id);
}

std::int64_t Store::book_id(const std::string& village) {
  database_.run("INSERT OR IGNORE INTO book(village) VALUES(?)", std::string_view(village));
  Query query = database_.query("SELECT id FROM book WHERE village = ?");
  query.bind(1, std::string_view(village));
  SOBAN_CHECK(query.step());
  return query.int64(0);
}

void Store::add_log(const log::LogOrigin& origin, bool active) {
  const bool own = origin.writer.device == identity().device;
  const crypto::Hash zero{};
  database_.run(
      "INSERT INTO log(id, book, device, public_key, role, device_name, series, own, "
      "active, head_seq, head_hash, head_time, applied_seq, peer_seq) "
      "VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, 0, ?, 0, 0, 0)",
      as_int(origin.log.value), book_id(origin.book.village), as_int(origin.writer.device.value),
      Blob{crypto::view(origin.writer.key)}, std::int64_t{origin.writer.role},
      std::string_view(origin.writer.name), std::string_view(origin.writer.series),
      std::int64_t{own ? 1 : 0}, std::int64_t{active ? 1 : 0}, Blob{crypto::view(zero)});
}

std::int64_t Store::insert_change(LogRow& row, std::string_view bytes, std::string_view signature) {
  row.head.hash = log::next_hash(row.head.hash, bytes);
  row.head.seq += 1;
  Query query = database_.query(
      "INSERT INTO change(log, seq, record, hash, bytes, signature) VALUES(?, ?, NULL, ?, ?, ?)");
  query.bind_all(as_int(row.id.value), as_int(row.head.seq), Blob{crypto::view(row.head.hash)},
                 Blob{bytes});
  if (signature.empty()) {
    query.bind(5, nullptr);
  } else {
    query.bind(5, Blob{signature});
  }
  query.run();
  return database_.last_insert_rowid();
}

bool Store::writes(log::LogId id) {
  const auto info = find_log(id);
  return info && info->active;
}

Result<log::LogId> Store::own_log(const std::string& village) {
  const auto known = own_logs_.find(village);
  // Asked again each time: the transaction that began the log may have been rolled back.
  if (known != own_logs_.end() && writes(known->second)) return known->second;
  {
    Query query = database_.query(
        "SELECT l.id FROM log l JOIN book b ON b.id = l.book WHERE l.active = 1 AND b.village = ? "
        "ORDER BY l.rowid DESC");
    query.bind(1, std::string_view(village));
    if (query.step()) {
      return own_logs_[village] = log::LogId{as_uint(query.int64(0))};
    }
  }
  return begin_own_log(village, true);
}

Result<log::LogId> Store::begin_own_log(const std::string& village, bool active) {
  const auto begun = start_log(log::LogId{crypto::random_u64()}, village,
                               log::next_time({}, clock().now_ms()), active);
  if (!begun) return fail(begun.error());
  return begun->id;
}

// A log of this device, with its genesis.
Result<Store::LogRow> Store::start_log(log::LogId id, const std::string& village, log::Hlc time,
                                       bool active) {
  const Identity self = identity();
  const std::string genesis =
      log::make_genesis(id, log::Book{self.commune, village}, self.certificate, time);
  const auto origin = log::check_genesis(genesis, id, self.hub_key);
  if (!origin) {
    return fail(
        ErrorKind::kForbidden, "forbidden_book",
        "this device may not write the book of " + (village.empty() ? "the commune" : village),
        origin.error().detail);
  }
  add_log(*origin, active);
  LogRow row = *read_log(id);
  insert_change(row, genesis, {});
  row.head_time = time;
  row.applied = row.head.seq;
  save_head(row);
  return row;
}

std::int64_t Store::position_of(const log::Position& position) {
  Query query = database_.query("SELECT pos FROM change WHERE log = ? AND seq = ?");
  query.bind_all(as_int(position.log.value), as_int(position.seq));
  return query.step() ? query.int64(0) : 0;
}

// Fills in what the store knows: the record's heads as parents, and a time after all that the author saw.
Result<Change> Store::complete(const Draft& draft, const LogRow& row) {
  Change change;
  log::Hlc after = row.head_time;
  if (draft.record) {
    const auto present = read_record_heads(database_, draft.record->created);
    if (!present) {
      return fail(ErrorKind::kNotFound, "not_found",
                  "there is no record " + log::to_string(*draft.record));
    }
    if (draft.seen && *draft.seen != present->heads) {
      return fail(ErrorKind::kConflict, "stale",
                  "the record was changed meanwhile; look at it again and repeat the change");
    }
    change.mutable_record()->set_log(draft.record->created.log.value);
    change.mutable_record()->set_seq(draft.record->created.seq);
    for (const log::Position& head : present->heads) {
      auto* parent = change.add_parents();
      parent->set_log(head.log.value);
      parent->set_seq(head.seq);
    }
    after = log::observe_time(after, present->changed, clock().now_ms());
  }
  change.set_kind(draft.kind);
  change.set_time(log::next_time(after, clock().now_ms()).value);
  change.set_author(draft.author);
  change.set_reason(draft.reason);
  change.set_delta(draft.delta);
  for (const std::uint32_t number : draft.cleared) change.add_cleared(number);
  change.set_voids(draft.voids);
  return change;
}

// The entries of a log travel in its order. So what must not wait behind weeks of them is written into a log of its own, which is
// sent first because little is in it (sync::Session::next_to_send). Nothing is ever added to that log: what follows is written
// where it would have been, so that two copies of a machine differ in no more places than before.
bool Store::overtakes(const std::string& village) {
  Query query = database_.query(
      "SELECT 1 FROM log l JOIN book b ON b.id = l.book WHERE l.active = 1 AND b.village = ? AND "
      "l.role = 2 AND l.head_seq - l.peer_seq > ?");
  query.bind_all(std::string_view(village), options_.overtaken_min);
  return query.step();
}

Result<log::LogId> Store::log_for(const Draft& draft, const std::string& village) {
  const bool is_alone = draft.urgent && !draft.record && overtakes(village);
  return is_alone ? begin_own_log(village, false) : own_log(village);
}

Result<log::Position> Store::append(const Draft& draft) {
  std::string village = draft.village;
  if (draft.record) {
    const auto created_in = find_log(draft.record->created.log);
    if (!created_in) {
      return fail(ErrorKind::kNotFound, "not_found",
                  "there is no record " + log::to_string(*draft.record));
    }
    village = created_in->village;
    // It may just have come from a peer and wait to be applied.
    while (find_log(created_in->id)->applied < created_in->head.seq) apply_some(kApplyChunk);
  }
  const auto own = log_for(draft, village);
  if (!own) return fail(own.error());
  LogRow row = *read_log(*own);
  // After a restore part of this log may have come back from the hub and wait to be applied; what is written now builds on it.
  while (row.applied < row.head.seq) {
    apply_some(kApplyChunk);
    row = *read_log(row.id);
  }
  auto change = complete(draft, row);
  if (!change) return fail(std::move(change));
  const std::string bytes = change->SerializeAsString();
  const std::int64_t pos = insert_change(row, bytes, {});
  row.head_time = log::Hlc{change->time()};
  row.applied = row.head.seq;
  save_head(row);
  const log::Position at{row.id, row.head.seq};
  Applier applier(*this);
  applier.apply(ChangeAt{pos, at, row.book, row.role}, *change);
  const auto& records = applier.finish();
  touched_.records.insert(touched_.records.end(), records.begin(), records.end());
  return at;
}

Result<Store::LogRow> Store::begin_log(const IncomingBatch& batch) {
  if (batch.first != 1) {
    return protocol_error("gap", "log " + log::to_string(batch.log) + " does not begin at 1");
  }
  const auto origin = log::check_genesis(batch.entries.front(), batch.log, identity().hub_key);
  if (!origin) return fail(origin.error());
  if (std::to_string(origin->book.commune) != meta("commune")) {
    return fail(ErrorKind::kForbidden, "wrong_commune", "the log belongs to another commune");
  }
  add_log(*origin, false);
  return *read_log(batch.log);
}

// A batch that ends within what is held: the same, or a fork.
Result<log::Head> Store::check_held(const LogRow& row, const IncomingBatch& batch) {
  if (hash_at(batch.log, batch.last()) != batch.hash) return fork_error(batch.log);
  return row.head;
}

Result<log::Head> Store::extend(LogRow& row, const IncomingBatch& batch) {
  const std::size_t held = row.head.seq + 1 - batch.first;
  if (held > 0) {
    crypto::Hash hash{};
    if (batch.first > 1) hash = *hash_at(batch.log, batch.first - 1);
    for (std::size_t i = 0; i < held; ++i) hash = log::next_hash(hash, batch.entries[i]);
    if (hash != row.head.hash) {
      // Two contents only if the writer's signature covers these; otherwise they were damaged on the way.
      for (std::size_t i = held; i < batch.entries.size(); ++i) {
        hash = log::next_hash(hash, batch.entries[i]);
      }
      return hash == batch.hash ? fork_error(batch.log) : broken_chain(batch.log);
    }
  }
  const bool stranger = row.own && row.head.seq == 0;
  for (std::size_t i = held; i < batch.entries.size(); ++i) {
    const bool last = i + 1 == batch.entries.size();
    insert_change(row, batch.entries[i], last ? std::string_view(batch.signature) : "");
  }
  if (row.head.hash != batch.hash) {
    return broken_chain(batch.log);
  }
  if (row.applied == 0) row.applied = 1;  // the genesis has nothing to apply
  if (row.own) put_back_aside(row);
  save_head(row);
  if (row.own)
    entries_returned(row, stranger, static_cast<std::int64_t>(batch.entries.size() - held));
  return row.head;
}

Result<log::Head> Store::append_batch(const IncomingBatch& batch) {
  SOBAN_CHECK(!batch.entries.empty());
  Savepoint savepoint(database_);
  auto row = read_log(batch.log);
  if (!row) {
    auto begun = begin_log(batch);
    if (!begun) return fail(std::move(begun));
    row = *begun;
  }
  if (batch.first == 0 || batch.first > row->head.seq + 1) {
    return protocol_error("gap", "entries are missing before " + std::to_string(batch.first) +
                                     " of log " + log::to_string(batch.log));
  }
  const log::Head claimed{batch.log, batch.last(), batch.hash};
  if (!log::verify_head(row->key, claimed, batch.signature)) {
    return protocol_error("bad_signature", "the head of log " + log::to_string(batch.log) +
                                               " is not signed by its writer");
  }
  auto head = row->forked                     ? take_over(*row, batch)
              : batch.last() <= row->head.seq ? check_held(*row, batch)
                                              : extend(*row, batch);
  if (!head) return head;
  // The peer holds what it sent. Noted with it, so that an own entry beyond is known to have been written here.
  if (row->own && batch.last() > find_log(batch.log)->peer_seq)
    note_peer_head(batch.log, batch.last());
  savepoint.release();
  return head;
}

std::optional<crypto::Hash> Store::hash_at(log::LogId id, log::Seq seq) {
  Query query = database_.query("SELECT hash FROM change WHERE log = ? AND seq = ?");
  query.bind_all(as_int(id.value), as_int(seq));
  if (!query.step()) return std::nullopt;
  return hash_from(query.blob(0));
}

std::string Store::signature_for(const LogRow& row, const log::Head& head,
                                 std::string_view stored) {
  if (!stored.empty()) return std::string(stored);
  SOBAN_CHECK(row.own);
  return std::string(crypto::view(log::sign_head(signing_key(), head)));
}

std::optional<Tail> Store::tail(log::LogId id, log::Seq first, std::size_t bytes_max) {
  const auto row = read_log(id);
  if (!row || first > row->head.seq) return std::nullopt;
  Tail tail;
  tail.first = first;
  std::size_t bytes = 0;
  std::size_t signed_count =
      0;  // how many of the entries lie before the last place with a signature
  std::string stored;
  Query query = database_.query(
      "SELECT seq, bytes, hash, signature FROM change WHERE log = ? AND seq >= ? ORDER BY seq");
  query.bind_all(as_int(id.value), as_int(first));
  while ((bytes < bytes_max || signed_count == 0) && query.step()) {
    tail.entries.emplace_back(query.blob(1));
    bytes += tail.entries.back().size();
    if (row->own || !query.is_null(3)) {
      signed_count = tail.entries.size();
      tail.head = log::Head{id, as_uint(query.int64(0)), hash_from(query.blob(2))};
      stored = query.is_null(3) ? std::string() : std::string(query.blob(3));
    }
  }
  if (signed_count == 0) return std::nullopt;
  tail.entries.resize(signed_count);
  tail.signature = signature_for(*row, tail.head, stored);
  return tail;
}

void Store::note_peer_head(log::LogId id, log::Seq seq) {
  database_.run("UPDATE log SET peer_seq = ? WHERE id = ? AND peer_seq <> ?", as_int(seq),
                as_int(id.value), as_int(seq));
  take_up_waiting(id, seq);
}

void Store::take_up_waiting(log::LogId id, log::Seq last) {
  Applier applier(*this);
  applier.take_up_waiting(id, last);
  const auto& records = applier.finish();
  touched_.records.insert(touched_.records.end(), records.begin(), records.end());
}

namespace {

// What the genesis says against the log's row; "" when nothing.
std::string genesis_fault(std::string_view bytes, const LogInfo& info,
                          const crypto::PublicKey& hub) {
  const auto origin = log::check_genesis(bytes, info.id, hub);
  if (!origin) return origin.error().detail;
  if (origin->writer.key != info.key) return "the key is not the one in the certificate";
  return origin->book.village == info.village ? "" : "the book is not the one in the genesis";
}

}  // namespace

std::optional<BadChange> Store::verify_log(const LogInfo& info) {
  log::Head head{info.id, 0, {}};
  bool is_signed = info.own;  // an own log is signed when it is sent
  Query query = database_.query(
      "SELECT seq, bytes, hash, signature FROM change WHERE log = ? AND seq >= 1 ORDER BY seq");
  query.bind(1, as_int(info.id.value));
  while (query.step()) {
    ++head.seq;
    const auto bad = [&](std::string why) {
      return BadChange{{info.id, head.seq}, std::move(why)};
    };
    if (as_uint(query.int64(0)) != head.seq) return bad("missing");
    head.hash = log::next_hash(head.hash, query.blob(1));
    if (crypto::view(head.hash) != query.blob(2)) return bad("the hash does not match");
    if (head.seq == 1) {
      if (auto why = genesis_fault(query.blob(1), info, identity().hub_key); !why.empty()) {
        return bad(std::move(why));
      }
    }
    const bool has_signature = !query.is_null(3);
    if (has_signature && !log::verify_head(info.key, head, query.blob(3))) {
      return bad("the signature does not match");
    }
    is_signed = info.own || has_signature;
  }
  if (head.seq < info.head.seq) {
    return BadChange{{info.id, head.seq + 1}, "the log ends before its recorded head"};
  }
  if (head != info.head) return BadChange{{info.id, head.seq}, "the recorded head is another"};
  if (!is_signed) return BadChange{{info.id, head.seq}, "the head is not signed"};
  return std::nullopt;
}

// In one view of the file: what another program adds meanwhile would look like a broken chain.
std::vector<BadChange> Store::verify() {
  std::vector<BadChange> bad;
  const Snapshot snapshot(database_);
  for (const LogInfo& info : logs()) {
    if (auto found = verify_log(info)) bad.push_back(*std::move(found));
  }
  return bad;
}

}  // namespace soban::store
