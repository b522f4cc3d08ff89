#include "core/books/rules.h"

#include <catch2/catch.hpp>

#include "core/text/text.h"
#include "tests/support/books.h"
#include "tests/support/expect.h"
#include "tests/support/rule_cases.h"

namespace soban::test {
namespace {

using books::Json;

Json labour(const Books& books) {
  Json fields = books.cash();
  fields.merge_patch({{"form", "FORM_LABOUR"}, {"amount", nullptr}, {"quantityMilli", 2500}});
  return fields;
}

Json materials(const Books& books) {
  Json fields = books.cash();
  fields.merge_patch({{"form", "FORM_MATERIALS"},
                      {"amount", nullptr},
                      {"quantityMilli", 12'000},
                      {"unit", "bao"},
                      {"material", "xi măng"}});
  return fields;
}

Json household_fields() {
  return {{"code", "015"}, {"head", "Quàng Thị Hoa"}, {"birthYear", 1980}, {"members", 5}};
}

Json campaign_fields() {
  return {{"title", "Nhà văn hóa"},
          {"fromDate", "2026-11-01"},
          {"toDate", "2026-12-31"},
          {"state", "CAMPAIGN_STATE_OPEN"}};
}

std::string of_bytes(std::size_t count) { return std::string(count, 'x'); }

std::vector<std::string> flags(Books& books, const Json& fields) {
  const auto at = expect(books.add(books.hub, "contribution", fields));
  return books.json(books.hub, at)["flags"].get<std::vector<std::string>>();
}

using Flags = std::vector<std::string>;

Flags campaign_flags(Books& books, const std::string& field, const std::string& text) {
  Json fields = campaign_fields();
  fields[field] = text;
  const auto at = expect(books.add(books.hub, "campaign", fields));
  return books.json(books.hub, at)["flags"].get<Flags>();
}

std::string delta_verdict(const std::function<void(Contribution&)>& change) {
  Contribution contribution = contribution_of("Lò Thị Hoa", 200'000);
  change(contribution);
  return books::check_delta(log::kind_of<Contribution>(), contribution.SerializeAsString())
      .value_or("");
}

}  // namespace

TEST_CASE("money given: what may be written and what not", "[books]") {
  Books books;
  check_cases(
      books, "contribution", books.cash(),
      {{"as it is", {}, "amount", ""},
       {"the smallest sum", {{"amount", 1}}, "amount", ""},
       {"a whole trillion", {{"amount", 1'000'000'000'000}}, "amount", ""},
       {"a sum as text", {{"amount", "200000"}}, "amount", ""},
       {"a whole sum written with an exponent", {{"amount", 2e5}}, "amount", ""},
       {"a transfer", {{"form", "FORM_TRANSFER"}}, "amount", ""},
       {"no sum", {{"amount", nullptr}}, "amount", "required"},
       {"nothing", {{"amount", 0}}, "amount", "zero"},
       {"less than nothing", {{"amount", -1}}, "amount", "negative"},
       {"over a trillion", {{"amount", 1'000'000'000'001}}, "amount", "too_large"},
       {"beyond 64 bits", {{"amount", 18'446'744'073'709'551'615ULL}}, "amount", "too_large"},
       {"beyond 64 bits as text", {{"amount", "99999999999999999999"}}, "amount", "too_large"},
       {"a very large number", {{"amount", 1e300}}, "amount", "too_large"},
       {"a fraction", {{"amount", 0.5}}, "amount", "fractional"},
       {"a fraction as text", {{"amount", "1000.5"}}, "amount", "fractional"},
       {"words", {{"amount", "hai trăm"}}, "amount", "wrong_type"},
       {"a sum as people type it", {{"amount", "200.000 đ"}}, "amount", "wrong_type"},
       {"only a sign", {{"amount", "-"}}, "amount", "wrong_type"},
       {"an empty text", {{"amount", ""}}, "amount", "wrong_type"},
       {"true", {{"amount", true}}, "amount", "wrong_type"},
       {"a list", {{"amount", Json::array({1})}}, "amount", "wrong_type"},
       {"with a quantity", {{"quantityMilli", 1000}}, "quantityMilli", "not_for_form"},
       {"with a value", {{"value", 1000}}, "value", "not_for_form"}});
}

TEST_CASE("labour, materials and land: what may be written and what not", "[books]") {
  Books books;
  check_cases(
      books, "contribution", labour(books),
      {{"as it is", {}, "quantityMilli", ""},
       {"with a value", {{"value", 500'000}}, "value", ""},
       {"half a day", {{"quantityMilli", 500}}, "quantityMilli", ""},
       {"a million days", {{"quantityMilli", 1'000'000'000}}, "quantityMilli", ""},
       {"land", {{"form", "FORM_LAND"}}, "quantityMilli", ""},
       {"no quantity", {{"quantityMilli", nullptr}}, "quantityMilli", "required"},
       {"nothing", {{"quantityMilli", 0}}, "quantityMilli", "zero"},
       {"less than nothing", {{"quantityMilli", -1}}, "quantityMilli", "negative"},
       {"over a million", {{"quantityMilli", 1'000'000'001}}, "quantityMilli", "too_large"},
       {"a fraction of a thousandth", {{"quantityMilli", 2.5}}, "quantityMilli", "fractional"},
       {"with a sum of money", {{"amount", 1000}}, "amount", "not_for_form"},
       {"with a negative value", {{"value", -1}}, "value", "negative"},
       {"with too large a value", {{"value", 1'000'000'000'001}}, "value", "too_large"}});
  check_cases(books, "contribution", materials(books),
              {{"as it is", {}, "material", ""},
               {"no material", {{"material", nullptr}}, "material", "required"},
               {"no unit", {{"unit", nullptr}}, "unit", "required"},
               {"a blank unit", {{"unit", "  "}}, "unit", "required"}});
}

TEST_CASE("a contribution has a form, a campaign and a day", "[books]") {
  Books books;
  const std::string household = log::to_string(books.household);
  check_cases(
      books, "contribution", books.cash(),
      {{"no form", {{"form", nullptr}}, "form", "required"},
       {"the form that is none", {{"form", "FORM_UNSPECIFIED"}}, "form", "required"},
       {"a form that does not exist", {{"form", "FORM_GOLD"}}, "form", "wrong_type"},
       {"a form by number", {{"form", 1}}, "form", "wrong_type"},
       {"no campaign", {{"campaign", nullptr}}, "campaign", "required"},
       {"an empty campaign", {{"campaign", ""}}, "campaign", "required"},
       {"no such campaign", {{"campaign", "00000000000000aa:7"}}, "campaign", "unknown_campaign"},
       {"not the name of a record", {{"campaign", "Đường"}}, "campaign", "unknown_campaign"},
       {"a household as campaign", {{"campaign", household}}, "campaign", "unknown_campaign"},
       {"today", {{"date", "2026-11-25"}}, "date", ""},
       {"the oldest day", {{"date", "2000-01-01"}}, "date", ""},
       {"no day", {{"date", nullptr}}, "date", "required"},
       {"tomorrow", {{"date", "2026-11-26"}}, "date", "in_future"},
       {"the year 2098", {{"date", "2098-01-01"}}, "date", "in_future"},
       {"before 2000", {{"date", "1999-12-31"}}, "date", "too_old"},
       {"a day that does not exist", {{"date", "2026-02-30"}}, "date", "not_a_date"},
       {"a day as people write it", {{"date", "24/11/2026"}}, "date", "not_a_date"},
       {"with a time", {{"date", "2026-11-24T08:00:00"}}, "date", "not_a_date"},
       {"a number", {{"date", 20261124}}, "date", "wrong_type"}});
}

TEST_CASE("today is the day in Vietnam, by this machine's clock", "[books]") {
  Books books;
  Json fields = books.cash();
  fields["date"] = "2026-11-26";
  books.hub.clock.set_ms(kMorningMs + 17 * 3'600'000 - 1);  // 23:59:59.999 of the 25th there
  CHECK(field_code(books.add(books.hub, "contribution", fields), "date") == "in_future");
  books.hub.clock.advance_ms(1);
  CHECK(field_code(books.add(books.hub, "contribution", fields), "date").empty());
}

TEST_CASE("a donor is a household of the village or has a name", "[books]") {
  Books books;
  const std::string other = log::to_string(books.other_household);
  const std::string campaign = log::to_string(books.campaign);
  check_cases(
      books, "contribution", books.cash(),
      {{"no donor", {{"household", nullptr}}, "donorName", "required"},
       {"a blank name", {{"household", nullptr}, {"donorName", "  "}}, "donorName", "required"},
       {"a person", {{"household", nullptr}, {"donorName", "Lò Thị Hoa"}}, "donorName", ""},
       {"an organisation",
        {{"household", nullptr}, {"donorType", "DONOR_TYPE_ORGANISATION"}, {"donorName", "HTX"}},
        "donorName",
        ""},
       {"an organisation without a name",
        {{"household", nullptr}, {"donorType", "DONOR_TYPE_ORGANISATION"}},
        "donorName",
        "required"},
       {"a household type without household",
        {{"household", nullptr}, {"donorType", "DONOR_TYPE_HOUSEHOLD"}, {"donorName", "Lò"}},
        "household",
        "required"},
       {"a person with a household",
        {{"donorType", "DONOR_TYPE_PERSON"}, {"donorName", "Lò Thị Hoa"}},
        "household",
        "not_for_form"},
       {"an unknown household",
        {{"household", "00000000000000aa:7"}},
        "household",
        "unknown_household"},
       {"a campaign as household", {{"household", campaign}}, "household", "unknown_household"},
       {"a household of another village",
        {{"household", other}},
        "household",
        "unknown_household"}});
}

TEST_CASE("the donor's type follows from who is named", "[books]") {
  Books books;
  Json person = books.cash();
  person.merge_patch({{"household", nullptr}, {"donorName", "Lò Thị Hoa"}});
  const auto by_household = expect(books.add(books.laptop, "contribution", books.cash()));
  const auto by_name = expect(books.add(books.laptop, "contribution", person));
  CHECK(books.laptop.message<Contribution>(by_household).donor_type() == DONOR_TYPE_HOUSEHOLD);
  CHECK(books.laptop.message<Contribution>(by_name).donor_type() == DONOR_TYPE_PERSON);
}

TEST_CASE("texts have a length, a note a larger one", "[books]") {
  Books books;
  check_cases(
      books, "contribution", books.cash(),
      {{"a long collector", {{"collector", of_bytes(400)}}, "collector", ""},
       {"a longer one", {{"collector", of_bytes(401)}}, "collector", "too_long"},
       {"a long note", {{"note", of_bytes(4000)}}, "note", ""},
       {"a longer one", {{"note", of_bytes(4001)}}, "note", "too_long"},
       {"a text that is none", {{"collector", 5}}, "collector", "wrong_type"},
       {"a control character", {{"collector", "Lò\x01Văn"}}, "collector", "control_character"},
       {"a control character in a note", {{"note", "a\x1B[31m"}}, "note", "control_character"},
       {"lines in a note", {{"note", "một\nhai"}}, "note", ""}});
  Json many = Json::array();
  for (int i = 0; i <= books::kListItemsMax; ++i) many.push_back("NC");
  check_cases(books, "campaign", campaign_fields(),
              {{"a list without end", {{"villages", many}}, "villages", "too_long"},
               {"no list", {{"villages", "NC"}}, "villages", "wrong_type"},
               {"a list of numbers", {{"villages", Json::array({1})}}, "villages", "wrong_type"}});
}

TEST_CASE("several faults are told at once", "[books]") {
  Books books;
  Json fields = books.cash();
  fields.merge_patch({{"amount", -5}, {"date", "2026-12-01"}, {"campaign", nullptr}});
  const auto result = books.add(books.laptop, "contribution", fields);
  REQUIRE_FALSE(result);
  CHECK(result.error().fields.size() == 3);
  CHECK(field_code(result, "amount") == "negative");
  CHECK(field_code(result, "date") == "in_future");
  CHECK(field_code(result, "campaign") == "required");
  CHECK(result.error().text.find("-5") != std::string::npos);
}

TEST_CASE("households: what may be written and what not", "[books]") {
  Books books;
  const auto year = [](int value) {
    return Json{{"code", "x" + std::to_string(value)}, {"birthYear", value}};
  };
  check_cases(
      books, "household", household_fields(),
      {{"as it is", {}, "code", ""},
       {"the same code again", {}, "code", "duplicate_code"},
       {"no code", {{"code", nullptr}}, "code", "required"},
       {"no head", {{"code", "016"}, {"head", nullptr}}, "head", "required"},
       {"born in 1899", year(1899), "birthYear", "too_old"},
       {"born in 1900", year(1900), "birthYear", ""},
       {"born this year", year(2026), "birthYear", ""},
       {"born next year", year(2027), "birthYear", "too_old"},
       {"beyond 32 bits",
        {{"code", "017"}, {"birthYear", 4'294'969'276LL}},
        "birthYear",
        "too_large"},
       {"a year in words", {{"code", "017"}, {"birthYear", "năm"}}, "birthYear", "wrong_type"},
       {"nobody", {{"code", "018"}, {"members", 0}}, "members", ""},
       {"fewer than nobody", {{"code", "019"}, {"members", -1}}, "members", "negative"},
       {"a hundred", {{"code", "020"}, {"members", 100}}, "members", ""},
       {"over a hundred", {{"code", "021"}, {"members", 101}}, "members", "too_large"}});
}

TEST_CASE("a household's code is its own in its village alone, and free again once cancelled",
          "[books]") {
  Books books;
  Json fields = household_fields();
  fields["code"] = "014";
  CHECK(field_code(books.add(books.hub, "household", fields, "NC"), "code") == "duplicate_code");
  CHECK(books.add(books.hub, "household", fields, "PL"));
  REQUIRE(books.cancel(books.hub, books.household));
  CHECK(books.add(books.hub, "household", fields, "NC"));
}

TEST_CASE("a household keeps its code when something else of it changes", "[books]") {
  Books books;
  CHECK(books.amend(books.hub, books.household, {{"members", 6}}));
}

TEST_CASE("a household's poverty list is checked item by item", "[books]") {
  Books books;
  const auto list = [](const Json& item) {
    return Json{{"code", "030"}, {"poverty", Json::array({item})}};
  };
  check_cases(
      books, "household", household_fields(),
      {{"no list", {{"code", "030"}, {"poverty", "nghèo"}}, "poverty", "wrong_type"},
       {"no object", list(2026), "poverty", "wrong_type"},
       {"null", list(nullptr), "poverty", "wrong_type"},
       {"an unknown member", list({{"yaer", 2026}}), "poverty", "unknown_field"},
       {"a year in words", list({{"year", "năm nay"}}), "poverty", "wrong_type"},
       {"an unknown word", list({{"year", 2026}, {"poverty", "RICH"}}), "poverty", "wrong_type"},
       {"as it should be", list({{"year", 2026}, {"poverty", "POVERTY_POOR"}}), "poverty", ""}});
}

TEST_CASE("campaigns: what may be written and what not", "[books]") {
  Books books;
  check_cases(books, "campaign", campaign_fields(),
              {{"as it is", {}, "title", ""},
               {"no title", {{"title", nullptr}}, "title", "required"},
               {"no first day", {{"fromDate", nullptr}}, "fromDate", "required"},
               {"no last day", {{"toDate", nullptr}}, "toDate", "required"},
               {"a last day that is none", {{"toDate", "2026-13-01"}}, "toDate", "not_a_date"},
               {"next year", {{"toDate", "2027-12-31"}}, "toDate", ""},
               {"one day", {{"toDate", "2026-11-01"}}, "toDate", ""},
               {"ends before it begins", {{"toDate", "2026-10-31"}}, "toDate", "before_from"},
               {"no target", {{"target", 0}}, "target", ""},
               {"a negative target", {{"target", -1}}, "target", "negative"},
               {"too large a target", {{"target", 1'000'000'000'001}}, "target", "too_large"}});
}

TEST_CASE("there is no field for a minimum level", "[books]") {
  Books books;
  check_cases(books, "campaign", campaign_fields(),
              {{"minimum", {{"minimum", 200'000}}, "minimum", "unknown_field"},
               {"minimumLevel", {{"minimumLevel", 200'000}}, "minimumLevel", "unknown_field"}});
}

TEST_CASE("a contribution outside its campaign's days is written and flagged", "[books]") {
  Books books;
  CHECK(flags(books, books.cash()).empty());
  Json early = books.cash();
  early["date"] = "2025-12-31";
  CHECK(flags(books, early) == Flags{"campaign_not_open", "late_entry"});
}

TEST_CASE("a contribution to a closed or cancelled campaign is written and flagged", "[books]") {
  Books books;
  const bool cancelled = GENERATE(false, true);
  if (cancelled) {
    REQUIRE(books.cancel(books.hub, books.campaign));
  } else {
    REQUIRE(books.amend(books.hub, books.campaign, {{"state", "CAMPAIGN_STATE_CLOSED"}}));
  }
  CHECK(flags(books, books.cash()) == Flags{"campaign_not_open"});
}

TEST_CASE("a contribution that nobody called voluntary is written and flagged", "[books]") {
  Books books;
  Json fields = books.cash();
  fields.erase("voluntary");
  CHECK(flags(books, fields) == Flags{"not_voluntary"});
  fields["voluntary"] = false;
  fields["amount"] = 1000;
  CHECK(flags(books, fields) == Flags{"not_voluntary"});
}

TEST_CASE("the same donor, campaign, day, form and sum is a possible duplicate", "[books]") {
  Books books;
  const auto first = expect(books.add(books.hub, "contribution", books.cash()));
  CHECK(books.json(books.hub, first)["flags"].empty());
  const auto second = expect(books.add(books.hub, "contribution", books.cash()));
  CHECK(books.json(books.hub, second)["flags"] == Json{"possible_duplicate"});
  CHECK(books.json(books.hub, first)["flags"] == Json{"possible_duplicate"});
  REQUIRE(books.cancel(books.hub, second));
  CHECK(books.json(books.hub, first)["flags"].empty());
}

TEST_CASE("whoever gives something else is no duplicate", "[books]") {
  Books books;
  expect(books.add(books.hub, "contribution", books.cash()));
  Json person = books.cash();
  person.merge_patch({{"household", nullptr}, {"donorName", "Lò Văn Đức"}});
  CHECK(flags(books, person).empty());
  CHECK(flags(books, person) == Flags{"possible_duplicate"});
  for (const Json& change :
       {Json{{"amount", 200'001}}, Json{{"date", "2026-11-23"}}, Json{{"form", "FORM_TRANSFER"}}}) {
    INFO(change.dump());
    Json other = books.cash();
    other.merge_patch(change);
    CHECK(flags(books, other).empty());
  }
}

TEST_CASE("campaigns whose words fix a level are flagged", "[books]") {
  Books books;
  const std::string field = GENERATE(as<std::string>{}, "title", "works", "purpose", "agreedAt");
  for (const char* text :
       {"Đóng góp tối thiểu 200.000 đồng", "mức TỐI THIỂU", "ít nhất 2 công", "mỗi hộ 200.000 đồng",
        "Mỗi hộ đóng 200.000đ", "mỗi hộ hai trăm nghìn đồng", "mỗi hộ 50k", "mỗi hộ dân góp 3 công",
        "moi ho 100 nghin", "mỗi hộ góp một triệu"}) {
    INFO(field << ": " << text);
    CHECK(campaign_flags(books, field, text) == Flags{"fixed_level"});
  }
}

TEST_CASE("campaigns whose words force people are flagged", "[books]") {
  Books books;
  CHECK(campaign_flags(books, "purpose", "Bắt buộc mọi hộ tham gia") == Flags{"forced"});
  CHECK(campaign_flags(books, "purpose", "BẮT BUỘC") == Flags{"forced"});
  CHECK(campaign_flags(books, "purpose", "không bắt buộc hôm nay, mai bắt buộc") ==
        Flags{"forced"});
  CHECK(campaign_flags(books, "purpose", "bắt buộc, tối thiểu 1 công") ==
        Flags{"fixed_level", "forced"});
}

TEST_CASE("honest words are not flagged", "[books]") {
  Books books;
  for (const char* text :
       {"Vận động mỗi hộ tự nguyện đóng góp", "mỗi hộ gia đình cùng cộng đồng làm đường",
        "không bắt buộc", "không ít nhất", "tự nguyện, mỗi học sinh một quyển vở",
        "sửa đường 2 km, rộng 3 m", ""}) {
    INFO(text);
    CHECK(campaign_flags(books, "purpose", text).empty());
  }
}

TEST_CASE("a change is judged by its delta alone, wherever it comes from", "[books]") {
  struct Case {
    std::function<void(Contribution&)> change;
    const char* code;
  };
  const std::vector<Case> cases = {
      {[](Contribution&) {}, ""},
      {[](Contribution& c) { c.set_amount(-1); }, "negative"},
      {[](Contribution& c) { c.set_amount(books::kDongMax); }, ""},
      {[](Contribution& c) { c.set_amount(books::kDongMax + 1); }, "too_large"},
      {[](Contribution& c) { c.set_value(-1); }, "negative"},
      {[](Contribution& c) { c.set_quantity_milli(books::kQuantityMilliMax + 1); }, "too_large"},
      {[](Contribution& c) { c.set_quantity_milli(-1); }, "negative"},
      {[](Contribution& c) { c.set_date("30/02/2026"); }, "not_a_date"},
      {[](Contribution& c) { c.clear_date(); }, ""},
      // What depends on other records or on the clock is not judged here: holders must agree.
      {[](Contribution& c) { c.set_date("2098-01-01"); }, ""},
      {[](Contribution& c) { c.set_household("00000000000000aa:7"); }, ""}};
  for (std::size_t i = 0; i < cases.size(); ++i) {
    INFO("case " << i);
    CHECK(delta_verdict(cases[i].change) == cases[i].code);
  }
  CHECK(books::check_delta(log::kind_of<Contribution>(), "\xFF\xFF") == "malformed");
  CHECK(books::check_delta(log::kind_of<Household>(), "\xFF\xFF") == std::nullopt);
}

TEST_CASE("a foreign change that breaks a rule is kept and not applied", "[books]") {
  Books books;
  HandmadeLog log(books.commune.enrol("NC"), log::LogId{4711}, "NC");
  const auto bad = log.add(
      creating(log::kind_of<Contribution>(), contribution_of("Lò Thị Hoa", -5), kMorningMs));
  const auto good =
      log.add(creating(log::kind_of<Contribution>(), contribution_of("Lò Thị Hoa", 5), kMorningMs));
  expect(books.hub.receive(log.batch()));
  books.hub.apply_all();
  CHECK(books.hub.rejection(bad) == "negative");
  CHECK_FALSE(books.hub.has_record(bad));
  CHECK(books.hub.has_record(good));
}

}  // namespace soban::test
