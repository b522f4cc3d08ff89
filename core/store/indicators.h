// What the PAPI mirror looks at (core/books/indicators.h says what it counts of it). Of contributions only the sums that are kept by
// month are read, never one contribution after the other; of all else what a village has of it. Nothing cancelled is among it.
// Reads only; throws DatabaseError.
#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "core/store/database.h"

namespace soban::store {

// log and seq, as the tables have them.
using CountedId = std::pair<std::int64_t, std::int64_t>;

// Contributions of a village with their day in the year.
struct CountedYear {
  std::int64_t book = 0;
  std::int64_t year = 0;
  std::int64_t contributions = 0;
  std::int64_t voluntary = 0;        // said to be voluntary and agreed
  std::int64_t receipts_wanted = 0;  // "nếu công dân có yêu cầu"
};
std::vector<CountedYear> counted_contributions(Database& database);

// Contributions for which a receipt was wanted and is there.
struct CountedReceipts {
  std::int64_t book = 0;
  std::int64_t year = 0;  // of the contribution
  std::int64_t count = 0;
};
std::vector<CountedReceipts> counted_receipts(Database& database);

// Households of a village that are there now, and how many of them gave in each year, by themselves or before they became a part
// of what they are now.
struct CountedHouseholds {
  std::int64_t there = 0;
  std::vector<std::pair<std::int64_t, std::int64_t>> gave;  // year, households
};
CountedHouseholds counted_households(Database& database, std::int64_t book);

// A campaign to which somebody of the village gave money in the year.
struct CountedIncome {
  CountedId campaign;
  std::int64_t book = 0;
  std::int64_t year = 0;
};
std::vector<CountedIncome> counted_income(Database& database);

struct CountedMeeting {
  std::string date;
  std::int64_t invited = 0;  // households
  std::int64_t present = 0;
};
std::vector<CountedMeeting> counted_meetings(Database& database, std::int64_t book);  // held

struct CountedPetition {
  std::string received;
  std::string due;
  std::string answered_on;
  bool answered = false;
  bool told = false;
  std::int64_t satisfaction = 0;
};
std::vector<CountedPetition> counted_petitions(Database& database, std::int64_t book);

struct CountedNotice {
  std::int64_t subject = 0;
  std::string from_date;
  std::string last_day;  // taken down, or due to be
  CountedId campaign;    // 0:0: none
};
std::vector<CountedNotice> counted_notices(Database& database, std::int64_t book);

struct CountedReport {
  std::int64_t period = 0;
  std::int64_t year = 0;
  std::string submitted;
};
std::vector<CountedReport> counted_reports(Database& database, std::int64_t book);

// Days of which a village said what happened, or that nothing did.
struct CountedDays {
  std::string from;
  std::string to;
};
std::vector<CountedDays> counted_days(Database& database, std::int64_t book);

struct CountedSlip {
  std::string village;  // empty: not said
  std::string date;
  std::string scores;  // "5 4 0 3"; 0: not answered
};
std::vector<CountedSlip> counted_slips(Database& database, std::int64_t survey);

// pos of campaigns that were opened, and of the tasks of every year.
std::vector<std::int64_t> counted_campaigns(Database& database);
std::vector<std::int64_t> counted_tasks(Database& database);

}  // namespace soban::store
