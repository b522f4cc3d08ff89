#include "core/books/household_requests.h"

#include <catch2/catch.hpp>

#include "core/books/reviews.h"
#include "core/books/view.h"
#include "tests/support/books.h"
#include "tests/support/expect.h"
#include "tests/support/office.h"
#include "tests/support/rule_cases.h"

namespace soban::test {
namespace {

using books::Json;

Json newcomer() {
  return {{"change", "HOUSEHOLD_CHANGE_NEW"},
          {"head", "Sùng A Tủa"},
          {"members", 5},
          {"poverty", "POVERTY_POOR"},
          {"date", "2026-11-20"}};
}

Json about(Books& books, const char* change) {
  return {
      {"change", change}, {"household", log::to_string(books.household)}, {"date", "2026-11-20"}};
}

Result<log::Position> accept(Books& books, const log::Position& request) {
  return books.run(books.hub, [&](store::Store& store) {
    return books::review_record(store, log::RecordId{request}, std::nullopt, VERDICT_ACCEPTED, "",
                                kClerk);
  });
}

// Asked for by the village, accepted by the office.
void bring_about(Books& books, const Json& request) {
  const auto at = expect(books.add(books.laptop, "household-request", request));
  books.meet();
  expect(accept(books, at));
  books.meet();
}

Json found(Books& books, const std::string& code) {
  const auto pos = store::household_by_code(books.laptop.database(), "NC", code);
  REQUIRE(pos != 0);
  return books::record_json(books.laptop.store(),
                            *store::read_record(books.laptop.database(), pos));
}

std::size_t gifts_of(Books& books, const log::Position& household) {
  store::ListFilter filter;
  filter.kind = log::kind_of<Contribution>();
  filter.household = household;
  return store::list_records(books.laptop.database(), filter).records.size();
}

}  // namespace

TEST_CASE("what a request must say depends on what is to change", "[books][households]") {
  Books books;
  check_cases(books, "household-request", newcomer(),
              {{"as it was", nullptr, "", ""},
               {"nothing to change", {{"change", nullptr}}, "change", "required"},
               {"without a head", {{"head", nullptr}}, "head", "required"},
               {"a code that is taken", {{"code", "014"}}, "code", "duplicate_code"},
               {"since tomorrow", {{"date", "2026-11-26"}}, "date", "in_future"},
               {"too many people", {{"members", 101}}, "members", "too_large"},
               {"left, but who", {{"change", "HOUSEHOLD_CHANGE_LEFT"}}, "household", "required"}});
  check_cases(
      books, "household-request", about(books, "HOUSEHOLD_CHANGE_MERGE"),
      {{"into nothing", nullptr, "into", "required"},
       {"into itself", {{"into", log::to_string(books.household)}}, "into", "same_household"}});
  check_cases(books, "household-request", about(books, "HOUSEHOLD_CHANGE_CORRECTION"),
              {{"nothing to correct", nullptr, "head", "nothing_changed"},
               {"a phone", {{"phone", "0900123456"}}, "", ""}});
}

TEST_CASE("a new household gets the next number once the office accepts it",
          "[books][households]") {
  Books books;
  bring_about(books, newcomer());
  const Json household = found(books, "015");
  CHECK(household["head"] == "Sùng A Tủa");
  CHECK(household["poverty"] == Json::array({{{"year", 2026}, {"poverty", "POVERTY_POOR"}}}));
}

TEST_CASE("what is returned changes nothing; what is accepted twice is done once",
          "[books][households]") {
  Books books;
  const auto at = expect(books.add(books.laptop, "household-request", newcomer()));
  books.meet();
  CHECK(store::count_households(books.hub.database(), "NC") == 1);
  expect(accept(books, at));
  expect(accept(books, at));
  CHECK(store::count_households(books.hub.database(), "NC") == 2);
}

TEST_CASE("a request that was corrected after it was accepted is done as it says then",
          "[books][households]") {
  Books books;
  const auto newcomers = expect(books.add(books.laptop, "household-request", newcomer()));
  Json request = about(books, "HOUSEHOLD_CHANGE_SPLIT");
  request["head"] = "Lò Văn Út";
  request["members"] = 2;
  expect(books.amend(books.hub, books.household, {{"members", 6}}));
  const auto split = expect(books.add(books.laptop, "household-request", request));
  books.meet();
  expect(accept(books, newcomers));
  expect(accept(books, split));
  books.meet();
  expect(books.amend(books.laptop, newcomers, {{"head", "Sùng A Tùa"}}));
  expect(books.amend(books.laptop, split, {{"head", "Lò Văn Ún"}}));
  books.meet();
  expect(accept(books, newcomers));
  expect(accept(books, split));
  books.meet();
  CHECK(store::count_households(books.laptop.database(), "NC") == 3);
  CHECK(found(books, "015")["head"] == "Sùng A Tùa");
  CHECK(found(books, "015")["request"] == log::to_string(newcomers));
  CHECK(found(books, "016")["head"] == "Lò Văn Ún");
  CHECK(books.json(books.laptop, books.household)["members"] == 4);
}

TEST_CASE("a correction changes what it names, and adds the year's standing",
          "[books][households]") {
  Books books;
  Json request = about(books, "HOUSEHOLD_CHANGE_CORRECTION");
  request["phone"] = "0900123456";
  request["poverty"] = "POVERTY_NEAR_POOR";
  bring_about(books, request);
  const Json household = books.json(books.laptop, books.household);
  CHECK(household["head"] == "Lò Văn Đức");
  CHECK(household["phone"] == "0900123456");
  CHECK(household["poverty"].back() == Json{{"year", 2026}, {"poverty", "POVERTY_NEAR_POOR"}});
}

TEST_CASE("a household that splits keeps what it gave, and the new one says where it is from",
          "[books][households]") {
  Books books;
  expect(books.amend(books.hub, books.household, {{"members", 6}}));
  expect(books.add(books.laptop, "contribution", books.cash()));
  books.meet();
  Json request = about(books, "HOUSEHOLD_CHANGE_SPLIT");
  request["head"] = "Lò Văn Út";
  request["members"] = 2;
  bring_about(books, request);
  const Json young = found(books, "015");
  CHECK(young["splitFrom"] == log::to_string(books.household));
  CHECK(young["shown"]["splitFrom"] == "Lò Văn Đức · hộ 014");
  CHECK(books.json(books.laptop, books.household)["members"] == 4);
  CHECK(gifts_of(books, books.household) == 1);
  CHECK(gifts_of(books, *log::parse_position(young["id"].get<std::string>())) == 0);
}

TEST_CASE("a household that merges is counted no more, and what it gave shows with the other one",
          "[books][households]") {
  Books books;
  bring_about(books, newcomer());
  const auto into = *log::parse_position(found(books, "015")["id"].get<std::string>());
  expect(books.amend(books.hub, books.household, {{"members", 2}}));
  expect(books.add(books.laptop, "contribution", books.cash()));
  books.meet();
  Json request = about(books, "HOUSEHOLD_CHANGE_MERGE");
  request["into"] = log::to_string(into);
  bring_about(books, request);
  CHECK(store::count_households(books.laptop.database(), "NC") == 1);
  CHECK(books.json(books.laptop, books.household)["shown"]["mergedInto"] == "Sùng A Tủa · hộ 015");
  CHECK(books.json(books.laptop, into)["members"] == 7);
  CHECK(gifts_of(books, into) == 1);
  CHECK(gifts_of(books, books.household) == 1);
  store::ListFilter filter;
  filter.kind = log::kind_of<Household>();
  filter.by_name = true;
  filter.gone = true;
  CHECK(store::list_records(books.laptop.database(), filter).records.size() == 1);
}

TEST_CASE("a household that left stays in the books and is asked no more", "[books][households]") {
  Books books;
  bring_about(books, about(books, "HOUSEHOLD_CHANGE_LEFT"));
  CHECK(books.json(books.laptop, books.household)["leftOn"] == "2026-11-20");
  CHECK(store::count_households(books.laptop.database(), "NC") == 0);
  books.laptop.store().rebuild();
  CHECK(store::count_households(books.laptop.database(), "NC") == 0);
}

TEST_CASE("a request that is not possible any more is not accepted, and nothing is half done",
          "[books][households]") {
  Books books;
  expect(books.amend(books.hub, books.household, {{"members", 6}}));
  books.meet();
  Json request = about(books, "HOUSEHOLD_CHANGE_SPLIT");
  request["head"] = "Lò Văn Út";
  request["members"] = 2;
  request["code"] = "020";
  const auto at = expect(books.add(books.laptop, "household-request", request));
  books.meet();
  books.hub.write(household("NC", "020", "Ai khác"));
  store::Transaction transaction(books.hub.database());
  CHECK(code_of(books::review_record(books.hub.store(), log::RecordId{at}, std::nullopt,
                                     VERDICT_ACCEPTED, "", kClerk)) == "bad_fields");
  transaction.commit();
  CHECK(books.json(books.hub, books.household)["members"] == 6);
  CHECK(books.json(books.hub, at)["status"] == "received");
}

}  // namespace soban::test
