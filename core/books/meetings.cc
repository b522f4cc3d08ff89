#include "core/books/meetings.h"

#include <algorithm>
#include <array>
#include <set>

#include "core/books/attachments.h"
#include "core/books/wording.h"
#include "core/books/words.h"
#include "core/text/text.h"

namespace soban::books {
namespace {

constexpr std::int64_t kHouseholdsMax = 100'000;
constexpr Share kMoreThanHalf{1, 2, true};
constexpr Share kTwoThirds{2, 3, false};

// The newest first.
constexpr std::array kRules = {
    VotingRules{"Luật Thực hiện dân chủ ở cơ sở số 10/2022/QH15", "2023-07-01", kMoreThanHalf,
                kMoreThanHalf, kTwoThirds},
    VotingRules{"Pháp lệnh số 34/2007/PL-UBTVQH11", "", kMoreThanHalf, kMoreThanHalf, kTwoThirds},
};

void check_count(Errors& errors, const char* field, std::int64_t count, std::int64_t max,
                 const char* beyond) {
  if (count < 0) add(errors, field, "negative", std::string(field) + " is negative");
  if (count > max) {
    add(errors, field, beyond,
        std::string(field) + " is " + std::to_string(count) + ", more than the " +
            std::to_string(max) + " there can be");
  }
}

std::int64_t votes_of(const Resolution& resolution) {
  return std::int64_t{resolution.agreed()} + resolution.disagreed() + resolution.abstained();
}

void check_resolution(Errors& errors, const Meeting& meeting, const Resolution& resolution) {
  if (resolution.text().empty()) {
    add(errors, "resolutions", "required", "a resolution has no text");
  }
  for (const std::int64_t count :
       {resolution.agreed(), resolution.disagreed(), resolution.abstained()}) {
    if (count < 0) add(errors, "resolutions", "negative", "a number of votes is negative");
  }
  if (votes_of(resolution) > meeting.households_present()) {
    add(errors, "resolutions", "too_many_votes",
        "there are more votes than households that were present or represented");
  }
}

void check_attendance(Errors& errors, const Meeting& meeting, const RuleContext& context) {
  std::set<std::string> named;
  std::int64_t came = 0;
  for (const Attendance& each : meeting.attendance()) {
    check_reference(errors, "attendance", true, each.household(), log::kind_of<Household>(),
                    "unknown_household", context);
    if (!named.insert(each.household()).second) {
      add(errors, "attendance", "named_twice", "a household is named twice");
    }
    if (each.presence() != PRESENCE_ABSENT) ++came;
  }
  if (came > meeting.households_present()) {
    add(errors, "attendance", "too_many_names",
        "more households are named as present than were counted");
  }
}

// What the minutes can't be without once the meeting was held (USERS.md §2).
void check_held(Errors& errors, const Meeting& meeting, const RuleContext& context) {
  if (!meeting.has_households_present()) return;
  check_required(errors, "place", meeting.place());
  check_required(errors, "chair", meeting.chair());
  check_required(errors, "secretary", meeting.secretary());
  if (meeting.date() > context.today) {
    add(errors, "date", "in_future",
        "the meeting is after today; who came can be told once it was held");
  }
}

Json shown_resolution(const Meeting& meeting, const Resolution& resolution) {
  const VoteCount count = count_votes(meeting, resolution);
  return {{"code", count.code}, {"needed", count.needed}};
}

Json shown_attendance(store::Store& store, const Meeting& meeting) {
  Json list = Json::array();
  for (const Attendance& each : meeting.attendance()) {
    list.push_back({{"household", each.household()},
                    {"label", household_label(store.database(), each.household())},
                    {"presence", Presence_Name(each.presence())},
                    {"representedBy", each.represented_by()}});
  }
  return list;
}

}  // namespace

bool Share::is_reached(std::int64_t households, std::int64_t of) const {
  return of > 0 && households >= needed(of);
}

std::int64_t Share::needed(std::int64_t of) const {
  if (more_than) return of * numerator / denominator + 1;
  return (of * numerator + denominator - 1) / denominator;
}

const VotingRules& voting_rules(std::string_view date) {
  const auto found = std::find_if(kRules.begin(), kRules.end(), [&](const VotingRules& rules) {
    return date.empty() || date >= rules.in_force;
  });
  return *found;  // the last is in force from ever
}

VoteCount count_votes(const Meeting& meeting, const Resolution& resolution) {
  const VotingRules& rules = voting_rules(meeting.date());
  const Share& share =
      resolution.threshold() == THRESHOLD_CONVENTION ? rules.convention : rules.majority;
  const std::int64_t needed = share.needed(meeting.households_invited());
  if (votes_of(resolution) == 0 || meeting.households_invited() == 0)
    return {"not_counted", needed};
  if (share.is_reached(resolution.agreed(), meeting.households_invited()))
    return {"passed", needed};
  const bool of_present = share.is_reached(resolution.agreed(), meeting.households_present());
  return {of_present ? "passed_of_those_present" : "not_passed", needed};
}

const char* quorum_of(const Meeting& meeting) {
  if (!meeting.has_households_present()) return "not_held";
  const Share& quorum = voting_rules(meeting.date()).quorum;
  return quorum.is_reached(meeting.households_present(), meeting.households_invited())
             ? "quorum"
             : "no_quorum";
}

void check_meeting(Errors& errors, const Meeting& meeting, const RuleContext& context) {
  check_required(errors, "title", meeting.title());
  check_date(errors, "date", meeting.has_date(), meeting.date(), nullptr);
  check_time(errors, "starts", meeting.starts());
  check_time(errors, "ends", meeting.ends());
  if (is_time(meeting.starts()) && is_time(meeting.ends()) && meeting.ends() < meeting.starts()) {
    add(errors, "ends", "too_early", "ends is before starts");
  }
  check_count(errors, "householdsInvited", meeting.households_invited(), kHouseholdsMax,
              "too_large");
  if (meeting.has_households_present() && !meeting.has_households_invited()) {
    add(errors, "householdsInvited", "required",
        "householdsInvited is missing; without it nobody can say whether enough came");
  } else {
    check_count(errors, "householdsPresent", meeting.households_present(),
                std::min<std::int64_t>(meeting.households_invited(), kHouseholdsMax),
                "more_than_invited");
  }
  check_held(errors, meeting, context);
  check_attendance(errors, meeting, context);
  for (const Resolution& each : meeting.resolutions()) check_resolution(errors, meeting, each);
  check_attachments(errors, meeting.attachments(), context);
}

void flag_meeting(std::vector<std::string>& flags, const Meeting& meeting) {
  if (std::string_view(quorum_of(meeting)) == "no_quorum") flags.emplace_back("no_quorum");
  std::vector<std::string> decided = {meeting.conclusion()};
  for (const Resolution& each : meeting.resolutions()) decided.push_back(each.text());
  flag_wording(flags, decided);
}

std::optional<std::string> meeting_delta_problem(const Meeting& meeting) {
  if (!is_date_or_empty(meeting.date())) return "not_a_date";
  if (meeting.households_invited() < 0 || meeting.households_present() < 0) return "negative";
  for (const Resolution& each : meeting.resolutions()) {
    if (std::min({each.agreed(), each.disagreed(), each.abstained()}) < 0) return "negative";
  }
  return attachments_problem(meeting.attachments());
}

Json shown_meeting(store::Store& store, const Meeting& meeting) {
  const VotingRules& rules = voting_rules(meeting.date());
  Json resolutions = Json::array();
  for (const Resolution& each : meeting.resolutions())
    resolutions.push_back(shown_resolution(meeting, each));
  return {{"date", text::format_date(meeting.date())},
          {"quorum", quorum_of(meeting)},
          {"quorumNeeded", rules.quorum.needed(meeting.households_invited())},
          {"law", rules.law},
          {"resolutions", std::move(resolutions)},
          {"attendance", shown_attendance(store, meeting)},
          {"attachments", shown_attachments(store, meeting.attachments())}};
}

}  // namespace soban::books
