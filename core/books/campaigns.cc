#include "core/books/campaigns.h"

#include <algorithm>
#include <set>
#include <sstream>

#include "core/books/attachments.h"
#include "core/books/figure.h"
#include "core/books/wording.h"
#include "core/books/words.h"
#include "core/store/appeals.h"
#include "core/store/queries.h"
#include "core/store/spending.h"
#include "core/text/text.h"

namespace soban::books {
namespace {

// What is compared of an appeal, whether it is a campaign or still a proposal.
struct Appeal {
  std::vector<std::string> texts;     // in which a level or force is looked for; the title first
  std::string purpose;                // what it is for
  std::vector<std::string> villages;  // codes; empty: all
  std::string from;
  std::string to;
};

struct Finding {
  std::string code;
  std::string text;
  std::optional<store::AppealRow> other;
};

Appeal appeal_of(const Campaign& c) {
  return {{c.title(), c.works(), c.purpose(), c.agreed_at()},
          c.title() + ' ' + c.works() + ' ' + c.purpose(),
          {c.villages().begin(), c.villages().end()},
          c.from_date(),
          c.to_date()};
}

// A proposal in a village's book that names no village is for that village.
Appeal appeal_of(const CampaignProposal& p, const std::string& village) {
  Appeal appeal{{p.title(), p.works(), p.purpose(), p.agreed_at(), p.note()},
                p.title() + ' ' + p.works() + ' ' + p.purpose(),
                {p.villages().begin(), p.villages().end()},
                p.from_date(),
                p.to_date()};
  if (appeal.villages.empty() && !village.empty()) appeal.villages.push_back(village);
  return appeal;
}

Appeal appeal_of(store::Database& database, const store::StoredRecord& record) {
  if (record.kind == log::kind_of<Campaign>()) return appeal_of(record_as<Campaign>(record));
  return appeal_of(record_as<CampaignProposal>(record),
                   store::village_of_book(database, record.book));
}

Appeal appeal_of(store::Database& database, const store::AppealRow& row) {
  const auto record = store::read_record(database, row.pos);
  store::require_sound(record.has_value(), "an appeal has no record");
  return appeal_of(database, *record);
}

// Words that say nothing about what an appeal is for.
bool is_common(const std::string& word) {
  static const std::set<std::string> kCommon = {
      "ban", "xa",   "va",    "cho",    "cac",   "cua",   "tai", "tu",    "den", "o",
      "de",  "lam",  "xay",   "sua",    "gop",   "dong",  "van", "quy",   "nam", "moi",
      "mot", "hai",  "nguoi", "dan",    "ho",    "duoc",  "vao", "trong", "co",  "la",
      "voi", "tren", "dot",   "nguyen", "khong", "nhung", "theo"};
  return word.size() < 2 || kCommon.contains(word) ||
         word.find_first_not_of("0123456789") == std::string::npos;
}

std::set<std::string> telling_words(const std::string& text) {
  std::set<std::string> words;
  std::istringstream in(text::fold(text));
  for (std::string word; in >> word;) {
    if (!is_common(word)) words.insert(word);
  }
  return words;
}

bool are_alike(const std::string& a, const std::string& b, const Likeness& wanted) {
  const auto first = telling_words(a);
  const auto second = telling_words(b);
  const auto common = static_cast<std::size_t>(std::count_if(
      first.begin(), first.end(), [&](const auto& word) { return second.contains(word); }));
  const double shorter = static_cast<double>(std::min(first.size(), second.size()));
  return common >= wanted.words && static_cast<double>(common) >= wanted.part * shorter;
}

bool is_same_purpose(const Appeal& a, const Appeal& b) {
  return are_alike(a.texts.front(), b.texts.front(), kSameTitle) ||
         are_alike(a.purpose, b.purpose, kSameText);
}

bool ask_the_same_households(const Appeal& a, const Appeal& b) {
  if (a.villages.empty() || b.villages.empty()) return true;
  return std::any_of(a.villages.begin(), a.villages.end(), [&](const std::string& village) {
    return std::find(b.villages.begin(), b.villages.end(), village) != b.villages.end();
  });
}

const char* overlap_code(const Appeal& a, const Appeal& b) {
  if (!ask_the_same_households(a, b)) return nullptr;
  if (is_same_purpose(a, b)) return "same_purpose";
  return a.from <= b.to && b.from <= a.to ? "same_period" : nullptr;
}

// The sentence that says it.
std::string sentence_with(const std::string& text, bool (*says)(std::string_view)) {
  for (std::size_t begin = 0; begin < text.size();) {
    const std::size_t end = std::min(text.find_first_of(".;\n", begin), text.size());
    // A full stop within a sum ("200.000") ends no sentence.
    const bool within =
        end + 1 < text.size() && text[end] == '.' && text[end + 1] >= '0' && text[end + 1] <= '9';
    const std::size_t stop = within ? std::min(text.find_first_of(";\n", end), text.size()) : end;
    const std::string sentence = text.substr(begin, stop - begin);
    if (says(sentence))
      return sentence.substr(std::min(sentence.find_first_not_of(' '), sentence.size()));
    begin = stop + 1;
  }
  return text;
}

void find_wording(const Appeal& appeal, std::vector<Finding>& findings) {
  for (const std::string& text : appeal.texts) {
    if (fixes_level(text))
      findings.push_back({"fixed_level", sentence_with(text, fixes_level), std::nullopt});
    if (forces(text)) findings.push_back({"forced", sentence_with(text, forces), std::nullopt});
  }
}

// A campaign and the proposal that it was opened from are one appeal.
void find_overlaps(store::Database& database, const Appeal& appeal, std::int64_t own_pos,
                   std::vector<Finding>& findings) {
  if (!text::is_date(appeal.from) || !text::is_date(appeal.to)) return;
  const auto rows = store::appeals_since(database, text::add_days(appeal.from, -kAskedBeforeDays));
  const auto own = std::find_if(rows.begin(), rows.end(),
                                [&](const store::AppealRow& row) { return row.pos == own_pos; });
  const std::int64_t own_origin = own == rows.end() ? own_pos : own->origin;
  for (const store::AppealRow& row : rows) {
    if (row.origin == own_origin) continue;
    if (const char* code = overlap_code(appeal, appeal_of(database, row)))
      findings.push_back({code, "", row});
  }
}

std::vector<Finding> findings_of(store::Database& database, const Appeal& appeal,
                                 std::int64_t own_pos) {
  std::vector<Finding> findings;
  find_wording(appeal, findings);
  find_overlaps(database, appeal, own_pos, findings);
  return findings;
}

void flag(std::vector<std::string>& flags, const std::vector<Finding>& findings) {
  for (const Finding& finding : findings) {
    if (finding.code == "same_period") continue;
    if (std::find(flags.begin(), flags.end(), finding.code) == flags.end())
      flags.push_back(finding.code);
  }
}

std::string village_names(store::Store& store, const std::vector<std::string>& codes) {
  std::string names;
  for (const std::string& code : codes)
    names += (names.empty() ? "" : ", ") + store::village_name(store.database(), code);
  return names;
}

std::string period_text(const std::string& from, const std::string& to) {
  return text::format_date(from) + " – " + text::format_date(to);
}

Json json_of(store::Store& store, const std::vector<Finding>& findings) {
  Json list = Json::array();
  for (const Finding& finding : findings) {
    Json item = {{"code", finding.code}, {"text", finding.text}};
    if (finding.other) {
      item["record"] = log::to_string(finding.other->id);
      item["kind"] = finding.other->is_proposal ? "campaign-proposal" : "campaign";
      item["title"] = finding.other->title;
      item["period"] = period_text(finding.other->from_date, finding.other->to_date);
      item["villages"] = village_names(store, appeal_of(store.database(), *finding.other).villages);
    }
    list.push_back(std::move(item));
  }
  return list;
}

std::string dong_or_empty(std::int64_t dong) { return dong > 0 ? text::format_dong(dong) : ""; }

struct SettlementFigure {
  const char* name;
  std::int64_t value;
  Unit unit;
};

std::vector<SettlementFigure> settlement_now(store::Database& database, const log::Position& id) {
  const store::TotalsRow sum = store::sum_of(store::totals(database, id, std::nullopt));
  const std::int64_t spent = store::campaign_money(database, id, std::nullopt).spent;
  return {{"records", sum.records, Unit::kCount},
          {"money", sum.money, Unit::kDong},
          {"value", sum.value, Unit::kDong},
          {"labour_milli", sum.labour_milli, Unit::kMilli},
          {"land_milli", sum.land_milli, Unit::kMilli},
          {"spent", spent, Unit::kDong},
          {"balance", sum.money - spent, Unit::kDong}};
}

// As settled, and as the books are now where that differs.
Json settlement_json(store::Store& store, const log::Position& id, const Campaign& campaign) {
  Json list = Json::array();
  if (campaign.settlement_size() == 0) return list;
  const auto now = settlement_now(store.database(), id);
  for (const Figure& settled : campaign.settlement()) {
    const auto found = std::find_if(now.begin(), now.end(), [&](const SettlementFigure& figure) {
      return settled.name() == figure.name;
    });
    if (found == now.end()) continue;  // of a newer program
    const bool same = found->value == settled.value();
    list.push_back({{"name", settled.name()},
                    {"shown", shown_figure(found->unit, settled.value())},
                    {"now", same ? Json() : Json(shown_figure(found->unit, found->value))}});
  }
  return list;
}

}  // namespace

void check_campaign(Errors& errors, const Campaign& c) {
  check_required(errors, "title", c.title());
  check_span(errors, c.has_from_date(), c.from_date(), c.has_to_date(), c.to_date(), nullptr);
  check_optional_number(errors, "target", c.has_target(), c.target(), kDongMax);
}

void flag_campaign(std::vector<std::string>& flags, const Campaign& campaign,
                   const RuleContext& context) {
  std::vector<Finding> findings;
  find_wording(appeal_of(campaign), findings);
  if (campaign.state() == CAMPAIGN_STATE_PROPOSED) {
    find_overlaps(context.database, appeal_of(campaign), context.record_pos, findings);
  }
  flag(flags, findings);
}

Json shown_campaign(store::Store& store, const log::Position& id, const Campaign& campaign) {
  return {{"period", period_text(campaign.from_date(), campaign.to_date())},
          {"target", dong_or_empty(campaign.target())},
          {"findings", Json::array()},
          {"settlement", settlement_json(store, id, campaign)},
          {"disclosures", store::count_disclosures(store.database(), id)}};
}

Json findings_json(store::Store& store, const store::StoredRecord& record) {
  if (record.kind == log::kind_of<Campaign>()) {
    const CampaignState state = record_as<Campaign>(record).state();
    if (state == CAMPAIGN_STATE_CLOSED || state == CAMPAIGN_STATE_SETTLED) return Json::array();
  }
  const Appeal appeal = appeal_of(store.database(), record);
  return json_of(store, findings_of(store.database(), appeal, record.pos));
}

const char* overlap_of(const Campaign& a, const Campaign& b) {
  return overlap_code(appeal_of(a), appeal_of(b));
}

void take_settlement(store::Store& store, const log::Position& id, const Campaign& before,
                     Campaign& after) {
  if (after.state() != CAMPAIGN_STATE_SETTLED || before.state() == CAMPAIGN_STATE_SETTLED) return;
  after.clear_settlement();
  for (const SettlementFigure& now : settlement_now(store.database(), id)) {
    Figure& figure = *after.add_settlement();
    figure.set_name(now.name);
    figure.set_value(now.value);
  }
  after.set_settled_on(text::today(store.clock().now_ms()));
}

void check_proposal(Errors& errors, const CampaignProposal& p, const RuleContext& context) {
  check_required(errors, "title", p.title());
  check_required(errors, "purpose", p.purpose());
  check_required(errors, "organiser", p.organiser());
  check_span(errors, p.has_from_date(), p.from_date(), p.has_to_date(), p.to_date(), nullptr);
  check_optional_number(errors, "target", p.has_target(), p.target(), kDongMax);
  check_optional_reference(errors, "meeting", p.meeting(), log::kind_of<Meeting>(),
                           "unknown_meeting", context);
  for (const std::string& code : p.villages()) {
    if (!store::has_village(context.database, code))
      add(errors, "villages", "unknown_village", "there is no village \"" + code + "\"");
  }
  check_attachments(errors, p.attachments(), context);
}

void flag_proposal(std::vector<std::string>& flags, const CampaignProposal& proposal,
                   const RuleContext& context) {
  flag(flags,
       findings_of(context.database, appeal_of(proposal, context.village), context.record_pos));
}

std::optional<std::string> proposal_delta_problem(const CampaignProposal& proposal) {
  for (const std::string* date : {&proposal.from_date(), &proposal.to_date()}) {
    if (!is_date_or_empty(*date)) return "not_a_date";
  }
  if (proposal.has_target() && proposal.target() != 0) {
    if (const char* problem = number_problem(proposal.target(), kDongMax)) return problem;
  }
  return attachments_problem(proposal.attachments());
}

Json shown_proposal(store::Store& store, const log::Position& id, const CampaignProposal& proposal,
                    const std::string& village) {
  const Appeal appeal = appeal_of(proposal, village);
  const auto opened = store::campaign_from(store.database(), id);
  return {{"period", period_text(proposal.from_date(), proposal.to_date())},
          {"target", dong_or_empty(proposal.target())},
          {"villages", village_names(store, appeal.villages)},
          {"findings", Json::array()},
          {"campaign", opened ? Json(log::to_string(*opened)) : Json()},
          {"attachments", shown_attachments(store, proposal.attachments())}};
}

Result<void> open_campaign(store::Store& store, const store::StoredRecord& record,
                           const Author& author) {
  if (store::campaign_from(store.database(), record.id)) return {};
  const auto proposal = record_as<CampaignProposal>(record);
  const std::string village = store::village_of_book(store.database(), record.book);
  Campaign campaign;
  campaign.set_title(proposal.title());
  campaign.set_works(proposal.works());
  // A campaign's purpose is one line.
  std::string purpose = proposal.purpose();
  std::replace(purpose.begin(), purpose.end(), '\n', ' ');
  campaign.set_purpose(purpose);
  campaign.set_organiser(proposal.organiser());
  for (const std::string& code : appeal_of(proposal, village).villages) campaign.add_villages(code);
  *campaign.mutable_forms() = proposal.forms();
  if (proposal.target() > 0) campaign.set_target(proposal.target());
  campaign.set_from_date(proposal.from_date());
  campaign.set_to_date(proposal.to_date());
  campaign.set_agreed_at(proposal.meeting().empty()
                             ? proposal.agreed_at()
                             : meeting_title(store.database(), proposal.meeting()));
  campaign.set_state(CAMPAIGN_STATE_OPEN);
  campaign.set_proposal(log::to_string(record.id));
  campaign.set_approved_on(text::today(store.clock().now_ms()));
  campaign.set_approved_by(author.name);
  const auto written = write_message(store, campaign, log::kind_of<Campaign>(), "", author);
  return written ? Result<void>() : Result<void>(fail(written.error()));
}

}  // namespace soban::books
