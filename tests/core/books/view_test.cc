#include "core/books/view.h"

#include <catch2/catch.hpp>

#include "core/books/reviews.h"
#include "tests/support/books.h"
#include "tests/support/expect.h"

namespace soban::test {
namespace {

using books::Json;

Json history(Device& device, const log::Position& record) {
  return books::history_json(device.store(), device.record(record))["items"];
}

// Of each step: author and, for each changed field, "field: before → after".
std::vector<std::string> story(const Json& items) {
  std::vector<std::string> lines;
  for (const Json& item : items) {
    std::string line = item["author"].get<std::string>();
    if (item["created"] == true) line += " ghi";
    if (item["voids"] == true) line += " hủy";
    if (item["decides"] == true) line += " chọn";
    for (const Json& field : item["fields"]) {
      if (field["field"] != "amount" && field["field"] != "note") continue;
      line += " " + field["field"].get<std::string>() + ": " + field["before"].get<std::string>() +
              " → " + field["after"].get<std::string>();
    }
    if (!item["review"].is_null()) line += " " + item["review"]["verdict"].get<std::string>();
    lines.push_back(line);
  }
  return lines;
}

void review(Books& books, const log::Position& record, Verdict verdict,
            const std::string& comment) {
  expect(books.run(books.hub, [&](store::Store& store) {
    return books::review_record(store, log::RecordId{record}, std::nullopt, verdict, comment,
                                kClerk);
  }));
}

Result<store::ListFilter> filter_of(const std::map<std::string, std::string>& parameters,
                                    std::uint32_t kind = log::kind_of<Contribution>(),
                                    bool doubtful_first = false) {
  const auto parameter = [&](const char* name) {
    const auto found = parameters.find(name);
    return found == parameters.end() ? std::string() : found->second;
  };
  return books::parse_filter(kind, parameter, doubtful_first);
}

}  // namespace

TEST_CASE("a record is its fields with the envelope beside them under its own names", "[books]") {
  Books books;
  const auto at = expect(books.add(books.laptop, "contribution", books.cash()));
  const Json json = books.json(books.laptop, at);
  CHECK(json["id"] == log::to_string(at));
  CHECK(json["kind"] == "contribution");
  CHECK(json["village"] == "NC");
  CHECK(json["status"] == "waiting");
  CHECK(json["sent"] == false);
  CHECK(json["conflict"] == false);
  CHECK(json["created"] == "2026-11-25T07:00:00+07:00");
  CHECK(json["changed"] == json["created"]);
  CHECK(json["author"] == "Lò Văn Đức");
  CHECK(json["heads"] == Json::array({log::to_string(at)}));
  CHECK(json["changes"] == 1);
  CHECK(json["voided"].is_null());
  CHECK(json["review"].is_null());
  CHECK(json["flags"] == Json::array());
  CHECK(json["conflicts"] == Json::array());
}

TEST_CASE("a record's fields are protobuf's JSON mapping, sums as text", "[books]") {
  Books books;
  Json fields = books.cash();
  fields["note"] = "một\nhai";
  const Json json =
      books.json(books.laptop, expect(books.add(books.laptop, "contribution", fields)));
  CHECK(json["amount"] == "200000");
  CHECK(json["form"] == "FORM_CASH");
  CHECK(json["donorType"] == "DONOR_TYPE_HOUSEHOLD");
  CHECK(json["household"] == log::to_string(books.household));
  CHECK(json["campaign"] == log::to_string(books.campaign));
  CHECK(json["date"] == "2026-11-24");
  CHECK(json["voluntary"] == true);
  CHECK(json["note"] == "một\nhai");
  CHECK_FALSE(json.contains("donorName"));
  CHECK_FALSE(json.contains("quantityMilli"));
}

TEST_CASE("a contribution is shown in words", "[books]") {
  Books books;
  const Json shown = books.json(
      books.laptop, expect(books.add(books.laptop, "contribution", books.cash())))["shown"];
  CHECK(shown["donor"] == "Lò Văn Đức");
  CHECK(shown["donorDetail"] == "hộ 014");
  CHECK(shown["campaign"] == "Đường nội bản 2026");
  CHECK(shown["given"] == "200.000 đ");
  CHECK(shown["givenWords"] == "Hai trăm nghìn đồng");
  CHECK(shown["form"] == "Tiền mặt");
  CHECK(shown["date"] == "24/11/2026");
  CHECK(shown["village"] == "bản Nong Cóc");
}

TEST_CASE("what was given is shown in its own measure", "[books]") {
  Books books;
  struct Case {
    Json change;
    const char* given;
  };
  for (const Case& given :
       {Case{{{"form", "FORM_TRANSFER"}, {"amount", 1'200'000}}, "1.200.000 đ"},
        Case{{{"form", "FORM_LABOUR"}, {"amount", nullptr}, {"quantityMilli", 2500}}, "2,5 công"},
        Case{{{"form", "FORM_LAND"}, {"amount", nullptr}, {"quantityMilli", 30'000}}, "30 m² đất"},
        Case{{{"form", "FORM_MATERIALS"},
              {"amount", nullptr},
              {"quantityMilli", 12'000},
              {"unit", "bao"},
              {"material", "xi măng"}},
             "12 bao xi măng"}}) {
    Json fields = books.cash();
    fields.merge_patch(given.change);
    const auto at = expect(books.add(books.laptop, "contribution", fields));
    CHECK(books.json(books.laptop, at)["shown"]["given"] == given.given);
  }
}

TEST_CASE("records of other kinds are shown in words too", "[books]") {
  Books books;
  CHECK(books.json(books.hub, books.household)["shown"]["label"] == "Lò Văn Đức · hộ 014");
  expect(books.amend(books.hub, books.household, {{"birthYear", 1975}}));
  CHECK(books.json(books.hub, books.household)["shown"]["label"] == "Lò Văn Đức (1975) · hộ 014");
  CHECK(books.json(books.hub, books.campaign)["shown"]["period"] == "01/01/2026 – 31/12/2026");
}

TEST_CASE("what refers to something not here yet says so and does not fail", "[books]") {
  Books books;
  const auto at = expect(books.add(books.laptop, "contribution", books.cash()));
  Device fresh(books.commune.enrol("NC"));
  for (const OwnedBatch& batch : batches_of(books.laptop.store(), at.log, 1, 1 << 20)) {
    expect(fresh.receive(batch));
  }
  fresh.apply_all();
  const Json json = books.json(fresh, at);
  CHECK(json["shown"]["donor"] == "(hộ chưa có trên máy này)");
  CHECK(json["shown"]["campaign"] == "(đợt vận động chưa có trên máy này)");
  CHECK(json["shown"]["village"] == "NC");
}

TEST_CASE("a record is waiting until the hub is known to have all of it", "[books]") {
  Books books;
  const auto at = expect(books.add(books.laptop, "contribution", books.cash()));
  const auto status = [&] { return books.json(books.laptop, at)["status"].get<std::string>(); };
  const auto hub_has = [&](log::Seq seq) {
    books.laptop.in_transaction([&](store::Store& store) { store.note_peer_head(at.log, seq); });
  };
  CHECK(status() == "waiting");
  hub_has(at.seq);
  CHECK(status() == "received");
  const auto change = expect(books.amend(books.laptop, at, {{"amount", 5}}));
  CHECK(status() == "waiting");
  hub_has(change.seq);
  CHECK(status() == "received");
}

TEST_CASE("nothing waits at the office", "[books]") {
  Books books;
  CHECK(books.json(books.hub, books.household)["status"] == "received");
  const auto at = expect(books.add(books.hub, "contribution", books.cash()));
  CHECK(books.json(books.hub, at)["sent"] == true);
  CHECK(books.json(books.hub, at)["status"] == "received");
}

TEST_CASE("a conflict shows both values side by side, the one that holds for now first",
          "[books]") {
  Books books;
  const auto at = expect(books.add(books.laptop, "contribution", books.cash()));
  books.meet();
  books.hub.clock.advance_ms(60'000);
  const auto village = expect(books.amend(books.laptop, at, {{"amount", 250'000}}));
  const auto office = expect(books.amend(books.hub, at, {{"amount", 300'000}}));
  books.meet();
  for (Device* device : {&books.laptop, &books.hub}) {
    const Json conflicts = books.json(*device, at)["conflicts"];
    REQUIRE(conflicts.size() == 1);
    CHECK(conflicts[0]["field"] == "amount");
    CHECK(conflicts[0]["needsDecision"] == true);
    const Json values = conflicts[0]["values"];
    REQUIRE(values.size() == 2);
    CHECK(values[0]["position"] == log::to_string(office));
    CHECK(values[0]["value"] == "300000");
    CHECK(values[0]["shown"] == "300.000 đ");
    CHECK(values[0]["author"] == "Cán bộ văn phòng");
    CHECK(values[0]["winner"] == true);
    CHECK(values[1]["position"] == log::to_string(village));
    CHECK(values[1]["shown"] == "250.000 đ");
    CHECK(values[1]["winner"] == false);
  }
}

TEST_CASE("the history tells who did what, in order", "[books]") {
  Books books;
  const auto tick = [&] {
    books.laptop.clock.advance_ms(60'000);
    books.hub.clock.advance_ms(60'000);
  };
  const auto at = expect(books.add(books.laptop, "contribution", books.cash()));
  tick();
  expect(books.amend(books.laptop, at, {{"amount", 250'000}}, "đếm lại"));
  books.meet();
  tick();
  review(books, at, VERDICT_RETURNED, "thiếu ghi chú");
  books.meet();
  tick();
  expect(books.amend(books.laptop, at, {{"note", "đã xem"}}));
  tick();
  expect(books.cancel(books.laptop, at, "ghi hai lần"));
  books.meet();

  for (Device* device : {&books.laptop, &books.hub}) {
    const Json items = history(*device, at);
    CHECK(story(items) == std::vector<std::string>{"Lò Văn Đức ghi amount:  → 200.000 đ",
                                                   "Lò Văn Đức amount: 200.000 đ → 250.000 đ",
                                                   "Cán bộ văn phòng VERDICT_RETURNED",
                                                   "Lò Văn Đức note:  → đã xem", "Lò Văn Đức hủy"});
    CHECK(items[1]["reason"] == "đếm lại");
    CHECK(items[1]["at"] == "2026-11-25T07:01:00+07:00");
    CHECK(items[2]["review"]["comment"] == "thiếu ghi chú");
    CHECK(items[4]["reason"] == "ghi hai lần");
    CHECK(items[0]["position"] == log::to_string(at));
    CHECK(items[0]["deviceName"] == "Máy bản NC");
    CHECK(items[2]["deviceName"] == "hub");
  }
}

TEST_CASE("the history shows what was cleared and what was chosen", "[books]") {
  Books books;
  Json fields = books.cash();
  fields["note"] = "một";
  const auto at = expect(books.add(books.laptop, "contribution", fields));
  books.meet();
  books.hub.clock.advance_ms(60'000);
  const auto village = expect(books.amend(books.laptop, at, {{"note", nullptr}, {"amount", 1000}}));
  expect(books.amend(books.hub, at, {{"amount", 2000}}));
  books.meet();
  books.laptop.clock.advance_ms(120'000);
  expect(books.run(books.laptop, [&](store::Store& store) {
    return books::decide_record(store, {log::RecordId{at}, {{"amount", village}}, "hỏi lại"},
                                kVillageHead);
  }));
  CHECK(story(history(books.laptop, at)) ==
        std::vector<std::string>{"Lò Văn Đức ghi amount:  → 200.000 đ note:  → một",
                                 "Lò Văn Đức amount: 200.000 đ → 1.000 đ note: một → ",
                                 "Cán bộ văn phòng amount: 1.000 đ → 2.000 đ",
                                 "Lò Văn Đức chọn amount: 2.000 đ → 1.000 đ"});
}

TEST_CASE("totals add up what counts, by campaign and village", "[books]") {
  Books books;
  const auto add = [&](const Json& change) {
    Json fields = books.cash();
    fields.merge_patch(change);
    return expect(books.add(books.hub, "contribution", fields));
  };
  const auto accepted = add({{"amount", 1000}});
  add({{"amount", 200}, {"form", "FORM_TRANSFER"}, {"household", nullptr}, {"donorName", "HTX"}});
  add({{"form", "FORM_LABOUR"}, {"amount", nullptr}, {"quantityMilli", 2500}, {"value", 500'000}});
  add({{"form", "FORM_LAND"}, {"amount", nullptr}, {"quantityMilli", 30'000}});
  const auto cancelled = add({{"amount", 7'000'000}});
  expect(books.cancel(books.hub, cancelled));
  review(books, accepted, VERDICT_ACCEPTED, "");

  const Json totals = books::totals_json(books.hub.store(), std::nullopt, std::nullopt);
  REQUIRE(totals["items"].size() == 1);
  const Json row = totals["items"][0];
  CHECK(row["campaign"] == log::to_string(books.campaign));
  CHECK(row["campaignTitle"] == "Đường nội bản 2026");
  CHECK(row["village"] == "NC");
  CHECK(row["villageName"] == "bản Nong Cóc");
  CHECK(row["records"] == 4);
  CHECK(row["donors"] == 1);
  CHECK(row["money"] == "1200");
  CHECK(row["labourMilli"] == "2500");
  CHECK(row["landMilli"] == "30000");
  CHECK(row["value"] == "500000");
  CHECK(row["accepted"] == 1);
  CHECK(row["returned"] == 0);
  CHECK(totals["sum"]["records"] == 4);
  CHECK(totals["sum"]["money"] == "1200");
}

TEST_CASE("totals can be asked for one campaign or one village", "[books]") {
  Books books;
  expect(books.add(books.hub, "contribution", books.cash()));
  const auto records = [&](const std::optional<log::Position>& campaign,
                           const std::optional<std::string>& village) {
    return books::totals_json(books.hub.store(), campaign, village)["sum"]["records"].get<int>();
  };
  CHECK(records(books.campaign, std::nullopt) == 1);
  CHECK(records(books.campaign, "NC") == 1);
  CHECK(records(std::nullopt, "PL") == 0);
  CHECK(records(books.household, std::nullopt) == 0);
}

TEST_CASE("filters that make no sense are named", "[books]") {
  for (const auto& [name, value] : std::map<std::string, std::vector<std::string>>{
           {"campaign", {"x", "1:1"}},
           {"household", {"00000000000000aa"}},
           {"target", {"-"}},
           {"status", {"open", "WAITING"}},
           {"cursor", {"x", "-1", "5x", ".", "1.", "2.5", "0.5.", "1.x", "99999999999999999999"}},
           {"limit", {"0", "-1", "201", "x", "5x", "1.5", "99999999999999999999"}}}) {
    for (const std::string& text : value) {
      INFO(name << "=" << text);
      const auto filter = filter_of({{name, text}});
      REQUIRE(code_of(filter) == "bad_filter");
      CHECK(filter.error().text.find(name) != std::string::npos);
    }
  }
}

TEST_CASE("a cursor is one of the order that the kind is listed in", "[books]") {
  const auto household = log::kind_of<Household>();
  const auto cursor_of = [](const char* cursor, std::uint32_t kind, const char* order = "") {
    return code_of(filter_of({{"cursor", cursor}, {"order", order}}, kind));
  };
  CHECK(cursor_of("5", household) == "bad_filter");
  CHECK(cursor_of("!!.5", household) == "bad_filter");
  CHECK(cursor_of("AQID.5", household, "recent") == "bad_filter");
  CHECK(cursor_of("0.5", log::kind_of<Meeting>()) == "bad_filter");
  CHECK(filter_of({{"cursor", "AQID.5"}}, household));
  CHECK(filter_of({{"cursor", ".5"}}, household));  // the head has no name
  CHECK(filter_of({{"cursor", "5"}, {"order", "recent"}}, household));
  CHECK(filter_of({{"cursor", "5"}}));
  const auto contribution = log::kind_of<Contribution>();
  CHECK(filter_of({{"cursor", "0.5"}}, contribution, true));  // the office's queue
  CHECK(code_of(filter_of({{"cursor", "5"}}, contribution, true)) == "bad_filter");
  CHECK(cursor_of("0.5", contribution) == "bad_filter");
}

TEST_CASE("filters are read from their parameters", "[books]") {
  const auto filter = expect(filter_of({{"village", "NC"},
                                        {"campaign", "00000000000000aa:7"},
                                        {"status", "voided"},
                                        {"query", "lo van duc"},
                                        {"limit", "200"}}));
  CHECK(filter.village == "NC");
  CHECK(filter.campaign == log::Position{log::LogId{0xAA}, 7});
  CHECK(filter.statuses.size() == 2);
  CHECK(filter.query == "lo van duc");
  CHECK(filter.limit == 200);
  CHECK_FALSE(filter.by_name);
  CHECK(expect(filter_of({{"status", "waiting"}})).only_unsent);
  CHECK(expect(filter_of({}, log::kind_of<Household>())).by_name);
  CHECK_FALSE(expect(filter_of({{"order", "recent"}}, log::kind_of<Household>())).by_name);
}

TEST_CASE("a list has pages that hold each record once", "[books]") {
  Books books;
  std::set<std::string> written;
  for (int i = 1; i <= 7; ++i) {
    Json fields = books.cash();
    fields["amount"] = i;
    written.insert(log::to_string(expect(books.add(books.hub, "contribution", fields))));
  }
  std::set<std::string> seen;
  std::string cursor;
  for (int page = 0; page < 3; ++page) {
    const auto filter = expect(filter_of({{"limit", "3"}, {"cursor", cursor}}));
    const Json list = books::list_json(books.hub.store(), filter);
    CHECK(list["items"].size() == (page == 2 ? 1 : 3));
    for (const Json& item : list["items"]) CHECK(seen.insert(item["id"]).second);
    CHECK(list["next"].is_null() == (page == 2));
    if (list["next"].is_string()) cursor = list["next"];
  }
  CHECK(seen == written);
}

}  // namespace soban::test
