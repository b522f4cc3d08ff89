// Everything a store derives from its logs, as lines that can be compared.
#pragma once

#include <string>
#include <vector>

#include "tests/support/device.h"

namespace soban::test {

// Every row of every derived table, search included, exactly as stored: for one store before and after.
std::vector<std::string> dump_derived(Device& device);

// The same with row numbers replaced by what they stand for ("log:seq", the village's code), sorted: equal between any
// two holders of the same logs, in whatever order these arrived.
std::vector<std::string> dump_state(Device& device);

}  // namespace soban::test
