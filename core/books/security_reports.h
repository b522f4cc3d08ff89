// Tin báo an ninh trật tự: "Giữ vững an ninh, trật tự trên địa bàn khu dân cư" (Decision 15, plan, II.6.d), sealed from the
// laptop to the commune police (DESIGN §8). In clear are only kind, time and urgency, by which the hub sorts and counts.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/books/checks.h"
#include "core/books/json.h"
#include "core/books/write.h"
#include "core/crypto/sealing.h"

namespace soban::books {

// "nothing", "new", "received", "working", "done".
const char* report_state(const SecurityReport& report);

void complete_security_report(SecurityReport& report);
void check_security_report(Errors& errors, const SecurityReport& report,
                           const RuleContext& context);
// "urgent" until the police have dealt with it.
void flag_security_report(std::vector<std::string>& flags, const SecurityReport& report);
std::optional<std::string> security_report_delta_problem(const SecurityReport& report);

// Takes "place", "people" and "account" out of `fields` and puts what they say, sealed, into the report; what is not given stays as
// `before` has it. Needs a Transaction. kInvalid "bad_fields"; kForbidden "sealed" when `before` was written on another laptop,
// "not_the_village" at the office.
Result<void> take_content(store::Store& store, Json& fields, const SecurityReport& before,
                          SecurityReport& report);
// That the village leaves the handling to the police, and the police the rest to the village. kForbidden "not_the_police".
Result<void> check_writer(const Json& fields, const Author& author);

// Puts what this laptop can open beside the other fields of the record, takes the sealed bytes out, and says how it stands ("shown").
void show_report(store::Store& store, const log::Position& id, const SecurityReport& report,
                 Json& json);

// {"place", "people", "account"} for one of the police, and that it was opened, in the village's book. Needs a Transaction.
// kNotFound; kForbidden "sealed".
Result<Json> open_report(store::Store& store, const log::RecordId& id,
                         const crypto::SealingKey& key, const Author& author);
// What the police did about it. Needs a Transaction. As amend_record.
Result<log::Position> handle_report(store::Store& store, const log::RecordId& id,
                                    const std::optional<std::vector<log::Position>>& heads,
                                    Handling handling, const Author& author);

// Seals what was written before the police had a key to the keys there are now, at most `limit` reports. Needs a Transaction.
Result<void> seal_to_police(store::Store& store, const Author& author, std::int64_t limit);
// Seals to the police key of `reader` all that `key` opens: for a colleague, or a new password. Needs a Transaction.
Result<std::int64_t> share_reports(store::Store& store, const crypto::SealingKey& key,
                                   const crypto::SealingPublicKey& reader, const Author& author);

// {"items": [{"village", "villageName", "counts": {INCIDENT…: n}, "quiet": n, "total": n}]} with the days from `from` to `to`. kInvalid
// "bad_filter".
Result<Json> security_counts_json(store::Store& store, const std::string& from,
                                  const std::string& to, const std::string& village);

}  // namespace soban::books
