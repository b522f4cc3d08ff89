#include "core/books/reviews.h"

#include <catch2/catch.hpp>

#include "tests/support/books.h"
#include "tests/support/expect.h"

namespace soban::test {
namespace {

using Heads = std::optional<std::vector<log::Position>>;

// A contribution that the office has received.
struct Received {
  Received() {
    record = expect(books.add(books.laptop, "contribution", books.cash()));
    books.meet();
  }
  Result<log::Position> review(Verdict verdict, const std::string& comment = {},
                               const Heads& heads = {}, const books::Author& author = kClerk) {
    return books.run(books.hub, [&](store::Store& store) {
      return books::review_record(store, log::RecordId{record}, heads, verdict, comment, author);
    });
  }
  std::string status() { return books.json(books.hub, record)["status"].get<std::string>(); }

  Books books;
  log::Position record;
};

}  // namespace

TEST_CASE("what the office accepts or returns, both sides show", "[books]") {
  Received it;
  CHECK(it.status() == "received");
  const auto verdict = GENERATE(VERDICT_ACCEPTED, VERDICT_RETURNED);
  expect(it.review(verdict, "xem lại ngày"));
  it.books.meet();
  for (Device* device : {&it.books.hub, &it.books.laptop}) {
    const auto json = it.books.json(*device, it.record);
    CHECK(json["status"] == (verdict == VERDICT_ACCEPTED ? "accepted" : "returned"));
    CHECK(json["review"]["verdict"] ==
          (verdict == VERDICT_ACCEPTED ? "VERDICT_ACCEPTED" : "VERDICT_RETURNED"));
    CHECK(json["review"]["comment"] == "xem lại ngày");
    CHECK(json["review"]["by"] == "Cán bộ văn phòng");
    CHECK(json["review"]["current"] == true);
  }
}

TEST_CASE("a later change to the record re-opens it", "[books]") {
  Received it;
  expect(it.review(VERDICT_ACCEPTED));
  it.books.meet();
  expect(it.books.amend(it.books.laptop, it.record, {{"amount", 250'000}}));
  it.books.meet();
  CHECK(it.status() == "received");
  CHECK(it.books.json(it.books.hub, it.record)["review"]["current"] == false);
  expect(it.review(VERDICT_ACCEPTED));
  CHECK(it.status() == "accepted");
}

TEST_CASE("a review of what was changed meanwhile is stale", "[books]") {
  Received it;
  const Heads seen = std::vector{it.record};
  const auto change = expect(it.books.amend(it.books.laptop, it.record, {{"amount", 250'000}}));
  it.books.meet();
  CHECK(code_of(it.review(VERDICT_ACCEPTED, {}, seen)) == "stale");
  CHECK(code_of(it.review(VERDICT_RETURNED, "x", seen)) == "stale");
  CHECK(it.status() == "received");
  CHECK(it.review(VERDICT_ACCEPTED, {}, Heads(std::vector{change})));
}

TEST_CASE("what is returned says what to correct", "[books]") {
  Received it;
  CHECK(code_of(it.review(VERDICT_RETURNED)) == "reason_required");
  CHECK(code_of(it.review(VERDICT_RETURNED, " \n ")) == "reason_required");
  CHECK(code_of(it.review(VERDICT_RETURNED, std::string(4001, 'x'))) == "too_long");
  CHECK(code_of(it.review(VERDICT_RETURNED, "a\x01")) == "control_character");
  CHECK(it.review(VERDICT_RETURNED, std::string(4000, 'x')));
}

TEST_CASE("two values of a sum can't be accepted before somebody has chosen, but returned",
          "[books]") {
  Received it;
  expect(it.books.amend(it.books.laptop, it.record, {{"amount", 250'000}}));
  expect(it.books.amend(it.books.hub, it.record, {{"amount", 300'000}}));
  it.books.meet();
  const auto refused = it.review(VERDICT_ACCEPTED);
  CHECK(code_of(refused) == "conflict_undecided");
  CHECK(refused.error().kind == ErrorKind::kConflict);
  CHECK(it.review(VERDICT_RETURNED, "số nào đúng?"));
  CHECK(it.status() == "conflict");
}

TEST_CASE("a difference in a note does not hold a review up", "[books]") {
  Received it;
  expect(it.books.amend(it.books.laptop, it.record, {{"note", "một"}}));
  expect(it.books.amend(it.books.hub, it.record, {{"note", "hai"}}));
  it.books.meet();
  CHECK(it.books.json(it.books.hub, it.record)["conflict"] == true);
  CHECK(it.review(VERDICT_ACCEPTED));
  CHECK(it.status() == "accepted");
}

TEST_CASE("only the office reviews, and only what is reviewed", "[books]") {
  Received it;
  CHECK(code_of(it.review(VERDICT_ACCEPTED, {}, {}, kVillageHead)) == "not_the_office");
  it.record = it.books.household;
  CHECK(code_of(it.review(VERDICT_ACCEPTED)) == "wrong_kind");
  it.record = {log::LogId{0xAA}, 7};
  CHECK(code_of(it.review(VERDICT_ACCEPTED)) == "not_found");
}

TEST_CASE("a cancelled record waits until the office has seen that it is", "[books]") {
  Received it;
  expect(it.books.cancel(it.books.laptop, it.record));
  it.books.meet();
  CHECK(it.books.hub.record(it.record).status == store::Status::kVoidOpen);
  expect(it.review(VERDICT_ACCEPTED));
  CHECK(it.books.hub.record(it.record).status == store::Status::kVoided);
}

}  // namespace soban::test
