// Bundles at the office: a village's is taken, and a reply written for the way home.
#pragma once

#include <string>
#include <string_view>

#include "core/sync/bundle.h"

namespace soban::hub {

struct ImportedBundle {
  log::Writer from;
  sync::TakenBundle taken;
  sync::WrittenBundle reply;
};

// Needs a Transaction, which the caller undoes after an error. As sync::read_bundle and take_bundle; check_device;
// kForbidden "not_from_village" for one that a hub wrote or whose book is not its writer's.
Result<ImportedBundle> import_bundle(store::Store& store, std::string_view bytes);

// What people call the reply: "soban-NC-tra-loi-20261125-0730.soban".
std::string reply_name(store::Store& store, const std::string& village);

}  // namespace soban::hub
