// Records as JSON for the HTTP APIs and for `--json`; one shape everywhere (DESIGN §9).
#pragma once

#include <functional>
#include <string>

#include "core/books/json.h"
#include "core/store/queries.h"
#include "core/store/store.h"

namespace soban::books {

// The record's fields and, beside them under their own names, the envelope: id, kind, village, status, sent, conflict,
// created, changed, author, heads, changes, voided, review, flags, shown.
Json record_json(store::Store& store, const store::StoredRecord& record);
// The same with "conflicts": both values side by side, the winner first.
Json record_with_conflicts_json(store::Store& store, const store::StoredRecord& record);
// {"items": [...]}: every change and review, the oldest first, as what it changed.
Json history_json(store::Store& store, const store::StoredRecord& record);

// From query parameters (village, campaign, household, target, status, query, limit, cursor, order). kInvalid "bad_filter".
// `doubtful_first`: contributions in the order of the office's queue, which their cursor is of.
Result<store::ListFilter> parse_filter(
    std::uint32_t kind, const std::function<std::string(const char* name)>& parameter,
    bool doubtful_first = false);
// {"items": [...], "next": cursor or null}
Json list_json(store::Store& store, const store::ListFilter& filter);

// {"items": [...], "sum": {...}}
Json totals_json(store::Store& store, const std::optional<log::Position>& campaign,
                 const std::optional<std::string>& village);

// What happened to this installation and nobody has read yet, and the number of one in an address. kNotFound "not_found".
Json notices_json(store::Store& store);
Result<std::int64_t> notice_number(const std::string& text);

}  // namespace soban::books
