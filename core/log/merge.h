// What a record's changes add up to. Pure: the same set of changes gives the same bytes in whatever order and however
// often they arrived (DESIGN §4; property-tested in tests/core/log/merge_test.cc).
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "core/log/clock.h"
#include "core/log/fields.h"
#include "core/log/ids.h"

namespace soban::log {

// One change of one record, as merging sees it.
struct MergeInput {
  Position at;
  Hlc time;
  std::vector<Position> parents;  // of the same record
  Fields delta;
  std::vector<std::uint32_t> cleared;
  bool voids = false;
};

// A field that concurrent changes set to different values. Stays until a change that saw all of them sets the field.
struct FieldConflict {
  std::uint32_t field = 0;
  std::vector<Position> writers;  // the winner first: greatest (time, log, seq)
  bool operator==(const FieldConflict&) const = default;
};

struct Merged {
  Fields state;                          // the kind's message, fields in order
  std::vector<Position> heads;           // sorted; changes that no other has as parent
  std::vector<FieldConflict> conflicts;  // by field number
  std::optional<Position> voided_by;  // of several voids the one with the greatest (time, log, seq)
  Hlc voided_time;
  bool operator==(const Merged&) const = default;
};

// Needs the record's creating change and, of every change given, all parents. Duplicates are allowed.
Merged merge(std::vector<MergeInput> changes);

// True when `change` saw everything in `current`: then advance() gives what merge() of all would, without the history.
bool extends(const Merged& current, const MergeInput& change);
void advance(Merged& current, const MergeInput& change);

}  // namespace soban::log
