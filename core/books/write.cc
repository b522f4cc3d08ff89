#include "core/books/write.h"

#include <algorithm>

#include "core/books/campaigns.h"
#include "core/books/period_reports.h"
#include "core/books/rules.h"
#include "core/books/security_reports.h"
#include "core/store/queries.h"
#include "core/text/text.h"

namespace soban::books {
namespace {

tl::unexpected<Error> not_the_office(const log::KindInfo& kind) {
  return fail(ErrorKind::kForbidden, "not_the_office",
              "only the commune office writes " + kind.name);
}

Result<const log::KindInfo*> writable_kind(std::uint32_t number, const Author& author) {
  const log::KindInfo* kind = log::find_kind(number);
  if (kind == nullptr)
    return fail(ErrorKind::kInvalid, "unknown_kind", "there is no such kind of record");
  if (kind->writer == WRITER_OFFICE && !author.office) return not_the_office(*kind);
  return kind;
}

// A police key says who can read the sealed, an opening who has read it: a clerk who could rewrite either would decide
// what the village is told about its own report. Audit entries, submitted reports and reminders come of what is done, by functions
// of their own.
bool kept_by_the_program(std::uint32_t kind) {
  return kind == log::kind_of<PoliceKey>() || kind == log::kind_of<Opening>() ||
         kind == log::kind_of<AuditEntry>() || kind == log::kind_of<CommuneReport>() ||
         kind == log::kind_of<Reminder>();
}

// What everything else hangs on: the commune itself and its villages are made by set-up and administration, and stay.
bool is_administered(std::uint32_t kind) {
  return kind == log::kind_of<Commune>() || kind == log::kind_of<Village>();
}

// Receipts have numbers without gaps, reviews name what was seen, devices have a key: whoever typed one would make it up.
bool made_by_hand(std::uint32_t kind) {
  return kind != log::kind_of<Receipt>() && kind != log::kind_of<Review>() &&
         kind != log::kind_of<Device>() && !is_administered(kind) && !kept_by_the_program(kind);
}

tl::unexpected<Error> not_by_hand(const log::KindInfo& kind) {
  return fail(ErrorKind::kInvalid, "wrong_kind", "a " + kind.name + " is not written by hand");
}

Result<std::string> book_for(store::Store& store, const log::KindInfo& kind,
                             const std::string& village) {
  if (kind.holder == HOLDER_COMMUNE) return std::string();
  // An agent writes in its own village's book alone, which it knows before it has met the commune's.
  const std::string own = store.identity().village;
  if (kind.holder == HOLDER_EITHER && own.empty() && village.empty()) return std::string();
  if (own.empty() ? store::has_village(store.database(), village) : village == own) return village;
  return fail(ErrorKind::kInvalid, "unknown_village", "there is no village \"" + village + "\"");
}

Result<void> check_all(std::uint32_t kind, const google::protobuf::Message& message,
                       const RuleContext& context) {
  auto errors = check_record(kind, message, context);
  if (!errors.empty()) return fail(bad_fields(std::move(errors)));
  return {};
}

log::Fields fields_of(const google::protobuf::Message& message) {
  return log::parse_fields(message.SerializeAsString()).value_or(log::Fields{});
}

// What `after` says otherwise than `before`, or beyond it.
log::Fields differing_fields(const log::Fields& before, const log::Fields& after) {
  log::Fields delta;
  for (const log::Field& field : after) {
    if (log::find_field(before, field.number) != field.bytes) delta.push_back(field);
  }
  return delta;
}

Result<void> check_amendable(const store::StoredRecord& record) {
  if (record.merged.voided_by) {
    return fail(ErrorKind::kConflict, "already_voided",
                "the record was cancelled and can't be changed");
  }
  return {};
}

store::Draft draft_for(const store::StoredRecord& record, const Author& author,
                       std::string reason) {
  store::Draft draft;
  draft.record = log::RecordId{record.id};
  draft.kind = record.kind;
  draft.author = author.name;
  draft.reason = std::move(reason);
  return draft;
}

// What was typed, of a new record or of `before`.
Result<GivenFields> read_fields(store::Store& store, const log::KindInfo& kind, Json fields,
                                const store::StoredRecord* before, const Author& author) {
  const std::vector<std::string> ignored =
      before == nullptr ? std::vector<std::string>{"village"} : std::vector<std::string>{};
  if (kind.number != log::kind_of<SecurityReport>() || !fields.is_object()) {
    return parse_record_fields(kind, fields, ignored);
  }
  if (auto allowed = check_writer(fields, author); !allowed) return fail(std::move(allowed));
  const auto old = before == nullptr ? SecurityReport() : record_as<SecurityReport>(*before);
  SecurityReport content;
  if (auto taken = take_content(store, fields, old, content); !taken) return fail(std::move(taken));
  auto given = parse_record_fields(kind, fields, ignored);
  if (given && content.has_sealed()) {
    static_cast<SecurityReport&>(*given->message).set_sealed(content.sealed());
  }
  return given;
}

}  // namespace

Result<std::string> reason_from(const std::string& raw) {
  auto reason = text::clean(raw);
  if (!reason) return reason;
  if (reason->empty()) {
    return fail(ErrorKind::kInvalid, "reason_required", "a reason is needed");
  }
  if (reason->size() > kNoteBytesMax) {
    return fail(ErrorKind::kInvalid, "too_long", "the reason is too long");
  }
  return reason;
}

RuleContext rule_context(store::Store& store, const std::string& village, std::int64_t record_pos) {
  return {store.database(), village, text::today(store.clock().now_ms()), record_pos};
}

Result<store::StoredRecord> load_record(store::Store& store, const log::RecordId& id) {
  const std::int64_t pos = store.position_of(id.created);
  auto record = pos == 0 ? std::nullopt : store::read_record(store.database(), pos);
  if (!record) {
    return fail(ErrorKind::kNotFound, "not_found", "there is no record " + log::to_string(id));
  }
  return *std::move(record);
}

Result<log::Position> write_message(store::Store& store, const google::protobuf::Message& message,
                                    std::uint32_t kind, const std::string& village,
                                    const Author& author) {
  store::Draft draft;
  draft.kind = kind;
  draft.village = village;
  draft.author = author.name;
  draft.delta = message.SerializeAsString();
  draft.urgent = kind == log::kind_of<SecurityReport>() &&
                 static_cast<const SecurityReport&>(message).urgency() == URGENCY_URGENT;
  return store.append(draft);
}

Result<log::Position> amend_message(store::Store& store, const log::RecordId& record,
                                    const google::protobuf::Message& delta, std::uint32_t kind,
                                    const std::string& reason, const Author& author) {
  store::Draft draft;
  draft.record = record;
  draft.kind = kind;
  draft.author = author.name;
  draft.reason = reason;
  draft.delta = delta.SerializeAsString();
  return store.append(draft);
}

Result<log::Position> add_record(store::Store& store, const NewRecord& record,
                                 const Author& author) {
  const auto kind = writable_kind(record.kind, author);
  if (!kind) return fail(kind.error());
  if (!made_by_hand(record.kind)) return not_by_hand(**kind);
  if ((*kind)->writer == WRITER_VILLAGE && author.office) {
    return fail(ErrorKind::kForbidden, "not_the_village",
                "only a village writes a " + (*kind)->name);
  }
  const auto village = book_for(store, **kind, record.village);
  if (!village) return fail(village.error());
  auto given = read_fields(store, **kind, record.fields, nullptr, author);
  if (!given) return fail(std::move(given));
  complete_record(record.kind, *given->message);
  if (record.kind == log::kind_of<PeriodReport>()) {
    take_figures(store, *village, static_cast<PeriodReport&>(*given->message));
  }
  const RuleContext context = rule_context(store, *village, 0);
  if (auto checked = check_all(record.kind, *given->message, context); !checked) {
    return fail(std::move(checked));
  }
  if (record.ask_about_duplicates) {
    const auto flags = flags_of(record.kind, *given->message, context);
    if (std::find(flags.begin(), flags.end(), "possible_duplicate") != flags.end()) {
      return fail(ErrorKind::kConflict, "possible_duplicate",
                  "the same contribution is already recorded; confirm that it was given twice");
    }
  }
  return write_message(store, *given->message, record.kind, *village, author);
}

Result<log::Position> amend_record(store::Store& store, const Amendment& amendment,
                                   const Author& author) {
  const auto record = load_record(store, amendment.record);
  if (!record) return fail(record.error());
  const auto kind = writable_kind(record->kind, author);
  if (!kind) return fail(kind.error());
  if (record->kind == log::kind_of<Receipt>() || record->kind == log::kind_of<Review>() ||
      kept_by_the_program(record->kind)) {
    return not_by_hand(**kind);
  }
  if (auto allowed = check_amendable(*record); !allowed) return fail(std::move(allowed));
  auto reason = reason_from(amendment.reason);
  if (!reason) return fail(std::move(reason));
  auto given = read_fields(store, **kind, amendment.fields, &*record, author);
  if (!given) return fail(std::move(given));

  store::Draft draft = draft_for(*record, author, *std::move(reason));
  draft.seen = amendment.heads;
  log::Fields after = record->merged.state;
  log::Fields delta = differing_fields(after, fields_of(*given->message));
  for (const log::Field& field : delta) log::set_field(after, field.number, field.bytes);
  for (const std::uint32_t number : given->cleared) {
    if (log::find_field(after, number).empty()) continue;
    log::set_field(after, number, {});
    draft.cleared.push_back(number);
  }
  if (delta.empty() && draft.cleared.empty()) {
    return fail(ErrorKind::kInvalid, "nothing_changed", "nothing differs from what is recorded");
  }
  auto merged = log::new_message(**kind);
  merged->ParsePartialFromString(log::serialise_fields(after));
  const std::string village = store::village_of_book(store.database(), record->book);
  if (record->kind == log::kind_of<PeriodReport>()) {
    // A report that is corrected is submitted again, with the figures of that day.
    take_figures(store, village, static_cast<PeriodReport&>(*merged));
    delta = differing_fields(record->merged.state, fields_of(*merged));
  } else if (record->kind == log::kind_of<Campaign>()) {
    take_settlement(store, record->id, record_as<Campaign>(*record),
                    static_cast<Campaign&>(*merged));
    delta = differing_fields(record->merged.state, fields_of(*merged));
  }
  if (auto checked = check_all(record->kind, *merged, rule_context(store, village, record->pos));
      !checked) {
    return fail(std::move(checked));
  }
  draft.delta = log::serialise_fields(delta);
  return store.append(draft);
}

Result<log::Position> void_record(store::Store& store, const log::RecordId& id,
                                  const std::string& raw_reason, const Author& author) {
  const auto record = load_record(store, id);
  if (!record) return fail(record.error());
  const auto kind = writable_kind(record->kind, author);
  if (!kind) return fail(kind.error());
  if (kept_by_the_program(record->kind) || is_administered(record->kind))
    return not_by_hand(**kind);
  if (record->kind == log::kind_of<SecurityReport>() && author.office) {
    return fail(ErrorKind::kForbidden, "not_the_village",
                "only the village cancels what it reported");
  }
  if (auto allowed = check_amendable(*record); !allowed) return fail(std::move(allowed));
  auto reason = reason_from(raw_reason);
  if (!reason) return fail(std::move(reason));
  store::Draft draft = draft_for(*record, author, *std::move(reason));
  draft.voids = true;
  return store.append(draft);
}

Result<log::Position> decide_record(store::Store& store, const Decision& decision,
                                    const Author& author) {
  const auto record = load_record(store, decision.record);
  if (!record) return fail(record.error());
  const auto kind = writable_kind(record->kind, author);
  if (!kind) return fail(kind.error());
  if (kept_by_the_program(record->kind)) return not_by_hand(**kind);
  auto reason = reason_from(decision.reason);
  if (!reason) return fail(std::move(reason));
  store::Draft draft = draft_for(*record, author, *std::move(reason));
  log::Fields chosen;
  for (const auto& [name, position] : decision.choices) {
    const log::FieldInfo* field = (*kind)->field_by_json_name(name);
    const auto conflict = std::find_if(
        record->merged.conflicts.begin(), record->merged.conflicts.end(),
        [&](const log::FieldConflict& c) { return field != nullptr && c.field == field->number; });
    const bool offered = conflict != record->merged.conflicts.end() &&
                         std::find(conflict->writers.begin(), conflict->writers.end(), position) !=
                             conflict->writers.end();
    if (!offered) {
      return fail(ErrorKind::kInvalid, "not_in_conflict", "there is no such choice for " + name);
    }
    Change change;
    change.ParseFromString(*store::change_bytes(store.database(), position));
    const log::Fields theirs = log::parse_fields(change.delta()).value_or(log::Fields{});
    const std::string_view value = log::find_field(theirs, field->number);
    if (value.empty()) {
      draft.cleared.push_back(field->number);
    } else {
      log::set_field(chosen, field->number, value);
    }
  }
  if (decision.choices.empty()) {
    return fail(ErrorKind::kInvalid, "not_in_conflict", "nothing was chosen");
  }
  draft.delta = log::serialise_fields(chosen);
  return store.append(draft);
}

}  // namespace soban::books
