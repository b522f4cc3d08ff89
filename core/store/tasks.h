// Which tasks there are, by year. Reads only; throws DatabaseError.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "core/log/ids.h"
#include "core/store/database.h"

namespace soban::store {

// The newest first.
std::vector<std::int64_t> task_years(Database& database);
// pos, by number; without cancelled ones.
std::vector<std::int64_t> tasks_of_year(Database& database, std::int64_t year);
// pos of one that is not cancelled and is not at `except_pos`; 0: none.
std::int64_t task_by_number(Database& database, std::int64_t year, std::int64_t number,
                            std::int64_t except_pos = 0);

struct TaskName {
  std::int64_t year = 0;
  std::int64_t number = 0;
};
std::optional<TaskName> task_name(Database& database, const log::Position& id);

}  // namespace soban::store
