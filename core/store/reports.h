// Which reports of a period are there. Reads only; throws DatabaseError.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/store/database.h"

namespace soban::store {

struct VillageReportRow {
  std::string village;
  std::int64_t record = 0;  // pos
};
// What the villages sent for the period, cancelled ones left out.
std::vector<VillageReportRow> village_reports(Database& database, std::int64_t period,
                                              std::int64_t year);
// pos of a unit's report (ReportUnit), not cancelled; 0: none.
std::int64_t commune_report(Database& database, std::int64_t unit, std::int64_t period,
                            std::int64_t year);

struct ReminderRow {
  std::string village;
  std::int64_t period = 0;
  std::int64_t year = 0;
  std::string date;  // when it was sent
  std::string comment;
};
// The latest reminder of each village for a period.
std::vector<ReminderRow> reminders(Database& database, std::int64_t period, std::int64_t year);
// Reminders of a village whose report is not there yet, the latest of each period.
std::vector<ReminderRow> open_reminders(Database& database, std::string_view village);

}  // namespace soban::store
