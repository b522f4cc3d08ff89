#include "core/books/commune_reports.h"

#include <algorithm>
#include <map>

#include "core/books/checks.h"
#include "core/books/report_figures.h"
#include "core/books/security_reports.h"
#include "core/books/settings.h"
#include "core/books/view.h"
#include "core/books/words.h"
#include "core/crypto/crypto.h"
#include "core/store/reports.h"
#include "core/text/text.h"

namespace soban::books {
namespace {

constexpr const char* kDraftReason = "Soạn báo cáo";
constexpr const char* kSubmitReason = "Chốt và gửi báo cáo";

// What a figure is of: a village or a campaign; neither: the commune.
struct FigureKey {
  std::string village;
  std::string campaign;
  std::string name;
  auto operator<=>(const FigureKey&) const = default;
};
using FigureMap = std::map<FigureKey, std::int64_t>;

// The numbers of a period as the books have them now.
class Count {
 public:
  Count(store::Database& database, const ReportPeriod& period) {
    auto by_village = store::period_figures(database, period.from, period.to);
    for (const store::VillageRow& village : store::villages(database)) {
      for (const NamedFigure& each : named(by_village[village.code])) {
        values_[{village.code, "", each.name}] = each.value;
        values_[{"", "", each.name}] += each.value;
      }
    }
    campaigns_ = store::campaign_figures(database, period.from, period.to);
    for (const store::CampaignFigures& row : campaigns_) {
      if (!row.campaign) continue;
      for (const NamedFigure& each : named(row))
        values_[{"", log::to_string(*row.campaign), each.name}] = each.value;
    }
    // A campaign that several villages gave to is one.
    values_[{"", "", "campaigns"}] = std::count_if(
        campaigns_.begin(), campaigns_.end(),
        [](const store::CampaignFigures& row) { return row.campaign && row.contributions > 0; });
  }

  const FigureMap& values() const { return values_; }
  const std::vector<store::CampaignFigures>& campaigns() const { return campaigns_; }
  std::vector<NamedFigure> of_village(const std::string& village) const {
    auto figures = named(store::PeriodFigures());
    for (NamedFigure& each : figures) each.value = at({village, "", each.name});
    return figures;
  }
  // Nothing, where nobody gave to it.
  store::CampaignFigures of_campaign(const std::optional<log::Position>& campaign) const {
    const auto found =
        std::find_if(campaigns_.begin(), campaigns_.end(),
                     [&](const store::CampaignFigures& row) { return row.campaign == campaign; });
    return found == campaigns_.end() ? store::CampaignFigures() : *found;
  }
  std::int64_t at(const FigureKey& key) const {
    const auto found = values_.find(key);
    return found == values_.end() ? 0 : found->second;
  }

 private:
  FigureMap values_;
  std::vector<store::CampaignFigures> campaigns_;
};

// Both of the same names, in the same order.
Json figures_json_of(const std::vector<NamedFigure>& now, const std::vector<NamedFigure>& before) {
  Json figures = Json::array();
  for (std::size_t i = 0; i < now.size(); ++i) {
    const auto& [name, title, unit, value] = now[i];
    figures.push_back({{"name", name},
                       {"value", std::to_string(value)},
                       {"shown", shown_figure(unit, value)},
                       {"before", std::to_string(before[i].value)},
                       {"beforeShown", shown_figure(unit, before[i].value)}});
  }
  return figures;
}

// Of a village; of the commune where none is named.
Json figures_json_of(const Count& now, const Count& before, const std::string& village) {
  return figures_json_of(now.of_village(village), before.of_village(village));
}

Json campaigns_json(store::Store& store, const Count& now, const Count& before) {
  Json items = Json::array();
  for (const store::CampaignFigures& row : now.campaigns()) {
    const std::string id = row.campaign ? log::to_string(*row.campaign) : std::string();
    items.push_back(
        {{"campaign", id},
         {"title", campaign_title(store.database(), id)},
         {"figures", figures_json_of(named(row), named(before.of_campaign(row.campaign)))}});
  }
  return items;
}

std::optional<store::StoredRecord> find_report(store::Store& store, const ReportName& name) {
  const std::int64_t pos =
      store::commune_report(store.database(), name.unit, name.period.period, name.period.year);
  return pos == 0 ? std::nullopt : store::read_record(store.database(), pos);
}

// Of MTTQ and the police: whether theirs is there.
Json units_json(store::Store& store, const ReportPeriod& period, const std::string& today) {
  Json items = Json::array();
  for (const ReportUnit unit : {REPORT_UNIT_FRONT, REPORT_UNIT_POLICE}) {
    const auto record = find_report(store, {unit, period});
    const auto report = record ? record_as<CommuneReport>(*record) : CommuneReport();
    const bool sent = !report.submitted_on().empty();
    items.push_back({{"unit", ReportUnit_Name(unit)},
                     {"submittedOn", sent ? Json(report.submitted_on()) : Json()},
                     {"late", (sent ? report.submitted_on() : today) >= period.village_due}});
  }
  return items;
}

// The villages in the order of their codes, each with its report where there is one.
class Villages {
 public:
  Villages(store::Store& store, const ReportPeriod& period, const std::string& today)
      : period_(period), today_(today), villages_(store::villages(store.database())) {
    auto& database = store.database();
    for (const auto& row : store::village_reports(database, period.period, period.year)) {
      auto record = store::read_record(database, row.record);
      store::require_sound(record.has_value(), "a report is named that is not there");
      auto report = record_as<PeriodReport>(*record);
      reports_.insert_or_assign(row.village, Sent{*std::move(record), std::move(report)});
    }
    for (auto& row : store::reminders(database, period.period, period.year))
      reminders_[row.village] = row.date;
  }

  Json json(const Count& now, const Count& before) const {
    Json items = Json::array();
    for (const store::VillageRow& village : villages_) {
      Json item = {{"village", village.code}, {"name", village.name}};
      item.update(standing(village.code));
      const auto reminded = reminders_.find(village.code);
      item["remindedOn"] = reminded == reminders_.end() ? Json() : Json(reminded->second);
      item["figures"] = figures_json_of(now, before, village.code);
      items.push_back(std::move(item));
    }
    return items;
  }

  // "Bản Nong Cóc: …", a paragraph a village.
  Json merged() const {
    PeriodReport all;
    for (const store::VillageRow& village : villages_) {
      const auto found = reports_.find(village.code);
      if (found == reports_.end()) continue;
      const PeriodReport& report = found->second.report;
      join(*all.mutable_results(), village.name, report.results());
      join(*all.mutable_difficulties(), village.name, report.difficulties());
      join(*all.mutable_proposals(), village.name, report.proposals());
    }
    return {{"results", all.results()},
            {"difficulties", all.difficulties()},
            {"proposals", all.proposals()}};
  }

 private:
  struct Sent {
    store::StoredRecord record;
    PeriodReport report;
  };

  Json standing(const std::string& village) const {
    const auto found = reports_.find(village);
    if (found == reports_.end()) {
      return {{"state", today_ >= period_.village_due ? "late" : "awaited"},
              {"record", nullptr},
              {"submittedOn", nullptr}};
    }
    const auto& [record, report] = found->second;
    const bool late = report.submitted_on() >= period_.village_due;
    const char* state = record.status == store::Status::kReturned   ? "returned"
                        : record.status == store::Status::kAccepted ? "accepted"
                        : late                                      ? "sent_late"
                                                                    : "sent";
    return {{"state", state},
            {"record", log::to_string(record.id)},
            {"submittedOn", report.submitted_on()}};
  }

  static void join(std::string& all, const std::string& village, const std::string& text) {
    if (text.empty()) return;
    all += (all.empty() ? "" : "\n") + village + ": " + text;
  }

  const ReportPeriod& period_;
  std::string today_;
  std::vector<store::VillageRow> villages_;
  std::map<std::string, Sent> reports_;
  std::map<std::string, std::string> reminders_;
};

// What was submitted and is otherwise now, in the order of the report.
Json differences_json(store::Store& store, const CommuneReport& report, const Count& now) {
  Json items = Json::array();
  if (report.submitted_on().empty()) return items;
  FigureMap then;
  for (const ReportFigure& figure : report.figures())
    then[{figure.village(), figure.campaign(), figure.name()}] = figure.value();
  FigureMap all = then;
  all.insert(now.values().begin(), now.values().end());
  for (const auto& [key, ignored] : all) {
    const auto found = then.find(key);
    const std::int64_t before = found == then.end() ? 0 : found->second;
    if (before == now.at(key)) continue;
    const Unit unit = unit_of_figure(key.name);
    items.push_back(
        {{"village", key.village},
         {"villageName",
          key.village.empty() ? std::string() : store::village_name(store.database(), key.village)},
         {"campaign", key.campaign},
         {"campaignTitle", campaign_title(store.database(), key.campaign)},
         {"name", key.name},
         {"then", shown_figure(unit, before)},
         {"now", shown_figure(unit, now.at(key))}});
  }
  return items;
}

Error already_submitted() {
  return {ErrorKind::kConflict,
          "already_submitted",
          "the report was submitted; withdraw it first to change it",
          {},
          {}};
}

Result<CommuneReport> read_texts(const Json& fields) {
  static const log::KindInfo& kind = *log::find_kind(log::kind_of<CommuneReport>());
  Errors errors;
  for (const auto& [name, value] : fields.items()) {
    const bool typed = name == "documentNumber" || name == "general" || name == "results" ||
                       name == "difficulties" || name == "proposals";
    if (!typed) add(errors, name, "unknown_field", name + " is not typed");
  }
  if (!errors.empty()) return fail(bad_fields(std::move(errors)));
  auto given = parse_record_fields(kind, fields);
  if (!given) return fail(std::move(given));
  check_text_lengths(errors, *given->message, kind.number);
  if (!errors.empty()) return fail(bad_fields(std::move(errors)));
  return static_cast<const CommuneReport&>(*given->message);
}

}  // namespace

std::string report_digest(const CommuneReport& report) {
  CommuneReport told = report;
  told.clear_digest();
  told.clear_attachments();
  const auto sorted = nlohmann::json::parse(fields_json(told).dump());
  return crypto::to_hex(crypto::view(crypto::blake2b({sorted.dump()})));
}

Json letterhead_json(store::Database& database) {
  const Commune commune = commune_settings(database);
  return {{"issuer", issuer_of(commune)},
          {"place", place_of(commune)},
          {"symbol", commune.report_symbol().empty() ? "BC-UBND" : commune.report_symbol()},
          {"upperLevel", commune.upper_level()},
          {"signerTitle", commune.signer_title().empty() ? "CHỦ TỊCH" : commune.signer_title()},
          {"signer", commune.signer()},
          {"recipients",
           std::vector<std::string>(commune.recipients().begin(), commune.recipients().end())}};
}

Json commune_report_json(store::Store& store, const ReportName& name) {
  const std::string today = text::today(store.clock().now_ms());
  const ReportPeriod& period = name.period;
  const Count now(store.database(), period);
  const Count before(store.database(), year_before(store.database(), period));
  Villages villages(store, period, today);
  const auto record = find_report(store, name);
  const auto report = record ? record_as<CommuneReport>(*record) : CommuneReport();
  const bool holds = report.digest().empty() || report.digest() == report_digest(report);
  const auto security = security_counts_json(store, period.from, period.to, "");
  return {{"unit", ReportUnit_Name(name.unit)},
          {"period", Period_Name(period.period)},
          {"year", period.year},
          {"from", period.from},
          {"to", period.to},
          {"villageDue", period.village_due},
          {"communeDue", period.commune_due},
          {"letterhead", letterhead_json(store.database())},
          {"units", units_json(store, period, today)},
          {"villages", villages.json(now, before)},
          {"sum", figures_json_of(now, before, "")},
          {"campaigns", campaigns_json(store, now, before)},
          {"security", security ? (*security)["items"] : Json::array()},
          {"merged", villages.merged()},
          {"report", record ? record_json(store, *record) : Json()},
          {"digestHolds", holds},
          {"differences", differences_json(store, report, now)}};
}

Result<log::Position> save_report(store::Store& store, const ReportName& name, const Json& fields,
                                  const std::optional<std::vector<log::Position>>& heads,
                                  const Author& author) {
  auto typed = read_texts(fields);
  if (!typed) return fail(std::move(typed));
  const auto record = find_report(store, name);
  if (!record) {
    typed->set_unit(name.unit);
    typed->set_period(name.period.period);
    typed->set_year(name.period.year);
    return write_message(store, *typed, log::kind_of<CommuneReport>(), "", author);
  }
  if (!record_as<CommuneReport>(*record).submitted_on().empty()) return fail(already_submitted());
  if (heads && *heads != record->merged.heads) {
    return fail(ErrorKind::kConflict, "stale",
                "the report was changed meanwhile; look at it again");
  }
  return amend_message(store, {record->id}, *typed, record->kind, kDraftReason, author);
}

Result<log::Position> submit_report(store::Store& store, const ReportName& name,
                                    const Author& author) {
  const auto record = find_report(store, name);
  if (!record) return fail(ErrorKind::kNotFound, "no_draft", "there is no draft to submit");
  CommuneReport report = record_as<CommuneReport>(*record);
  if (!report.submitted_on().empty()) return fail(already_submitted());
  Errors errors;
  check_required(errors, "results", report.results());
  if (!errors.empty()) return fail(bad_fields(std::move(errors)));
  CommuneReport delta;
  const Count count(store.database(), name.period);
  for (const auto& [key, value] : count.values()) {
    ReportFigure& figure = *delta.add_figures();
    figure.set_village(key.village);
    figure.set_campaign(key.campaign);
    figure.set_name(key.name);
    figure.set_value(value);
  }
  delta.set_submitted_on(text::today(store.clock().now_ms()));
  delta.set_submitted_by(author.name);
  report.MergeFrom(delta);
  delta.set_digest(report_digest(report));
  return amend_message(store, {record->id}, delta, record->kind, kSubmitReason, author);
}

Result<log::Position> withdraw_report(store::Store& store, const ReportName& name,
                                      const std::string& raw_reason, const Author& author) {
  const auto record = find_report(store, name);
  if (!record) return fail(ErrorKind::kNotFound, "not_found", "there is no such report");
  CommuneReport next = record_as<CommuneReport>(*record);
  if (next.submitted_on().empty())
    return fail(ErrorKind::kConflict, "not_submitted", "the report is still a draft");
  const auto reason = reason_from(raw_reason);
  if (!reason) return fail(reason.error());
  store::Draft draft;
  draft.record = log::RecordId{record->id};
  draft.kind = record->kind;
  draft.author = author.name;
  draft.reason = *reason;
  draft.voids = true;
  if (auto done = store.append(draft); !done) return done;
  next.clear_figures();
  next.clear_submitted_on();
  next.clear_submitted_by();
  next.clear_digest();
  return write_message(store, next, record->kind, "", author);
}

Result<std::int64_t> remind(store::Store& store, const ReportPeriod& period,
                            const std::set<std::string>& villages, const std::string& raw_comment,
                            const Author& author) {
  const auto comment = text::clean(raw_comment);
  if (!comment) return fail(comment.error());
  if (comment->size() > kTextBytesMax)
    return fail(ErrorKind::kInvalid, "too_long", "the comment is too long");
  std::int64_t told = 0;
  for (const std::string& village : villages) {
    if (!store::has_village(store.database(), village)) {
      return fail(ErrorKind::kInvalid, "unknown_village",
                  "there is no village \"" + village + "\"");
    }
    if (store::has_period_report(store.database(), village, period.period, period.year, 0))
      continue;
    Reminder reminder;
    reminder.set_period(period.period);
    reminder.set_year(period.year);
    if (!comment->empty()) reminder.set_comment(*comment);
    const auto written = write_message(store, reminder, log::kind_of<Reminder>(), village, author);
    if (!written) return fail(written.error());
    told += 1;
  }
  return told;
}

}  // namespace soban::books
