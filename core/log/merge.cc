#include "core/log/merge.h"

#include <algorithm>
#include <map>
#include <set>

#include "core/check.h"

namespace soban::log {
namespace {

using Index = std::size_t;
using AncestorRow = std::vector<bool>;

bool later(const MergeInput& a, const MergeInput& b) {
  return std::tie(a.time, a.at) > std::tie(b.time, b.at);
}

Index index_of(const std::vector<MergeInput>& changes, const Position& at) {
  const auto found =
      std::lower_bound(changes.begin(), changes.end(), at,
                       [](const MergeInput& change, const Position& p) { return change.at < p; });
  SOBAN_CHECK(found != changes.end() && found->at == at);
  return static_cast<Index>(found - changes.begin());
}

// For each change, which others it descends from. Depth first, with a stack of its own: a history may be long.
class Ancestry {
 public:
  explicit Ancestry(const std::vector<MergeInput>& changes)
      : changes_(changes), rows_(changes.size()) {
    for (Index i = 0; i < changes.size(); ++i) resolve(i);
  }

  bool descends(Index later, Index earlier) const { return rows_[later][earlier]; }

 private:
  void resolve(Index start) {
    std::vector<Index> stack{start};
    while (!stack.empty()) {
      const Index current = stack.back();
      if (!rows_[current].empty() || !push_unresolved(current, stack)) {
        if (rows_[current].empty()) fill(current);
        stack.pop_back();
      }
    }
  }

  bool push_unresolved(Index current, std::vector<Index>& stack) const {
    bool pushed = false;
    for (const Position& parent : changes_[current].parents) {
      const Index p = index_of(changes_, parent);
      if (rows_[p].empty()) {
        stack.push_back(p);
        pushed = true;
      }
    }
    return pushed;
  }

  void fill(Index current) {
    AncestorRow row(changes_.size(), false);
    for (const Position& parent : changes_[current].parents) {
      const Index p = index_of(changes_, parent);
      row[p] = true;
      for (Index i = 0; i < row.size(); ++i) row[i] = row[i] || rows_[p][i];
    }
    rows_[current] = std::move(row);
  }

  const std::vector<MergeInput>& changes_;
  std::vector<AncestorRow> rows_;
};

std::vector<Position> find_heads(const std::vector<MergeInput>& changes) {
  std::set<Position> seen_as_parent;
  for (const MergeInput& change : changes) {
    seen_as_parent.insert(change.parents.begin(), change.parents.end());
  }
  std::vector<Position> heads;
  for (const MergeInput& change : changes) {
    if (!seen_as_parent.contains(change.at)) heads.push_back(change.at);
  }
  return heads;
}

std::map<std::uint32_t, std::vector<Index>> writers_by_field(
    const std::vector<MergeInput>& changes) {
  std::map<std::uint32_t, std::vector<Index>> writers;
  for (Index i = 0; i < changes.size(); ++i) {
    for (const Field& field : changes[i].delta) writers[field.number].push_back(i);
    for (const std::uint32_t number : changes[i].cleared) {
      auto& list = writers[number];
      if (list.empty() || list.back() != i) list.push_back(i);
    }
  }
  return writers;
}

// The writers that no other writer of the field has seen, the winner first.
std::vector<Index> last_writers(const std::vector<MergeInput>& changes, const Ancestry& ancestry,
                                const std::vector<Index>& writers) {
  std::vector<Index> last;
  for (const Index candidate : writers) {
    const bool superseded = std::any_of(writers.begin(), writers.end(), [&](Index other) {
      return ancestry.descends(other, candidate);
    });
    if (!superseded) last.push_back(candidate);
  }
  std::sort(last.begin(), last.end(),
            [&](Index a, Index b) { return later(changes[a], changes[b]); });
  return last;
}

void merge_field(const std::vector<MergeInput>& changes, const Ancestry& ancestry,
                 std::uint32_t number, const std::vector<Index>& writers, Merged& merged) {
  const std::vector<Index> last = last_writers(changes, ancestry, writers);
  const std::string_view value = find_field(changes[last.front()].delta, number);
  set_field(merged.state, number, value);
  const bool differ = std::any_of(last.begin(), last.end(), [&](Index i) {
    return find_field(changes[i].delta, number) != value;
  });
  if (!differ) return;
  FieldConflict conflict{number, {}};
  for (const Index i : last) conflict.writers.push_back(changes[i].at);
  merged.conflicts.push_back(std::move(conflict));
}

void note_void(Merged& merged, const MergeInput& change) {
  if (!change.voids) return;
  if (merged.voided_by &&
      std::tie(merged.voided_time, *merged.voided_by) > std::tie(change.time, change.at)) {
    return;
  }
  merged.voided_by = change.at;
  merged.voided_time = change.time;
}

}  // namespace

Merged merge(std::vector<MergeInput> changes) {
  std::sort(changes.begin(), changes.end(),
            [](const MergeInput& a, const MergeInput& b) { return a.at < b.at; });
  changes.erase(std::unique(changes.begin(), changes.end(),
                            [](const MergeInput& a, const MergeInput& b) { return a.at == b.at; }),
                changes.end());
  const Ancestry ancestry(changes);
  Merged merged;
  merged.heads = find_heads(changes);
  for (const auto& [number, writers] : writers_by_field(changes)) {
    merge_field(changes, ancestry, number, writers, merged);
  }
  for (const MergeInput& change : changes) note_void(merged, change);
  return merged;
}

bool extends(const Merged& current, const MergeInput& change) {
  if (change.parents.size() == 1 && current.heads.size() == 1) {
    return change.parents.front() == current.heads.front();
  }
  std::vector<Position> parents = change.parents;
  std::sort(parents.begin(), parents.end());
  parents.erase(std::unique(parents.begin(), parents.end()), parents.end());
  return parents == current.heads;
}

void advance(Merged& current, const MergeInput& change) {
  SOBAN_CHECK(extends(current, change));
  const auto settle = [&](std::uint32_t number) {
    std::erase_if(current.conflicts,
                  [&](const FieldConflict& conflict) { return conflict.field == number; });
    set_field(current.state, number, find_field(change.delta, number));
  };
  for (const std::uint32_t number : change.cleared) settle(number);
  for (const Field& field : change.delta) settle(field.number);
  note_void(current, change);
  current.heads = {change.at};
}

}  // namespace soban::log
