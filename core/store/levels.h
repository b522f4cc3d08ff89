// Whether the households of a village gave the same, as if somebody had set a level. Reads only; throws DatabaseError.
#pragma once

#include <cstdint>
#include <optional>
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

// At least eight households gave money, four of five of them the same, and at least half of the village's gave at all. From
// experience with such lists, not from a text: fewer givers, or a few equal ones, say nothing.
bool looks_like_a_level(const LevelRow& row);

// The amount, where it looks so in this village, as the office marks it; asked again whenever one of its gifts changes.
std::optional<std::int64_t> find_level(Database& database, std::int64_t campaign_log,
                                       std::int64_t campaign_seq, std::int64_t book);

}  // namespace soban::store
