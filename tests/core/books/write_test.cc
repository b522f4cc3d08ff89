#include "core/books/write.h"

#include <catch2/catch.hpp>

#include "core/store/queries.h"
#include "tests/support/books.h"
#include "tests/support/dump.h"
#include "tests/support/expect.h"

namespace soban::test {
namespace {

using books::Json;

Result<log::Position> decide(Books& books, Device& device, const log::Position& record,
                             const std::string& field, const log::Position& choice,
                             const std::string& reason = "hỏi lại người đóng góp") {
  return books.run(device, [&](store::Store& store) {
    return books::decide_record(store, {log::RecordId{record}, {{field, choice}}, reason},
                                books.author(device));
  });
}

// 250.000 on the laptop, 300.000 at the hub, neither knowing of the other.
struct Conflict {
  Conflict() {
    record = expect(books.add(books.laptop, "contribution", books.cash()));
    books.meet();
    village = expect(books.amend(books.laptop, record, {{"amount", 250'000}}));
    office = expect(books.amend(books.hub, record, {{"amount", 300'000}}));
    books.meet();
  }
  std::int64_t amount(Device& device) { return device.message<Contribution>(record).amount(); }

  Books books;
  log::Position record;
  log::Position village;
  log::Position office;
};

}  // namespace

TEST_CASE("a record is in the books of its village as soon as it is written", "[books]") {
  Books books;
  const auto at = expect(books.add(books.laptop, "contribution", books.cash()));
  CHECK(books.laptop.store().find_log(at.log)->village == "NC");
  CHECK(books.laptop.store().find_log(at.log)->own);
  const auto record = books.laptop.message<Contribution>(at);
  CHECK(record.amount() == 200'000);
  CHECK(record.household() == log::to_string(books.household));
  CHECK(books.laptop.record(at).author == "Lò Văn Đức");
  books.meet();
  CHECK(books.hub.has_record(at));
}

TEST_CASE("what is refused leaves nothing behind", "[books]") {
  Books books;
  const auto before = dump_derived(books.laptop);
  Json fields = books.cash();
  fields["amount"] = 0;
  REQUIRE_FALSE(books.add(books.laptop, "contribution", fields));
  REQUIRE_FALSE(books.add(books.laptop, "campaign", {{"title", "x"}}));
  CHECK(dump_derived(books.laptop) == before);
}

TEST_CASE("a village is one that exists", "[books]") {
  Books books;
  for (const char* village : {"", "XX", "nc", "NC "}) {
    INFO(village);
    CHECK(code_of(books.add(books.hub, "contribution", books.cash(), village)) ==
          "unknown_village");
  }
}

TEST_CASE("a village's machine writes in its own book alone", "[books]") {
  Books books;
  CHECK(code_of(books.add(books.laptop, "household", {{"code", "1"}, {"head", "Lò"}}, "PL")) ==
        "unknown_village");
  CHECK(code_of(books.add(books.laptop, "household", {{"code", "1"}, {"head", "Lò"}}, "")) ==
        "unknown_village");
}

TEST_CASE("a machine that has not met the commune's book knows its own village", "[books]") {
  Books books;
  Device fresh(books.commune.enrol("PL"));
  CHECK(books.add(fresh, "household", {{"code", "1"}, {"head", "Mùa A Dơ"}}, "PL"));
}

TEST_CASE("what only the office writes, a village can't", "[books]") {
  Books books;
  for (const char* kind : {"campaign", "village", "commune", "review", "device"}) {
    INFO(kind);
    const auto result = books.add(books.laptop, kind, Json::object());
    CHECK(code_of(result) == "not_the_office");
    CHECK(result.error().kind == ErrorKind::kForbidden);
  }
  CHECK(code_of(books.amend(books.laptop, books.campaign, {{"title", "x"}})) == "not_the_office");
  CHECK(code_of(books.cancel(books.laptop, books.campaign)) == "not_the_office");
}

TEST_CASE("receipts, reviews and devices are not written by hand", "[books]") {
  Books books;
  CHECK(code_of(books.add(books.laptop, "receipt", {{"number", "5"}})) == "wrong_kind");
  for (const char* kind : {"receipt", "review", "device"}) {
    INFO(kind);
    CHECK(code_of(books.add(books.hub, kind, Json::object())) == "wrong_kind");
  }
}

TEST_CASE("a kind that does not exist is said to be none", "[books]") {
  Books books;
  CHECK(code_of(books.add(books.hub, "no-such-kind", Json::object())) == "unknown_kind");
}

TEST_CASE("whoever wants to be asked is asked before a duplicate is written", "[books]") {
  Books books;
  const auto add = [&](bool ask) {
    return books.run(books.laptop, [&](store::Store& store) {
      return books::add_record(store, {log::kind_of<Contribution>(), "NC", books.cash(), ask},
                               kVillageHead);
    });
  };
  CHECK(add(true));
  const auto asked = add(true);
  CHECK(code_of(asked) == "possible_duplicate");
  CHECK(asked.error().kind == ErrorKind::kConflict);
  CHECK(books.laptop.number("SELECT COUNT(*) FROM contribution") == 1);
  CHECK(add(false));
}

TEST_CASE("a correction changes what it names and keeps the rest", "[books]") {
  Books books;
  const auto at = expect(books.add(books.laptop, "contribution", books.cash()));
  expect(books.amend(books.laptop, at, {{"amount", 250'000}, {"note", "đếm lại"}}));
  const auto after = books.laptop.message<Contribution>(at);
  CHECK(after.amount() == 250'000);
  CHECK(after.note() == "đếm lại");
  CHECK(after.date() == "2026-11-24");
  expect(books.amend(books.laptop, at, {{"note", nullptr}}));
  CHECK_FALSE(books.laptop.message<Contribution>(at).has_note());
  CHECK(books.laptop.record(at).changes == 3);
}

TEST_CASE("a correction carries only what changed", "[books]") {
  Books books;
  const auto at = expect(books.add(books.laptop, "contribution", books.cash()));
  Json fields = books.cash();
  fields["amount"] = 250'000;
  const auto change = expect(books.amend(books.laptop, at, fields));
  Change stored;
  stored.ParseFromString(*store::change_bytes(books.laptop.database(), change));
  Contribution only_amount;
  only_amount.set_amount(250'000);
  CHECK(stored.delta() == only_amount.SerializeAsString());
  CHECK(stored.reason() == "ghi nhầm");
}

TEST_CASE("a correction needs a reason", "[books]") {
  Books books;
  const auto at = expect(books.add(books.laptop, "contribution", books.cash()));
  CHECK(code_of(books.amend(books.laptop, at, {{"amount", 5}}, "")) == "reason_required");
  CHECK(code_of(books.amend(books.laptop, at, {{"amount", 5}}, " \n\t ")) == "reason_required");
  CHECK(code_of(books.amend(books.laptop, at, {{"amount", 5}}, std::string(4001, 'x'))) ==
        "too_long");
  CHECK(code_of(books.amend(books.laptop, at, {{"amount", 5}}, "a\x01")) == "control_character");
  CHECK(books.amend(books.laptop, at, {{"amount", 5}}, "ghi nhầm"));
}

TEST_CASE("a correction that changes nothing is refused", "[books]") {
  Books books;
  const auto at = expect(books.add(books.laptop, "contribution", books.cash()));
  for (const Json& fields : {Json::object(), Json{{"amount", 200'000}}, Json{{"amount", "200000"}},
                             Json{{"note", nullptr}}, books.cash()}) {
    INFO(fields.dump());
    CHECK(code_of(books.amend(books.laptop, at, fields)) == "nothing_changed");
  }
}

TEST_CASE("a correction is checked as the whole record that it makes", "[books]") {
  Books books;
  const auto at = expect(books.add(books.laptop, "contribution", books.cash()));
  const auto result = books.amend(books.laptop, at, {{"form", "FORM_LABOUR"}});
  CHECK(field_code(result, "amount") == "not_for_form");
  CHECK(field_code(result, "quantityMilli") == "required");
  CHECK(field_code(books.amend(books.laptop, at, {{"amount", nullptr}}), "amount") == "required");
  CHECK(field_code(books.amend(books.laptop, at, {{"nonsense", 1}}), "nonsense") ==
        "unknown_field");
  CHECK(books.amend(books.laptop, at,
                    {{"form", "FORM_LABOUR"}, {"amount", nullptr}, {"quantityMilli", 2000}}));
}

TEST_CASE("a correction of what was changed meanwhile is stale", "[books]") {
  Books books;
  const auto at = expect(books.add(books.laptop, "contribution", books.cash()));
  const auto amend = [&](const std::vector<log::Position>& heads, int amount) {
    return books.run(books.laptop, [&](store::Store& store) {
      return books::amend_record(
          store, {log::RecordId{at}, heads, {{"amount", amount}}, "ghi nhầm"}, kVillageHead);
    });
  };
  const auto first = expect(amend({at}, 1000));
  const auto late = amend({at}, 2000);
  CHECK(code_of(late) == "stale");
  CHECK(late.error().kind == ErrorKind::kConflict);
  CHECK(amend({first}, 2000));
}

TEST_CASE("what does not exist can't be changed", "[books]") {
  Books books;
  const log::Position nowhere{log::LogId{0xAA}, 7};
  CHECK(code_of(books.amend(books.laptop, nowhere, {{"amount", 5}})) == "not_found");
  CHECK(code_of(books.cancel(books.laptop, nowhere)) == "not_found");
  CHECK(code_of(decide(books, books.laptop, nowhere, "amount", nowhere)) == "not_found");
  // A change is no record.
  const auto at = expect(books.add(books.laptop, "contribution", books.cash()));
  const auto change = expect(books.amend(books.laptop, at, {{"amount", 5}}));
  CHECK(code_of(books.amend(books.laptop, change, {{"amount", 6}})) == "not_found");
}

TEST_CASE("a record is cancelled with a reason, once, and stays", "[books]") {
  Books books;
  const auto at = expect(books.add(books.laptop, "contribution", books.cash()));
  CHECK(code_of(books.cancel(books.laptop, at, "  ")) == "reason_required");
  CHECK(books.cancel(books.laptop, at));
  CHECK(code_of(books.cancel(books.laptop, at)) == "already_voided");
  CHECK(code_of(books.amend(books.laptop, at, {{"amount", 5}})) == "already_voided");
  CHECK(books.laptop.message<Contribution>(at).amount() == 200'000);
  CHECK(books.json(books.laptop, at)["status"] == "voided");
  CHECK(books.json(books.laptop, at)["voided"]["reason"] == "ghi hai lần");
}

TEST_CASE("cancelling wins over a correction that did not know of it", "[books]") {
  Books books;
  const auto at = expect(books.add(books.laptop, "contribution", books.cash()));
  books.meet();
  expect(books.cancel(books.laptop, at));
  books.hub.clock.advance_ms(3'600'000);
  expect(books.amend(books.hub, at, {{"amount", 5}}));
  books.meet();
  CHECK(books.json(books.hub, at)["status"] == "voided");
  CHECK(books.json(books.laptop, at)["status"] == "voided");
}

TEST_CASE("two values of a sum wait for somebody to choose, and either can be chosen", "[books]") {
  Conflict it;
  CHECK(it.books.json(it.books.laptop, it.record)["status"] == "conflict");
  CHECK(it.books.json(it.books.hub, it.record)["status"] == "conflict");
  const bool village = GENERATE(false, true);
  CAPTURE(village);
  Device& who = village ? it.books.laptop : it.books.hub;
  REQUIRE(decide(it.books, who, it.record, "amount", village ? it.village : it.office));
  it.books.meet();
  for (Device* device : {&it.books.laptop, &it.books.hub}) {
    CHECK(it.amount(*device) == (village ? 250'000 : 300'000));
    CHECK(it.books.json(*device, it.record)["conflict"] == false);
  }
}

TEST_CASE("only what is in conflict can be decided, with a reason", "[books]") {
  Conflict it;
  auto& laptop = it.books.laptop;
  CHECK(code_of(decide(it.books, laptop, it.record, "amount", it.village, " ")) ==
        "reason_required");
  CHECK(code_of(decide(it.books, laptop, it.record, "date", it.village)) == "not_in_conflict");
  CHECK(code_of(decide(it.books, laptop, it.record, "nonsense", it.village)) == "not_in_conflict");
  CHECK(code_of(decide(it.books, laptop, it.record, "amount", it.record)) == "not_in_conflict");
  const auto nothing = it.books.run(laptop, [&](store::Store& store) {
    return books::decide_record(store, {log::RecordId{it.record}, {}, "vì"}, kVillageHead);
  });
  CHECK(code_of(nothing) == "not_in_conflict");
  CHECK(decide(it.books, laptop, it.record, "amount", it.village));
  CHECK(code_of(decide(it.books, laptop, it.record, "amount", it.village)) == "not_in_conflict");
}

TEST_CASE("clearing a field can be the choice", "[books]") {
  Books books;
  Json fields = books.cash();
  fields["paperNumber"] = "12";
  fields.merge_patch({{"household", nullptr}, {"donorName", "Lò Thị Hoa"}});
  const auto record = expect(books.add(books.laptop, "contribution", fields));
  books.meet();
  const auto cleared = expect(books.amend(books.laptop, record, {{"paperNumber", nullptr}}));
  expect(books.amend(books.hub, record, {{"paperNumber", "13"}}));
  books.meet();
  REQUIRE(decide(books, books.hub, record, "paperNumber", cleared));
  books.meet();
  CHECK_FALSE(books.laptop.message<Contribution>(record).has_paper_number());
  CHECK_FALSE(books.hub.message<Contribution>(record).has_paper_number());
}

}  // namespace soban::test
