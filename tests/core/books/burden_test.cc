#include "core/books/burden.h"

#include <algorithm>
#include <catch2/catch.hpp>

#include "tests/support/books.h"
#include "tests/support/expect.h"

namespace soban::test {
namespace {

using books::BurdenQuestion;
using books::Json;

Json appeal(const char* title, std::vector<std::string> villages = {},
            const char* from = "2026-09-01", const char* to = "2026-12-31") {
  return {{"title", title},       {"organiser", "Hội Chữ thập đỏ"},
          {"villages", villages}, {"fromDate", from},
          {"toDate", to},         {"state", "CAMPAIGN_STATE_OPEN"}};
}

// A commune with a campaign for the road, open all year (Books), in which more are asked for.
struct Asked : Books {
  log::Position ask(const Json& fields) { return expect(add(hub, "campaign", fields, "")); }
  log::Position house(const std::string& village, const std::string& code,
                      const std::string& head) {
    return hub.write(test::household(village, code, head));
  }
  void give(const log::Position& to, const log::Position& by, std::int64_t amount,
            const std::string& village = "NC") {
    Contribution gift;
    gift.set_campaign(log::to_string(to));
    gift.set_household(log::to_string(by));
    gift.set_form(FORM_CASH);
    gift.set_amount(amount);
    gift.set_date("2026-11-24");
    gift.set_voluntary(true);
    hub.write(creation_of(village, gift));
  }
  Json burden(const std::string& village = "", const char* from = "2026-07-01",
              const char* to = "2026-12-31") {
    return expect(books::burden_json(hub.store(), {from, to, village, "", 50}));
  }
};

Json village_row(const Json& burden, const std::string& code) {
  for (const Json& row : burden["villages"]) {
    if (row["village"] == code) return row;
  }
  return {};
}

std::vector<std::string> titles(const Json& burden) {
  std::vector<std::string> list;
  for (const Json& campaign : burden["campaigns"])
    list.push_back(campaign["title"].get<std::string>());
  return list;
}

}  // namespace

TEST_CASE("a village is asked by the campaigns of the period that name it or name none",
          "[books][burden]") {
  Asked books;
  books.ask(appeal("Ủng hộ đồng bào lũ quét"));
  books.ask(appeal("Cầu treo suối Lừm", {"NC"}));
  books.ask(appeal("Quỹ khuyến học 2025", {}, "2025-01-01", "2026-06-30"));
  Json proposed = appeal("Chỉ mới đề xuất");
  proposed["state"] = "CAMPAIGN_STATE_PROPOSED";
  books.ask(proposed);
  const auto given_up = books.ask(appeal("Đã hủy"));
  expect(books.cancel(books.hub, given_up));
  const Json burden = books.burden();
  CHECK(titles(burden) == std::vector<std::string>{"Đường nội bản 2026", "Ủng hộ đồng bào lũ quét",
                                                   "Cầu treo suối Lừm"});
  CHECK(village_row(burden, "NC")["asked"] == 3);
  CHECK(village_row(burden, "PL")["asked"] == 2);
  CHECK(burden["items"].empty());
  CHECK(titles(books.burden("", "2026-01-01", "2026-06-30")) ==
        std::vector<std::string>{"Quỹ khuyến học 2025", "Đường nội bản 2026"});
}

TEST_CASE("a village tells how many of its households gave, and how many to several campaigns",
          "[books][burden]") {
  Asked books;
  const auto flood = books.ask(appeal("Ủng hộ đồng bào lũ quét"));
  const auto second = books.house("NC", "015", "Vì Văn Sơn");
  books.house("NC", "016", "Cà Thị Mai");
  books.give(books.campaign, books.household, 100'000);
  books.give(books.campaign, books.household, 50'000);
  books.give(flood, books.household, 20'000);
  books.give(flood, second, 30'000);
  CHECK(village_row(books.burden(), "NC") == Json{{"village", "NC"},
                                                  {"name", "bản Nong Cóc"},
                                                  {"asked", 2},
                                                  {"households", 3},
                                                  {"gave", 2},
                                                  {"gaveSeveral", 1}});
  CHECK(village_row(books.burden("NC"), "NC") == village_row(books.burden(), "NC"));
  CHECK(village_row(books.burden(), "PL")["households"] == 1);
  CHECK(village_row(books.burden(), "PL")["gave"] == 0);
}

TEST_CASE("households are listed by how often they are asked, then by what they gave",
          "[books][burden]") {
  Asked books;
  const auto flood = books.ask(appeal("Ủng hộ đồng bào lũ quét"));
  const auto elsewhere = books.ask(appeal("Nhà văn hóa Pá Lầu", {"PL"}));
  const auto son = books.house("NC", "015", "Vì Văn Sơn");
  const auto mai = books.house("NC", "016", "Cà Thị Mai");
  books.give(books.campaign, books.household, 300'000);
  books.give(flood, books.household, 20'000);
  books.give(books.campaign, son, 500'000);
  books.give(elsewhere, mai, 10'000);  // asked although its village was not
  const Json items = books.burden("NC")["items"];
  REQUIRE(items.size() == 3);
  CHECK(items[0]["household"] == log::to_string(mai));
  CHECK(items[0]["asked"] == 3);
  CHECK(items[0]["gave"] == 1);
  CHECK(items[1]["household"] == log::to_string(son));
  CHECK(items[2] == Json{{"household", log::to_string(books.household)},
                         {"label", "Lò Văn Đức · hộ 014"},
                         {"village", "NC"},
                         {"asked", 2},
                         {"gave", 2},
                         {"records", 2},
                         {"money", "320000"},
                         {"labourMilli", "0"},
                         {"value", "0"},
                         {"poverty", nullptr}});
  CHECK(books.burden("PL")["items"].size() == 1);
}

TEST_CASE("what is cancelled is nobody's burden", "[books][burden]") {
  Asked books;
  expect(books.add(books.laptop, "contribution", books.cash()));
  const auto twice = expect(books.add(books.laptop, "contribution", books.cash()));
  expect(books.cancel(books.laptop, twice));
  books.meet();
  const Json item = books.burden("NC")["items"][0];
  CHECK(item["records"] == 1);
  CHECK(item["money"] == "200000");
}

TEST_CASE("labour and what things are worth count beside money", "[books][burden]") {
  Asked books;
  Json labour = books.cash();
  labour["form"] = "FORM_LABOUR";
  labour["amount"] = nullptr;
  labour["quantityMilli"] = 2'500;
  labour["value"] = 450'000;
  expect(books.add(books.laptop, "contribution", labour));
  books.meet();
  const Json item = books.burden("NC")["items"][0];
  CHECK(item["money"] == "0");
  CHECK(item["labourMilli"] == "2500");
  CHECK(item["value"] == "450000");
}

TEST_CASE("a household that became part of another one adds to it", "[books][burden]") {
  Asked books;
  const auto son = books.house("NC", "015", "Vì Văn Sơn");
  books.give(books.campaign, books.household, 100'000);
  books.give(books.campaign, son, 50'000);
  expect(books.amend(books.hub, son, {{"mergedInto", log::to_string(books.household)}}, "nhập hộ"));
  const Json burden = books.burden("NC");
  REQUIRE(burden["items"].size() == 1);
  CHECK(burden["items"][0]["money"] == "150000");
  CHECK(burden["items"][0]["gave"] == 1);
  CHECK(burden["campaigns"][0]["households"] == 1);
}

TEST_CASE("poor households are marked as of the latest year", "[books][burden]") {
  Asked books;
  expect(books.amend(books.hub, books.household,
                     {{"poverty",
                       {{{"year", 2026}, {"poverty", "POVERTY_POOR"}},
                        {{"year", 2024}, {"poverty", "POVERTY_NONE"}}}}},
                     "rà soát"));
  CHECK(books.burden("NC")["items"][0]["poverty"] == "POVERTY_POOR");
}

TEST_CASE("two campaigns for the same are named with the households that gave to both",
          "[books][burden]") {
  Asked books;
  const auto road = books.ask(appeal("Sửa đường nội bản", {"NC"}));
  const auto flood = books.ask(appeal("Ủng hộ đồng bào lũ quét"));
  const auto other_village = books.ask(appeal("Kênh mương Pá Lầu", {"PL"}));
  CHECK(books.burden()["overlaps"].empty());  // nobody gave yet
  books.give(books.campaign, books.household, 100'000);
  books.give(road, books.household, 100'000);
  const auto pair = [&](const char* code, const log::Position& a, const log::Position& b) {
    return Json{{"code", code},
                {"first", log::to_string(a)},
                {"second", log::to_string(b)},
                {"households", 1}};
  };
  CHECK(books.burden()["overlaps"] == Json{pair("same_purpose", books.campaign, road)});
  books.give(flood, books.household, 10'000);
  books.give(other_village, books.household,
             10'000);  // asks others: no overlap with the road of NC
  const Json overlaps = books.burden()["overlaps"];
  CHECK(overlaps ==
        Json{pair("same_purpose", books.campaign, road), pair("same_period", books.campaign, flood),
             pair("same_period", books.campaign, other_village), pair("same_period", road, flood),
             pair("same_period", flood, other_village)});
  CHECK(books.burden("PL")["overlaps"].empty());
}

TEST_CASE("a campaign that is over is still compared with those of its time", "[books][burden]") {
  Asked books;
  const auto road = books.ask(appeal("Sửa đường nội bản", {"NC"}));
  books.give(books.campaign, books.household, 100'000);
  books.give(road, books.household, 100'000);
  expect(books.amend(books.hub, road, {{"state", "CAMPAIGN_STATE_CLOSED"}}, "đã xong"));
  CHECK(books.burden()["overlaps"].size() == 1);
}

TEST_CASE("the households of a village come page by page, each once", "[books][burden]") {
  Asked books;
  for (int i = 100; i < 105; ++i) books.house("NC", std::to_string(i), "Lò Văn Một");
  std::vector<std::string> all;
  BurdenQuestion question{"2026-01-01", "2026-12-31", "NC", "", 4};
  for (int pages = 0; pages < 3; ++pages) {
    const Json page = expect(books::burden_json(books.hub.store(), question));
    for (const Json& item : page["items"]) all.push_back(item["household"].get<std::string>());
    if (page["next"].is_null()) break;
    question.cursor = page["next"].get<std::string>();
  }
  CHECK(all.size() == 6);
  std::sort(all.begin(), all.end());
  CHECK(std::unique(all.begin(), all.end()) == all.end());
}

TEST_CASE("what can't be asked is refused", "[books][burden]") {
  Asked books;
  const auto code = [&](const BurdenQuestion& question) {
    return code_of(books::burden_json(books.hub.store(), question));
  };
  CHECK(code({"2026-02-30", "2026-12-31", "", "", 50}) == "bad_filter");
  CHECK(code({"2026-01-01", "", "", "", 50}) == "bad_filter");
  CHECK(code({"2026-01-01", "2026-12-31", "XX", "", 50}) == "bad_filter");
  for (const char* cursor : {"x", "1", "1.2", "1.2.3x", "1,2,3"})
    CHECK(code({"2026-01-01", "2026-12-31", "NC", cursor, 50}) == "bad_filter");
}

}  // namespace soban::test
