#include "core/books/burden.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <sstream>
#include <tuple>

#include "core/books/campaigns.h"
#include "core/books/words.h"
#include "core/store/burden.h"
#include "core/store/queries.h"
#include "core/text/text.h"

namespace soban::books {
namespace {

struct Asking {
  store::AskingCampaign row;
  Campaign campaign;
  std::vector<store::HouseholdKey> givers;
};

std::vector<Asking> read_campaigns(store::Database& database, const BurdenQuestion& question) {
  const auto village = question.village.empty() ? std::nullopt : std::optional(question.village);
  auto rows = store::asking_campaigns(database, question.from, question.to);
  auto givers = store::givers_of(database, rows, village);
  std::vector<Asking> campaigns;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const auto record = store::read_record(database, rows[i].pos);
    store::require_sound(record.has_value(), "a campaign has no record");
    campaigns.push_back({std::move(rows[i]), record_as<Campaign>(*record), std::move(givers[i])});
  }
  return campaigns;
}

Json campaigns_json(const std::vector<Asking>& campaigns) {
  Json list = Json::array();
  for (const Asking& asking : campaigns) {
    Json villages = Json::array();
    for (const std::string& code : asking.campaign.villages()) villages.push_back(code);
    list.push_back({{"id", log::to_string(asking.row.id)},
                    {"title", asking.row.title},
                    {"organiser", asking.campaign.organiser()},
                    {"villages", std::move(villages)},
                    {"from", asking.row.from_date},
                    {"to", asking.row.to_date},
                    {"households", asking.givers.size()}});
  }
  return list;
}

// How many households of each book gave to one campaign or more, and how many to several.
struct Givers {
  std::int64_t any = 0;
  std::int64_t several = 0;
};

std::map<std::int64_t, Givers> givers_by_book(const std::vector<Asking>& campaigns) {
  std::vector<store::HouseholdKey> all;
  for (const Asking& asking : campaigns)
    all.insert(all.end(), asking.givers.begin(), asking.givers.end());
  std::sort(all.begin(), all.end());
  std::map<std::int64_t, Givers> by_book;
  for (auto first = all.begin(); first != all.end();) {
    const auto last = std::upper_bound(first, all.end(), *first);
    Givers& givers = by_book[first->book];
    ++givers.any;
    if (last - first > 1) ++givers.several;
    first = last;
  }
  return by_book;
}

Json villages_json(store::Database& database, const std::vector<Asking>& campaigns,
                   const std::string& only) {
  auto givers = givers_by_book(campaigns);
  auto households =
      store::village_households(database, only.empty() ? std::nullopt : std::optional(only));
  Json list = Json::array();
  for (const store::VillageRow& village : store::villages(database)) {
    if (!only.empty() && village.code != only) continue;
    const auto asked = std::count_if(campaigns.begin(), campaigns.end(), [&](const Asking& it) {
      return store::asks_village(it.row, village.code);
    });
    const store::VillageHouseholds& own_book = households[village.code];
    const Givers own = givers[own_book.book];
    list.push_back({{"village", village.code},
                    {"name", village.name},
                    {"asked", asked},
                    {"households", own_book.households},
                    {"gave", own.any},
                    {"gaveSeveral", own.several}});
  }
  return list;
}

// Of every two campaigns that ask the same households for the same or at the same time, and got from the same ones.
Json overlaps_json(const std::vector<Asking>& campaigns) {
  Json list = Json::array();
  for (auto a = campaigns.begin(); a != campaigns.end(); ++a) {
    for (auto b = std::next(a); b != campaigns.end(); ++b) {
      std::vector<store::HouseholdKey> shared;
      std::set_intersection(a->givers.begin(), a->givers.end(), b->givers.begin(), b->givers.end(),
                            std::back_inserter(shared));
      const char* code = shared.empty() ? nullptr : overlap_of(a->campaign, b->campaign);
      if (code == nullptr) continue;
      list.push_back({{"code", code},
                      {"first", log::to_string(a->row.id)},
                      {"second", log::to_string(b->row.id)},
                      {"households", shared.size()}});
    }
  }
  return list;
}

// Of the latest year that is known.
Json poverty_json(store::Database& database, std::int64_t pos) {
  const auto record = store::read_record(database, pos);
  store::require_sound(record.has_value(), "a household has no record");
  const auto household = record_as<Household>(*record);
  const PovertyYear* latest = nullptr;
  for (const PovertyYear& year : household.poverty()) {
    if (latest == nullptr || year.year() >= latest->year()) latest = &year;
  }
  if (latest == nullptr || latest->poverty() == POVERTY_UNSPECIFIED) return nullptr;
  return Poverty_Name(latest->poverty());
}

Json item_json(store::Database& database, const std::string& village, const store::BurdenRow& row) {
  const std::string household = log::to_string(row.household);
  return {{"household", household},
          {"label", household_label(database, household)},
          {"village", village},
          {"asked", row.asked},
          {"gave", row.gave},
          {"records", row.records},
          {"money", std::to_string(row.money)},
          {"labourMilli", std::to_string(row.labour_milli)},
          {"value", std::to_string(row.value)},
          {"poverty", poverty_json(database, row.pos)}};
}

// Where a page ends: asked, money and pos of its last row.
std::string cursor_at(const store::BurdenRow& row) {
  return std::to_string(row.asked) + '.' + std::to_string(row.money) + '.' +
         std::to_string(row.pos);
}

std::optional<store::BurdenRow> parse_cursor(const std::string& cursor) {
  store::BurdenRow row;
  char first = 0;
  char second = 0;
  std::istringstream in(cursor);
  in >> row.asked >> first >> row.money >> second >> row.pos;
  const bool whole = in && in.peek() == std::istringstream::traits_type::eof();
  return whole && first == '.' && second == '.' ? std::optional(row) : std::nullopt;
}

Result<void> add_items(store::Database& database, const BurdenQuestion& question,
                       const std::vector<Asking>& campaigns, Json& json) {
  std::vector<store::AskingCampaign> rows;
  for (const Asking& asking : campaigns) rows.push_back(asking.row);
  const auto all = store::burdens(database, question.village, rows);
  auto next = all.begin();
  if (!question.cursor.empty()) {
    const auto last = parse_cursor(question.cursor);
    if (!last) return fail(ErrorKind::kInvalid, "bad_filter", "cursor is not valid here");
    next = std::upper_bound(all.begin(), all.end(), *last, store::is_asked_more);
  }
  std::string cursor;
  for (; next != all.end() && json["items"].size() < question.limit; ++next) {
    json["items"].push_back(item_json(database, question.village, *next));
    cursor = cursor_at(*next);
  }
  if (next != all.end()) json["next"] = cursor;
  return {};
}

}  // namespace

Result<Json> burden_json(store::Store& store, const BurdenQuestion& question) {
  store::Database& database = store.database();
  if (!text::is_date(question.from) || !text::is_date(question.to))
    return fail(ErrorKind::kInvalid, "bad_filter", "from and to must be days");
  if (!question.village.empty() && !store::has_village(database, question.village))
    return fail(ErrorKind::kInvalid, "bad_filter", "there is no such village");
  const auto campaigns = read_campaigns(database, question);
  Json json = {{"from", question.from},
               {"to", question.to},
               {"campaigns", campaigns_json(campaigns)},
               {"villages", villages_json(database, campaigns, question.village)},
               {"overlaps", overlaps_json(campaigns)},
               {"items", Json::array()},
               {"next", nullptr}};
  if (question.village.empty()) return json;
  if (auto added = add_items(database, question, campaigns, json); !added)
    return fail(std::move(added));
  return json;
}

}  // namespace soban::books
