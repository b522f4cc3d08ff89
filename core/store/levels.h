// Whether the households of a village gave the same, as if somebody had set a level. Reads only; throws DatabaseError.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/log/ids.h"
#include "core/store/database.h"

namespace soban::store {

struct LevelRow {
  std::string village;
  std::int64_t amount = 0;      // đồng: what most of them gave
  std::int64_t alike = 0;       // households that gave it
  std::int64_t givers = 0;      // households that gave money
  std::int64_t households = 0;  // of the village
};
// The commonest amount of money of a campaign in each village where somebody gave.
std::vector<LevelRow> commonest_amounts(Database& database, const log::Position& campaign);

}  // namespace soban::store
