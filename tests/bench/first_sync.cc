// The first sync of what waited, from one laptop and from many.
#include "tests/bench/bench.h"
#include "tests/bench/commune.h"
#include "tests/bench/relay.h"

namespace soban::bench {
namespace {

constexpr std::size_t kRecords = 10'000;
constexpr std::size_t kLaptops = 20;
constexpr std::size_t kRowsPerCommit = 500;

struct OneLaptop {
  double seconds = 0;
  double floor_seconds = 0;
};

// Connects once before, so that households and campaigns are there and only the records are measured.
void get_ready(Laptop& laptop) {
  laptop.connect();
  laptop.wait_level();
  laptop.drain();
  laptop.disconnect();
}

OneLaptop one_laptop() {
  Hub hub(1);
  Laptop laptop(hub, 0, hub.service().port());
  get_ready(laptop);
  const auto rows = laptop.fill(kRecords);
  OneLaptop result;
  result.floor_seconds = floor_seconds(laptop.directory(), rows, kRowsPerCommit);
  result.seconds = seconds_of([&] {
    laptop.connect();
    laptop.wait_level();
  });
  if (hub.contributions() != kRecords) throw std::runtime_error("the hub has not got every record");
  return result;
}

double many_laptops() {
  Hub hub(kLaptops);
  std::vector<std::unique_ptr<Laptop>> laptops;
  for (std::size_t i = 0; i < kLaptops; ++i)
    laptops.push_back(std::make_unique<Laptop>(hub, i, hub.service().port()));
  // Once all are enrolled: each hears of the others.
  for (auto& laptop : laptops) get_ready(*laptop);
  for (auto& laptop : laptops) laptop->fill(kRecords / kLaptops);
  const double seconds = seconds_of([&] {
    for (auto& laptop : laptops) laptop->connect();
    for (auto& laptop : laptops) laptop->wait_level();
  });
  if (hub.contributions() != kRecords) throw std::runtime_error("the hub has not got every record");
  return seconds;
}

struct Bytes {
  double ours = 0;
  double csv = 0;
};

// Everything on the wire in both directions: TLS and WebSocket with their handshakes included.
Bytes bytes_on_the_wire() {
  Hub hub(1);
  Relay relay(hub.service().port());
  Laptop laptop(hub, 0, relay.port());
  get_ready(laptop);
  const auto rows = laptop.fill(kRecords);
  relay.reset();
  laptop.connect();
  laptop.wait_level();
  return {static_cast<double>(relay.bytes()), static_cast<double>(zstd_size(csv_of(rows), 3))};
}

}  // namespace

Lines measure_first_sync() {
  std::vector<double> speeds, floors, ratios, seconds, many;
  for (int round = 0; round < kRounds; ++round) {
    const OneLaptop one = one_laptop();
    seconds.push_back(one.seconds);
    speeds.push_back(kRecords / one.seconds);
    floors.push_back(kRecords / one.floor_seconds);
    ratios.push_back(speeds.back() / floors.back());
    many.push_back(many_laptops());
  }
  const Bytes bytes = bytes_on_the_wire();
  return {{"10,000 waiting records, one laptop, until acknowledged", median(speeds), median(floors),
           "records/s", median(ratios), 0.2, true},
          {"bytes on the wire, both directions (floor: zstd -3 of the CSV)", bytes.ours / kRecords,
           bytes.csv / kRecords, "B/record", bytes.ours / bytes.csv, 0.8, false},
          {"20 laptops × 500 at once (floor: one laptop × 10,000)", median(many), median(seconds),
           "s", median(many) / median(seconds), 1.5, false}};
}

}  // namespace soban::bench
