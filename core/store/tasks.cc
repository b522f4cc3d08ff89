#include "core/store/tasks.h"

#include <utility>

namespace soban::store {
namespace {

std::vector<std::int64_t> numbers(Query query) {
  std::vector<std::int64_t> list;
  while (query.step()) list.push_back(query.int64(0));
  return list;
}

}  // namespace

std::vector<std::int64_t> tasks_of(Database& database, std::int64_t year) {
  Query query =
      database.query("SELECT pos FROM task WHERE year = ? AND voided = 0 ORDER BY number, pos");
  query.bind(1, year);
  return numbers(std::move(query));
}

std::vector<std::int64_t> task_years(Database& database) {
  return numbers(
      database.query("SELECT DISTINCT year FROM task WHERE voided = 0 ORDER BY year DESC"));
}

std::int64_t find_task(Database& database, std::int64_t year, std::int64_t number) {
  Query query = database.query(
      "SELECT pos FROM task WHERE year = ? AND number = ? AND voided = 0 ORDER BY pos LIMIT 1");
  query.bind_all(year, number);
  return query.step() ? query.int64(0) : 0;
}

std::optional<TaskName> task_name(Database& database, const log::Position& id) {
  Query query = database.query(
      "SELECT t.year, t.number FROM change c JOIN task t ON t.pos = c.pos WHERE c.log = ? AND "
      "c.seq = ?");
  query.bind_all(static_cast<std::int64_t>(id.log.value), static_cast<std::int64_t>(id.seq));
  if (!query.step()) return std::nullopt;
  return TaskName{query.int64(0), query.int64(1)};
}

}  // namespace soban::store
