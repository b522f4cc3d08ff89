#include "core/store/figures.h"

#include <utility>

#include "core/store/columns.h"
#include "core/store/queries.h"

namespace soban::store {
namespace {

// Of one village or of all; the books are named, so that the indexes by book and day are read either way.
constexpr const char* kBooks = "book IN (SELECT id FROM book WHERE ?1 IN (0, id)) AND ";

class VillageCount {
 public:
  VillageCount(Database& database, std::int64_t book, std::string_view from, std::string_view to)
      : database_(database), book_(book), from_(from), to_(to) {}

  std::map<std::int64_t, PeriodFigures> count() {
    count_contributions();
    sum_days("SELECT book, SUM(amount) FROM spending WHERE ", "date", " AND voided = 0",
             {&PeriodFigures::spent});
    sum_days("SELECT book, COUNT(*) FROM meeting WHERE ", "date", " AND held = 1 AND voided = 0",
             {&PeriodFigures::meetings});
    sum_days("SELECT book, COUNT(*), SUM(answered) FROM petition WHERE ", "received",
             " AND voided = 0", {&PeriodFigures::petitions, &PeriodFigures::petitions_answered});
    sum_days("SELECT book, COUNT(*) FROM security_report WHERE ", "date",
             " AND quiet = 0 AND voided = 0", {&PeriodFigures::incidents});
    sum_days("SELECT book, COUNT(*) FROM disclosure WHERE ", "from_date", " AND voided = 0",
             {&PeriodFigures::notices});
    return std::move(by_book_);
  }

 private:
  using Columns = std::vector<std::int64_t PeriodFigures::*>;

  void count_contributions() {
    // Form numbers are those of records.proto, statuses those of store::Status.
    sum("SELECT book, SUM(count), COUNT(DISTINCT campaign_log + NULLIF(campaign_seq, 0)), "
        "SUM(CASE WHEN form IN (1, 2) THEN amount ELSE 0 END), "
        "SUM(CASE WHEN form = 3 THEN quantity ELSE 0 END), SUM(value) FROM tally WHERE ",
        "month", " AND status < 4 AND count > 0", month_of(from_), month_of(to_),
        {&PeriodFigures::contributions, &PeriodFigures::campaigns, &PeriodFigures::money,
         &PeriodFigures::labour_milli, &PeriodFigures::value});
    sum("SELECT book, COUNT(DISTINCT household_log + household_seq) FROM giver WHERE ", "month",
        " AND count > 0", month_of(from_), month_of(to_), {&PeriodFigures::donors});
  }

  void sum_days(const char* select, const char* day, const char* rest, const Columns& columns) {
    sum(select, day, rest, from_, to_, columns);
  }

  template <class Bound>
  void sum(const char* select, const char* when, const char* rest, Bound from, Bound to,
           const Columns& columns) {
    Query query = database_.query_composed(std::string(select) + kBooks + when +
                                           " BETWEEN ?2 AND ?3" + rest + " GROUP BY book");
    query.bind_all(book_, from, to);
    while (query.step()) {
      PeriodFigures& figures = by_book_[query.int64(0)];
      int column = 0;
      for (const auto figure : columns) figures.*figure = query.int64(++column);
    }
  }

  Database& database_;
  std::int64_t book_;  // 0: all
  std::string_view from_;
  std::string_view to_;
  std::map<std::int64_t, PeriodFigures> by_book_;
};

}  // namespace

PeriodFigures period_figures(Database& database, std::string_view village, std::string_view from,
                             std::string_view to) {
  const std::int64_t book = find_book(database, village);
  return book == 0 ? PeriodFigures() : VillageCount(database, book, from, to).count()[book];
}

std::map<std::string, PeriodFigures> period_figures(Database& database, std::string_view from,
                                                    std::string_view to) {
  std::map<std::string, PeriodFigures> by_village;
  for (const auto& [book, figures] : VillageCount(database, 0, from, to).count())
    by_village[village_of_book(database, book)] = figures;
  return by_village;
}

std::vector<CampaignFigures> campaign_figures(Database& database, std::string_view from,
                                              std::string_view to) {
  std::map<std::pair<std::int64_t, std::int64_t>, CampaignFigures> by_id;
  const auto at = [&](const Query& row) -> CampaignFigures& {
    CampaignFigures& figures = by_id[{row.int64(0), row.int64(1)}];
    if (row.int64(1) != 0) figures.campaign = position_at(row, 0);
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
