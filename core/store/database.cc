#include "core/store/database.h"

#include <sqlite3.h>

#include <atomic>
#include <cerrno>

#include "core/check.h"
#include "core/store/schema.h"

namespace soban::store {
namespace {

constexpr int kBusyTimeoutMs =
    10'000;  // another process (a command beside `serve`) holds the lock for milliseconds

std::atomic<bool> damage_met = false;

Error damaged(std::string detail) {
  damage_met = true;
  return {ErrorKind::kCorrupt,
          "database_damaged",
          "the database file is damaged; restore it from a backup. A laptop's program mends it by "
          "itself when it starts",
          std::move(detail),
          {}};
}

Error translate(sqlite3* handle, int code) {
  const std::string detail = handle != nullptr ? sqlite3_errmsg(handle) : sqlite3_errstr(code);
  // Where the file of the WAL's index can't be made, SQLite has no word of its own for the full disk.
  const int cause = handle != nullptr ? sqlite3_system_errno(handle) : 0;
  const bool no_room = cause == ENOSPC || cause == EDQUOT;
  const int primary = code & 0xFF;
  const bool io = primary == SQLITE_IOERR || primary == SQLITE_CANTOPEN;
  switch (io && no_room ? SQLITE_FULL : primary) {
    case SQLITE_FULL:
      return {ErrorKind::kDiskFull,
              "disk_full",
              "the disk is full; nothing was lost: free some space and try again",
              detail,
              {}};
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return {ErrorKind::kUnavailable,
              "database_busy",
              "the data directory is in use by another command; try again",
              detail,
              {}};
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
      return damaged(detail);
    case SQLITE_READONLY:
    case SQLITE_PERM:
    case SQLITE_CANTOPEN:
      return {
          ErrorKind::kIo,
          "not_writable",
          "the data directory can't be opened or written; check that it exists and its permissions",
          detail,
          {}};
    default:
      return {ErrorKind::kIo,
              "database_failed",
              "the database could not be read or written",
              detail,
              {}};
  }
}

[[noreturn]] void raise(sqlite3* handle, int code) {
  // Wrong SQL or wrong use is our own mistake and must be loud.
  SOBAN_CHECK(code != SQLITE_MISUSE && code != SQLITE_RANGE);
  throw DatabaseError(translate(handle, code));
}

void require(sqlite3* handle, int code) {
  if (code != SQLITE_OK) raise(handle, code);
}

std::string_view bytes_of(const void* data, int size) {
  return {static_cast<const char*>(data), static_cast<std::size_t>(size)};
}

}  // namespace

void require_sound(bool sound, const char* what) {
  if (!sound) throw DatabaseError(damaged(what));
}

Query::~Query() {
  if (statement_ == nullptr) return;
  sqlite3_reset(statement_);  // its error, if any, was already thrown by step()
  sqlite3_clear_bindings(statement_);
}

Query& Query::bind(int index, std::int64_t value) {
  require(sqlite3_db_handle(statement_), sqlite3_bind_int64(statement_, index, value));
  return *this;
}

Query& Query::bind(int index, std::string_view text) {
  require(sqlite3_db_handle(statement_),
          sqlite3_bind_text(statement_, index, text.empty() ? "" : text.data(),
                            static_cast<int>(text.size()), SQLITE_STATIC));
  return *this;
}

Query& Query::bind(int index, Blob blob) {
  require(sqlite3_db_handle(statement_),
          sqlite3_bind_blob(statement_, index, blob.bytes.empty() ? "" : blob.bytes.data(),
                            static_cast<int>(blob.bytes.size()), SQLITE_STATIC));
  return *this;
}

Query& Query::bind(int index, std::nullptr_t) {
  require(sqlite3_db_handle(statement_), sqlite3_bind_null(statement_, index));
  return *this;
}

bool Query::step() {
  const int code = sqlite3_step(statement_);
  if (code == SQLITE_ROW) return true;
  if (code == SQLITE_DONE) return false;
  raise(sqlite3_db_handle(statement_), code);
}

void Query::run() {
  while (step()) {
  }
}

std::int64_t Query::int64(int column) const { return sqlite3_column_int64(statement_, column); }

std::string_view Query::text(int column) const {
  const void* data = sqlite3_column_text(statement_, column);
  return bytes_of(data, sqlite3_column_bytes(statement_, column));
}

std::string_view Query::blob(int column) const {
  const void* data = sqlite3_column_blob(statement_, column);
  return bytes_of(data, sqlite3_column_bytes(statement_, column));
}

bool Query::is_null(int column) const {
  return sqlite3_column_type(statement_, column) == SQLITE_NULL;
}

Database::Database(const std::filesystem::path& file, Mode mode, Limits limits) {
  const int flags =
      mode == Mode::kReadOnly ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE;
  const int code = sqlite3_open_v2(file.c_str(), &handle_, flags | SQLITE_OPEN_NOMUTEX, nullptr);
  try {
    require(handle_, code);
    sqlite3_extended_result_codes(handle_, 1);
    sqlite3_busy_timeout(handle_, kBusyTimeoutMs);
    const std::string cache = "PRAGMA cache_size=-" + std::to_string(limits.cache_kib);
    script(cache.c_str());
    script("PRAGMA foreign_keys=ON; PRAGMA temp_store=MEMORY;");
    if (mode == Mode::kReadWrite) {
      // The journal is written back every 16 MB, not every 4: pages that many commits touch are then written once.
      script(
          "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA wal_autocheckpoint=4000; "
          "PRAGMA journal_size_limit=16777216;");
    } else {
      script("PRAGMA query_only=ON;");
    }
  } catch (...) {
    sqlite3_close_v2(handle_);
    throw;
  }
}

Database::~Database() {
  for (const auto& [key, statement] : statements_) sqlite3_finalize(statement);
  for (const auto& [key, statement] : composed_) sqlite3_finalize(statement);
  sqlite3_close_v2(handle_);
}

sqlite3_stmt* Database::prepare(const char* sql) {
  sqlite3_stmt* statement = nullptr;
  const int code =
      sqlite3_prepare_v3(handle_, sql, -1, SQLITE_PREPARE_PERSISTENT, &statement, nullptr);
  if (code == SQLITE_ERROR) {
    const std::string why = sqlite3_errmsg(handle_);
    require_sound(has_its_tables(handle_), why.c_str());
    std::fprintf(stderr, "SQL: %s\n%s\n", why.c_str(), sql);
  }
  SOBAN_CHECK(code != SQLITE_ERROR);
  require(handle_, code);
  return statement;
}

Query Database::query(const char* sql) {
  sqlite3_stmt*& statement = statements_[sql];
  if (statement == nullptr) statement = prepare(sql);
  SOBAN_CHECK(sqlite3_stmt_busy(statement) == 0);
  return Query(statement);
}

Query Database::query_composed(const std::string& sql) {
  sqlite3_stmt*& statement = composed_[sql];
  if (statement == nullptr) statement = prepare(sql.c_str());
  SOBAN_CHECK(sqlite3_stmt_busy(statement) == 0);
  return Query(statement);
}

bool Database::damage_was_met() { return damage_met; }

void Database::script(const char* sql) {
  require(handle_, sqlite3_exec(handle_, sql, nullptr, nullptr, nullptr));
}

std::int64_t Database::last_insert_rowid() const { return sqlite3_last_insert_rowid(handle_); }
std::int64_t Database::changed_rows() const { return sqlite3_changes64(handle_); }

bool Database::in_transaction() const { return sqlite3_get_autocommit(handle_) == 0; }

std::int64_t Database::pragma(const char* name) {
  sqlite3_stmt* statement = nullptr;
  const std::string sql = std::string("PRAGMA ") + name;
  require(handle_, sqlite3_prepare_v2(handle_, sql.c_str(), -1, &statement, nullptr));
  const std::unique_ptr<sqlite3_stmt, int (*)(sqlite3_stmt*)> owned(statement, &sqlite3_finalize);
  Query query(statement);
  return query.step() ? query.int64(0) : 0;
}

Transaction::Transaction(Database& database) : database_(database) {
  database_.run("BEGIN IMMEDIATE");
}

Transaction::~Transaction() {
  if (!open_) return;
  // SQLite may have rolled back by itself (disk full); then there is nothing to undo.
  if (database_.in_transaction()) {
    sqlite3_exec(database_.handle(), "ROLLBACK", nullptr, nullptr, nullptr);
  }
}

void Transaction::commit() {
  database_.run("COMMIT");
  open_ = false;
}

Snapshot::Snapshot(Database& database)
    : database_(database.in_transaction() ? nullptr : &database) {
  if (database_ != nullptr) database_->run("BEGIN");
}

Snapshot::~Snapshot() {
  if (database_ != nullptr && database_->in_transaction())
    sqlite3_exec(database_->handle(), "ROLLBACK", nullptr, nullptr, nullptr);
}

Savepoint::Savepoint(Database& database) : database_(database) { database_.run("SAVEPOINT step"); }

Savepoint::~Savepoint() {
  if (!open_ || !database_.in_transaction()) return;
  sqlite3_exec(database_.handle(), "ROLLBACK TO step; RELEASE step", nullptr, nullptr, nullptr);
}

void Savepoint::release() {
  database_.run("RELEASE step");
  open_ = false;
}

}  // namespace soban::store
