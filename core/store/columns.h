// What several columns of a row, or a part of one, say together.
#pragma once

#include <optional>
#include <string_view>

#include "core/log/ids.h"
#include "core/store/database.h"
#include "core/text/text.h"

namespace soban::store {

// Of a log and a seq in this column and the next.
inline log::Position position_at(const Query& row, int column) {
  return {log::LogId{static_cast<std::uint64_t>(row.int64(column))},
          static_cast<log::Seq>(row.int64(column + 1))};
}

inline std::optional<log::Position> optional_position(const Query& row, int column) {
  return row.is_null(column) ? std::nullopt : std::optional(position_at(row, column));
}

// 202611 of "2026-11-24", as `tally` and `giver` have it; 0: no day.
inline std::int64_t month_of(std::string_view date) {
  if (!text::is_date(date)) return 0;
  return text::leading_number(date.substr(0, 4)) * 100 + text::leading_number(date.substr(5, 2));
}

}  // namespace soban::store
