#include "hub/audit.h"

namespace soban::hub {

Result<void> note(store::Store& store, const books::Author& author, const char* action,
                  const std::string& object, const std::string& detail) {
  AuditEntry entry;
  entry.set_action(action);
  if (!object.empty()) entry.set_object(object);
  if (!detail.empty()) entry.set_detail(detail);
  const auto written = books::write_message(store, entry, log::kind_of<AuditEntry>(), "", author);
  return written ? Result<void>() : Result<void>(fail(written.error()));
}

}  // namespace soban::hub
