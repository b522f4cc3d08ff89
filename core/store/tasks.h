// The tasks of the commune's plans (Nhiệm vụ), without those that were cancelled. Reads only; throws DatabaseError.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "core/log/ids.h"
#include "core/store/database.h"

namespace soban::store {

// pos of each, by number.
std::vector<std::int64_t> tasks_of(Database& database, std::int64_t year);
// The latest first.
std::vector<std::int64_t> task_years(Database& database);
// Its pos; 0: there is none.
std::int64_t find_task(Database& database, std::int64_t year, std::int64_t number);

struct TaskName {
  std::int64_t year = 0;
  std::int64_t number = 0;
};
// Also of a cancelled one.
std::optional<TaskName> task_name(Database& database, const log::Position& id);

}  // namespace soban::store
