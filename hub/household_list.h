// A list of households as the office's spreadsheet gives it, from a CSV file. The page reads the same columns
// (hub/web/household_list.ts).
#pragma once

#include <cstdint>
#include <string_view>

#include "core/books/json.h"

namespace soban::hub {

// A list of objects as books::import_households() takes it; `year` is that of what the list says about poverty. Cells are parted by
// comma, semicolon or tab; columns that are not known are passed over. kInvalid "bad_csv": no column is one of a household's.
Result<books::Json> read_household_list(std::string_view csv, std::int64_t year);

}  // namespace soban::hub
