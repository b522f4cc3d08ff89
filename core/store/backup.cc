// A copy of the whole data directory's database while it is in use.
#include "core/store/durable.h"
#include "core/store/store.h"

namespace soban::store {
namespace {

// Its own journal goes with it, so that the copy stays one file.
void mark_as_copy(const std::filesystem::path& file) {
  Database copy(file, Database::Mode::kReadWrite, {});
  copy.run("INSERT OR IGNORE INTO meta(key, value) VALUES('is_copy', '1')");
  copy.script("PRAGMA journal_mode=DELETE");
}

}  // namespace

Result<void> Store::back_up(const std::filesystem::path& file) {
  std::error_code unknown;
  if (std::filesystem::exists(file, unknown)) {
    return fail(ErrorKind::kConflict, "exists",
                file.string() + " is there already; choose another name");
  }
  const std::filesystem::path part = file.string() + ".part";
  std::filesystem::remove(part, unknown);  // left by an attempt that was cut off
  auto written = guarded([&]() -> Result<void> {
    database_.run("VACUUM INTO ?", std::string_view(part.native()));
    mark_as_copy(part);
    return {};
  });
  if (!written) {
    std::filesystem::remove(part, unknown);
    // Of the copy, not of the data directory that the error usually speaks of.
    if (written.error().code == "not_writable") return not_writable(file, written.error().detail);
    return written;
  }
  return rename_durably(part, file);
}

Result<std::unique_ptr<Store>> restore_backup(const std::filesystem::path& file,
                                              const std::filesystem::path& directory,
                                              Store::Options options) {
  const std::filesystem::path target = directory / "soban.db";
  const std::filesystem::path part = directory / "soban.db.part";
  std::error_code error;
  for (const char* name : {"soban.db", "soban.db-wal", "soban.db-shm"}) {
    if (!std::filesystem::exists(directory / name, error)) continue;
    return fail(ErrorKind::kConflict, "exists",
                (directory / name).string() + " is there already; move it away first and keep it");
  }
  std::filesystem::create_directories(directory, error);
  std::filesystem::remove(part, error);  // left by an attempt that was cut off
  if (!std::filesystem::copy_file(file, part, error))
    return fail(ErrorKind::kIo, "not_copied",
                "can't copy " + file.string() + " into " + directory.string(), error.message());
  const auto marked = guarded([&]() -> Result<void> {
    mark_as_copy(part);
    return {};
  });
  if (!marked) {
    std::filesystem::remove(part, error);
    return fail(ErrorKind::kCorrupt, "not_a_backup", file.string() + " is not a sound backup",
                marked.error().text);
  }
  if (auto named = rename_durably(part, target); !named) return fail(named.error());
  auto store = open_store(directory, Database::Mode::kReadWrite, options);
  if (!store) std::filesystem::remove(target, error);
  return store;
}

}  // namespace soban::store
