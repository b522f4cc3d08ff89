#include "core/cli/output.h"

#include <algorithm>
#include <array>
#include <iostream>
#include <string_view>

namespace soban::cli {
namespace {

// What a command was given is at fault, not what it met.
bool is_wrong_use(const Error& error) {
  static constexpr std::array<std::string_view, 4> kCodes = {"wrong_use", "bad_address",
                                                             "bad_device", "bad_filter"};
  return std::find(kCodes.begin(), kCodes.end(), error.code) != kCodes.end();
}

}  // namespace

void print_json(const books::Json& json) {
  print_line(json.dump(-1, ' ', false, books::Json::error_handler_t::replace));
}

void print_line(const std::string& line) { std::cout << line << std::endl; }

int report(const Error& error, bool as_json) {
  if (as_json) print_json(books::error_json(error));
  std::cerr << "error: " << error.text << '\n';
  for (const FieldError& field : error.fields) std::cerr << "  " << field.text << '\n';
  if (!error.detail.empty()) std::cerr << "  (" << error.detail << ")\n";
  return is_wrong_use(error) ? kWrongUse : kFailed;
}

}  // namespace soban::cli
