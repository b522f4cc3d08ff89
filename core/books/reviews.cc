#include "core/books/reviews.h"

#include <algorithm>

#include "core/books/campaigns.h"
#include "core/books/household_requests.h"
#include "core/store/apply.h"
#include "core/store/queries.h"
#include "core/text/text.h"

namespace soban::books {
namespace {

// Whether the office said yes to the record as it stands.
bool is_accepted_as_it_is(store::Store& store, const store::StoredRecord& record) {
  const auto reviews = store::reviews_of(store.database(), record.id);
  return std::any_of(reviews.begin(), reviews.end(), [&](const store::ReviewRow& review) {
    return review.verdict == VERDICT_ACCEPTED &&
           store::split_positions(review.seen) == record.merged.heads;
  });
}

// What the office's yes brings about.
Result<void> carry_out(store::Store& store, const store::StoredRecord& record,
                       const Author& author) {
  if (record.kind == log::kind_of<CampaignProposal>()) return open_campaign(store, record, author);
  if (record.kind != log::kind_of<HouseholdRequest>()) return {};
  if (is_accepted_as_it_is(store, record)) return {};
  return apply_household_request(store, record, author);
}

}  // namespace

Result<log::Position> review_record(store::Store& store, const log::RecordId& id,
                                    const std::optional<std::vector<log::Position>>& heads,
                                    Verdict verdict, const std::string& raw_comment,
                                    const Author& author) {
  if (!author.office) {
    return fail(ErrorKind::kForbidden, "not_the_office", "only the commune office reviews");
  }
  const auto record = load_record(store, id);
  if (!record) return fail(record.error());
  const log::KindInfo* kind = log::find_kind(record->kind);
  if (kind == nullptr || !kind->reviewed) {
    return fail(ErrorKind::kInvalid, "wrong_kind", "records of this kind are not reviewed");
  }
  if (heads && *heads != record->merged.heads) {
    return fail(ErrorKind::kConflict, "stale",
                "the record was changed meanwhile; look at it again");
  }
  if (verdict == VERDICT_ACCEPTED && record->status == store::Status::kConflict) {
    return fail(ErrorKind::kConflict, "conflict_undecided",
                "two different values are recorded; decide first which one holds");
  }
  const auto comment = text::clean(raw_comment, true);
  if (!comment) return fail(comment.error());
  if (comment->size() > kNoteBytesMax) {
    return fail(ErrorKind::kInvalid, "too_long", "the comment is too long");
  }
  if (verdict == VERDICT_RETURNED && comment->empty()) {
    return fail(ErrorKind::kInvalid, "reason_required", "say what the village should correct");
  }
  Review review;
  review.set_target(log::to_string(id));
  for (const log::Position& head : record->merged.heads) review.add_seen(log::to_string(head));
  review.set_verdict(verdict);
  if (!comment->empty()) review.set_comment(*comment);
  // What the yes brings about and the yes itself are written together or not at all.
  store::Savepoint savepoint(store.database());
  if (verdict == VERDICT_ACCEPTED) {
    if (auto done = carry_out(store, *record, author); !done) return fail(std::move(done));
  }
  const std::string village = store::village_of_book(store.database(), record->book);
  auto written = write_message(store, review, log::kind_of<Review>(), village, author);
  if (written) savepoint.release();
  return written;
}

}  // namespace soban::books
