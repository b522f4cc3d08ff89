// Single records through the agent's core, each durable by itself.
#include "agent/service.h"
#include "core/books/write.h"
#include "tests/bench/bench.h"
#include "tests/bench/commune.h"
#include "tests/support/expect.h"

namespace soban::bench {
namespace {

constexpr std::size_t kRecords = 3000;
constexpr std::size_t kWarmUp = 300;

books::NewRecord new_record(const Books& books, std::uint64_t n) {
  return {log::kind_of<Contribution>(), "V0", books::fields_json(contribution(books, n)), false};
}

// As `soban-agent add` does it: rules, log, merging, projection and search, then the commit.
double record_all(store::Store& store, const std::vector<books::NewRecord>& records) {
  return seconds_of([&] {
    for (const books::NewRecord& record : records) {
      store::Transaction transaction(store.database());
      test::expect(books::add_record(store, record, {kRecorder, false}));
      transaction.commit();
    }
  });
}

}  // namespace

Lines measure_recording() {
  Hub hub(1);
  std::vector<double> ours;
  std::vector<double> floors;
  std::vector<double> ratios;
  for (int round = 0; round < kRounds; ++round) {
    Laptop laptop(hub, 0, hub.service().port());
    laptop.connect();
    laptop.wait_level();
    laptop.drain();
    log::SystemClock clock;
    auto store = test::expect(store::open_store(
        laptop.directory(), store::Database::Mode::kReadWrite, agent::store_options(clock)));
    std::vector<books::NewRecord> warm_up;
    std::vector<books::NewRecord> records;
    std::vector<Row> rows;
    for (std::size_t n = 0; n < kRecords; ++n) {
      records.push_back(new_record(hub.books(0), n));
      rows.push_back({"0123456789abcdef:" + std::to_string(n), contribution(hub.books(0), n),
                      "Lò Văn Đức", clock.now_ms()});
    }
    for (std::size_t n = 0; n < kWarmUp; ++n)
      warm_up.push_back(new_record(hub.books(0), kRecords + n));
    record_all(*store, warm_up);
    floors.push_back(kRecords / floor_seconds(laptop.directory(), rows, 1));
    ours.push_back(kRecords / record_all(*store, records));
    ratios.push_back(ours.back() / floors.back());
  }
  return {{"one durable record, rules, projections and search included", median(ours),
           median(floors), "records/s", median(ratios), 0.5, true}};
}

}  // namespace soban::bench
