// Statements that lists, searches and reports run are covered by indexes (DESIGN §5): the SQL they send to SQLite is
// collected while they run, and each statement's plan is read.
#include <sqlite3.h>

#include <catch2/catch.hpp>
#include <functional>
#include <regex>
#include <set>

#include "core/store/appeals.h"
#include "core/store/audit.h"
#include "core/store/burden.h"
#include "core/store/duties.h"
#include "core/store/indicators.h"
#include "core/store/levels.h"
#include "core/store/local.h"
#include "core/store/queries.h"
#include "core/store/queue.h"
#include "core/store/saved_filters.h"
#include "core/store/security.h"
#include "core/store/spending.h"
#include "core/store/surveys.h"
#include "tests/core/store/support.h"

namespace soban::store {
namespace {

using namespace test;
using test::Commune;
using test::Device;

// Tables that hold a handful of rows in any commune, or that are asked for as a whole.
const std::set<std::string> kSmall = {"book",    "log",      "village",  "commune", "device",
                                      "account", "campaign", "rejected", "tally",   "task"};

// Collects what a connection is asked while it lives.
class StatementsOf {
 public:
  explicit StatementsOf(Database& database) : database_(database) {
    sqlite3_trace_v2(database_.handle(), SQLITE_TRACE_STMT, &StatementsOf::note, this);
  }
  ~StatementsOf() { sqlite3_trace_v2(database_.handle(), 0, nullptr, nullptr); }

  const std::set<std::string>& all() const { return statements_; }

 private:
  static int note(unsigned, void* self, void* statement, void*) {
    const std::string sql = sqlite3_sql(static_cast<sqlite3_stmt*>(statement));
    static_cast<StatementsOf*>(self)->statements_.insert(sql);
    return 0;
  }

  Database& database_;
  std::set<std::string> statements_;
};

std::set<std::string> statements_of(Database& database, const std::function<void()>& body) {
  const StatementsOf statements(database);
  body();
  return statements.all();
}

std::vector<std::string> plan_of(Database& database, const std::string& sql) {
  std::vector<std::string> steps;
  Query query = database.query_composed("EXPLAIN QUERY PLAN " + sql);
  while (query.step()) steps.emplace_back(query.text(3));
  return steps;
}

// The table that a name in a statement stands for: "contribution r" makes r a contribution.
std::string table_named(const std::string& sql, const std::string& name) {
  std::smatch match;
  const std::regex alias("\\b(?:FROM|JOIN) (\\w+) " + name + "\\b");
  return std::regex_search(sql, match, alias) ? match[1].str() : name;
}

// A step that reads a whole large table; reading a whole index instead of it is what a sum over everything has to do.
bool is_full_scan(const std::string& sql, const std::string& step) {
  if (step.find("AUTOMATIC") != std::string::npos)
    return true;  // an index made for this one question
  std::smatch match;
  if (!std::regex_match(step, match, std::regex("SCAN (\\w+)( .*)?"))) return false;
  const std::string how = match[2];
  if (how.find("COVERING INDEX") != std::string::npos) return false;
  if (how.find("VIRTUAL TABLE INDEX 0:M") != std::string::npos) return false;  // a word looked up
  return !kSmall.contains(table_named(sql, match[1]));
}

std::string full_scans(Database& database, const std::function<void()>& body) {
  std::string found;
  for (const std::string& sql : statements_of(database, body)) {
    for (const std::string& step : plan_of(database, sql)) {
      if (is_full_scan(sql, step)) found += step + " in " + sql + "\n";
    }
  }
  return found;
}

ListFilter list_of(std::uint32_t kind) {
  ListFilter filter;
  filter.kind = kind;
  return filter;
}

// Every filter that the programs' lists know, alone and the usual ones together, with and without a cursor.
std::vector<ListFilter> contribution_lists(const log::Position& some) {
  const std::vector<std::function<void(ListFilter&)>> filters = {
      [](ListFilter& f) { f.village = kVillage; },
      [&](ListFilter& f) { f.campaign = some; },
      [&](ListFilter& f) { f.household = some; },
      [](ListFilter& f) { f.statuses = {Status::kAccepted}; },
      [](ListFilter& f) {
        f.statuses = {kToReview.begin(), kToReview.end()};
      },
      [](ListFilter& f) { f.only_unsent = true; },
      [](ListFilter& f) { f.query = "lo van duc"; },
  };
  std::vector<ListFilter> lists;
  for (const auto& first : filters) {
    for (const auto& second : filters) {
      for (const bool oldest_first : {false, true}) {
        ListFilter filter = list_of(log::kind_of<Contribution>());
        filter.oldest_first = oldest_first;
        filter.cursor = oldest_first ? "5" : "";
        first(filter);
        second(filter);
        lists.push_back(filter);
        filter.reopened = true;
        filter.doubts = kFlags;
        lists.push_back(filter);
        filter.doubtful_first = oldest_first;
        filter.cursor = oldest_first ? "0.5" : "";
        lists.push_back(filter);
      }
    }
  }
  return lists;
}

std::vector<ListFilter> other_lists(const log::Position& some) {
  std::vector<ListFilter> lists;
  for (const bool of_village : {false, true}) {
    for (const char* cursor : {"", "AAAA.5"}) {
      ListFilter by_name = list_of(log::kind_of<Household>());
      by_name.by_name = true;
      by_name.cursor = cursor;
      if (of_village) by_name.village = kVillage;
      lists.push_back(by_name);
    }
  }
  for (const log::KindInfo& kind : log::all_kinds()) {
    ListFilter filter = list_of(kind.number);
    filter.query = "duc";
    lists.push_back(filter);
  }
  for (const std::uint32_t kind : {log::kind_of<Campaign>(), log::kind_of<Village>()}) {
    lists.push_back(list_of(kind));
    lists.push_back(list_of(kind));
    lists.back().statuses = {Status::kOpen};
  }
  for (const std::uint32_t kind : {log::kind_of<Receipt>(), log::kind_of<Review>()}) {
    lists.push_back(list_of(kind));
    lists.back().target = some;
  }
  for (const std::uint32_t kind : {log::kind_of<Spending>(), log::kind_of<Disclosure>()}) {
    lists.push_back(list_of(kind));
    lists.back().campaign = some;
  }
  for (const PetitionState state : {PetitionState::kOpen, PetitionState::kOverdue,
                                    PetitionState::kAnswered, PetitionState::kTold}) {
    lists.push_back(list_of(log::kind_of<Petition>()));
    lists.back().petition_state = state;
    lists.back().today = "2026-11-24";
  }
  lists.push_back(list_of(log::kind_of<Petition>()));
  lists.back().meeting = some;
  for (const SecurityState state : {SecurityState::kOpen, SecurityState::kUrgent,
                                    SecurityState::kDone, SecurityState::kQuiet}) {
    lists.push_back(list_of(log::kind_of<SecurityReport>()));
    lists.back().security_state = state;
  }
  for (const bool gone : {false, true}) {
    lists.push_back(list_of(log::kind_of<Household>()));
    lists.back().by_name = true;
    lists.back().village = kVillage;
    lists.back().gone = gone;
  }
  return lists;
}

// A store with one record of each kind that these questions are about.
struct Filled : Office {
  Filled() {
    hub.write(creation_of("", campaign_of("Làm đường")));
    hub.write(test::household(kVillage, "1", "Lò Văn Đức"));
    id = hub.write(contribution(kVillage, "Lò Văn Đức", 1));
    hub.write(review_of(hub, id, VERDICT_ACCEPTED));
  }
  log::Position id;
};

TEST_CASE("no list of contributions reads the whole table", "[store][plans]") {
  Filled filled;
  Database& database = filled.hub.database();
  const std::string found = full_scans(database, [&] {
    for (const ListFilter& filter : contribution_lists(filled.id)) list_records(database, filter);
  });
  INFO(found);
  CHECK(found.empty());
}

TEST_CASE("no list of other kinds reads the whole table", "[store][plans]") {
  Filled filled;
  Database& database = filled.hub.database();
  const std::string found = full_scans(database, [&] {
    for (const ListFilter& filter : other_lists(filled.id)) list_records(database, filter);
  });
  INFO(found);
  CHECK(found.empty());
}

TEST_CASE("neither what is due nor a campaign's money reads the whole table", "[store][plans]") {
  Filled filled;
  Database& database = filled.hub.database();
  const std::string found = full_scans(database, [&] {
    petitions_to_settle(database, 5);
    notices_to_take_down(database, 5);
    meetings_to_hold(database, "2026-11-24", 5);
    meeting(database, filled.id);
    campaign_money(database, filled.id, std::nullopt);
    campaign_money(database, filled.id, kVillage);
    appeals_since(database, "2026-01-01");
    campaign_from(database, filled.id);
    count_disclosures(database, filled.id);
    openings_of(database, filled.id, 20);
    reports_without_reader(database, 10);
    count_incidents(database, kVillage, "2026-01-01", "2026-12-31");
    open_reports(database);
    last_reported_day(database, kVillage);
    next_household_code(database, kVillage);
    count_households(database, kVillage);
  });
  INFO(found);
  CHECK(found.empty());
}

TEST_CASE("a list without a filter is read in the order of its key, as far as the page goes",
          "[store][plans]") {
  Filled filled;
  Database& database = filled.hub.database();
  for (const std::uint32_t kind : {log::kind_of<Contribution>(), log::kind_of<Household>(),
                                   log::kind_of<Receipt>(), log::kind_of<Review>()}) {
    const auto statements = statements_of(database, [&] { list_records(database, list_of(kind)); });
    REQUIRE(statements.size() == 1);
    CHECK(plan_of(database, *statements.begin()) == std::vector<std::string>{"SCAN r"});
    CHECK(statements.begin()->ends_with("LIMIT ?"));
  }
}

TEST_CASE("lists in the order of names are not sorted but read in that order", "[store][plans]") {
  Filled filled;
  Database& database = filled.hub.database();
  for (const ListFilter& filter : other_lists(filled.id)) {
    if (!filter.by_name) continue;
    for (const std::string& sql :
         statements_of(database, [&] { list_records(database, filter); })) {
      for (const std::string& step : plan_of(database, sql)) {
        CAPTURE(sql, step);
        CHECK(step.find("TEMP B-TREE") == std::string::npos);
      }
    }
  }
}

TEST_CASE("no report and no count reads a whole table", "[store][plans]") {
  Filled filled;
  Database& database = filled.hub.database();
  const std::string found = full_scans(database, [&] {
    for (const auto& campaign : {std::optional<log::Position>(), std::optional(filled.id)}) {
      totals(database, campaign, std::nullopt);
      totals(database, campaign, kVillage);
    }
    queue_cells(database, "");
    queue_cells(database, "duc");
    ListFilter waiting = list_of(log::kind_of<Contribution>());
    waiting.statuses = {kToReview.begin(), kToReview.end()};
    count_records(database, waiting);
    count_records(database, list_of(log::kind_of<Contribution>()));
    village_figures(database);
    count_by_status(database, log::kind_of<Contribution>());
    count_waiting_changes(database);
    count_waiting_records(database, log::kind_of<Contribution>());
    rejected_changes(database);
  });
  INFO(found);
  CHECK(found.empty());
}

TEST_CASE("the office's queue is read from its index alone, in its order", "[store][plans]") {
  Filled filled;
  Database& database = filled.hub.database();
  ListFilter queue = list_of(log::kind_of<Contribution>());
  queue.statuses = {kToReview.begin(), kToReview.end()};
  queue.oldest_first = queue.doubtful_first = true;
  std::vector<ListFilter> lists(6, queue);
  lists[1].cursor = "0.5";
  lists[2].village = kVillage;
  lists[3].campaign = filled.id;
  lists[4].doubts = kRoundSum;
  lists[5].reopened = true;
  for (const ListFilter& filter : lists) {
    const auto statements = statements_of(database, [&] { list_records(database, filter); });
    for (const std::string& sql : statements) {
      if (sql.find("FROM contribution") == std::string::npos) continue;
      const auto plan = plan_of(database, sql);
      CAPTURE(sql);
      REQUIRE(plan.size() == 1);
      CHECK(plan[0].find("USING COVERING INDEX contribution_to_review") != std::string::npos);
    }
  }
}

TEST_CASE("neither slips nor burdens read a whole table", "[store][plans]") {
  Filled filled;
  Database& database = filled.hub.database();
  const std::string found = full_scans(database, [&] {
    const SurveyFilter filter{"2026-01-01", "2026-12-31", "Trạm Y tế xã", kVillage};
    survey_results(database, SURVEY_HEALTH, 5, filter);
    survey_places(database, SURVEY_HEALTH, filter);
    survey_comments(database, SURVEY_HEALTH, filter, 50);
    count_slips_entered(database, "vanphong", 0);
    const auto campaigns = asking_campaigns(database, "2026-01-01", "2026-12-31");
    REQUIRE(campaigns.size() == 1);
    givers_of(database, campaigns, std::nullopt);
    givers_of(database, campaigns, kVillage);
    village_households(database, std::nullopt);
    village_households(database, kVillage);
    burdens(database, kVillage, campaigns);
  });
  INFO(found);
  CHECK(found.empty());
}

TEST_CASE("no question about one thing reads a whole table", "[store][plans]") {
  Filled filled;
  Database& database = filled.hub.database();
  const std::string found = full_scans(database, [&] {
    const std::int64_t pos = filled.hub.store().position_of(filled.id);
    const auto record = read_record(database, pos);
    is_sent(database, *record);
    reviews_of(database, filled.id);
    changes_of(database, pos);
    change_bytes(database, filled.id);
    kind_of_record(database, filled.id);
    store::household(database, filled.id);
    household_code_taken(database, kVillage, "1", 0);
    store::campaign(database, filled.id);
    has_village(database, kVillage);
    village_name(database, kVillage);
    find_device(database, log::DeviceId{1});
    device_name_of_log(database, filled.id.log);
    receipt_of(database, filled.id);
    last_receipt_number(database, "NC-A", 2026);
    DuplicateKey key;
    find_duplicate(database, key, 0);
    key.household = filled.id;
    find_duplicate(database, key, 0);
    find_level(database, 1, 1, 1);
    flags_of_row(database, pos);
    queue_row(database, pos);
    saved_filters(database, "x");
    find_draft(database, "x");
    find_account(database, "x");
    find_enrol_code(database, "x");
    find_contact(database, log::DeviceId{1});
    audit_lines(database, 0, 50);
    audit_lines(database, 9, 50);
  });
  INFO(found);
  CHECK(found.empty());
}

TEST_CASE("writing, sending and receiving read no whole table", "[store][plans]") {
  Filled filled;
  Database& database = filled.hub.database();
  const std::string found = full_scans(database, [&] {
    filled.hub.write(change_of(filled.id, amount_of(5)));
    filled.hub.write(review_of(filled.hub, filled.id, VERDICT_ACCEPTED));
    Household delta;
    delta.set_head("Cà Thị Mai");
    filled.hub.write(change_of({filled.id.log, 2}, delta));
    filled.village.write(contribution(kVillage, "Lò Văn Đức", 1));
    copy_logs(filled.village, filled.hub);
    filled.hub.store().tail(filled.id.log, 1, 1000);
    filled.hub.store().hash_at(filled.id.log, 2);
    filled.hub.store().note_peer_head(filled.id.log, 2);
    filled.hub.store().has_unapplied();
  });
  INFO(found);
  CHECK(found.empty());
}

TEST_CASE("the PAPI mirror reads no large table as a whole", "[store][plans]") {
  Filled filled;
  Database& database = filled.hub.database();
  const std::string found = full_scans(database, [&] {
    const std::int64_t book = find_book(database, kVillage);
    counted_contributions(database);
    counted_receipts(database);
    counted_households(database, book);
    counted_income(database);
    counted_meetings(database, book);
    counted_petitions(database, book);
    counted_notices(database, book);
    counted_reports(database, book);
    counted_days(database, book);
    counted_slips(database, 1);
    counted_campaigns(database);
    counted_tasks(database);
  });
  INFO(found);
  CHECK(found.empty());
}

TEST_CASE("this check sees a scan where there is one", "[store][plans]") {
  Filled filled;
  Database& database = filled.hub.database();
  const auto scans = [&](const char* sql) {
    return full_scans(database, [&] { database.query_composed(sql).run(); });
  };
  CHECK(
      scans("SELECT r.pos FROM contribution r WHERE r.donor_name > ''").starts_with("SCAN r in "));
  CHECK_FALSE(scans("SELECT COUNT(*) FROM record WHERE author = ''").empty());
  CHECK_FALSE(scans("SELECT c.bytes FROM log l JOIN change c ON c.bytes = l.head_hash").empty());
  CHECK(scans("SELECT village FROM book WHERE village > ''").empty());
}

}  // namespace
}  // namespace soban::store
