// Cuts at every event, frames that arrive twice, machines that were lost, copied or restored.
#include <catch2/catch.hpp>

#include "core/store/queries.h"
#include "tests/support/dump.h"
#include "tests/support/expect.h"
#include "tests/support/office.h"
#include "tests/support/wire.h"

namespace soban::test {
namespace {

// A hub, a laptop, and work on both sides: some before they meet, some while they are connected.
struct Work {
  Work() : agent(office.enrol("NC")) {
    agent.write(contribution("NC", "Lò Thị Hoa", 200'000));
    agent.write(contribution("NC", "Quàng Văn Ơn", 50'000));
  }
  // The n-th piece of work that comes up while the two talk.
  void write_live(int n) {
    const std::string code = std::to_string(100 + n);
    if (n % 2 == 0) {
      agent.write(contribution("NC", "Lò Văn " + code, 10'000 + n));
    } else {
      office.hub.write(household("NC", code, "Quàng Văn " + code));
    }
  }
  bool equal() { return heads_of(office.hub) == heads_of(agent); }

  Office office;
  Device agent;
};

constexpr int kLivePieces = 4;
constexpr std::size_t kEventsBetween = 5;

// At most `events` events, with live work in between. Returns how many happened.
std::size_t talk(Work& work, std::size_t events, int& live, bool twice = false) {
  Wire wire(work.office.commune, work.office.hub, work.agent);
  wire.twice = twice;
  std::size_t done = 0;
  while (done < events) {
    if (wire.step()) {
      ++done;
      if (done % kEventsBetween == 0 && live < kLivePieces) work.write_live(live++);
    } else if (live < kLivePieces) {
      work.write_live(live++);
    } else {
      break;
    }
  }
  return done;
}

void finish(Work& work, int live) {
  while (live < kLivePieces) work.write_live(live++);
  sync_up(work.office.commune, work.office.hub, work.agent);
}

std::int64_t entries_of(Device& device) { return device.number("SELECT COUNT(*) FROM change"); }

// What an undisturbed session of the same work leaves: entries and records.
std::pair<std::int64_t, std::int64_t> expected_entries(std::size_t& events) {
  Work work;
  int live = 0;
  events = talk(work, 10'000, live);
  finish(work, live);
  return {entries_of(work.office.hub), work.office.hub.number("SELECT COUNT(*) FROM record")};
}

void check_whole(Work& work, const std::pair<std::int64_t, std::int64_t>& expected) {
  CHECK(work.equal());
  CHECK(entries_of(work.office.hub) == expected.first);
  CHECK(work.office.hub.number("SELECT COUNT(*) FROM record") == expected.second);
  CHECK(dump_state(work.office.hub) == dump_state(work.agent));
  CHECK(work.office.hub.store().verify().empty());
  CHECK(work.agent.store().verify().empty());
}

}  // namespace

TEST_CASE("a cut after any event loses nothing and doubles nothing", "[sync]") {
  std::size_t events = 0;
  const auto expected = expected_entries(events);
  REQUIRE(events > 20);
  for (std::size_t cut = 0; cut <= events; ++cut) {
    INFO("cut after event " << cut);
    Work work;
    int live = 0;
    talk(work, cut, live);
    finish(work, live);
    check_whole(work, expected);
  }
}

TEST_CASE("a line that is cut again and again gets there all the same", "[sync]") {
  std::size_t events = 0;
  const auto expected = expected_entries(events);
  Work work;
  int live = 0;
  // Seven events suffice for the handshake and one batch each way.
  for (int attempt = 0; attempt < 12; ++attempt) talk(work, 7, live);
  REQUIRE(work.equal());
  finish(work, live);
  check_whole(work, expected);
}

TEST_CASE("every frame of the exchange may arrive twice", "[sync]") {
  std::size_t events = 0;
  const auto expected = expected_entries(events);
  Work work;
  Wire wire(work.office.commune, work.office.hub, work.agent);
  wire.run(3);  // the handshake
  REQUIRE(wire.agent.session().open());
  wire.twice = true;
  for (int live = 0; live < kLivePieces; ++live) {
    wire.run();
    work.write_live(live);
  }
  wire.run();
  CHECK(wire.level());
  CHECK(wire.agent.ending() == "open");
  CHECK(wire.hub.ending() == "open");
  work.office.hub.apply_all();
  work.agent.apply_all();
  check_whole(work, expected);
}

TEST_CASE("a handshake that arrives twice ends the session with a typed error and changes nothing",
          "[sync]") {
  std::size_t events = 0;
  const auto expected = expected_entries(events);
  Work work;
  int live = 0;
  const auto before = heads_of(work.office.hub);
  Wire wire(work.office.commune, work.office.hub, work.agent);
  wire.twice = true;
  wire.run();
  CHECK(wire.agent.ending() == "bad_frame");
  CHECK(heads_of(work.office.hub) == before);
  finish(work, live);
  check_whole(work, expected);
}

TEST_CASE("frames of an earlier session change nothing in a later one", "[sync]") {
  Work work;
  Wire first(work.office.commune, work.office.hub, work.agent);
  first.run();
  REQUIRE(first.level());
  const auto before = heads_of(work.office.hub);

  Wire second(work.office.commune, work.office.hub, work.agent);
  second.run();
  for (const sync::Frame& frame : first.agent.sent) {
    if (frame.has_batch()) second.hub.receive(frame);
  }
  second.run();
  CHECK(second.hub.ending() == "open");
  CHECK(heads_of(work.office.hub) == before);
}

TEST_CASE("a second machine of the village gets the whole book", "[sync]") {
  Work work;
  sync_up(work.office.commune, work.office.hub, work.agent);
  Device second(work.office.enrol("NC"));
  second.write(contribution("NC", "Lò Văn Thứ Hai", 70'000));
  sync_up(work.office.commune, work.office.hub, second);
  sync_up(work.office.commune, work.office.hub, work.agent);
  CHECK(heads_of(second) == heads_of(work.office.hub));
  CHECK(heads_of(second) == heads_of(work.agent));
  CHECK(second.number("SELECT COUNT(*) FROM contribution") == 3);
  CHECK(dump_state(second) == dump_state(work.agent));
}

TEST_CASE("a laptop in place of a lost one gets back all that the hub has", "[sync]") {
  Office office;
  std::vector<std::string> state_before;
  std::set<std::string> heads_before;
  {
    Device lost(office.enrol("NC"));
    lost.write(contribution("NC", "Lò Thị Hoa", 200'000));
    sync_up(office.commune, office.hub, lost);
    state_before = dump_state(lost);
    heads_before = heads_of(lost);
  }
  Device replacement(office.enrol("NC"));
  sync_up(office.commune, office.hub, replacement);
  CHECK(heads_of(replacement) == heads_before);
  CHECK(dump_state(replacement) == state_before);
}

TEST_CASE("a rolled-back laptop takes its own tail back and knows that the hub has it", "[sync]") {
  Office office;
  Device agent(office.enrol("NC"));
  agent.write(contribution("NC", "Lò Thị Hoa", 200'000));
  sync_up(office.commune, office.hub, agent);
  const auto rolled_back = Device::copy_of(agent);
  const auto later = agent.write(contribution("NC", "Quàng Văn Ơn", 50'000));
  sync_up(office.commune, office.hub, agent);

  Wire wire(office.commune, office.hub, *rolled_back);
  wire.run();
  REQUIRE(wire.level());
  rolled_back->apply_all();
  CHECK(heads_of(*rolled_back) == heads_of(agent));
  CHECK(wire.agent.peer_has_of.at(later.log) == later.seq);
  // It goes on in a new log: the other machine may still write the old one.
  const auto next = rolled_back->write(contribution("NC", "Lò Văn Nọi", 20'000));
  CHECK(next.log != later.log);
  wire.run();
  CHECK(wire.level());
}

TEST_CASE("a hub restored from an old backup gets everything back, its own log included",
          "[sync]") {
  Office office;
  Device agent(office.enrol("NC"));
  agent.write(contribution("NC", "Lò Thị Hoa", 200'000));
  sync_up(office.commune, office.hub, agent);
  const auto restored = Device::copy_of(office.hub);

  const auto given = agent.write(contribution("NC", "Quàng Văn Ơn", 50'000));
  sync_up(office.commune, office.hub, agent);
  office.hub.write(review_of(office.hub, given, VERDICT_ACCEPTED));
  office.hub.write(village_draft("NS", "bản Nà Sài"));
  sync_up(office.commune, office.hub, agent);
  REQUIRE(heads_of(*restored) != heads_of(office.hub));

  sync_up(office.commune, *restored, agent);
  CHECK(heads_of(*restored) == heads_of(office.hub));
  CHECK(dump_state(*restored) == dump_state(office.hub));
  CHECK(restored->store().verify().empty());
}

TEST_CASE("a hub that lost everything but its identity is rebuilt by its laptops", "[sync]") {
  Office office;
  Device first(office.enrol("NC"));
  Device second(office.enrol("PL"));
  first.write(contribution("NC", "Lò Thị Hoa", 200'000));
  second.write(contribution("PL", "Mùa A Dơ", 90'000));
  sync_up(office.commune, office.hub, first);
  sync_up(office.commune, office.hub, second);

  Device empty(office.commune.hub());
  sync_up(office.commune, empty, first);
  sync_up(office.commune, empty, second);
  CHECK(heads_of(empty) == heads_of(office.hub));
  CHECK(dump_state(empty) == dump_state(office.hub));
}

}  // namespace soban::test
