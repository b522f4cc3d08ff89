// What the office should look at before it says anything of a contribution: kept in contribution.doubts of those that wait for
// it, so that the queue shows them first and counts them without reading them. Kept at the office alone; a laptop's are 0.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <tuple>
#include <vector>

#include "core/store/database.h"

namespace soban::store {

// Bits of contribution.doubts.
enum Doubt : std::int64_t {
  kNotVoluntary = 1,
  kCampaignNotOpen = 2,
  kPossibleDuplicate = 4,
  kRoundSum = 8,
  kLateEntry = 16,
  kVoidAfterReceipt = 32,
  kHiddenLevel = 64,
  kInConflict = 128,
  kCancelled = 256,
};
// Those that books::record_json names as flags; the others show in a record's status.
inline constexpr std::int64_t kFlags = 127;

struct DoubtName {
  std::int64_t doubt;
  const char* code;
};
// In the order in which they are named: first what the village's own page says of a record.
inline constexpr std::array kFlagNames = {
    DoubtName{kCampaignNotOpen, "campaign_not_open"},
    DoubtName{kNotVoluntary, "not_voluntary"},
    DoubtName{kPossibleDuplicate, "possible_duplicate"},
    DoubtName{kHiddenLevel, "hidden_level"},
    DoubtName{kRoundSum, "round_sum"},
    DoubtName{kLateEntry, "late_entry"},
    DoubtName{kVoidAfterReceipt, "void_after_receipt"},
};

// Money that is a whole number of millions, from five on. What people give is a few hundred thousand, or what is left of a
// sale; a large sum without a remainder may be one that somebody agreed on, or a slip with a zero too many.
inline constexpr std::int64_t kRoundSumMin = 5'000'000;
inline constexpr std::int64_t kRoundSumStep = 1'000'000;
// Days between the day of a gift and the day it was written down. A village closes its books by the month; what appears in a
// month that was already reported deserves a look.
inline constexpr std::int64_t kLateDays = 30;
// Gifts of money in a village for a campaign, beyond which no level is looked for: no village has so many households, so
// they give again and again, as they like.
inline constexpr std::int64_t kLevelGiftsMax = 2000;

// This is the hub's store.
bool is_office(Database& database);

// Flags of the contribution as its row and the rows around it are now, whether or not it waits. Reads; of kFlags.
std::int64_t flags_of_row(Database& database, std::int64_t pos);

// Keeps contribution.doubts while records are written, within the caller's transaction. For each record that changes:
// before() while its old row is there (not for a new one), after() when the new one is; settle() at the end.
class DoubtKeeper {
 public:
  explicit DoubtKeeper(Database& database) : database_(database) {}

  void before(std::uint32_t kind, std::int64_t pos);
  void after(std::uint32_t kind, std::int64_t pos);
  // Its status changed and nothing else.
  void refresh(std::int64_t pos);
  void settle();

 private:
  using Group = std::tuple<std::int64_t, std::int64_t, std::int64_t>;  // campaign, book

  void note_contribution(std::int64_t pos);
  void note_receipt(std::int64_t pos);
  void refresh_campaign(std::int64_t pos);
  void add_groups_of_books();
  void settle_level(const Group& group);

  Database& database_;
  std::set<std::int64_t> stale_;  // pos of contributions to look at again
  std::set<Group> groups_;        // whose amounts may show a level now, or no longer
  std::set<std::int64_t> books_;  // where households came or went
  std::string period_;            // of the campaign that is being written, as it was
  std::int64_t home_ = 0;         // of the household that is being written, as it was
};

}  // namespace soban::store
