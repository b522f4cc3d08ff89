// Memory, start-up and the answer times of lists, with the real programs.
#include "agent/service.h"
#include "core/books/write.h"
#include "core/store/queries.h"
#include "tests/bench/bench.h"
#include "tests/bench/commune.h"
#include "tests/bench/process.h"
#include "tests/support/expect.h"

namespace soban::bench {
namespace {

using test::expect;

constexpr std::size_t kVillages = 20;
constexpr std::size_t kHubRecords = 100'000;
constexpr std::size_t kAgentRecords = 10'000;

std::string program(const char* name) { return std::string(SOBAN_BUILD_DIR) + '/' + name; }

double median_ms(const std::function<void()>& body) {
  std::vector<double> times;
  for (int i = 0; i < 7; ++i) times.push_back(seconds_of(body) * 1000);
  return median(times);
}

Line absolute(std::string what, double value, std::string unit, double target) {
  return {std::move(what), value, 0, std::move(unit), value, target, false};
}

// The register of all contributions as an Excel file.
Lines export_lines(Client& client, const std::string& cookie, Process& process) {
  std::vector<double> times;
  for (int round = 0; round < kRounds; ++round) {
    times.push_back(seconds_of([&] {
      const Answer file = client.ask("GET", "/api/v1/registers/contributions?format=xlsx", cookie);
      if (file.status != 200) throw std::runtime_error("the register answered " + file.body);
    }));
  }
  return {absolute("XLSX of 100,000 rows, from the click to the whole file", median(times), "s", 5),
          absolute("hub, resident at most while that file was made", process.peak_mb(), "MB", 100)};
}

Lines hub_lines(Hub& hub) {
  Lines lines;
  const std::string campaign = hub.books(0).campaigns[3];
  const std::string household = hub.books(7).households[42];
  hub.service().stop();
  Process process({program("soban-hub"), "serve", "--data", hub.directory().string(), "--listen",
                   "127.0.0.1:0", "--log-level", "warning"});
  Client client(process.port(), true);
  const std::string cookie = log_in(client);
  struct Case {
    const char* what;
    std::string target;
  };
  const Case cases[] = {
      {"list of contributions, newest", "/api/v1/contribution"},
      {"list of one campaign", "/api/v1/contribution?campaign=" + campaign},
      {"list of one village", "/api/v1/contribution?village=V7"},
      {"list by status that nothing has", "/api/v1/contribution?status=returned"},
      {"list of one household", "/api/v1/contribution?household=" + household},
      {"search “lo van 42” in contributions", "/api/v1/contribution?query=lo%20van%2042"},
      {"search one common word", "/api/v1/contribution?query=nha"},
      {"households of a village", "/api/v1/household?village=V3"},
      {"queue with its counts", "/api/v1/queue"},
      {"queue of one village and campaign", "/api/v1/queue?village=V7&campaign=" + campaign},
      {"totals per campaign and village", "/api/v1/totals"},
      {"villages", "/api/v1/villages"},
  };
  for (const Case& one : cases) {
    int status = 0;
    const double ms = median_ms([&] { status = client.ask("GET", one.target, cookie).status; });
    if (status != 200) throw std::runtime_error(one.target + " answered " + std::to_string(status));
    lines.push_back(absolute(std::string("hub API, 100,000 records: ") + one.what, ms, "ms", 50));
  }
  lines.push_back(absolute("hub, resident with 100,000 records, after all of the above",
                           process.resident_mb(), "MB", 80));
  for (Line& line : export_lines(client, cookie, process)) lines.push_back(std::move(line));
  return lines;
}

Lines agent_lines(Hub& hub) {
  Laptop laptop(hub, 0, hub.service().port());
  laptop.connect();
  laptop.wait_level();
  laptop.disconnect();
  laptop.fill(kAgentRecords);
  laptop.drain();
  const std::vector<std::string> command = {program("soban-agent"),
                                            "serve",
                                            "--data",
                                            laptop.directory().string(),
                                            "--listen",
                                            "127.0.0.1:0",
                                            "--sync",
                                            "false",
                                            "--log-level",
                                            "warning"};
  std::vector<double> starts, resident;
  for (int round = 0; round < kRounds; ++round) {
    const std::int64_t started = now_ns();
    Process process(command);
    Client client(process.port(), false);
    client.ask("GET", "/");
    client.ask("GET", "/api/v1/status");
    starts.push_back(static_cast<double>(now_ns() - started) / 1e9);
    client.ask("GET", "/api/v1/contribution?limit=200");
    client.ask("GET", "/api/v1/contribution?query=lo%20van");
    client.ask("GET", "/api/v1/totals");
    resident.push_back(process.resident_mb());
  }
  return {
      absolute("agent, start to first page and status, 10,000 records", median(starts), "s", 0.3),
      absolute("agent, resident with 10,000 records, after lists and search", median(resident),
               "MB", 30)};
}

}  // namespace

Lines measure_footprint() {
  Hub hub(kVillages);
  Lines lines = agent_lines(hub);
  hub.record(kHubRecords, kVillages);
  for (Line& line : hub_lines(hub)) lines.push_back(std::move(line));
  return lines;
}

}  // namespace soban::bench
