#include "core/books/disclosures.h"

#include "core/books/attachments.h"
#include "core/books/words.h"
#include "core/text/text.h"

namespace soban::books {
namespace {

// Both days are days of posting.
std::int64_t days_posted(const std::string& from, const std::string& to) {
  return text::days_between(from, to) + 1;
}

}  // namespace

const char* disclosure_state(const Disclosure& disclosure, std::string_view today) {
  if (!disclosure.taken_down_on().empty()) return "taken_down";
  if (disclosure.from_date() > today) return "planned";
  return !disclosure.to_date().empty() && disclosure.to_date() < today ? "time_up" : "posted";
}

void complete_disclosure(Disclosure& disclosure) {
  if (disclosure.has_to_date() || !text::is_date(disclosure.from_date())) return;
  disclosure.set_to_date(text::add_days(disclosure.from_date(), kPostingDays - 1));
}

void check_disclosure(Errors& errors, const Disclosure& disclosure, const RuleContext& context) {
  if (disclosure.subject() == SUBJECT_UNSPECIFIED) {
    add(errors, "subject", "required", "subject is missing");
  }
  check_required(errors, "title", disclosure.title());
  check_required(errors, "place", disclosure.place());
  check_span(errors, disclosure.has_from_date(), disclosure.from_date(), disclosure.has_to_date(),
             disclosure.to_date(), nullptr);
  check_optional_date(errors, "takenDownOn", disclosure.taken_down_on(), &context.today);
  check_not_before(errors, "takenDownOn", disclosure.taken_down_on(), disclosure.from_date());
  check_optional_reference(errors, "campaign", disclosure.campaign(), log::kind_of<Campaign>(),
                           "unknown_campaign", context);
  check_optional_reference(errors, "toldAt", disclosure.told_at(), log::kind_of<Meeting>(),
                           "unknown_meeting", context);
  check_attachments(errors, disclosure.attachments(), context);
}

void flag_disclosure(std::vector<std::string>& flags, const Disclosure& disclosure) {
  const std::string& last =
      disclosure.taken_down_on().empty() ? disclosure.to_date() : disclosure.taken_down_on();
  if (!text::is_date(disclosure.from_date()) || !text::is_date(last)) return;
  if (days_posted(disclosure.from_date(), last) < kPostingDays) {
    flags.emplace_back("short_posting");
  }
}

std::optional<std::string> disclosure_delta_problem(const Disclosure& disclosure) {
  for (const std::string* date :
       {&disclosure.from_date(), &disclosure.to_date(), &disclosure.taken_down_on()}) {
    if (!is_date_or_empty(*date)) return "not_a_date";
  }
  return attachments_problem(disclosure.attachments());
}

Json shown_disclosure(store::Store& store, const Disclosure& disclosure) {
  const std::string today = text::today(store.clock().now_ms());
  const std::string& to = disclosure.to_date();
  const std::string campaign = disclosure.campaign().empty()
                                   ? std::string()
                                   : campaign_title(store.database(), disclosure.campaign());
  return {{"state", disclosure_state(disclosure, today)},
          {"period", text::format_date(disclosure.from_date()) + " – " + text::format_date(to)},
          {"daysLeft", text::is_date(to) ? Json(text::days_between(today, to)) : Json()},
          {"campaign", campaign},
          {"meeting", meeting_title(store.database(), disclosure.told_at())},
          {"attachments", shown_attachments(store, disclosure.attachments())}};
}

}  // namespace soban::books
