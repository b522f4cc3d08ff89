#include "core/store/indicators.h"

#include <functional>
#include <map>
#include <optional>
#include <unordered_map>
#include <unordered_set>

namespace soban::store {
namespace {

// Form numbers are those of records.proto, statuses those of store::Status; month 0 is no day at all.

// A household that became a part of one that became a part of another: so often at most.
constexpr int kMergersMax = 16;

CountedId id_at(const Query& row, int column) { return {row.int64(column), row.int64(column + 1)}; }

struct HashOfId {
  std::size_t operator()(const CountedId& id) const {
    return std::hash<std::int64_t>()(id.first) * 31 + std::hash<std::int64_t>()(id.second);
  }
};

struct Standing {
  bool there = false;
  std::optional<CountedId> into;
};
using Households = std::unordered_map<CountedId, Standing, HashOfId>;

Households households_of(Database& database, std::int64_t book) {
  Households households;
  Query query = database.query(
      "SELECT log, seq, voided = 0 AND gone = 0, into_log, into_seq FROM household WHERE book = ?");
  query.bind(1, book);
  while (query.step()) {
    Standing& standing = households[id_at(query, 0)];
    standing.there = query.int64(2) != 0;
    if (!query.is_null(3)) standing.into = id_at(query, 3);
  }
  return households;
}

// The household that `id` is today, if it is there.
std::optional<CountedId> today_of(const Households& households, CountedId id) {
  for (int i = 0; i < kMergersMax; ++i) {
    const auto found = households.find(id);
    if (found == households.end()) return std::nullopt;
    if (found->second.there) return id;
    if (!found->second.into) return std::nullopt;
    id = *found->second.into;
  }
  return std::nullopt;
}

std::vector<std::int64_t> numbers(Query query) {
  std::vector<std::int64_t> list;
  while (query.step()) list.push_back(query.int64(0));
  return list;
}

Query of_book(Database& database, const char* sql, std::int64_t book) {
  Query query = database.query(sql);
  query.bind(1, book);
  return query;
}

}  // namespace

std::vector<CountedYear> counted_contributions(Database& database) {
  std::vector<CountedYear> rows;
  Query query = database.query(
      "SELECT book, month / 100, SUM(count), SUM(voluntary), SUM(wanted) FROM tally WHERE status < "
      "4 AND count > 0 AND month > 0 GROUP BY 1, 2");
  while (query.step()) {
    rows.push_back(
        {query.int64(0), query.int64(1), query.int64(2), query.int64(3), query.int64(4)});
  }
  return rows;
}

std::vector<CountedReceipts> counted_receipts(Database& database) {
  // From the few series of the laptops to their receipts, and on to what each is for: CROSS JOIN keeps this order. Added up here, for
  // the rows are many and their sums few.
  Query query = database.query(
      "SELECT c.book, c.month / 100, c.pos FROM device d CROSS JOIN receipt r ON r.series = "
      "d.series CROSS JOIN change g ON g.log = r.contribution_log AND g.seq = r.contribution_seq "
      "CROSS JOIN contribution c ON c.pos = g.pos WHERE r.voided = 0 AND c.wanted = 1 AND c.status "
      "< 4 AND c.month > 0");
  std::map<std::pair<std::int64_t, std::int64_t>, std::int64_t> counts;
  std::unordered_set<std::int64_t> seen;  // two laptops may have issued one for the same
  while (query.step()) {
    if (seen.insert(query.int64(2)).second) ++counts[{query.int64(0), query.int64(1)}];
  }
  std::vector<CountedReceipts> rows;
  for (const auto& [key, count] : counts) rows.push_back({key.first, key.second, count});
  return rows;
}

CountedHouseholds counted_households(Database& database, std::int64_t book) {
  const Households households = households_of(database, book);
  CountedHouseholds counted;
  for (const auto& [id, standing] : households) counted.there += standing.there ? 1 : 0;
  std::map<std::int64_t, std::unordered_set<CountedId, HashOfId>> gave;
  Query query = of_book(database,
                        "SELECT month / 100, household_log, household_seq FROM giver WHERE book = "
                        "? AND month > 0 AND count > 0",
                        book);
  while (query.step()) {
    if (const auto today = today_of(households, id_at(query, 1)))
      gave[query.int64(0)].insert(*today);
  }
  for (const auto& [year, givers] : gave)
    counted.gave.emplace_back(year, static_cast<std::int64_t>(givers.size()));
  return counted;
}

std::vector<CountedIncome> counted_income(Database& database) {
  std::vector<CountedIncome> rows;
  Query query = database.query(
      "SELECT DISTINCT campaign_log, campaign_seq, book, month / 100 FROM tally WHERE form IN (1, "
      "2) AND status < 4 AND count > 0 AND month > 0 AND campaign_seq > 0");
  while (query.step()) rows.push_back({id_at(query, 0), query.int64(2), query.int64(3)});
  return rows;
}

std::vector<CountedMeeting> counted_meetings(Database& database, std::int64_t book) {
  std::vector<CountedMeeting> rows;
  Query query = of_book(
      database,
      "SELECT date, invited, present FROM meeting WHERE book = ? AND held = 1 AND voided = 0",
      book);
  while (query.step()) rows.push_back({std::string(query.text(0)), query.int64(1), query.int64(2)});
  return rows;
}

std::vector<CountedPetition> counted_petitions(Database& database, std::int64_t book) {
  std::vector<CountedPetition> rows;
  Query query = of_book(database,
                        "SELECT received, due, answered_on, answered, told, satisfaction FROM "
                        "petition WHERE book = ? AND voided = 0",
                        book);
  while (query.step()) {
    rows.push_back({std::string(query.text(0)), std::string(query.text(1)),
                    std::string(query.text(2)), query.int64(3) != 0, query.int64(4) != 0,
                    query.int64(5)});
  }
  return rows;
}

std::vector<CountedNotice> counted_notices(Database& database, std::int64_t book) {
  std::vector<CountedNotice> rows;
  Query query = of_book(database,
                        "SELECT subject, from_date, last_day, COALESCE(campaign_log, 0), "
                        "COALESCE(campaign_seq, 0) FROM disclosure WHERE book = ? AND voided = 0",
                        book);
  while (query.step()) {
    rows.push_back(
        {query.int64(0), std::string(query.text(1)), std::string(query.text(2)), id_at(query, 3)});
  }
  return rows;
}

std::vector<CountedReport> counted_reports(Database& database, std::int64_t book) {
  std::vector<CountedReport> rows;
  Query query = of_book(
      database, "SELECT period, year, submitted FROM period_report WHERE book = ? AND voided = 0",
      book);
  while (query.step()) rows.push_back({query.int64(0), query.int64(1), std::string(query.text(2))});
  return rows;
}

std::vector<CountedDays> counted_days(Database& database, std::int64_t book) {
  std::vector<CountedDays> rows;
  Query query = of_book(database,
                        "SELECT date, CASE WHEN quiet THEN to_date ELSE date END FROM "
                        "security_report WHERE book = ? AND voided = 0",
                        book);
  while (query.step()) rows.push_back({std::string(query.text(0)), std::string(query.text(1))});
  return rows;
}

std::vector<CountedSlip> counted_slips(Database& database, std::int64_t survey) {
  std::vector<CountedSlip> rows;
  Query query = database.query(
      "SELECT village, date, scores FROM survey_slip WHERE survey = ? AND voided = 0");
  query.bind(1, survey);
  while (query.step()) {
    rows.push_back(
        {std::string(query.text(0)), std::string(query.text(1)), std::string(query.text(2))});
  }
  return rows;
}

std::vector<std::int64_t> counted_campaigns(Database& database) {
  return numbers(database.query("SELECT pos FROM campaign WHERE state > 1 AND voided = 0"));
}

std::vector<std::int64_t> counted_tasks(Database& database) {
  return numbers(database.query("SELECT pos FROM task WHERE voided = 0 ORDER BY year, number"));
}

}  // namespace soban::store
