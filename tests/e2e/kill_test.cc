// kill -9 at random moments: what was promised is there afterwards.
#include <catch2/catch.hpp>
#include <csignal>
#include <iostream>
#include <thread>

#include "tests/e2e/commune.h"
#include "tests/support/random.h"

namespace soban::e2e {
namespace {

// Another each run; a failing test shows it.
std::uint64_t new_seed() {
  if (const char* given = std::getenv("E2E_SEED")) return std::stoull(given);
  return std::random_device{}();
}

// How often each test kills, and all of them together; E2E_KILLS asks for more (`./dev soak --kills 500`).
constexpr int kKillsAdding = 25;
constexpr int kKillsLaptop = 15;
constexpr int kKillsHub = 15;
constexpr int kKillsRebuilding = 10;
constexpr int kKills = kKillsAdding + kKillsLaptop + kKillsHub + kKillsRebuilding;

int rounds(int usual) {
  const char* wanted = std::getenv("E2E_KILLS");
  return wanted == nullptr ? usual : (usual * std::stoi(wanted) + kKills - 1) / kKills;
}

// A moment, not a synchronisation: any is right.
void some_time(test::Random& random, std::size_t microseconds_max) {
  std::this_thread::sleep_for(std::chrono::microseconds(random.below(microseconds_max)));
}

// The same records, lists and sums come from the log alone.
void check_rebuild(const Program& program) {
  const std::string contributions = program.list();
  const std::string households = program.list("household");
  CHECK(program.run({"rebuild"}).code == 0);
  CHECK(program.list() == contributions);
  CHECK(program.list("household") == households);
}

void check_level(Hub& hub, const Laptop& laptop) {
  CHECK(eventually([&] { return hub.ids() == laptop.ids(); }));
  CHECK(hub.records() == laptop.records());
  CHECK(laptop.waiting() == 0);
  for (const Program* program :
       {static_cast<const Program*>(&hub), static_cast<const Program*>(&laptop)}) {
    CHECK(program->verified());
    check_rebuild(*program);
  }
}

// Records on a laptop's page by a thread of its own until told to end, while the program may die at any moment.
class Recorder {
 public:
  Recorder(const Books& books, std::vector<const Laptop*> laptops)
      : thread_([this, books, laptops = std::move(laptops)] {
          for (std::size_t i = 0; !ending_; ++i) {
            const Laptop& laptop = *laptops[i % laptops.size()];
            try {
              const Answer answer = laptop.page().post("/api/v1/contribution", gift(books).dump());
              if (answer.status != 201) continue;
              const std::lock_guard lock(mutex_);
              promised_.insert(answer.json()["id"]);
            } catch (const std::exception&) {
              // It was killed meanwhile; what it had not answered it need not keep.
              if (laptops.size() == 1) return;
            }
          }
        }) {}
  ~Recorder() { end(); }

  std::size_t count() {
    const std::lock_guard lock(mutex_);
    return promised_.size();
  }
  Ids end() {
    ending_ = true;
    if (thread_.joinable()) thread_.join();
    return promised_;
  }

 private:
  std::atomic<bool> ending_ = false;
  std::mutex mutex_;
  Ids promised_;
  std::thread thread_;
};

TEST_CASE("every id that `add` printed is there after kill -9") {
  const std::uint64_t seed = new_seed();
  INFO("E2E_SEED=" << seed);
  test::Random random(seed);
  Hub hub;
  hub.start();
  Laptop laptop(hub, "NC");
  Ids all;
  for (int round = 0; round < rounds(kKillsAdding); ++round) {
    Process adding(agent_program(),
                   {"add", "contribution", "--json", "-", "--data", laptop.data().string()},
                   {.environment = {}, .input = gifts(hub.books(), 300), .file_bytes_max = {}});
    const std::size_t lines = random.below(40);
    REQUIRE(eventually([&] { return promised(adding.out()).size() >= lines; }));
    some_time(random, 3000);
    adding.signal(SIGKILL);
    REQUIRE(adding.wait() == -SIGKILL);
    for (const std::string& id : promised(adding.out())) all.insert(id);
    INFO("round " << round);
    REQUIRE(among(all, laptop.ids()));
  }
  // At most the one that was durable, but not printed yet.
  CHECK(laptop.records() <= all.size() + static_cast<std::size_t>(rounds(kKillsAdding)));
  CHECK(laptop.sync_once() == 0);
  check_level(hub, laptop);
}

TEST_CASE(
    "what the laptop's page has answered is there after kill -9, and at the hub if it said so") {
  const std::uint64_t seed = new_seed();
  INFO("E2E_SEED=" << seed);
  test::Random random(seed);
  Hub hub;
  hub.start();
  Laptop laptop(hub, "NC");
  Ids all;
  for (int round = 0; round < rounds(kKillsLaptop); ++round) {
    laptop.start();
    Recorder recorder(hub.books(), {&laptop});
    const std::size_t records = random.below(20);
    REQUIRE(eventually([&] { return recorder.count() >= records; }));
    some_time(random, 20'000);
    laptop.kill();
    all.merge(recorder.end());
    INFO("round " << round);
    REQUIRE(among(all, laptop.ids()));
    const Ids acknowledged = laptop.acknowledged();
    REQUIRE(eventually([&] { return among(acknowledged, hub.ids()); }));
  }
  laptop.start();
  REQUIRE(eventually([&] { return laptop.waiting() == 0; }));
  check_level(hub, laptop);
}

TEST_CASE("what the hub has acknowledged is there after kill -9") {
  const std::uint64_t seed = new_seed();
  INFO("E2E_SEED=" << seed);
  test::Random random(seed);
  Hub hub;
  hub.start();
  Laptop first(hub, "NC");
  Laptop second(hub, "NC");
  first.start();
  second.start();
  Ids all;
  for (int round = 0; round < rounds(kKillsHub); ++round) {
    Recorder recorder(hub.books(), {&first, &second});
    const std::size_t before = hub.road().bytes_to_hub();
    const std::size_t bytes = 2000 + random.below(8000);
    REQUIRE(eventually([&] { return hub.road().bytes_to_hub() > before + bytes; }));
    some_time(random, 5000);
    hub.kill();
    all.merge(recorder.end());
    INFO("round " << round);
    Ids acknowledged = first.acknowledged();
    acknowledged.merge(second.acknowledged());
    hub.start();
    // It applies what it has in its logs a moment later.
    REQUIRE(eventually([&] { return among(acknowledged, hub.ids()); }));
    first.page().post("/api/v1/sync", "");
    second.page().post("/api/v1/sync", "");
  }
  REQUIRE(eventually([&] { return first.ids() == all && second.ids() == all; }));
  REQUIRE(eventually([&] { return first.waiting() == 0 && second.waiting() == 0; }));
  check_level(hub, first);
  check_level(hub, second);
}

TEST_CASE("kill -9 in the middle of `rebuild` costs nothing") {
  const std::uint64_t seed = new_seed();
  INFO("E2E_SEED=" << seed);
  test::Random random(seed);
  Hub hub;
  hub.start();
  Laptop laptop(hub, "NC");
  laptop.add(gifts(hub.books(), 500));
  const std::string before = laptop.list();
  for (int round = 0; round < rounds(kKillsRebuilding); ++round) {
    Process rebuilding(agent_program(), {"rebuild", "--data", laptop.data().string()});
    some_time(random, 120'000);
    rebuilding.signal(SIGKILL);
    rebuilding.wait();
    CHECK(laptop.verified());
  }
  // Whoever comes next completes it: the program that serves, or `rebuild` itself.
  laptop.start({"--sync", "false"});
  CHECK(eventually([&] { return laptop.list() == before; }));
  CHECK(laptop.stop() == 0);
  check_rebuild(laptop);
  CHECK(laptop.list() == before);
}

}  // namespace
}  // namespace soban::e2e
