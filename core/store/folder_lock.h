// Who may replace the files of a data directory: nobody while a program writes them.
#pragma once

#include <filesystem>

namespace soban::store {

// A lock on the directory, held while it lives; the system lets go of it when a program dies (flock(2)).
class FolderLock {
 public:
  enum class Kind {
    kShared,  // to write the files: waits for whoever replaces them
    kAlone,   // to replace them: held() is false when a program writes them
  };
  // Of a directory that is not there nothing is held, and nothing waits.
  FolderLock(const std::filesystem::path& directory, Kind kind);
  ~FolderLock();
  FolderLock(const FolderLock&) = delete;
  FolderLock& operator=(const FolderLock&) = delete;

  bool held() const { return held_; }

 private:
  int handle_;
  bool held_ = false;
};

}  // namespace soban::store
