// Bundles on the laptop's side: one for the office, and the reply that comes back.
#pragma once

#include <string>
#include <string_view>

#include "core/sync/bundle.h"

namespace soban::agent {

// What the hub is not known to have, of the village's and the commune's book. kConflict "not_enrolled".
Result<sync::WrittenBundle> export_bundle(store::Store& store);
// Takes the hub's reply. Needs a Transaction. As sync::read_bundle and take_bundle; kForbidden "wrong_village" for another
// village's, "not_from_hub" for one that a laptop wrote.
Result<sync::TakenBundle> import_bundle(store::Store& store, std::string_view bytes);
// What people call the file: "soban-NC-20261125-0730.soban".
std::string bundle_name(store::Store& store);

}  // namespace soban::agent
