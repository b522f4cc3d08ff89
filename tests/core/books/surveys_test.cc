#include "core/books/surveys.h"

#include <catch2/catch.hpp>

#include "core/books/view.h"
#include "tests/support/books.h"
#include "tests/support/expect.h"
#include "tests/support/rule_cases.h"

namespace soban::test {
namespace {

using books::Json;

Json slip(Json scores = {5, 4, 3, 0, 1}) {
  return {{"survey", "SURVEY_HEALTH"},
          {"date", "2026-11-24"},
          {"place", "Trạm Y tế xã"},
          {"villageCode", "NC"},
          {"scores", std::move(scores)}};
}

Json with(Json fields, const char* name, Json value) {
  fields[name] = std::move(value);
  return fields;
}

store::SurveyFilter of_year() { return {"2026-01-01", "2026-12-31", "", ""}; }

Json results(Books& books, const store::SurveyFilter& filter = of_year(),
             Survey only = SURVEY_HEALTH) {
  return books::surveys_json(books.hub.store(), filter, only, kClerk.name);
}

void add_slip(Books& books, const Json& fields) {
  expect(books.add(books.hub, "survey-slip", fields, ""));
}

}  // namespace

TEST_CASE("what a satisfaction slip must say", "[books][surveys]") {
  Books books;
  check_cases(books, "survey-slip", slip(),
              {{"as it was", nullptr, "", ""},
               {"of no survey", {{"survey", nullptr}}, "survey", "required"},
               {"on no day", {{"date", nullptr}}, "date", "required"},
               {"tomorrow", {{"date", "2026-11-26"}}, "date", "in_future"},
               {"on a day that there is not", {{"date", "2026-02-30"}}, "date", "not_a_date"},
               {"without scores", {{"scores", nullptr}}, "scores", "required"},
               {"with a question left out", {{"scores", {5, 4, 3, 2}}}, "scores", "required"},
               {"with one too many", {{"scores", {5, 4, 3, 2, 1, 1}}}, "scores", "too_large"},
               {"better than very satisfied", {{"scores", {6, 4, 3, 2, 1}}}, "scores", "too_large"},
               {"worse than nothing", {{"scores", {-1, 4, 3, 2, 1}}}, "scores", "negative"},
               {"not filled in", {{"scores", {0, 0, 0, 0, 0}}}, "scores", "required"},
               {"from a village that is not there",
                {{"villageCode", "XX"}},
                "villageCode",
                "unknown_village"},
               {"from nowhere", {{"villageCode", nullptr}}, "", ""},
               {"about no place", {{"place", nullptr}}, "", ""}});
}

TEST_CASE("a village writes no slips", "[books][surveys]") {
  Books books;
  CHECK(code_of(books.add(books.laptop, "survey-slip", slip())) == "not_the_office");
}

TEST_CASE("a slip from elsewhere counts only with a day and scores that there can be",
          "[books][surveys]") {
  SurveySlip good;
  good.set_date("2026-11-24");
  good.add_scores(5);
  CHECK(books::survey_slip_delta_problem(good) == std::nullopt);
  SurveySlip day = good;
  day.set_date("2026-11-31");
  CHECK(books::survey_slip_delta_problem(day) == "not_a_date");
  SurveySlip score = good;
  score.add_scores(6);
  CHECK(books::survey_slip_delta_problem(score) == "too_large");
  SurveySlip many = good;
  for (int i = 0; i < 50; ++i) many.add_scores(1);
  CHECK(books::survey_slip_delta_problem(many) == "too_large");
}

TEST_CASE("slips are counted by question; what was left blank is no answer", "[books][surveys]") {
  Books books;
  add_slip(books, slip({5, 4, 3, 0, 1}));
  add_slip(books, slip({5, 4, 3, 0, 1}));
  add_slip(books, slip({3, 2, 5, 0, 1}));
  const Json result = results(books)["surveys"][0];
  CHECK(result["survey"] == "SURVEY_HEALTH");
  CHECK(result["slips"] == 3);
  CHECK(result["answers"] == 12);
  CHECK(result["satisfied"] == 5);
  CHECK(result["questions"][0] ==
        Json{{"counts", {0, 0, 1, 0, 2}}, {"unanswered", 0}, {"meanMilli", "4330"}});
  CHECK(result["questions"][3] ==
        Json{{"counts", {0, 0, 0, 0, 0}}, {"unanswered", 3}, {"meanMilli", nullptr}});
}

TEST_CASE("slips are told by place, month and village, and filtered by them", "[books][surveys]") {
  Books books;
  add_slip(books, slip({5, 5, 5, 5, 5}));
  add_slip(books, with(slip({1, 1, 1, 1, 1}), "place", "Bệnh xá"));
  add_slip(books, with(with(slip({4, 4, 4, 4, 4}), "villageCode", nullptr), "date", "2026-10-02"));
  add_slip(books, with(slip({1, 1, 1, 1, 1}), "date", "2025-12-31"));
  add_slip(books, with(slip({1, 1, 1, 1, 1}), "survey", "SURVEY_SCHOOL"));
  const Json result = results(books)["surveys"][0];
  CHECK(result["slips"] == 3);
  CHECK(result["places"] == Json{"Bệnh xá", "Trạm Y tế xã"});
  CHECK(result["byPlace"] ==
        Json{{{"place", "Bệnh xá"}, {"slips", 1}, {"answers", 5}, {"satisfied", 0}},
             {{"place", "Trạm Y tế xã"}, {"slips", 2}, {"answers", 10}, {"satisfied", 10}}});
  CHECK(result["byMonth"] ==
        Json{{{"month", "2026-10"}, {"slips", 1}, {"answers", 5}, {"satisfied", 5}},
             {{"month", "2026-11"}, {"slips", 2}, {"answers", 10}, {"satisfied", 5}}});
  CHECK(result["byVillage"] ==
        Json{{{"village", ""}, {"slips", 1}, {"answers", 5}, {"satisfied", 5}},
             {{"village", "NC"}, {"slips", 2}, {"answers", 10}, {"satisfied", 5}}});
  store::SurveyFilter filter = of_year();
  filter.place = "Bệnh xá";
  CHECK(results(books, filter)["surveys"][0]["slips"] == 1);
  CHECK(results(books, filter)["surveys"][0]["places"].size() == 2);
  filter = of_year();
  filter.village = "NC";
  CHECK(results(books, filter)["surveys"][0]["slips"] == 2);
  filter.from = "2026-11-25";
  CHECK(results(books, filter)["surveys"][0]["slips"] == 0);
}

TEST_CASE("every survey is told of where none is asked for", "[books][surveys]") {
  Books books;
  add_slip(books, slip());
  const Json all = results(books, of_year(), SURVEY_UNSPECIFIED);
  REQUIRE(all["surveys"].size() == 4);
  CHECK(all["surveys"][2]["slips"] == 1);
  CHECK(all["surveys"][3]["slips"] == 0);
}

TEST_CASE("remarks come the newest first, those of all surveys together", "[books][surveys]") {
  Books books;
  add_slip(books, slip());
  add_slip(books, with(with(slip(), "comment", "Chờ lâu"), "date", "2026-11-20"));
  add_slip(books, with(with(slip(), "comment", "Cảm ơn"), "survey", "SURVEY_SCHOOL"));
  for (int i = 0; i < 50; ++i)
    add_slip(books, with(with(slip(), "comment", "Cũ"), "date", "2026-03-01"));
  const Json comments = results(books, of_year(), SURVEY_UNSPECIFIED)["comments"];
  REQUIRE(comments.size() == 50);
  CHECK(comments[0]["comment"] == "Cảm ơn");
  CHECK(comments[0]["survey"] == "SURVEY_SCHOOL");
  CHECK(comments[1] == Json{{"survey", "SURVEY_HEALTH"},
                            {"date", "2026-11-20"},
                            {"place", "Trạm Y tế xã"},
                            {"comment", "Chờ lâu"}});
}

TEST_CASE("a slip that was taken back counts nowhere, and its story is told", "[books][surveys]") {
  Books books;
  add_slip(books, slip());
  const auto at = expect(
      books.add(books.hub, "survey-slip", with(slip({1, 1, 1, 1, 1}), "comment", "Chờ lâu"), ""));
  CHECK(results(books)["enteredToday"] == 2);
  expect(books.cancel(books.hub, at, "Nhập nhầm"));
  const Json after = results(books);
  CHECK(after["surveys"][0]["slips"] == 1);
  CHECK(after["comments"].empty());
  CHECK(after["enteredToday"] == 1);
  const Json history = books::history_json(books.hub.store(), books.hub.record(at));
  const Json fields = history["items"][0]["fields"];
  const auto told = [&](const char* name) {
    for (const Json& field : fields) {
      if (field["field"] == name) return field["after"].get<std::string>();
    }
    return std::string();
  };
  CHECK(told("survey") == "Khám, chữa bệnh");
  CHECK(told("scores") == "1, 1, 1, 1, 1");
}

TEST_CASE("slips entered today are those of the one who asks, since midnight in Vietnam",
          "[books][surveys]") {
  Books books;
  add_slip(books, slip());
  const auto entered = [&](const std::string& author) {
    return books::surveys_json(books.hub.store(), of_year(), SURVEY_HEALTH, author)["enteredToday"];
  };
  CHECK(entered(kClerk.name) == 1);
  CHECK(entered("quantri") == 0);
  books.hub.clock.advance_ms(24 * 60 * 60 * 1000);
  CHECK(entered(kClerk.name) == 0);
}

}  // namespace soban::test
