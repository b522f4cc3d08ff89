// Sums over contributions, against a straightforward model of them.
#include <catch2/catch.hpp>
#include <map>
#include <set>
#include <tuple>

#include "core/store/queries.h"
#include "tests/core/store/support.h"
#include "tests/support/random.h"

namespace soban::store {
namespace {

using namespace test;
using test::Commune;
using test::Device;

constexpr std::uint64_t kSeed = 20261124;

// A hub with contributions of all forms, to several campaigns (or none), from several households (or none), in two villages;
// some cancelled, some reviewed.
class Books {
 public:
  explicit Books(std::uint64_t seed) : random_(seed) {
    for (int i = 0; i < 3; ++i) {
      campaigns_.push_back(hub().write(creation_of("", campaign_of("Đợt " + std::to_string(i)))));
    }
    for (const std::string& village : villages_) {
      for (int i = 0; i < 4; ++i) {
        households_.push_back(
            hub().write(test::household(village, std::to_string(i), "Lò Văn Đức")));
      }
    }
    for (int i = 0; i < 150; ++i) add_gift();
  }

  Device& hub() { return office_.hub; }
  const std::vector<log::Position>& campaigns() const { return campaigns_; }
  const std::vector<std::string>& villages() const { return villages_; }

 private:
  void add_gift() {
    Contribution gift;
    if (random_.chance(90)) gift.set_campaign(log::to_string(random_.pick(campaigns_)));
    if (random_.chance(80)) gift.set_household(log::to_string(random_.pick(households_)));
    gift.set_form(static_cast<Form>(1 + random_.below(5)));
    if (gift.form() <= FORM_TRANSFER) {
      gift.set_amount(static_cast<std::int64_t>(random_.below(500'000)));
    } else {
      gift.set_quantity_milli(static_cast<std::int64_t>(random_.below(9000)));
      gift.set_value(static_cast<std::int64_t>(random_.below(900'000)));
    }
    const auto id = hub().write(creation_of(random_.pick(villages_), gift));
    if (random_.chance(20)) {
      hub().write(review_of(hub(), id, random_.chance(50) ? VERDICT_ACCEPTED : VERDICT_RETURNED));
    }
    if (random_.chance(20)) correct(id);
    if (random_.chance(15)) hub().write(voiding(id, log::kind_of<Contribution>()));
  }

  void correct(const log::Position& id) {
    Contribution corrected;
    corrected.set_campaign(log::to_string(random_.pick(campaigns_)));
    corrected.set_amount(static_cast<std::int64_t>(random_.below(500'000)));
    corrected.set_form(FORM_CASH);
    hub().write(change_of(id, corrected));
  }

  Random random_;
  Office office_;
  const std::vector<std::string> villages_ = {kVillage, kOtherVillage};
  std::vector<log::Position> campaigns_;
  std::vector<log::Position> households_;
};

// campaign and village → records, donors, money, labour, land, value, open, accepted, returned
using Cell = std::array<std::int64_t, 9>;
using Cells = std::map<std::pair<std::string, std::string>, Cell>;

struct ModelCell {
  Cell sums{};
  std::set<std::string> donors;
};

void add_to(ModelCell& cell, const StoredRecord& record, const Contribution& gift) {
  const bool open = record.status == Status::kOpen || record.status == Status::kVoidOpen ||
                    record.status == Status::kConflict;
  cell.sums[6] += open ? 1 : 0;
  cell.sums[7] += record.status == Status::kAccepted ? 1 : 0;
  cell.sums[8] += record.status == Status::kReturned ? 1 : 0;
  if (record.merged.voided_by) return;
  cell.sums[0] += 1;
  if (gift.has_household()) cell.donors.insert(gift.household());
  if (gift.form() <= FORM_TRANSFER) cell.sums[2] += gift.amount();
  if (gift.form() == FORM_LABOUR) cell.sums[3] += gift.quantity_milli();
  if (gift.form() == FORM_LAND) cell.sums[4] += gift.quantity_milli();
  cell.sums[5] += gift.value();
}

// By reading every contribution.
Cells model(Device& hub, const std::optional<log::Position>& campaign,
            const std::optional<std::string>& village) {
  std::map<std::pair<std::string, std::string>, ModelCell> cells;
  ListFilter filter;
  filter.kind = log::kind_of<Contribution>();
  filter.limit = 1000;
  for (const std::int64_t pos : list_records(hub.database(), filter).records) {
    const auto record = read_record(hub.database(), pos);
    const auto gift = hub.message<Contribution>(record->id);
    const std::string book = village_of_book(hub.database(), record->book);
    if (campaign && gift.campaign() != log::to_string(*campaign)) continue;
    if (village && book != *village) continue;
    add_to(cells[{gift.campaign(), book}], *record, gift);
  }
  Cells result;
  for (auto& [key, cell] : cells) {
    cell.sums[1] = std::ssize(cell.donors);
    result[key] = cell.sums;
  }
  return result;
}

Cells computed(Device& hub, const std::optional<log::Position>& campaign,
               const std::optional<std::string>& village) {
  Cells cells;
  for (const TotalsRow& row : totals(hub.database(), campaign, village)) {
    const std::string key = row.campaign ? log::to_string(*row.campaign) : "";
    CHECK(cells.count({key, row.village}) == 0);
    cells[{key, row.village}] = {row.records,      row.donors,     row.money,
                                 row.labour_milli, row.land_milli, row.value,
                                 row.open,         row.accepted,   row.returned};
  }
  return cells;
}

TEST_CASE("totals are what adding up every contribution gives", "[store][totals]") {
  CAPTURE(kSeed);
  Books books(kSeed);
  std::vector<std::optional<log::Position>> campaigns = {std::nullopt};
  campaigns.insert(campaigns.end(), books.campaigns().begin(), books.campaigns().end());
  std::vector<std::optional<std::string>> villages = {std::nullopt, "nowhere"};
  villages.insert(villages.end(), books.villages().begin(), books.villages().end());
  for (const auto& campaign : campaigns) {
    for (const auto& village : villages) {
      CAPTURE(campaign.has_value(), village.value_or("all"));
      CHECK(computed(books.hub(), campaign, village) == model(books.hub(), campaign, village));
    }
  }
  CHECK(computed(books.hub(), {}, {}).size() > 6);
}

TEST_CASE("what waits for the office is counted by village and campaign", "[store][totals]") {
  CAPTURE(kSeed);
  Books books(kSeed);
  Cells all = model(books.hub(), {}, {});
  std::map<std::pair<std::string, std::string>, std::int64_t> waiting;
  std::int64_t reviewed_before = 0;
  for (const QueueCell& cell : queue_cells(books.hub().database(), "")) {
    waiting[{cell.campaign ? log::to_string(*cell.campaign) : "", cell.village}] += cell.count;
    if (cell.reviewed) reviewed_before += cell.count;
  }
  for (const auto& [key, sums] : all) CHECK(waiting[key] == sums[6]);
  CHECK(reviewed_before > 0);
}

TEST_CASE("a queue can be of those that hold some words", "[store][totals]") {
  Office office;
  office.hub.write(contribution(kVillage, "Lò Văn Đức", 1));
  office.hub.write(contribution(kVillage, "Cà Thị Mai", 2));
  const auto cells = queue_cells(office.hub.database(), "duc");
  REQUIRE(cells.size() == 1);
  CHECK(cells[0].count == 1);
  CHECK(cells[0].village == kVillage);
  CHECK_FALSE(cells[0].campaign.has_value());
  CHECK(queue_cells(office.hub.database(), "nobody").empty());
}

TEST_CASE("a village's figures count its households and contributions", "[store][totals]") {
  CAPTURE(kSeed);
  Books books(kSeed);
  std::map<std::string, VillageFigures> expected;
  for (const auto& [key, sums] : model(books.hub(), {}, {})) {
    VillageFigures& figures = expected[key.second];
    figures.households = 4;
    figures.contributions += sums[0];
    figures.to_review += sums[6];
  }
  const auto rows = village_figures(books.hub().database());
  REQUIRE(rows.size() == 2);
  for (const VillageFigures& row : rows) {
    CAPTURE(row.village);
    CHECK(row.households == expected[row.village].households);
    CHECK(row.contributions == expected[row.village].contributions);
    CHECK(row.to_review == expected[row.village].to_review);
  }
}

// ---- The same gift twice

struct TwoGifts : Office {
  explicit TwoGifts(bool of_household) {
    campaign = hub.write(creation_of("", campaign_of("Làm đường")));
    house = hub.write(test::household(kVillage, "1", "Lò Văn Đức"));
    Contribution gift = contribution_of(of_household ? "" : "Lò Văn Đức", 200'000);
    gift.set_campaign(log::to_string(campaign));
    if (of_household) gift.set_household(log::to_string(house));
    id = hub.write(creation_of(kVillage, gift));
    key.campaign = campaign;
    if (of_household) key.household = house;
    key.donor_name = gift.donor_name();
    key.form = gift.form();
    key.date = gift.date();
    key.amount = gift.amount();
  }
  std::int64_t pos() { return hub.store().position_of(id); }
  log::Position campaign, house, id;
  DuplicateKey key;
};

TEST_CASE("a contribution that says the same as another is found", "[store][totals]") {
  for (const bool of_household : {false, true}) {
    CAPTURE(of_household);
    TwoGifts gifts(of_household);
    Database& database = gifts.hub.database();
    CHECK(find_duplicate(database, gifts.key, 0) == gifts.pos());
    CHECK(find_duplicate(database, gifts.key, gifts.pos()) == 0);
    for (const auto& change : std::vector<std::function<void(DuplicateKey&)>>{
             [](DuplicateKey& key) { key.date = "2026-11-25"; },
             [](DuplicateKey& key) { key.amount += 1; },
             [](DuplicateKey& key) { key.quantity += 1; },
             [](DuplicateKey& key) { key.form = FORM_TRANSFER; },
             [&](DuplicateKey& key) { key.campaign = gifts.id; }}) {
      DuplicateKey other = gifts.key;
      change(other);
      CHECK(find_duplicate(database, other, 0) == 0);
    }
    gifts.hub.write(voiding(gifts.id, log::kind_of<Contribution>()));
    CHECK(find_duplicate(database, gifts.key, 0) == 0);
  }
}

}  // namespace
}  // namespace soban::store
