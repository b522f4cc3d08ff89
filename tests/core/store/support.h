// What the store's tests share.
#pragma once

#include <string>
#include <vector>

#include "tests/support/commune.h"
#include "tests/support/device.h"
#include "tests/support/dump.h"
#include "tests/support/expect.h"

namespace soban::test {

inline const std::string kVillage = "nong-coc";
inline const std::string kOtherVillage = "pac-nga";

// A hub and a laptop of one village.
struct Office {
  Commune commune;
  Device hub{commune.hub()};
  Device village{commune.enrol(kVillage)};
};

// The stored entry as the message it is.
inline Change change_at(Device& device, const log::Position& at) {
  Change change;
  store::Query query =
      device.database().query("SELECT bytes FROM change WHERE log = ? AND seq = ?");
  query.bind_all(static_cast<std::int64_t>(at.log.value), static_cast<std::int64_t>(at.seq));
  if (!query.step() || !change.ParseFromString(std::string(query.blob(0)))) {
    throw std::runtime_error("no change " + log::to_string(at));
  }
  return change;
}

// Everything stored, derived or not.
inline std::vector<std::string> everything(Device& device) { return dump_derived(device); }

}  // namespace soban::test
