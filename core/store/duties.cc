#include "core/store/duties.h"

namespace soban::store {
namespace {

std::vector<DutyRow> rows_of(Query query) {
  std::vector<DutyRow> rows;
  while (query.step()) {
    rows.push_back({query.int64(0), std::string(query.text(1)), query.int64(2) != 0});
  }
  return rows;
}

}  // namespace

std::vector<DutyRow> petitions_to_settle(Database& database, std::int64_t limit) {
  Query query = database.query(
      "SELECT pos, due, answered FROM petition WHERE told = 0 AND voided = 0 AND due >= '' "
      "ORDER BY due LIMIT ?");
  query.bind(1, limit);
  return rows_of(std::move(query));
}

std::int64_t unanswered_petitions(Database& database) {
  Query query = database.query(
      "SELECT COUNT(*) FROM petition WHERE told = 0 AND voided = 0 AND answered = 0");
  require_sound(query.step(), "a count without a row");
  return query.int64(0);
}

std::vector<DutyRow> notices_to_take_down(Database& database, std::int64_t limit) {
  Query query = database.query(
      "SELECT pos, to_date, 0 FROM disclosure WHERE taken_down = 0 AND voided = 0 AND to_date >= "
      "'' "
      "ORDER BY to_date LIMIT ?");
  query.bind(1, limit);
  return rows_of(std::move(query));
}

std::vector<DutyRow> returned_records(Database& database, std::uint32_t kind, std::int64_t limit) {
  // 2 is Status::kReturned; not of contributions, which record_by_status leaves out.
  Query query = database.query(
      "SELECT pos, '', 0 FROM record WHERE kind = ? AND kind <> 12 AND status = 2 ORDER BY pos "
      "LIMIT ?");
  query.bind_all(std::int64_t{kind}, limit);
  return rows_of(std::move(query));
}

std::vector<DutyRow> meetings_to_hold(Database& database, std::string_view from,
                                      std::int64_t limit) {
  Query query = database.query(
      "SELECT pos, date, 0 FROM meeting WHERE held = 0 AND voided = 0 AND date >= ? ORDER BY date "
      "LIMIT ?");
  query.bind_all(from, limit);
  return rows_of(std::move(query));
}

}  // namespace soban::store
