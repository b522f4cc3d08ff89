#include "core/books/security_reports.h"

#include <catch2/catch.hpp>

#include "core/books/sealed.h"
#include "core/books/view.h"
#include "core/store/security.h"
#include "tests/support/books.h"
#include "tests/support/expect.h"
#include "tests/support/police.h"
#include "tests/support/rule_cases.h"

namespace soban::test {
namespace {

using books::Json;

Json theft() {
  return {{"incident", "INCIDENT_THEFT"},  {"urgency", "URGENCY_URGENT"},
          {"date", "2026-11-24"},          {"time", "21:30"},
          {"place", "Nhà ông Vàng A Páo"}, {"people", "Giàng A Chớ, 19 tuổi"},
          {"account", "Mất hai con trâu"}};
}

Json quiet() { return {{"nothing", true}, {"fromDate", "2026-11-01"}, {"toDate", "2026-11-25"}}; }

// All that a machine holds of the logs, byte for byte.
std::string entries_of(Device& device) {
  std::string all;
  for (const auto& info : device.store().logs()) {
    for (log::Seq seq = 1; seq <= info.head.seq; ++seq)
      all += *store::change_bytes(device.database(), {info.id, seq});
  }
  return all;
}

std::vector<std::string> listed(Device& device, const std::string& state) {
  const auto filter =
      expect(books::parse_filter(log::kind_of<SecurityReport>(), [&](const char* name) {
        return std::string_view(name) == "state" ? state : std::string();
      }));
  std::vector<std::string> ids;
  const Json page = books::list_json(device.store(), filter);
  for (const Json& item : page["items"]) ids.push_back(item["id"].get<std::string>());
  return ids;
}

}  // namespace

TEST_CASE("what a security report must say", "[books][security]") {
  Books books;
  check_cases_on(
      books, books.laptop, "security-report", theft(),
      {{"as it was", nullptr, "", ""},
       {"no kind", {{"incident", nullptr}}, "incident", "required"},
       {"no day", {{"date", nullptr}}, "date", "required"},
       {"tomorrow", {{"date", "2026-11-26"}}, "date", "in_future"},
       {"no time of day", {{"time", nullptr}}, "", ""},
       {"25 o'clock", {{"time", "25:00"}}, "time", "not_a_time"},
       {"no place", {{"place", nullptr}}, "", ""},
       {"nothing told", {{"account", nullptr}}, "account", "required"},
       {"an account of nothing but spaces", {{"account", "  "}}, "account", "required"},
       {"a place that is too long", {{"place", std::string(500, 'a')}}, "place", "too_long"},
       {"a number for a text", {{"people", 5}}, "people", "wrong_type"},
       {"what the police write", {{"handling", "HANDLING_DONE"}}, "", "not_the_police"}});
}

TEST_CASE("what a period without an incident must say", "[books][security]") {
  Books books;
  check_cases_on(
      books, books.laptop, "security-report", quiet(),
      {{"as it was", nullptr, "", ""},
       {"no first day", {{"fromDate", nullptr}}, "fromDate", "required"},
       {"until tomorrow", {{"toDate", "2026-11-26"}}, "toDate", "in_future"},
       {"the days turned round", {{"toDate", "2026-10-31"}}, "toDate", "before_from"},
       {"and yet something", {{"incident", "INCIDENT_THEFT"}}, "incident", "not_for_form"},
       {"and yet an account", {{"account", "Mất trâu"}}, "account", "not_for_form"}});
}

TEST_CASE("place, people and account leave the laptop sealed, and only the police open them",
          "[books][security]") {
  Books books;
  Police police(books);
  police.publish();
  books.meet();
  const auto at = expect(books.add(books.laptop, "security-report", theft()));
  books.meet();
  for (const char* word : {"Vàng A Páo", "Giàng A Chớ", "hai con trâu"}) {
    CAPTURE(word);
    CHECK(entries_of(books.hub).find(word) == std::string::npos);
    CHECK(books.json(books.hub, at).dump().find(word) == std::string::npos);
    CHECK(books.json(books.laptop, at).dump().find(word) != std::string::npos);
  }
  const Json at_hub = books.json(books.hub, at);
  CHECK(at_hub["incident"] == "INCIDENT_THEFT");
  CHECK(at_hub["flags"] == Json::array({"urgent"}));
  CHECK(at_hub["shown"]["isSealed"] == true);
  CHECK(at_hub["shown"]["readers"] == Json::array({"congan"}));
  CHECK_FALSE(at_hub.contains("sealed"));
  const Json opened = expect(police.open(at));
  CHECK(opened["place"] == "Nhà ông Vàng A Páo");
  CHECK(opened["account"] == "Mất hai con trâu");
  Police stranger(books);
  CHECK(code_of(stranger.open(at)) == "sealed");
}

TEST_CASE("the village sees that its report was opened, by whom and when", "[books][security]") {
  Books books;
  Police police(books);
  police.publish();
  books.meet();
  const auto at = expect(books.add(books.laptop, "security-report", theft()));
  CHECK(books.json(books.laptop, at)["shown"]["openings"] == Json::array());
  books.meet();
  expect(police.open(at));
  books.meet();
  const Json openings = books.json(books.laptop, at)["shown"]["openings"];
  REQUIRE(openings.size() == 1);
  CHECK(openings[0]["by"] == "congan");
}

TEST_CASE("a correction is sealed anew, and keeps what it does not change", "[books][security]") {
  Books books;
  Police police(books);
  police.publish();
  books.meet();
  const auto at = expect(books.add(books.laptop, "security-report", theft()));
  expect(books.amend(books.laptop, at, {{"account", "Mất ba con trâu"}}));
  books.meet();
  const Json opened = expect(police.open(at));
  CHECK(opened["account"] == "Mất ba con trâu");
  CHECK(opened["people"] == "Giàng A Chớ, 19 tuổi");
  CHECK(code_of(books.amend(books.laptop, at, {{"account", nullptr}})) == "bad_fields");
}

TEST_CASE("a report that another laptop sealed can't be rewritten here", "[books][security]") {
  Books books;
  const auto at = expect(books.add(books.laptop, "security-report", theft()));
  books.laptop.in_transaction([](store::Store& store) {
    store.put_meta("sealing_key", crypto::SealingKey::generate().secret());
  });
  CHECK(books.json(books.laptop, at)["shown"]["isSealed"] == true);
  CHECK(code_of(books.amend(books.laptop, at, {{"account", "Khác"}})) == "sealed");
  expect(books.amend(books.laptop, at, {{"urgency", "URGENCY_NORMAL"}}));
}

TEST_CASE(
    "the police write what they did and nothing else; nobody else at the office writes at all",
    "[books][security]") {
  Books books;
  const auto at = expect(books.add(books.laptop, "security-report", theft()));
  books.meet();
  Police police(books);
  CHECK(code_of(books.amend(books.hub, at, {{"handling", "HANDLING_DONE"}})) == "not_the_police");
  CHECK(code_of(books.amend(books.hub, at, {{"urgency", "URGENCY_NORMAL"}})) == "not_the_police");
  CHECK(code_of(books.amend(books.laptop, at, {{"handling", "HANDLING_DONE"}})) ==
        "not_the_police");
  CHECK(code_of(books.cancel(books.hub, at)) == "not_the_village");
  CHECK(code_of(books.add(books.hub, "security-report", theft())) == "not_the_village");
  CHECK(code_of(books.run(books.hub, [&](store::Store& store) {
          return books::amend_record(
              store, {log::RecordId{at}, std::nullopt, {{"account", "Khác"}}, "sửa"}, kPolice);
        })) == "not_the_police");
  expect(police.handle(at, HANDLING_RECEIVED));
  books.meet();
  const Json report = books.json(books.laptop, at);
  CHECK(report["shown"]["state"] == "received");
  CHECK(report["handledOn"] == "2026-11-25");
  CHECK(report["account"] == "Mất hai con trâu");
  expect(police.handle(at, HANDLING_DONE));
  CHECK(books.json(books.hub, at)["flags"] == Json::array());
}

TEST_CASE("what was written before the police had a key is sealed to them when they have one",
          "[books][security]") {
  Books books;
  const auto at = expect(books.add(books.laptop, "security-report", theft()));
  CHECK(books.json(books.laptop, at)["shown"]["readers"] == Json::array());
  const auto seal = [&] {
    books.laptop.in_transaction(
        [](store::Store& store) { expect(books::seal_to_police(store, kVillageHead, 100)); });
  };
  seal();
  CHECK(store::reports_without_reader(books.laptop.database(), 10).size() == 1);
  Police police(books);
  police.publish();
  books.meet();
  seal();
  CHECK(store::reports_without_reader(books.laptop.database(), 10).empty());
  const auto changes = books.json(books.laptop, at)["changes"];
  seal();
  CHECK(books.json(books.laptop, at)["changes"] == changes);
  books.meet();
  CHECK(expect(police.open(at))["account"] == "Mất hai con trâu");
}

TEST_CASE("a colleague is let in by who can open, and nothing is sealed to a retired key",
          "[books][security]") {
  Books books;
  Police police(books);
  police.publish();
  books.meet();
  const auto at = expect(books.add(books.laptop, "security-report", theft()));
  books.meet();
  Police colleague(books, "congan2");
  colleague.publish();
  CHECK(code_of(colleague.open(at)) == "sealed");
  const auto share = [&] {
    std::int64_t shared = 0;
    books.hub.in_transaction([&](store::Store& store) {
      shared = expect(books::share_reports(store, police.key, colleague.key.public_key(), kPolice));
    });
    return shared;
  };
  CHECK(share() == 1);
  CHECK(share() == 0);
  CHECK(expect(colleague.open(at))["account"] == "Mất hai con trâu");
  const auto keys = store::police_keys(books.hub.database());
  PoliceKey retired;
  retired.set_retired(true);
  books.hub.in_transaction([&](store::Store& store) {
    store::Draft draft;
    draft.record = log::RecordId{keys[0].record};
    draft.kind = log::kind_of<PoliceKey>();
    draft.author = "congan";
    draft.delta = retired.SerializeAsString();
    expect(store.append(draft));
  });
  books.meet();
  const auto later = expect(books.add(books.laptop, "security-report", theft()));
  CHECK(books.json(books.laptop, later)["shown"]["readers"] == Json::array({"congan2"}));
}

TEST_CASE("no clerk rewrites, cancels or decides about a police key or an opening",
          "[books][security]") {
  Books books;
  Police police(books);
  police.publish();
  books.meet();
  const auto at = expect(books.add(books.laptop, "security-report", theft()));
  books.meet();
  Opening opening;
  opening.set_target(log::to_string(log::RecordId{at}));
  const auto opened = expect(books.run(books.hub, [&](store::Store& store) {
    return books::write_message(store, opening, log::kind_of<Opening>(), "NC", kPolice);
  }));
  const auto refused = [&](const log::Position& record) {
    const auto decided = books.run(books.hub, [&](store::Store& store) {
      return books::decide_record(store, {log::RecordId{record}, {}, "thử"}, kClerk);
    });
    return std::vector<std::string>{code_of(books.amend(books.hub, record, {{"retired", true}})),
                                    code_of(books.cancel(books.hub, record)), code_of(decided)};
  };
  const std::vector<std::string> expected(3, "wrong_kind");
  CHECK(refused(store::police_keys(books.hub.database())[0].record) == expected);
  CHECK(refused(opened) == expected);
}

TEST_CASE("reports are listed by where they stand", "[books][security]") {
  Books books;
  Police police(books);
  const auto urgent = expect(books.add(books.laptop, "security-report", theft()));
  Json plain = theft();
  plain["urgency"] = "URGENCY_NORMAL";
  const auto normal = expect(books.add(books.laptop, "security-report", plain));
  const auto nothing = expect(books.add(books.laptop, "security-report", quiet()));
  books.meet();
  using Ids = std::vector<std::string>;
  CHECK(listed(books.hub, "urgent") == Ids{log::to_string(urgent)});
  CHECK(listed(books.hub, "open") == Ids{log::to_string(normal), log::to_string(urgent)});
  CHECK(listed(books.hub, "nothing") == Ids{log::to_string(nothing)});
  CHECK(listed(books.hub, "done").empty());
  CHECK(store::open_reports(books.hub.database()).open == 2);
  CHECK(store::open_reports(books.hub.database()).urgent == 1);
  expect(police.handle(urgent, HANDLING_DONE));
  CHECK(listed(books.hub, "done") == Ids{log::to_string(urgent)});
  CHECK(store::open_reports(books.hub.database()).urgent == 0);
  CHECK(store::last_reported_day(books.laptop.database(), "NC") == "2026-11-25");
}

TEST_CASE("incidents are counted by kind and period without opening anything",
          "[books][security]") {
  Books books;
  expect(books.add(books.laptop, "security-report", theft()));
  expect(books.add(books.laptop, "security-report", theft()));
  Json fight = theft();
  fight["incident"] = "INCIDENT_FIGHT";
  fight["date"] = "2026-10-01";
  expect(books.add(books.laptop, "security-report", fight));
  expect(books.add(books.laptop, "security-report", quiet()));
  const auto cancelled = expect(books.add(books.laptop, "security-report", theft()));
  expect(books.cancel(books.laptop, cancelled));
  books.meet();
  const Json counts =
      expect(books::security_counts_json(books.hub.store(), "2026-11-01", "2026-11-30", "NC"));
  REQUIRE(counts["items"].size() == 1);
  CHECK(counts["items"][0]["counts"] == Json{{"INCIDENT_THEFT", 2}});
  CHECK(counts["items"][0]["total"] == 2);
  CHECK(counts["items"][0]["quiet"] == 1);
  CHECK(expect(
            books::security_counts_json(books.hub.store(), "2026-11-01", "2026-11-30", ""))["items"]
            .size() == 2);
  CHECK(code_of(books::security_counts_json(books.hub.store(), "2026-11-30", "2026-11-01", "")) ==
        "bad_filter");
}

TEST_CASE("an urgent report overtakes what waits for the hub, in a log of its own",
          "[books][security]") {
  Books books;
  const auto first = expect(books.add(books.laptop, "contribution", books.cash()));
  const auto soon = expect(books.add(books.laptop, "security-report", theft()));
  CHECK(soon.log == first.log);  // little waits
  for (int i = 0; i < store::kOvertakenMin; ++i)
    expect(books.add(books.laptop, "contribution", books.cash()));
  Json plain = theft();
  plain["urgency"] = "URGENCY_NORMAL";
  CHECK(expect(books.add(books.laptop, "security-report", plain)).log == first.log);
  const auto urgent = expect(books.add(books.laptop, "security-report", theft()));
  CHECK(urgent.log != first.log);
  CHECK(urgent.seq == 2);
  const auto after = expect(books.add(books.laptop, "contribution", books.cash()));
  CHECK(after.log == first.log);
  expect(books.amend(books.laptop, first, {{"amount", 300'000}}));
  books.meet();
  CHECK(books.json(books.hub, first)["amount"] == "300000");
  CHECK(books.hub.store().verify().empty());
}

}  // namespace soban::test
