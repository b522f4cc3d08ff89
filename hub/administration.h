// What is administered in the office's page: accounts, villages, the commune's settings; each change with its line in the audit
// log (hub/audit.h), in the same transaction. Calls that change something need a Transaction and change nothing when they return
// an error.
#pragma once

#include <optional>
#include <string>

#include "core/books/json.h"
#include "core/books/write.h"
#include "core/store/store.h"

namespace soban::hub {

// What is absent stays.
struct AccountChange {
  std::optional<std::string> role;
  std::optional<bool> disabled;
  std::optional<std::string> password;
};
// As the functions of hub/accounts.h; kInvalid "nothing_changed".
Result<books::Json> change_account(store::Store& store, const std::string& name,
                                   const AccountChange& change, const books::Author& author);

// The code names the book and is printed in receipt numbers: capital letters and digits, 8 at most, for ever.
bool is_village_code(std::string_view code);
// kInvalid "bad_fields"; kConflict "village_exists" for a code or a name that there is.
Result<books::Json> add_village(store::Store& store, const std::string& code,
                                const std::string& name, const books::Author& author);
// Also kNotFound "not_found"; and as books::amend_record.
Result<books::Json> rename_village(store::Store& store, const std::string& code,
                                   const std::string& name, const std::string& reason,
                                   const books::Author& author);

// {"id", "heads", "fields", "effective": {"issuer", "place", "calendar"}, "decision"}: what is set, what is in force where
// nothing is, and the calendar of Decision 15. kNotFound "not_found" before there is a commune. Reads only.
Result<books::Json> settings_json(store::Store& store);
// Whether a commune is made up is said once, when it is begun: kInvalid "bad_fields". And as books::amend_record.
Result<books::Json> change_settings(store::Store& store, const books::Amendment& amendment,
                                    const books::Author& author);

// {"items": [{"id", "at", "author", "action", "object", "detail"}], "next"}, the newest first. `query`: words that a line holds,
// in any of its parts. A page may hold fewer than `limit` and still have a next one: only so many lines are looked at for it.
books::Json audit_json(store::Store& store, const std::string& query, std::int64_t before,
                       std::int64_t limit);

// Of changes made elsewhere.
Result<void> note_revocation(store::Store& store, const books::Author& author, log::DeviceId id,
                             const std::string& reason);
// With how many households are new and how many changed.
Result<void> note_import(store::Store& store, const books::Author& author,
                         const std::string& village, const books::Json& outcome);

}  // namespace soban::hub
