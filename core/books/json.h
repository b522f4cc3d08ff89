// JSON of the records: protobuf's JSON mapping (protobuf.dev/programming-guides/json), with errors that name the field.
#pragma once

#include <memory>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "core/error.h"
#include "core/log/schema.h"

namespace soban::books {

using Json = nlohmann::ordered_json;

// Fields as they came from outside: a message holding those given, and the numbers of those given as null.
struct GivenFields {
  std::unique_ptr<google::protobuf::Message> message;
  std::vector<std::uint32_t> cleared;
};

// kInvalid "malformed_json" with the place.
Result<Json> parse_json(std::string_view text);
// kInvalid "bad_fields" with one FieldError for each bad field: unknown_field, wrong_type, fractional, bad_utf8,
// control_character. Texts come out in NFC, trimmed. Keys listed in `envelope` are passed over.
Result<GivenFields> parse_record_fields(const log::KindInfo& kind, const Json& object,
                                        const std::vector<std::string>& envelope = {});
Json fields_json(const google::protobuf::Message& message);
// kInvalid "bad_fields" that says all of them.
Error bad_fields(std::vector<FieldError> errors);

// {"error": {...}} as the HTTP API and `--json` print it.
Json error_json(const Error& error);
int http_status(const Error& error);

}  // namespace soban::books
