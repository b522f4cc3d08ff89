// `./dev soak`: storms from ever new seeds, and the replay of one.
#include <malloc.h>

#include <CLI/CLI.hpp>
#include <chrono>
#include <cstdio>
#include <fstream>
#include <random>

#include "tests/simulation/world.h"

namespace {

using soban::simulation::Counts;

void add(Counts& sum, const Counts& one) {
  sum.agent_days += one.agent_days;
  sum.sessions += one.sessions;
  sum.records += one.records;
  sum.crashes += one.crashes;
  sum.full_disks += one.full_disks;
  sum.lost += one.lost;
  sum.rolled_back += one.rolled_back;
  sum.copied += one.copied;
  sum.hub_restores += one.hub_restores;
  sum.forks += one.forks;
  sum.bundles += one.bundles;
}

void print(const Counts& counts, std::size_t runs, double seconds) {
  std::printf(
      "%zu runs, %llu agent-days (%.0f a second), %llu sessions, %llu records, %llu crashes, %llu "
      "full disks, "
      "%llu machines lost, %llu rolled back, %llu copied, %llu hub restores, %llu forks healed, "
      "%llu bundles carried\n",
      runs, static_cast<unsigned long long>(counts.agent_days),
      static_cast<double>(counts.agent_days) / seconds,
      static_cast<unsigned long long>(counts.sessions),
      static_cast<unsigned long long>(counts.records),
      static_cast<unsigned long long>(counts.crashes),
      static_cast<unsigned long long>(counts.full_disks),
      static_cast<unsigned long long>(counts.lost),
      static_cast<unsigned long long>(counts.rolled_back),
      static_cast<unsigned long long>(counts.copied),
      static_cast<unsigned long long>(counts.hub_restores),
      static_cast<unsigned long long>(counts.forks),
      static_cast<unsigned long long>(counts.bundles));
  std::fflush(stdout);
}

std::size_t agents_for(std::uint64_t seed) { return 1 + seed % 12; }

}  // namespace

int main(int argc, char** argv) {
  // The simulated files are megabytes that come and go.
  mallopt(M_MMAP_THRESHOLD, 1 << 30);
  mallopt(M_TRIM_THRESHOLD, 1 << 30);
  CLI::App app("storms over a simulated commune");
  double minutes = 0;
  std::uint64_t seed = 0;
  std::size_t days = 60;
  std::uint64_t runs_max = 0;
  app.add_option("--minutes", minutes, "go on with new seeds for so long");
  app.add_option("--seed", seed, "the first seed; alone: only this one, made small when it fails");
  std::uint64_t step = 1;
  app.add_option("--step", step, "from one seed to the next; by 8 the weather stays the same");
  app.add_option("--agent-days", days, "length of a run");
  app.add_option("--runs", runs_max, "at most so many runs");
  bool keep_whole = false;
  app.add_flag("--keep-whole", keep_whole, "do not make a failing run small");
  CLI11_PARSE(app, argc, argv);
  const bool replay = seed != 0 && minutes == 0 && runs_max == 0;
  if (seed == 0) seed = std::random_device{}();
  if (replay) runs_max = 1;

  using Clock = std::chrono::steady_clock;
  const auto begin = Clock::now();
  auto told = begin;
  Counts sum;
  std::size_t runs = 0;
  const auto elapsed = [&] { return std::chrono::duration<double>(Clock::now() - begin).count(); };
  while ((runs_max == 0 || runs < runs_max) && (minutes == 0 || elapsed() < minutes * 60)) {
    if (runs_max == 0 && minutes == 0) break;
    Counts counts;
    const auto plan = soban::simulation::make_plan(seed, days);
    const std::string violation = soban::simulation::run_plan(seed, agents_for(seed), plan, counts);
    add(sum, counts);
    ++runs;
    if (!violation.empty()) {
      std::printf("seed %llu: %s\n", static_cast<unsigned long long>(seed), violation.c_str());
      std::printf("replay with: ./dev soak --seed %llu --agent-days %zu\n",
                  static_cast<unsigned long long>(seed), days);
      if (keep_whole) return 1;
      const auto small = soban::simulation::shrink(seed, agents_for(seed), plan);
      const std::string again = soban::simulation::run_plan(seed, agents_for(seed), small, counts);
      std::printf("%zu of its %zu agent-days are enough: %s\n", small.size(), plan.size(),
                  again.c_str());
      print(sum, runs, elapsed());
      return 1;
    }
    if (Clock::now() - told > std::chrono::seconds(60)) {
      print(sum, runs, elapsed());
      told = Clock::now();
    }
    seed += step;
  }
  print(sum, runs, elapsed());
  return 0;
}
