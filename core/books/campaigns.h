// Appeals for contributions: proposed by a village or an organisation, looked at against the decision ("… không dựa trên tinh thần tự
// nguyện, ấn định mức đóng góp tối thiểu hoặc vận động trùng lặp các khoản kêu gọi đóng góp": plan, II.1.c), approved by the
// commune, and in the end settled.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/books/checks.h"
#include "core/books/json.h"
#include "core/books/write.h"

namespace soban::books {

// Two appeals are taken to be for the same where their titles, or all that they say, have so many telling words in common, and these
// are such a part of the shorter one's. Ours: a question is asked, nothing is refused.
struct Likeness {
  std::size_t words;
  double part;
};
inline constexpr Likeness kSameTitle{2, 0.6};
inline constexpr Likeness kSameText{4, 0.5};
// How long after its end an appeal still counts as having asked the same households for the same.
inline constexpr int kAskedBeforeDays = 365;

void check_campaign(Errors& errors, const Campaign& campaign);
void flag_campaign(std::vector<std::string>& flags, const Campaign& campaign,
                   const RuleContext& context);
// Without findings, which compare it with every other appeal: too much for each row of a list.
Json shown_campaign(store::Store& store, const log::Position& id, const Campaign& campaign);
// Reckons up what the campaign brought in and cost, as the books are today, when `after` is the first to say that it is settled.
void take_settlement(store::Store& store, const log::Position& id, const Campaign& before,
                     Campaign& after);

void check_proposal(Errors& errors, const CampaignProposal& proposal, const RuleContext& context);
// "fixed_level", "forced" (core/books/wording.h), "same_purpose": other appeals ask the same households for the same.
void flag_proposal(std::vector<std::string>& flags, const CampaignProposal& proposal,
                   const RuleContext& context);
std::optional<std::string> proposal_delta_problem(const CampaignProposal& proposal);
// Without findings, as shown_campaign.
Json shown_proposal(store::Store& store, const log::Position& id, const CampaignProposal& proposal,
                    const std::string& village);
// Why a campaign or a proposal has its flags, as [{"code", "text": the words that say so, "record", "kind", "title", "period",
// "villages": of the other appeal}]; also "same_period", which is no flag. Of a campaign that is over nothing.
Json findings_json(store::Store& store, const store::StoredRecord& record);
// What two campaigns ask of the same households: "same_purpose", or "same_period" where it is only at the same time; nullptr:
// neither.
const char* overlap_of(const Campaign& a, const Campaign& b);
// Opens the campaign that the commune approves, unless it was opened before. Needs a Transaction.
Result<void> open_campaign(store::Store& store, const store::StoredRecord& proposal,
                           const Author& author);

}  // namespace soban::books
