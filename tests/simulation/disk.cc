#include "tests/simulation/disk.h"

#include <sqlite3.h>

#include <algorithm>
#include <cstring>
#include <random>

#include "core/check.h"

namespace soban::simulation {
namespace {

constexpr std::size_t kSector = 512;

std::map<std::string, Disk>& disks() {
  static std::map<std::string, Disk> all;
  return all;
}

std::mt19937_64& entropy() {
  static std::mt19937_64 engine;
  return engine;
}

void write_to(std::string& content, const PendingWrite& write) {
  if (write.truncates) {
    content.resize(std::min(content.size(), write.offset));
    return;
  }
  if (content.size() < write.offset + write.bytes.size())
    content.resize(write.offset + write.bytes.size(), '\0');
  content.replace(write.offset, write.bytes.size(), write.bytes);
}

// What SQLite holds of an open file.
struct Handle {
  sqlite3_file base;
  std::shared_ptr<File>* file;
  Disk* disk;
  std::vector<std::string>* shared_memory;  // of the -shm file: gone with the process
};

Handle& handle_of(sqlite3_file* file) { return *reinterpret_cast<Handle*>(file); }

int close_file(sqlite3_file* file) {
  Handle& handle = handle_of(file);
  delete handle.file;
  delete handle.shared_memory;
  return SQLITE_OK;
}

int read_file(sqlite3_file* file, void* out, int size, sqlite3_int64 offset) {
  Handle& handle = handle_of(file);
  if (handle.disk->dead()) return SQLITE_IOERR_READ;
  const std::string& content = (*handle.file)->now;
  const auto from = static_cast<std::size_t>(offset);
  const auto want = static_cast<std::size_t>(size);
  const std::size_t there = from >= content.size() ? 0 : std::min(want, content.size() - from);
  std::memcpy(out, content.data() + std::min(from, content.size()), there);
  if (there == want) return SQLITE_OK;
  std::memset(static_cast<char*>(out) + there, 0, want - there);
  return SQLITE_IOERR_SHORT_READ;
}

int write_file(sqlite3_file* file, const void* data, int size, sqlite3_int64 offset) {
  Handle& handle = handle_of(file);
  if (!handle.disk->spend()) return SQLITE_IOERR_WRITE;
  File& content = **handle.file;
  PendingWrite write{static_cast<std::size_t>(offset),
                     std::string(static_cast<const char*>(data), static_cast<std::size_t>(size)),
                     false};
  if (handle.disk->full() && write.offset + write.bytes.size() > content.now.size())
    return SQLITE_FULL;
  write_to(content.now, write);
  content.pending.push_back(std::move(write));
  return SQLITE_OK;
}

int truncate_file(sqlite3_file* file, sqlite3_int64 size) {
  Handle& handle = handle_of(file);
  if (!handle.disk->spend()) return SQLITE_IOERR_TRUNCATE;
  File& content = **handle.file;
  PendingWrite write{static_cast<std::size_t>(size), {}, true};
  write_to(content.now, write);
  content.pending.push_back(std::move(write));
  return SQLITE_OK;
}

int sync_file(sqlite3_file* file, int) {
  Handle& handle = handle_of(file);
  if (!handle.disk->spend()) return SQLITE_IOERR_FSYNC;
  File& content = **handle.file;
  for (const PendingWrite& write : content.pending) write_to(content.durable, write);
  content.pending.clear();
  return SQLITE_OK;
}

int size_of_file(sqlite3_file* file, sqlite3_int64* size) {
  *size = static_cast<sqlite3_int64>((*handle_of(file).file)->now.size());
  return SQLITE_OK;
}

// One connection a file, so that nobody else can hold a lock.
int lock_file(sqlite3_file*, int) { return SQLITE_OK; }
int no_reserved_lock(sqlite3_file*, int* reserved) {
  *reserved = 0;
  return SQLITE_OK;
}
int control_file(sqlite3_file*, int, void*) { return SQLITE_NOTFOUND; }
int sector_size(sqlite3_file*) { return kSector; }
int device_characteristics(sqlite3_file*) { return 0; }

int map_shared(sqlite3_file* file, int page, int page_size, int, void volatile** out) {
  Handle& handle = handle_of(file);
  if (handle.shared_memory == nullptr) handle.shared_memory = new std::vector<std::string>();
  // Pages are handed out by address: they must not move when there are more.
  handle.shared_memory->reserve(64);
  while (handle.shared_memory->size() <= static_cast<std::size_t>(page)) {
    SOBAN_CHECK(handle.shared_memory->size() < 64);
    handle.shared_memory->emplace_back(static_cast<std::size_t>(page_size), '\0');
  }
  *out = (*handle.shared_memory)[static_cast<std::size_t>(page)].data();
  return SQLITE_OK;
}
int lock_shared(sqlite3_file*, int, int, int) { return SQLITE_OK; }
void barrier(sqlite3_file*) {}
int unmap_shared(sqlite3_file* file, int) {
  Handle& handle = handle_of(file);
  delete handle.shared_memory;
  handle.shared_memory = nullptr;
  return SQLITE_OK;
}

const sqlite3_io_methods kMethods = {2,
                                     close_file,
                                     read_file,
                                     write_file,
                                     truncate_file,
                                     sync_file,
                                     size_of_file,
                                     lock_file,
                                     lock_file,
                                     no_reserved_lock,
                                     control_file,
                                     sector_size,
                                     device_characteristics,
                                     map_shared,
                                     lock_shared,
                                     barrier,
                                     unmap_shared,
                                     nullptr,
                                     nullptr};

std::string folder_of(const std::string& path) {
  const auto slash = path.rfind('/');
  return slash == std::string::npos ? std::string() : path.substr(0, slash);
}

int open_file(sqlite3_vfs*, sqlite3_filename name, sqlite3_file* file, int flags, int* out_flags) {
  Handle& handle = handle_of(file);
  handle = Handle{};
  const std::string path = name == nullptr ? "temporary" : name;
  Disk& disk = disks()[folder_of(path)];
  auto& files = disk.files();
  const auto found = files.find(path);
  if (disk.dead() || (found == files.end() && (flags & SQLITE_OPEN_CREATE) == 0))
    return SQLITE_CANTOPEN;
  if (found == files.end()) {
    if (disk.full()) return SQLITE_FULL;
    files[path] = std::make_shared<File>();
  }
  handle.base.pMethods = &kMethods;
  handle.file = new std::shared_ptr<File>(files[path]);
  handle.disk = &disk;
  if (out_flags != nullptr) *out_flags = flags;
  return SQLITE_OK;
}

int delete_file(sqlite3_vfs*, const char* name, int) {
  Disk& disk = disks()[folder_of(name)];
  if (!disk.spend()) return SQLITE_IOERR_DELETE;
  return disk.files().erase(name) > 0 ? SQLITE_OK : SQLITE_IOERR_DELETE_NOENT;
}

int access_file(sqlite3_vfs*, const char* name, int, int* there) {
  *there = disks()[folder_of(name)].files().contains(name) ? 1 : 0;
  return SQLITE_OK;
}

int full_path(sqlite3_vfs*, const char* name, int size, char* out) {
  std::snprintf(out, static_cast<std::size_t>(size), "%s", name);
  return SQLITE_OK;
}

int randomness(sqlite3_vfs*, int size, char* out) {
  for (int i = 0; i < size; ++i) out[i] = static_cast<char>(entropy()());
  return size;
}

int no_sleep(sqlite3_vfs*, int) { return 0; }
int current_time(sqlite3_vfs*, double* days) {
  *days = 2461370.0;
  return SQLITE_OK;
}
int last_error(sqlite3_vfs*, int, char*) { return 0; }

}  // namespace

bool Disk::spend() {
  if (dead_) return false;
  if (fuse_ == 0) dead_ = true;
  if (fuse_ >= 0) --fuse_;
  return !dead_;
}

void Disk::come_back(test::Random& random) {
  dead_ = false;
  fuse_ = -1;
  for (auto& [name, file] : files_) {
    for (PendingWrite& write : file->pending) {
      if (random.chance(40)) continue;
      if (!write.truncates && random.chance(30))
        write.bytes.resize(kSector * random.below(write.bytes.size() / kSector + 1));
      write_to(file->durable, write);
    }
    file->pending.clear();
    file->now = file->durable;
  }
}

std::map<std::string, std::string> Disk::image() const {
  std::map<std::string, std::string> image;
  for (const auto& [name, file] : files_) image[name.substr(name.rfind('/') + 1)] = file->now;
  return image;
}

void Disk::load(const std::map<std::string, std::string>& image) {
  const std::string folder = [this] {
    for (const auto& [name, disk] : disks()) {
      if (&disk == this) return name;
    }
    return std::string();
  }();
  files_.clear();
  for (const auto& [name, content] : image) {
    auto file = std::make_shared<File>();
    file->now = file->durable = content;
    files_[folder + "/" + name] = std::move(file);
  }
}

void install_disks(std::uint64_t seed) {
  entropy().seed(seed);
  static sqlite3_vfs vfs = [] {
    sqlite3_vfs made{};
    made.iVersion = 1;
    made.szOsFile = sizeof(Handle);
    made.mxPathname = 512;
    made.zName = "simulated";
    made.xOpen = open_file;
    made.xDelete = delete_file;
    made.xAccess = access_file;
    made.xFullPathname = full_path;
    made.xRandomness = randomness;
    made.xSleep = no_sleep;
    made.xCurrentTime = current_time;
    made.xGetLastError = last_error;
    return made;
  }();
  disks().clear();
  sqlite3_vfs_register(&vfs, 1);
}

Disk& disk_of(const std::string& folder) { return disks()[folder]; }
void remove_disk(const std::string& folder) { disks().erase(folder); }

}  // namespace soban::simulation
