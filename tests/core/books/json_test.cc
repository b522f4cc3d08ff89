#include "core/books/json.h"

#include <catch2/catch.hpp>

#include "tests/support/expect.h"

namespace soban::books {
namespace {

using test::code_of;
using test::expect;

const log::KindInfo& contribution() { return *log::find_kind("contribution"); }

std::unique_ptr<google::protobuf::Message> parsed(const Json& fields) {
  return expect(parse_record_fields(contribution(), fields)).message;
}

const Contribution& as_contribution(const google::protobuf::Message& message) {
  return static_cast<const Contribution&>(message);
}

std::string first_code(const Json& fields) {
  const auto result = parse_record_fields(contribution(), fields);
  if (result) return {};
  return result.error().fields.empty() ? result.error().code : result.error().fields.front().code;
}

}  // namespace

TEST_CASE("what is not JSON is said to be not JSON", "[books]") {
  for (const char* text : {"", " ", "{", "{\"a\":}", "{'a': 1}", "{\"a\":1,}", "{\"a\":1} x", "nul",
                           "{\"a\":\"\xFF\"}", "[1,2", "{\"a\":\"\x01\"}", "{\"a\": 01}"}) {
    INFO(text);
    CHECK(code_of(parse_json(text)) == "malformed_json");
  }
  CHECK(code_of(parse_json(std::string(100'000, '['))) == "malformed_json");
  CHECK(parse_json("{\"a\": [1, null, \"x\"]}"));
}

TEST_CASE("a record is an object", "[books]") {
  for (const Json& value : {Json(), Json(5), Json("x"), Json::array({1}), Json(true)}) {
    INFO(value.dump());
    CHECK(code_of(parse_record_fields(contribution(), value)) == "malformed_json");
  }
}

TEST_CASE("a field that does not exist is named", "[books]") {
  const auto result =
      parse_record_fields(contribution(), {{"amuont", 5}, {"amount", 5}, {"Amount", 5}});
  REQUIRE_FALSE(result);
  CHECK(result.error().code == "bad_fields");
  REQUIRE(result.error().fields.size() == 2);
  CHECK(result.error().fields[0].field == "amuont");
  CHECK(result.error().fields[0].code == "unknown_field");
  CHECK(result.error().fields[1].field == "Amount");
}

TEST_CASE("envelope fields are passed over where the caller says so, and nowhere else", "[books]") {
  CHECK(parse_record_fields(contribution(), {{"village", "NC"}, {"amount", 5}}, {"village"}));
  CHECK(first_code({{"village", "NC"}}) == "unknown_field");
  CHECK(first_code({{"id", "00000000000000aa:7"}}) == "unknown_field");
}

TEST_CASE("fields may be named as in the .proto too", "[books]") {
  CHECK(as_contribution(*parsed({{"quantity_milli", 500}})).quantity_milli() == 500);
  CHECK(as_contribution(*parsed({{"quantityMilli", 500}})).quantity_milli() == 500);
}

TEST_CASE("null clears a field", "[books]") {
  const auto given =
      expect(parse_record_fields(contribution(), {{"amount", nullptr}, {"note", "x"}}));
  CHECK(given.cleared == std::vector<std::uint32_t>{6});
  CHECK_FALSE(as_contribution(*given.message).has_amount());
  CHECK(as_contribution(*given.message).note() == "x");
}

TEST_CASE("texts come out composed, trimmed and with single spaces", "[books]") {
  // "Lò Văn Đức" as a keyboard in decomposed form types it.
  const std::string decomposed =
      "  Lo\xCC\x80 Va\xCC\x86n\t \xC4\x90u\xCC\x9B\xCC\x81"
      "c ";
  CHECK(as_contribution(*parsed({{"donorName", decomposed}})).donor_name() == "Lò Văn Đức");
  CHECK(as_contribution(*parsed({{"note", "  một \n  hai  "}})).note() == "một\nhai");
  CHECK(as_contribution(*parsed({{"collector", "một\nhai"}})).collector() == "một hai");
}

TEST_CASE("texts that are not texts are refused", "[books]") {
  CHECK(first_code({{"donorName", std::string("\xC3\x28")}}) == "bad_utf8");
  CHECK(first_code({{"donorName", std::string("a\0b", 3)}}) == "control_character");
  CHECK(first_code({{"donorName", "a\x7F"}}) == "control_character");
  CHECK(first_code({{"donorName", 7}}) == "wrong_type");
  CHECK(first_code({{"donorName", Json::object()}}) == "wrong_type");
  CHECK(first_code({{"voluntary", "true"}}) == "wrong_type");
  CHECK(first_code({{"voluntary", 1}}) == "wrong_type");
}

TEST_CASE("a number is taken however JSON writes it", "[books]") {
  for (const char* text : {"200000", "\"200000\"", "2e5", "200000.0", "\"00200000\""}) {
    INFO(text);
    const auto fields = expect(parse_json(std::string("{\"amount\": ") + text + "}"));
    CHECK(as_contribution(*parsed(fields)).amount() == 200'000);
  }
  CHECK(as_contribution(*parsed({{"amount", -5}})).amount() == -5);
  CHECK(as_contribution(*parsed({{"amount", "-9223372036854775808"}})).amount() ==
        std::numeric_limits<std::int64_t>::min());
}

TEST_CASE("records are printed as protobuf's JSON mapping", "[books]") {
  Contribution record;
  record.set_amount(200'000);
  record.set_form(FORM_CASH);
  record.set_voluntary(false);
  record.set_quantity_milli(0);
  record.set_date("2026-11-24");
  const Json json = fields_json(record);
  CHECK(json["amount"] == "200000");
  CHECK(json["form"] == "FORM_CASH");
  CHECK(json["voluntary"] == false);
  CHECK(json["quantityMilli"] == "0");
  CHECK_FALSE(json.contains("donorName"));
}

TEST_CASE("what was printed can be read again", "[books]") {
  Contribution record;
  record.set_amount(200'000);
  record.set_form(FORM_LABOUR);
  record.set_donor_name("Lò Văn Đức");
  CHECK(parsed(fields_json(record))->SerializeAsString() == record.SerializeAsString());
}

TEST_CASE("an error is printed with its kind, code, text and fields", "[books]") {
  const Error error{ErrorKind::kInvalid,
                    "bad_fields",
                    "amount is 0",
                    "for the log",
                    {{"amount", "zero", "amount is 0"}}};
  const Json expected = Json::parse(
      R"({"error": {"kind": "invalid", "code": "bad_fields", "text": "amount is 0",
          "fields": [{"field": "amount", "code": "zero", "text": "amount is 0"}]}})");
  CHECK(error_json(error) == expected);
  CHECK(error_json(Error{ErrorKind::kCorrupt, "x", "y", {}, {}})["error"]["kind"] == "corrupt");
}

TEST_CASE("each kind of error has its HTTP status", "[books]") {
  struct Case {
    ErrorKind kind;
    int status;
  };
  for (const Case& given : {Case{ErrorKind::kInvalid, 400}, Case{ErrorKind::kUnauthorized, 401},
                            Case{ErrorKind::kForbidden, 403}, Case{ErrorKind::kNotFound, 404},
                            Case{ErrorKind::kConflict, 409}, Case{ErrorKind::kTooLarge, 413},
                            Case{ErrorKind::kDiskFull, 507}, Case{ErrorKind::kUnavailable, 503},
                            Case{ErrorKind::kIo, 500}, Case{ErrorKind::kCorrupt, 500}}) {
    CHECK(http_status(Error{given.kind, {}, {}, {}, {}}) == given.status);
  }
}

}  // namespace soban::books
