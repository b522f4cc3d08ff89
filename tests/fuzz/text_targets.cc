// What people and other programs type, scan and post.
#include <nlohmann/json.hpp>

#include "core/books/receipts.h"
#include "core/books/write.h"
#include "core/check.h"
#include "core/http/request.h"
#include "core/sync/enrol_code.h"
#include "core/text/text.h"
#include "records.pb.h"
#include "tests/fuzz/office.h"
#include "tests/fuzz/targets.h"

namespace soban::fuzz {
namespace {

constexpr const char* kToday = "2026-11-25";
const books::Author kHead{"Lò Văn Pọm", false};

std::string signed_receipt(std::string_view body) {
  const auto key = *crypto::SigningKey::from_seed(commune().laptop.identity().seed);
  SignedReceipt paper;
  paper.set_device(commune().laptop.identity().device.value);
  paper.set_body(std::string(body));
  paper.set_signature(std::string(crypto::view(key.sign("soban.receipt.v1", body))));
  return "SOBAN1." + text::base64url(paper.SerializeAsString());
}

}  // namespace

void codes(std::string_view bytes) {
  if (const auto code = sync::read_enrol_code(bytes))
    SOBAN_CHECK(sync::read_enrol_code(sync::print_enrol_code(*code)).has_value());
  if (const auto amount = text::parse_money(bytes)) {
    SOBAN_CHECK(text::parse_money(text::format_dong(*amount)) == *amount);
    text::dong_in_words_capitalised(*amount);
  }
  if (const auto date = text::parse_date(bytes, kToday)) text::format_date(*date);
  if (const auto position = log::parse_position(bytes))
    SOBAN_CHECK(log::parse_position(log::to_string(*position)) == *position);
  log::parse_device_id(bytes);
  if (const auto decoded = text::base64url_decode(bytes)) text::base64url(*decoded);
  text::fold(bytes);
  text::name_sort_key(bytes);
  http::Request request;
  http::parse_target(bytes, request);
  request.headers["cookie"] = std::string(bytes);
  request.cookie("soban_session");
}

void json(std::string_view bytes) {
  const auto kinds = log::all_kinds();
  const log::KindInfo& kind = kinds[take_byte(bytes) % kinds.size()];
  auto object = books::parse_json(bytes);
  if (!object || !object->is_object()) return;
  test::Device& laptop = commune().laptop;
  store::Transaction transaction(laptop.database());
  const auto written = books::add_record(laptop.store(), {kind.number, "NC", *object, true}, kHead);
  if (!written) return;
  books::Amendment amendment;
  amendment.record = log::RecordId{*written};
  amendment.fields = *object;
  amendment.reason = "thử";
  books::amend_record(laptop.store(), amendment, kHead);
}

void receipts(std::string_view bytes) {
  const bool proper = take_byte(bytes) % 2 == 1;
  const std::string text = proper ? signed_receipt(bytes) : std::string(bytes);
  books::check_receipt_json(commune().laptop.store(), text);
}

}  // namespace soban::fuzz
