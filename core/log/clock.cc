#include "core/log/clock.h"

#include <algorithm>
#include <chrono>

namespace soban::log {

std::int64_t SystemClock::now_ms() const {
  const auto since_epoch = std::chrono::system_clock::now().time_since_epoch();
  return std::chrono::duration_cast<std::chrono::milliseconds>(since_epoch).count();
}

Hlc next_time(Hlc last, std::int64_t now_ms) {
  return std::max(Hlc{last.value + 1}, Hlc::at_ms(now_ms));
}

Hlc observe_time(Hlc last, Hlc seen, std::int64_t now_ms) {
  if (seen.ms() > now_ms + kForeignLeadMaxMs) return last;
  return std::max(last, seen);
}

}  // namespace soban::log
