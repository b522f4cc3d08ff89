// SQLite behind a thin wrapper: one connection, statements prepared once, errors as one exception type that is caught
// at the store's boundary (Writer, Reader). Not thread safe; a connection belongs to one thread at a time.
#pragma once

#include <cstdint>
#include <exception>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>

#include "core/error.h"

struct sqlite3;
struct sqlite3_stmt;

namespace soban::store {

// A failed SQLite call, already translated: kDiskFull, kIo, kCorrupt, kUnavailable (locked too long).
class DatabaseError : public std::exception {
 public:
  explicit DatabaseError(Error error) : error_(std::move(error)) {}
  const char* what() const noexcept override { return error_.text.c_str(); }
  const Error& error() const { return error_; }

 private:
  Error error_;
};

// For what must be there unless the file was damaged from outside: throws kCorrupt "database_damaged". Reading on must not
// end the program; the village's other records can still be seen, and the backup is told of.
void require_sound(bool sound, const char* what);

// A text or blob column's bytes; valid until the next step() or reset.
struct Blob {
  std::string_view bytes;
};

// One prepared statement under way. Resets itself when destroyed, so that no read transaction is left open.
class Query {
 public:
  explicit Query(sqlite3_stmt* statement) : statement_(statement) {}
  Query(Query&& other) noexcept : statement_(std::exchange(other.statement_, nullptr)) {}
  Query& operator=(Query&&) = delete;
  ~Query();

  // Bound texts and blobs must stay alive until the Query is destroyed.
  Query& bind(int index, std::int64_t value);
  Query& bind(int index, std::string_view text);
  Query& bind(int index, Blob blob);
  Query& bind(int index, std::nullptr_t);
  template <class... Values>
  Query& bind_all(const Values&... values) {
    int index = 0;
    (bind(++index, values), ...);
    return *this;
  }

  bool step();  // true: a row is there
  void run();   // to the end, rows ignored

  std::int64_t int64(int column) const;
  std::string_view text(int column) const;
  std::string_view blob(int column) const;
  bool is_null(int column) const;

 private:
  sqlite3_stmt* statement_;
};

class Database {
 public:
  enum class Mode { kReadWrite, kReadOnly };
  struct Limits {
    int cache_kib = 2048;  // page cache of this connection
  };

  // Opens or creates; sets WAL, synchronous=FULL, foreign keys, busy timeout. Throws DatabaseError.
  Database(const std::filesystem::path& file, Mode mode, Limits limits);
  ~Database();
  Database(const Database&) = delete;
  Database& operator=(const Database&) = delete;

  // The statement for `sql`, prepared at first use. Keyed by address: pass literals only.
  Query query(const char* sql);
  // The same for SQL put together at run time from fixed parts (filters); keyed by text.
  Query query_composed(const std::string& sql);
  template <class... Values>
  void run(const char* sql, const Values&... values) {
    query(sql).bind_all(values...).run();
  }
  void script(const char* sql);  // several statements, no values

  std::int64_t last_insert_rowid() const;
  std::int64_t changed_rows() const;
  std::int64_t pragma(const char* name);
  // False also after SQLite undid the transaction by itself, as it does on a full disk.
  bool in_transaction() const;
  sqlite3* handle() { return handle_; }
  // Any database of this process was found damaged.
  static bool damage_was_met();

 private:
  sqlite3* handle_ = nullptr;
  sqlite3_stmt* prepare(const char* sql);

  std::unordered_map<const void*, sqlite3_stmt*> statements_;
  std::unordered_map<std::string, sqlite3_stmt*> composed_;
};

// BEGIN IMMEDIATE … COMMIT; rolls back when left without commit().
class Transaction {
 public:
  explicit Transaction(Database& database);
  ~Transaction();
  void commit();

 private:
  Database& database_;
  bool open_ = true;
};

// One unchanging view for several reads; nothing is locked. Within a transaction it is that one's.
class Snapshot {
 public:
  explicit Snapshot(Database& database);
  ~Snapshot();
  Snapshot(const Snapshot&) = delete;
  Snapshot& operator=(const Snapshot&) = delete;

 private:
  Database* database_;  // null: of the transaction around it
};

// A nested step that can be undone alone.
class Savepoint {
 public:
  explicit Savepoint(Database& database);
  ~Savepoint();  // undoes unless released
  void release();

 private:
  Database& database_;
  bool open_ = true;
};

}  // namespace soban::store
