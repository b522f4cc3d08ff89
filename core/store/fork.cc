// Two contents of one log: a machine that was copied, or restored from an old copy. One side gives way, and nothing that
// anybody typed is lost or counted twice.
#include <map>
#include <numeric>

#include "core/check.h"
#include "core/log/schema.h"
#include "core/store/chain_errors.h"
#include "core/store/schema.h"
#include "core/store/store.h"

namespace soban::store {
namespace {

std::int64_t as_int(std::uint64_t value) { return static_cast<std::int64_t>(value); }

using Moved = std::map<std::string, std::string>;  // "log:seq" before → after

void move(Position& position, const Moved& moved) {
  const auto found =
      moved.find(log::to_string(log::Position{log::LogId{position.log()}, position.seq()}));
  if (found == moved.end()) return;
  const auto to = log::parse_position(found->second);
  SOBAN_CHECK(to.has_value());
  position.set_log(to->log.value);
  position.set_seq(to->seq);
}

void move_references_within(google::protobuf::Message& message,
                            const google::protobuf::FieldDescriptor& field, const Moved& moved);

// References are whole text values, so that a text which equals the name of a moved change is one.
void move_references(google::protobuf::Message& message, const Moved& moved) {
  const auto* reflection = message.GetReflection();
  std::vector<const google::protobuf::FieldDescriptor*> fields;
  reflection->ListFields(message, &fields);
  for (const auto* field : fields) {
    if (field->cpp_type() == google::protobuf::FieldDescriptor::CPPTYPE_MESSAGE) {
      move_references_within(message, *field, moved);
      continue;
    }
    if (field->cpp_type() != google::protobuf::FieldDescriptor::CPPTYPE_STRING) continue;
    if (field->is_repeated()) {
      for (int i = 0; i < reflection->FieldSize(message, field); ++i) {
        const auto found = moved.find(reflection->GetRepeatedString(message, field, i));
        if (found != moved.end()) reflection->SetRepeatedString(&message, field, i, found->second);
      }
    } else if (const auto found = moved.find(reflection->GetString(message, field));
               found != moved.end()) {
      reflection->SetString(&message, field, found->second);
    }
  }
}

// Records hold messages in lists only, such as who came to a meeting.
void move_references_within(google::protobuf::Message& message,
                            const google::protobuf::FieldDescriptor& field, const Moved& moved) {
  const auto* reflection = message.GetReflection();
  if (!field.is_repeated()) return;
  for (int i = 0; i < reflection->FieldSize(message, &field); ++i) {
    move_references(*reflection->MutableRepeatedMessage(&message, &field, i), moved);
  }
}

void move(Change& change, const Moved& moved) {
  if (change.has_record()) move(*change.mutable_record(), moved);
  for (Position& parent : *change.mutable_parents()) move(parent, moved);
  const log::KindInfo* kind = log::find_kind(change.kind());
  if (kind == nullptr) return;
  const auto delta = log::new_message(*kind);
  // What does not parse is kept as it was written; it did not count before either.
  if (!delta->ParseFromString(change.delta())) return;
  move_references(*delta, moved);
  change.set_delta(delta->SerializeAsString());
}

// The entries of a branch as they stand in the log that takes it. One that does not parse was not written by this program:
// it came from another that has the key, counts for nothing, and stays as it is.
std::vector<std::string> move_all(const std::vector<std::string>& branch, const Moved& moved) {
  std::vector<std::string> entries;
  for (const std::string& bytes : branch) {
    Change change;
    if (!change.ParseFromString(bytes)) {
      entries.push_back(bytes);
      continue;
    }
    move(change, moved);
    entries.push_back(change.SerializeAsString());
  }
  return entries;
}

log::Hlc time_of(const std::string& entry) {
  Change change;
  return change.ParseFromString(entry) ? log::Hlc{change.time()} : log::Hlc{};
}

constexpr log::Seq kAfterGenesis = 2;

log::LogId branch_log(log::LogId old, log::Seq from, const std::string& first) {
  const crypto::Hash hash =
      crypto::blake2b({"soban.branch.v1", log::to_string(log::Position{old, from}), first});
  std::uint64_t value = 0;
  for (std::size_t i = 0; i < sizeof value; ++i) value = value << 8 | hash[i];
  return log::LogId{value};
}

}  // namespace

void Store::give_way(log::LogId id) {
  const auto row = read_log(id);
  SOBAN_CHECK(row.has_value());
  if (row->forked) return;
  database_.run("UPDATE log SET forked = 1 WHERE id = ?", as_int(id.value));
  touched_.logs.push_back(id);
}

void Store::keep_own_way(log::LogId id) {
  database_.run("UPDATE log SET forked = 0 WHERE id = ?", as_int(id.value));
  take_up_waiting(id, read_log(id)->head.seq);
  touched_.logs.push_back(id);
}

// What is the same on both sides is stepped over; at the first difference the branch that stood here is cut off and the
// peer's taken in its place, all in the caller's transaction. A fork that began before the batch can't be healed by it.
Result<log::Head> Store::take_over(LogRow& row, const IncomingBatch& batch) {
  crypto::Hash hash{};
  if (batch.first > 1) hash = *hash_at(batch.log, batch.first - 1);
  std::optional<log::Seq> differs;
  log::Seq seq = batch.first;
  for (const std::string_view entry : batch.entries) {
    hash = log::next_hash(hash, entry);
    if (!differs && hash_at(batch.log, seq) != hash) differs = seq;
    ++seq;
  }
  if (hash != batch.hash) {
    // A bundle's may begin behind the place where the two went apart; a peer on the line sends all of it.
    return batch.first > 1 ? fork_error(batch.log) : broken_chain(batch.log);
  }
  if (!differs) return log::Head{batch.log, batch.last(), batch.hash};
  if (*differs == 1) return fork_error(batch.log);
  const std::vector<std::string> branch = cut_off(row, *differs);
  for (log::Seq at = *differs; at <= batch.last(); ++at) {
    const bool last = at == batch.last();
    insert_change(row, batch.entries[at - batch.first],
                  last ? batch.signature : std::string_view());
  }
  save_head(row);
  database_.run("UPDATE log SET forked = 0, active = 0 WHERE id = ?", as_int(row.id.value));
  clear_derived(database_);
  if (auto written = write_anew(row, *differs, branch); !written) return fail(written.error());
  return row.head;
}

// Moves the entries from `from` on out of the log, and returns them.
std::vector<std::string> Store::cut_off(LogRow& row, log::Seq from) {
  std::vector<std::string> branch;
  {
    Query query =
        database_.query("SELECT bytes FROM change WHERE log = ? AND seq >= ? ORDER BY seq");
    query.bind_all(as_int(row.id.value), as_int(from));
    while (query.step()) branch.emplace_back(query.blob(0));
  }
  database_.run(
      "INSERT OR IGNORE INTO branch(log, seq, hash, bytes) "
      "SELECT log, seq, hash, bytes FROM change WHERE log = ? AND seq >= ?",
      as_int(row.id.value), as_int(from));
  database_.run("DELETE FROM change WHERE log = ? AND seq >= ?", as_int(row.id.value),
                as_int(from));
  row.head = log::Head{row.id, from - 1, *hash_at(row.id, from - 1)};
  row.applied = 1;
  return branch;
}

// Changes keep their author, time and reason; their names, and what refers to them, change. The log that takes them is a
// function of the branch alone: where two copies of a machine hold the same branch, they write the same log, and the
// changes count once.
Result<void> Store::write_anew(const LogRow& old, log::Seq from,
                               const std::vector<std::string>& branch) {
  if (branch.empty()) return {};
  add_notice(old.own ? "log_forked" : "log_replaced", old.id,
             static_cast<std::int64_t>(branch.size()));
  std::vector<log::Seq> seqs(branch.size());
  std::iota(seqs.begin(), seqs.end(), from);
  return old.own ? write_branch(old.id, seqs, branch) : Result<void>();
}

// Another copy's branch may stand in that log already and go on differently. Then the rest is a fork of that log in turn.
// Names are always those under which the entries were written, moved once: a name in the log between may be of either copy.
Result<void> Store::write_branch(log::LogId old, const std::vector<log::Seq>& seqs,
                                 const std::vector<std::string>& branch) {
  const auto info = find_log(old);
  const std::string village = info ? info->village : identity().village;
  std::vector<std::string> entries = branch;
  Moved moved;
  log::Position forked{old, seqs.front()};
  for (std::size_t begin = 0;;) {
    const log::LogId id = branch_log(forked.log, forked.seq, entries[begin]);
    auto row = read_log(id);
    if (!row) {
      auto begun = start_log(id, village, time_of(branch[begin]), false);
      if (!begun) return fail(std::move(begun));
      row = *begun;
    }
    for (std::size_t i = begin; i < branch.size(); ++i) {
      moved[log::to_string(log::Position{old, seqs[i]})] =
          log::to_string(log::Position{id, kAfterGenesis + i - begin});
    }
    entries = move_all(branch, moved);
    const log::Seq held = row->head.seq;
    const std::size_t differs = write_entries(*row, entries, begin);
    if (row->head.seq > held) go_on_in(*row);
    if (differs == entries.size()) return {};
    forked = log::Position{id, kAfterGenesis + differs - begin};
    begin = differs;
  }
}

// What is written next may name what the branch holds. It stands in the same log, so that it moves along should that log be
// found forked in turn.
void Store::go_on_in(const LogRow& row) {
  database_.run("UPDATE log SET active = (id = ?) WHERE own = 1 AND book = ?", as_int(row.id.value),
                row.book);
  own_logs_.clear();
}

// Puts entries[begin] and what follows after the log's genesis. Returns the index of the first for which the log holds
// another, or entries.size().
std::size_t Store::write_entries(LogRow& row, const std::vector<std::string>& entries,
                                 std::size_t begin) {
  crypto::Hash hash = *hash_at(row.id, kAfterGenesis - 1);
  for (std::size_t i = begin; i < entries.size(); ++i) {
    hash = log::next_hash(hash, entries[i]);
    const auto held = hash_at(row.id, kAfterGenesis + i - begin);
    if (held && *held != hash) return i;
    if (!held) insert_change(row, entries[i], {});
  }
  save_head(row);
  return entries.size();
}

// Under this device's key, and not written here: another machine uses the key, or an older copy of the data goes on here.
// Writing goes on in a new log, so that the two never continue the same one.
void Store::entries_returned(const LogRow& row, bool is_new, std::int64_t count) {
  if (is_salvaging()) return;  // they are expected, and the log is not written any more
  if (row.active || is_new) {
    database_.run("UPDATE log SET active = 0 WHERE id = ?", as_int(row.id.value));
    add_notice("log_returned", row.id, count);
  } else {
    database_.run(
        "UPDATE notice SET count = count + ? WHERE code = 'log_returned' AND log = ? AND seen = 0",
        count, as_int(row.id.value));
  }
}

void Store::begin_new_logs() {
  database_.run("UPDATE log SET active = 0");
  own_logs_.clear();
  add_notice("restored", log::LogId{}, 0);
}

void Store::add_notice(const std::string& code, log::LogId id, std::int64_t count) {
  database_.run("INSERT INTO notice(at, code, log, count) VALUES(?, ?, ?, ?)", clock().now_ms(),
                std::string_view(code), as_int(id.value), count);
}

std::vector<Notice> Store::notices() {
  std::vector<Notice> all;
  Query query =
      database_.query("SELECT id, at, code, log, count FROM notice WHERE seen = 0 ORDER BY id");
  while (query.step()) {
    all.push_back({query.int64(0), query.int64(1), std::string(query.text(2)),
                   log::LogId{static_cast<std::uint64_t>(query.int64(3))}, query.int64(4)});
  }
  return all;
}

void Store::notice_seen(std::int64_t id) {
  database_.run("UPDATE notice SET seen = 1 WHERE id = ?", id);
}

}  // namespace soban::store
