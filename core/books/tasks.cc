#include "core/books/tasks.h"

#include <algorithm>

#include "core/books/attachments.h"
#include "core/books/view.h"
#include "core/books/write.h"
#include "core/store/tasks.h"
#include "core/text/text.h"

namespace soban::books {
namespace {

bool is_closed(const Task& task) {
  return task.progress() == TASK_PROGRESS_DONE || task.progress() == TASK_PROGRESS_DROPPED;
}

// Only of days that is_date() holds for: a record from elsewhere may have others.
std::optional<std::int64_t> days_left(const TaskDeadline& deadline, std::string_view today) {
  if (!text::is_date(deadline.date())) return std::nullopt;
  return text::days_between(today, deadline.date());
}

const char* deadline_state(const TaskDeadline& deadline, bool closed, std::string_view today) {
  if (!deadline.done_on().empty())
    return deadline.done_on() > deadline.date() ? "done_late" : "done";
  if (closed) return "closed";
  const auto left = days_left(deadline, today);
  if (!left) return "open";
  if (*left < 0) return "overdue";
  return *left <= kTaskSoonDays ? "soon" : "open";
}

bool has_deadline(const Task& task, std::string_view state, std::string_view today) {
  return std::any_of(task.deadlines().begin(), task.deadlines().end(), [&](const auto& deadline) {
    return deadline_state(deadline, is_closed(task), today) == state;
  });
}

void check_deadlines(Errors& errors, const Task& task, const RuleContext& context) {
  for (const TaskDeadline& deadline : task.deadlines()) {
    check_date(errors, "deadlines", !deadline.date().empty(), deadline.date(), nullptr);
    check_optional_date(errors, "deadlines", deadline.done_on(), &context.today);
    if (!errors.empty()) return;
  }
}

// The earliest day of something that is not there yet; empty: none.
std::string next_day(const Task& task) {
  std::string next;
  if (is_closed(task)) return next;
  for (const TaskDeadline& deadline : task.deadlines()) {
    if (!deadline.done_on().empty()) continue;
    if (next.empty() || deadline.date() < next) next = deadline.date();
  }
  return next;
}

std::int64_t year_shown(const std::vector<std::int64_t>& years, std::int64_t this_year) {
  const auto begun =
      std::find_if(years.begin(), years.end(), [&](std::int64_t year) { return year <= this_year; });
  if (begun != years.end()) return *begun;
  return years.empty() ? this_year : years.back();
}

}  // namespace

const char* task_state(const Task& task, std::string_view today) {
  if (task.progress() == TASK_PROGRESS_DONE) return "done";
  if (task.progress() == TASK_PROGRESS_DROPPED) return "dropped";
  if (has_deadline(task, "overdue", today)) return "overdue";
  if (has_deadline(task, "soon", today)) return "soon";
  const bool begun = task.progress() == TASK_PROGRESS_UNDER_WAY ||
                     has_deadline(task, "done", today) || has_deadline(task, "done_late", today);
  return begun ? "under_way" : "not_begun";
}

void check_task(Errors& errors, const Task& task, const RuleContext& context) {
  check_number(errors, "number", task.has_number(), task.number(), kTaskNumberMax);
  check_number(errors, "year", task.has_year(), task.year(), kTaskYearMax);
  if (task.year() > 0 && task.year() < kTaskYearMin)
    add(errors, "year", "too_old", "the year is before " + std::to_string(kTaskYearMin));
  check_required(errors, "section", task.section());
  check_required(errors, "text", task.text());
  check_required(errors, "lead", task.lead());
  check_optional_date(errors, "doneOn", task.done_on(), &context.today);
  Errors of_days;
  check_deadlines(of_days, task, context);
  errors.insert(errors.end(), of_days.begin(), of_days.end());
  check_optional_reference(errors, "madeFrom", task.made_from(), log::kind_of<Task>(),
                           "unknown_record", context);
  check_attachments(errors, task.attachments(), context);
  if (store::task_by_number(context.database, task.year(), task.number(), context.record_pos) != 0)
    add(errors, "number", "duplicate_number",
        "the plan of that year has a task of this number already");
}

std::optional<std::string> task_delta_problem(const Task& task) {
  if (!is_date_or_empty(task.done_on())) return "not_a_date";
  for (const TaskDeadline& deadline : task.deadlines()) {
    if (!text::is_date(deadline.date()) || !is_date_or_empty(deadline.done_on()))
      return "not_a_date";
  }
  return attachments_problem(task.attachments());
}

Json shown_task(store::Store& store, const Task& task) {
  const std::string today = text::today(store.clock().now_ms());
  Json deadlines = Json::array();
  for (const TaskDeadline& deadline : task.deadlines()) {
    const auto left = days_left(deadline, today);
    deadlines.push_back({{"state", deadline_state(deadline, is_closed(task), today)},
                         {"daysLeft", left ? Json(*left) : Json()}});
  }
  const std::string next = next_day(task);
  return {{"state", task_state(task, today)},
          {"next", next.empty() ? Json() : Json(next)},
          {"deadlines", std::move(deadlines)},
          {"attachments", shown_attachments(store, task.attachments())}};
}

std::string task_label(store::Database& database, const std::string& reference) {
  const auto id = log::parse_position(reference);
  const auto name = id ? store::task_name(database, *id) : std::nullopt;
  if (!name) return "(nhiệm vụ chưa có trên máy này)";
  return "Nhiệm vụ " + std::to_string(name->number) + ", năm " + std::to_string(name->year);
}

Json tasks_json(store::Store& store, std::optional<std::int64_t> year) {
  store::Database& database = store.database();
  const std::string today = text::today(store.clock().now_ms());
  const auto years = store::task_years(database);
  const std::int64_t shown = year ? *year : year_shown(years, text::leading_number(today));
  Json summary = {{"total", 0}, {"done", 0},      {"overdue", 0}, {"soon", 0},
                  {"under_way", 0}, {"not_begun", 0}, {"dropped", 0}};
  Json items = Json::array();
  for (const std::int64_t pos : store::tasks_of_year(database, shown)) {
    const auto record = store::read_record(database, pos);
    store::require_sound(record.has_value(), "a task has no record");
    const char* state = task_state(record_as<Task>(*record), today);
    for (const char* counted : {"total", state}) {
      summary[counted] = summary[counted].get<int>() + 1;
    }
    items.push_back(record_json(store, *record));
  }
  return {{"years", years}, {"year", shown}, {"items", std::move(items)}, {"summary", std::move(summary)}};
}

}  // namespace soban::books
