#include "core/store/first_page.h"

#include <sqlite3.h>

#include <fstream>
#include <memory>
#include <string>

#include "core/store/schema.h"
#include "core/store/store.h"

namespace soban::store {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kPageBytes = 4096;

// Places in the first page (sqlite.org/fileformat2.html, 1.3).
constexpr std::size_t kWriteVersion = 18;
constexpr std::size_t kReadVersion = 19;
constexpr char kJournalled = 2;  // WAL
constexpr std::size_t kVersionValidFor = 92;

// With a journal, and with a size in it that does not hold, so that the file's own is taken.
std::string new_first_page(const fs::path& file) {
  {
    Database database(file, Database::Mode::kReadWrite, {});
    migrate(database, file);
    database.script("PRAGMA journal_mode=DELETE");
  }
  std::string page(kPageBytes, '\0');
  std::ifstream(file, std::ios::binary)
      .read(page.data(), static_cast<std::streamsize>(page.size()));
  page[kWriteVersion] = page[kReadVersion] = kJournalled;
  page[kVersionValidFor] = static_cast<char>(~page[kVersionValidFor]);
  return page;
}

}  // namespace

bool has_first_page(const fs::path& file) {
  sqlite3* opened = nullptr;
  const int code =
      sqlite3_open_v2(file.c_str(), &opened, SQLITE_OPEN_READONLY | SQLITE_OPEN_NOMUTEX, nullptr);
  const std::unique_ptr<sqlite3, int (*)(sqlite3*)> owned(opened, &sqlite3_close_v2);
  bool has_tables = false;
  if (code == SQLITE_OK) {
    sqlite3_exec(
        opened, "SELECT 1 FROM sqlite_master WHERE name = 'change'",
        [](void* found, int, char**, char**) {
          *static_cast<bool*>(found) = true;
          return 0;
        },
        &has_tables, nullptr);
  }
  return has_tables;
}

std::optional<fs::path> with_new_first_page(const fs::path& file, const fs::path& work) {
  const fs::path copy = work / "copy.db";
  std::error_code error;
  if (!fs::copy_file(file, copy, error)) return std::nullopt;
  const fs::path journal = file.string() + "-wal";
  if (fs::exists(journal, error) && !fs::copy_file(journal, copy.string() + "-wal", error))
    return std::nullopt;
  const auto written = guarded([&]() -> Result<void> {
    const std::string page = new_first_page(work / "empty.db");
    std::fstream out(copy, std::ios::in | std::ios::out | std::ios::binary);
    out.write(page.data(), static_cast<std::streamsize>(page.size()));
    out.flush();
    return out ? Result<void>() : fail(ErrorKind::kIo, "not_writable", "can't write the copy");
  });
  return written ? std::optional(copy) : std::nullopt;
}

}  // namespace soban::store
