#include "tests/support/rule_cases.h"

#include <catch2/catch.hpp>

namespace soban::test {

void check_cases(Books& books, const std::string& kind, const books::Json& good,
                 const std::vector<RuleCase>& cases) {
  check_cases_on(books, books.hub, kind, good, cases);
}

void check_cases_on(Books& books, Device& device, const std::string& kind, const books::Json& good,
                    const std::vector<RuleCase>& cases) {
  for (const RuleCase& given : cases) {
    INFO(kind << ": " << given.what);
    books::Json fields = good;
    if (!given.change.is_null()) fields.merge_patch(given.change);
    const auto result = books.add(device, kind, fields);
    CHECK(field_code(result, given.field) == given.code);
    const bool of_a_field = *given.field != '\0';
    if (of_a_field && *given.code != '\0' && !result) CHECK(result.error().code == "bad_fields");
  }
}

}  // namespace soban::test
