#include "core/store/burden.h"

#include <algorithm>
#include <limits>
#include <map>
#include <tuple>
#include <utility>

#include "core/store/queries.h"

namespace soban::store {
namespace {

using Id = std::pair<std::int64_t, std::int64_t>;  // log and seq

std::int64_t as_int(std::uint64_t value) { return static_cast<std::int64_t>(value); }

log::Position position_of(const Id& id) {
  return {log::LogId{static_cast<std::uint64_t>(id.first)}, static_cast<log::Seq>(id.second)};
}

// Which household another one became a part of.
class Merged {
 public:
  explicit Merged(Database& database) {
    // Bounded from below, so that the index of those few is searched.
    Query query =
        database.query("SELECT log, seq, into_log, into_seq FROM household WHERE into_log >= ?");
    query.bind(1, std::numeric_limits<std::int64_t>::min());
    while (query.step()) into_[{query.int64(0), query.int64(1)}] = {query.int64(2), query.int64(3)};
  }
  // Two laptops may each have merged one into the other.
  Id last(Id id) const {
    for (std::size_t steps = 0; steps < into_.size(); ++steps) {
      const auto next = into_.find(id);
      if (next == into_.end()) return id;
      id = next->second;
    }
    return id;
  }

 private:
  std::map<Id, Id> into_;
};

using Rows = std::map<Id, BurdenRow>;

// What households gave to one campaign is added to their rows.
void add_gifts(Database& database, std::int64_t book, const AskingCampaign& campaign, bool asks_all,
               const Merged& merged, Rows& rows) {
  // Form numbers are those of records.proto, statuses those of store::Status.
  Query query = database.query(
      "SELECT household_log, household_seq, COUNT(*), "
      "SUM(CASE WHEN form IN (1, 2) THEN amount ELSE 0 END), "
      "SUM(CASE WHEN form = 3 THEN quantity ELSE 0 END), SUM(value) FROM contribution "
      "INDEXED BY contribution_by_campaign WHERE campaign_log = ? AND campaign_seq = ? AND "
      "book = ? AND household_log IS NOT NULL AND status < 4 GROUP BY household_log, "
      "household_seq");
  query.bind_all(as_int(campaign.id.log.value), as_int(campaign.id.seq), book);
  std::map<Id, bool> counted;  // two that became one gave to one campaign
  while (query.step()) {
    const Id id = merged.last({query.int64(0), query.int64(1)});
    const auto found = rows.find(id);
    if (found == rows.end()) continue;  // a household that is not here yet
    BurdenRow& row = found->second;
    if (!std::exchange(counted[id], true)) {
      ++row.gave;
      if (!asks_all) ++row.asked;
    }
    row.records += query.int64(2);
    row.money += query.int64(3);
    row.labour_milli += query.int64(4);
    row.value += query.int64(5);
  }
}

}  // namespace

bool asks_village(const AskingCampaign& campaign, std::string_view village) {
  if (campaign.villages.empty()) return true;
  const std::string code = ' ' + std::string(village) + ' ';
  return (' ' + campaign.villages).find(code) != std::string::npos;
}

std::vector<AskingCampaign> asking_campaigns(Database& database, std::string_view from,
                                             std::string_view to) {
  std::vector<AskingCampaign> campaigns;
  // States of records.proto: open, closed, settled.
  Query query = database.query(
      "SELECT pos, log, seq, title, from_date, to_date, villages FROM campaign WHERE to_date >= ? "
      "AND from_date <= ? AND state BETWEEN 2 AND 4 AND voided = 0 ORDER BY from_date, pos");
  query.bind_all(from, to);
  while (query.step()) {
    campaigns.push_back({query.int64(0), position_of({query.int64(1), query.int64(2)}),
                         std::string(query.text(3)), std::string(query.text(4)),
                         std::string(query.text(5)), std::string(query.text(6))});
  }
  return campaigns;
}

std::vector<HouseholdKey> givers_of(Database& database, const log::Position& campaign,
                                    const std::optional<std::string>& village) {
  const std::int64_t book = village ? find_book(database, *village) : 0;
  if (village && book == 0) return {};
  const Merged merged(database);
  std::vector<HouseholdKey> givers;
  // The index alone, in its order.
  constexpr const char* kAll =
      "SELECT book, household_log, household_seq FROM contribution "
      "INDEXED BY contribution_by_campaign WHERE campaign_log = ? AND campaign_seq = ? AND "
      "household_log IS NOT NULL AND status < 4 GROUP BY book, household_log, household_seq";
  constexpr const char* kOfVillage =
      "SELECT book, household_log, household_seq FROM contribution "
      "INDEXED BY contribution_by_campaign WHERE campaign_log = ? AND campaign_seq = ? AND "
      "book = ? AND household_log IS NOT NULL AND status < 4 GROUP BY book, household_log, "
      "household_seq";
  Query query = database.query(village ? kOfVillage : kAll);
  query.bind_all(as_int(campaign.log.value), as_int(campaign.seq));
  if (village) query.bind(3, book);
  while (query.step()) {
    const Id id = merged.last({query.int64(1), query.int64(2)});
    givers.push_back({query.int64(0), id.first, id.second});
  }
  std::sort(givers.begin(), givers.end());
  givers.erase(std::unique(givers.begin(), givers.end()), givers.end());
  return givers;
}

bool is_asked_more(const BurdenRow& a, const BurdenRow& b) {
  return std::tie(b.asked, b.money, a.pos) < std::tie(a.asked, a.money, b.pos);
}

std::vector<BurdenRow> burdens(Database& database, const std::string& village,
                               const std::vector<AskingCampaign>& campaigns) {
  const std::int64_t book = find_book(database, village);
  if (book == 0) return {};
  const auto asked = std::count_if(campaigns.begin(), campaigns.end(), [&](const auto& campaign) {
    return asks_village(campaign, village);
  });
  Rows rows;
  std::map<Id, bool> is_there;
  Query query =
      database.query("SELECT pos, log, seq, voided = 0 AND gone = 0 FROM household WHERE book = ?");
  query.bind_all(book);
  while (query.step()) {
    const Id id{query.int64(1), query.int64(2)};
    rows[id] = {query.int64(0), position_of(id), asked};
    is_there[id] = query.int64(3) != 0;
  }
  const Merged merged(database);
  for (const AskingCampaign& campaign : campaigns)
    add_gifts(database, book, campaign, asks_village(campaign, village), merged, rows);
  std::vector<BurdenRow> list;
  for (const auto& [id, row] : rows) {
    if (is_there[id] || row.records > 0) list.push_back(row);
  }
  std::sort(list.begin(), list.end(), is_asked_more);
  return list;
}

}  // namespace soban::store
