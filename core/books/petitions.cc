#include "core/books/petitions.h"

#include "core/books/attachments.h"
#include "core/books/words.h"
#include "core/text/text.h"

namespace soban::books {
namespace {

std::string who_asked(store::Store& store, const Petition& petition) {
  if (petition.household().empty()) return petition.person();
  const std::string household = household_label(store.database(), petition.household());
  return petition.person().empty() ? household : petition.person() + " · " + household;
}

void check_answer(Errors& errors, const Petition& petition, const RuleContext& context) {
  check_optional_date(errors, "answeredOn", petition.answered_on(), &context.today);
  check_optional_date(errors, "toldOn", petition.told_on(), &context.today);
  check_not_before(errors, "answeredOn", petition.answered_on(), petition.received_on());
  check_not_before(errors, "toldOn", petition.told_on(), petition.answered_on());
  const bool answered = !petition.answer().empty();
  if (answered) check_required(errors, "answeredOn", petition.answered_on());
  if (!answered && !petition.answered_on().empty()) {
    add(errors, "answer", "required", "answer is missing");
  }
  if (!answered && !petition.told_on().empty()) {
    add(errors, "answer", "required", "answer is missing: the person can't have been told");
  }
  if (petition.satisfaction() != SATISFACTION_UNSPECIFIED) {
    check_required(errors, "toldOn", petition.told_on());
  }
}

}  // namespace

const char* petition_state(const Petition& petition, std::string_view today) {
  if (!petition.told_on().empty()) return "told";
  if (!petition.answer().empty()) return "answered";
  return !petition.due().empty() && petition.due() < today ? "overdue" : "open";
}

void complete_petition(Petition& petition) {
  if (petition.has_due() || !text::is_date(petition.received_on())) return;
  petition.set_due(text::add_days(petition.received_on(), kAnswerDays));
}

void check_petition(Errors& errors, const Petition& petition, const RuleContext& context) {
  check_required(errors, "content", petition.content());
  check_date(errors, "receivedOn", petition.has_received_on(), petition.received_on(),
             &context.today);
  check_optional_reference(errors, "household", petition.household(), log::kind_of<Household>(),
                           "unknown_household", context);
  check_optional_reference(errors, "meeting", petition.meeting(), log::kind_of<Meeting>(),
                           "unknown_meeting", context);
  check_required(errors, "addressedTo", petition.addressed_to());
  check_optional_date(errors, "due", petition.due(), nullptr);
  check_not_before(errors, "due", petition.due(), petition.received_on());
  check_answer(errors, petition, context);
  check_attachments(errors, petition.attachments(), context);
}

void flag_petition(std::vector<std::string>& flags, const Petition& petition,
                   const RuleContext& context) {
  if (std::string_view(petition_state(petition, context.today)) == "overdue") {
    flags.emplace_back("overdue");
  }
}

std::optional<std::string> petition_delta_problem(const Petition& petition) {
  for (const std::string* date :
       {&petition.received_on(), &petition.due(), &petition.answered_on(), &petition.told_on()}) {
    if (!is_date_or_empty(*date)) return "not_a_date";
  }
  return attachments_problem(petition.attachments());
}

Json shown_petition(store::Store& store, const Petition& petition) {
  const std::string today = text::today(store.clock().now_ms());
  return {
      {"from", who_asked(store, petition)},
      {"meeting", meeting_title(store.database(), petition.meeting())},
      {"state", petition_state(petition, today)},
      {"daysLeft",
       text::is_date(petition.due()) ? Json(text::days_between(today, petition.due())) : Json()},
      {"attachments", shown_attachments(store, petition.attachments())}};
}

void withhold_person(Petition& petition) {
  petition.clear_household();
  petition.clear_person();
  petition.clear_phone();
}

}  // namespace soban::books
