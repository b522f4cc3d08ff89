// Random choices from a seed that a failing test prints: the same on every machine.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <random>
#include <string>
#include <utility>
#include <vector>

namespace soban::test {

// A new seed each run, or the one in SOBAN_TEST_SEED: to see again what failed.
inline std::uint64_t test_seed() {
  const char* given = std::getenv("SOBAN_TEST_SEED");
  if (given != nullptr) return std::stoull(given);
  std::random_device device;
  return std::uint64_t{device()} << 32 | device();
}

class Random {
 public:
  explicit Random(std::uint64_t seed) : engine_(seed) {}

  std::size_t below(std::size_t count) { return static_cast<std::size_t>(engine_() % count); }
  bool chance(std::size_t percent) { return below(100) < percent; }

  template <class T>
  const T& pick(const std::vector<T>& items) {
    return items[below(items.size())];
  }

  template <class T>
  void shuffle(std::vector<T>& items) {
    for (std::size_t left = items.size(); left > 1; --left) {
      std::swap(items[left - 1], items[below(left)]);
    }
  }

 private:
  std::mt19937_64 engine_;
};

}  // namespace soban::test
