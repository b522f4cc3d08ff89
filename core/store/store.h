// The books on disk: the log, and what is derived from it. One Store is one SQLite connection and belongs to one thread
// at a time. Methods throw DatabaseError when SQLite fails; Writer and the programs' entry points catch it.
//
// The log is the truth. Appending and applying are two steps: what a peer sends is durable (and acknowledged) once it is
// in the log; merging it into records, projections and search follows at once but in a transaction of its own, so that no
// acknowledgement ever waits for an index. `log.applied_seq` says how far it got, and open() goes on from there.
#pragma once

#include <cstddef>
#include <filesystem>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "core/crypto/crypto.h"
#include "core/error.h"
#include "core/log/chain.h"
#include "core/log/clock.h"
#include "core/log/genesis.h"
#include "core/log/merge.h"
#include "core/store/database.h"
#include "core/store/folder_lock.h"

namespace soban::store {

// Of a record, as the screens name it; whether it was sent yet is asked separately (Store::is_sent).
enum class Status : std::int64_t {
  kOpen = 0,  // waits for the office's review, or its kind is not reviewed
  kAccepted = 1,
  kReturned = 2,
  kConflict = 3,  // two values of a field that needs a decision
  kVoidOpen = 4,  // cancelled, the office has not looked at it yet
  kVoided = 5,    // cancelled, and the office has seen it (or need not)
};

// A rule on one delta alone: its verdict must not depend on anything else, so that every holder reaches the same one in
// whatever order changes arrive. Returns a code for the author ("negative"), or nullopt.
using DeltaRule = std::optional<std::string> (*)(std::uint32_t kind, std::string_view delta);

// Who this device is. Written once at init or enrolment.
struct Identity {
  std::uint64_t commune = 0;
  log::DeviceId device;
  std::string seed;         // Ed25519 secret seed
  Certificate certificate;  // the hub's for this device
  crypto::PublicKey hub_key{};
  std::string village;   // empty: this is the hub
  std::string hub_host;  // agent: where to connect
  std::uint16_t hub_port = 0;
  std::string hub_pin;  // agent: SHA-256 of the hub's TLS certificate
};

// A change about to be written by this device.
// Entries of a log that still wait for the hub, from which on an urgent one gets a log of its own: fewer are gone in a second
// even on a 2G line.
inline constexpr std::int64_t kOvertakenMin = 50;

struct Draft {
  std::optional<log::RecordId> record;  // absent: creates one
  std::uint32_t kind = 0;
  std::string village;  // book to create it in; empty: the commune's
  std::optional<std::vector<log::Position>>
      seen;  // heads the person looked at; absent: the present ones
  std::string author;
  std::string reason;
  std::string delta;
  std::vector<std::uint32_t> cleared;
  bool voids = false;
  bool urgent = false;  // goes before what else still waits for the hub
};

// Entries of one log as they came from a peer, signed, decompressed and split, not yet checked against the log.
struct IncomingBatch {
  log::LogId log;
  log::Seq first = 0;
  std::vector<std::string_view> entries;  // point into the buffer of the caller
  crypto::Hash hash{};                    // after the last entry
  std::string signature;
  log::Seq last() const { return first + entries.size() - 1; }
};

struct LogInfo {
  log::LogId id;
  std::string village;  // of the book; empty: the commune's
  log::DeviceId device;
  crypto::PublicKey key{};
  bool own = false;     // written with this device's key
  bool active = false;  // written by this very installation: it goes on with it
  bool forked = false;  // being replaced by what the peer holds (fork.cc)
  log::Head head;
  log::Seq applied = 0;
  log::Seq peer_seq = 0;
};

// A run of entries to send.
struct Tail {
  log::Seq first = 0;
  std::vector<std::string> entries;
  log::Head head;         // after the last of them
  std::string signature;  // of that head, by the log's writer
};

// The first thing wrong with a log.
struct BadChange {
  log::Position at;
  std::string why;
};

// Something that happened to this installation. Codes: "log_forked" (count: changes written anew), "log_replaced" (count:
// changes of somebody else's log set aside), "log_returned" (count: entries under this device's key that came from the
// peer: an old copy goes on here, or another machine uses the key), "restored" (this directory was a copy), "salvaged"
// (the file was damaged; count: entries that could be read).
struct Notice {
  std::int64_t id = 0;
  std::int64_t at_ms = 0;
  std::string code;
  log::LogId log;
  std::int64_t count = 0;
};

struct Applied {
  std::size_t changes = 0;
  std::vector<std::int64_t> records;  // pos of the records touched
};

class Store {
 public:
  struct Options {
    const log::Clock* clock = nullptr;  // outlives the store
    DeltaRule rule = nullptr;           // none: every delta is taken
    int cache_kib = 2048;
    std::int64_t overtaken_min = kOvertakenMin;
  };

  // Opens DIR/soban.db, creating and migrating it when writable.
  Store(const std::filesystem::path& directory, Database::Mode mode, Options options);
  ~Store();

  Database& database() { return database_; }
  const std::filesystem::path& directory() const { return directory_; }
  const log::Clock& clock() const { return *options_.clock; }

  // ---- identity.cc
  void put_meta(std::string_view key, std::string_view value);
  std::optional<std::string> meta(std::string_view key);
  bool has_identity();
  Identity identity();  // checked: has_identity()
  void save_identity(const Identity& identity);
  crypto::SigningKey signing_key();

  // ---- log_store.cc
  // All logs of every book.
  std::vector<LogInfo> logs();
  std::optional<LogInfo> find_log(log::LogId id);
  // This device's log of the book; begins one (genesis) where there is none. Needs a Transaction. kForbidden
  // "forbidden_book".
  Result<log::LogId> own_log(const std::string& village);
  // Writes the change and applies it. Needs a Transaction. kForbidden as own_log; kNotFound "not_found"; kConflict "stale"
  // when `seen` is not what is there. The returned position names the change; of a creating one it names the record.
  Result<log::Position> append(const Draft& draft);
  // Adds what the log lacks of the batch. Needs a Transaction. A batch already held is no error. kFork, kProtocol "gap" |
  // "broken_chain" | "bad_signature", kInvalid "bad_genesis"; the log is unchanged then.
  Result<log::Head> append_batch(const IncomingBatch& batch);
  // Entries from `first` on, about `bytes_max` of them (at least one), ending where there is a signature. nullopt: none.
  std::optional<Tail> tail(log::LogId id, log::Seq first, std::size_t bytes_max);
  std::optional<crypto::Hash> hash_at(log::LogId id, log::Seq seq);
  // How far the hub is seen to hold the log as it is here. Needs a Transaction: applies what waited for that.
  void note_peer_head(log::LogId id, log::Seq seq);
  // ---- fork.cc (docs/protocol.md §3.11). All need a Transaction.
  // The peer has another content of this log and this side is the one to give way: what the peer sends of it from its
  // beginning takes its place. What stood here and nobody else has is written anew in another log if it is this device's
  // own, and kept aside if not. Until then work goes on in the log as it is here.
  void give_way(log::LogId id);
  // The peer's content no longer differs: it was restored, and holds less.
  void keep_own_way(log::LogId id);
  // For a data directory that is a copy: it goes on in new logs, so that it can never fork what was written after the
  // copy was made. A log that others hold further comes back from them.
  void begin_new_logs();
  // What people must be told, oldest first.
  std::vector<Notice> notices();
  void notice_seen(std::int64_t id);

  // ---- salvage.cc (core/store/salvage.h)
  // Throws kCorrupt "database_damaged" when the file's pages don't fit together. Reads all of it.
  void check_pages();
  // The same, and what is wrong with who this device is or with a chain; nullopt: nothing.
  std::optional<std::string> find_damage();
  // Whether a program that starts should look: the last one was not ended in order or met damage, or it is a week since one
  // looked. With photos in it the file is too large to be read at every start.
  bool wants_look();
  // Notes that a program uses the file from now on, and whether it looked; and that it ended in order. Need a Transaction.
  void begin_use(bool looked);
  void end_use();
  // The file was damaged, and the hub has not sent all that it has yet. Own entries that stood behind a hole in their log
  // wait for it to be filled.
  bool is_salvaging();
  // Once the hub has: what still waits is written anew in another log, as a branch is (fork.cc). Needs a Transaction.
  Result<void> finish_salvage();

  // ---- backup.cc
  // Everything in one new file that is whole once it has this name: durable, then renamed. It is marked as a copy: whoever
  // opens it to write goes on in new logs (begin_new_logs). kConflict "exists"; kIo
  // "not_writable"; kDiskFull.
  Result<void> back_up(const std::filesystem::path& file);

  // ---- log_store.cc
  // Re-reads every log from genesis: chain, stored head, signatures, and own head.
  std::vector<BadChange> verify();

  // ---- apply.cc
  // Applies up to `changes_max` log entries that are not applied yet. Needs a Transaction.
  Applied apply_some(std::size_t changes_max);
  bool has_unapplied();
  // Empties what is derived and applies the whole log again. Makes its own transactions.
  void rebuild();

  std::int64_t position_of(const log::Position& position);  // pos; 0: not held

  // What was written since the last call, rolled back or not: where to look, not what to believe.
  struct Touched {
    std::vector<log::LogId> logs;
    std::vector<std::int64_t> records;
    std::vector<crypto::Hash> attachments;  // whole here since
    bool names_attachments = false;         // records that were applied name some
  };
  Touched take_touched() { return std::exchange(touched_, {}); }
  // For core/store/attachments.h.
  void touch_attachment(const crypto::Hash& id) { touched_.attachments.push_back(id); }

 private:
  // A row of `log`, as read in the present transaction.
  struct LogRow {
    log::LogId id;
    std::int64_t book = 0;
    crypto::PublicKey key{};
    DeviceRole role = DEVICE_ROLE_UNSPECIFIED;
    bool own = false;
    bool active = false;
    bool forked = false;
    log::Head head;
    log::Hlc head_time;
    log::Seq applied = 0;
  };
  friend class Applier;
  friend class Salvage;

  std::filesystem::path lock_for(Database::Mode mode);
  void go_on_from_copy();
  std::optional<LogRow> read_log(log::LogId id);
  void save_head(const LogRow& row);
  void add_log(const log::LogOrigin& origin, bool active);
  Result<LogRow> start_log(log::LogId id, const std::string& village, log::Hlc time, bool active);
  bool writes(log::LogId id);
  std::int64_t insert_change(LogRow& row, std::string_view bytes, std::string_view signature);
  Result<LogRow> begin_log(const IncomingBatch& batch);
  Result<log::Head> check_held(const LogRow& row, const IncomingBatch& batch);
  Result<log::Head> extend(LogRow& row, const IncomingBatch& batch);
  void entries_returned(const LogRow& row, bool is_new, std::int64_t count);
  Result<log::Head> take_over(LogRow& row, const IncomingBatch& batch);
  std::vector<std::string> cut_off(LogRow& row, log::Seq from);
  Result<void> write_anew(const LogRow& old, log::Seq from, const std::vector<std::string>& branch);
  Result<void> write_branch(log::LogId old, const std::vector<log::Seq>& seqs,
                            const std::vector<std::string>& branch);
  void go_on_in(const LogRow& row);
  void put_back_aside(LogRow& row);
  void take_up_waiting(log::LogId id, log::Seq last);
  std::size_t write_entries(LogRow& row, const std::vector<std::string>& entries,
                            std::size_t begin);
  void add_notice(const std::string& code, log::LogId id, std::int64_t count);
  Result<Change> complete(const Draft& draft, const LogRow& row);
  Result<log::LogId> begin_own_log(const std::string& village, bool active);
  bool overtakes(const std::string& village);
  Result<log::LogId> log_for(const Draft& draft, const std::string& village);
  std::string signature_for(const LogRow& row, const log::Head& head, std::string_view stored);
  std::optional<BadChange> verify_log(const LogInfo& info);
  std::int64_t book_id(const std::string& village);

  std::filesystem::path directory_;
  Options options_;
  std::optional<FolderLock> lock_;  // of a writer
  Database database_;
  std::optional<crypto::SigningKey> key_;
  std::unordered_map<std::string, log::LogId> own_logs_;
  Touched touched_;
};

// Opens a Store or says why not; for the programs' start.
Result<std::unique_ptr<Store>> open_store(const std::filesystem::path& directory,
                                          Database::Mode mode, Store::Options options);

// Puts a backup into a data directory without books and opens it; it goes on in new logs. kConflict "exists"; kIo
// "not_copied"; kCorrupt "not_a_backup"; as open_store.
Result<std::unique_ptr<Store>> restore_backup(const std::filesystem::path& file,
                                              const std::filesystem::path& directory,
                                              Store::Options options);

// Runs `body` and turns a DatabaseError into an Error.
template <class Body>
auto guarded(Body&& body) -> decltype(body()) {
  try {
    return body();
  } catch (const DatabaseError& failed) {
    return fail(failed.error());
  }
}

}  // namespace soban::store
