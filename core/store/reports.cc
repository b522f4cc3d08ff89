#include "core/store/reports.h"

#include "core/store/queries.h"

namespace soban::store {
namespace {

std::vector<ReminderRow> reminder_rows(Database& database, Query query) {
  std::vector<ReminderRow> rows;
  while (query.step()) {
    rows.push_back({village_of_book(database, query.int64(0)), query.int64(1), query.int64(2),
                    std::string(query.text(3)), std::string(query.text(4))});
  }
  return rows;
}

}  // namespace

std::vector<VillageReportRow> village_reports(Database& database, std::int64_t period,
                                              std::int64_t year) {
  std::vector<VillageReportRow> rows;
  Query query = database.query(
      "SELECT book, pos FROM period_report INDEXED BY period_report_by_year WHERE year "
      "= ? AND period = ? AND voided = 0 ORDER BY book, pos");
  query.bind_all(year, period);
  while (query.step()) {
    rows.push_back({village_of_book(database, query.int64(0)), query.int64(1)});
  }
  return rows;
}

std::int64_t commune_report(Database& database, std::int64_t unit, std::int64_t period,
                            std::int64_t year) {
  Query query = database.query(
      "SELECT pos FROM commune_report WHERE period = ? AND year = ? AND unit = ? AND voided = 0 "
      "ORDER BY pos LIMIT 1");
  query.bind_all(period, year, unit);
  return query.step() ? query.int64(0) : 0;
}

std::vector<ReminderRow> reminders(Database& database, std::int64_t period, std::int64_t year) {
  Query query = database.query(
      "SELECT book, period, year, date, comment FROM reminder WHERE pos IN (SELECT MAX(pos) FROM "
      "reminder WHERE book IN (SELECT id FROM book) AND period = ? AND year = ? AND voided = 0 "
      "GROUP BY book)");
  query.bind_all(period, year);
  return reminder_rows(database, std::move(query));
}

std::vector<ReminderRow> open_reminders(Database& database, std::string_view village) {
  Query query = database.query(
      "SELECT book, period, year, date, comment FROM reminder m WHERE pos IN (SELECT "
      "MAX(pos) FROM reminder WHERE book = ? AND voided = 0 GROUP BY period, year) AND NOT "
      "EXISTS(SELECT 1 FROM period_report p WHERE p.book = m.book AND p.period = m.period AND "
      "p.year = m.year AND p.voided = 0) ORDER BY pos");
  query.bind_all(find_book(database, village));
  return reminder_rows(database, std::move(query));
}

}  // namespace soban::store
