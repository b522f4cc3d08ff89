// A commune under a storm: laptops and a hub with the products' own log, store and sync code, on simulated disks, clocks
// and lines, driven by one seed. Invariants are checked as it goes; a broken one is thrown as Violation.
#pragma once

#include <cstdint>
#include <memory>
#include <set>
#include <stdexcept>
#include <string>
#include <vector>

#include "core/sync/tuning.h"
#include "tests/simulation/disk.h"
#include "tests/simulation/model.h"
#include "tests/support/commune.h"
#include "tests/support/device.h"
#include "tests/support/wire.h"

namespace soban::simulation {

struct Violation : std::runtime_error {
  using std::runtime_error::runtime_error;
};

// The steps of a run: one an agent's day. Any subset of a plan is a plan, which is how a failing one is made small.
using Plan = std::vector<std::uint64_t>;
Plan make_plan(std::uint64_t seed, std::size_t agent_days);

struct Counts {
  std::uint64_t agent_days = 0;
  std::uint64_t sessions = 0;
  std::uint64_t records = 0;
  std::uint64_t crashes = 0;
  std::uint64_t full_disks = 0;
  std::uint64_t lost = 0;         // machines lost and replaced
  std::uint64_t rolled_back = 0;  // machines that went on from an old image
  std::uint64_t copied = 0;       // machines used twice
  std::uint64_t hub_restores = 0;
  std::uint64_t forks = 0;
  std::uint64_t photos = 0;
  std::uint64_t bundles = 0;  // carried from one side to the other
};

class World {
 public:
  World(std::uint64_t seed, std::size_t agents);
  ~World();

  void run(const Plan& plan);
  const Counts& counts() const { return counts_; }

 private:
  struct Machine {
    std::unique_ptr<test::Device> device;
    std::string village;
    std::uint32_t protocol = sync::kProtocolMax;
    bool is_newer = false;  // its program knows kinds and fields that nobody else has heard of
    std::map<std::string, std::string> image;  // of its disk, some time ago
  };
  // A USB stick with a bundle.
  struct Stick {
    std::string village;
    std::string bytes;
  };
  // (log, seq) → hash, as the hub once accepted it.
  using Accepted = std::map<std::pair<std::uint64_t, std::uint64_t>, std::string>;

  void agent_day(test::Random& random);
  void work(Machine& machine, test::Random& random);
  void record(Machine& machine, test::Random& random);
  void record_unknown_kind(Machine& machine, test::Random& random);
  void amend(Machine& machine, test::Random& random, bool cancel);
  void review(test::Random& random);
  void session(Machine& machine, test::Random& random);
  std::unique_ptr<test::Wire> connect(Machine& machine);
  void talk(std::vector<std::unique_ptr<test::Wire>>& wires, std::vector<Machine*>& ends,
            test::Random& random);
  void trip(Machine& machine, test::Random& random);
  void write_stick(Machine& machine);
  void read_at_office(const Stick& stick, test::Random& random);
  void read_in_village(Machine& machine, const Stick& stick, test::Random& random);
  void misfortune(std::size_t index, test::Random& random);
  void copy(std::size_t index);  // makes room: a reference to a machine does not outlive it
  void replace(Machine& machine);
  void restore_hub(test::Random& random);
  void keep_image(Machine& machine);
  void note_acknowledged(test::Wire& wire, test::Device& agent);
  // Runs `body` on a machine whose power or disk may fail; afterwards the machine is up again.
  void survive(Machine& machine, test::Random& random, const std::function<void()>& body);
  void restart_dead(test::Random& random);
  void check_hub();
  void check_money(test::Device& device, const std::set<int>& here);
  void finish();
  void check_end(const std::set<int>& must);
  void check_unknown_fields(test::Device& device);
  void check_photos();
  std::string where_is(int op);

  // A run of its own weather meets what is rare elsewhere: a few laptops that are copied and corrected all the time, or
  // records that nearly all have photos.
  enum class Weather { kMixed, kCopies, kPhotos };
  Weather weather_;
  // Either the hub goes on from a backup, or laptops are copied and rolled back. Of both together docs/testing.md tells.
  bool hub_fails_;
  test::Commune commune_;
  Machine hub_;
  std::vector<Machine> agents_;
  std::map<int, Op> ops_;
  int next_op_ = 1;
  int next_record_ = 1;
  std::set<int> with_unknown_field_;  // records
  std::set<int> acknowledged_;
  std::set<std::string> acknowledged_photos_;  // a hub said that it holds them
  Accepted accepted_;
  std::vector<std::string> old_frames_;
  std::vector<Stick> to_office_;
  std::vector<Stick> to_village_;
  std::map<std::string, std::string> hub_backup_;
  Counts counts_;
};

// Runs the plan in a world of its own; the violation's text, or "" when all is well.
std::string run_plan(std::uint64_t seed, std::size_t agents, const Plan& plan, Counts& counts);
// A plan that still fails, as small as leaving out steps makes it.
Plan shrink(std::uint64_t seed, std::size_t agents, Plan plan);

}  // namespace soban::simulation
