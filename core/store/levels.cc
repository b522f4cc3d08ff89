#include "core/store/levels.h"

#include <map>

#include "core/log/schema.h"
#include "core/store/doubts.h"
#include "core/store/queries.h"

namespace soban::store {
namespace {

constexpr std::int64_t kGiversMin = 8;

// A household that gave twice counts with the sum of its gifts: it is what was asked of it that is looked for.
constexpr const char* kAmounts =
    "SELECT book, amount, COUNT(*) FROM (SELECT book, SUM(amount) AS amount FROM contribution "
    "INDEXED BY contribution_by_campaign WHERE campaign_log = ? AND campaign_seq = ? AND "
    "household_log IS NOT NULL AND status < 4 AND form IN (1, 2) "
    "GROUP BY book, household_log, household_seq) GROUP BY book, amount";
constexpr const char* kAmountsOfVillage =
    "SELECT amount, COUNT(*) FROM (SELECT SUM(amount) AS amount FROM contribution "
    "INDEXED BY contribution_by_campaign WHERE campaign_log = ? AND campaign_seq = ? AND book = ? "
    "AND household_log IS NOT NULL AND status < 4 AND form IN (1, 2) "
    "GROUP BY household_log, household_seq) GROUP BY amount";

std::int64_t number(Query query) { return query.step() ? query.int64(0) : 0; }

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

bool looks_like_a_level(const LevelRow& row) {
  return row.givers >= kGiversMin && row.alike * 5 >= row.givers * 4 &&
         row.givers * 2 >= row.households;
}

std::optional<std::int64_t> find_level(Database& database, std::int64_t campaign_log,
                                       std::int64_t campaign_seq, std::int64_t book) {
  Query gifts = database.query(
      "SELECT COALESCE(SUM(count), 0) FROM tally WHERE campaign_log = ? AND campaign_seq = ? AND "
      "book = ? AND status < 4 AND form IN (1, 2)");
  gifts.bind_all(campaign_log, campaign_seq, book);
  const std::int64_t count = number(std::move(gifts));
  if (count < kGiversMin || count > kLevelGiftsMax) return std::nullopt;
  LevelRow row;
  Query query = database.query(kAmountsOfVillage);
  query.bind_all(campaign_log, campaign_seq, book);
  while (query.step()) {
    row.givers += query.int64(1);
    if (query.int64(1) <= row.alike) continue;
    row.amount = query.int64(0);
    row.alike = query.int64(1);
  }
  if (!looks_like_a_level(row)) return std::nullopt;  // before the households are counted: 0
  Query households =
      database.query("SELECT COUNT(*) FROM household WHERE book = ? AND voided = 0 AND gone = 0");
  households.bind(1, book);
  row.households = number(std::move(households));
  return looks_like_a_level(row) ? std::optional(row.amount) : std::nullopt;
}

}  // namespace soban::store
