#include "core/books/spending.h"

#include "core/books/attachments.h"
#include "core/books/words.h"
#include "core/store/spending.h"
#include "core/text/text.h"

namespace soban::books {
namespace {

// A village's money is counted in its own book; what the commune spends, against all that came in.
std::optional<std::string> scope_of(const std::string& village) {
  return village.empty() ? std::nullopt : std::optional(village);
}

}  // namespace

void check_spending(Errors& errors, const Spending& spending, const RuleContext& context) {
  check_reference(errors, "campaign", spending.has_campaign(), spending.campaign(),
                  log::kind_of<Campaign>(), "unknown_campaign", context);
  check_date(errors, "date", spending.has_date(), spending.date(), &context.today);
  check_required(errors, "item", spending.item());
  check_number(errors, "amount", spending.has_amount(), spending.amount(), kDongMax);
  check_attachments(errors, spending.attachments(), context);
}

void flag_spending(std::vector<std::string>& flags, const Spending& spending,
                   const RuleContext& context) {
  const auto campaign = log::parse_position(spending.campaign());
  if (!campaign) return;
  store::CampaignMoney money =
      store::campaign_money(context.database, *campaign, scope_of(context.village));
  if (context.record_pos == 0) money.spent += spending.amount();
  if (money.spent > money.collected) flags.emplace_back("over_balance");
}

std::optional<std::string> spending_delta_problem(const Spending& spending) {
  if (spending.has_amount() && spending.amount() != 0) {
    if (const char* problem = number_problem(spending.amount(), kDongMax)) return problem;
  }
  if (!is_date_or_empty(spending.date())) return "not_a_date";
  return attachments_problem(spending.attachments());
}

Json shown_spending(store::Store& store, const Spending& spending) {
  return {{"campaign", campaign_title(store.database(), spending.campaign())},
          {"amount", text::format_dong(spending.amount())},
          {"amountWords", text::dong_in_words_capitalised(spending.amount())},
          {"date", text::format_date(spending.date())},
          {"attachments", shown_attachments(store, spending.attachments())}};
}

Json balance_json(store::Store& store, const log::Position& campaign,
                  const std::optional<std::string>& village) {
  const store::CampaignMoney money = store::campaign_money(store.database(), campaign, village);
  const std::int64_t balance = money.collected - money.spent;
  return {{"collected", std::to_string(money.collected)},
          {"spent", std::to_string(money.spent)},
          {"balance", std::to_string(balance)},
          {"value", std::to_string(money.value)},
          {"shown",
           {{"collected", text::format_dong(money.collected)},
            {"spent", text::format_dong(money.spent)},
            {"balance", text::format_dong(balance)},
            {"value", text::format_dong(money.value)}}}};
}

}  // namespace soban::books
