// “… vận động trùng lặp các khoản kêu gọi đóng góp” (Decision 15, plan, II.1.c): which households several campaigns ask in a period,
// and which campaigns for the same really took from the same households.
#pragma once

#include <optional>
#include <string>

#include "core/books/json.h"
#include "core/store/store.h"

namespace soban::books {

// Days are both counted. All that was given to the campaigns of the period counts, whenever it was.
struct BurdenQuestion {
  std::string from;
  std::string to;
  std::string village;  // code; empty: all, without their households
  std::string cursor;   // from the page before
  std::size_t limit = 50;
};

// {"from", "to", "campaigns", "villages", "overlaps", "items": the village's households, those asked most first, "next"}.
// kInvalid "bad_filter".
Result<Json> burden_json(store::Store& store, const BurdenQuestion& question);

}  // namespace soban::books
