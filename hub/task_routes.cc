#include <map>

#include "core/books/view.h"
#include "core/store/tasks.h"
#include "core/text/text.h"
#include "hub/audit.h"
#include "hub/routes.h"
#include "hub/task_file.h"

namespace soban::hub {
namespace {

using books::Json;

// The latest that has tasks, where none is asked for.
Result<std::int64_t> wanted_year(store::Store& store, const std::string& asked) {
  if (!asked.empty()) {
    const std::int64_t year = text::leading_number(asked);
    if (std::to_string(year) == asked) return year;
    return fail(ErrorKind::kInvalid, "bad_filter", "year must be a number");
  }
  const auto years = store::task_years(store.database());
  if (!years.empty()) return years.front();
  return text::leading_number(text::today(store.clock().now_ms()));
}

Result<Json> tasks_json(store::Store& store, const std::string& asked) {
  const auto year = wanted_year(store, asked);
  if (!year) return fail(year.error());
  Json items = Json::array();
  std::map<std::string, std::int64_t> states;
  for (const std::int64_t pos : store::tasks_of(store.database(), *year)) {
    const auto record = store::read_record(store.database(), pos);
    store::require_sound(record.has_value(), "a task has no record");
    items.push_back(books::record_json(store, *record));
    states[items.back()["shown"]["state"].get<std::string>()] += 1;
  }
  const auto total = items.size();
  return Json{{"year", *year},
              {"years", store::task_years(store.database())},
              {"items", std::move(items)},
              {"summary",
               {{"total", total},
                {"done", states["done"]},
                {"overdue", states["overdue"]},
                {"soon", states["soon"]},
                {"underWay", states["under_way"]},
                {"notBegun", states["not_begun"]},
                {"dropped", states["dropped"]}}}};
}

void import(const Caller& caller, const Json& body) {
  const auto given = body.find("file");
  const auto job = [file = given == body.end() ? decision_15_tasks() : *given,
                    apply = body.value("apply", Json()) == true,
                    author = caller.call.author](store::Store& store) -> Result<Json> {
    const auto imported = import_task_file(store, file, apply, author);
    if (!imported) return fail(imported.error());
    return Json{{"added", imported->added},
                {"changed", imported->changed},
                {"same", imported->same},
                {"year", imported->year}};
  };
  caller.api.answer(caller.call, job, 200);
}

void plan(const Caller& caller, const Json& body) {
  const auto job = [from = books::number_member(body, "from"),
                    to = books::number_member(body, "to"),
                    author = caller.call.author](store::Store& store) -> Result<Json> {
    const auto added = books::plan_next_year(store, from, to, author);
    if (!added) return fail(added.error());
    const auto noted =
        note(store, author, audit::kTasksImported, "Kế hoạch " + std::to_string(to),
             std::to_string(*added) + " nhiệm vụ từ kế hoạch " + std::to_string(from));
    if (!noted) return fail(noted.error());
    return Json{{"added", *added}};
  };
  caller.api.answer(caller.call, job, 200);
}

}  // namespace

bool serve_tasks(const Caller& caller, const std::string& name) {
  if (is_get(caller, name, "tasks")) {
    caller.api.read(caller.call, [&](store::Store& store) {
      return tasks_json(store, parameter(caller.call.request, "year"));
    });
    return true;
  }
  const bool is_import = is_post(caller, name, "tasks/import");
  if (!is_import && !is_post(caller, name, "tasks/plan")) return false;
  if (!may_write(caller.session.role)) return refuse(caller, forbidden()), true;
  const auto body = books::body_object(caller.call.request);
  if (!body) return refuse(caller, body.error()), true;
  is_import ? import(caller, *body) : plan(caller, *body);
  return true;
}

}  // namespace soban::hub
