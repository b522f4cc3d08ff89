#include <algorithm>
#include <catch2/catch.hpp>

#include "core/sync/tuning.h"
#include "tests/support/dump.h"
#include "tests/support/expect.h"
#include "tests/support/office.h"
#include "tests/support/wire.h"

namespace soban::test {
namespace {

using sync::Frame;

store::Draft long_contribution(int number) {
  Contribution contribution = contribution_of("Lò Thị Hoa", 200'000 + number);
  std::string note;
  while (note.size() < 4000)
    note += std::to_string(note.size() * 7919 + static_cast<std::size_t>(number)) + ' ';
  contribution.set_note(note);
  store::Draft draft;
  draft.kind = log::kind_of<Contribution>();
  draft.village = "NC";
  draft.author = "Lò Văn Đức";
  draft.delta = contribution.SerializeAsString();
  return draft;
}

void write_many(Device& device, int count) {
  device.in_transaction([&](store::Store& store) {
    for (int i = 0; i < count; ++i) expect(store.append(long_contribution(i)));
  });
}

// Entry bytes that the sender has put on the wire and the other side has not acknowledged.
std::size_t in_flight_bytes(const Peer& sender, const Peer& receiver) {
  std::map<std::uint64_t, std::uint64_t> acknowledged;
  for (const Frame& frame : receiver.sent) {
    if (frame.has_ack()) acknowledged[frame.ack().log()] = frame.ack().seq();
  }
  std::size_t bytes = 0;
  for (const sync::Batch& batch : sender.batches_sent()) {
    if (batch.first() + batch.count() - 1 > acknowledged[batch.log()]) bytes += batch.raw_size();
  }
  return bytes;
}

std::uint64_t largest_batch(const Peer& sender) {
  std::uint64_t largest = 0;
  for (const sync::Batch& batch : sender.batches_sent()) {
    largest = std::max<std::uint64_t>(largest, batch.raw_size());
  }
  return largest;
}

}  // namespace

TEST_CASE("each side sends what the other lacks", "[sync]") {
  Office office;
  Device agent(office.enrol("NC"));
  agent.write(contribution("NC", "Lò Thị Hoa", 200'000));
  agent.write(contribution("NC", "Quàng Văn Ơn", 50'000));
  Wire wire(office.commune, office.hub, agent);
  wire.run();
  REQUIRE(wire.level());
  office.hub.apply_all();
  agent.apply_all();
  CHECK(heads_of(office.hub) == heads_of(agent));
  CHECK(dump_state(office.hub) == dump_state(agent));
  CHECK(office.hub.number("SELECT COUNT(*) FROM contribution") == 2);
  CHECK(agent.number("SELECT COUNT(*) FROM household") == 1);
  CHECK(wire.agent.session().progress().sent == 3);      // with the genesis
  CHECK(wire.agent.session().progress().received == 5);  // two logs of the hub
  CHECK(office.hub.store().verify().empty());
  CHECK(agent.store().verify().empty());
}

TEST_CASE("an Ack is sent only once the entries are committed", "[sync]") {
  Office office;
  Device agent(office.enrol("NC"));
  const auto at = agent.write(contribution("NC", "Lò Thị Hoa", 200'000));
  Wire wire(office.commune, office.hub, agent);
  wire.hold_hub_commits = true;
  wire.run();
  REQUIRE(wire.hub.commits_waiting() == 1);
  CHECK(wire.hub.count_sent(Frame::kAck) == 0);
  CHECK(wire.agent.session().progress().to_send == 2);
  CHECK_FALSE(wire.agent.session().level());
  CHECK_FALSE(wire.hub.session().level());
  CHECK_FALSE(office.hub.store().find_log(at.log));

  wire.hold_hub_commits = false;
  wire.run();
  CHECK(wire.hub.count_sent(Frame::kAck) == 1);
  CHECK(wire.agent.peer_has_of.at(at.log) == at.seq);
  CHECK(wire.level());
}

TEST_CASE("a commit that fails is no Ack but a refusal", "[sync]") {
  Office office;
  Device agent(office.enrol("NC"));
  agent.write(contribution("NC", "Lò Thị Hoa", 200'000));
  Wire wire(office.commune, office.hub, agent);
  wire.hold_hub_commits = true;
  wire.run();
  wire.hub.session().committed(1, fail(ErrorKind::kDiskFull, "disk_full", "the disk is full"), 0);
  wire.run();
  CHECK(wire.hub.ending() == "disk_full");
  CHECK(wire.hub.refusal_sent() == sync::REFUSAL_STORE);
  CHECK(wire.agent.ending() == "peer_store_failed");
  CHECK(wire.hub.count_sent(Frame::kAck) == 0);
}

TEST_CASE("a slow receiver slows the sender", "[sync]") {
  Office office;
  Device agent(office.enrol("NC"));
  write_many(agent, 2000);
  Wire wire(office.commune, office.hub, agent);
  wire.hold_hub_commits = true;
  wire.run();
  std::size_t most = 0;
  const auto look = [&] { most = std::max(most, in_flight_bytes(wire.agent, wire.hub)); };
  look();
  REQUIRE(wire.hub.commits_waiting() > 0);
  while (wire.hub.commit_one()) {
    look();
    wire.run();
    look();
  }
  REQUIRE(wire.level());
  CHECK(most >= sync::kWindowBytes / 2);
  CHECK(most <= sync::kWindowBytes + sync::kBatchBytesMax);
  CHECK(largest_batch(wire.agent) <= sync::kBatchRawBytesLimit);
  CHECK(heads_of(office.hub) == heads_of(agent));
}

TEST_CASE("batches grow while acknowledgements come quickly and shrink while they are slow",
          "[sync]") {
  Office office;
  Device agent(office.enrol("NC"));
  write_many(agent, 1500);
  const bool slow = GENERATE(false, true);
  CAPTURE(slow);
  Wire wire(office.commune, office.hub, agent);
  while (wire.step()) {
    if (slow) agent.clock.advance_ms(sync::kAckSlowMs);
  }
  REQUIRE(wire.level());
  const auto batches = wire.agent.batches_sent();
  const auto smallest =
      std::min_element(batches.begin(), batches.end() - 1,
                       [](const auto& a, const auto& b) { return a.raw_size() < b.raw_size(); });
  if (slow) {
    CHECK(smallest->raw_size() < sync::kBatchBytesStart / 2);
    CHECK(smallest->raw_size() > sync::kBatchBytesMin / 2);
  } else {
    CHECK(largest_batch(wire.agent) > sync::kBatchBytesMax - 8192);
  }
}

TEST_CASE("once level, what either side commits reaches the other", "[sync]") {
  Office office;
  Device agent(office.enrol("NC"));
  Wire wire(office.commune, office.hub, agent);
  wire.run();
  REQUIRE(wire.level());
  const auto frames_before = wire.frames();

  const auto given = agent.write(contribution("NC", "Lò Thị Hoa", 200'000));
  CHECK_FALSE(wire.level());
  wire.run();
  REQUIRE(wire.level());
  office.hub.apply_all();
  CHECK(office.hub.has_record(given));
  CHECK(wire.frames() == frames_before + 2);  // a batch and its Ack, nothing echoed

  const auto review = office.hub.write(review_of(office.hub, given, VERDICT_ACCEPTED));
  wire.run();
  REQUIRE(wire.level());
  agent.apply_all();
  CHECK(agent.has_record(review));
  CHECK(wire.frames() == frames_before + 4);
}

TEST_CASE("what is written between Hello and Welcome is sent too", "[sync]") {
  Office office;
  Device agent(office.enrol("NC"));
  Wire wire(office.commune, office.hub, agent);
  REQUIRE(wire.run(1) == 1);  // the greeting has arrived, Hello is on its way
  REQUIRE(wire.agent.count_sent(Frame::kHello) == 1);
  agent.write(contribution("NC", "Lò Thị Hoa", 200'000));
  office.hub.write(household("NC", "015", "Quàng Thị Hoa"));
  wire.run();
  CHECK(wire.level());
  CHECK(heads_of(office.hub) == heads_of(agent));
}

TEST_CASE("what one device of a village writes reaches the other through the hub", "[sync]") {
  Office office;
  Device first(office.enrol("NC"));
  Device second(office.enrol("NC"));
  Wire one(office.commune, office.hub, first);
  Wire two(office.commune, office.hub, second);
  const auto run = [&] {
    while (one.run() + two.run() > 0) {
    }
  };
  run();
  const auto at = first.write(contribution("NC", "Lò Thị Hoa", 200'000));
  run();
  second.apply_all();
  CHECK(second.has_record(at));
  CHECK(one.level());
  CHECK(two.level());
  CHECK(heads_of(first) == heads_of(second));
}

TEST_CASE("the commune's book goes first", "[sync]") {
  // Logs have random names: their order must not be what puts the commune's book first.
  for (int round = 0; round < 8; ++round) {
    Office office;
    Device earlier(office.enrol("NC"));
    earlier.write(contribution("NC", "Lò Thị Hoa", 200'000));
    sync_up(office.commune, office.hub, earlier);

    Device agent(office.enrol("NC"));
    Wire wire(office.commune, office.hub, agent);
    wire.run();
    const auto batches = wire.hub.batches_sent();
    REQUIRE(batches.size() == 3);
    const auto first = agent.store().find_log(log::LogId{batches.front().log()});
    REQUIRE(first);
    CHECK(first->village.empty());
  }
}

TEST_CASE("a later kind of frame is passed over", "[sync]") {
  Office office;
  Device agent(office.enrol("NC"));
  Wire wire(office.commune, office.hub, agent);
  wire.run();
  wire.hub.receive(std::string("\xFA\x01\x02hi", 5));  // field 31, unknown
  agent.write(contribution("NC", "Lò Thị Hoa", 200'000));
  wire.run();
  CHECK(wire.level());
  CHECK(heads_of(office.hub) == heads_of(agent));
}

}  // namespace soban::test
