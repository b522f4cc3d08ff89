// Writing into the books: every program and command that records something comes through here (DESIGN §2.3). Each call
// needs a store Transaction (a Writer job) and changes nothing when it returns an error.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/books/json.h"
#include "core/books/rules.h"
#include "core/store/apply.h"
#include "core/store/store.h"

namespace soban::books {

struct Author {
  std::string name;     // the person
  bool office = false;  // at the hub
  bool police = false;  // of the commune police, there
};

struct NewRecord {
  std::uint32_t kind = 0;
  std::string village;  // whose book; ignored for kinds of the commune's book
  Json fields;
  bool ask_about_duplicates = false;  // kConflict "possible_duplicate" instead of a flag
};

// kInvalid "bad_fields" | "malformed_json" | "unknown_village" | "wrong_kind" (receipts, reviews and devices come about
// otherwise); kForbidden "not_the_office"; kConflict "possible_duplicate".
Result<log::Position> add_record(store::Store& store, const NewRecord& record,
                                 const Author& author);

struct Amendment {
  log::RecordId record;
  std::optional<std::vector<log::Position>> heads;  // what the person looked at
  Json fields;                                      // only those to change; null clears
  std::string reason;
};
// Also kNotFound "not_found"; kInvalid "reason_required" | "too_long" | "nothing_changed"; kConflict "stale" | "already_voided".
Result<log::Position> amend_record(store::Store& store, const Amendment& amendment,
                                   const Author& author);

Result<log::Position> void_record(store::Store& store, const log::RecordId& record,
                                  const std::string& reason, const Author& author);

// Chooses, for fields in conflict, the value that the change at the given position wrote.
struct Decision {
  log::RecordId record;
  std::vector<std::pair<std::string, log::Position>> choices;  // JSON field name, position
  std::string reason;
};
// kInvalid "not_in_conflict"; kNotFound.
Result<log::Position> decide_record(store::Store& store, const Decision& decision,
                                    const Author& author);

// Writes a message this program made itself, without asking the rules (set-up, receipts, reviews, devices).
Result<log::Position> write_message(store::Store& store, const google::protobuf::Message& message,
                                    std::uint32_t kind, const std::string& village,
                                    const Author& author);

// The same for a change of a record: what `delta` says is what it says from now on.
Result<log::Position> amend_message(store::Store& store, const log::RecordId& record,
                                    const google::protobuf::Message& delta, std::uint32_t kind,
                                    const std::string& reason, const Author& author);

// What somebody gave as the reason: cleaned. kInvalid "reason_required" | "too_long".
Result<std::string> reason_from(const std::string& raw);

// What a record says, which is of the message's kind.
template <class RecordMessage>
RecordMessage record_as(const store::StoredRecord& record) {
  RecordMessage message;
  message.ParsePartialFromString(log::serialise_fields(record.merged.state));
  return message;
}

// kNotFound "not_found".
Result<store::StoredRecord> load_record(store::Store& store, const log::RecordId& id);

// Context for rules about a record of `village`.
RuleContext rule_context(store::Store& store, const std::string& village, std::int64_t record_pos);

}  // namespace soban::books
