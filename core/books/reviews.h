// The office's word on records: accepted or returned, of what the clerk saw and nothing newer.
#pragma once

#include <string>
#include <vector>

#include "core/books/write.h"

namespace soban::books {

// Needs a Transaction. kConflict "stale" when the record is not as `heads` says; "conflict_undecided" when it is accepted
// with a difference that needs a decision; kInvalid "reason_required" when it is returned without a comment,
// "too_long".
Result<log::Position> review_record(store::Store& store, const log::RecordId& record,
                                    const std::optional<std::vector<log::Position>>& heads,
                                    Verdict verdict, const std::string& comment,
                                    const Author& author);

}  // namespace soban::books
