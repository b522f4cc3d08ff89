// What waits for the office's word, and the long list of all contributions, as JSON of hub/api/openapi.json. Reads only; throws
// DatabaseError.
#pragma once

#include <functional>
#include <string>

#include "core/books/json.h"
#include "core/store/store.h"

namespace soban::hub {

using Parameter = std::function<std::string(const char* name)>;

// What waits for the office's review: what has something to look at first, the oldest first; with counts by village, campaign
// and kind of attention. From query parameters village, campaign, only, query, limit, cursor, from. kInvalid "bad_filter".
Result<books::Json> queue_json(store::Store& store, const Parameter& parameter);

// The same records in few words, up to 2,000 at once, for accepting all that a filter lets through: what is needed to say
// what they are, and to review them as they stand.
Result<books::Json> queue_batch_json(store::Store& store, const Parameter& parameter);

// Contributions that the filter lets through, the newest first, from the row `from` on, and how many there are.
Result<books::Json> contribution_list_json(store::Store& store, const Parameter& parameter);

}  // namespace soban::hub
