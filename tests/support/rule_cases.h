// What the rules of a kind say of a good record with one thing changed.
#pragma once

#include <string>
#include <vector>

#include "tests/support/books.h"

namespace soban::test {

struct RuleCase {
  const char* what;
  books::Json change;  // merged into a good record; null removes
  const char* field;
  const char* code;  // "": fine
};

void check_cases(Books& books, const std::string& kind, const books::Json& good,
                 const std::vector<RuleCase>& cases);

// By the village head on the laptop, where the office may not write.
void check_cases_on(Books& books, Device& device, const std::string& kind, const books::Json& good,
                    const std::vector<RuleCase>& cases);

}  // namespace soban::test
