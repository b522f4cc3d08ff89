// Which households are asked by several campaigns, and what they gave to them. Reads only; throws DatabaseError.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/log/ids.h"
#include "core/store/database.h"

namespace soban::store {

struct AskingCampaign {
  std::int64_t pos = 0;
  log::Position id;
  std::string title;
  std::string from_date;
  std::string to_date;
  std::string villages;  // codes, each followed by a space; empty: all
};
bool asks_village(const AskingCampaign& campaign, std::string_view village);
// Those that were opened and ask within the period, both days counted; the cancelled ones left out. The earliest first.
std::vector<AskingCampaign> asking_campaigns(Database& database, std::string_view from,
                                             std::string_view to);

// Households in an order of their own, each once; one that was merged into another stands for that one.
struct HouseholdKey {
  std::int64_t book = 0;
  std::int64_t log = 0;
  std::int64_t seq = 0;
  auto operator<=>(const HouseholdKey&) const = default;
};
// Those that gave to each of the campaigns, in this order, from one village's book or (nullopt) from every one.
std::vector<std::vector<HouseholdKey>> givers_of(Database& database,
                                                 const std::vector<AskingCampaign>& campaigns,
                                                 const std::optional<std::string>& village);

struct VillageHouseholds {
  std::int64_t book = 0;
  std::int64_t households = 0;  // that are there: not cancelled, merged or moved away
};
// By code, of one village or (nullopt) of all that have a book.
std::map<std::string, VillageHouseholds> village_households(
    Database& database, const std::optional<std::string>& village);

struct BurdenRow {
  std::int64_t pos = 0;
  log::Position household;
  std::int64_t asked = 0;         // by so many campaigns
  std::int64_t gave = 0;          // to so many of them
  std::int64_t records = 0;       // gifts
  std::int64_t money = 0;         // đồng; cash and transfers
  std::int64_t labour_milli = 0;  // thousandths of a day
  std::int64_t value = 0;         // đồng; labour, materials and land as reckoned
};
// The order of the list: those asked most first, then by money.
bool is_asked_more(const BurdenRow& a, const BurdenRow& b);
// Every household of a village that is there or gave. A campaign that a household gave to asked it, whatever villages it names.
std::vector<BurdenRow> burdens(Database& database, const std::string& village,
                               const std::vector<AskingCampaign>& campaigns);

}  // namespace soban::store
