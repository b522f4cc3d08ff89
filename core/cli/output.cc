#include "core/cli/output.h"

#include <iostream>

namespace soban::cli {

void print_json(const books::Json& json) {
  print_line(json.dump(-1, ' ', false, books::Json::error_handler_t::replace));
}

void print_line(const std::string& line) { std::cout << line << std::endl; }

int report(const Error& error, bool as_json) {
  if (as_json) print_json(books::error_json(error));
  std::cerr << "error: " << error.text << '\n';
  for (const FieldError& field : error.fields) std::cerr << "  " << field.text << '\n';
  if (!error.detail.empty()) std::cerr << "  (" << error.detail << ")\n";
  return kFailed;
}

}  // namespace soban::cli
