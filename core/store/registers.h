// Which records a register of the commune holds, in the order of the paper book: by village, then by day. For exports, which run on
// a thread of their own: sorting them may look at every record of the kind.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/log/ids.h"
#include "core/store/database.h"

namespace soban::store {

struct RegisterFilter {
  std::uint32_t kind = 0;
  std::optional<std::string> village;
  std::optional<log::Position> campaign;  // contributions, spending, disclosures
  std::string from;  // days, both counted; empty: open. Of tasks only the year counts
  std::string to;
};
// pos of each; cancelled ones are left out, and households that are gone.
std::vector<std::int64_t> register_records(Database& database, const RegisterFilter& filter);

}  // namespace soban::store
