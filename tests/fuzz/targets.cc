#include "tests/fuzz/targets.h"

#include <array>

namespace soban::fuzz {

std::span<const Target> targets() {
  static constexpr std::array kTargets = {Target{"bundle", bundle},   Target{"codes", codes},
                                          Target{"columns", columns}, Target{"entries", entries},
                                          Target{"frames", frames},   Target{"http", http},
                                          Target{"json", json},       Target{"receipts", receipts}};
  return kTargets;
}

}  // namespace soban::fuzz
