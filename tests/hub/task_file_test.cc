#include "hub/task_file.h"

#include <catch2/catch.hpp>
#include <map>

#include "core/store/tasks.h"
#include "core/text/text.h"
#include "hub/demo.h"
#include "hub/household_list.h"
#include "tests/support/books.h"
#include "tests/support/expect.h"

namespace soban::hub {
namespace {

using books::Json;
using test::expect;

books::TaskImport import(test::Books& books, bool apply = true) {
  store::Transaction transaction(books.hub.database());
  const auto done =
      expect(import_task_file(books.hub.store(), decision_15_tasks(), apply, test::kClerk));
  transaction.commit();
  return done;
}

std::string section_of(int number) {
  const std::pair<int, const char*> kLast[] = {{6, "I"},  {14, "II"}, {16, "III"}, {21, "IV"},
                                               {30, "V"}, {37, "VI"}, {38, "VII"}, {40, "VIII"}};
  for (const auto& [last, section] : kLast) {
    if (number <= last) return section;
  }
  return {};
}

std::vector<std::string> deadlines_of(int number) {
  std::vector<std::string> list;
  for (const Json& it :
       decision_15_tasks()["tasks"][static_cast<std::size_t>(number - 1)]["deadlines"])
    list.push_back(it["date"].get<std::string>() + ' ' + it["what"].get<std::string>());
  return list;
}

}  // namespace

TEST_CASE("the annex of Decision 15 is all there", "[hub][tasks]") {
  const Json& file = decision_15_tasks();
  CHECK(file["year"] == 2022);
  CHECK(file["sections"].size() == 8);
  REQUIRE(file["tasks"].size() == 40);
  int number = 0;
  for (const Json& task : file["tasks"]) {
    CHECK(task["number"] == ++number);
    CHECK(task["section"] == section_of(number));
    for (const char* name : {"text", "output", "lead", "partners", "timing"}) {
      INFO(number << ' ' << name);
      const auto text = task[name].get<std::string>();
      CHECK_FALSE(text.empty());
      CHECK(text.find('<') == std::string::npos);
      // NFC, without blanks where none belong.
      CHECK(expect(text::clean(text, true)) == text);
    }
    CHECK(expect(text::clean(task["sourceNote"].get<std::string>())) == task["sourceNote"]);
    CHECK(task.size() == 9);
    std::string last;
    for (const Json& deadline : task["deadlines"]) {
      CHECK(deadline["date"].get<std::string>() >= last);
      last = deadline["date"];
      CHECK(last.starts_with("2022-"));
    }
  }
}

TEST_CASE("the annex's days are those that it names", "[hub][tasks]") {
  using Days = std::vector<std::string>;
  CHECK(deadlines_of(1) ==
        Days{"2022-02-28 Kế hoạch", "2022-06-01 Báo cáo 6 tháng", "2022-12-01 Báo cáo năm"});
  CHECK(deadlines_of(8) == Days{"2022-09-30 Kế hoạch"});
  CHECK(deadlines_of(10).empty());
  CHECK(deadlines_of(15) == Days{"2022-03-31 Kế hoạch", "2022-11-19 Báo cáo năm"});
  CHECK(deadlines_of(21) == Days{"2022-01-31 Kế hoạch"});
  CHECK(deadlines_of(32) ==
        Days{"2022-02-28 Kế hoạch", "2022-06-02 Báo cáo 6 tháng", "2022-12-02 Báo cáo năm"});
  CHECK(deadlines_of(38) ==
        Days{"2022-02-28 Kế hoạch", "2022-05-31 Báo cáo 6 tháng", "2022-11-29 Báo cáo năm"});
}

TEST_CASE("the annex is taken over once, and the audit log says so", "[hub][tasks]") {
  test::Books books;
  const auto audited = [&] {
    auto query = books.hub.database().query_composed("SELECT COUNT(*) FROM record WHERE kind = 27");
    return query.step() ? query.int64(0) : -1;
  };
  CHECK(import(books, false).added == 40);
  CHECK(audited() == 0);
  CHECK(import(books).added == 40);
  CHECK(audited() == 1);
  const auto again = import(books);
  CHECK(again.same == 40);
  CHECK(again.added + again.changed == 0);
  CHECK(audited() == 1);
  CHECK(store::tasks_of(books.hub.database(), 2022).size() == 40);
}

TEST_CASE("the demo's plan is this year's, with tasks of every sort", "[hub][demo]") {
  const std::string today = "2026-11-25";
  std::map<std::string, int> states;
  for (const Task& task : demo_tasks(today)) {
    CHECK(task.year() == 2026);
    CHECK(task.text().find("năm 2022") == std::string::npos);
    for (const TaskDeadline& deadline : task.deadlines()) {
      CHECK(text::is_date(deadline.date()));
      CHECK(deadline.date().starts_with("2026-"));
      CHECK(deadline.done_on() <= today);
    }
    ++states[books::task_state(task, today)];
  }
  CHECK(states["done"] > 0);
  CHECK(states["overdue"] > 0);
  CHECK(states["soon"] > 0);
  CHECK(states["under_way"] > 0);
}

TEST_CASE("a list of households is read from CSV as spreadsheets write it", "[hub][households]") {
  for (const char* csv : {"Số hộ,Họ tên chủ hộ,Năm sinh,Ghi chú,Diện hộ\n014,\"Lò Văn "
                          "\"\"Đức\"\"\",1975,x,Hộ nghèo\n\n",
                          "\xEF\xBB\xBFSố hộ;Họ tên chủ hộ;Năm sinh;Ghi chú;Diện hộ\r\n014;\"Lò "
                          "Văn \"\"Đức\"\"\";1975;x;Nghèo\r\n",
                          "Số hộ\tHọ tên chủ hộ\tNăm sinh\tGhi chú\tDiện hộ\n014\t\"Lò Văn "
                          "\"\"Đức\"\"\"\t1975\tx\tx"}) {
    INFO(csv);
    const Json rows = expect(read_household_list(csv, 2026));
    REQUIRE(rows.size() == 1);
    CHECK(rows[0] == Json{{"code", "014"},
                          {"head", "Lò Văn \"Đức\""},
                          {"birthYear", "1975"},
                          {"poverty", {{{"year", 2026}, {"poverty", "POVERTY_POOR"}}}}});
  }
  const Json rows = expect(read_household_list(
      "code,poverty\n1,Hộ cận nghèo\n2,\n3,Không\n4,gì đó\n5,\"a\nb\"\n", 2026));
  REQUIRE(rows.size() == 5);
  CHECK(rows[0]["poverty"][0]["poverty"] == "POVERTY_NEAR_POOR");
  CHECK(rows[1]["poverty"][0]["poverty"] == "POVERTY_NONE");
  CHECK(rows[2]["poverty"][0]["poverty"] == "POVERTY_NONE");
  CHECK(rows[3]["poverty"] == "gì đó");
  CHECK(rows[4]["poverty"] == "a\nb");
  CHECK(test::code_of(read_household_list("a,b\n1,2\n", 2026)) == "bad_csv");
  CHECK(test::code_of(read_household_list("", 2026)) == "bad_csv");
}

}  // namespace soban::hub
