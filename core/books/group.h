// Many gifts of one evening: what is common to them is typed once, then a line for each household.
#pragma once

#include <string>
#include <vector>

#include "core/books/write.h"

namespace soban::books {

inline constexpr std::size_t kGroupRowsMax = 500;

struct Group {
  std::string village;  // whose book
  Json common;          // fields of every row: campaign, date, form …
  Json rows;            // a list of objects: the fields of each row alone
  bool ask_about_duplicates = false;
};

// All of them or none. Needs a Transaction. {"ids": [...]} in the order of the rows. kInvalid "bad_fields", each FieldError
// named "rows.3.amount" (the first row is 0); "malformed_json"; kTooLarge "too_many_rows"; kConflict "possible_duplicate"
// with the rows that are there already, as add_record() finds them.
Result<Json> add_group(store::Store& store, const Group& group, const Author& author);

}  // namespace soban::books
