#include "core/books/meetings.h"

#include <catch2/catch.hpp>

#include "tests/support/books.h"
#include "tests/support/expect.h"
#include "tests/support/rule_cases.h"

namespace soban::test {
namespace {

using books::Json;

Json invited() { return {{"title", "Họp bản tháng 11"}, {"date", "2026-11-24"}}; }

// A hundred households, of which sixty came.
Json held() {
  return {{"title", "Họp bản tháng 11"},
          {"date", "2026-11-24"},
          {"starts", "19:30"},
          {"ends", "21:00"},
          {"place", "Nhà văn hóa bản"},
          {"chair", "Lò Văn Pọm"},
          {"secretary", "Quàng Thị Hoa"},
          {"householdsInvited", 100},
          {"householdsPresent", 60}};
}

Json resolution(int agreed, const char* threshold = "THRESHOLD_MAJORITY") {
  return {{"text", "Làm đường nội bản"},
          {"threshold", threshold},
          {"agreed", agreed},
          {"disagreed", 60 - agreed}};
}

Json attendance(const log::Position& household, const char* presence) {
  return {{"household", log::to_string(household)}, {"presence", presence}};
}

Json add_and_show(Books& books, const Json& fields) {
  return books.json(books.laptop, expect(books.add(books.laptop, "meeting", fields)));
}

Json with(Json fields, const char* name, Json value) {
  fields[name] = std::move(value);
  return fields;
}

}  // namespace

TEST_CASE("what a meeting's record must say", "[books][meetings]") {
  Books books;
  const auto list = [](Json item) { return Json::array({std::move(item)}); };
  check_cases(books, "meeting", held(),
              {{"as it was", nullptr, "", ""},
               {"no title", {{"title", nullptr}}, "title", "required"},
               {"no day", {{"date", nullptr}}, "date", "required"},
               {"no such day", {{"date", "2026-02-30"}}, "date", "not_a_date"},
               {"no such hour", {{"starts", "24:00"}}, "starts", "not_a_time"},
               {"an hour without its zero", {{"starts", "9:30"}}, "starts", "not_a_time"},
               {"over before it began", {{"ends", "19:00"}}, "ends", "too_early"},
               {"who came, not who was asked",
                {{"householdsInvited", nullptr}},
                "householdsInvited",
                "required"},
               {"more came than were asked",
                {{"householdsPresent", 101}},
                "householdsPresent",
                "more_than_invited"},
               {"fewer than none", {{"householdsInvited", -1}}, "householdsInvited", "negative"},
               {"held without a chair", {{"chair", nullptr}}, "chair", "required"},
               {"held without a secretary", {{"secretary", nullptr}}, "secretary", "required"},
               {"held tomorrow", {{"date", "2026-11-26"}}, "date", "in_future"},
               {"a resolution that says nothing",
                {{"resolutions", list({{"agreed", 3}})}},
                "resolutions",
                "required"},
               {"more votes than households",
                {{"resolutions", list(resolution(61))}},
                "resolutions",
                "negative"},
               {"more votes than came",
                {{"resolutions", list({{"text", "Làm đường"}, {"agreed", 61}})}},
                "resolutions",
                "too_many_votes"},
               {"somebody unknown came",
                {{"attendance", list({{"household", "00000000000000aa:9"}})}},
                "attendance",
                "unknown_household"},
               {"a household named twice",
                {{"attendance", Json::array({attendance(books.household, "PRESENCE_PRESENT"),
                                             attendance(books.household, "PRESENCE_ABSENT")})}},
                "attendance",
                "named_twice"},
               {"a resolution longer than may be",
                {{"resolutions", list({{"text", std::string(4001, 'x')}, {"agreed", 3}})}},
                "resolutions",
                "too_long"}});
}

TEST_CASE("a meeting to which people are invited needs no more than a name and a day",
          "[books][meetings]") {
  Books books;
  const Json shown = add_and_show(books, with(invited(), "date", "2026-12-24"))["shown"];
  CHECK(shown["quorum"] == "not_held");
  CHECK(shown["date"] == "24/12/2026");
}

TEST_CASE("a meeting is valid with more than half of the households", "[books][meetings]") {
  Books books;
  for (const auto& [present, quorum] :
       std::map<int, std::string>{{50, "no_quorum"}, {51, "quorum"}, {100, "quorum"}}) {
    const Json meeting = add_and_show(books, with(held(), "householdsPresent", present));
    CAPTURE(present);
    CHECK(meeting["shown"]["quorum"] == quorum);
    CHECK(meeting["shown"]["quorumNeeded"] == 51);
    const bool flagged = meeting["flags"] == Json::array({"no_quorum"});
    CHECK(flagged == (quorum == "no_quorum"));
  }
}

TEST_CASE("votes are counted against all households, and those present are told apart",
          "[books][meetings]") {
  Books books;
  const auto count = [&](const Json& one) {
    const Json meeting = add_and_show(books, with(held(), "resolutions", Json::array({one})));
    const Json& shown = meeting["shown"]["resolutions"][0];
    return shown["code"].get<std::string>() + " " + shown["needed"].dump();
  };
  CHECK(count(resolution(51)) == "passed 51");
  CHECK(count(resolution(50)) == "passed_of_those_present 51");
  CHECK(count(resolution(31)) == "passed_of_those_present 51");
  CHECK(count(resolution(30)) == "not_passed 51");
  CHECK(count(resolution(60, "THRESHOLD_CONVENTION")) == "passed_of_those_present 67");
  CHECK(count({{"text", "Ghi nhận"}}) == "not_counted 51");
}

TEST_CASE("shares of households are whole households", "[books][meetings]") {
  const books::Share half{1, 2, true};
  const books::Share two_thirds{2, 3, false};
  CHECK(half.needed(99) == 50);
  CHECK(half.needed(100) == 51);
  CHECK(two_thirds.needed(99) == 66);
  CHECK(two_thirds.needed(100) == 67);
  CHECK_FALSE(half.is_reached(0, 0));
}

TEST_CASE("minutes cite the law of their day", "[books][meetings]") {
  CHECK(std::string(books::voting_rules("2023-06-30").law).find("34/2007") != std::string::npos);
  CHECK(std::string(books::voting_rules("2023-07-01").law).find("10/2022") != std::string::npos);
}

TEST_CASE("who came is shown by name", "[books][meetings]") {
  Books books;
  const Json meeting =
      add_and_show(books, with(held(), "attendance",
                               Json::array({attendance(books.household, "PRESENCE_REPRESENTED")})));
  CHECK(meeting["shown"]["attendance"][0]["label"] == "Lò Văn Đức · hộ 014");
  CHECK(meeting["shown"]["attendance"][0]["presence"] == "PRESENCE_REPRESENTED");
}

TEST_CASE("a resolution that fixes what each household gives is flagged", "[books][meetings]") {
  Books books;
  Json fixed = resolution(55);
  fixed["text"] = "Mỗi hộ đóng 200.000 đồng, bắt buộc";
  const Json meeting = add_and_show(books, with(held(), "resolutions", Json::array({fixed})));
  CHECK(meeting["flags"] == Json::array({"fixed_level", "forced"}));
}

TEST_CASE("a change that no meeting can be is refused from wherever it comes",
          "[books][meetings]") {
  Meeting meeting;
  meeting.add_resolutions()->set_agreed(-1);
  const auto kind = log::kind_of<Meeting>();
  CHECK(books::check_delta(kind, meeting.SerializeAsString()) == "negative");
  meeting.Clear();
  meeting.set_date("24/11/2026");
  CHECK(books::check_delta(kind, meeting.SerializeAsString()) == "not_a_date");
  meeting.Clear();
  meeting.add_attachments()->set_id("x");
  CHECK(books::check_delta(kind, meeting.SerializeAsString()) == "bad_attachment");
}

}  // namespace soban::test
