// Campaigns and what is proposed to become one, as far as rules compare them. Reads only; throws DatabaseError.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/log/ids.h"
#include "core/store/database.h"

namespace soban::store {

struct AppealRow {
  std::int64_t pos = 0;
  log::Position id;
  std::string title;
  std::string from_date;
  std::string to_date;
  bool is_proposal = false;
  std::int64_t origin = 0;  // pos of the proposal that a campaign was opened from; else its own
};
// Campaigns that ended on `day` or later, and proposals of the same time that the office has not decided; not the cancelled ones.
std::vector<AppealRow> appeals_since(Database& database, std::string_view day);

// The campaign that was opened from a proposal.
std::optional<log::Position> campaign_from(Database& database, const log::Position& proposal);
std::int64_t count_disclosures(Database& database, const log::Position& campaign);

}  // namespace soban::store
