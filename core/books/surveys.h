// Phiếu đánh giá sự hài lòng: satisfaction slips after an answer or a procedure (annex, tasks 19, 20, 29), and what they say together.
#pragma once

#include <optional>
#include <string>

#include "core/books/checks.h"
#include "core/books/json.h"
#include "core/store/surveys.h"

namespace soban::books {

inline constexpr int kScoreMax = 5;  // "rất hài lòng"; 0: not answered

// How many questions a form has; 0: there is no such survey. What they ask stands on the form (hub/web/surveys), in an order that
// never changes: a slip holds only the scores.
int question_count(Survey survey);

void check_survey_slip(Errors& errors, const SurveySlip& slip, const RuleContext& context);
std::optional<std::string> survey_slip_delta_problem(const SurveySlip& slip);

// {"surveys": [...], "comments": [...], "enteredToday": by `author`}; every survey there is, or the one that the filter names.
Json surveys_json(store::Store& store, const store::SurveyFilter& filter, Survey only,
                  const std::string& author);

}  // namespace soban::books
