// The typed tables that lists and reports read, one a kind; and what search finds a record by.
#pragma once

#include <string>

#include "core/store/apply.h"

namespace soban::store {

// Writes the record's row; kinds without a table (unknown ones) have none.
void project(Database& database, const StoredRecord& record, std::string_view state);

// Folded words (core/text fold), led by the kind's own token; empty for kinds that are not searched.
std::string search_text(Database& database, std::uint32_t kind, std::string_view state);
// An FTS5 query for what somebody typed, within one kind; the last word may be the beginning of one.
std::string search_query(std::uint32_t kind, std::string_view typed);

}  // namespace soban::store
