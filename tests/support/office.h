// A commune with its hub and villages, as most tests of sync begin.
#pragma once

#include <string>

#include "core/log/schema.h"
#include "tests/support/commune.h"
#include "tests/support/device.h"

namespace soban::test {
// A namespace of its own: other tests have an Office too.
inline namespace office {

inline store::Draft village_draft(const std::string& code, const std::string& name) {
  Village village;
  village.set_code(code);
  village.set_name(name);
  store::Draft draft = creation_of("", village);
  draft.author = "Văn phòng";
  return draft;
}

// The commune's book has two entries after its genesis, the book of NC one household.
struct Office {
  explicit Office(store::DeltaRule rule = nullptr) : hub(commune.hub(), rule) {
    hub.write(village_draft("NC", "bản Nong Cóc"));
    hub.write(village_draft("PL", "bản Pá Lầu"));
    hub.write(household("NC", "014", "Lò Văn Đức"));
  }
  store::Identity enrol(const std::string& village) { return commune.enrol(village); }

  Commune commune;
  Device hub;
};

}  // namespace office
}  // namespace soban::test
