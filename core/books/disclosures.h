// Niêm yết công khai: "đảm bảo quy định về thời gian công khai, nội dung công khai, địa điểm công khai" (Decision 15, plan,
// II.2.b).
#pragma once

#include <string>
#include <vector>

#include "core/books/checks.h"
#include "core/books/json.h"

namespace soban::books {

// A notice hangs at least so many days in a row (Luật 10/2022/QH15; the figure is to be checked: USERS.md §2).
inline constexpr int kPostingDays = 30;

// "planned"; "posted"; "time_up": its days are over and it still hangs; "taken_down".
const char* disclosure_state(const Disclosure& disclosure, std::string_view today);

// The last day, where none was given.
void complete_disclosure(Disclosure& disclosure);
void check_disclosure(Errors& errors, const Disclosure& disclosure, const RuleContext& context);
// "short_posting": fewer days than the law asks for, planned or in fact.
void flag_disclosure(std::vector<std::string>& flags, const Disclosure& disclosure);
std::optional<std::string> disclosure_delta_problem(const Disclosure& disclosure);
Json shown_disclosure(store::Store& store, const Disclosure& disclosure);

}  // namespace soban::books
