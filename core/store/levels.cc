#include "core/store/levels.h"

#include <map>

#include "core/log/schema.h"
#include "core/store/queries.h"

namespace soban::store {
namespace {

// A household that gave twice counts with the sum of its gifts: it is what was asked of it that is looked for.
constexpr const char* kAmounts =
    "SELECT book, amount, COUNT(*) FROM (SELECT book, SUM(amount) AS amount FROM contribution "
    "INDEXED BY contribution_by_campaign WHERE campaign_log = ? AND campaign_seq = ? AND "
    "household_log IS NOT NULL AND status < 4 AND form IN (1, 2) "
    "GROUP BY book, household_log, household_seq) GROUP BY book, amount";

}  // namespace

std::vector<LevelRow> commonest_amounts(Database& database, const log::Position& campaign) {
  std::map<std::int64_t, LevelRow> by_book;
  Query query = database.query(kAmounts);
  query.bind_all(static_cast<std::int64_t>(campaign.log.value),
                 static_cast<std::int64_t>(campaign.seq));
  while (query.step()) {
    LevelRow& row = by_book[query.int64(0)];
    row.givers += query.int64(2);
    if (query.int64(2) <= row.alike) continue;
    row.amount = query.int64(1);
    row.alike = query.int64(2);
  }
  std::vector<LevelRow> rows;
  for (auto& [book, row] : by_book) {
    row.village = village_of_book(database, book);
    row.households = count_households(database, row.village);
    rows.push_back(row);
  }
  return rows;
}

}  // namespace soban::store
