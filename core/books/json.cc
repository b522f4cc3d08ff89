#include "core/books/json.h"

#include <google/protobuf/util/json_util.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <limits>

#include "core/check.h"
#include "core/text/text.h"

namespace soban::books {
namespace {

using google::protobuf::FieldDescriptor;

using Problem = std::optional<std::pair<std::string, std::string>>;  // code, text

const Problem kFractional{{"fractional", "must be a whole number"}};
const Problem kTooLarge{{"too_large", "is too large"}};

// A number as text, as the JSON mapping writes int64.
Problem parse_integer(Json& value, std::string_view text) {
  const std::size_t sign = text.starts_with('-') ? 1 : 0;
  const std::size_t digits = text.find_first_not_of("0123456789", sign);
  if (text.size() == sign || digits == sign) return {{"wrong_type", "must be a whole number"}};
  if (digits != std::string_view::npos) {
    const bool decimals = text[digits] == '.' && text.find_first_not_of("0123456789", digits + 1) ==
                                                     std::string_view::npos;
    return decimals ? kFractional : Problem({"wrong_type", "must be a whole number"});
  }
  std::int64_t number = 0;
  const auto parsed = std::from_chars(text.data(), text.data() + text.size(), number);
  if (parsed.ec != std::errc{}) return kTooLarge;
  value = number;
  return std::nullopt;
}

// Leaves an integer in `value`, however it was written.
Problem check_integer(Json& value, bool wide) {
  if (value.is_string()) {
    if (auto problem = parse_integer(value, value.get<std::string>())) return problem;
  } else if (value.is_number_float()) {
    const double number = value.get<double>();
    if (std::floor(number) != number) return kFractional;
    if (std::abs(number) > 9e15) return kTooLarge;  // beyond what a double holds exactly
    value = static_cast<std::int64_t>(number);
  } else if (!value.is_number_integer()) {
    return {{"wrong_type", "must be a whole number"}};
  }
  const auto max = static_cast<std::uint64_t>(wide ? std::numeric_limits<std::int64_t>::max()
                                                   : std::numeric_limits<std::int32_t>::max());
  if (value.is_number_unsigned() && value.get<std::uint64_t>() > max) return kTooLarge;
  if (!wide && !value.is_number_unsigned() &&
      value.get<std::int64_t>() != static_cast<std::int32_t>(value.get<std::int64_t>())) {
    return kTooLarge;
  }
  return std::nullopt;
}

Problem check_text(Json& value, bool multi_line) {
  if (!value.is_string()) return {{"wrong_type", "must be a text"}};
  auto cleaned = text::clean(value.get<std::string>(), multi_line);
  if (!cleaned) return {{cleaned.error().code, cleaned.error().text}};
  value = *std::move(cleaned);
  return std::nullopt;
}

Problem check_enum(const Json& value, const FieldDescriptor& field) {
  const bool known =
      value.is_string() && field.enum_type()->FindValueByName(value.get<std::string>()) != nullptr;
  if (known) return std::nullopt;
  std::string names;
  for (int i = 1; i < field.enum_type()->value_count(); ++i) {
    names += (names.empty() ? "" : ", ") + field.enum_type()->value(i)->name();
  }
  return {{"wrong_type", "must be one of " + names}};
}

Problem check_field(Json& value, const FieldDescriptor& field);

// A message within a record, such as one year of a household's poverty list.
Problem check_message(Json& value, const google::protobuf::Descriptor& type) {
  if (!value.is_object()) return {{"wrong_type", "must be an object"}};
  for (const auto& [name, inner] : value.items()) {
    const FieldDescriptor* field = type.FindFieldByCamelcaseName(name);
    if (field == nullptr) field = type.FindFieldByName(name);
    if (field == nullptr) return {{"unknown_field", "has no " + name}};
    if (auto problem = check_field(inner, *field)) return problem;
  }
  return std::nullopt;
}

Problem check_value(Json& value, const FieldDescriptor& field) {
  switch (field.cpp_type()) {
    case FieldDescriptor::CPPTYPE_INT64:
      return check_integer(value, true);
    case FieldDescriptor::CPPTYPE_INT32:
      return check_integer(value, false);
    case FieldDescriptor::CPPTYPE_BOOL:
      return value.is_boolean() ? Problem() : Problem({"wrong_type", "must be true or false"});
    case FieldDescriptor::CPPTYPE_STRING:
      return check_text(value, field.options().GetExtension(soban::long_text) > 0);
    case FieldDescriptor::CPPTYPE_ENUM:
      return check_enum(value, field);
    case FieldDescriptor::CPPTYPE_MESSAGE:
      return check_message(value, *field.message_type());
    default:
      return {{"wrong_type", "can't be given"}};
  }
}

Problem check_field(Json& value, const FieldDescriptor& field) {
  if (!field.is_repeated()) return check_value(value, field);
  if (!value.is_array()) return {{"wrong_type", "must be a list"}};
  for (Json& item : value) {
    if (auto problem = check_value(item, field)) return problem;
  }
  return std::nullopt;
}

}  // namespace

Error bad_fields(std::vector<FieldError> errors) {
  std::string text;
  for (const FieldError& error : errors) text += (text.empty() ? "" : "; ") + error.text;
  return {ErrorKind::kInvalid, "bad_fields", text, {}, std::move(errors)};
}

Result<Json> parse_json(std::string_view text) {
  try {
    return Json::parse(text);
  } catch (const nlohmann::json::exception& failed) {
    return fail(ErrorKind::kInvalid, "malformed_json", "the input is not JSON", failed.what());
  }
}

Result<GivenFields> parse_record_fields(const log::KindInfo& kind, const Json& object,
                                        const std::vector<std::string>& envelope) {
  if (!object.is_object()) {
    return fail(ErrorKind::kInvalid, "malformed_json", "the input is not a JSON object");
  }
  GivenFields given{log::new_message(kind), {}};
  std::vector<FieldError> errors;
  Json checked = Json::object();
  for (const auto& [name, value] : object.items()) {
    if (std::find(envelope.begin(), envelope.end(), name) != envelope.end()) continue;
    const log::FieldInfo* field = kind.field_by_json_name(name);
    if (field == nullptr) {
      errors.push_back({name, "unknown_field", name + " is not a field of " + kind.name});
      continue;
    }
    if (value.is_null()) {
      given.cleared.push_back(field->number);
      continue;
    }
    Json copy = value;
    if (auto problem = check_field(copy, *field->descriptor)) {
      errors.push_back(
          {field->json_name, problem->first, field->json_name + ": " + problem->second});
    } else {
      checked[field->json_name] = std::move(copy);
    }
  }
  if (!errors.empty()) return fail(bad_fields(std::move(errors)));
  const auto status =
      google::protobuf::util::JsonStringToMessage(checked.dump(), given.message.get());
  if (!status.ok()) {
    return fail(ErrorKind::kInvalid, "bad_fields", "the input does not fit " + kind.name,
                std::string(status.message()));
  }
  return given;
}

Json fields_json(const google::protobuf::Message& message) {
  std::string text;
  const auto status = google::protobuf::util::MessageToJsonString(message, &text);
  SOBAN_CHECK(status.ok());
  return Json::parse(text);
}

Json error_json(const Error& error) {
  static constexpr const char* kKinds[] = {
      "invalid", "not_found", "conflict",    "unauthorized", "forbidden", "too_large", "protocol",
      "fork",    "refused",   "unavailable", "disk_full",    "io",        "corrupt"};
  Json fields = Json::array();
  for (const FieldError& field : error.fields) {
    fields.push_back({{"field", field.field}, {"code", field.code}, {"text", field.text}});
  }
  return {{"error",
           {{"kind", kKinds[static_cast<std::size_t>(error.kind)]},
            {"code", error.code},
            {"text", error.text},
            {"fields", std::move(fields)}}}};
}

int http_status(const Error& error) {
  if (error.code == "too_many_tries") return 429;
  switch (error.kind) {
    case ErrorKind::kInvalid:
      return 400;
    case ErrorKind::kUnauthorized:
      return 401;
    case ErrorKind::kForbidden:
      return 403;
    case ErrorKind::kNotFound:
      return 404;
    case ErrorKind::kConflict:
    case ErrorKind::kFork:
      return 409;
    case ErrorKind::kTooLarge:
      return 413;
    case ErrorKind::kDiskFull:
      return 507;
    case ErrorKind::kProtocol:
    case ErrorKind::kRefused:
    case ErrorKind::kUnavailable:
      return 503;
    case ErrorKind::kIo:
    case ErrorKind::kCorrupt:
      return 500;
  }
  return 500;
}

}  // namespace soban::books
