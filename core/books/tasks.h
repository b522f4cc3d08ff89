// Nhiệm vụ: the annex of Decision 15 and the plans of later years; how far each task is, and what is late.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "core/books/checks.h"
#include "core/books/json.h"
#include "core/books/write.h"

namespace soban::books {

inline constexpr int kTaskNumberMax = 999;
inline constexpr int kTaskYearMin = 2020;
inline constexpr int kTaskYearMax = 2100;
inline constexpr int kTaskSoonDays = 14;

void check_task(Errors& errors, const Task& task, const RuleContext& context);
std::optional<std::string> task_delta_problem(const Task& task);

// "done", "dropped"; else "overdue" when a deadline is past and open, "soon" when one is within kTaskSoonDays; else "under_way",
// also when only a deadline was kept, or "not_begun".
const char* task_state(const Task& task, std::string_view today);
// {"state", "sectionTitle", "next", "deadlines": [{"date", "what", "doneOn", "late"}], "attachments"}
Json shown_task(store::Store& store, const Task& task);

// What came of a plan in a file; hub/data/nhiem-vu-2022.json is one.
struct TaskImport {
  std::int64_t year = 0;
  std::int64_t added = 0;
  std::int64_t changed = 0;
  std::int64_t same = 0;
};
// A task is known by its year and number. What was reported of a known one stays: progress, result, days on which something was
// done, evidence. kInvalid "bad_task_file" naming the task and what is wrong with it; nothing is written then. Needs a Transaction
// to apply; otherwise it says only what it would do.
Result<TaskImport> import_tasks(store::Store& store, const Json& file, bool apply,
                                const Author& author);

// Makes the plan of year `to` out of that of `from`: its days and the years it names are moved, and nothing of it is begun. Returns
// the number of tasks. Needs a Transaction. kNotFound "no_tasks"; kConflict "plan_exists"; kInvalid "bad_fields".
Result<std::int64_t> plan_next_year(store::Store& store, std::int64_t from, std::int64_t to,
                                    const Author& author);

// The text with those years moved that a plan of `from` speaks of: that year, the one before and the one after. Years within numbers
// and dates of documents ("59/2019/NĐ-CP ngày 01/7/2019") and of longer programmes ("giai đoạn 2021-2030", "đến năm 2025") stay.
std::string move_years(std::string_view text, std::int64_t from, std::int64_t to);

}  // namespace soban::books
