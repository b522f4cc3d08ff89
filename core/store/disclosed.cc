#include "core/store/disclosed.h"

#include "core/store/columns.h"

namespace soban::store {
namespace {

std::int64_t log_of(const log::Position& id) { return static_cast<std::int64_t>(id.log.value); }
std::int64_t seq_of(const log::Position& id) { return static_cast<std::int64_t>(id.seq); }

std::int64_t number(Query query) { return query.step() ? query.int64(0) : 0; }

std::vector<std::int64_t> positions(Query query) {
  std::vector<std::int64_t> found;
  while (query.step()) found.push_back(query.int64(0));
  return found;
}

}  // namespace

Sliced<PublicCampaign> public_campaigns(Database& database, std::string_view today,
                                        const Slice& slice) {
  Sliced<PublicCampaign> found;
  // States are those of records.proto: open, closed, settled.
  Query query = database.query(
      "SELECT pos, log, seq FROM campaign WHERE voided = 0 AND state IN (2, 3, 4) "
      "ORDER BY state <> 2 OR to_date < ?, from_date DESC, pos DESC LIMIT ? OFFSET ?");
  query.bind_all(today, slice.limit, slice.offset);
  while (query.step()) {
    found.rows.push_back({query.int64(0), position_at(query, 1)});
  }
  found.all = number(
      database.query("SELECT COUNT(*) FROM campaign WHERE voided = 0 AND state IN (2, 3, 4)"));
  return found;
}

std::vector<VillageIncome> campaign_income(Database& database, const log::Position& campaign) {
  // Form numbers are those of records.proto, statuses those of store::Status.
  Query query = database.query(
      "SELECT b.village, SUM(CASE WHEN form IN (1, 2) THEN amount ELSE 0 END), "
      "SUM(CASE WHEN form = 3 THEN quantity ELSE 0 END), "
      "SUM(CASE WHEN form = 5 THEN quantity ELSE 0 END), SUM(value) "
      "FROM tally JOIN book b ON b.id = tally.book WHERE campaign_log = ? AND campaign_seq = ? "
      "AND status < 4 GROUP BY b.village HAVING SUM(count) > 0 ORDER BY b.village");
  query.bind_all(log_of(campaign), seq_of(campaign));
  std::vector<VillageIncome> rows;
  while (query.step()) {
    rows.push_back({std::string(query.text(0)), query.int64(1), query.int64(2), query.int64(3),
                    query.int64(4)});
  }
  return rows;
}

Sliced<std::int64_t> campaign_spending(Database& database, const log::Position& campaign,
                                       const Slice& slice) {
  Query rows = database.query(
      "SELECT pos FROM spending WHERE campaign_log = ? AND campaign_seq = ? AND voided = 0 "
      "ORDER BY date DESC, pos DESC LIMIT ? OFFSET ?");
  rows.bind_all(log_of(campaign), seq_of(campaign), slice.limit, slice.offset);
  Query count = database.query(
      "SELECT COUNT(*) FROM spending WHERE campaign_log = ? AND campaign_seq = ? AND voided = 0");
  count.bind_all(log_of(campaign), seq_of(campaign));
  return {positions(std::move(rows)), number(std::move(count))};
}

Sliced<std::int64_t> campaign_notices(Database& database, const log::Position& campaign,
                                      std::string_view today, const Slice& slice) {
  Query rows = database.query(
      "SELECT pos FROM disclosure WHERE campaign_log = ? AND campaign_seq = ? AND voided = 0 AND "
      "from_date <= ? ORDER BY from_date DESC, pos DESC LIMIT ? OFFSET ?");
  rows.bind_all(log_of(campaign), seq_of(campaign), today, slice.limit, slice.offset);
  Query count = database.query(
      "SELECT COUNT(*) FROM disclosure WHERE campaign_log = ? AND campaign_seq = ? AND voided = 0 "
      "AND from_date <= ?");
  count.bind_all(log_of(campaign), seq_of(campaign), today);
  return {positions(std::move(rows)), number(std::move(count))};
}

Sliced<std::int64_t> notices_up(Database& database, std::string_view today, const Slice& slice) {
  Query rows = database.query(
      "SELECT d.pos FROM disclosure d JOIN book b ON b.id = d.book WHERE d.to_date >= ?1 AND "
      "d.taken_down = 0 AND d.voided = 0 AND d.from_date <= ?1 "
      "ORDER BY b.village, d.from_date DESC, d.pos DESC LIMIT ?2 OFFSET ?3");
  rows.bind_all(today, slice.limit, slice.offset);
  Query count = database.query(
      "SELECT COUNT(*) FROM disclosure WHERE to_date >= ?1 AND taken_down = 0 AND voided = 0 AND "
      "from_date <= ?1");
  count.bind_all(today);
  return {positions(std::move(rows)), number(std::move(count))};
}

Sliced<std::int64_t> answered_petitions(Database& database, std::string_view from,
                                        const Slice& slice) {
  Query rows = database.query(
      "SELECT pos FROM petition WHERE answered = 1 AND voided = 0 AND answered_on >= ? "
      "ORDER BY answered_on DESC, pos DESC LIMIT ? OFFSET ?");
  rows.bind_all(from, slice.limit, slice.offset);
  Query count = database.query(
      "SELECT COUNT(*) FROM petition WHERE answered = 1 AND voided = 0 AND answered_on >= ?");
  count.bind_all(from);
  return {positions(std::move(rows)), number(std::move(count))};
}

PublicYear public_year(Database& database, std::int64_t year) {
  const std::string from = std::to_string(year) + "-01-01";
  const std::string to = std::to_string(year) + "-12-31";
  PublicYear sums;
  Query income = database.query(
      "SELECT COALESCE(SUM(CASE WHEN form IN (1, 2) THEN amount END), 0), "
      "COALESCE(SUM(CASE WHEN form = 3 THEN quantity END), 0), COALESCE(SUM(value), 0) FROM tally "
      "WHERE month BETWEEN ?1 * 100 + 1 AND ?1 * 100 + 12 AND status < 4");
  income.bind_all(year);
  if (income.step()) {
    sums.money = income.int64(0);
    sums.labour_milli = income.int64(1);
    sums.value = income.int64(2);
  }
  const auto over_year = [&](const char* sql) {
    Query query = database.query(sql);
    query.bind_all(std::string_view(from), std::string_view(to));
    query.step();
    return query;
  };
  sums.spent = over_year(
                   "SELECT COALESCE(SUM(amount), 0) FROM spending WHERE date BETWEEN ? AND ? AND "
                   "voided = 0")
                   .int64(0);
  sums.notices = over_year(
                     "SELECT COUNT(*) FROM disclosure WHERE book IN (SELECT id FROM book) AND "
                     "from_date BETWEEN ? AND ? AND voided = 0")
                     .int64(0);
  const Query petitions = over_year(
      "SELECT COUNT(*), COALESCE(SUM(answered), 0) FROM petition WHERE book IN (SELECT id FROM "
      "book) AND received BETWEEN ? AND ? AND voided = 0");
  sums.petitions = petitions.int64(0);
  sums.answered = petitions.int64(1);
  return sums;
}

bool each_head(Database& database, std::int64_t limit, const TakeName& take) {
  Query query = database.query("SELECT head FROM household");
  for (std::int64_t count = 0; query.step(); ++count) {
    if (count == limit) return false;
    take(query.text(0));
  }
  return true;
}

Donors each_donor(Database& database, std::int64_t after, std::int64_t limit,
                  const TakeName& take) {
  // Both columns, so that the index by household gives them from `after` on.
  Query query = database.query(
      "SELECT pos, donor_name FROM contribution WHERE household_log IS NULL AND household_seq IS "
      "NULL AND pos > ? ORDER BY pos LIMIT ?");
  query.bind_all(after, limit);
  Donors read{0, after};
  for (; query.step(); ++read.count) {
    read.last = query.int64(0);
    take(query.text(1));
  }
  return read;
}

}  // namespace soban::store
