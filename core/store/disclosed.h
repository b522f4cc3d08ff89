// What everybody may read, as the public page asks for it: sums and what is published, never who gave. Contributions are read as
// sums only (`tally`). Reads only; throws DatabaseError.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "core/log/ids.h"
#include "core/store/database.h"

namespace soban::store {

// A part of a list: so many rows, after so many.
struct Slice {
  std::int64_t limit = 0;
  std::int64_t offset = 0;
};
// Rows, and how many there are in all slices.
template <class Row>
struct Sliced {
  std::vector<Row> rows;
  std::int64_t all = 0;
};

struct PublicCampaign {
  std::int64_t pos = 0;
  log::Position id;
};
// Those that were opened, whether or not they are closed or settled since: what is collected on that day first, then the newest.
Sliced<PublicCampaign> public_campaigns(Database& database, std::string_view today,
                                        const Slice& slice);

// What came in for a campaign, of one village.
struct VillageIncome {
  std::string village;            // code
  std::int64_t money = 0;         // đồng; cash and transfers
  std::int64_t labour_milli = 0;  // thousandths of a day
  std::int64_t land_milli = 0;    // thousandths of a m²
  std::int64_t value = 0;         // đồng; labour, materials and land as reckoned
};
std::vector<VillageIncome> campaign_income(Database& database, const log::Position& campaign);

// Records (pos) that are not cancelled, the newest first.
Sliced<std::int64_t> campaign_spending(Database& database, const log::Position& campaign,
                                       const Slice& slice);
Sliced<std::int64_t> campaign_notices(Database& database, const log::Position& campaign,
                                      std::string_view today, const Slice& slice);
// Notices that hang on that day, by village.
Sliced<std::int64_t> notices_up(Database& database, std::string_view today, const Slice& slice);
// Petitions answered on that day or later.
Sliced<std::int64_t> answered_petitions(Database& database, std::string_view from,
                                        const Slice& slice);

struct PublicYear {
  std::int64_t money = 0;         // đồng; cash and transfers
  std::int64_t labour_milli = 0;  // thousandths of a day
  std::int64_t value = 0;         // đồng; labour, materials and land as reckoned
  std::int64_t spent = 0;         // đồng
  std::int64_t notices = 0;       // posted
  std::int64_t petitions = 0;     // received
  std::int64_t answered = 0;      // of these
};
PublicYear public_year(Database& database, std::int64_t year);

// Names that must not be published, some of them several times. Of all households there ever were; false: there are more than
// `limit`.
using TakeName = std::function<void(std::string_view)>;
bool each_head(Database& database, std::int64_t limit, const TakeName& take);
// Of those who gave and are no household of a village, people and organisations: at most `limit` gifts after the one at `after`
// (pos). How many there were, and the last.
struct Donors {
  std::int64_t count = 0;
  std::int64_t last = 0;  // pos; `after` where there was none
};
Donors each_donor(Database& database, std::int64_t after, std::int64_t limit, const TakeName& take);

}  // namespace soban::store
