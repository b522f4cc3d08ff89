// What a village asks to be changed in the list of households: "tuyệt đối không bỏ sót hộ nghèo, hộ cận nghèo" (Decision 15, plan,
// II.2.a). The office accepts, and the list says so; what a household gave stays with it when it splits, merges or leaves.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/books/checks.h"
#include "core/books/json.h"
#include "core/books/write.h"

namespace soban::books {

void check_household(Errors& errors, const Household& household, const RuleContext& context);

void check_household_request(Errors& errors, const HouseholdRequest& request,
                             const RuleContext& context);
std::optional<std::string> household_request_delta_problem(const HouseholdRequest& request);
Json shown_household_request(store::Store& store, const HouseholdRequest& request);
// What is asked for, written into the list; of a request that was accepted before and corrected since, what it says now. Needs a
// Transaction. kInvalid "bad_fields" when it is not possible any more.
Result<void> apply_household_request(store::Store& store, const store::StoredRecord& request,
                                     const Author& author);

}  // namespace soban::books
