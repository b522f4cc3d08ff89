#include "core/store/salvage.h"

#include <sqlite3.h>

#include <algorithm>
#include <charconv>
#include <ctime>
#include <functional>
#include <map>

#include "core/store/attachments.h"
#include "core/store/durable.h"
#include "core/store/first_page.h"
#include "core/store/local.h"

namespace soban::store {
namespace {

namespace fs = std::filesystem;

constexpr const char* kDatabase = "soban.db";
constexpr const char* kJournal = "soban.db-wal";
constexpr const char* kJournalIndex = "soban.db-shm";
constexpr const char* kIdentity = "identity.db";
constexpr const char* kWork = "salvage";    // the folder in which the new file is made
constexpr const char* kReady = "ready.db";  // its name there once it is whole and durable

// In `meta`: until the hub has sent all that it has; while a program serves; when the file was last looked over.
constexpr const char* kSalvaging = "salvaging";
constexpr const char* kInUse = "in_use";
constexpr const char* kLookedMs = "looked_ms";
constexpr std::int64_t kLookEveryMs = std::int64_t{7} * 24 * 3600 * 1000;

// Places tried one after another behind a damaged page until one can be read again.
constexpr int kProbesMax = 10'000;

// Reads what it can: an error ends a reading, and nothing else. Nothing that stands in the file is believed.
class DamagedFile {
 public:
  explicit DamagedFile(const fs::path& file) {
    const int code = sqlite3_open_v2(file.c_str(), &handle_,
                                     SQLITE_OPEN_READONLY | SQLITE_OPEN_NOMUTEX, nullptr);
    if (code == SQLITE_OK)
      sqlite3_exec(handle_, "PRAGMA cell_size_check=ON; PRAGMA query_only=ON", nullptr, nullptr,
                   nullptr);
  }
  ~DamagedFile() { sqlite3_close_v2(handle_); }
  DamagedFile(const DamagedFile&) = delete;
  DamagedFile& operator=(const DamagedFile&) = delete;

  // False: no more of it.
  using OnRow = std::function<bool(sqlite3_stmt*)>;
  // True: to its end.
  bool read(const char* sql, std::int64_t parameter, const OnRow& on_row) {
    sqlite3_stmt* prepared = nullptr;
    if (sqlite3_prepare_v2(handle_, sql, -1, &prepared, nullptr) != SQLITE_OK) return false;
    const std::unique_ptr<sqlite3_stmt, int (*)(sqlite3_stmt*)> statement(prepared,
                                                                          &sqlite3_finalize);
    if (sqlite3_bind_parameter_count(prepared) > 0) sqlite3_bind_int64(prepared, 1, parameter);
    int code = SQLITE_ROW;
    while ((code = sqlite3_step(prepared)) == SQLITE_ROW) {
      if (!on_row(prepared)) return false;
    }
    return code == SQLITE_DONE;
  }
  bool read(const char* sql, const OnRow& on_row) { return read(sql, 0, on_row); }

 private:
  sqlite3* handle_ = nullptr;
};

std::string bytes_of(sqlite3_stmt* row, int column) {
  const void* data = sqlite3_column_blob(row, column);
  const int size = sqlite3_column_bytes(row, column);
  return data == nullptr
             ? std::string()
             : std::string(static_cast<const char*>(data), static_cast<std::size_t>(size));
}

// ---- who this device is ---------------------------------------------------------------------------------------------

using Meta = std::map<std::string, std::string>;

// What is said of that very file is not said of the device.
Meta of_device(Meta meta) {
  for (const char* key : {"is_copy", "indexed_pos", kInUse, kLookedMs, kSalvaging}) meta.erase(key);
  return meta;
}

Meta read_meta(const fs::path& file) {
  Meta meta;
  DamagedFile(file).read("SELECT key, value FROM meta", [&](sqlite3_stmt* row) {
    meta[bytes_of(row, 0)] = bytes_of(row, 1);
    return true;
  });
  return of_device(std::move(meta));
}

Meta meta_of(Store& store) {
  Meta meta;
  Query query = store.database().query("SELECT key, value FROM meta");
  while (query.step()) meta.emplace(query.text(0), query.blob(1));
  return of_device(std::move(meta));
}

// The hub's signature and the key itself tell whether any of it was damaged.
bool is_sound(const Meta& meta) {
  const auto get = [&](const char* key) {
    const auto found = meta.find(key);
    return found == meta.end() ? std::string() : found->second;
  };
  crypto::PublicKey hub_key{};
  Certificate certificate;
  if (!crypto::assign(hub_key, get("hub_key")) || !certificate.ParseFromString(get("certificate")))
    return false;
  const auto writer = log::check_certificate(certificate, hub_key);
  const auto key = crypto::SigningKey::from_seed(get("seed"));
  const std::string port = get("hub_port");
  std::uint16_t number = 0;
  const auto parsed = std::from_chars(port.data(), port.data() + port.size(), number);
  return writer && key && key->public_key() == writer->key && parsed.ec == std::errc() &&
         get("commune") == std::to_string(writer->commune) &&
         get("device") == log::to_string(writer->device) && get("village") == writer->village &&
         meta.contains("hub_host") && meta.contains("hub_pin");
}

// ---- what stands in the log -----------------------------------------------------------------------------------------

struct Entry {
  crypto::Hash hash{};  // of the log up to here
  std::string bytes;
  std::string signature;
};
using Entries = std::map<log::Seq, Entry>;
using Logs = std::map<log::LogId, Entries>;

constexpr std::int64_t kPosStepMax = 1 << 20;  // a further leap is a damaged number
constexpr int kRowsMax = 20'000'000;           // more are a tree that leads in circles

// Page by page, past those that can't be read; with what an earlier damage left to wait.
Logs read_logs(DamagedFile& file) {
  Logs logs;
  const auto keep = [&](sqlite3_stmt* row, std::string signature) {
    Entry entry{{}, bytes_of(row, 3), std::move(signature)};
    if (!crypto::assign(entry.hash, bytes_of(row, 2))) return;
    const log::LogId id{static_cast<std::uint64_t>(sqlite3_column_int64(row, 0))};
    logs[id].emplace(static_cast<log::Seq>(sqlite3_column_int64(row, 1)), std::move(entry));
  };
  std::int64_t from = 1;
  int rows = 0;
  const auto on_row = [&](sqlite3_stmt* row) {
    keep(row, bytes_of(row, 4));
    const std::int64_t pos = sqlite3_column_int64(row, 5);
    if (pos >= from && pos - from < kPosStepMax) from = pos + 1;
    return ++rows < kRowsMax;
  };
  for (int missed = 0; missed < kProbesMax && rows < kRowsMax; ++missed) {
    const std::int64_t before = from;
    const bool ended = file.read(
        "SELECT log, seq, hash, bytes, signature, pos FROM change WHERE pos >= ? ORDER BY pos",
        from, on_row);
    if (ended) break;
    if (from > before) missed = 0;
    from += 1;
  }
  file.read("SELECT log, seq, hash, bytes FROM aside", [&](sqlite3_stmt* row) {
    keep(row, {});
    return true;
  });
  return logs;
}

tl::unexpected<Error> damaged(std::string detail) {
  return fail(ErrorKind::kCorrupt, "database_damaged",
              "the database file is damaged, and who this laptop is can't be read any more; keep "
              "the file, and restore it from a backup or enrol this laptop again in a new data "
              "directory",
              std::move(detail));
}

std::string stamp_of(std::int64_t ms) {
  const auto seconds = static_cast<std::time_t>(ms / 1000);
  std::tm utc{};
  gmtime_r(&seconds, &utc);
  char text[32];
  std::strftime(text, sizeof text, "%Y%m%d-%H%M%S", &utc);
  return text;
}

// The same file under a second name; a copy where the file system has no links.
Result<void> keep_file(const fs::path& from, const fs::path& to) {
  std::error_code error;
  if (!fs::exists(from, error)) return {};
  fs::create_hard_link(from, to, error);
  if (!error) return {};
  if (fs::copy_file(from, to, error)) return {};
  return not_writable(to, error.message());
}

Result<fs::path> keep_damaged(const fs::path& directory, std::int64_t now_ms) {
  const fs::path base = directory / ("damaged-" + stamp_of(now_ms));
  fs::path folder = base;
  std::error_code error;
  for (int n = 2; fs::exists(folder, error); ++n) folder = base.string() + '-' + std::to_string(n);
  if (!fs::create_directory(folder, error)) return not_writable(folder, error.message());
  for (const char* name : {kDatabase, kJournal}) {
    if (auto kept = keep_file(directory / name, folder / name); !kept) return fail(kept.error());
  }
  return folder;
}

bool is_replacing(const fs::path& directory) {
  std::error_code unknown;
  return fs::exists(directory / kWork / kReady, unknown);
}

// The database of a device is not there, or nothing is in it.
bool is_lost(const fs::path& directory) {
  std::error_code none;
  const auto size = fs::file_size(directory / kDatabase, none);
  return (none || size == 0) && fs::exists(directory / kIdentity, none) && !is_replacing(directory);
}

// Puts the new file in the damaged one's place. Taken up again at the next start where it was cut off.
Result<void> finish_replacing(const fs::path& directory) {
  const fs::path ready = directory / kWork / kReady;
  std::error_code error;
  // A journal would be taken for the new file's.
  for (const char* name : {kJournal, kJournalIndex}) {
    fs::remove(directory / name, error);
    if (fs::exists(directory / name, error)) return not_writable(directory / name);
  }
  if (auto gone = make_durable(directory); !gone) return gone;
  if (auto named = rename_durably(ready, directory / kDatabase); !named) return named;
  fs::remove_all(directory / kWork, error);  // nothing of value is left in it
  return {};
}

}  // namespace

// Fills a new store with what a damaged file still says.
class Salvage {
 public:
  Salvage(Store& store, DamagedFile& file) : store_(store), file_(file) {}

  void run(const Meta& meta) {
    for (const auto& [key, value] : meta) store_.put_meta(key, value);
    self_ = store_.identity();
    for (auto& [id, entries] : read_logs(file_)) take_log(id, entries);
    take_drafts();
    take_attachments();
    store_.put_meta(kSalvaging, "1");
    store_.add_notice("salvaged", log::LogId{}, static_cast<std::int64_t>(taken_));
  }

 private:
  void take_log(log::LogId id, Entries& entries) {
    const auto first = entries.find(1);
    const auto origin = first == entries.end()
                            ? Result<log::LogOrigin>(damaged("a log without its beginning"))
                            : log::check_genesis(first->second.bytes, id, self_.hub_key);
    const bool signed_by_others =
        std::any_of(entries.begin(), entries.end(),
                    [](const auto& entry) { return !entry.second.signature.empty(); });
    if (!origin) return put_aside(id, entries, !signed_by_others);
    Entries sound = cut_sound(entries);
    if (origin->writer.device != self_.device) return take_foreign(id, sound);
    store_.add_log(*origin, false);
    Store::LogRow row = *store_.read_log(id);
    // A signature is made again when it is wanted.
    for (const auto& [seq, entry] : sound) store_.insert_change(row, entry.bytes, {});
    row.applied = 1;
    store_.save_head(row);
    taken_ += sound.size();
    put_aside(id, entries, true);
  }

  // Moves out what continues without a hole and is what its hashes say.
  static Entries cut_sound(Entries& entries) {
    Entries sound;
    crypto::Hash hash{};
    for (log::Seq seq = 1;; ++seq) {
      const auto found = entries.find(seq);
      if (found == entries.end()) return sound;
      hash = log::next_hash(hash, found->second.bytes);
      if (hash != found->second.hash) return sound;
      sound.insert(entries.extract(found));
    }
  }

  // Of another device: run by run, as it signed them. What is not taken comes from the hub.
  void take_foreign(log::LogId id, const Entries& sound) {
    IncomingBatch batch{id, 1, {}, {}, {}};
    for (const auto& [seq, entry] : sound) {
      batch.entries.emplace_back(entry.bytes);
      if (entry.signature.empty()) continue;
      batch.hash = entry.hash;
      batch.signature = entry.signature;
      if (!store_.append_batch(batch)) return;
      taken_ += batch.entries.size();
      batch.first = seq + 1;
      batch.entries.clear();
    }
  }

  // But for those whose bytes are not what their hash and the one before say.
  void put_aside(log::LogId id, const Entries& entries, bool own) {
    for (const auto& [seq, entry] : entries) {
      const auto before = entries.find(seq - 1);
      const auto held = seq > 1 ? store_.hash_at(id, seq - 1) : std::nullopt;
      const std::optional<crypto::Hash> known =
          before != entries.end() ? std::optional(before->second.hash) : held;
      if (known && log::next_hash(*known, entry.bytes) != entry.hash) continue;
      store_.database().run("INSERT INTO aside(log, seq, hash, bytes, own) VALUES(?, ?, ?, ?, ?)",
                            static_cast<std::int64_t>(id.value), static_cast<std::int64_t>(seq),
                            Blob{crypto::view(entry.hash)}, Blob{entry.bytes},
                            std::int64_t{own ? 1 : 0});
    }
  }

  void take_drafts() {
    file_.read("SELECT name, json, saved_ms FROM draft", [this](sqlite3_stmt* row) {
      save_draft(store_.database(), bytes_of(row, 0), bytes_of(row, 1),
                 sqlite3_column_int64(row, 2));
      return true;
    });
  }

  void take_attachments() {
    std::map<std::int64_t, std::string> ids;
    file_.read("SELECT pos, id FROM attachment WHERE whole = 1", [&](sqlite3_stmt* row) {
      ids[sqlite3_column_int64(row, 0)] = bytes_of(row, 1);
      return true;
    });
    for (const auto& [pos, id] : ids) {
      std::string content;
      file_.read("SELECT bytes FROM attachment_piece WHERE attachment = ? ORDER BY start", pos,
                 [&](sqlite3_stmt* row) {
                   content += bytes_of(row, 0);
                   return content.size() <= static_cast<std::size_t>(kAttachmentBytesMax);
                 });
      if (crypto::view(crypto::blake2b({content})) == id) add_attachment(store_, content);
    }
  }

  Store& store_;
  DamagedFile& file_;
  Identity self_;
  std::size_t taken_ = 0;
};

namespace {

// A new database in the work folder, whole and in one file.
Result<void> fill_new(const fs::path& work, const fs::path& kept, const Meta& meta,
                      Store::Options options) {
  auto store = open_store(work, Database::Mode::kReadWrite, options);
  if (!store) return fail(std::move(store));
  fs::path source = kept / kDatabase;
  if (!has_first_page(source)) source = with_new_first_page(source, work).value_or(source);
  DamagedFile file(source);
  return guarded([&]() -> Result<void> {
    Transaction transaction((*store)->database());
    Salvage(**store, file).run(meta);
    transaction.commit();
    (*store)->database().script("PRAGMA journal_mode=DELETE");
    return {};
  });
}

Result<void> salvage(const fs::path& directory, Store::Options options, const std::string& why) {
  // Kept first: SQLite takes the journal of an empty file away when it opens it.
  const auto kept = keep_damaged(directory, options.clock->now_ms());
  if (!kept) return fail(kept.error());
  Meta meta = read_meta(*kept / kDatabase);
  if (!is_sound(meta)) meta = read_meta(directory / kIdentity);
  if (!is_sound(meta)) {
    std::error_code left;
    fs::remove_all(*kept, left);
    return damaged(why);
  }
  const fs::path work = directory / kWork;
  std::error_code error;
  fs::remove_all(work, error);  // of an attempt that was cut off
  fs::create_directory(work, error);
  if (error) return not_writable(work, error.message());
  if (auto filled = fill_new(work, *kept, meta, options); !filled) return fail(filled.error());
  if (auto named = rename_durably(work / kDatabase, work / kReady); !named)
    return fail(named.error());
  return finish_replacing(directory);
}

// nullopt: the file is sound as far as it was looked at, or what stands in the way is something else.
std::optional<std::string> damage_of(const Result<std::unique_ptr<Store>>& opened) {
  if (!opened) {
    const Error& error = opened.error();
    return error.code == "database_damaged" ? std::optional(error.detail) : std::nullopt;
  }
  const auto looked = guarded([&]() -> Result<std::optional<std::string>> {
    Store& store = **opened;
    const bool look = store.wants_look();
    if (auto damage = look ? store.find_damage() : std::nullopt) return damage;
    Transaction transaction(store.database());
    store.begin_use(look);
    transaction.commit();
    return std::optional<std::string>();
  });
  if (looked) return *looked;
  return looked.error().kind == ErrorKind::kCorrupt ? std::optional(looked.error().detail)
                                                    : std::nullopt;
}

}  // namespace

Result<std::unique_ptr<Store>> open_or_salvage(const fs::path& directory, Store::Options options) {
  std::string damage;
  if (is_lost(directory)) {
    damage = "the file is gone";
  } else if (!is_replacing(directory)) {
    auto opened = open_store(directory, Database::Mode::kReadWrite, options);
    const auto found = damage_of(opened);
    if (!found) return opened;
    damage = *found;
  }
  {
    const FolderLock lock(directory, FolderLock::Kind::kAlone);
    if (!lock.held()) {
      return fail(ErrorKind::kConflict, "in_use",
                  "the books are damaged, and another program is using them; close it, and start "
                  "this one again",
                  damage);
    }
    const auto mended =
        is_replacing(directory) ? finish_replacing(directory) : salvage(directory, options, damage);
    if (!mended) return fail(mended.error());
  }
  auto mended = open_store(directory, Database::Mode::kReadWrite, options);
  if (const auto still = damage_of(mended)) return damaged(*still);
  return mended;
}

Result<void> keep_identity(Store& store) {
  const fs::path file = store.directory() / kIdentity;
  const fs::path part = file.string() + ".part";
  return guarded([&]() -> Result<void> {
    if (!store.has_identity()) return {};
    const Meta meta = meta_of(store);
    if (!is_sound(meta) || read_meta(file) == meta) return {};
    std::error_code error;
    fs::remove(part, error);  // left by an attempt that was cut off
    {
      Database copy(part, Database::Mode::kReadWrite, {});
      copy.script(
          "PRAGMA journal_mode=DELETE; CREATE TABLE meta(key TEXT PRIMARY KEY, value BLOB NOT NULL)"
          " WITHOUT ROWID;");
      Transaction transaction(copy);
      for (const auto& [key, value] : meta)
        copy.run("INSERT INTO meta VALUES(?, ?)", std::string_view(key), Blob{value});
      transaction.commit();
    }
    return rename_durably(part, file);
  });
}

// ---- Store -----------------------------------------------------------------------------------

void Store::check_pages() {
  Query query = database_.query("PRAGMA quick_check(1)");
  require_sound(query.step(), "the check of the pages says nothing");
  require_sound(query.text(0) == "ok", std::string(query.text(0)).c_str());
}

std::optional<std::string> Store::find_damage() {
  check_pages();
  if (has_identity() && !is_sound(meta_of(*this))) return "who this device is";
  const auto bad = verify();
  if (bad.empty()) return std::nullopt;
  return log::to_string(bad.front().at) + ": " + bad.front().why;
}

bool Store::wants_look() {
  const std::string text = meta(kLookedMs).value_or("0");
  std::int64_t looked = 0;  // what is no number was long ago
  std::from_chars(text.data(), text.data() + text.size(), looked);
  const std::int64_t now = clock().now_ms();
  return meta(kInUse) || looked > now || now - looked > kLookEveryMs;
}

void Store::begin_use(bool looked) {
  put_meta(kInUse, "1");
  if (looked) put_meta(kLookedMs, std::to_string(clock().now_ms()));
}

void Store::end_use() {
  if (!Database::damage_was_met())
    database_.run("DELETE FROM meta WHERE key = ?", std::string_view(kInUse));
}

void Store::put_back_aside(LogRow& row) {
  for (;;) {
    std::string bytes;
    {
      Query query = database_.query("SELECT hash, bytes FROM aside WHERE log = ? AND seq = ?");
      query.bind_all(static_cast<std::int64_t>(row.id.value),
                     static_cast<std::int64_t>(row.head.seq + 1));
      if (!query.step()) break;
      bytes = query.blob(1);
      if (crypto::view(log::next_hash(row.head.hash, bytes)) != query.blob(0)) break;
    }
    insert_change(row, bytes, {});
  }
  database_.run("DELETE FROM aside WHERE log = ? AND seq <= ?",
                static_cast<std::int64_t>(row.id.value), static_cast<std::int64_t>(row.head.seq));
}

bool Store::is_salvaging() { return meta(kSalvaging).has_value(); }

Result<void> Store::finish_salvage() {
  struct Waiting {
    std::vector<log::Seq> seqs;
    std::vector<std::string> entries;
  };
  std::map<log::LogId, Waiting> waiting;
  {
    // What the hub sent under another number was a damaged number here.
    Query query = database_.query(
        "SELECT a.log, a.seq, a.bytes FROM aside a WHERE a.own = 1 AND NOT EXISTS(SELECT 1 FROM "
        "change c WHERE c.log = a.log AND c.hash = a.hash) ORDER BY a.log, a.seq");
    while (query.step()) {
      Waiting& log = waiting[log::LogId{static_cast<std::uint64_t>(query.int64(0))}];
      log.seqs.push_back(static_cast<log::Seq>(query.int64(1)));
      log.entries.emplace_back(query.blob(2));
    }
  }
  for (auto& [id, log] : waiting) {
    const auto row = read_log(id);
    if (row && !row->own) continue;  // the hub has all of it, or nobody
    if (log.seqs.front() == 1) {     // its genesis, which no branch has
      log.seqs.erase(log.seqs.begin());
      log.entries.erase(log.entries.begin());
    }
    if (log.seqs.empty()) continue;
    if (auto written = write_branch(id, log.seqs, log.entries); !written) return written;
  }
  database_.run("DELETE FROM aside");
  database_.run("DELETE FROM meta WHERE key = ?", std::string_view(kSalvaging));
  return {};
}

}  // namespace soban::store
