// Reports, indicators and what the public reads over 1,000,000 contributions: sums that were kept, nothing scanned.
#include "core/books/write.h"
#include "core/store/queries.h"
#include "hub/accounts.h"
#include "tests/bench/bench.h"
#include "tests/bench/commune.h"
#include "tests/bench/process.h"
#include "tests/support/expect.h"

namespace soban::bench {
namespace {

using test::expect;

constexpr std::size_t kVillages = 20;
constexpr std::size_t kRecords = 1'000'000;
constexpr const char* kPassword = "mat-khau-de-do";
constexpr double kReportMsMax = 1000;
constexpr double kResidentMbMax = 100;

// As in life: written in the villages, and sent.
void fill(Hub& hub) {
  expect(hub.service().writer().run(
      [](store::Store& store) { return hub::add_account(store, "do", "clerk", kPassword); }));
  for (std::size_t village = 0; village < kVillages; ++village) {
    Laptop laptop(hub, village, hub.service().port());
    laptop.fill(kRecords / kVillages);
    laptop.connect();
    laptop.wait_level();
  }
  hub.service().writer().drain();
}

Line at_most(std::string what, double value, std::string unit, double target) {
  return {std::move(what), value, 0, std::move(unit), value, target, false};
}

}  // namespace

Lines measure_million() {
  Hub hub(kVillages);
  fill(hub);
  hub.service().stop();
  Process process({std::string(SOBAN_BUILD_DIR) + "/soban-hub", "serve", "--data",
                   hub.directory().string(), "--listen", "127.0.0.1:0", "--log-level", "warning"});
  Client client(process.port(), true);
  const books::Json credentials = {{"name", "do"}, {"password", kPassword}};
  const Answer login = client.ask("POST", "/api/v1/login", "", credentials.dump());
  const std::size_t at = login.head.find("soban_session=");
  const std::string cookie =
      "Cookie: " + login.head.substr(at, login.head.find(';', at) - at) + "\r\n";
  const std::vector<std::pair<const char*, std::string>> cases = {
      {"the commune's year report", "/api/v1/office-report?period=PERIOD_YEAR&year=2026"},
      {"PAPI indicators", "/api/v1/indicators?year=2026"},
      {"totals per campaign and village", "/api/v1/totals"},
      {"villages", "/api/v1/villages"},
      {"burden, villages", "/api/v1/burden?from=2026-01-01&to=2026-12-31"},
      {"burden, households of one", "/api/v1/burden?from=2026-01-01&to=2026-12-31&village=V3"},
      {"status with counts", "/api/v1/status"},
  };
  Lines lines;
  for (const auto& [what, target] : cases) {
    std::vector<double> times;
    int status = 0;
    client.ask("GET", target, cookie);  // warm
    for (int round = 0; round < 5; ++round) {
      times.push_back(seconds_of([&] { status = client.ask("GET", target, cookie).status; }) *
                      1000);
    }
    if (status != 200) throw std::runtime_error(target + " answered " + std::to_string(status));
    lines.push_back(at_most(std::string("hub API, 1,000,000 records: ") + what, median(times), "ms",
                            kReportMsMax));
  }
  lines.push_back(at_most("hub, resident with 1,000,000 records, after all of the above",
                          process.resident_mb(), "MB", kResidentMbMax));
  return lines;
}

}  // namespace soban::bench
