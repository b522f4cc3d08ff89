// A clock that stands still until the test moves it.
#pragma once

#include <atomic>

#include "core/log/clock.h"

namespace soban::test {

inline constexpr std::int64_t kMorningMs = 1'795'564'800'000;  // 2026-11-25 00:00 UTC
inline constexpr std::int64_t kYear2098Ms = 4'039'372'800'000;

class ManualClock final : public log::Clock {
 public:
  std::int64_t now_ms() const override { return now_ms_; }
  void set_ms(std::int64_t now_ms) { now_ms_ = now_ms; }
  void advance_ms(std::int64_t ms) { now_ms_ += ms; }

 private:
  std::atomic<std::int64_t> now_ms_ = kMorningMs;  // a Writer's thread reads it too
};

}  // namespace soban::test
