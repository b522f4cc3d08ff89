// What the office's page shows beside the records themselves, as JSON of hub/api/openapi.json. Reads only; throws
// DatabaseError.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "core/books/json.h"
#include "core/store/queries.h"
#include "core/store/store.h"

namespace soban::hub {

// The office at a glance; `with_counts` only for who is logged in.
books::Json status_json(store::Store& store, bool with_counts);

// Whether a device is connected now.
using Online = std::function<bool(log::DeviceId)>;
books::Json device_json(store::Store& store, const store::DeviceRow& device, const Online& online);
books::Json devices_json(store::Store& store, const Online& online);
books::Json villages_json(store::Store& store);
// Accounts of the police that reports are sealed to now.
books::Json police_keys_json(store::Store& store);
books::Json users_json(store::Store& store);

}  // namespace soban::hub
