// Lists: filters, order, pages.
#include <catch2/catch.hpp>

#include "core/store/queries.h"
#include "tests/core/store/support.h"

namespace soban::store {
namespace {

using namespace test;
using test::Commune;
using test::Device;

ListFilter gifts() {
  ListFilter filter;
  filter.kind = log::kind_of<Contribution>();
  return filter;
}

ListFilter households_by_name() {
  ListFilter filter;
  filter.kind = log::kind_of<Household>();
  filter.by_name = true;
  return filter;
}

// All pages of `limit`, one after another.
std::vector<std::int64_t> all_pages(Device& device, ListFilter filter, std::int64_t limit) {
  std::vector<std::int64_t> all;
  filter.limit = limit;
  do {
    const ListPage page = list_records(device.database(), filter);
    CHECK(std::ssize(page.records) <= limit);
    all.insert(all.end(), page.records.begin(), page.records.end());
    filter.cursor = page.next;
  } while (!filter.cursor.empty());
  return all;
}

// The amounts of the contributions in the list, in its order.
std::vector<std::int64_t> amounts(Device& device, const ListFilter& filter) {
  std::vector<std::int64_t> found;
  for (const std::int64_t pos : list_records(device.database(), filter).records) {
    const auto record = read_record(device.database(), pos);
    found.push_back(device.message<Contribution>(record->id).amount());
  }
  return found;
}

using Amounts = std::vector<std::int64_t>;

TEST_CASE("a list has the newest first, or the oldest", "[store][lists]") {
  Office office;
  for (int i = 1; i <= 4; ++i) office.village.write(contribution(kVillage, "Lò Văn Đức", i));
  ListFilter filter = gifts();
  CHECK(amounts(office.village, filter) == Amounts{4, 3, 2, 1});
  filter.oldest_first = true;
  CHECK(amounts(office.village, filter) == Amounts{1, 2, 3, 4});
}

TEST_CASE("pages of any size show every record once", "[store][lists]") {
  Office office;
  for (int i = 1; i <= 7; ++i) office.village.write(contribution(kVillage, "Lò Văn Đức", i));
  for (const bool oldest_first : {false, true}) {
    ListFilter filter = gifts();
    filter.oldest_first = oldest_first;
    const auto whole = list_records(office.village.database(), filter);
    CHECK(whole.next.empty());
    CHECK(whole.records.size() == 7);
    for (const std::int64_t limit : {1, 2, 3, 6, 7, 8}) {
      CAPTURE(limit, oldest_first);
      CHECK(all_pages(office.village, filter, limit) == whole.records);
    }
  }
}

TEST_CASE("a record written meanwhile does not shift the pages that follow", "[store][lists]") {
  Office office;
  for (int i = 1; i <= 4; ++i) office.village.write(contribution(kVillage, "Lò Văn Đức", i));
  ListFilter filter = gifts();
  filter.limit = 2;
  filter.cursor = list_records(office.village.database(), filter).next;
  office.village.write(contribution(kVillage, "Lò Văn Đức", 5));
  CHECK(amounts(office.village, filter) == Amounts{2, 1});
}

TEST_CASE("households are in the order of their names, pages break between equal ones too",
          "[store][lists]") {
  Office office;
  const std::vector<std::string> heads = {"Lò Văn Đức",     "Cà Thị An", "Lò Văn Đức", "Lò Văn Đức",
                                          "Quàng Văn Dũng", "",          "Lò Văn Đức"};
  for (std::size_t i = 0; i < heads.size(); ++i) {
    office.hub.write(
        test::household(i % 2 == 0 ? kVillage : kOtherVillage, std::to_string(i), heads[i]));
  }
  const auto codes = [&](const std::vector<std::int64_t>& records) {
    std::string text;
    for (const std::int64_t pos : records) {
      text += office.hub.message<Household>(read_record(office.hub.database(), pos)->id).code();
    }
    return text;
  };
  const auto whole = list_records(office.hub.database(), households_by_name());
  CHECK(codes(whole.records) == "5140236");
  for (const std::int64_t limit : {1, 2, 3, 5}) {
    CAPTURE(limit);
    CHECK(all_pages(office.hub, households_by_name(), limit) == whole.records);
  }
  ListFilter of_village = households_by_name();
  of_village.village = kVillage;
  CHECK(codes(all_pages(office.hub, of_village, 2)) == "4026");
}

TEST_CASE("a cursor that is none gives a page, not a failure", "[store][lists]") {
  Office office;
  office.village.write(contribution(kVillage, "Lò Văn Đức", 1));
  office.village.write(test::household(kVillage, "1", "Lò Văn Đức"));
  for (const char* cursor : {"x", "-1", "9999999999999999999999", ".", "!!.1", "..", "'"}) {
    CAPTURE(cursor);
    for (ListFilter filter : {gifts(), households_by_name()}) {
      filter.cursor = cursor;
      CHECK(list_records(office.village.database(), filter).records.size() <= 1);
    }
  }
}

TEST_CASE("a cursor is sound in the order that gave it, and in no other", "[store][lists]") {
  Office office;
  for (int i = 1; i <= 2; ++i) {
    office.hub.write(contribution(kVillage, "Lò Văn Đức", i));
    office.hub.write(test::household(kVillage, std::to_string(i), "Lò Văn Đức"));
  }
  std::vector<ListFilter> orders = {gifts(), gifts(), households_by_name()};
  orders[1].oldest_first = orders[1].doubtful_first = true;
  for (std::size_t from = 0; from < orders.size(); ++from) {
    orders[from].limit = 1;
    const std::string cursor = list_records(office.hub.database(), orders[from]).next;
    REQUIRE_FALSE(cursor.empty());
    for (std::size_t to = 0; to < orders.size(); ++to) {
      ListFilter filter = orders[to];
      filter.cursor = cursor;
      CAPTURE(cursor, from, to);
      CHECK(has_sound_cursor(filter) == (from == to));
    }
  }
  for (const ListFilter& filter : orders) CHECK(has_sound_cursor(filter));
}

TEST_CASE("a list by name of what has no names is by age", "[store][lists]") {
  Office office;
  office.village.write(contribution(kVillage, "Lò Văn Đức", 1));
  ListFilter filter = gifts();
  filter.by_name = true;
  CHECK(list_records(office.village.database(), filter).records.size() == 1);
}

TEST_CASE("a list can be of one village, and of a village that nobody knows it is empty",
          "[store][lists]") {
  Office office;
  office.hub.write(contribution(kVillage, "Lò Văn Đức", 1));
  office.hub.write(contribution(kOtherVillage, "Lò Văn Đức", 2));
  ListFilter filter = gifts();
  filter.village = kOtherVillage;
  CHECK(amounts(office.hub, filter) == Amounts{2});
  filter.village = "nowhere";
  CHECK(amounts(office.hub, filter).empty());
}

TEST_CASE("a list can be of one campaign or one household", "[store][lists]") {
  Office office;
  const auto campaign = office.hub.write(creation_of("", campaign_of("Làm đường")));
  const auto house = office.hub.write(test::household(kVillage, "1", "Lò Văn Đức"));
  Contribution gift = amount_of(1);
  gift.set_campaign(log::to_string(campaign));
  office.hub.write(creation_of(kVillage, gift));
  gift = amount_of(2);
  gift.set_household(log::to_string(house));
  office.hub.write(creation_of(kVillage, gift));
  ListFilter filter = gifts();
  filter.campaign = campaign;
  CHECK(amounts(office.hub, filter) == Amounts{1});
  filter.household = house;
  CHECK(amounts(office.hub, filter).empty());
  filter.campaign.reset();
  CHECK(amounts(office.hub, filter) == Amounts{2});
}

TEST_CASE("a list can be of some statuses", "[store][lists]") {
  Office office;
  for (int i = 1; i <= 3; ++i) office.village.write(contribution(kVillage, "Lò Văn Đức", i));
  const log::LogId own = office.village.own_log(kVillage);
  copy_logs(office.village, office.hub);
  office.hub.write(review_of(office.hub, {own, 2}, VERDICT_ACCEPTED));
  office.hub.write(voiding({own, 3}, log::kind_of<Contribution>()));
  ListFilter filter = gifts();
  filter.statuses = {Status::kAccepted};
  CHECK(amounts(office.hub, filter) == Amounts{1});
  filter.statuses = {Status::kOpen, Status::kVoidOpen};
  CHECK(amounts(office.hub, filter) == Amounts{3, 2});
}

TEST_CASE("status and village filter kinds whose tables do not repeat them", "[store][lists]") {
  Office office;
  const auto first = office.hub.write(test::household(kVillage, "1", "Lò Văn Đức"));
  office.hub.write(test::household(kVillage, "2", "Cà Thị Mai"));
  office.hub.write(voiding(first, log::kind_of<Household>()));
  ListFilter filter;
  filter.kind = log::kind_of<Household>();
  filter.statuses = {Status::kVoided};
  CHECK(list_records(office.hub.database(), filter).records ==
        std::vector{office.hub.store().position_of(first)});
  office.hub.write(creation_of(kVillage, Review()));
  filter = {};
  filter.kind = log::kind_of<Review>();
  filter.village = kOtherVillage;
  CHECK(list_records(office.hub.database(), filter).records.empty());
  filter.village = kVillage;
  CHECK(list_records(office.hub.database(), filter).records.size() == 1);
}

TEST_CASE("reviews and receipts can be listed by what they are about", "[store][lists]") {
  Office office;
  const auto one = office.village.write(contribution(kVillage, "Lò Văn Đức", 1));
  const auto two = office.village.write(contribution(kVillage, "Lò Văn Đức", 2));
  Receipt receipt;
  receipt.set_contribution(log::to_string(one));
  const auto paper = office.village.write(creation_of(kVillage, receipt));
  copy_logs(office.village, office.hub);
  const auto review = office.hub.write(review_of(office.hub, two, VERDICT_ACCEPTED));
  const auto about = [&](std::uint32_t kind, const log::Position& target) {
    ListFilter filter;
    filter.kind = kind;
    filter.target = target;
    return list_records(office.hub.database(), filter).records;
  };
  using Found = std::vector<std::int64_t>;
  CHECK(about(log::kind_of<Receipt>(), one) == Found{office.hub.store().position_of(paper)});
  CHECK(about(log::kind_of<Receipt>(), two).empty());
  CHECK(about(log::kind_of<Review>(), two) == Found{office.hub.store().position_of(review)});
  CHECK(about(log::kind_of<Review>(), one).empty());
}

TEST_CASE("what was not sent yet can be listed and counted", "[store][lists]") {
  Office office;
  const auto sent = office.village.write(contribution(kVillage, "Lò Văn Đức", 1));
  office.village.write(contribution(kVillage, "Lò Văn Đức", 2));
  office.village.in_transaction([&](Store& store) { store.note_peer_head(sent.log, 3); });
  office.village.write(change_of(sent, amount_of(10)));
  office.village.write(change_of(sent, amount_of(11)));
  office.village.write(contribution(kVillage, "Lò Văn Đức", 3));
  office.village.write(test::household(kVillage, "1", "Lò Văn Đức"));
  ListFilter filter = gifts();
  filter.only_unsent = true;
  CHECK(amounts(office.village, filter) == Amounts{3, 11});
  CHECK(count_waiting_changes(office.village.database()) == 4);
  const auto waiting = [&](std::optional<Status> status = std::nullopt) {
    return count_waiting_records(office.village.database(), log::kind_of<Contribution>(), status);
  };
  CHECK(waiting() == 2);
  office.village.write(voiding(sent, log::kind_of<Contribution>()));
  CHECK(waiting() == 2);
  CHECK(waiting(Status::kOpen) == 1);
  CHECK(waiting(Status::kVoidOpen) == 1);
  CHECK_FALSE(is_sent(office.village.database(), office.village.record(sent)));
  CHECK(is_sent(office.village.database(), office.village.record({sent.log, 3})));
  office.village.in_transaction([&](Store& store) { store.note_peer_head(sent.log, 8); });
  CHECK(is_sent(office.village.database(), office.village.record(sent)));
  CHECK(count_waiting_changes(office.village.database()) == 0);
}

TEST_CASE("a log with nothing but its genesis does not count as waiting", "[store][lists]") {
  Office office;
  office.village.own_log(kVillage);
  CHECK(count_waiting_changes(office.village.database()) == 0);
}

TEST_CASE("a record's history is every change of it", "[store][lists]") {
  Office office;
  const auto id = office.village.write(contribution(kVillage, "Lò Văn Đức", 1));
  office.village.write(contribution(kVillage, "Cà Thị Mai", 2));
  const auto changed = office.village.write(change_of(id, amount_of(3)));
  const auto rows = changes_of(office.village.database(), office.village.store().position_of(id));
  REQUIRE(rows.size() == 2);
  CHECK(rows[0].at == id);
  CHECK(rows[1].at == changed);
  CHECK(rows[1].bytes == change_bytes(office.village.database(), changed));
  CHECK(kind_of_record(office.village.database(), id) == log::kind_of<Contribution>());
  CHECK(kind_of_record(office.village.database(), changed) == 0);
}

TEST_CASE("records are counted by status", "[store][lists]") {
  Office office;
  for (int i = 1; i <= 3; ++i) office.village.write(contribution(kVillage, "Lò Văn Đức", i));
  office.village.write(
      voiding({office.village.own_log(kVillage), 2}, log::kind_of<Contribution>()));
  const auto counts = count_by_status(office.village.database(), log::kind_of<Contribution>());
  REQUIRE(counts.size() == 2);
  CHECK(counts[0].status == Status::kOpen);
  CHECK(counts[0].count == 2);
  CHECK(counts[1].status == Status::kVoidOpen);
  CHECK(counts[1].count == 1);
}

// ---- Small questions

TEST_CASE("a household's code is taken while the household is not cancelled", "[store][lists]") {
  Office office;
  const auto house = office.hub.write(test::household(kVillage, "014", "Lò Văn Đức"));
  Database& database = office.hub.database();
  CHECK(household_code_taken(database, kVillage, "014", 0));
  CHECK_FALSE(
      household_code_taken(database, kVillage, "014", office.hub.store().position_of(house)));
  CHECK_FALSE(household_code_taken(database, kOtherVillage, "014", 0));
  CHECK(store::household(database, house)->head == "Lò Văn Đức");
  CHECK(store::household(database, house)->village == kVillage);
  office.hub.write(voiding(house, log::kind_of<Household>()));
  CHECK_FALSE(household_code_taken(database, kVillage, "014", 0));
}

TEST_CASE("campaigns and villages are found by what names them", "[store][lists]") {
  Office office;
  Campaign campaign = campaign_of("Làm đường");
  campaign.add_villages(kVillage);
  const auto id = office.hub.write(creation_of("", campaign));
  Village village;
  village.set_code(kVillage);
  village.set_name("bản Nong Cóc");
  office.hub.write(creation_of("", village));
  Database& database = office.hub.database();
  const auto row = store::campaign(database, id);
  REQUIRE(row.has_value());
  CHECK(row->title == "Làm đường");
  CHECK(row->state == CAMPAIGN_STATE_OPEN);
  CHECK(row->villages == kVillage + " ");
  CHECK_FALSE(store::campaign(database, {id.log, 99}).has_value());
  CHECK(has_village(database, kVillage));
  CHECK(village_name(database, kVillage) == "bản Nong Cóc");
  CHECK(village_name(database, kOtherVillage) == kOtherVillage);
  CHECK(villages(database).size() == 1);
}

TEST_CASE("the commune's own record is read", "[store][lists]") {
  Office office;
  CHECK(commune(office.hub.database()).name.empty());
  soban::Commune message;
  message.set_name("xã Pắc Ngà");
  message.set_demo(true);
  office.hub.write(creation_of("", message));
  CHECK(commune(office.hub.database()).name == "xã Pắc Ngà");
  CHECK(commune(office.hub.database()).demo);
}

TEST_CASE("devices are listed with their standing, and series run from A to Z and on",
          "[store][lists]") {
  Office office;
  CHECK(next_series(office.hub.database(), "NC") == "NC-A");
  soban::Device message;
  for (int i = 0; i < 26; ++i) {
    message.set_device_id(log::to_string(log::DeviceId{100U + static_cast<unsigned>(i)}));
    message.set_village_code("NC");
    office.hub.write(creation_of("", message));
  }
  CHECK(next_series(office.hub.database(), "NC") == "NC-A2");
  CHECK(devices(office.hub.database()).size() == 26);
  const auto row = find_device(office.hub.database(), log::DeviceId{100});
  REQUIRE(row.has_value());
  CHECK_FALSE(row->revoked);
  soban::Device revoked;
  revoked.set_revoked(true);
  revoked.set_revoked_reason("mất máy");
  office.hub.write(change_of(row->record, revoked));
  CHECK(find_device(office.hub.database(), log::DeviceId{100})->revoked);
  CHECK(find_device(office.hub.database(), log::DeviceId{100})->village == "NC");
  CHECK_FALSE(find_device(office.hub.database(), log::DeviceId{7}).has_value());
}

TEST_CASE("the device that writes a log is named", "[store][lists]") {
  Office office;
  const auto id = office.village.write(contribution(kVillage, "Lò Văn Đức", 1));
  copy_logs(office.village, office.hub);
  CHECK(device_name_of_log(office.hub.database(), id.log) == "Máy bản nong-coc");
  CHECK(device_name_of_log(office.hub.database(), log::LogId{1}).empty());
}

}  // namespace
}  // namespace soban::store
