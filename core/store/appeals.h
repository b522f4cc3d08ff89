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
  std::optional<log::Position> proposal;  // of a campaign: what it was opened from
};
// Campaigns that ended on `day` or later, and proposals of the same time that the office has not decided; not the cancelled ones.
std::vector<AppealRow> appeals_since(Database& database, std::string_view day);

// The campaign that was opened from a proposal.
std::optional<log::Position> campaign_from(Database& database, const log::Position& proposal);
// pos; 0: not here.
std::int64_t position_of_record(Database& database, const log::Position& id);

// đồng, in every book that is here.
std::int64_t spent_for(Database& database, const log::Position& campaign);
std::int64_t count_disclosures(Database& database, const log::Position& campaign);

}  // namespace soban::store
