// One record while both sides are connected: from saved on the laptop to acknowledged by the hub.
#include "tests/bench/bench.h"
#include "tests/bench/commune.h"
#include "tests/support/office.h"
#include "tests/support/wire.h"

namespace soban::bench {
namespace {

constexpr std::size_t kRecords = 600;
constexpr std::size_t kWarmUp = 50;

std::vector<double> live_ns(Laptop& laptop) {
  std::vector<double> times;
  for (std::size_t n = 0; n < kWarmUp + kRecords; ++n) {
    const auto took = static_cast<double>(laptop.record_live(n));
    if (n >= kWarmUp) times.push_back(took);
  }
  return times;
}

std::vector<double> floor_ns(const std::filesystem::path& directory, const Books& books) {
  std::vector<double> times;
  for (std::size_t n = 0; n < kRecords; n += kRecords / 3) {
    std::vector<Row> rows;
    for (std::size_t i = 0; i < kRecords / 3; ++i) {
      rows.push_back({"0123456789abcdef:" + std::to_string(n + i), contribution(books, n + i),
                      "Lò Văn Đức", 0});
    }
    times.push_back(floor_seconds(directory, rows, 1) * 1e9 / static_cast<double>(rows.size()));
  }
  return times;
}

// What the protocol itself says when there is nothing to say; TLS and WebSocket add theirs.
Lines reconnect_lines() {
  test::Office office;
  test::Device laptop(office.enrol("NC"));
  for (int i = 0; i < 50; ++i) laptop.write(test::contribution("NC", "Lò Văn Đức", 200'000));
  test::sync_up(office.commune, office.hub, laptop);
  test::Wire wire(office.commune, office.hub, laptop);
  wire.run();
  if (!wire.level()) throw std::runtime_error("a reconnect did not end level");
  const auto frames = static_cast<double>(wire.frames());
  const auto bytes = static_cast<double>(wire.bytes());
  return {{"reconnect with nothing new, messages", frames, 0, "messages", frames, 3, false},
          {"the same, bytes", bytes, 0, "B", bytes, 599, false}};
}

}  // namespace

Lines measure_live() {
  std::vector<double> p50, p99, floors, ratio50, ratio99;
  for (int round = 0; round < kRounds; ++round) {
    Hub hub(1);
    Laptop laptop(hub, 0, hub.service().port());
    laptop.connect();
    laptop.wait_level();
    laptop.drain();
    const double floor = median(floor_ns(laptop.directory(), hub.books(0)));
    const auto times = live_ns(laptop);
    floors.push_back(floor / 1e6);
    p50.push_back(percentile(times, 0.5) / 1e6);
    p99.push_back(percentile(times, 0.99) / 1e6);
    ratio50.push_back(p50.back() / floors.back());
    ratio99.push_back(p99.back() / floors.back());
  }
  Lines lines = reconnect_lines();
  lines.push_back({"one live record, saved to acknowledged, p50 (floor: a bare commit)",
                   median(p50), median(floors), "ms", median(ratio50), 6, false});
  lines.push_back({"the same, p99", median(p99), median(floors), "ms", median(ratio99), 20, false});
  return lines;
}

}  // namespace soban::bench
