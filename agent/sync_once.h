// `soban-agent sync --once`: one connection, until both sides hold the same.
#pragma once

#include <filesystem>

#include "agent/sync_client.h"
#include "core/log/clock.h"

namespace soban::agent {

// What one exchange came to.
struct Exchanged {
  std::uint64_t sent = 0;  // entries
  std::uint64_t received = 0;
};

// Blocking; not on a loop. Errors: "not_enrolled", what SyncClient's link ended with, what the store says.
Result<Exchanged> sync_once(const std::filesystem::path& directory, const log::Clock& clock);

}  // namespace soban::agent
