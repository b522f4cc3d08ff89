// The audit log as it is read: hub/audit.h writes it.
#pragma once

#include <cstdint>
#include <vector>

#include "core/store/database.h"

namespace soban::store {

// pos of its lines, the newest first, from before one on (0: from the newest). Reads only; throws DatabaseError.
std::vector<std::int64_t> audit_lines(Database& database, std::int64_t before, std::int64_t limit);

}  // namespace soban::store
