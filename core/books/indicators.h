// Soi chỉ số PAPI: what the books show of the eight subjects that the survey asks people about, in the order of Decision 15, plan,
// II. The survey itself asks people; this only mirrors what was written down. Each indicator is a share of counted things, with
// both numbers shown (docs/indicators.md has them all, with the passages).
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "core/books/json.h"
#include "core/store/store.h"

namespace soban::books {

// Of nothing there is no share: a denominator of 0 means that the books say nothing, which is not 0 %.
struct CountedShare {
  std::int64_t numerator = 0;
  std::int64_t denominator = 0;
};

using SharesByYear = std::map<std::int64_t, CountedShare>;
using SharesOfVillages = std::map<std::string, SharesByYear>;  // by code

struct Indicator {
  std::string code;   // names it together with the dimension; never used for another meaning
  int dimension = 0;  // 1 to 8, as the decision's subjects
  // Not always the sum of the villages: a campaign for two villages is one campaign.
  SharesByYear commune;
  SharesOfVillages villages;  // every one; empty where it is counted for the commune alone
};

// From a slip's mean on, of 5, who filled it in counts as satisfied.
inline constexpr std::int64_t kSatisfiedMean = 4;
// What a village owes of itself (a notice, a report, word of the month) is counted from the day on which its book was opened here.
std::vector<Indicator> count_indicators(store::Store& store);

// The first of them and the last: a day that was mistyped does not make a year.
inline constexpr std::int64_t kIndicatorYearMin = 2000;
inline constexpr std::int64_t kIndicatorYearMax = 2100;
// How many years of the past are shown beside the year asked for.
inline constexpr std::int64_t kIndicatorHistoryYears = 5;

// All of a year; its history is that of `village`, or of the commune where none is named. `year`: "2026", or empty for this one.
// kInvalid "bad_filter". Shape: Indicators in hub/api/openapi.json.
Result<Json> indicators_json(store::Store& store, const std::string& year,
                             const std::string& village);

}  // namespace soban::books
