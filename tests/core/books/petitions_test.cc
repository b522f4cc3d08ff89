#include "core/books/petitions.h"

#include <catch2/catch.hpp>

#include "core/books/view.h"
#include "core/store/queries.h"
#include "tests/support/books.h"
#include "tests/support/expect.h"
#include "tests/support/rule_cases.h"

namespace soban::test {
namespace {

using books::Json;

Json road(const Books& books) {
  return {{"content", "Đường vào bản lầy lội"},
          {"household", log::to_string(books.household)},
          {"receivedOn", "2026-11-20"},
          {"addressedTo", "UBND xã"}};
}

Json answered() {
  return {{"answer", "Sẽ rải đá trong tháng 12"},
          {"answeredBy", "Phó Chủ tịch UBND xã"},
          {"answeredOn", "2026-11-24"}};
}

std::vector<std::string> listed(Device& device, const std::string& state) {
  const auto filter = expect(books::parse_filter(log::kind_of<Petition>(), [&](const char* name) {
    return std::string_view(name) == "state" ? state : std::string();
  }));
  std::vector<std::string> contents;
  const Json page = books::list_json(device.store(), filter);
  for (const Json& item : page["items"]) contents.push_back(item["content"].get<std::string>());
  return contents;
}

}  // namespace

TEST_CASE("what a petition's record must say", "[books][petitions]") {
  Books books;
  Json whole = road(books);
  whole.update(answered());
  check_cases(
      books, "petition", whole,
      {{"as it was", nullptr, "", ""},
       {"nothing asked", {{"content", nullptr}}, "content", "required"},
       {"not said to whom", {{"addressedTo", nullptr}}, "addressedTo", "required"},
       {"received tomorrow", {{"receivedOn", "2026-11-26"}}, "receivedOn", "in_future"},
       {"due before it came", {{"due", "2026-11-19"}}, "due", "too_early"},
       {"nobody knows who asked", {{"household", nullptr}}, "", ""},
       {"somebody unknown",
        {{"household", "00000000000000aa:9"}},
        "household",
        "unknown_household"},
       {"raised at no meeting", {{"meeting", "00000000000000aa:9"}}, "meeting", "unknown_meeting"},
       {"answered, not said when", {{"answeredOn", nullptr}}, "answeredOn", "required"},
       {"a day without an answer", {{"answer", nullptr}}, "answer", "required"},
       {"answered before it came", {{"answeredOn", "2026-11-19"}}, "answeredOn", "too_early"},
       {"told before it was answered", {{"toldOn", "2026-11-23"}}, "toldOn", "too_early"},
       {"satisfied with what nobody told",
        {{"satisfaction", "SATISFACTION_SATISFIED"}},
        "toldOn",
        "required"}});
}

TEST_CASE("an answer is due after fifteen days, where nobody says otherwise",
          "[books][petitions]") {
  Books books;
  const auto at = expect(books.add(books.laptop, "petition", road(books)));
  const Json petition = books.json(books.laptop, at);
  CHECK(petition["due"] == "2026-12-05");
  CHECK(petition["shown"]["daysLeft"] == 10);
  CHECK(petition["shown"]["state"] == "open");
  CHECK(petition["shown"]["from"] == "Lò Văn Đức · hộ 014");
  CHECK(petition["flags"] == Json::array());
}

TEST_CASE("a petition without an answer is overdue the day after", "[books][petitions]") {
  Books books;
  Json fields = road(books);
  fields["due"] = "2026-11-25";
  const auto at = expect(books.add(books.laptop, "petition", fields));
  CHECK(books.json(books.laptop, at)["shown"]["state"] == "open");
  CHECK(listed(books.laptop, "overdue").empty());
  books.laptop.clock.advance_ms(24 * 3600 * 1000);
  const Json late = books.json(books.laptop, at);
  CHECK(late["shown"]["state"] == "overdue");
  CHECK(late["shown"]["daysLeft"] == -1);
  CHECK(late["flags"] == Json::array({"overdue"}));
  CHECK(listed(books.laptop, "overdue") == std::vector<std::string>{"Đường vào bản lầy lội"});
}

TEST_CASE("the office's answer travels back, and the village head tells the person",
          "[books][petitions]") {
  Books books;
  const auto at = expect(books.add(books.laptop, "petition", road(books)));
  books.meet();
  CHECK(listed(books.hub, "open").size() == 1);
  expect(books.amend(books.hub, at, answered(), "trả lời"));
  books.meet();
  CHECK(books.json(books.laptop, at)["shown"]["state"] == "answered");
  CHECK(listed(books.laptop, "answered").size() == 1);
  expect(books.amend(books.laptop, at,
                     {{"toldOn", "2026-11-25"}, {"satisfaction", "SATISFACTION_PARTLY"}},
                     "báo lại cho dân"));
  books.meet();
  CHECK(books.json(books.hub, at)["shown"]["state"] == "told");
  CHECK(listed(books.hub, "told").size() == 1);
  CHECK(listed(books.hub, "open").empty());
}

TEST_CASE("who asked not to be named is not named at the office, in no version of the record",
          "[books][petitions]") {
  Books books;
  Json fields = road(books);
  fields["person"] = "Quàng Thị Hoa";
  fields["phone"] = "0912 345 678";
  const auto at = expect(books.add(books.laptop, "petition", fields));
  expect(books.amend(books.laptop, at, {{"confidential", true}}, "người dân đề nghị"));
  books.meet();
  const auto told_at = [&](Device& device) {
    const auto record = device.record(at);
    return books::record_with_conflicts_json(device.store(), record).dump() +
           books::history_json(device.store(), record).dump();
  };
  for (const char* secret : {"Quàng Thị Hoa", "0912", "Lò Văn Đức ·"}) {
    CAPTURE(secret);
    CHECK(told_at(books.laptop).find(secret) != std::string::npos);
    CHECK(told_at(books.hub).find(secret) == std::string::npos);
  }
  CHECK(books.json(books.hub, at)["content"] == "Đường vào bản lầy lội");
  store::ListFilter by_name;
  by_name.kind = log::kind_of<Petition>();
  by_name.query = "quang thi hoa";
  CHECK(store::list_records(books.hub.database(), by_name).records.empty());
}

TEST_CASE("petitions are listed by the meeting that raised them", "[books][petitions]") {
  Books books;
  const auto meeting =
      expect(books.add(books.laptop, "meeting", {{"title", "Họp bản"}, {"date", "2026-11-20"}}));
  Json raised = road(books);
  raised["meeting"] = log::to_string(meeting);
  expect(books.add(books.laptop, "petition", raised));
  expect(books.add(books.laptop, "petition", road(books)));
  const auto filter = expect(books::parse_filter(log::kind_of<Petition>(), [&](const char* name) {
    return std::string_view(name) == "meeting" ? log::to_string(meeting) : std::string();
  }));
  const Json items = books::list_json(books.laptop.store(), filter)["items"];
  REQUIRE(items.size() == 1);
  CHECK(items[0]["shown"]["meeting"] == "Họp bản, 20/11/2026");
}

}  // namespace soban::test
