#include "core/store/spending.h"

#include "core/store/queries.h"

namespace soban::store {
namespace {

constexpr std::int64_t kEveryBook = 0;

void bind_scope(Query& query, const log::Position& campaign, std::int64_t book) {
  query.bind_all(static_cast<std::int64_t>(campaign.log.value),
                 static_cast<std::int64_t>(campaign.seq), book);
}

}  // namespace

CampaignMoney campaign_money(Database& database, const log::Position& campaign,
                             const std::optional<std::string>& village) {
  const std::int64_t book = village ? find_book(database, *village) : kEveryBook;
  if (village && book == kEveryBook) return {};
  CampaignMoney money;
  // Form numbers are those of records.proto, statuses those of store::Status.
  Query collected = database.query(
      "SELECT COALESCE(SUM(CASE WHEN form IN (1, 2) THEN amount ELSE 0 END), 0), "
      "COALESCE(SUM(value), 0) FROM tally WHERE campaign_log = ?1 AND campaign_seq = ?2 "
      "AND (?3 = 0 OR book = ?3) AND status < 4");
  bind_scope(collected, campaign, book);
  if (collected.step()) {
    money.collected = collected.int64(0);
    money.value = collected.int64(1);
  }
  Query spent = database.query(
      "SELECT COALESCE(SUM(amount), 0) FROM spending WHERE campaign_log = ?1 AND campaign_seq = ?2 "
      "AND (?3 = 0 OR book = ?3) AND voided = 0");
  bind_scope(spent, campaign, book);
  if (spent.step()) money.spent = spent.int64(0);
  return money;
}

}  // namespace soban::store
