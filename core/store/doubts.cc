#include "core/store/doubts.h"

#include "core/log/schema.h"
#include "core/store/levels.h"

namespace soban::store {
namespace {

// The row `d` says the same as `r`, of a household or of a named donor.
const std::string kSameGift =
    "d.campaign_log = r.campaign_log AND d.campaign_seq = r.campaign_seq AND d.form = r.form AND "
    "d.date = r.date AND d.amount = r.amount AND d.quantity = r.quantity AND d.pos <> r.pos";
const std::string kSameHousehold =
    "d.household_log = r.household_log AND d.household_seq = r.household_seq AND " + kSameGift;
const std::string kSameDonor =
    "r.household_log IS NULL AND d.household_log IS NULL AND d.donor_name = r.donor_name AND " +
    kSameGift;

// Conditions on a row `r` of contribution.
const std::string kIsOutsideCampaign =
    "(NOT EXISTS(SELECT 1 FROM campaign k WHERE k.log = r.campaign_log AND k.seq = r.campaign_seq "
    "AND k.state = 2 AND k.voided = 0 AND r.date BETWEEN k.from_date AND k.to_date))";
const std::string kIsOfLevel =
    "(r.form IN (1, 2) AND r.household_log IS NOT NULL AND EXISTS(SELECT 1 FROM level l WHERE "
    "l.campaign_log = r.campaign_log AND l.campaign_seq = r.campaign_seq AND l.book = r.book AND "
    "l.amount = r.amount))";
// What is cancelled is no duplicate of what is not.
const std::string kIsDuplicate =
    "(r.status < 4 AND (EXISTS(SELECT 1 FROM contribution d WHERE " + kSameHousehold +
    " AND d.status < 4) OR (r.household_log IS NULL AND EXISTS(SELECT 1 FROM contribution d "
    "INDEXED BY contribution_by_donor WHERE " +
    kSameDonor + " AND d.status < 4))))";
const std::string kIsRound = "(r.form IN (1, 2) AND r.amount >= " + std::to_string(kRoundSumMin) +
                             " AND r.amount % " + std::to_string(kRoundSumStep) + " = 0)";
const std::string kIsLate =
    "(COALESCE(julianday(r.recorded) - julianday(r.date) > " + std::to_string(kLateDays) + ", 0))";
// Whether the receipt was cancelled as well, or before, does not matter: somebody holds the paper.
const std::string kIsVoidAfterReceipt =
    "(r.status >= 4 AND EXISTS(SELECT 1 FROM record x JOIN receipt p ON p.contribution_log = x.log "
    "AND p.contribution_seq = x.seq WHERE x.pos = r.pos))";

std::string bit(Doubt doubt, const std::string& condition) {
  return std::to_string(doubt) + " * " + condition;
}

const std::string kFlagsOfRow =
    '(' + bit(kNotVoluntary, "(r.voluntary = 0)") + " + " +
    bit(kCampaignNotOpen, kIsOutsideCampaign) + " + " + bit(kPossibleDuplicate, kIsDuplicate) +
    " + " + bit(kRoundSum, kIsRound) + " + " + bit(kLateEntry, kIsLate) + " + " +
    bit(kVoidAfterReceipt, kIsVoidAfterReceipt) + " + " + bit(kHiddenLevel, kIsOfLevel) + ')';

const std::string kDoubtsOfRow = "(CASE WHEN r.status IN (0, 3, 4) THEN " + kFlagsOfRow + " + " +
                                 bit(kInConflict, "(r.status = 3)") + " + " +
                                 bit(kCancelled, "(r.status = 4)") + " ELSE 0 END)";

// Asked before anything is written: an UPDATE that changes nothing costs a statement journal, because the table has triggers.
const std::string kStaleDoubts =
    "SELECT r.doubts, " + kDoubtsOfRow + " FROM contribution r WHERE r.pos = ?";

// Those that wait and whose doubts depend on the row.
const std::string kTwins =
    "SELECT d.pos FROM contribution r JOIN contribution d ON " + kSameHousehold +
    " WHERE r.pos = ?1 AND d.status IN (0, 3, 4) UNION ALL SELECT d.pos FROM contribution r JOIN "
    "contribution d INDEXED BY contribution_by_donor ON " +
    kSameDonor + " WHERE r.pos = ?1 AND d.status IN (0, 3, 4)";

// Turns one bit over where it is not as the condition says.
std::string turn_over(Doubt doubt, const std::string& condition, const std::string& rows) {
  const std::string number = std::to_string(doubt);
  return "UPDATE contribution AS r SET doubts = CASE WHEN r.doubts & " + number +
         " THEN r.doubts - " + number + " ELSE r.doubts + " + number +
         " END WHERE r.campaign_log = ? AND r.campaign_seq = ?" + rows +
         " AND r.status IN (0, 3, 4) AND (r.doubts & " + number + " <> 0) <> " + condition;
}
const std::string kTurnOutsideCampaign = turn_over(kCampaignNotOpen, kIsOutsideCampaign, "");
const std::string kTurnLevel = turn_over(kHiddenLevel, kIsOfLevel, " AND r.book = ?");

std::string period_of_campaign(Database& database, std::int64_t pos) {
  Query query = database.query(
      "SELECT state || ' ' || voided || ' ' || from_date || ' ' || to_date FROM campaign "
      "WHERE pos = ?");
  query.bind(1, pos);
  return query.step() ? std::string(query.text(0)) : std::string();
}

// The book whose households it is counted among; 0: of none.
std::int64_t home_of_household(Database& database, std::int64_t pos) {
  Query query =
      database.query("SELECT book FROM household WHERE pos = ? AND voided = 0 AND gone = 0");
  query.bind(1, pos);
  return query.step() ? query.int64(0) : 0;
}

}  // namespace

bool is_office(Database& database) {
  return database.query("SELECT 1 FROM meta WHERE key = 'village' AND length(value) = 0").step();
}

std::int64_t flags_of_row(Database& database, std::int64_t pos) {
  static const std::string sql = "SELECT " + kFlagsOfRow + " FROM contribution r WHERE r.pos = ?";
  Query query = database.query_composed(sql);
  query.bind(1, pos);
  return query.step() ? query.int64(0) : 0;
}

void DoubtKeeper::before(std::uint32_t kind, std::int64_t pos) {
  if (kind == log::kind_of<Contribution>()) {
    note_contribution(pos);
  } else if (kind == log::kind_of<Campaign>()) {
    period_ = period_of_campaign(database_, pos);
  } else if (kind == log::kind_of<Household>()) {
    home_ = home_of_household(database_, pos);
  } else if (kind == log::kind_of<Receipt>()) {
    note_receipt(pos);
  }
}

void DoubtKeeper::after(std::uint32_t kind, std::int64_t pos) {
  if (kind == log::kind_of<Contribution>()) {
    note_contribution(pos);
    stale_.insert(pos);
  } else if (kind == log::kind_of<Receipt>()) {
    note_receipt(pos);
  } else if (kind == log::kind_of<Campaign>()) {
    if (std::exchange(period_, std::string()) != period_of_campaign(database_, pos))
      refresh_campaign(pos);
  } else if (kind == log::kind_of<Household>()) {
    // Only where it came or went: a new telephone number changes no level.
    const std::int64_t home = home_of_household(database_, pos);
    const std::int64_t former = std::exchange(home_, 0);
    for (const std::int64_t book : {home, former}) {
      if (home != former && book != 0) books_.insert(book);
    }
  }
  for (const std::int64_t stale : std::exchange(stale_, {})) refresh(stale);
}

void DoubtKeeper::note_contribution(std::int64_t pos) {
  Query twins = database_.query_composed(kTwins);
  twins.bind(1, pos);
  while (twins.step()) stale_.insert(twins.int64(0));
  Query query = database_.query(
      "SELECT campaign_log, campaign_seq, book FROM contribution WHERE pos = ? AND campaign_log IS "
      "NOT NULL AND household_log IS NOT NULL AND form IN (1, 2)");
  query.bind(1, pos);
  if (query.step()) groups_.emplace(query.int64(0), query.int64(1), query.int64(2));
}

void DoubtKeeper::note_receipt(std::int64_t pos) {
  Query query = database_.query(
      "SELECT c.pos FROM receipt p JOIN change c ON c.log = p.contribution_log AND c.seq = "
      "p.contribution_seq WHERE p.pos = ?");
  query.bind(1, pos);
  if (query.step()) stale_.insert(query.int64(0));
}

void DoubtKeeper::refresh(std::int64_t pos) {
  std::int64_t doubts = 0;
  {
    Query query = database_.query_composed(kStaleDoubts);
    query.bind(1, pos);
    if (!query.step() || query.int64(0) == query.int64(1)) return;
    doubts = query.int64(1);
  }
  database_.run("UPDATE contribution SET doubts = ? WHERE pos = ?", doubts, pos);
}

void DoubtKeeper::refresh_campaign(std::int64_t pos) {
  Query query = database_.query("SELECT log, seq FROM campaign WHERE pos = ?");
  query.bind(1, pos);
  if (!query.step()) return;
  Query update = database_.query_composed(kTurnOutsideCampaign);
  update.bind_all(query.int64(0), query.int64(1));
  update.run();
}

void DoubtKeeper::settle() {
  add_groups_of_books();
  for (const Group& group : std::exchange(groups_, {})) settle_level(group);
}

// A level shows in a part of the village's households; how many these are has changed.
void DoubtKeeper::add_groups_of_books() {
  for (const std::int64_t book : std::exchange(books_, {})) {
    Query query = database_.query(
        "SELECT DISTINCT campaign_log, campaign_seq FROM tally WHERE book = ? AND form IN (1, 2)");
    query.bind(1, book);
    while (query.step()) groups_.emplace(query.int64(0), query.int64(1), book);
  }
}

void DoubtKeeper::settle_level(const Group& group) {
  const auto& [log, seq, book] = group;
  std::optional<std::int64_t> known;
  {
    Query query = database_.query(
        "SELECT amount FROM level WHERE campaign_log = ? AND campaign_seq = ? AND book = ?");
    query.bind_all(log, seq, book);
    if (query.step()) known = query.int64(0);
  }
  const auto level = find_level(database_, log, seq, book);
  if (level == known) return;
  if (level) {
    database_.run(
        "INSERT OR REPLACE INTO level(campaign_log, campaign_seq, book, amount) "
        "VALUES(?, ?, ?, ?)",
        log, seq, book, *level);
  } else {
    database_.run("DELETE FROM level WHERE campaign_log = ? AND campaign_seq = ? AND book = ?", log,
                  seq, book);
  }
  Query update = database_.query_composed(kTurnLevel);
  update.bind_all(log, seq, book);
  update.run();
}

}  // namespace soban::store
