#include "core/store/figures.h"

#include "core/store/queries.h"

namespace soban::store {
namespace {

struct Span {
  std::int64_t book;
  std::string_view from;
  std::string_view to;
};

Query over(Database& database, const Span& span, const char* sql) {
  Query query = database.query(sql);
  query.bind_all(span.book, span.from, span.to);
  query.step();
  return query;
}

void count_contributions(Database& database, const Span& span, PeriodFigures& figures) {
  // Form numbers are those of records.proto, statuses those of store::Status.
  const Query row =
      over(database, span,
           "SELECT COUNT(*), COUNT(DISTINCT household_log + household_seq), "
           "COUNT(DISTINCT campaign_log + campaign_seq), "
           "COALESCE(SUM(CASE WHEN form IN (1, 2) THEN amount END), 0), "
           "COALESCE(SUM(CASE WHEN form = 3 THEN quantity END), 0), COALESCE(SUM(value), 0) "
           "FROM contribution WHERE book = ? AND date BETWEEN ? AND ? AND status < 4");
  figures.contributions = row.int64(0);
  figures.donors = row.int64(1);
  figures.campaigns = row.int64(2);
  figures.money = row.int64(3);
  figures.labour_milli = row.int64(4);
  figures.value = row.int64(5);
}

}  // namespace

PeriodFigures period_figures(Database& database, std::string_view village, std::string_view from,
                             std::string_view to) {
  PeriodFigures figures;
  const Span span{find_book(database, village), from, to};
  if (span.book == 0) return figures;
  count_contributions(database, span, figures);
  figures.spent = over(database, span,
                       "SELECT COALESCE(SUM(amount), 0) FROM spending WHERE book = ? AND date "
                       "BETWEEN ? AND ? AND voided = 0")
                      .int64(0);
  figures.meetings = over(database, span,
                          "SELECT COUNT(*) FROM meeting WHERE book = ? AND date BETWEEN ? AND ? "
                          "AND held = 1 AND voided = 0")
                         .int64(0);
  const Query petitions = over(database, span,
                               "SELECT COUNT(*), COALESCE(SUM(answered), 0) FROM petition WHERE "
                               "book = ? AND received BETWEEN ? AND ? AND voided = 0");
  figures.petitions = petitions.int64(0);
  figures.petitions_answered = petitions.int64(1);
  figures.incidents = over(database, span,
                           "SELECT COUNT(*) FROM security_report WHERE book = ? AND date BETWEEN ? "
                           "AND ? AND quiet = 0 AND voided = 0")
                          .int64(0);
  figures.notices = over(database, span,
                         "SELECT COUNT(*) FROM disclosure WHERE book = ? AND from_date BETWEEN ? "
                         "AND ? AND voided = 0")
                        .int64(0);
  return figures;
}

bool has_period_report(Database& database, std::string_view village, std::int64_t period,
                       std::int64_t year, std::int64_t except_pos) {
  Query query = database.query(
      "SELECT 1 FROM period_report WHERE book = ? AND period = ? AND year = ? AND voided = 0 AND "
      "pos <> ?");
  query.bind_all(find_book(database, village), period, year, except_pos);
  return query.step();
}

}  // namespace soban::store
