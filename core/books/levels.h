// A level that nobody wrote down: "ấn định mức đóng góp tối thiểu" (Decision 15, plan, II.1.c) shows in the sums, when nearly
// all households of a village gave the same. A question to the village head, a mark at the office; it stops nobody.
#pragma once

#include "core/books/json.h"
#include "core/store/levels.h"
#include "core/store/store.h"

namespace soban::books {

// {"items": [{"village", "amount", "shown", "alike", "givers", "households"}]}: of a campaign, the villages where it looks so.
Json levels_json(store::Store& store, const log::Position& campaign);

}  // namespace soban::books
