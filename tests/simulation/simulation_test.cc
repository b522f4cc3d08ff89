// Fixed storms, and some from new seeds. `./dev soak` goes on with these for as long as one likes.
#include <catch2/catch.hpp>
#include <random>

#include "tests/simulation/world.h"

namespace soban::simulation {
namespace {

constexpr std::size_t kAgentDays = 60;

void check_seed(std::uint64_t seed) {
  INFO("replay with: ./dev soak --seed " << seed << " --agent-days " << kAgentDays);
  Counts counts;
  CHECK(run_plan(seed, 1 + seed % 12, make_plan(seed, kAgentDays), counts) == "");
}

}  // namespace

TEST_CASE("what was acknowledged is there for ever, and all agree in the end", "[simulation]") {
  for (std::uint64_t seed = 1; seed <= 60; ++seed) check_seed(seed);
}

TEST_CASE("the same under storms that nobody has seen before", "[simulation]") {
  std::random_device device;
  for (int run = 0; run < 40; ++run) check_seed(device());
}

TEST_CASE("a seed replays to the same counts", "[simulation]") {
  Counts one;
  Counts two;
  const Plan plan = make_plan(7, kAgentDays);
  CHECK(run_plan(7, 8, plan, one) == run_plan(7, 8, plan, two));
  CHECK(one.sessions == two.sessions);
  CHECK(one.records == two.records);
  CHECK(one.crashes == two.crashes);
  CHECK(one.forks == two.forks);
}

}  // namespace soban::simulation
