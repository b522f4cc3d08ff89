#include "core/store/burden.h"

#include <algorithm>
#include <limits>
#include <map>
#include <tuple>
#include <utility>

#include "core/store/columns.h"
#include "core/store/queries.h"

namespace soban::store {
namespace {

using Id = std::pair<std::int64_t, std::int64_t>;  // log and seq

std::int64_t as_int(std::uint64_t value) { return static_cast<std::int64_t>(value); }

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

struct Household {
  BurdenRow row;
  bool is_there = false;  // not cancelled, merged or moved away
  std::vector<bool> gave_to;
};
using Households = std::map<Id, Household>;

Households households_of(Database& database, std::int64_t book, std::size_t campaigns) {
  Households households;
  Query query =
      database.query("SELECT pos, log, seq, voided = 0 AND gone = 0 FROM household WHERE book = ?");
  query.bind_all(book);
  while (query.step()) {
    const Id id{query.int64(1), query.int64(2)};
    households[id] = {{query.int64(0), position_at(query, 1)},
                      query.int64(3) != 0,
                      std::vector<bool>(campaigns, false)};
  }
  return households;
}

void add_gift(const Query& gift, BurdenRow& row) {
  ++row.records;
  // Form numbers are those of records.proto.
  const std::int64_t form = gift.int64(4);
  if (form == 1 || form == 2) row.money += gift.int64(5);
  if (form == 3) row.labour_milli += gift.int64(6);
  row.value += gift.int64(7);
}

// The village's book once, in the order in which it lies on the disk: campaign by campaign took twice as long.
void add_gifts(Database& database, std::int64_t book, const std::vector<AskingCampaign>& campaigns,
               Households& households) {
  const Merged merged(database);
  std::map<Id, std::size_t> index_of;
  for (const AskingCampaign& campaign : campaigns)
    index_of.emplace(Id{as_int(campaign.id.log.value), as_int(campaign.id.seq)}, index_of.size());
  // Statuses from 4 on are cancelled ones (store::Status).
  Query gift = database.query(
      "SELECT campaign_log, campaign_seq, household_log, household_seq, form, amount, quantity, "
      "value FROM contribution INDEXED BY contribution_by_book WHERE book = ? AND "
      "household_log IS NOT NULL AND status < 4");
  gift.bind_all(book);
  while (gift.step()) {
    const auto campaign = index_of.find({gift.int64(0), gift.int64(1)});
    if (campaign == index_of.end()) continue;
    const auto household = households.find(merged.last({gift.int64(2), gift.int64(3)}));
    if (household == households.end()) continue;  // not here yet
    household->second.gave_to[campaign->second] = true;
    add_gift(gift, household->second.row);
  }
}

constexpr std::int64_t kEveryBook = -1;

// One campaign is one search of the index: all in one query would have to be sorted.
std::vector<HouseholdKey> givers_to(Database& database, const log::Position& campaign,
                                    std::int64_t book, const Merged& merged) {
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
  Query query = database.query(book == kEveryBook ? kAll : kOfVillage);
  query.bind_all(as_int(campaign.log.value), as_int(campaign.seq));
  if (book != kEveryBook) query.bind(3, book);
  while (query.step()) {
    const Id id = merged.last({query.int64(1), query.int64(2)});
    givers.push_back({query.int64(0), id.first, id.second});
  }
  std::sort(givers.begin(), givers.end());
  givers.erase(std::unique(givers.begin(), givers.end()), givers.end());
  return givers;
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
    campaigns.push_back({query.int64(0), position_at(query, 1), std::string(query.text(3)),
                         std::string(query.text(4)), std::string(query.text(5)),
                         std::string(query.text(6))});
  }
  return campaigns;
}

std::vector<std::vector<HouseholdKey>> givers_of(Database& database,
                                                 const std::vector<AskingCampaign>& campaigns,
                                                 const std::optional<std::string>& village) {
  const std::int64_t book = village ? find_book(database, *village) : kEveryBook;
  std::vector<std::vector<HouseholdKey>> givers(campaigns.size());
  if (book == 0) return givers;
  const Merged merged(database);
  for (std::size_t i = 0; i < campaigns.size(); ++i)
    givers[i] = givers_to(database, campaigns[i].id, book, merged);
  return givers;
}

std::map<std::string, VillageHouseholds> village_households(
    Database& database, const std::optional<std::string>& village) {
  Query query = database.query(
      "SELECT b.village, b.id, COUNT(h.pos) FROM book b LEFT JOIN household h ON h.book = b.id AND "
      "h.voided = 0 AND h.gone = 0 WHERE ?1 IS NULL OR b.village = ?1 GROUP BY b.id");
  if (village) query.bind(1, std::string_view(*village));
  std::map<std::string, VillageHouseholds> found;
  while (query.step()) found[std::string(query.text(0))] = {query.int64(1), query.int64(2)};
  return found;
}

bool is_asked_more(const BurdenRow& a, const BurdenRow& b) {
  return std::tie(b.asked, b.money, a.pos) < std::tie(a.asked, a.money, b.pos);
}

std::vector<BurdenRow> burdens(Database& database, const std::string& village,
                               const std::vector<AskingCampaign>& campaigns) {
  const std::int64_t book = find_book(database, village);
  if (book == 0) return {};
  Households households = households_of(database, book, campaigns.size());
  add_gifts(database, book, campaigns, households);
  std::vector<BurdenRow> rows;
  for (auto& [id, household] : households) {
    if (!household.is_there && household.row.records == 0) continue;
    for (std::size_t i = 0; i < campaigns.size(); ++i) {
      const bool gave = household.gave_to[i];
      household.row.gave += gave ? 1 : 0;
      household.row.asked += gave || asks_village(campaigns[i], village) ? 1 : 0;
    }
    rows.push_back(household.row);
  }
  std::sort(rows.begin(), rows.end(), is_asked_more);
  return rows;
}

}  // namespace soban::store
