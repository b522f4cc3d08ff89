// Nhiệm vụ: the annex of Decision 15, "Các nhiệm vụ trọng tâm", and each later year's plan: what is to be done, who leads it, by
// which days, and how far it has come.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "core/books/checks.h"
#include "core/books/json.h"

namespace soban::books {

inline constexpr std::int32_t kTaskNumberMax = 999;
inline constexpr std::int32_t kTaskYearMin = 2020;
inline constexpr std::int32_t kTaskYearMax = 2100;
// So many days ahead a task is said to be due soon.
inline constexpr std::int64_t kTaskSoonDays = 14;

// "done", "dropped", "overdue": a day has passed on which something was to be there; "soon": such a day is near; "under_way",
// "not_begun".
const char* task_state(const Task& task, std::string_view today);

void check_task(Errors& errors, const Task& task, const RuleContext& context);
std::optional<std::string> task_delta_problem(const Task& task);
// With the state of each deadline: "done", "done_late", "overdue", "soon", "open"; "closed": the task itself is done or dropped.
Json shown_task(store::Store& store, const Task& task);
// "Nhiệm vụ 5, năm 2022".
std::string task_label(store::Database& database, const std::string& reference);

// A year's plan and how it stands: {"years", "year", "items", "summary"}. Without a year: the last one that has begun.
Json tasks_json(store::Store& store, std::optional<std::int64_t> year);

}  // namespace soban::books
