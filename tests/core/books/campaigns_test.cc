#include "core/books/campaigns.h"

#include <catch2/catch.hpp>

#include "core/books/reviews.h"
#include "core/books/view.h"
#include "tests/support/books.h"
#include "tests/support/expect.h"
#include "tests/support/rule_cases.h"

namespace soban::test {
namespace {

using books::Json;

Json bridge() {
  return {{"title", "Cầu treo suối Lừm"},
          {"purpose", "Học sinh qua suối an toàn mùa lũ"},
          {"organiser", "Ban phát triển bản Nong Cóc"},
          {"forms", {"FORM_CASH", "FORM_LABOUR"}},
          {"target", 50'000'000},
          {"fromDate", "2026-12-01"},
          {"toDate", "2027-03-31"}};
}

std::vector<std::string> codes_of(const Json& findings) {
  std::vector<std::string> codes;
  for (const Json& finding : findings) codes.push_back(finding["code"].get<std::string>());
  return codes;
}

Result<log::Position> review(Books& books, const log::Position& record, Verdict verdict,
                             const std::string& comment = "") {
  return books.run(books.hub, [&](store::Store& store) {
    return books::review_record(store, log::RecordId{record}, std::nullopt, verdict, comment,
                                kClerk);
  });
}

}  // namespace

TEST_CASE("what a proposal must say", "[books][campaigns]") {
  Books books;
  check_cases(
      books, "campaign-proposal", bridge(),
      {{"as it was", nullptr, "", ""},
       {"no title", {{"title", nullptr}}, "title", "required"},
       {"for nothing", {{"purpose", nullptr}}, "purpose", "required"},
       {"by nobody", {{"organiser", nullptr}}, "organiser", "required"},
       {"no first day", {{"fromDate", nullptr}}, "fromDate", "required"},
       {"over before it begins", {{"toDate", "2026-11-30"}}, "toDate", "before_from"},
       {"no sum in view", {{"target", nullptr}}, "", ""},
       {"a sum below nothing", {{"target", -1}}, "target", "negative"},
       {"agreed at no meeting", {{"meeting", "00000000000000aa:9"}}, "meeting", "unknown_meeting"},
       {"for a village that is not there", {{"villages", {"XX"}}}, "villages", "unknown_village"}});
}

TEST_CASE("a proposal that fixes a level or forces is told why, in its own words",
          "[books][campaigns]") {
  Books books;
  Json fields = bridge();
  fields["purpose"] = "Làm cầu. Mỗi hộ đóng 200.000 đồng; bắt buộc với hộ khá.";
  const Json proposal =
      books.json(books.laptop, expect(books.add(books.laptop, "campaign-proposal", fields)));
  CHECK(proposal["flags"] == Json::array({"fixed_level", "forced"}));
  const Json findings = proposal["shown"]["findings"];
  REQUIRE(codes_of(findings) == std::vector<std::string>{"fixed_level", "forced", "same_period"});
  CHECK(findings[0]["text"] == "Mỗi hộ đóng 200.000 đồng");
  CHECK(findings[1]["text"] == "bắt buộc với hộ khá");
}

TEST_CASE("an appeal for the same, to the same households, is found with the other one's name",
          "[books][campaigns]") {
  Books books;
  Json again = bridge();
  again["title"] = "Sửa đường nội bản";
  again["purpose"] = "Đường nội bản lầy lội";
  const auto at = expect(books.add(books.laptop, "campaign-proposal", again));
  const Json proposal = books.json(books.laptop, at);
  CHECK(proposal["flags"] == Json::array({"same_purpose"}));
  const Json finding = proposal["shown"]["findings"][0];
  CHECK(finding["record"] == log::to_string(books.campaign));
  CHECK(finding["title"] == "Đường nội bản 2026");
  CHECK(finding["period"] == "01/01/2026 – 31/12/2026");
  // Long over, and nobody proposes it any more: nobody is asked twice.
  expect(books.cancel(books.laptop, at));
  again["fromDate"] = "2028-02-01";
  again["toDate"] = "2028-03-01";
  const Json later =
      books.json(books.laptop, expect(books.add(books.laptop, "campaign-proposal", again)));
  CHECK(later["flags"] == Json::array());
}

TEST_CASE("appeals that only share a place or a word are not for the same", "[books][campaigns]") {
  Books books;
  Json road = bridge();
  road["title"] = "Đường từ nhà văn hóa đến đầu bản";
  road["purpose"] = "Đổ bê tông 620 m đường";
  expect(books.add(books.laptop, "campaign-proposal", road));
  Json yard = bridge();
  yard["title"] = "Làm sân nhà thể thao bản";
  yard["purpose"] = "Trẻ em có chỗ chơi";
  CHECK(books.json(books.laptop, expect(books.add(books.laptop, "campaign-proposal",
                                                  yard)))["flags"] == Json::array());
}

TEST_CASE("two villages that propose the same do not ask the same households",
          "[books][campaigns]") {
  Books books;
  expect(books.add(books.laptop, "campaign-proposal", bridge()));
  books.meet();
  const auto other = expect(books.add(books.hub, "campaign-proposal", bridge(), "PL"));
  CHECK(codes_of(books.json(books.hub, other)["shown"]["findings"]) ==
        std::vector<std::string>{"same_period"});
  const auto all = expect(books.add(books.hub, "campaign-proposal", bridge(), ""));
  CHECK(books.json(books.hub, all)["flags"] == Json::array({"same_purpose"}));
}

TEST_CASE("what the office accepts is opened once, for the village that proposed it",
          "[books][campaigns]") {
  Books books;
  const auto at = expect(books.add(books.laptop, "campaign-proposal", bridge()));
  CHECK(books.json(books.laptop, at)["shown"]["campaign"].is_null());
  books.meet();
  expect(review(books, at, VERDICT_ACCEPTED));
  books.meet();
  const Json proposal = books.json(books.laptop, at);
  CHECK(proposal["status"] == "accepted");
  REQUIRE(proposal["shown"]["campaign"].is_string());
  const auto opened = *log::parse_position(proposal["shown"]["campaign"].get<std::string>());
  const Json campaign = books.json(books.laptop, opened);
  CHECK(campaign["state"] == "CAMPAIGN_STATE_OPEN");
  CHECK(campaign["title"] == "Cầu treo suối Lừm");
  CHECK(campaign["villages"] == Json::array({"NC"}));
  CHECK(campaign["target"] == "50000000");
  CHECK(campaign["approvedBy"] == kClerk.name);
  CHECK(campaign["approvedOn"] == "2026-11-25");
  CHECK(campaign["proposal"] == log::to_string(at));
  CHECK(campaign["flags"] == Json::array());  // its own proposal is not another appeal
  expect(review(books, at, VERDICT_ACCEPTED));
  store::ListFilter campaigns;
  campaigns.kind = log::kind_of<Campaign>();
  CHECK(store::list_records(books.hub.database(), campaigns).records.size() == 2);
}

TEST_CASE("what the office returns opens nothing and can be proposed in other words",
          "[books][campaigns]") {
  Books books;
  const auto at = expect(books.add(books.laptop, "campaign-proposal", bridge()));
  books.meet();
  expect(review(books, at, VERDICT_RETURNED, "Bỏ mức đóng"));
  books.meet();
  CHECK(books.json(books.laptop, at)["status"] == "returned");
  CHECK(books.json(books.laptop, at)["shown"]["campaign"].is_null());
  expect(books.amend(books.laptop, at, {{"purpose", "Tùy lòng hảo tâm"}}));
  books.meet();
  CHECK(books.json(books.hub, at)["status"] == "received");
  expect(review(books, at, VERDICT_ACCEPTED));
  CHECK(books.json(books.hub, at)["shown"]["campaign"].is_string());
}

TEST_CASE("a campaign that the office makes itself is compared too, on its own page",
          "[books][campaigns]") {
  Books books;
  const auto again = expect(books.add(books.hub, "campaign",
                                      {{"title", "Sửa đường nội bản"},
                                       {"fromDate", "2026-11-01"},
                                       {"toDate", "2026-12-31"},
                                       {"state", "CAMPAIGN_STATE_OPEN"}}));
  CHECK(codes_of(books.json(books.hub, again)["shown"]["findings"]) ==
        std::vector<std::string>{"same_purpose"});
  CHECK(books.json(books.hub, again)["flags"] == Json::array());
  expect(books.amend(books.hub, again, {{"state", "CAMPAIGN_STATE_PROPOSED"}}));
  CHECK(books.json(books.hub, again)["flags"] == Json::array({"same_purpose"}));
  expect(books.amend(books.hub, again, {{"state", "CAMPAIGN_STATE_CLOSED"}}));
  CHECK(books.json(books.hub, again)["shown"]["findings"] == Json::array());
}

TEST_CASE("a campaign is settled with what it brought in and cost, and says what came later",
          "[books][campaigns]") {
  Books books;
  expect(books.add(books.laptop, "contribution", books.cash()));
  expect(books.add(books.laptop, "spending",
                   {{"campaign", log::to_string(books.campaign)},
                    {"date", "2026-11-24"},
                    {"item", "Xi măng"},
                    {"amount", 150'000}}));
  books.meet();
  CHECK(books.json(books.hub, books.campaign)["shown"]["settlement"] == Json::array());
  expect(books.amend(books.hub, books.campaign,
                     {{"state", "CAMPAIGN_STATE_SETTLED"}, {"settlementNote", "Đã họp dân"}}));
  const auto figure = [&](const char* name) {
    const Json campaign = books.json(books.hub, books.campaign);
    for (const Json& each : campaign["shown"]["settlement"]) {
      if (each["name"] == name) return each;
    }
    return Json();
  };
  CHECK(figure("money")["shown"] == "200.000 đ");
  CHECK(figure("spent")["shown"] == "150.000 đ");
  CHECK(figure("balance")["shown"] == "50.000 đ");
  CHECK(figure("balance")["now"].is_null());
  CHECK(books.json(books.hub, books.campaign)["settledOn"] == "2026-11-25");
  const auto late = expect(books.add(books.laptop, "contribution", books.cash()));
  CHECK(books.json(books.laptop, late)["status"] != "voided");
  books.meet();
  CHECK(books.json(books.hub, late)["flags"][0] == "campaign_not_open");
  CHECK(figure("money")["shown"] == "200.000 đ");
  CHECK(figure("money")["now"] == "400.000 đ");
}

}  // namespace soban::test
