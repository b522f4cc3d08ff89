// What the office is shown first: the flags of a contribution as books::record_json tells them, and as the queue counts and
// orders them by contribution.doubts, which are kept while records are written.
#include <catch2/catch.hpp>

#include "core/books/receipts.h"
#include "core/books/reviews.h"
#include "core/store/doubts.h"
#include "core/store/queries.h"
#include "tests/support/books.h"
#include "tests/support/dump.h"
#include "tests/support/expect.h"
#include "tests/support/office.h"
#include "tests/support/random.h"

namespace soban::test {
namespace {

using books::Json;
using store::Status;
using Flags = std::vector<std::string>;

Flags flags(Books& books, const log::Position& record) {
  return books.json(books.hub, record)["flags"].get<Flags>();
}

std::int64_t stored_doubts(Books& books, const log::Position& record) {
  store::Query query = books.hub.database().query("SELECT doubts FROM contribution WHERE pos = ?");
  query.bind(1, books.hub.record(record).pos);
  return query.step() ? query.int64(0) : -1;
}

// What the stored doubts have to be, by what the record's JSON says.
std::int64_t doubts_by_json(Books& books, const log::Position& record) {
  const Status status = books.hub.record(record).status;
  if (std::find(store::kToReview.begin(), store::kToReview.end(), status) == store::kToReview.end())
    return 0;
  std::int64_t doubts = 0;
  if (status == Status::kConflict) doubts = store::kInConflict;
  if (status == Status::kVoidOpen) doubts = store::kCancelled;
  const Flags told = flags(books, record);
  for (const store::DoubtName& name : store::kFlagNames) {
    if (std::find(told.begin(), told.end(), name.code) != told.end()) doubts |= name.doubt;
  }
  return doubts;
}

Json with(Json fields, const Json& others) {
  fields.update(others);
  return fields;
}

log::Position add(Books& books, const Json& others = Json::object()) {
  return expect(books.add(books.hub, "contribution", with(books.cash(), others)));
}

void accept(Books& books, const log::Position& record) {
  expect(books.run(books.hub, [&](store::Store& store) {
    return books::review_record(store, log::RecordId{record}, std::nullopt, VERDICT_ACCEPTED, "",
                                kClerk);
  }));
}

// Ids in the order of the queue.
std::vector<std::string> queue(Books& books, std::int64_t doubts = 0, std::int64_t limit = 50) {
  store::ListFilter filter;
  filter.kind = log::kind_of<Contribution>();
  filter.statuses.assign(store::kToReview.begin(), store::kToReview.end());
  filter.oldest_first = filter.doubtful_first = true;
  filter.doubts = doubts;
  filter.limit = limit;
  std::vector<std::string> ids;
  do {
    const store::ListPage page = store::list_records(books.hub.database(), filter);
    for (const std::int64_t pos : page.records)
      ids.push_back(log::to_string(store::read_record(books.hub.database(), pos)->id));
    filter.cursor = page.next;
  } while (!filter.cursor.empty());
  return ids;
}

std::vector<log::Position> households(Books& books, int count) {
  std::vector<log::Position> all;
  for (int i = 0; i < count; ++i)
    all.push_back(books.hub.write(household("NC", "3" + std::to_string(i), "Lò Văn Hộ")));
  return all;
}

}  // namespace

TEST_CASE("a large sum in whole millions is marked at the office", "[books][flags]") {
  Books books;
  CHECK(flags(books, add(books, {{"amount", 5'000'000}})) == Flags{"round_sum"});
  CHECK(flags(books, add(books, {{"amount", 5'000'000}, {"form", "FORM_TRANSFER"}})) ==
        Flags{"round_sum"});
  CHECK(flags(books, add(books, {{"amount", 4'000'000}})).empty());
  CHECK(flags(books, add(books, {{"amount", 5'500'000}})).empty());
}

TEST_CASE("what is written down more than thirty days after is marked at the office",
          "[books][flags]") {
  Books books;  // today is 25 November
  CHECK(flags(books, add(books, {{"date", "2026-10-25"}})) == Flags{"late_entry"});
  CHECK(flags(books, add(books, {{"date", "2026-10-26"}})).empty());
}

TEST_CASE("a gift that is cancelled after its receipt was printed is marked at the office",
          "[books][flags]") {
  Books books;
  const auto with_receipt = expect(books.add(books.laptop, "contribution", books.cash()));
  const auto without =
      expect(books.add(books.laptop, "contribution", with(books.cash(), {{"amount", 70'000}})));
  {
    store::Transaction transaction(books.laptop.database());
    expect(books::issue_receipt(books.laptop.store(), log::RecordId{with_receipt}, kVillageHead));
    transaction.commit();
  }
  books.meet();
  CHECK(flags(books, with_receipt).empty());
  expect(books.cancel(books.laptop, without));
  expect(books.cancel(books.hub, with_receipt));
  books.meet();
  CHECK(flags(books, with_receipt) == Flags{"void_after_receipt"});
  CHECK(flags(books, without).empty());
  CHECK(stored_doubts(books, with_receipt) == (store::kVoidAfterReceipt | store::kCancelled));
  CHECK(stored_doubts(books, without) == store::kCancelled);
  accept(books, with_receipt);
  CHECK(stored_doubts(books, with_receipt) == 0);
  CHECK(flags(books, with_receipt) == Flags{"void_after_receipt"});  // the record goes on saying it
}

TEST_CASE("a level that shows in what the households gave is marked, and unmarked when it goes",
          "[books][flags]") {
  Books books;
  const auto all = households(books, 11);
  std::vector<log::Position> gifts;
  const auto give = [&](std::size_t from, std::size_t to, int amount) {
    for (std::size_t i = from; i < to; ++i)
      gifts.push_back(add(books, {{"household", log::to_string(all[i])}, {"amount", amount}}));
  };
  give(0, 7, 200'000);
  CHECK(flags(books, gifts[0]).empty());
  give(7, 8, 200'000);
  for (const log::Position& gift : gifts) CHECK(flags(books, gift) == Flags{"hidden_level"});
  for (const log::Position& gift : gifts) CHECK(stored_doubts(books, gift) == store::kHiddenLevel);
  give(8, 9, 50'000);
  CHECK(flags(books, gifts[8]).empty());  // gave something else
  CHECK(flags(books, gifts[0]) == Flags{"hidden_level"});
  for (int i = 0; i < 12; ++i)
    books.hub.write(household("NC", "5" + std::to_string(i), "Cà Văn Hộ"));
  CHECK(flags(books, gifts[0]).empty());  // fewer than half of the village
  CHECK(stored_doubts(books, gifts[0]) == 0);
}

TEST_CASE("both of two that are alike are marked until one is cancelled or corrected",
          "[books][flags]") {
  Books books;
  for (const Json& donor : {Json{{"household", log::to_string(books.household)}},
                            Json{{"household", nullptr}, {"donorName", "Công ty Hòa Bình"}}}) {
    for (const bool cancels : {false, true}) {
      Json fields = books.cash();
      fields.update(donor);
      fields["amount"] = cancels ? 30'000 : 40'000;
      if (fields["household"].is_null()) fields.erase("household");
      const auto first = expect(books.add(books.hub, "contribution", fields));
      CHECK(stored_doubts(books, first) == 0);
      const auto second = expect(books.add(books.hub, "contribution", fields));
      CHECK(stored_doubts(books, first) == store::kPossibleDuplicate);
      CHECK(stored_doubts(books, second) == store::kPossibleDuplicate);
      CHECK(flags(books, first) == Flags{"possible_duplicate"});
      if (cancels) {
        expect(books.cancel(books.hub, second));
      } else {
        expect(books.amend(books.hub, second, {{"amount", 45'000}}));
      }
      CHECK(stored_doubts(books, first) == 0);
      CHECK(stored_doubts(books, second) == (cancels ? std::int64_t{store::kCancelled} : 0));
      CHECK(flags(books, second).empty());
    }
  }
}

TEST_CASE("when a campaign is closed or its days change, its gifts are looked at again",
          "[books][flags]") {
  Books books;
  const auto gift = add(books);
  const auto accepted = add(books, {{"amount", 20'000}});
  accept(books, accepted);
  expect(books.amend(books.hub, books.campaign, {{"toDate", "2026-11-20"}}));
  CHECK(stored_doubts(books, gift) == store::kCampaignNotOpen);
  CHECK(stored_doubts(books, accepted) == 0);
  expect(books.amend(books.hub, books.campaign, {{"toDate", "2026-11-30"}}));
  CHECK(stored_doubts(books, gift) == 0);
  expect(books.amend(books.hub, books.campaign, {{"state", "CAMPAIGN_STATE_CLOSED"}}));
  CHECK(flags(books, gift) == Flags{"campaign_not_open"});
  CHECK(stored_doubts(books, gift) == store::kCampaignNotOpen);
}

TEST_CASE("the queue shows what has something to look at first, the oldest first",
          "[books][flags]") {
  Books books;
  const auto plain = add(books, {{"amount", 10'000}});
  const auto round = add(books, {{"amount", 6'000'000}});
  const auto later = add(books, {{"amount", 20'000}});
  const auto cancelled = add(books, {{"amount", 30'000}});
  const auto late = add(books, {{"date", "2026-03-01"}});
  expect(books.cancel(books.hub, cancelled));
  const auto text = [](const log::Position& at) { return log::to_string(at); };
  const std::vector<std::string> expected{text(round), text(cancelled), text(late), text(plain),
                                          text(later)};
  for (const std::int64_t limit : {1, 2, 3, 50}) CHECK(queue(books, 0, limit) == expected);
  CHECK(queue(books, store::kFlags) == std::vector{text(round), text(late)});
  CHECK(queue(books, store::kLateEntry) == std::vector{text(late)});
  CHECK(queue(books, store::kCancelled) == std::vector{text(cancelled)});
}

TEST_CASE("a laptop keeps no doubts and tells only what its head can answer", "[books][flags]") {
  Books books;
  const auto gift =
      expect(books.add(books.laptop, "contribution",
                       with(books.cash(), {{"amount", 7'000'000}, {"voluntary", false}})));
  CHECK(books.json(books.laptop, gift)["flags"] == Json::array({"not_voluntary"}));
  CHECK(books.laptop.number("SELECT doubts FROM contribution") == 0);
  books.meet();
  CHECK(flags(books, gift) == Flags{"not_voluntary", "round_sum"});
}

// Whatever is done in whatever order: the queue's marks are those that the records tell, its counts are those of its rows, and
// all is the same when it is made anew from the logs.
TEST_CASE("the queue's marks are those that the records tell", "[books][flags]") {
  const auto seed = GENERATE(1U, 2U, 3U, 4U);
  CAPTURE(seed);
  Random random(seed);
  Books books;
  auto donors = households(books, 9);
  donors.push_back(books.household);
  const auto second = expect(books.add(books.hub, "campaign",
                                       {{"title", "Nhà văn hóa"},
                                        {"fromDate", "2026-11-01"},
                                        {"toDate", "2026-11-30"},
                                        {"state", "CAMPAIGN_STATE_OPEN"}}));
  books.meet();
  const std::vector<log::Position> campaigns{books.campaign, second};
  const std::vector<std::string> dates{"2026-11-24", "2026-11-24", "2026-11-02", "2026-09-01"};
  const std::vector<int> amounts{200'000, 200'000, 200'000, 50'000, 8'000'000};
  std::vector<log::Position> gifts;
  const auto some_fields = [&] {
    Json fields = with(books.cash(), {{"campaign", log::to_string(random.pick(campaigns))},
                                      {"date", random.pick(dates)},
                                      {"amount", random.pick(amounts)},
                                      {"voluntary", random.chance(90)}});
    fields["household"] = log::to_string(random.pick(donors));
    if (random.chance(25)) {
      fields.erase("household");
      fields["donorName"] = random.chance(50) ? "Công ty A" : "Ông B";
    }
    return fields;
  };
  const auto step = [&] {
    Device& device = random.chance(50) ? books.hub : books.laptop;
    const std::size_t what = random.below(100);
    if (gifts.empty() || what < 45) {
      const auto added = books.add(device, "contribution", some_fields());
      if (added) gifts.push_back(*added);
    } else if (what < 60) {
      const auto gift = random.pick(gifts);
      const char* field = random.chance(50) ? "amount" : "date";
      const Json value = *field == 'a' ? Json(random.pick(amounts)) : Json(random.pick(dates));
      if (device.has_record(gift)) static_cast<void>(books.amend(device, gift, {{field, value}}));
    } else if (what < 68) {
      const auto gift = random.pick(gifts);
      if (device.has_record(gift)) static_cast<void>(books.cancel(device, gift));
    } else if (what < 76) {
      const auto gift = random.pick(gifts);
      if (!books.laptop.has_record(gift)) return;
      store::Transaction transaction(books.laptop.database());
      if (books::issue_receipt(books.laptop.store(), log::RecordId{gift}, kVillageHead))
        transaction.commit();
    } else if (what < 84) {
      const auto gift = random.pick(gifts);
      if (books.hub.has_record(gift) && books.hub.record(gift).status != Status::kConflict)
        static_cast<void>(books.run(books.hub, [&](store::Store& store) {
          return books::review_record(store, log::RecordId{gift}, std::nullopt,
                                      random.chance(70) ? VERDICT_ACCEPTED : VERDICT_RETURNED,
                                      "xem lại", kClerk);
        }));
    } else if (what < 88) {
      static_cast<void>(books.amend(books.hub, random.pick(campaigns),
                                    {{"toDate", random.chance(50) ? "2026-11-10" : "2026-12-01"}}));
    } else {
      books.meet();
    }
  };
  for (int round = 0; round < 8; ++round) {
    for (int i = 0; i < 25; ++i) step();
    books.meet();
    for (const log::Position& gift : gifts) {
      CAPTURE(log::to_string(gift), books.json(books.hub, gift).dump());
      CHECK(stored_doubts(books, gift) == doubts_by_json(books, gift));
    }
    std::int64_t counted = 0;
    for (const store::QueueCell& cell : store::queue_cells(books.hub.database(), ""))
      if ((cell.doubts & store::kFlags) != 0) counted += cell.count;
    CHECK(counted == std::ssize(queue(books, store::kFlags)));
  }
  CHECK(books.hub.number("SELECT COUNT(*) FROM contribution WHERE doubts <> 0") > 0);
  const auto before = dump_derived(books.hub);
  books.hub.store().rebuild();
  CHECK(dump_derived(books.hub) == before);
}

}  // namespace soban::test
