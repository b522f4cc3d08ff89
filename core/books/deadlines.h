// What is due and when, for the first page of the village's laptop.
#pragma once

#include "core/books/json.h"
#include "core/store/store.h"

namespace soban::books {

// The earliest first: {"code", "date", "daysLeft", "record", "title"}. Codes: "report_half_year", "report_year" (from six
// weeks ahead; no record), "petition_answer", "petition_tell", "notice_down", "meeting".
Json deadlines_json(store::Store& store);

}  // namespace soban::books
