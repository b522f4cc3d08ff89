// What waits for somebody until a day. Reads only; throws DatabaseError.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/store/database.h"

namespace soban::store {

struct DutyRow {
  std::int64_t record = 0;  // pos
  std::string date;
  bool answered = false;  // petitions
};
// In every book that is here, the earliest first, at most `limit`. Petitions whose person does not know the answer yet.
std::vector<DutyRow> petitions_to_settle(Database& database, std::int64_t limit);
// Of every book, with or without a day.
std::int64_t unanswered_petitions(Database& database);
// Notices that hang, with their last day.
std::vector<DutyRow> notices_to_take_down(Database& database, std::int64_t limit);
// Records of a kind that the office returned and nobody has corrected since, the oldest first. No date.
std::vector<DutyRow> returned_records(Database& database, std::uint32_t kind, std::int64_t limit);
// Meetings from the day on that nobody has written minutes of.
std::vector<DutyRow> meetings_to_hold(Database& database, std::string_view from,
                                      std::int64_t limit);

}  // namespace soban::store
