// Báo cáo kỳ: the figures of a village's book over the half-year or the year, with the village head's text. "thời gian chốt số
// liệu tính từ ngày 01/12 … đến ngày 31/5" (Decision 15, plan, IV.1.1; core/books/calendar.h has the table).
#pragma once

#include <string>
#include <vector>

#include "core/books/calendar.h"
#include "core/books/checks.h"
#include "core/books/json.h"

namespace soban::books {

// Takes the figures from the books as they are now, and the day. What was given for them is replaced.
void take_figures(store::Store& store, const std::string& village, PeriodReport& report);

void check_period_report(Errors& errors, const PeriodReport& report, const RuleContext& context);
// "figures_changed": something was recorded or corrected since it was submitted.
void flag_period_report(std::vector<std::string>& flags, const PeriodReport& report,
                        const RuleContext& context);
std::optional<std::string> period_report_delta_problem(const PeriodReport& report);
// `changed`: with that flag. Only then are the figures of now told beside its own: to count them takes a look at every
// contribution of the village.
Json shown_period_report(store::Store& store, const PeriodReport& report,
                         const std::string& village, bool changed);

// {"from", "to", "due", "figures": [{"name", "value", "shown"}]}: of a period as the books are now.
Json figures_json(store::Store& store, const ReportPeriod& period, const std::string& village);

}  // namespace soban::books
