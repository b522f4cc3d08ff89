// Chi: "thu, chi … phải được ghi chép đầy đủ" and disclosed (Decision 15, plan, II.1.c). What was paid from what a campaign
// brought in.
#pragma once

#include <string>
#include <vector>

#include "core/books/checks.h"
#include "core/books/json.h"

namespace soban::books {

void check_spending(Errors& errors, const Spending& spending, const RuleContext& context);
// "over_balance": more was spent than came in, as far as this machine's books know.
void flag_spending(std::vector<std::string>& flags, const Spending& spending,
                   const RuleContext& context);
std::optional<std::string> spending_delta_problem(const Spending& spending);
Json shown_spending(store::Store& store, const Spending& spending);

// {"collected", "spent", "balance", "value"} in đồng as text, and the same "shown": of a campaign in a village's book, or
// without a village in all books that are here. Gifts in kind are in "value", not in the balance.
Json balance_json(store::Store& store, const log::Position& campaign,
                  const std::optional<std::string>& village);

}  // namespace soban::books
