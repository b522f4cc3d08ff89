// What satisfaction slips say together. Reads only; throws DatabaseError.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "core/store/database.h"

namespace soban::store {

inline constexpr int kScores = 5;

struct QuestionTally {
  std::array<std::int64_t, kScores> counts{};  // of 1 to 5
  std::int64_t unanswered = 0;
};

// Of all slips, or of those of one place, month or village.
struct SlipTally {
  std::int64_t slips = 0;
  std::int64_t answers = 0;    // questions that were answered
  std::int64_t satisfied = 0;  // of these with 4 or 5
};

struct SurveyResults {
  std::vector<QuestionTally> questions;
  SlipTally all;
  std::map<std::string, SlipTally> by_place;
  std::map<std::string, SlipTally> by_month;    // "2026-11"
  std::map<std::string, SlipTally> by_village;  // code; empty: not said
};

// Days count from the first to the last. An empty place or village stands for all.
struct SurveyFilter {
  std::string from;
  std::string to;
  std::string place;
  std::string village;
};
// Of a form with so many questions; a slip of another length counts as far as it goes.
SurveyResults survey_results(Database& database, std::int64_t survey, std::size_t questions,
                             const SurveyFilter& filter);

// The places that slips of the period name, whatever place and village are asked for.
std::vector<std::string> survey_places(Database& database, std::int64_t survey,
                                       const SurveyFilter& filter);

struct SlipComment {
  std::int64_t pos = 0;
  std::int64_t survey = 0;
  std::string date;
  std::string place;
  std::string comment;
};
// The newest first.
std::vector<SlipComment> survey_comments(Database& database, std::int64_t survey,
                                         const SurveyFilter& filter, std::size_t limit);

// Slips that somebody entered since an instant, not cancelled.
std::int64_t count_slips_entered(Database& database, std::string_view author,
                                 std::int64_t since_ms);

}  // namespace soban::store
