#include "core/books/rules.h"

#include "core/books/campaigns.h"
#include "core/books/checks.h"
#include "core/books/disclosures.h"
#include "core/books/household_requests.h"
#include "core/books/meetings.h"
#include "core/books/period_reports.h"
#include "core/books/petitions.h"
#include "core/books/security_reports.h"
#include "core/books/settings.h"
#include "core/books/spending.h"
#include "core/books/surveys.h"
#include "core/books/tasks.h"
#include "core/store/queries.h"
#include "core/text/text.h"

namespace soban::books {
namespace {

void check_donor(Errors& errors, const Contribution& c, const RuleContext& context) {
  const bool household =
      c.donor_type() == DONOR_TYPE_HOUSEHOLD || (!c.has_donor_type() && c.has_household());
  if (household) {
    const bool known = check_reference(errors, "household", c.has_household(), c.household(),
                                       log::kind_of<Household>(), "unknown_household", context);
    if (!known) return;
    const auto row = store::household(context.database, *log::parse_position(c.household()));
    if (row && row->village != context.village) {
      add(errors, "household", "unknown_household", "the household belongs to another village");
    }
    return;
  }
  if (c.has_household() && !c.household().empty()) {
    add(errors, "household", "not_for_form", "a donor is a household or has a name, not both");
  }
  if (c.donor_name().empty())
    add(errors, "donorName", "required", "donorName or household is missing");
}

void check_what_was_given(Errors& errors, const Contribution& c) {
  switch (c.form()) {
    case FORM_CASH:
    case FORM_TRANSFER:
      check_number(errors, "amount", c.has_amount(), c.amount(), kDongMax);
      forbid(errors, "quantityMilli", c.quantity_milli() != 0);
      forbid(errors, "value", c.value() != 0);
      break;
    case FORM_LABOUR:
    case FORM_LAND:
    case FORM_MATERIALS:
      check_number(errors, "quantityMilli", c.has_quantity_milli(), c.quantity_milli(),
                   kQuantityMilliMax);
      check_optional_number(errors, "value", c.has_value(), c.value(), kDongMax);
      forbid(errors, "amount", c.amount() != 0);
      break;
    default:
      add(errors, "form", "required", "form is missing or unknown");
  }
  if (c.form() == FORM_MATERIALS) {
    if (c.material().empty()) add(errors, "material", "required", "material is missing");
    if (c.unit().empty()) add(errors, "unit", "required", "unit is missing");
  }
}

void check_contribution(Errors& errors, const Contribution& c, const RuleContext& context) {
  check_reference(errors, "campaign", c.has_campaign(), c.campaign(), log::kind_of<Campaign>(),
                  "unknown_campaign", context);
  check_donor(errors, c, context);
  check_what_was_given(errors, c);
  check_date(errors, "date", c.has_date(), c.date(), &context.today);
  check_attachments(errors, c.attachments(), context);
}

std::optional<std::string> contribution_delta_problem(const Contribution& c) {
  const auto bad = [](bool present, std::int64_t value, std::int64_t max) {
    return present && value != 0 ? number_problem(value, max) : nullptr;
  };
  for (const char* problem :
       {bad(c.has_amount(), c.amount(), kDongMax), bad(c.has_value(), c.value(), kDongMax),
        bad(c.has_quantity_milli(), c.quantity_milli(), kQuantityMilliMax)}) {
    if (problem != nullptr) return problem;
  }
  if (c.has_date() && !text::is_date(c.date())) return "not_a_date";
  return attachments_problem(c.attachments());
}

void flag_contribution(std::vector<std::string>& flags, const Contribution& c,
                       const RuleContext& context) {
  const auto id = log::parse_position(c.campaign());
  const auto campaign = id ? store::campaign(context.database, *id) : std::nullopt;
  const bool open = campaign && campaign->state == CAMPAIGN_STATE_OPEN && !campaign->voided &&
                    c.date() >= campaign->from_date && c.date() <= campaign->to_date;
  if (!open) flags.emplace_back("campaign_not_open");
  if (!c.voluntary()) flags.emplace_back("not_voluntary");
  if (!id) return;
  store::DuplicateKey key{*id,
                          log::parse_position(c.household()),
                          c.donor_name(),
                          c.form(),
                          c.date(),
                          c.amount(),
                          c.quantity_milli()};
  if (store::find_duplicate(context.database, key, context.record_pos) != 0) {
    flags.emplace_back("possible_duplicate");
  }
}

// The donor's type follows from who is named, so that nobody has to fill it in.
void complete_contribution(Contribution& contribution) {
  if (contribution.has_donor_type()) return;
  contribution.set_donor_type(contribution.household().empty() ? DONOR_TYPE_PERSON
                                                               : DONOR_TYPE_HOUSEHOLD);
}

template <class RecordMessage>
std::optional<std::string> problem_in(std::string_view delta,
                                      std::optional<std::string> (*problem)(const RecordMessage&)) {
  RecordMessage record;
  if (!record.ParsePartialFromArray(delta.data(), static_cast<int>(delta.size())))
    return "malformed";
  return problem(record);
}

template <class RecordMessage>
const RecordMessage& as(const google::protobuf::Message& message) {
  return static_cast<const RecordMessage&>(message);
}

}  // namespace

std::optional<std::string> check_delta(std::uint32_t kind, std::string_view delta) {
  if (kind == log::kind_of<Contribution>())
    return problem_in<Contribution>(delta, contribution_delta_problem);
  if (kind == log::kind_of<Meeting>()) return problem_in<Meeting>(delta, meeting_delta_problem);
  if (kind == log::kind_of<Petition>()) return problem_in<Petition>(delta, petition_delta_problem);
  if (kind == log::kind_of<Spending>()) return problem_in<Spending>(delta, spending_delta_problem);
  if (kind == log::kind_of<Disclosure>())
    return problem_in<Disclosure>(delta, disclosure_delta_problem);
  if (kind == log::kind_of<PeriodReport>())
    return problem_in<PeriodReport>(delta, period_report_delta_problem);
  if (kind == log::kind_of<SecurityReport>())
    return problem_in<SecurityReport>(delta, security_report_delta_problem);
  if (kind == log::kind_of<CampaignProposal>())
    return problem_in<CampaignProposal>(delta, proposal_delta_problem);
  if (kind == log::kind_of<HouseholdRequest>())
    return problem_in<HouseholdRequest>(delta, household_request_delta_problem);
  if (kind == log::kind_of<SurveySlip>())
    return problem_in<SurveySlip>(delta, survey_slip_delta_problem);
  if (kind == log::kind_of<Task>()) return problem_in<Task>(delta, task_delta_problem);
  return std::nullopt;
}

void complete_record(std::uint32_t kind, google::protobuf::Message& record) {
  if (kind == log::kind_of<Contribution>()) {
    complete_contribution(static_cast<Contribution&>(record));
  } else if (kind == log::kind_of<Petition>()) {
    complete_petition(static_cast<Petition&>(record));
  } else if (kind == log::kind_of<Disclosure>()) {
    complete_disclosure(static_cast<Disclosure&>(record));
  } else if (kind == log::kind_of<SecurityReport>()) {
    complete_security_report(static_cast<SecurityReport&>(record));
  }
}

std::vector<FieldError> check_record(std::uint32_t kind, const google::protobuf::Message& record,
                                     const RuleContext& context) {
  Errors errors;
  if (kind == log::kind_of<Contribution>()) {
    check_contribution(errors, as<Contribution>(record), context);
  } else if (kind == log::kind_of<Household>()) {
    check_household(errors, as<Household>(record), context);
  } else if (kind == log::kind_of<Campaign>()) {
    check_campaign(errors, as<Campaign>(record));
  } else if (kind == log::kind_of<Meeting>()) {
    check_meeting(errors, as<Meeting>(record), context);
  } else if (kind == log::kind_of<Petition>()) {
    check_petition(errors, as<Petition>(record), context);
  } else if (kind == log::kind_of<Spending>()) {
    check_spending(errors, as<Spending>(record), context);
  } else if (kind == log::kind_of<Disclosure>()) {
    check_disclosure(errors, as<Disclosure>(record), context);
  } else if (kind == log::kind_of<PeriodReport>()) {
    check_period_report(errors, as<PeriodReport>(record), context);
  } else if (kind == log::kind_of<SecurityReport>()) {
    check_security_report(errors, as<SecurityReport>(record), context);
  } else if (kind == log::kind_of<CampaignProposal>()) {
    check_proposal(errors, as<CampaignProposal>(record), context);
  } else if (kind == log::kind_of<HouseholdRequest>()) {
    check_household_request(errors, as<HouseholdRequest>(record), context);
  } else if (kind == log::kind_of<SurveySlip>()) {
    check_survey_slip(errors, as<SurveySlip>(record), context);
  } else if (kind == log::kind_of<Task>()) {
    check_task(errors, as<Task>(record), context);
  } else if (kind == log::kind_of<Commune>()) {
    check_settings(errors, as<Commune>(record));
  }
  check_text_lengths(errors, record, kind);
  return errors;
}

std::vector<std::string> flags_of(std::uint32_t kind, const google::protobuf::Message& record,
                                  const RuleContext& context) {
  std::vector<std::string> flags;
  if (kind == log::kind_of<Contribution>()) {
    flag_contribution(flags, as<Contribution>(record), context);
  } else if (kind == log::kind_of<Campaign>()) {
    flag_campaign(flags, as<Campaign>(record), context);
  } else if (kind == log::kind_of<Meeting>()) {
    flag_meeting(flags, as<Meeting>(record));
  } else if (kind == log::kind_of<Petition>()) {
    flag_petition(flags, as<Petition>(record), context);
  } else if (kind == log::kind_of<Spending>()) {
    flag_spending(flags, as<Spending>(record), context);
  } else if (kind == log::kind_of<Disclosure>()) {
    flag_disclosure(flags, as<Disclosure>(record));
  } else if (kind == log::kind_of<PeriodReport>()) {
    flag_period_report(flags, as<PeriodReport>(record), context);
  } else if (kind == log::kind_of<SecurityReport>()) {
    flag_security_report(flags, as<SecurityReport>(record));
  } else if (kind == log::kind_of<CampaignProposal>()) {
    flag_proposal(flags, as<CampaignProposal>(record), context);
  }
  return flags;
}

}  // namespace soban::books
