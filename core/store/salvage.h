// A laptop whose database file was damaged, by a failing disk or a power cut that the disk lied about, goes on: what can
// still be read is put into a new file, and the hub has the rest. The damaged files are kept as they are.
#pragma once

#include <filesystem>
#include <memory>

#include "core/store/store.h"

namespace soban::store {

// As open_store for writing, for a program that serves from then on (Store::begin_use), after a look at the whole file where
// one is due (Store::wants_look): its pages and its chains. A damaged one is replaced by what
// was read from it, in one step that a power cut can't leave half done; the notice "salvaged" tells how many entries these
// were. Its own entries that stand behind a hole wait in the table `aside` until the hub has filled it
// (Store::finish_salvage). Who this device is comes from the file, or from what keep_identity kept. kCorrupt
// "database_damaged" where neither has it, everything left as it is; kIo "not_writable"; kDiskFull.
Result<std::unique_ptr<Store>> open_or_salvage(const std::filesystem::path& directory,
                                               Store::Options options);

// Keeps who this device is in a small file beside the books, identity.db, if it is not there yet. kIo "not_writable";
// kDiskFull.
Result<void> keep_identity(Store& store);

}  // namespace soban::store
