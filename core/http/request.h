// Percent encoding and query strings (RFC 3986); for core/http and its tests.
#pragma once

#include <string>
#include <string_view>

#include "core/http/http.h"

namespace soban::http {

// Escapes that are not two hex digits stay as they are.
std::string percent_decode(std::string_view text, bool plus_is_space);
// Fills in path and query from a request target.
void parse_target(std::string_view target, Request& request);

}  // namespace soban::http
