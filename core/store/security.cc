#include "core/store/security.h"

#include <algorithm>

#include "core/store/queries.h"

namespace soban::store {
namespace {

std::uint64_t as_uint(std::int64_t value) { return static_cast<std::uint64_t>(value); }

}  // namespace

std::vector<PoliceKeyRow> police_keys(Database& database) {
  std::vector<PoliceKeyRow> keys;
  Query query =
      database.query("SELECT log, seq, public_key, owner, retired FROM police_key ORDER BY pos");
  while (query.step()) {
    PoliceKeyRow row;
    row.record = {log::LogId{as_uint(query.int64(0))}, as_uint(query.int64(1))};
    // Only the office's logs may write one; a shorter text is no key to seal anything to.
    if (!crypto::assign(row.key, query.blob(2))) continue;
    row.owner = std::string(query.text(3));
    row.retired = query.int64(4) != 0;
    keys.push_back(std::move(row));
  }
  return keys;
}

std::vector<PoliceKeyRow> current_police_keys(Database& database) {
  auto keys = police_keys(database);
  std::erase_if(keys, [](const PoliceKeyRow& row) { return row.retired; });
  return keys;
}

std::vector<OpeningRow> openings_of(Database& database, const log::Position& report,
                                    std::int64_t limit) {
  std::vector<OpeningRow> rows;
  Query query = database.query(
      "SELECT author, time FROM opening WHERE target_log = ? AND target_seq = ? ORDER BY pos LIMIT "
      "?");
  query.bind_all(static_cast<std::int64_t>(report.log.value), static_cast<std::int64_t>(report.seq),
                 limit);
  while (query.step()) {
    rows.push_back({std::string(query.text(0)), log::Hlc{as_uint(query.int64(1))}});
  }
  return rows;
}

std::vector<std::int64_t> reports_without_reader(Database& database, std::int64_t limit) {
  std::vector<std::int64_t> reports;
  Query query = database.query(
      "SELECT pos FROM security_report WHERE readers = 1 AND voided = 0 ORDER BY pos LIMIT ?");
  query.bind(1, limit);
  while (query.step()) reports.push_back(query.int64(0));
  return reports;
}

std::vector<IncidentCount> count_incidents(Database& database, std::string_view village,
                                           std::string_view from, std::string_view to) {
  std::vector<IncidentCount> counts;
  Query query = database.query(
      "SELECT CASE WHEN quiet THEN 0 ELSE incident END AS what, COUNT(*) FROM security_report "
      "WHERE book = ? AND date BETWEEN ? AND ? AND voided = 0 GROUP BY what ORDER BY what");
  query.bind_all(find_book(database, village), from, to);
  while (query.step()) counts.push_back({query.int64(0), query.int64(1)});
  return counts;
}

OpenReports open_reports(Database& database) {
  Query query = database.query(
      "SELECT COUNT(*), COALESCE(SUM(urgency = 2), 0) FROM security_report WHERE quiet = 0 AND "
      "voided = 0 AND handling < 3");
  query.step();
  return {query.int64(0), query.int64(1)};
}

std::string last_reported_day(Database& database, std::string_view village) {
  const std::int64_t book = find_book(database, village);
  const auto latest = [&](const char* sql) {
    Query query = database.query(sql);
    query.bind(1, book);
    query.step();
    return std::string(query.text(0));
  };
  return std::max(
      latest(
          "SELECT MAX(to_date) FROM security_report WHERE book = ? AND quiet = 1 AND voided = 0"),
      latest("SELECT MAX(date) FROM security_report WHERE book = ? AND quiet = 0 AND voided = 0"));
}

}  // namespace soban::store
