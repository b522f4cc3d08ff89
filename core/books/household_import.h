// The list of a village's households, as the office has it in a spreadsheet. Known ones are found by their code.
#pragma once

#include <string>

#include "core/books/write.h"

namespace soban::books {

inline constexpr std::size_t kImportRowsMax = 2000;

struct HouseholdImport {
  std::string village;
  Json
      rows;  // a list of objects: fields of a household; `poverty` adds to the years that are known
  bool apply = false;  // false: only what it would do
};

// What each row is: {"rows": [{"action", "record", "changes": [{"field", "before", "after"}], "errors": [{"field", "code"}]}],
// "new", "change", "same", "bad"}. Actions: "new"; "change" of a known household; "same"; "bad", which is never written.
// Households that the list leaves out are left alone. Needs a Transaction to apply. kInvalid "malformed_json"
// "unknown_village"; kTooLarge "too_many_rows"; and what writing may say.
Result<Json> import_households(store::Store& store, const HouseholdImport& list,
                               const Author& author);

}  // namespace soban::books
