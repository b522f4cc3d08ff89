// As much of JSON Schema as our OpenAPI documents use.
#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

namespace soban::e2e {

// Where `value` departs from the schema, in words; empty: nowhere. `document` is what each $ref is looked up in.
std::vector<std::string> departures(const nlohmann::json& document, const nlohmann::json& schema,
                                    const nlohmann::json& value);

}  // namespace soban::e2e
