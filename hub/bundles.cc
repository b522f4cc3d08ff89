#include "hub/bundles.h"

#include "core/store/apply.h"
#include "hub/enrolment.h"

namespace soban::hub {

Result<ImportedBundle> import_bundle(store::Store& store, std::string_view bytes) {
  auto bundle = sync::read_bundle(bytes, store.identity().hub_key);
  if (!bundle) return fail(std::move(bundle));
  const log::Writer& from = bundle->writer;
  if (from.role != DEVICE_ROLE_VILLAGE || from.village != bundle->village) {
    return fail(ErrorKind::kForbidden, "not_from_village",
                "the file is not from a village's laptop");
  }
  if (const auto known = check_device(store, from.device); !known) return fail(known.error());
  auto taken = sync::take_bundle(store, *bundle);
  if (!taken) return fail(std::move(taken));
  ImportedBundle imported{from, *std::move(taken), {}};
  // What is asked for may be named only by what the bundle brought.
  while (store.has_unapplied()) store.apply_some(store::kApplyChunk);
  imported.reply = sync::write_bundle(store, bundle->village, sync::heads_of(store, *bundle),
                                      sync::attachments_for_reply(store, *bundle));
  return imported;
}

std::string reply_name(store::Store& store, const std::string& village) {
  return sync::bundle_file_name(village + "-tra-loi", store.clock().now_ms());
}

}  // namespace soban::hub
