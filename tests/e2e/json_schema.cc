#include "tests/e2e/json_schema.h"

#include <algorithm>
#include <regex>

namespace soban::e2e {
namespace {

using Json = nlohmann::json;

bool is_of_type(const Json& value, const std::string& type) {
  if (type == "object") return value.is_object();
  if (type == "array") return value.is_array();
  if (type == "string") return value.is_string();
  if (type == "integer") return value.is_number_integer();
  if (type == "number") return value.is_number();
  if (type == "boolean") return value.is_boolean();
  return type == "null" && value.is_null();
}

class Validator {
 public:
  explicit Validator(const Json& document) : document_(document) {}

  void check(const Json& schema, const Json& value, const std::string& at) {
    if (schema.contains("$ref")) {
      const std::string reference = schema["$ref"];
      check(document_.at(Json::json_pointer(reference.substr(1))), value, at);
    }
    check_alternatives(schema, value, at);
    check_value(schema, value, at);
    if (value.is_object()) check_object(schema, value, at);
    if (!value.is_array() || !schema.contains("items")) return;
    for (std::size_t i = 0; i < value.size(); ++i) {
      check(schema["items"], value[i], at + '/' + std::to_string(i));
    }
  }

  std::vector<std::string> found() { return std::move(found_); }

 private:
  void say(const std::string& at, const std::string& what) {
    found_.push_back((at.empty() ? "/" : at) + ": " + what);
  }

  void check_alternatives(const Json& schema, const Json& value, const std::string& at) {
    for (const Json& part : schema.value("allOf", Json::array())) check(part, value, at);
    if (!schema.contains("oneOf")) return;
    std::size_t fitting = 0;
    std::string why;
    for (const Json& one : schema["oneOf"]) {
      const auto departed = departures(document_, one, value);
      if (departed.empty()) ++fitting;
      if (!departed.empty()) why += "; " + departed.front();
    }
    if (fitting != 1) say(at, std::to_string(fitting) + " of oneOf fit" + why);
  }

  void check_value(const Json& schema, const Json& value, const std::string& at) {
    if (schema.contains("const") && value != schema["const"]) {
      say(at, value.dump() + " is not " + schema["const"].dump());
    }
    if (schema.contains("enum")) {
      const Json& names = schema["enum"];
      if (std::find(names.begin(), names.end(), value) == names.end())
        say(at, value.dump() + " is not in the enum");
    }
    if (schema.contains("type")) {
      const Json types = schema["type"].is_array() ? schema["type"] : Json::array({schema["type"]});
      const bool fits = std::any_of(types.begin(), types.end(),
                                    [&](const Json& type) { return is_of_type(value, type); });
      if (!fits) say(at, value.dump().substr(0, 80) + " is not of type " + types.dump());
    }
    if (schema.contains("pattern") && value.is_string() &&
        !std::regex_search(value.get<std::string>(),
                           std::regex(schema["pattern"].get<std::string>()))) {
      say(at, value.dump() + " does not match " + schema["pattern"].dump());
    }
  }

  void check_object(const Json& schema, const Json& value, const std::string& at) {
    for (const Json& name : schema.value("required", Json::array())) {
      if (!value.contains(name.get<std::string>())) say(at, "lacks " + name.get<std::string>());
    }
    const Json properties = schema.value("properties", Json::object());
    for (const auto& [name, member] : value.items()) {
      if (properties.contains(name)) {
        check(properties[name], member, at + '/' + name);
      } else if (schema.contains("additionalProperties") &&
                 schema["additionalProperties"] == false) {
        say(at, "has " + name + " beside what is described");
      }
    }
  }

  const Json& document_;
  std::vector<std::string> found_;
};

}  // namespace

std::vector<std::string> departures(const nlohmann::json& document, const nlohmann::json& schema,
                                    const nlohmann::json& value) {
  Validator validator(document);
  validator.check(schema, value, "");
  return validator.found();
}

}  // namespace soban::e2e
