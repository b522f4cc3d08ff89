#include "agent/bundles.h"

#include <algorithm>

#include "core/store/transact.h"

namespace soban::agent {

Result<sync::WrittenBundle> export_bundle(store::Store& store) {
  if (const auto enrolled = store::require_identity(store); !enrolled)
    return fail(enrolled.error());
  return sync::write_bundle(store, store.identity().village, sync::heads_at_hub(store),
                            sync::attachments_for_hub(store));
}

namespace {

// What the hub had when it wrote the bundle.
bool holds_all(store::Store& store, const sync::Bundle& bundle) {
  return std::all_of(bundle.heads.begin(), bundle.heads.end(), [&](const log::Head& head) {
    const auto info = store.find_log(head.log);
    return info && info->head.seq >= head.seq;
  });
}

}  // namespace

Result<sync::TakenBundle> import_bundle(store::Store& store, std::string_view bytes) {
  if (const auto enrolled = store::require_identity(store); !enrolled)
    return fail(enrolled.error());
  const store::Identity self = store.identity();
  auto bundle = sync::read_bundle(bytes, self.hub_key);
  if (!bundle) return fail(std::move(bundle));
  if (bundle->writer.role != DEVICE_ROLE_HUB) {
    return fail(ErrorKind::kForbidden, "not_from_hub",
                "the file is a village's, not the office's reply");
  }
  if (bundle->village != self.village) {
    return fail(ErrorKind::kForbidden, "wrong_village", "the file is for another village");
  }
  auto taken = sync::take_bundle(store, *bundle);
  if (!taken) return taken;
  sync::note_heads_of_hub(store, *bundle);
  if (store.is_salvaging() && holds_all(store, *bundle)) {
    if (auto finished = store.finish_salvage(); !finished) return fail(finished.error());
  }
  return taken;
}

std::string bundle_name(store::Store& store) {
  return sync::bundle_file_name(store.identity().village, store.clock().now_ms());
}

}  // namespace soban::agent
