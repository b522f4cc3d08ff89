// Security reports by what of them is in clear, and who opens the rest. Reads only; throws DatabaseError.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/crypto/sealing.h"
#include "core/log/clock.h"
#include "core/log/ids.h"
#include "core/store/database.h"

namespace soban::store {

struct PoliceKeyRow {
  log::Position record;
  crypto::SealingPublicKey key{};
  std::string owner;
  bool retired = false;
};
// All that there ever were, the oldest first.
std::vector<PoliceKeyRow> police_keys(Database& database);
// Those that content is sealed to now.
std::vector<PoliceKeyRow> current_police_keys(Database& database);

struct OpeningRow {
  std::string author;
  log::Hlc time;
};
// Who of the police opened the report, the first time first, at most `limit`.
std::vector<OpeningRow> openings_of(Database& database, const log::Position& report,
                                    std::int64_t limit);

// Reports that nobody but their author can open yet; pos.
std::vector<std::int64_t> reports_without_reader(Database& database, std::int64_t limit);

struct IncidentCount {
  std::int64_t incident = 0;  // 0: periods without one
  std::int64_t count = 0;
};
// Of a village's reports with their day from `from` to `to`; of a period without an incident its first day counts.
std::vector<IncidentCount> count_incidents(Database& database, std::string_view village,
                                           std::string_view from, std::string_view to);

struct OpenReports {
  std::int64_t open = 0;    // the police have not dealt with them
  std::int64_t urgent = 0;  // of these
};
OpenReports open_reports(Database& database);

// The last day of which a village said what happened, or that nothing did; empty: never.
std::string last_reported_day(Database& database, std::string_view village);

}  // namespace soban::store
