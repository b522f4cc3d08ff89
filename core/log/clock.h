// Time as the log needs it: a wall clock behind an interface, and hybrid logical time
// (Kulkarni et al., "Logical Physical Clocks", 2014).
#pragma once

#include <cstdint>

namespace soban::log {

class Clock {
 public:
  virtual ~Clock() = default;
  virtual std::int64_t now_ms() const = 0;  // Unix time in milliseconds, as the machine believes it
};

// The machine's own clock.
class SystemClock final : public Clock {
 public:
  std::int64_t now_ms() const override;
};

// Hybrid time: Unix milliseconds << 16 | counter. It only orders what causality leaves open (DESIGN §4).
struct Hlc {
  std::uint64_t value = 0;
  auto operator<=>(const Hlc&) const = default;
  std::int64_t ms() const { return static_cast<std::int64_t>(value >> 16); }
  static Hlc at_ms(std::int64_t ms) { return {static_cast<std::uint64_t>(ms < 0 ? 0 : ms) << 16}; }
};

// A foreign time further ahead of our clock than this does not push ours forward: one laptop that believes it is 2098
// must not date everybody's records.
inline constexpr std::int64_t kForeignLeadMaxMs = 60 * 60 * 1000;

// The next time to stamp: after `last` of our own, not before the wall clock.
Hlc next_time(Hlc last, std::int64_t now_ms);
// What `last` becomes once a foreign change stamped `seen` is built on.
Hlc observe_time(Hlc last, Hlc seen, std::int64_t now_ms);

}  // namespace soban::log
