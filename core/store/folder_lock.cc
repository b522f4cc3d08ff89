#include "core/store/folder_lock.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

namespace soban::store {

FolderLock::FolderLock(const std::filesystem::path& directory, Kind kind)
    : handle_(::open(directory.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC)) {
  const int operation = kind == Kind::kShared ? LOCK_SH : LOCK_EX | LOCK_NB;
  held_ = handle_ >= 0 && ::flock(handle_, operation) == 0;
}

FolderLock::~FolderLock() {
  if (handle_ >= 0) ::close(handle_);
}

}  // namespace soban::store
