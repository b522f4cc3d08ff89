// Numbers of reports and settlements as people read them.
#pragma once

#include <cstdint>
#include <string>

namespace soban::books {

enum class Unit { kCount, kDong, kMilli };

// "10.000", "1.200.000 đ", "2,5" of 2500 thousandths.
std::string shown_figure(Unit unit, std::int64_t value);

}  // namespace soban::books
