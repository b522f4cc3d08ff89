#include "core/books/view.h"

#include <algorithm>
#include <functional>
#include <map>

#include "core/books/attachments.h"
#include "core/books/campaigns.h"
#include "core/books/disclosures.h"
#include "core/books/household_requests.h"
#include "core/books/meetings.h"
#include "core/books/period_reports.h"
#include "core/books/petitions.h"
#include "core/books/rules.h"
#include "core/books/security_reports.h"
#include "core/books/spending.h"
#include "core/books/tasks.h"
#include "core/books/words.h"
#include "core/books/write.h"
#include "core/text/text.h"

namespace soban::books {
namespace {

constexpr std::int64_t kListLimitMax = 200;

std::string verdict_name(std::int64_t verdict) {
  const auto* value = Verdict_descriptor()->FindValueByNumber(static_cast<int>(verdict));
  return value == nullptr ? "VERDICT_UNSPECIFIED" : value->name();
}

std::unique_ptr<google::protobuf::Message> message_of(const log::KindInfo& kind,
                                                      const log::Fields& state) {
  auto message = log::new_message(kind);
  message->ParsePartialFromString(log::serialise_fields(state));
  return message;
}

// Of a person who asked not to be named outside the village, nothing is told at the office: not in the record, not in its
// history, not in a conflict.
class Discretion {
 public:
  Discretion(store::Store& store, const store::StoredRecord& record) {
    if (record.kind != log::kind_of<Petition>() || !store.identity().village.empty()) return;
    const auto petition = message_of(*log::find_kind(record.kind), record.merged.state);
    withholds_ = static_cast<const Petition&>(*petition).confidential();
  }
  void apply(google::protobuf::Message& message) const {
    if (withholds_) withhold_person(static_cast<Petition&>(message));
  }

 private:
  bool withholds_ = false;
};

const char* status_name(const store::StoredRecord& record, bool sent) {
  if (record.merged.voided_by) return "voided";
  if (record.status == store::Status::kConflict) return "conflict";
  if (!sent) return "waiting";
  if (record.status == store::Status::kAccepted) return "accepted";
  return record.status == store::Status::kReturned ? "returned" : "received";
}

Json positions_json(const std::vector<log::Position>& positions) {
  Json list = Json::array();
  for (const log::Position& position : positions) list.push_back(log::to_string(position));
  return list;
}

Change change_at(store::Store& store, const log::Position& at) {
  Change change;
  if (const auto bytes = store::change_bytes(store.database(), at)) change.ParseFromString(*bytes);
  return change;
}

Json voided_json(store::Store& store, const store::StoredRecord& record) {
  if (!record.merged.voided_by) return nullptr;
  const Change change = change_at(store, *record.merged.voided_by);
  return {{"reason", change.reason()},
          {"by", change.author()},
          {"at", text::format_instant(record.merged.voided_time.ms())}};
}

Json review_json(store::Store& store, const store::StoredRecord& record) {
  const auto reviews = store::reviews_of(store.database(), record.id);
  if (reviews.empty()) return nullptr;
  const store::ReviewRow& last = reviews.back();
  return {{"verdict", verdict_name(last.verdict)},
          {"comment", last.comment},
          {"by", last.author},
          {"at", text::format_instant(last.time.ms())},
          {"current", last.seen == store::join_positions(record.merged.heads)}};
}

Json shown_contribution(store::Store& store, const Contribution& c, const std::string& village) {
  const bool money = c.form() == FORM_CASH || c.form() == FORM_TRANSFER;
  return {{"donor", donor_text(store.database(), c)},
          {"donorDetail", donor_detail(store.database(), c)},
          {"campaign", campaign_title(store.database(), c.campaign())},
          {"given", given_text(c)},
          {"givenWords", money ? text::dong_in_words_capitalised(c.amount()) : ""},
          {"form", form_name(c.form())},
          {"date", text::format_date(c.date())},
          {"village", store::village_name(store.database(), village)},
          {"attachments", shown_attachments(store, c.attachments())}};
}

Json shown_household(store::Store& store, const Household& household, const std::string& village) {
  const auto label = [&](const std::string& reference) {
    return reference.empty() ? Json() : Json(household_label(store.database(), reference));
  };
  return {{"label", household_label(household)},
          {"village", store::village_name(store.database(), village)},
          {"splitFrom", label(household.split_from())},
          {"mergedInto", label(household.merged_into())}};
}

Json shown_activity(store::Store& store, std::uint32_t kind,
                    const google::protobuf::Message& message, const std::string& village,
                    const std::vector<std::string>& flags) {
  if (kind == log::kind_of<Meeting>())
    return shown_meeting(store, static_cast<const Meeting&>(message));
  if (kind == log::kind_of<Petition>())
    return shown_petition(store, static_cast<const Petition&>(message));
  if (kind == log::kind_of<Spending>())
    return shown_spending(store, static_cast<const Spending&>(message));
  if (kind == log::kind_of<Disclosure>())
    return shown_disclosure(store, static_cast<const Disclosure&>(message));
  if (kind == log::kind_of<PeriodReport>())
    return shown_period_report(
        store, static_cast<const PeriodReport&>(message), village,
        std::find(flags.begin(), flags.end(), "figures_changed") != flags.end());
  if (kind == log::kind_of<Task>()) return shown_task(store, static_cast<const Task&>(message));
  return Json::object();
}

// Of the kinds whose words need the record's own name.
Json shown_of_book(store::Store& store, const store::StoredRecord& record,
                   const google::protobuf::Message& message, const std::string& village) {
  if (record.kind == log::kind_of<CampaignProposal>())
    return shown_proposal(store, record.id, static_cast<const CampaignProposal&>(message), village);
  if (record.kind == log::kind_of<HouseholdRequest>())
    return shown_household_request(store, static_cast<const HouseholdRequest&>(message));
  return Json::object();
}

// What the records are called that a record names.
Json labels_json(store::Store& store, const log::KindInfo& kind,
                 const google::protobuf::Message& message) {
  Json labels = Json::object();
  for (const log::FieldInfo& field : kind.fields) {
    if (field.ref == 0 || field.descriptor->is_repeated()) continue;
    const std::string text = field_text(store.database(), field, message);
    if (!text.empty()) labels[field.json_name] = text;
  }
  return labels;
}

Json shown(store::Store& store, const store::StoredRecord& record,
           const google::protobuf::Message& message, const std::string& village,
           const std::vector<std::string>& flags) {
  if (record.kind == log::kind_of<Contribution>()) {
    return shown_contribution(store, static_cast<const Contribution&>(message), village);
  }
  if (record.kind == log::kind_of<Household>()) {
    const auto& household = static_cast<const Household&>(message);
    return shown_household(store, household, village);
  }
  if (record.kind == log::kind_of<Campaign>()) {
    return shown_campaign(store, record.id, static_cast<const Campaign&>(message));
  }
  if (record.kind == log::kind_of<Receipt>()) {
    return {{"number", receipt_number(static_cast<const Receipt&>(message))}};
  }
  Json json = shown_of_book(store, record, message, village);
  if (json.empty()) json = shown_activity(store, record.kind, message, village, flags);
  if (!json.empty()) json["labels"] = labels_json(store, *log::find_kind(record.kind), message);
  return json;
}

Json conflict_value(store::Store& store, const log::FieldInfo* field, const log::KindInfo& kind,
                    const Discretion& discretion, const log::Position& writer, bool winner) {
  const Change change = change_at(store, writer);
  auto message = log::new_message(kind);
  message->ParsePartialFromString(change.delta());
  discretion.apply(*message);
  Json value = nullptr;
  std::string shown_value;
  if (field != nullptr) {
    const Json fields = fields_json(*message);
    const bool is_bytes =
        field->descriptor->type() == google::protobuf::FieldDescriptor::TYPE_BYTES;
    if (fields.contains(field->json_name) && !is_bytes) value = fields[field->json_name];
    shown_value = field_text(store.database(), *field, *message);
  }
  return {{"position", log::to_string(writer)},
          {"shown", shown_value},
          {"value", std::move(value)},
          {"author", change.author()},
          {"device", store::device_name_of_log(store.database(), writer.log)},
          {"at", text::format_instant(log::Hlc{change.time()}.ms())},
          {"winner", winner}};
}

// Replays the changes in the order of their times, so that each can be told as what it changed.
class HistoryTeller {
 public:
  HistoryTeller(store::Store& store, const store::StoredRecord& record)
      : store_(store),
        record_(record),
        kind_(log::find_kind(record.kind)),
        discretion_(store, record) {}

  Json tell() {
    std::vector<std::pair<log::Hlc, Json>> items;
    for (const store::HistoryRow& row : ordered_changes()) {
      Change change;
      change.ParseFromString(row.bytes);
      items.emplace_back(log::Hlc{change.time()}, tell_change(row.at, change));
    }
    for (const store::ReviewRow& review : store::reviews_of(store_.database(), record_.id)) {
      items.emplace_back(review.time, tell_review(review));
    }
    std::stable_sort(items.begin(), items.end(),
                     [](const auto& a, const auto& b) { return a.first < b.first; });
    Json list = Json::array();
    for (auto& [time, item] : items) list.push_back(std::move(item));
    return {{"items", std::move(list)}};
  }

 private:
  std::vector<store::HistoryRow> ordered_changes() {
    auto rows = store::changes_of(store_.database(), record_.pos);
    const auto time_of = [](const store::HistoryRow& row) {
      Change change;
      change.ParseFromString(row.bytes);
      return change.time();
    };
    std::stable_sort(rows.begin(), rows.end(),
                     [&](const auto& a, const auto& b) { return time_of(a) < time_of(b); });
    return rows;
  }

  Json tell_change(const log::Position& at, const Change& change) {
    const log::Fields before = state_;
    for (const std::uint32_t number : change.cleared()) log::set_field(state_, number, {});
    const log::Fields delta = log::parse_fields(change.delta()).value_or(log::Fields{});
    for (const log::Field& field : delta) log::set_field(state_, field.number, field.bytes);
    return {{"position", log::to_string(at)},
            {"at", text::format_instant(log::Hlc{change.time()}.ms())},
            {"author", change.author()},
            {"device", log::to_string(at.log)},
            {"deviceName", store::device_name_of_log(store_.database(), at.log)},
            {"reason", change.reason()},
            {"created", !change.has_record()},
            {"voids", change.voids()},
            {"decides", change.parents_size() > 1},
            {"fields", differences(before)},
            {"review", nullptr}};
  }

  Json differences(const log::Fields& before) {
    Json fields = Json::array();
    if (kind_ == nullptr) return fields;
    const auto old_message = message_of(*kind_, before);
    const auto new_message = message_of(*kind_, state_);
    discretion_.apply(*old_message);
    discretion_.apply(*new_message);
    for (const log::FieldInfo& field : kind_->fields) {
      if (log::find_field(before, field.number) == log::find_field(state_, field.number)) continue;
      fields.push_back({{"field", field.json_name},
                        {"before", field_text(store_.database(), field, *old_message)},
                        {"after", field_text(store_.database(), field, *new_message)}});
    }
    return fields;
  }

  Json tell_review(const store::ReviewRow& review) {
    return {{"position", log::to_string(review.id)},
            {"at", text::format_instant(review.time.ms())},
            {"author", review.author},
            {"device", log::to_string(review.id.log)},
            {"deviceName", store::device_name_of_log(store_.database(), review.id.log)},
            {"reason", ""},
            {"created", false},
            {"voids", false},
            {"decides", false},
            {"fields", Json::array()},
            {"review", {{"verdict", verdict_name(review.verdict)}, {"comment", review.comment}}}};
  }

  store::Store& store_;
  const store::StoredRecord& record_;
  const log::KindInfo* kind_;
  Discretion discretion_;
  log::Fields state_;
};

tl::unexpected<Error> bad_filter(const char* name) {
  return fail(ErrorKind::kInvalid, "bad_filter", std::string(name) + " is not valid here");
}

bool parse_status(const std::string& name, store::ListFilter& filter) {
  using store::Status;
  static const std::map<std::string, std::vector<Status>> kByName = {
      {"received", {Status::kOpen}},
      {"accepted", {Status::kAccepted}},
      {"returned", {Status::kReturned}},
      {"conflict", {Status::kConflict}},
      {"voided", {Status::kVoided, Status::kVoidOpen}}};
  if (name == "waiting") {
    filter.only_unsent = true;
    return true;
  }
  const auto found = kByName.find(name);
  if (found == kByName.end()) return false;
  filter.statuses = found->second;
  // As status_name() says it: what was not sent yet shows as waiting, unless it is in conflict or cancelled.
  filter.only_sent = name != "conflict" && name != "voided";
  return true;
}

bool parse_security_state(const std::string& name, store::ListFilter& filter) {
  using store::SecurityState;
  static const std::map<std::string, SecurityState> kByName = {{"open", SecurityState::kOpen},
                                                               {"urgent", SecurityState::kUrgent},
                                                               {"done", SecurityState::kDone},
                                                               {"nothing", SecurityState::kQuiet}};
  const auto found = kByName.find(name);
  if (found == kByName.end()) return false;
  filter.security_state = found->second;
  return true;
}

bool parse_household_state(const std::string& name, store::ListFilter& filter) {
  if (name != "present" && name != "gone") return false;
  filter.gone = name == "gone";
  return true;
}

bool parse_state(const std::string& name, store::ListFilter& filter) {
  if (filter.kind == log::kind_of<Household>()) return parse_household_state(name, filter);
  if (filter.kind == log::kind_of<SecurityReport>()) return parse_security_state(name, filter);
  using store::PetitionState;
  static const std::map<std::string, PetitionState> kByName = {
      {"open", PetitionState::kOpen},
      {"overdue", PetitionState::kOverdue},
      {"answered", PetitionState::kAnswered},
      {"told", PetitionState::kTold}};
  const auto found = kByName.find(name);
  if (found == kByName.end() || filter.kind != log::kind_of<Petition>()) return false;
  filter.petition_state = found->second;
  return true;
}

// At the office a contribution's are those that its row is kept with, the village's among them (tests/core/books/flags_test.cc
// compares the two); some are asked there only, for a village head can't do anything about them.
std::vector<std::string> flags_of_record(store::Store& store, const store::StoredRecord& record,
                                         const google::protobuf::Message& message,
                                         const std::string& village) {
  const bool is_kept =
      record.kind == log::kind_of<Contribution>() && store::is_office(store.database());
  if (!is_kept) return flags_of(record.kind, message, rule_context(store, village, record.pos));
  const std::int64_t held = store::flags_of_row(store.database(), record.pos);
  std::vector<std::string> flags;
  for (const store::DoubtName& name : store::kFlagNames) {
    if ((held & name.doubt) != 0) flags.emplace_back(name.code);
  }
  return flags;
}

}  // namespace

Json record_json(store::Store& store, const store::StoredRecord& record) {
  const bool sent = store::is_sent(store.database(), record);
  const std::string village = store::village_of_book(store.database(), record.book);
  const log::KindInfo* kind = log::find_kind(record.kind);
  Json json = {{"id", log::to_string(record.id)},
               {"kind", kind == nullptr ? "unknown" : kind->name},
               {"village", village},
               {"status", status_name(record, sent)},
               {"sent", sent},
               {"conflict", !record.merged.conflicts.empty()},
               {"created", text::format_instant(record.created.ms())},
               {"changed", text::format_instant(record.changed.ms())},
               {"author", record.author},
               {"heads", positions_json(record.merged.heads)},
               {"changes", record.changes},
               {"voided", voided_json(store, record)},
               {"review", kind != nullptr && kind->reviewed ? review_json(store, record) : Json()}};
  if (kind == nullptr) return json;
  const auto message = message_of(*kind, record.merged.state);
  Discretion(store, record).apply(*message);
  const auto flags = flags_of_record(store, record, *message, village);
  json["flags"] = flags;
  json["shown"] = shown(store, record, *message, village, flags);
  json.update(fields_json(*message));
  if (record.kind == log::kind_of<SecurityReport>()) {
    show_report(store, record.id, static_cast<const SecurityReport&>(*message), json);
  }
  return json;
}

Json record_with_conflicts_json(store::Store& store, const store::StoredRecord& record) {
  Json json = record_json(store, record);
  Json conflicts = Json::array();
  const log::KindInfo* kind = log::find_kind(record.kind);
  const Discretion discretion(store, record);
  for (const log::FieldConflict& conflict : record.merged.conflicts) {
    if (kind == nullptr) break;
    const log::FieldInfo* field = kind->field(conflict.field);
    Json values = Json::array();
    for (const log::Position& writer : conflict.writers) {
      values.push_back(conflict_value(store, field, *kind, discretion, writer, values.empty()));
    }
    conflicts.push_back(
        {{"field", field == nullptr ? std::to_string(conflict.field) : field->json_name},
         {"needsDecision", field != nullptr && field->needs_decision},
         {"values", std::move(values)}});
  }
  json["conflicts"] = std::move(conflicts);
  if (record.kind == log::kind_of<Campaign>() || record.kind == log::kind_of<CampaignProposal>())
    json["shown"]["findings"] = findings_json(store, record);
  return json;
}

Json history_json(store::Store& store, const store::StoredRecord& record) {
  return HistoryTeller(store, record).tell();
}

Result<store::ListFilter> parse_filter(
    std::uint32_t kind, const std::function<std::string(const char* name)>& parameter,
    bool doubtful_first) {
  store::ListFilter filter;
  filter.kind = kind;
  filter.doubtful_first = doubtful_first;
  if (const auto village = parameter("village"); !village.empty()) filter.village = village;
  const auto reference = [&](const char* name, std::optional<log::Position>& out) {
    const std::string text = parameter(name);
    if (text.empty()) return true;
    out = log::parse_position(text);
    return out.has_value();
  };
  if (!reference("campaign", filter.campaign)) return bad_filter("campaign");
  if (!reference("household", filter.household)) return bad_filter("household");
  if (!reference("target", filter.target)) return bad_filter("target");
  if (!reference("meeting", filter.meeting)) return bad_filter("meeting");
  if (const auto state = parameter("state"); !state.empty() && !parse_state(state, filter)) {
    return bad_filter("state");
  }
  if (const auto status = parameter("status"); !status.empty() && !parse_status(status, filter)) {
    return bad_filter("status");
  }
  filter.query = parameter("query");
  filter.by_name = kind == log::kind_of<Household>() && parameter("order") != "recent";
  filter.cursor = parameter("cursor");
  if (!store::has_sound_cursor(filter)) return bad_filter("cursor");
  if (const auto limit = parameter("limit"); !limit.empty()) {
    filter.limit = text::whole_number(limit).value_or(0);
    if (filter.limit < 1 || filter.limit > kListLimitMax) return bad_filter("limit");
  }
  return filter;
}

Json list_json(store::Store& store, const store::ListFilter& filter) {
  store::ListFilter dated = filter;
  dated.today = text::today(store.clock().now_ms());
  const store::ListPage page = store::list_records(store.database(), dated);
  Json items = Json::array();
  for (const std::int64_t pos : page.records) {
    const auto record = store::read_record(store.database(), pos);
    store::require_sound(record.has_value(), "a list names a record that is not there");
    items.push_back(record_json(store, *record));
  }
  return {{"items", std::move(items)}, {"next", page.next.empty() ? Json() : Json(page.next)}};
}

Json totals_json(store::Store& store, const std::optional<log::Position>& campaign,
                 const std::optional<std::string>& village) {
  Json items = Json::array();
  const auto rows = store::totals(store.database(), campaign, village);
  const store::TotalsRow sum = store::sum_of(rows);
  for (const store::TotalsRow& row : rows) {
    const std::string reference = row.campaign ? log::to_string(*row.campaign) : std::string();
    items.push_back({{"campaign", reference},
                     {"campaignTitle", campaign_title(store.database(), reference)},
                     {"village", row.village},
                     {"villageName", store::village_name(store.database(), row.village)},
                     {"records", row.records},
                     {"donors", row.donors},
                     {"money", std::to_string(row.money)},
                     {"labourMilli", std::to_string(row.labour_milli)},
                     {"landMilli", std::to_string(row.land_milli)},
                     {"value", std::to_string(row.value)},
                     {"waiting", row.open},
                     {"accepted", row.accepted},
                     {"returned", row.returned}});
  }
  return {{"items", std::move(items)},
          {"sum",
           {{"records", sum.records},
            {"money", std::to_string(sum.money)},
            {"labourMilli", std::to_string(sum.labour_milli)},
            {"landMilli", std::to_string(sum.land_milli)},
            {"value", std::to_string(sum.value)}}}};
}

Json notices_json(store::Store& store) {
  Json notices = Json::array();
  for (const store::Notice& notice : store.notices()) {
    notices.push_back({{"id", notice.id},
                       {"at", text::format_instant(notice.at_ms)},
                       {"code", notice.code},
                       {"count", notice.count}});
  }
  return notices;
}

Result<std::int64_t> notice_number(const std::string& text) {
  if (const auto number = text::whole_number(text)) return *number;
  return fail(ErrorKind::kNotFound, "not_found", "there is no such notice");
}

}  // namespace soban::books
