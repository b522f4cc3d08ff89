// What a book says of a period. Reads only; throws DatabaseError.
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

// From the first day to the last, both counted; what is cancelled is not. Contributions are looked up in sums by month: a period has
// whole months (check_settings holds the calendar to that).
struct PeriodFigures {
  std::int64_t contributions = 0;
  std::int64_t donors = 0;              // households that gave
  std::int64_t campaigns = 0;           // to which somebody gave
  std::int64_t money = 0;               // đồng; cash and transfers
  std::int64_t labour_milli = 0;        // thousandths of a day
  std::int64_t value = 0;               // đồng; labour, materials and land as reckoned
  std::int64_t spent = 0;               // đồng
  std::int64_t meetings = 0;            // held
  std::int64_t petitions = 0;           // received
  std::int64_t petitions_answered = 0;  // of these
  std::int64_t incidents = 0;           // security reports, periods without one left out
  std::int64_t notices = 0;             // posted
};
PeriodFigures period_figures(Database& database, std::string_view village, std::string_view from,
                             std::string_view to);
// Of every village in whose book something of the period stands, by code.
std::map<std::string, PeriodFigures> period_figures(Database& database, std::string_view from,
                                                    std::string_view to);

// Of one campaign over whole months, all villages together; of what was given to none, without an id.
struct CampaignFigures {
  std::optional<log::Position> campaign;
  std::int64_t contributions = 0;
  std::int64_t villages = 0;      // from which somebody gave
  std::int64_t money = 0;         // đồng; cash and transfers
  std::int64_t labour_milli = 0;  // thousandths of a day
  std::int64_t value = 0;         // đồng; labour, materials and land as reckoned
  std::int64_t spent = 0;         // đồng
};
std::vector<CampaignFigures> campaign_figures(Database& database, std::string_view from,
                                              std::string_view to);

// Whether a report of the period is there and not cancelled, beside the one at `except_pos`.
bool has_period_report(Database& database, std::string_view village, std::int64_t period,
                       std::int64_t year, std::int64_t except_pos);

}  // namespace soban::store
