// The typed tables that lists and reports read, one a kind; and what search finds a record by.
#pragma once

#include <string>
#include <vector>

#include "core/store/apply.h"

namespace soban::store {

// Writes the record's row; kinds without a table (unknown ones) have none.
void project(Database& database, const StoredRecord& record, std::string_view state);

// Folded words (core/text fold), led by the kind's own token; empty for kinds that are not searched.
std::string search_text(Database& database, std::uint32_t kind, std::string_view state);
// A condition on a record's pos, and the texts it binds in order: its kind is this one and it has every word of what
// somebody typed, the last of which may be the beginning of one.
struct SearchCondition {
  std::string sql;
  std::vector<std::string> values;
};
SearchCondition search_condition(const std::string& pos, std::uint32_t kind,
                                 std::string_view typed);

}  // namespace soban::store
