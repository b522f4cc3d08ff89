#include "core/books/tasks.h"

#include <algorithm>
#include <map>
#include <set>

#include "core/books/api.h"
#include "core/books/attachments.h"
#include "core/store/tasks.h"
#include "core/text/text.h"

namespace soban::books {
namespace {

constexpr const char* kReason = "Nạp lại kế hoạch";
constexpr int kDeadlinesMax = 40;
// What a file says of a task; everything else is what was done.
constexpr const char* kTexts[] = {"section", "sectionTitle", "text",   "output",
                                  "lead",    "partners",     "timing", "sourceNote"};

const log::KindInfo& task_kind() { return *log::find_kind(log::kind_of<Task>()); }

// ---- rules --------------------------------------------------------------------------------------------------------

void check_deadlines(Errors& errors, const Task& task, const RuleContext& context) {
  if (task.deadlines_size() > kDeadlinesMax) {
    return add(errors, "deadlines", "too_long",
               "there are more than " + std::to_string(kDeadlinesMax) + " deadlines");
  }
  for (const TaskDeadline& deadline : task.deadlines()) {
    check_required(errors, "deadlines", deadline.what());
    check_date(errors, "deadlines", true, deadline.date(), nullptr);
    check_optional_date(errors, "deadlines", deadline.done_on(), &context.today);
  }
}

// ---- state --------------------------------------------------------------------------------------------------------

bool is_late(const TaskDeadline& deadline, std::string_view today) {
  return (deadline.done_on().empty() ? today : std::string_view(deadline.done_on())) >
         deadline.date();
}

// The earliest deadline that is open; nullptr: none is.
const TaskDeadline* next_deadline(const Task& task) {
  const TaskDeadline* next = nullptr;
  for (const TaskDeadline& deadline : task.deadlines()) {
    if (deadline.done_on().empty() && (next == nullptr || deadline.date() < next->date()))
      next = &deadline;
  }
  return next;
}

bool is_finished(const Task& task) {
  return task.progress() == TASK_PROGRESS_DONE || task.progress() == TASK_PROGRESS_DROPPED;
}

// ---- a plan in a file ---------------------------------------------------------------------------------------------

tl::unexpected<Error> bad_file(const std::string& text, std::vector<FieldError> fields = {}) {
  return fail(Error{ErrorKind::kInvalid, "bad_task_file", text, {}, std::move(fields)});
}

bool is_whole(const Json& object, const char* name) {
  const auto member = object.find(name);
  return member != object.end() && member->is_number_integer();
}

class TaskFile {
 public:
  TaskFile(store::Store& store, const Json& file) : store_(store), file_(file) {}

  // Of all tasks, in the order of the file; or the first that is wrong.
  Result<std::vector<Task>> read() {
    if (auto whole = check_file(); !whole) return fail(std::move(whole));
    if (auto titles = read_sections(); !titles) return fail(std::move(titles));
    std::vector<Task> tasks;
    for (const Json& row : file_["tasks"]) {
      auto task = read_task(row, tasks.size() + 1);
      if (!task) return fail(std::move(task));
      tasks.push_back(*std::move(task));
    }
    return tasks;
  }

 private:
  Result<void> check_file() {
    if (!file_.is_object()) return bad_file("the file is not a JSON object");
    if (!is_whole(file_, "year")) return bad_file("year is missing");
    const auto tasks = file_.find("tasks");
    if (tasks == file_.end() || !tasks->is_array() || tasks->empty())
      return bad_file("tasks is not a list with at least one task");
    if (tasks->size() > kTaskNumberMax) {
      return bad_file("tasks has more than " + std::to_string(kTaskNumberMax) + " entries");
    }
    return {};
  }

  Result<void> read_sections() {
    const auto sections = file_.find("sections");
    if (sections == file_.end() || !sections->is_array()) return bad_file("sections is not a list");
    for (const Json& row : *sections) {
      const bool named = row.is_object() && !text_member(row, "section").empty() &&
                         !text_member(row, "title").empty();
      if (!named) return bad_file("an entry of sections has no section or no title");
      titles_[text_member(row, "section")] = text_member(row, "title");
    }
    return {};
  }

  Result<Task> read_task(const Json& row, std::size_t place) {
    const bool numbered = row.is_object() && is_whole(row, "number");
    if (!numbered) return bad_file("entry " + std::to_string(place) + " of tasks has no number");
    const std::string name = "task " + row["number"].dump();
    const auto bad = [&](const std::string& what, std::vector<FieldError> fields = {}) {
      return bad_file(name + ": " + what, std::move(fields));
    };
    if (!numbers_.insert(row["number"].dump()).second) return bad("the number stands twice");
    for (const auto& [field, ignored] : row.items()) {
      if (!is_of_file(field)) return bad(field + " does not belong in a file of tasks");
    }
    auto fields = fields_of(row);
    if (!fields) return bad(fields.error().text);
    auto given = parse_record_fields(task_kind(), *fields);
    if (!given) return bad(given.error().text, given.error().fields);
    auto task = static_cast<const Task&>(*given->message);
    task.set_progress(TASK_PROGRESS_NOT_BEGUN);
    const auto errors =
        check_record(task_kind().number, task, rule_context(store_, "", known(task)));
    if (!errors.empty()) return bad(bad_fields(errors).text, errors);
    return task;
  }

  std::int64_t known(const Task& task) {
    return store::find_task(store_.database(), task.year(), task.number());
  }

  Result<Json> fields_of(const Json& row) {
    Json fields = row;
    fields["year"] = file_["year"];
    const auto title = titles_.find(text_member(row, "section"));
    if (title == titles_.end()) {
      return bad_file("section \"" + text_member(row, "section") + "\" is not one of sections");
    }
    fields["sectionTitle"] = title->second;
    if (const auto deadlines = row.find("deadlines"); deadlines != row.end()) {
      for (const Json& deadline : *deadlines) {
        if (deadline.is_object() && deadline.contains("doneOn"))
          return bad_file("doneOn does not belong in a file of tasks");
      }
    }
    return fields;
  }

  static bool is_of_file(const std::string& field) {
    static const std::set<std::string> kFields = {"number", "section",   "text",
                                                  "output", "lead",      "partners",
                                                  "timing", "deadlines", "sourceNote"};
    return kFields.contains(field);
  }

  store::Store& store_;
  const Json& file_;
  std::map<std::string, std::string> titles_;  // of sections
  std::set<std::string> numbers_;
};

// The known deadline that is the same: of that name, or else on that day; taken out of `known`.
std::optional<TaskDeadline> take_same(std::vector<TaskDeadline>& known,
                                      const TaskDeadline& listed) {
  auto found = std::find_if(known.begin(), known.end(),
                            [&](const auto& it) { return it.what() == listed.what(); });
  if (found == known.end()) {
    found = std::find_if(known.begin(), known.end(),
                         [&](const auto& it) { return it.date() == listed.date(); });
  }
  if (found == known.end()) return std::nullopt;
  TaskDeadline same = std::move(*found);
  known.erase(found);
  return same;
}

// What was done on some day stays, also where the file has that deadline no more.
void keep_days(const Task& known, Task& listed) {
  std::vector<TaskDeadline> left(known.deadlines().begin(), known.deadlines().end());
  for (TaskDeadline& deadline : *listed.mutable_deadlines()) {
    const auto same = take_same(left, deadline);
    if (same && !same->done_on().empty()) deadline.set_done_on(same->done_on());
  }
  for (const TaskDeadline& deadline : left) {
    if (!deadline.done_on().empty()) *listed.add_deadlines() = deadline;
  }
}

// What of `listed` is otherwise than `known`, as fields of an amendment; null: gone.
Json differences(const Task& known, Task listed) {
  keep_days(known, listed);
  const Json before = fields_json(known);
  const Json after = fields_json(listed);
  Json fields = Json::object();
  const auto compare = [&](const char* name, const Json& nothing) {
    if (before.value(name, nothing) == after.value(name, nothing)) return;
    const Json value = after.value(name, nothing);
    fields[name] = value == nothing ? Json() : value;
  };
  for (const char* name : kTexts) compare(name, "");
  compare("deadlines", Json::array());
  return fields;
}

Result<void> add_task(store::Store& store, const Task& task, const Author& author) {
  NewRecord record;
  record.kind = task_kind().number;
  record.fields = fields_json(task);
  const auto added = add_record(store, record, author);
  return added ? Result<void>() : Result<void>(fail(added.error()));
}

// ---- the next year ------------------------------------------------------------------------------------------------

constexpr std::size_t kYearDigits = 4;

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

// A dash between two years, with or without spaces around it.
std::string_view without_dash(std::string_view text, bool at_front) {
  const auto trim = [&] {
    while (!text.empty() && (at_front ? text.front() : text.back()) == ' ')
      at_front ? text.remove_prefix(1) : text.remove_suffix(1);
  };
  trim();
  for (const std::string_view dash : {"-", "–"}) {
    const bool there = at_front ? text.starts_with(dash) : text.ends_with(dash);
    if (!there) continue;
    at_front ? text.remove_prefix(dash.size()) : text.remove_suffix(dash.size());
    trim();
    return text;
  }
  return {};
}

// The end of a text, word by word.
class Before {
 public:
  explicit Before(std::string_view text) : text_(text) {}

  bool take(std::string_view end) {
    if (!text_.ends_with(end)) return false;
    text_.remove_suffix(end.size());
    return true;
  }
  // "12/", "07/12/" or "III/" (of a quarter) before a year.
  void take_day() {
    const std::string_view quarter = last_word();
    if (quarter == "I/" || quarter == "II/" || quarter == "III/" || quarter == "IV/") {
      text_.remove_suffix(quarter.size());
      return;
    }
    while (text_.ends_with('/') && text_.size() > 1 && is_digit(text_[text_.size() - 2])) {
      text_.remove_suffix(1);
      while (!text_.empty() && is_digit(text_.back())) text_.remove_suffix(1);
    }
  }
  std::string_view last_word() const { return text_.substr(text_.find_last_of(" \n") + 1); }
  std::string_view text() const { return text_; }

 private:
  std::string_view text_;
};

// Vietnamese letters are of two bytes and more; quotation marks and dashes of three that begin with E2.
bool ends_within_word(std::string_view text) {
  if (text.empty()) return false;
  const char last = text.back();
  if (static_cast<unsigned char>(last) < 0x80)
    return is_digit(last) || is_letter(last) || last == '/' || last == '-' || last == '.';
  return text.size() < 3 || static_cast<unsigned char>(text[text.size() - 3]) != 0xE2;
}

bool begins_within_word(std::string_view text) {
  if (text.empty()) return false;
  const auto first = static_cast<unsigned char>(text.front());
  if (first >= 0x80) return first != 0xE2;
  return is_digit(text.front()) || is_letter(text.front()) || first == '/';
}

// That the four digits between the two texts are a year of the plan's own.
bool is_own_year(std::string_view before, std::string_view after) {
  Before left(before);
  left.take_day();
  const bool dated = left.text().size() != before.size();
  if (ends_within_word(left.text()) || begins_within_word(after)) return false;
  if (!dated) {
    const std::string_view next = without_dash(after, true);
    const std::string_view last = without_dash(before, false);
    const bool spans = (!next.empty() && is_digit(next.front())) ||
                       (!last.empty() && is_digit(last.back())) || after.starts_with('-');
    if (spans) return false;
    left.take("năm ");
    return !left.take("đến ") && !left.take("số ");
  }
  if (left.take("số ")) return false;
  // "59/2019/NĐ-CP ngày 01/7/2019": the day of a document.
  const bool of_document =
      left.take(" ngày ") && left.last_word().find('/') != std::string_view::npos;
  return !of_document;
}

void check_plan_year(Errors& errors, const char* field, std::int64_t year) {
  if (year >= kTaskYearMin && year <= kTaskYearMax) return;
  add(errors, field, year > kTaskYearMax ? "too_large" : "too_old",
      std::string(field) + " is not a year from " + std::to_string(kTaskYearMin) + " to " +
          std::to_string(kTaskYearMax));
}

// As close as the other year's calendar has it: 29/02 becomes 28/02.
std::string moved_day(const std::string& date, std::int64_t years) {
  const std::string year = std::to_string(text::leading_number(date) + years);
  const std::string day = year + date.substr(date.find('-'));
  return text::is_date(day) ? day : year + "-02-28";
}

Task moved_task(const store::StoredRecord& record, std::int64_t from, std::int64_t to) {
  Task task = record_as<Task>(record);
  for (TaskDeadline& deadline : *task.mutable_deadlines()) {
    deadline.set_date(moved_day(deadline.date(), to - from));
    deadline.clear_done_on();
  }
  task.set_year(static_cast<std::int32_t>(to));
  task.set_text(move_years(task.text(), from, to));
  task.set_output(move_years(task.output(), from, to));
  task.set_timing(move_years(task.timing(), from, to));
  task.set_made_from(log::to_string(record.id));
  task.set_progress(TASK_PROGRESS_NOT_BEGUN);
  task.clear_result();
  task.clear_done_on();
  task.clear_attachments();
  return task;
}

}  // namespace

void check_task(Errors& errors, const Task& task, const RuleContext& context) {
  if (task.year() < kTaskYearMin || task.year() > kTaskYearMax) {
    add(errors, "year",
        task.year() > kTaskYearMax ? "too_large"
        : task.has_year()          ? "too_old"
                                   : "required",
        "year is not from " + std::to_string(kTaskYearMin) + " to " + std::to_string(kTaskYearMax));
  }
  check_number(errors, "number", task.has_number(), task.number(), kTaskNumberMax);
  const std::int64_t other = store::find_task(context.database, task.year(), task.number());
  if (other != 0 && other != context.record_pos) {
    add(errors, "number", "duplicate_number",
        "the plan of that year has another task " + std::to_string(task.number()));
  }
  check_required(errors, "section", task.section());
  check_required(errors, "text", task.text());
  check_required(errors, "lead", task.lead());
  if (task.has_progress() && task.progress() == TASK_PROGRESS_UNSPECIFIED)
    add(errors, "progress", "required", "progress is not known");
  check_deadlines(errors, task, context);
  check_optional_date(errors, "doneOn", task.done_on(), &context.today);
  check_optional_reference(errors, "madeFrom", task.made_from(), task_kind().number,
                           "unknown_record", context);
  check_attachments(errors, task.attachments(), context);
}

std::optional<std::string> task_delta_problem(const Task& task) {
  if (!is_date_or_empty(task.done_on())) return "not_a_date";
  for (const TaskDeadline& deadline : task.deadlines()) {
    if (!text::is_date(deadline.date()) || !is_date_or_empty(deadline.done_on()))
      return "not_a_date";
  }
  return attachments_problem(task.attachments());
}

const char* task_state(const Task& task, std::string_view today) {
  if (is_finished(task)) return task.progress() == TASK_PROGRESS_DONE ? "done" : "dropped";
  if (const TaskDeadline* next = next_deadline(task)) {
    if (next->date() < today) return "overdue";
    if (text::days_between(today, next->date()) <= kTaskSoonDays) return "soon";
  }
  const bool begun =
      task.progress() == TASK_PROGRESS_UNDER_WAY ||
      std::any_of(task.deadlines().begin(), task.deadlines().end(),
                  [](const TaskDeadline& deadline) { return !deadline.done_on().empty(); });
  return begun ? "under_way" : "not_begun";
}

Json shown_task(store::Store& store, const Task& task) {
  const std::string today = text::today(store.clock().now_ms());
  Json deadlines = Json::array();
  for (const TaskDeadline& deadline : task.deadlines()) {
    const bool open = deadline.done_on().empty();
    deadlines.push_back({{"date", deadline.date()},
                         {"what", deadline.what()},
                         {"doneOn", open ? Json() : Json(deadline.done_on())},
                         {"late", !(open && is_finished(task)) && is_late(deadline, today)}});
  }
  const TaskDeadline* next = is_finished(task) ? nullptr : next_deadline(task);
  return {{"state", task_state(task, today)},
          {"sectionTitle", task.section_title()},
          {"next", next == nullptr ? Json() : Json(next->date())},
          {"deadlines", std::move(deadlines)},
          {"attachments", shown_attachments(store, task.attachments())}};
}

Result<TaskImport> import_tasks(store::Store& store, const Json& file, bool apply,
                                const Author& author) {
  const auto tasks = TaskFile(store, file).read();
  if (!tasks) return fail(tasks.error());
  TaskImport counts;
  counts.year = tasks->front().year();
  for (const Task& task : *tasks) {
    const std::int64_t pos = store::find_task(store.database(), task.year(), task.number());
    const auto record = pos == 0 ? std::nullopt : store::read_record(store.database(), pos);
    if (!record) {
      counts.added += 1;
      if (!apply) continue;
      if (auto added = add_task(store, task, author); !added) return fail(std::move(added));
      continue;
    }
    const Json fields = differences(record_as<Task>(*record), task);
    counts.same += fields.empty() ? 1 : 0;
    counts.changed += fields.empty() ? 0 : 1;
    if (fields.empty() || !apply) continue;
    const Amendment amendment{log::RecordId{record->id}, std::nullopt, fields, kReason};
    if (auto done = amend_record(store, amendment, author); !done) return fail(std::move(done));
  }
  return counts;
}

std::string move_years(std::string_view text, std::int64_t from, std::int64_t to) {
  std::string moved;
  std::size_t at = 0;
  while (at < text.size()) {
    std::size_t end = at;
    while (end < text.size() && is_digit(text[end])) ++end;
    if (end - at == kYearDigits) {
      const std::int64_t year = text::leading_number(text.substr(at, kYearDigits));
      const bool near = year >= from - 1 && year <= from + 1;
      if (near && is_own_year(text.substr(0, at), text.substr(end))) {
        moved += std::to_string(year + to - from);
        at = end;
        continue;
      }
    }
    end = std::max(end, at + 1);
    moved += text.substr(at, end - at);
    at = end;
  }
  return moved;
}

Result<std::int64_t> plan_next_year(store::Store& store, std::int64_t from, std::int64_t to,
                                    const Author& author) {
  Errors errors;
  check_plan_year(errors, "from", from);
  check_plan_year(errors, "to", to);
  if (!errors.empty()) return fail(bad_fields(std::move(errors)));
  const auto tasks = store::tasks_of(store.database(), from);
  if (tasks.empty()) {
    return fail(ErrorKind::kNotFound, "no_tasks",
                "there are no tasks of the year " + std::to_string(from));
  }
  if (!store::tasks_of(store.database(), to).empty()) {
    return fail(ErrorKind::kConflict, "plan_exists",
                "the year " + std::to_string(to) + " has tasks already");
  }
  for (const std::int64_t pos : tasks) {
    const auto record = store::read_record(store.database(), pos);
    store::require_sound(record.has_value(), "a task has no record");
    if (auto added = add_task(store, moved_task(*record, from, to), author); !added)
      return fail(std::move(added));
  }
  return static_cast<std::int64_t>(tasks.size());
}

}  // namespace soban::books
