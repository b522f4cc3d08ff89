// Kiến nghị, phản ánh: "tiếp nhận kiến nghị, khiếu nại, tố cáo cũng như sớm giải đáp thỏa đáng" (Decision 15, plan,
// II.3.c). Recorded in the village or at the office, answered by whoever can; the village head tells the person.
#pragma once

#include <string>
#include <vector>

#include "core/books/checks.h"
#include "core/books/json.h"

namespace soban::books {

// Where nobody says when the answer is due. From general knowledge (check): a figure of the office's, kept here as data.
inline constexpr int kAnswerDays = 15;

// "told": answered, and the person knows; "answered"; "overdue": the day has passed without an answer; "open".
const char* petition_state(const Petition& petition, std::string_view today);

// The day on which the answer is due, where none was given.
void complete_petition(Petition& petition);
void check_petition(Errors& errors, const Petition& petition, const RuleContext& context);
// "overdue".
void flag_petition(std::vector<std::string>& flags, const Petition& petition,
                   const RuleContext& context);
std::optional<std::string> petition_delta_problem(const Petition& petition);
Json shown_petition(store::Store& store, const Petition& petition);

// Takes away who a person is that asked not to be named outside the village.
void withhold_person(Petition& petition);

}  // namespace soban::books
