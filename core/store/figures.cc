#include "core/store/figures.h"

#include <map>

#include "core/store/queries.h"
#include "core/text/text.h"

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

// 202611 of "2026-11-24".
std::int64_t month_of(std::string_view date) {
  return text::leading_number(date.substr(0, 4)) * 100 + text::leading_number(date.substr(5, 2));
}

// Whole months from the first day of one to the last of another, as reports are reckoned.
bool are_whole_months(std::string_view from, std::string_view to) {
  return from.ends_with("-01") && text::add_days(to, 1).ends_with("-01");
}

// Sums of a village's contributions, looked up in those by month.
void count_from_tally(Database& database, const Span& span, PeriodFigures& figures) {
  // Form numbers are those of records.proto, statuses those of store::Status.
  Query sums = database.query(
      "SELECT COALESCE(SUM(count), 0), COUNT(DISTINCT campaign_log + campaign_seq), "
      "COALESCE(SUM(CASE WHEN form IN (1, 2) THEN amount END), 0), "
      "COALESCE(SUM(CASE WHEN form = 3 THEN quantity END), 0), COALESCE(SUM(value), 0) "
      "FROM tally WHERE book = ? AND month BETWEEN ? AND ? AND status < 4 AND count > 0");
  sums.bind_all(span.book, month_of(span.from), month_of(span.to));
  sums.step();
  figures.contributions = sums.int64(0);
  figures.campaigns = sums.int64(1);
  figures.money = sums.int64(2);
  figures.labour_milli = sums.int64(3);
  figures.value = sums.int64(4);
  Query donors = database.query(
      "SELECT COUNT(DISTINCT household_log + household_seq) FROM giver WHERE book = ? AND month "
      "BETWEEN ? AND ? AND count > 0");
  donors.bind_all(span.book, month_of(span.from), month_of(span.to));
  donors.step();
  figures.donors = donors.int64(0);
}

void count_one_by_one(Database& database, const Span& span, PeriodFigures& figures) {
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
  if (are_whole_months(from, to)) {
    count_from_tally(database, span, figures);
  } else {
    count_one_by_one(database, span, figures);
  }
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

std::vector<CampaignFigures> campaign_figures(Database& database, std::string_view from,
                                              std::string_view to) {
  std::map<std::pair<std::int64_t, std::int64_t>, CampaignFigures> by_id;
  const auto at = [&](const Query& row) -> CampaignFigures& {
    CampaignFigures& figures = by_id[{row.int64(0), row.int64(1)}];
    if (row.int64(1) != 0)
      figures.campaign = log::Position{log::LogId{static_cast<std::uint64_t>(row.int64(0))},
                                       static_cast<log::Seq>(row.int64(1))};
    return figures;
  };
  Query given = database.query(
      "SELECT campaign_log, campaign_seq, SUM(count), "
      "SUM(CASE WHEN form IN (1, 2) THEN amount ELSE 0 END), "
      "SUM(CASE WHEN form = 3 THEN quantity ELSE 0 END), SUM(value), COUNT(DISTINCT book) "
      "FROM tally WHERE month BETWEEN ? AND ? AND status < 4 AND count > 0 GROUP BY 1, 2");
  given.bind_all(month_of(from), month_of(to));
  while (given.step()) {
    CampaignFigures& figures = at(given);
    figures.contributions = given.int64(2);
    figures.money = given.int64(3);
    figures.labour_milli = given.int64(4);
    figures.value = given.int64(5);
    figures.villages = given.int64(6);
  }
  Query spent = database.query(
      "SELECT COALESCE(campaign_log, 0), COALESCE(campaign_seq, 0), SUM(amount) FROM spending "
      "WHERE date BETWEEN ? AND ? AND voided = 0 GROUP BY 1, 2");
  spent.bind_all(from, to);
  while (spent.step()) at(spent).spent = spent.int64(2);
  std::vector<CampaignFigures> rows;
  for (auto& [id, figures] : by_id) rows.push_back(std::move(figures));
  return rows;
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
