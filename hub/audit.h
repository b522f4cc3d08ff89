// Nhật ký: what is done at the office beside writing in the books, and who read what is sensitive. It is in the commune's book, so
// that it is chained, signed, and held by every laptop (DESIGN §8): nobody takes a line out of it unseen.
#pragma once

#include <string>

#include "core/books/write.h"

namespace soban::hub {

// Codes of AuditEntry.action; their words are `audit.ACTION` in hub/web/admin/vi.json.
namespace audit {
inline constexpr const char* kUserAdded = "user_added";
inline constexpr const char* kUserChanged = "user_changed";
inline constexpr const char* kUserDisabled = "user_disabled";
inline constexpr const char* kUserEnabled = "user_enabled";
inline constexpr const char* kPasswordSet = "password_set";
inline constexpr const char* kVillageAdded = "village_added";
inline constexpr const char* kVillageChanged = "village_changed";
inline constexpr const char* kSettingsChanged = "settings_changed";
inline constexpr const char* kDeviceCode = "device_code";
inline constexpr const char* kDeviceRevoked = "device_revoked";
inline constexpr const char* kHouseholdsImported = "households_imported";
inline constexpr const char* kTasksImported = "tasks_imported";
inline constexpr const char* kExported = "exported";
inline constexpr const char* kReportSubmitted = "report_submitted";
inline constexpr const char* kReportWithdrawn = "report_withdrawn";
inline constexpr const char* kReminded = "reminded";
}  // namespace audit

// Needs a Transaction.
Result<void> note(store::Store& store, const books::Author& author, const char* action,
                  const std::string& object, const std::string& detail = {});

}  // namespace soban::hub
