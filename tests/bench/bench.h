// What the benchmarks share: a result is a ratio against a floor measured in the same run (DESIGN §11), the median of
// three; nothing here asserts a bare time.
#pragma once

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

namespace soban::bench {

inline constexpr int kRounds = 3;

inline std::int64_t now_ns() {
  return std::chrono::duration_cast<std::chrono::nanoseconds>(
             std::chrono::steady_clock::now().time_since_epoch())
      .count();
}

inline double seconds_of(const std::function<void()>& body) {
  const std::int64_t started = now_ns();
  body();
  return static_cast<double>(now_ns() - started) / 1e9;
}

inline double median(std::vector<double> values) {
  std::sort(values.begin(), values.end());
  return values[values.size() / 2];
}

inline double percentile(std::vector<double> values, double part) {
  std::sort(values.begin(), values.end());
  const auto index = static_cast<std::size_t>(part * static_cast<double>(values.size() - 1));
  return values[index];
}

// One line of the table.
struct Line {
  std::string what;
  double measured = 0;  // in `unit`
  double floor = 0;     // in `unit`; 0: the target is absolute
  std::string unit;
  double ratio = 0;  // measured against the floor, or the value itself
  double target = 0;
  bool at_least = true;  // the ratio must be at least (or at most) the target
  bool reached() const { return at_least ? ratio >= target : ratio <= target; }
};

using Lines = std::vector<Line>;

Lines measure_recording();
Lines measure_first_sync();
Lines measure_live();
Lines measure_footprint();
Lines measure_review();
Lines measure_million();

}  // namespace soban::bench
