#include "core/books/receipts.h"

#include "core/books/words.h"
#include "core/check.h"
#include "core/store/queries.h"
#include "core/text/text.h"

namespace soban::books {
namespace {

constexpr std::string_view kReceiptDomain = "soban.receipt.v1";
constexpr std::string_view kQrPrefix = "SOBAN1.";
constexpr double kQrMm = 25;

std::string own_series(store::Store& store) {
  CertificateBody body;
  SOBAN_CHECK(body.ParseFromString(store.identity().certificate.body()));
  return body.series();
}

Receipt compose(store::Store& store, const log::RecordId& id, const Contribution& c) {
  const std::string today = text::today(store.clock().now_ms());
  const int year = std::stoi(today.substr(0, 4));
  Receipt receipt;
  receipt.set_contribution(log::to_string(id));
  receipt.set_series(own_series(store));
  receipt.set_year(year);
  receipt.set_number(store::last_receipt_number(store.database(), receipt.series(), year) + 1);
  receipt.set_date(today);
  receipt.set_donor(donor_text(store.database(), c));
  receipt.set_campaign_title(campaign_title(store.database(), c.campaign()));
  receipt.set_form(c.form());
  if (c.form() == FORM_CASH || c.form() == FORM_TRANSFER) receipt.set_amount(c.amount());
  receipt.set_given(given_text(c));
  receipt.set_given_on(c.date());
  return receipt;
}

// Signed where the receipt's own log is; another device prints the paper without a QR rather than with a false one.
std::string qr_text_of(store::Store& store, const store::StoredRecord& record,
                       const Receipt& receipt) {
  const auto info = store.find_log(record.id.log);
  if (!info || !info->own) return {};
  ReceiptSlip slip;
  slip.mutable_receipt()->set_log(record.id.log.value);
  slip.mutable_receipt()->set_seq(record.id.seq);
  slip.set_number(receipt_number(receipt));
  slip.set_date(receipt.date());
  slip.set_donor(receipt.donor());
  slip.set_campaign(receipt.campaign_title());
  slip.set_given(receipt.given());
  slip.set_amount(receipt.amount());
  SignedReceipt paper;
  paper.set_body(slip.SerializeAsString());
  paper.set_signature(
      std::string(crypto::view(store.signing_key().sign(kReceiptDomain, paper.body()))));
  paper.set_device(store.identity().device.value);
  return std::string(kQrPrefix) + text::base64url(paper.SerializeAsString());
}

}  // namespace

Result<Issued> issue_receipt(store::Store& store, const log::RecordId& id, const Author& author) {
  if (author.office) {
    return fail(ErrorKind::kForbidden, "not_a_village", "receipts are issued in the village");
  }
  const auto record = load_record(store, id);
  if (!record) return fail(record.error());
  if (record->kind != log::kind_of<Contribution>()) {
    return fail(ErrorKind::kInvalid, "wrong_kind", "a receipt is issued for a contribution");
  }
  if (record->merged.voided_by) {
    return fail(ErrorKind::kConflict, "already_voided", "the contribution was cancelled");
  }
  if (const std::int64_t pos = store::receipt_of(store.database(), id.created)) {
    return Issued{store::read_record(store.database(), pos)->id, false};
  }
  if (store.is_salvaging()) {
    return fail(ErrorKind::kUnavailable, "number_unknown",
                "the books were damaged, and the numbers of earlier receipts come back from the "
                "office; connect once before a new one is issued");
  }
  const Receipt receipt = compose(store, id, record_as<Contribution>(*record));
  const std::string village = store::village_of_book(store.database(), record->book);
  auto written = write_message(store, receipt, log::kind_of<Receipt>(), village, author);
  if (!written) return fail(std::move(written));
  return Issued{*written, true};
}

Result<Json> receipt_sheet_json(store::Store& store, const log::RecordId& id, bool reprint) {
  const auto record = load_record(store, id);
  if (!record) return fail(record.error());
  if (record->kind != log::kind_of<Receipt>()) {
    return fail(ErrorKind::kInvalid, "wrong_kind", "the record is not a receipt");
  }
  const auto receipt = record_as<Receipt>(*record);
  std::string household;
  std::string collector;
  if (const auto given = log::parse_record_id(receipt.contribution())) {
    if (const auto contribution = load_record(store, *given)) {
      const Contribution c = record_as<Contribution>(*contribution);
      household = donor_detail(store.database(), c);
      collector = c.collector();
    }
  }
  const store::CommuneRow commune = store::commune(store.database());
  const std::string village = store::village_of_book(store.database(), record->book);
  const std::string qr_text = qr_text_of(store, *record, receipt);
  return Json{
      {"number", receipt_number(receipt)},
      {"date", text::format_date(receipt.date())},
      {"donor", receipt.donor()},
      {"household", household},
      {"campaign", receipt.campaign_title()},
      {"given", receipt.given()},
      {"givenWords", receipt.amount() > 0 ? text::dong_in_words_capitalised(receipt.amount()) : ""},
      {"givenOn", text::format_date(receipt.given_on())},
      {"village", store::village_name(store.database(), village)},
      {"commune", commune.name},
      {"upperLevel", commune.upper_level},
      {"collector", collector},
      {"author", record->author},
      {"qrText", qr_text},
      {"qrSvg", qr_text.empty() ? "" : text::qr_svg(qr_text, kQrMm).value_or("")},
      {"voided", record->merged.voided_by.has_value()},
      {"demo", commune.demo},
      {"reprint", reprint}};
}

Result<Json> check_receipt_json(store::Store& store, std::string_view qr_text) {
  const auto not_a_receipt =
      fail(ErrorKind::kInvalid, "not_a_receipt", "this is not the code of a receipt");
  if (!qr_text.starts_with(kQrPrefix)) return not_a_receipt;
  const auto bytes = text::base64url_decode(qr_text.substr(kQrPrefix.size()));
  SignedReceipt paper;
  ReceiptSlip slip;
  if (!bytes || !paper.ParseFromString(*bytes) || !slip.ParseFromString(paper.body()))
    return not_a_receipt;
  const auto device = store::find_device(store.database(), log::DeviceId{paper.device()});
  Certificate certificate;
  if (!device || !certificate.ParseFromString(device->certificate)) {
    return fail(ErrorKind::kNotFound, "unknown_device",
                "no laptop of this commune issued the receipt");
  }
  const auto writer = log::check_certificate(certificate, store.identity().hub_key);
  const bool genuine =
      writer && crypto::verify(writer->key, kReceiptDomain, paper.body(), paper.signature()) &&
      slip.number().starts_with(writer->series + '/');
  if (!genuine)
    return fail(ErrorKind::kForbidden, "false_receipt",
                "the receipt was changed, or is not of this commune");
  return Json{{"number", slip.number()},
              {"date", text::format_date(slip.date())},
              {"donor", slip.donor()},
              {"campaign", slip.campaign()},
              {"given", slip.given()},
              {"village", store::village_name(store.database(), device->village)},
              {"receipt", log::to_string(log::Position{log::LogId{slip.receipt().log()},
                                                       slip.receipt().seq()})}};
}

}  // namespace soban::books
