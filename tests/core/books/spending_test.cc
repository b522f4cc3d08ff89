#include "core/books/spending.h"

#include <catch2/catch.hpp>

#include "tests/support/books.h"
#include "tests/support/expect.h"
#include "tests/support/rule_cases.h"

namespace soban::test {
namespace {

using books::Json;

Json cement(const Books& books, int amount = 150'000) {
  return {{"campaign", log::to_string(books.campaign)},
          {"date", "2026-11-24"},
          {"item", "Mua xi măng"},
          {"amount", amount},
          {"payee", "Cửa hàng Hoa Ban"}};
}

}  // namespace

TEST_CASE("what a record of spending must say", "[books][spending]") {
  Books books;
  check_cases(
      books, "spending", cement(books),
      {{"as it was", nullptr, "", ""},
       {"of no campaign", {{"campaign", nullptr}}, "campaign", "required"},
       {"of an unknown one", {{"campaign", "00000000000000aa:9"}}, "campaign", "unknown_campaign"},
       {"for nothing", {{"item", nullptr}}, "item", "required"},
       {"nothing paid", {{"amount", 0}}, "amount", "zero"},
       {"less than nothing", {{"amount", -1}}, "amount", "negative"},
       {"paid tomorrow", {{"date", "2026-11-26"}}, "date", "in_future"}});
}

TEST_CASE("a campaign's balance is what came in less what went out, cancelled left out",
          "[books][spending]") {
  Books books;
  expect(books.add(books.laptop, "contribution", books.cash()));
  const auto first = expect(books.add(books.laptop, "spending", cement(books, 60'000)));
  const auto second = expect(books.add(books.laptop, "spending", cement(books, 40'000)));
  expect(books.cancel(books.laptop, second));
  const Json balance = books::balance_json(books.laptop.store(), books.campaign, "NC");
  CHECK(balance["collected"] == "200000");
  CHECK(balance["spent"] == "60000");
  CHECK(balance["balance"] == "140000");
  CHECK(balance["shown"]["balance"] == "140.000 đ");
  CHECK(books.json(books.laptop, first)["flags"] == Json::array());
}

TEST_CASE("spending more than came in is kept and flagged", "[books][spending]") {
  Books books;
  expect(books.add(books.laptop, "contribution", books.cash()));
  const auto at = expect(books.add(books.laptop, "spending", cement(books, 200'001)));
  CHECK(books.json(books.laptop, at)["flags"] == Json::array({"over_balance"}));
  expect(books.amend(books.laptop, at, {{"amount", 200'000}}));
  CHECK(books.json(books.laptop, at)["flags"] == Json::array());
}

TEST_CASE("each village's money is its own; the commune spends what all gave",
          "[books][spending]") {
  Books books;
  expect(books.add(books.laptop, "contribution", books.cash()));
  books.meet();
  expect(books.add(books.hub, "spending", cement(books, 50'000), ""));
  const auto balance = [&](const std::optional<std::string>& village) {
    return books::balance_json(books.hub.store(), books.campaign, village)["balance"];
  };
  CHECK(balance("NC") == "200000");
  CHECK(balance("PL") == "0");
  CHECK(balance("XX") == "0");
  CHECK(balance(std::nullopt) == "150000");
}

}  // namespace soban::test
