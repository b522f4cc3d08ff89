// Money of a campaign: what came in and what went out. Reads only; throws DatabaseError.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "core/log/ids.h"
#include "core/store/database.h"

namespace soban::store {

// In đồng, of what is not cancelled.
struct CampaignMoney {
  std::int64_t collected = 0;  // cash and transfers
  std::int64_t value = 0;      // of labour, materials and land, as reckoned
  std::int64_t spent = 0;
};
// In a village's book; without a village in every book that is here.
CampaignMoney campaign_money(Database& database, const log::Position& campaign,
                             const std::optional<std::string>& village);

}  // namespace soban::store
