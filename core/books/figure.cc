#include "core/books/figure.h"

#include "core/text/text.h"

namespace soban::books {

std::string shown_figure(Unit unit, std::int64_t value) {
  if (unit == Unit::kDong) return text::format_dong(value);
  return text::format_milli(unit == Unit::kMilli ? value : value * 1000);
}

}  // namespace soban::books
