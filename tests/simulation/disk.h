// Disks that exist in memory only, behind SQLite's own interface to files (a VFS): each machine has one, and power can
// fail between any two writes. What was not synced is then there in part, in any part, with its last sectors torn.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "tests/support/random.h"

namespace soban::simulation {

// A write that the machine's cache still holds.
struct PendingWrite {
  std::size_t offset = 0;
  std::string bytes;
  bool truncates = false;  // to `offset`
};

struct File {
  std::string durable;  // what is left of it after the power failed
  std::string now;      // what the machine reads
  std::vector<PendingWrite> pending;
};

class Disk {
 public:
  // After so many more writes and syncs the power fails: everything is an error from then on. Negative: never.
  void fail_after(std::int64_t operations) { fuse_ = operations; }
  bool dead() const { return dead_; }
  // No file may grow.
  void set_full(bool full) { full_ = full; }
  // The power comes back: every file as a real disk might have kept it.
  void come_back(test::Random& random);
  // Everything as it is durable now, as an image of the disk taken while the machine is off.
  std::map<std::string, std::string> image() const;
  void load(const std::map<std::string, std::string>& image);

  // For the VFS. False: the power has failed.
  bool spend();
  bool full() const { return full_; }
  std::map<std::string, std::shared_ptr<File>>& files() { return files_; }

 private:
  std::map<std::string, std::shared_ptr<File>> files_;
  std::int64_t fuse_ = -1;
  bool dead_ = false;
  bool full_ = false;
};

// Makes SQLite use simulated disks for every file from now on. Disk of a file: by its folder.
void install_disks(std::uint64_t seed);
Disk& disk_of(const std::string& folder);
void remove_disk(const std::string& folder);

}  // namespace soban::simulation
