// What the books must say, told by the few facts that people typed: an independent model of the money.
#pragma once

#include <algorithm>
#include <cstdint>
#include <map>
#include <set>

namespace soban::simulation {

// One change that somebody typed. It is found again in the logs by its number, which stands in the author's place.
struct Op {
  int record = 0;
  std::int64_t amount = 0;  // đồng, unless it cancels
  bool cancels = false;
  std::set<int> saw;  // changes of this record that its author had before him
};

// Of the changes that somebody has, those that count: one waits until all that its author saw has come too.
inline std::set<int> counting(const std::map<int, Op>& ops, std::set<int> present) {
  const auto waits = [&](int id) {
    const std::set<int>& saw = ops.at(id).saw;
    return !std::includes(present.begin(), present.end(), saw.begin(), saw.end());
  };
  while (std::erase_if(present, waits) > 0) {
  }
  return present;
}

// What may stand as the amount of `record` for somebody who has the changes `present`, all of which count: nothing once cancelled; otherwise
// what was typed last, and of values typed without knowledge of each other any one.
inline std::set<std::int64_t> allowed_amounts(const std::map<int, Op>& ops,
                                              const std::set<int>& present, int record) {
  std::set<std::int64_t> allowed;
  for (const int id : present) {
    const Op& op = ops.at(id);
    if (op.record != record) continue;
    if (op.cancels) return {0};
    bool replaced = false;
    for (const int later : present) {
      const Op& other = ops.at(later);
      replaced = replaced || (other.record == record && other.saw.contains(id));
    }
    if (!replaced) allowed.insert(op.amount);
  }
  return allowed;
}

}  // namespace soban::simulation
