#include "core/books/tasks.h"

#include <catch2/catch.hpp>

#include "core/books/view.h"
#include "core/store/apply.h"
#include "core/store/tasks.h"
#include "tests/support/books.h"
#include "tests/support/expect.h"
#include "tests/support/rule_cases.h"

namespace soban::test {
namespace {

using books::Json;

// Today is 25 November 2026.
constexpr const char* kToday = "2026-11-25";

Json fields(int number = 1) {
  return {{"year", 2026},
          {"number", number},
          {"section", "I"},
          {"sectionTitle", "Tham gia của người dân ở cấp cơ sở"},
          {"text", "Ban hành Kế hoạch tuyên truyền năm 2026"},
          {"lead", "CC Văn hóa XH"},
          {"progress", "TASK_PROGRESS_NOT_BEGUN"},
          {"deadlines", {{{"date", "2026-02-28"}, {"what", "Kế hoạch"}}}}};
}

Json file_task(int number) {
  return {{"number", number},
          {"section", "I"},
          {"text", "Ban hành Kế hoạch tuyên truyền năm 2026"},
          {"output", "Kế hoạch của UBND xã"},
          {"lead", "CC Văn hóa XH"},
          {"partners", "Các bản"},
          {"timing", "Tháng 02/2026"},
          {"deadlines", {{{"date", "2026-02-28"}, {"what", "Kế hoạch"}}}},
          {"sourceNote", ""}};
}

Json file() {
  return {{"source", "Kế hoạch năm 2026"},
          {"year", 2026},
          {"sections", {{{"section", "I"}, {"title", "Tham gia của người dân"}}}},
          {"tasks", {file_task(1), file_task(2)}}};
}

Task task(std::initializer_list<std::pair<const char*, const char*>> deadlines,
          TaskProgress progress = TASK_PROGRESS_NOT_BEGUN) {
  Task made;
  made.set_progress(progress);
  for (const auto& [date, done_on] : deadlines) {
    TaskDeadline& deadline = *made.add_deadlines();
    deadline.set_date(date);
    deadline.set_done_on(done_on);
  }
  return made;
}

// In a transaction that is undone after an error.
template <class Body>
auto change(Books& books, Body&& body) {
  store::Transaction transaction(books.hub.database());
  auto done = body(books.hub.store());
  if (done) transaction.commit();
  return done;
}

// "added changed same", or the error's code.
std::string import(Books& books, const Json& from, bool apply = true) {
  const auto done = change(
      books, [&](store::Store& store) { return books::import_tasks(store, from, apply, kClerk); });
  if (!done) return done.error().code;
  return std::to_string(done->added) + ' ' + std::to_string(done->changed) + ' ' +
         std::to_string(done->same);
}

std::string plan(Books& books, std::int64_t from, std::int64_t to) {
  const auto done = change(
      books, [&](store::Store& store) { return books::plan_next_year(store, from, to, kClerk); });
  return done ? std::to_string(*done) : done.error().code;
}

Json stored(Books& books, std::int64_t year, std::int64_t number) {
  const std::int64_t pos = store::find_task(books.hub.database(), year, number);
  REQUIRE(pos != 0);
  return books::record_json(books.hub.store(), *store::read_record(books.hub.database(), pos));
}

log::Position id_of(const Json& record) {
  return *log::parse_position(record["id"].get<std::string>());
}

}  // namespace

TEST_CASE("what a task must say", "[books][tasks]") {
  Books books;
  const Json day = {{{"date", "2026-02-30"}, {"what", "Kế hoạch"}}};
  const Json unnamed = {{{"date", "2026-02-28"}}};
  const Json ahead = {{{"date", "2026-12-01"}, {"what", "Báo cáo"}, {"doneOn", "2026-11-26"}}};
  check_cases(
      books, "task", fields(),
      {{"as it was", nullptr, "", ""},
       {"of no year", {{"number", 2}, {"year", nullptr}}, "year", "required"},
       {"of an early year", {{"number", 2}, {"year", 2019}}, "year", "too_old"},
       {"of a late year", {{"number", 2}, {"year", 2101}}, "year", "too_large"},
       {"without a number", {{"number", nullptr}}, "number", "required"},
       {"with number 1000", {{"number", 1000}}, "number", "too_large"},
       {"with a number that is taken", nullptr, "number", "duplicate_number"},
       {"in no section", {{"number", 2}, {"section", nullptr}}, "section", "required"},
       {"without a text", {{"number", 2}, {"text", nullptr}}, "text", "required"},
       {"led by nobody", {{"number", 2}, {"lead", nullptr}}, "lead", "required"},
       {"on a day that there is not",
        {{"deadlines", day}, {"number", 2}},
        "deadlines",
        "not_a_date"},
       {"with a day for nothing", {{"deadlines", unnamed}, {"number", 2}}, "deadlines", "required"},
       {"done tomorrow", {{"deadlines", ahead}, {"number", 2}}, "deadlines", "in_future"},
       {"without days", {{"deadlines", nullptr}, {"number", 2}}, "", ""}});
}

TEST_CASE("a task's days are real ones, from wherever it comes", "[books][tasks]") {
  Task day = task({{"2026-02-30", ""}});
  CHECK(books::task_delta_problem(day) == "not_a_date");
  CHECK(books::task_delta_problem(task({{"2026-02-28", "2026-02-31"}})) == "not_a_date");
  CHECK(books::task_delta_problem(task({{"2026-02-28", ""}})) == std::nullopt);
}

TEST_CASE("a task's state follows from its deadlines and its progress", "[books][tasks]") {
  const auto state = [](const Task& it) { return std::string(books::task_state(it, kToday)); };
  CHECK(state(task({})) == "not_begun");
  CHECK(state(task({{"2026-12-31", ""}})) == "not_begun");
  CHECK(state(task({{"2026-12-10", ""}})) == "not_begun");
  CHECK(state(task({{"2026-12-09", ""}})) == "soon");
  CHECK(state(task({{"2026-11-25", ""}})) == "soon");
  CHECK(state(task({{"2026-11-24", ""}})) == "overdue");
  CHECK(state(task({{"2026-11-24", "2026-11-30"}})) == "under_way");
  CHECK(state(task({{"2026-11-24", "2026-11-20"}, {"2026-11-30", ""}})) == "soon");
  CHECK(state(task({}, TASK_PROGRESS_UNDER_WAY)) == "under_way");
  CHECK(state(task({{"2026-11-24", ""}}, TASK_PROGRESS_UNDER_WAY)) == "overdue");
  CHECK(state(task({{"2026-11-24", ""}}, TASK_PROGRESS_DONE)) == "done");
  CHECK(state(task({{"2026-11-24", ""}}, TASK_PROGRESS_DROPPED)) == "dropped");
}

TEST_CASE("a task is shown with what comes next and what was late", "[books][tasks]") {
  Books books;
  Json given = fields();
  given["deadlines"] = {{{"date", "2026-12-01"}, {"what", "Báo cáo năm"}},
                        {{"date", "2026-02-28"}, {"what", "Kế hoạch"}, {"doneOn", "2026-03-02"}},
                        {{"date", "2026-06-01"}, {"what", "Báo cáo 6 tháng"}}};
  const auto added = expect(books.add(books.hub, "task", given, ""));
  const Json shown = books.json(books.hub, added)["shown"];
  CHECK(shown["state"] == "overdue");
  CHECK(shown["sectionTitle"] == "Tham gia của người dân ở cấp cơ sở");
  CHECK(shown["next"] == "2026-06-01");
  CHECK(
      shown["deadlines"][0] ==
      Json{{"date", "2026-12-01"}, {"what", "Báo cáo năm"}, {"doneOn", nullptr}, {"late", false}});
  CHECK(shown["deadlines"][1]["doneOn"] == "2026-03-02");
  CHECK(shown["deadlines"][1]["late"] == true);
  CHECK(shown["deadlines"][2]["late"] == true);
}

TEST_CASE("a file of tasks is taken over once", "[books][tasks]") {
  Books books;
  CHECK(import(books, file(), false) == "2 0 0");
  CHECK(store::task_years(books.hub.database()).empty());
  CHECK(import(books, file()) == "2 0 0");
  const auto heads = stored(books, 2026, 1)["heads"];
  CHECK(import(books, file()) == "0 0 2");
  CHECK(stored(books, 2026, 1)["heads"] == heads);
  CHECK(stored(books, 2026, 1)["sectionTitle"] == "Tham gia của người dân");
  CHECK(store::tasks_of(books.hub.database(), 2026).size() == 2);
}

TEST_CASE("a file read again changes the plan and nothing of what was done", "[books][tasks]") {
  Books books;
  CHECK(import(books, file()) == "2 0 0");
  const auto id = id_of(stored(books, 2026, 1));
  const Json done = {
      {"progress", "TASK_PROGRESS_UNDER_WAY"},
      {"result", "Đã ban hành Kế hoạch số 5"},
      {"deadlines", {{{"date", "2026-02-28"}, {"what", "Kế hoạch"}, {"doneOn", "2026-02-20"}}}}};
  expect(books.amend(books.hub, id, done));
  CHECK(import(books, file()) == "0 0 2");
  Json next = file();
  next["tasks"][0]["lead"] = "Văn phòng";
  next["tasks"][0]["partners"] = "";
  next["tasks"][0]["deadlines"] = {{{"date", "2026-03-31"}, {"what", "Kế hoạch"}},
                                   {{"date", "2026-12-01"}, {"what", "Báo cáo năm"}}};
  CHECK(import(books, next) == "0 1 1");
  const Json record = stored(books, 2026, 1);
  CHECK(record["id"] == log::to_string(id));
  CHECK(record["lead"] == "Văn phòng");
  CHECK_FALSE(record.contains("partners"));
  CHECK(record["progress"] == "TASK_PROGRESS_UNDER_WAY");
  CHECK(record["result"] == "Đã ban hành Kế hoạch số 5");
  CHECK(record["deadlines"][0] ==
        Json{{"date", "2026-03-31"}, {"what", "Kế hoạch"}, {"doneOn", "2026-02-20"}});
  CHECK(record["deadlines"][1] == Json{{"date", "2026-12-01"}, {"what", "Báo cáo năm"}});
  // A deadline that was kept stays, although the file has none any more.
  next["tasks"][0]["deadlines"] = Json::array();
  CHECK(import(books, next) == "0 1 1");
  CHECK(stored(books, 2026, 1)["deadlines"].size() == 1);
}

TEST_CASE("a bad file of tasks is refused with the task that is wrong", "[books][tasks]") {
  Books books;
  const auto refused = [&](const char* pointer, const Json& value) {
    Json bad = file();
    if (value.is_null()) {
      const Json::json_pointer at(pointer);
      bad[at.parent_pointer()].erase(at.back());
    } else {
      bad[Json::json_pointer(pointer)] = value;
    }
    const auto done = change(
        books, [&](store::Store& store) { return books::import_tasks(store, bad, true, kClerk); });
    REQUIRE_FALSE(done);
    CHECK(done.error().kind == ErrorKind::kInvalid);
    CHECK(done.error().code == "bad_task_file");
    return done.error().text;
  };
  CHECK(refused("/year", nullptr) == "year is missing");
  CHECK(refused("/tasks", nullptr) == "tasks is not a list with at least one task");
  CHECK(refused("/tasks", Json::array()) == "tasks is not a list with at least one task");
  CHECK(refused("/sections", nullptr) == "sections is not a list");
  CHECK(refused("/sections/0/title", nullptr).find("no title") != std::string::npos);
  CHECK(refused("/tasks/1/number", nullptr) == "entry 2 of tasks has no number");
  CHECK(refused("/tasks/1/number", 1) == "task 1: the number stands twice");
  CHECK(refused("/tasks/1/lead", nullptr) == "task 2: lead is missing");
  CHECK(refused("/tasks/1/text", 5) == "task 2: text: must be a text");
  CHECK(refused("/tasks/1/section", "X") == "task 2: section \"X\" is not one of sections");
  CHECK(refused("/tasks/1/result", "xong") == "task 2: result does not belong in a file of tasks");
  CHECK(refused("/tasks/1/deadlines/0/date", "2026-02-30").starts_with("task 2: deadlines"));
  CHECK(refused("/tasks/1/deadlines/0/doneOn", "2026-02-20").starts_with("task 2: doneOn"));
  CHECK(refused("/year", 1999).starts_with("task 1: year"));
  CHECK(import(books, Json::array()) == "bad_task_file");
  CHECK(store::task_years(books.hub.database()).empty());
}

TEST_CASE("the years that a plan speaks of are moved, those of documents and programmes stay",
          "[books][tasks]") {
  const auto moved = [](std::string_view text) { return books::move_years(text, 2022, 2026); };
  for (const auto& [before, after] : std::initializer_list<std::pair<const char*, const char*>>{
           {"năm 2022", "năm 2026"},
           {"Tháng 02/2022", "Tháng 02/2026"},
           {"Quý III/2022.", "Quý III/2026."},
           {"Tháng 11, 12/ 2022", "Tháng 11, 12/ 2026"},
           {"trước 03/12/2022; năm 2023", "trước 03/12/2026; năm 2027"},
           {"Báo cáo trước ngày 20/11/2022", "Báo cáo trước ngày 20/11/2026"},
           {"dự toán năm 2022; quyết toán năm 2021.", "dự toán năm 2026; quyết toán năm 2025."},
           {"(năm 2022)“2022”", "(năm 2026)“2026”"}}) {
    CHECK(moved(before) == after);
  }
  for (const char* text :
       {"Pháp lệnh số 34/2007/PL-UBTVQH11 ngày 20/4/2007", "Quyết định 2944/QĐ",
        "Nghị định số 04/2015/NĐ-CP", "Nghị định số 15/2022/NĐ-CP", "Thông tư số 2022/TT-BNV",
        "giai đoạn 2021-2030", "giai đoạn 2021 – 2025", "định hướng đến 2022", "đến năm 2022",
        "Quyết định số 15/QĐ-UBND ngày 14/02/2022", "12022 hộ", "2.022 hộ", "năm 2019"}) {
    CHECK(moved(text) == text);
  }
}

TEST_CASE("next year's plan is made of this one's, and nothing of it is begun", "[books][tasks]") {
  Books books;
  Json from = file();
  from["year"] = 2024;
  from["tasks"][0]["text"] = "Báo cáo công tác năm 2024, phương hướng năm 2025";
  from["tasks"][0]["timing"] = "Tháng 02/2024";
  from["tasks"][0]["deadlines"] = {{{"date", "2024-02-29"}, {"what", "Kế hoạch"}}};
  CHECK(plan(books, 2024, 2025) == "no_tasks");
  CHECK(import(books, from) == "2 0 0");
  const Json before = stored(books, 2024, 1);
  expect(books.amend(
      books.hub, id_of(before),
      {{"progress", "TASK_PROGRESS_DONE"},
       {"result", "Xong"},
       {"doneOn", "2024-02-20"},
       {"deadlines", {{{"date", "2024-02-29"}, {"what", "Kế hoạch"}, {"doneOn", "2024-02-20"}}}}}));
  CHECK(plan(books, 2024, 2024) == "plan_exists");
  CHECK(plan(books, 2024, 2101) == "bad_fields");
  CHECK(plan(books, 2024, 2025) == "2");
  CHECK(plan(books, 2024, 2025) == "plan_exists");
  const Json next = stored(books, 2025, 1);
  CHECK(next["text"] == "Báo cáo công tác năm 2025, phương hướng năm 2026");
  CHECK(next["timing"] == "Tháng 02/2025");
  CHECK(next["deadlines"] == Json{{{"date", "2025-02-28"}, {"what", "Kế hoạch"}}});
  CHECK(next["madeFrom"] == before["id"]);
  CHECK(next["shown"]["labels"]["madeFrom"] == "Nhiệm vụ 1, năm 2024");
  CHECK(next["progress"] == "TASK_PROGRESS_NOT_BEGUN");
  CHECK_FALSE(next.contains("result"));
  CHECK_FALSE(next.contains("doneOn"));
  CHECK(store::task_years(books.hub.database()) == std::vector<std::int64_t>{2025, 2024});
}

}  // namespace soban::test
