// Báo cáo kỳ of the commune, made of what the villages' books say; and the reports of MTTQ and the police (Decision 15, plan,
// IV.1, IV.4, IV.5). A draft holds the texts; its figures are those of the books. Submitting fixes both, with a digest.
#pragma once

#include <optional>
#include <set>
#include <string>
#include <vector>

#include "core/books/calendar.h"
#include "core/books/json.h"
#include "core/books/write.h"

namespace soban::books {

// A report is one unit's for one period.
struct ReportName {
  ReportUnit unit = REPORT_UNIT_COMMUNE;
  ReportPeriod period;
};

// Who has sent and who is late, figures by village and campaign beside those of the same period a year before, the villages' texts
// one after another, the report as it stands, and what differs now from what was submitted. Shape: CommuneReportView in
// hub/api/openapi.json.
Json commune_report_json(store::Store& store, const ReportName& name);

// Who issues the office's papers and who signs them. Shape: Letterhead there.
Json letterhead_json(store::Database& database);

// BLAKE2b-256, in hex, of the report's fields but `digest` and `attachments`, as JSON with sorted keys and no blanks.
std::string report_digest(const CommuneReport& report);

// These need a Transaction. Begins or changes the draft: `fields` are documentNumber, general, results, difficulties, proposals.
// kInvalid "bad_fields"; kConflict "stale", "already_submitted".
Result<log::Position> save_report(store::Store& store, const ReportName& name, const Json& fields,
                                  const std::optional<std::vector<log::Position>>& heads,
                                  const Author& author);
// kInvalid "bad_fields" (results are missing); kNotFound "no_draft"; kConflict "already_submitted".
Result<log::Position> submit_report(store::Store& store, const ReportName& name,
                                    const Author& author);
// Cancels it, with a reason that stays in its history; the next draft begins with its texts. kNotFound "not_found"; kConflict
// "not_submitted"; kInvalid "reason_required", "too_long".
Result<log::Position> withdraw_report(store::Store& store, const ReportName& name,
                                      const std::string& reason, const Author& author);

// Tells villages, in their own books, that their report is missing: the laptop shows it until the report is there. Returns how many
// were told; who has sent it is not. kInvalid "unknown_village".
Result<std::int64_t> remind(store::Store& store, const ReportPeriod& period,
                            const std::set<std::string>& villages, const std::string& comment,
                            const Author& author);

}  // namespace soban::books
