#include "core/store/tasks.h"

#include <utility>

namespace soban::store {
namespace {

std::int64_t as_int(std::uint64_t value) { return static_cast<std::int64_t>(value); }

std::vector<std::int64_t> numbers(Query query) {
  std::vector<std::int64_t> found;
  while (query.step()) found.push_back(query.int64(0));
  return found;
}

}  // namespace

std::vector<std::int64_t> task_years(Database& database) {
  return numbers(
      database.query("SELECT DISTINCT year FROM task WHERE voided = 0 ORDER BY year DESC"));
}

std::vector<std::int64_t> tasks_of_year(Database& database, std::int64_t year) {
  Query query =
      database.query("SELECT pos FROM task WHERE year = ? AND voided = 0 ORDER BY number, pos");
  query.bind(1, year);
  return numbers(std::move(query));
}

std::int64_t task_by_number(Database& database, std::int64_t year, std::int64_t number,
                            std::int64_t except_pos) {
  Query query = database.query(
      "SELECT pos FROM task WHERE year = ? AND number = ? AND voided = 0 AND pos <> ? "
      "ORDER BY pos LIMIT 1");
  query.bind_all(year, number, except_pos);
  return query.step() ? query.int64(0) : 0;
}

std::optional<TaskName> task_name(Database& database, const log::Position& id) {
  Query query = database.query(
      "SELECT t.year, t.number FROM change c JOIN task t ON t.pos = c.pos WHERE c.log = ? AND "
      "c.seq = ?");
  query.bind_all(as_int(id.log.value), as_int(id.seq));
  if (!query.step()) return std::nullopt;
  return TaskName{query.int64(0), query.int64(1)};
}

}  // namespace soban::store
