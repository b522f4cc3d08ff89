// Họp bản: what makes a meeting and its votes valid. "Nhân dân bàn và quyết định trực tiếp … việc đóng góp" (Decision 15,
// plan, II.1.c); Luật Thực hiện dân chủ ở cơ sở 10/2022/QH15, and Pháp lệnh 34/2007/PL-UBTVQH11 before it.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "core/books/checks.h"
#include "core/books/json.h"

namespace soban::books {

// A share of the households, in whole ones.
struct Share {
  std::int64_t numerator = 1;
  std::int64_t denominator = 2;
  bool more_than = true;  // "quá nửa"; false: "ít nhất"

  bool is_reached(std::int64_t households, std::int64_t of) const;
  // The least number of households that reaches it.
  std::int64_t needed(std::int64_t of) const;
};

// The figures are data, to be corrected without other code: they are from general knowledge (USERS.md §2, "check").
struct VotingRules {
  const char* law;
  const char* in_force;  // from this day on
  Share quorum;
  Share majority;
  Share convention;
};
// Those of the day of the meeting: a paper cites the law of its date.
const VotingRules& voting_rules(std::string_view date);

struct VoteCount {
  // "passed"; "passed_of_those_present": enough of those who came, not of all households, so that the others are asked by
  // ballot; "not_passed"; "not_counted".
  const char* code;
  std::int64_t needed = 0;  // households
};
VoteCount count_votes(const Meeting& meeting, const Resolution& resolution);
// "quorum" | "no_quorum"; "not_held" while nobody was counted.
const char* quorum_of(const Meeting& meeting);

void check_meeting(Errors& errors, const Meeting& meeting, const RuleContext& context);
// "no_quorum"; "fixed_level" and "forced" of what was decided.
void flag_meeting(std::vector<std::string>& flags, const Meeting& meeting);
std::optional<std::string> meeting_delta_problem(const Meeting& meeting);
Json shown_meeting(store::Store& store, const Meeting& meeting);

}  // namespace soban::books
