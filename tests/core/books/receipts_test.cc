#include "core/books/receipts.h"

#include <catch2/catch.hpp>

#include "core/text/text.h"
#include "tests/support/books.h"
#include "tests/support/expect.h"

namespace soban::test {
namespace {

using books::Json;

Result<books::Issued> issue(Books& books, Device& device, const log::Position& contribution) {
  store::Transaction transaction(device.database());
  auto issued =
      books::issue_receipt(device.store(), log::RecordId{contribution}, books.author(device));
  if (issued) transaction.commit();
  return issued;
}

log::Position give(Books& books, Device& device, std::int64_t amount) {
  Json fields = books.cash();
  fields["amount"] = amount;
  return expect(books.add(device, "contribution", fields));
}

Json sheet(Device& device, const log::Position& receipt, bool reprint = false) {
  return expect(books::receipt_sheet_json(device.store(), log::RecordId{receipt}, reprint));
}

std::string number_of(Device& device, const log::Position& receipt) {
  return sheet(device, receipt)["number"].get<std::string>();
}

// The QR code's content, made a second time with nothing but the device's key.
SignedReceipt expected_qr(Device& device, const log::Position& receipt) {
  const Receipt record = device.message<Receipt>(receipt);
  ReceiptSlip slip;
  slip.mutable_receipt()->set_log(receipt.log.value);
  slip.mutable_receipt()->set_seq(receipt.seq);
  slip.set_number(number_of(device, receipt));
  slip.set_date("2026-11-25");
  slip.set_donor("Lò Văn Đức");
  slip.set_campaign("Đường nội bản 2026");
  slip.set_given("200.000 đ");
  slip.set_amount(200'000);
  SignedReceipt paper;
  paper.set_body(slip.SerializeAsString());
  const auto key = expect(crypto::SigningKey::from_seed(device.identity().seed));
  paper.set_signature(std::string(crypto::view(key.sign("soban.receipt.v1", paper.body()))));
  paper.set_device(device.identity().device.value);
  return paper;
}

// How the hub makes a laptop's certificate known to everybody.
store::Draft device_draft(const store::Identity& identity) {
  CertificateBody body;
  body.ParseFromString(identity.certificate.body());
  ::soban::Device device;
  device.set_device_id(log::to_string(identity.device));
  device.set_village_code(body.village());
  device.set_series(body.series());
  device.set_certificate(identity.certificate.SerializeAsString());
  store::Draft draft;
  draft.kind = log::kind_of<::soban::Device>();
  draft.author = "Văn phòng";
  draft.delta = device.SerializeAsString();
  return draft;
}

}  // namespace

TEST_CASE("receipts are numbered from 1 without gaps, whatever lies between them", "[books]") {
  Books books;
  for (int i = 1; i <= 12; ++i) {
    const auto at = give(books, books.laptop, 1000 + i);
    give(books, books.laptop, 5000 + i);  // nobody wants a paper for this one
    const auto issued = expect(issue(books, books.laptop, at));
    CHECK(issued.fresh);
    const Receipt receipt = books.laptop.message<Receipt>(issued.receipt);
    CHECK(receipt.number() == i);
    CHECK(receipt.year() == 2026);
    CHECK(receipt.contribution() == log::to_string(at));
    CHECK(receipt.amount() == 1000 + i);
  }
}

TEST_CASE("a receipt whose writing failed leaves no gap", "[books]") {
  Books books;
  const auto first = give(books, books.laptop, 1000);
  const auto second = give(books, books.laptop, 2000);
  {
    store::Transaction undone(books.laptop.database());
    REQUIRE(books::issue_receipt(books.laptop.store(), log::RecordId{first}, kVillageHead));
  }
  const auto issued = expect(issue(books, books.laptop, second));
  CHECK(books.laptop.message<Receipt>(issued.receipt).number() == 1);
}

TEST_CASE("a new year begins at 1 again", "[books]") {
  Books books;
  const auto first = give(books, books.laptop, 1000);
  const auto second = give(books, books.laptop, 2000);
  CHECK(number_of(books.laptop, expect(issue(books, books.laptop, first)).receipt)
            .ends_with("/2026/0001"));
  books.laptop.clock.set_ms(1'798'736'400'000);  // 1 January 2027, 0:00 in Vietnam
  CHECK(number_of(books.laptop, expect(issue(books, books.laptop, second)).receipt)
            .ends_with("/2027/0001"));
}

TEST_CASE("two machines of a village number in series of their own", "[books]") {
  Books books;
  Device second(books.commune.enrol("NC"));
  exchange(books.hub, second);
  const auto one = expect(issue(books, books.laptop, give(books, books.laptop, 1000)));
  const auto two = expect(issue(books, second, give(books, second, 2000)));
  CHECK(books.laptop.message<Receipt>(one.receipt).number() == 1);
  CHECK(second.message<Receipt>(two.receipt).number() == 1);
  CHECK(books.laptop.message<Receipt>(one.receipt).series() !=
        second.message<Receipt>(two.receipt).series());
}

TEST_CASE("nobody gets two papers for one gift", "[books]") {
  Books books;
  const auto at = give(books, books.laptop, 200'000);
  const auto first = expect(issue(books, books.laptop, at));
  const auto again = expect(issue(books, books.laptop, at));
  CHECK(again.receipt == first.receipt);
  CHECK_FALSE(again.fresh);
  CHECK(books.laptop.number("SELECT COUNT(*) FROM receipt") == 1);
  // Nor from another machine of the village.
  books.meet();
  Device second(books.commune.enrol("NC"));
  exchange(books.hub, second);
  CHECK(expect(issue(books, second, at)).receipt == first.receipt);
}

TEST_CASE("a cancelled receipt is replaced by one with the next number", "[books]") {
  Books books;
  const auto at = give(books, books.laptop, 200'000);
  const auto first = expect(issue(books, books.laptop, at));
  expect(books.cancel(books.laptop, first.receipt, "in hỏng"));
  const auto second = expect(issue(books, books.laptop, at));
  CHECK(second.fresh);
  CHECK(books.laptop.message<Receipt>(second.receipt).number() == 2);
  CHECK(sheet(books.laptop, first.receipt)["voided"] == true);
  CHECK(sheet(books.laptop, second.receipt)["voided"] == false);
}

TEST_CASE("what a receipt says is fixed when it is issued", "[books]") {
  Books books;
  const auto at = give(books, books.laptop, 200'000);
  const auto receipt = expect(issue(books, books.laptop, at)).receipt;
  CHECK(code_of(books.amend(books.laptop, receipt, {{"given", "2.000.000 đ"}})) == "wrong_kind");
  CHECK(code_of(books.amend(books.hub, receipt, {{"given", "2.000.000 đ"}})) != "");
  expect(books.amend(books.laptop, at, {{"amount", 250'000}}));
  CHECK(sheet(books.laptop, receipt)["given"] == "200.000 đ");
}

TEST_CASE("receipts are refused for what was not given", "[books]") {
  Books books;
  const auto at = give(books, books.laptop, 200'000);
  books.meet();
  CHECK(code_of(issue(books, books.hub, at)) == "not_a_village");
  expect(books.cancel(books.laptop, at));
  CHECK(code_of(issue(books, books.laptop, at)) == "already_voided");
  CHECK(code_of(issue(books, books.laptop, books.household)) == "wrong_kind");
  CHECK(code_of(issue(books, books.laptop, {log::LogId{0xAA}, 7})) == "not_found");
  CHECK(books.laptop.number("SELECT COUNT(*) FROM receipt") == 0);
}

TEST_CASE("the paper says who gave what to whom", "[books]") {
  Books books;
  Json fields = books.cash();
  fields["collector"] = "Quàng Văn Ơn";
  const auto at = expect(books.add(books.laptop, "contribution", fields));
  const auto receipt = expect(issue(books, books.laptop, at)).receipt;
  const Json paper = sheet(books.laptop, receipt);
  CHECK(paper["date"] == "25/11/2026");
  CHECK(paper["donor"] == "Lò Văn Đức");
  CHECK(paper["household"] == "hộ 014");
  CHECK(paper["campaign"] == "Đường nội bản 2026");
  CHECK(paper["given"] == "200.000 đ");
  CHECK(paper["givenWords"] == "Hai trăm nghìn đồng");
  CHECK(paper["givenOn"] == "24/11/2026");
  CHECK(paper["village"] == "bản Nong Cóc");
  CHECK(paper["commune"] == "xã Pắc Ngà");
  CHECK(paper["upperLevel"] == "tỉnh Sơn La");
  CHECK(paper["collector"] == "Quàng Văn Ơn");
  CHECK(paper["author"] == "Lò Văn Đức");
  CHECK(paper["reprint"] == false);
  CHECK(sheet(books.laptop, receipt, true)["reprint"] == true);
}

TEST_CASE("the paper for labour names days and no sum", "[books]") {
  Books books;
  Json fields = books.cash();
  fields.merge_patch(
      {{"form", "FORM_LABOUR"}, {"amount", nullptr}, {"quantityMilli", 2500}, {"value", 500'000}});
  const auto at = expect(books.add(books.laptop, "contribution", fields));
  const auto receipt = expect(issue(books, books.laptop, at)).receipt;
  CHECK(sheet(books.laptop, receipt)["given"] == "2,5 công");
  CHECK(sheet(books.laptop, receipt)["givenWords"] == "");
  CHECK_FALSE(books.laptop.message<Receipt>(receipt).has_amount());
}

TEST_CASE("the QR code is signed with the key of the machine that issued it", "[books]") {
  Books books;
  const auto receipt =
      expect(issue(books, books.laptop, give(books, books.laptop, 200'000))).receipt;
  const SignedReceipt paper = expected_qr(books.laptop, receipt);
  const auto svg = expect(text::qr_svg("SOBAN1." + text::base64url(paper.SerializeAsString()), 25));
  CHECK(sheet(books.laptop, receipt)["qrSvg"] == svg);
  // Whoever holds the log knows the key to check it with.
  books.meet();
  const auto held = books.hub.store().find_log(receipt.log);
  REQUIRE(held);
  CHECK(crypto::verify(held->key, "soban.receipt.v1", paper.body(), paper.signature()));
  SignedReceipt forged = paper;
  forged.mutable_body()->back() ^= 1;
  CHECK_FALSE(crypto::verify(held->key, "soban.receipt.v1", forged.body(), forged.signature()));
}

TEST_CASE("whoever holds the commune's book can tell a genuine receipt from a false one",
          "[books]") {
  Books books;
  const auto receipt =
      expect(issue(books, books.laptop, give(books, books.laptop, 200'000))).receipt;
  SignedReceipt paper = expected_qr(books.laptop, receipt);
  const auto check = [&](const SignedReceipt& shown) {
    return books::check_receipt_json(books.hub.store(),
                                     "SOBAN1." + text::base64url(shown.SerializeAsString()));
  };
  CHECK(code_of(check(paper)) == "unknown_device");
  books.hub.write(device_draft(books.laptop.identity()));
  CHECK(expect(check(paper))["number"] == number_of(books.laptop, receipt));
  CHECK(expect(check(paper))["given"] == "200.000 đ");

  SignedReceipt changed = paper;
  ReceiptSlip slip;
  REQUIRE(slip.ParseFromString(changed.body()));
  slip.set_given("2.000.000 đ");
  changed.set_body(slip.SerializeAsString());
  CHECK(code_of(check(changed)) == "false_receipt");
  CHECK(code_of(books::check_receipt_json(books.hub.store(), "https://example.vn/")) ==
        "not_a_receipt");
  CHECK(code_of(books::check_receipt_json(books.hub.store(), "SOBAN1.%%%")) == "not_a_receipt");
}

TEST_CASE("another machine prints the paper without a QR code rather than with a false one",
          "[books]") {
  Books books;
  const auto receipt =
      expect(issue(books, books.laptop, give(books, books.laptop, 200'000))).receipt;
  books.meet();
  CHECK(sheet(books.hub, receipt)["qrSvg"] == "");
  CHECK(sheet(books.hub, receipt)["number"] == sheet(books.laptop, receipt)["number"]);
  CHECK(code_of(books::receipt_sheet_json(books.hub.store(), log::RecordId{books.household},
                                          false)) == "wrong_kind");
}

}  // namespace soban::test
