// Damaged and hostile frames: a typed error and a closed session, never a crash, never unbounded memory.
#include <google/protobuf/stubs/logging.h>
#include <zstd.h>

#include <catch2/catch.hpp>

#include "core/sync/columns.h"
#include "core/sync/tuning.h"
#include "tests/support/office.h"
#include "tests/support/random.h"
#include "tests/support/wire.h"

namespace soban::test {
namespace {

using sync::Frame;

enum class Stage { kHubGreeted, kHubOpen, kAgentStarting, kAgentGreeted, kAgentOpen };
constexpr Stage kStages[] = {Stage::kHubGreeted, Stage::kHubOpen, Stage::kAgentStarting,
                             Stage::kAgentGreeted, Stage::kAgentOpen};

// A session brought to a stage, with the peer's next frames kept away from it.
class Victim {
 public:
  Victim(Office& office, Device& agent, Stage stage) : wire_(office.commune, office.hub, agent) {
    const bool open = stage == Stage::kHubOpen || stage == Stage::kAgentOpen;
    if (open) wire_.run();
    if (stage == Stage::kAgentGreeted) wire_.run(1);
    const bool hub = stage == Stage::kHubGreeted || stage == Stage::kHubOpen;
    peer_ = hub ? &wire_.hub : &wire_.agent;
  }
  Peer& operator*() { return *peer_; }
  Peer* operator->() { return peer_; }

 private:
  Wire wire_;
  Peer* peer_;
};

bool is_typed(const Peer& peer) {
  if (!peer.over()) return true;
  return !peer.why() || !peer.why()->code.empty();
}

// One proper frame of each kind, as somebody might send out of turn.
std::vector<std::string> frames_of_all_kinds(Office& office, Device& agent) {
  agent.write(contribution("NC", "Lò Thị Hoa", 200'000));
  Wire wire(office.commune, office.hub, agent);
  wire.run();
  wire.agent.session().leave();
  std::vector<std::string> frames;
  for (const Peer* peer : {&wire.hub, &wire.agent}) {
    for (const Frame& frame : peer->sent) frames.push_back(frame.SerializeAsString());
  }
  Frame enrol;
  enrol.mutable_enrol()->set_body("?");
  Frame enrolled;
  enrolled.mutable_enrolled()->set_commune_name("xã");
  Frame refusal;
  refusal.mutable_refusal()->set_code(sync::REFUSAL_STORE);
  for (const Frame& frame : {enrol, enrolled, refusal}) frames.push_back(frame.SerializeAsString());
  return frames;
}

// As docs/protocol.md §3.2 has it, written a second time.
Frame signed_hello(std::string_view greeting, const Device& agent, const sync::HelloBody& body) {
  Frame frame;
  frame.mutable_hello()->set_body(body.SerializeAsString());
  const auto greeted = crypto::blake2b({greeting});
  const auto transcript =
      crypto::blake2b({crypto::view(greeted), "the hub's certificate", frame.hello().body()});
  const auto key = crypto::SigningKey::from_seed(agent.identity().seed);
  frame.mutable_hello()->set_signature(
      std::string(crypto::view(key->sign("soban.hello.v1", crypto::view(transcript)))));
  return frame;
}

Frame batch_frame(std::uint32_t raw_size, std::uint32_t count, std::string_view raw) {
  Frame frame;
  sync::Batch& batch = *frame.mutable_batch();
  batch.set_log(4711);
  batch.set_first(1);
  batch.set_count(count);
  batch.set_raw_size(raw_size);
  std::string packed(ZSTD_compressBound(raw.size()), '\0');
  packed.resize(ZSTD_compress(packed.data(), packed.size(), raw.data(), raw.size(), 3));
  batch.set_entries(packed);
  batch.set_hash(std::string(32, 'h'));
  batch.set_signature(std::string(64, 's'));
  return frame;
}

}  // namespace

TEST_CASE("garbage in any state ends the session with a typed error", "[sync]") {
  Office office;
  Device agent(office.enrol("NC"));
  for (const Stage stage : kStages) {
    for (const std::string& garbage :
         {std::string("\x00\x00\x00", 3), std::string("GET / HTTP/1.1\r\n"), std::string(1, '\xFF'),
          std::string("\x2A\x7F", 2), std::string(4096, '\x0A')}) {
      INFO("stage " << static_cast<int>(stage) << ", garbage of " << garbage.size() << " bytes");
      Victim victim(office, agent, stage);
      victim->receive(garbage);
      CHECK(victim->ending() == "bad_frame");
      CHECK(victim->refusal_sent() == sync::REFUSAL_BAD_FRAME);
      CHECK_FALSE(victim->session().open());
    }
  }
}

TEST_CASE("a frame out of turn ends the session with a typed error and changes nothing", "[sync]") {
  Office office;
  Device agent(office.enrol("NC"));
  const auto frames = frames_of_all_kinds(office, agent);
  REQUIRE(frames.size() >= 9);
  const auto at_hub = heads_of(office.hub);
  const auto at_agent = heads_of(agent);
  for (const Stage stage : kStages) {
    for (std::size_t i = 0; i < frames.size(); ++i) {
      INFO("stage " << static_cast<int>(stage) << ", frame " << i);
      Victim victim(office, agent, stage);
      victim->receive(frames[i]);
      while (victim->commit_one()) {
      }
      CHECK(is_typed(*victim));
      CHECK(heads_of(office.hub) == at_hub);
      CHECK(heads_of(agent) == at_agent);
    }
  }
}

TEST_CASE("frames with flipped and cut bytes never get past the checks", "[sync]") {
  Office office;
  Device agent(office.enrol("NC"));
  const auto frames = frames_of_all_kinds(office, agent);
  const auto at_hub = heads_of(office.hub);
  const google::protobuf::LogSilencer quiet;  // about texts that are not UTF-8
  Random random(20261124);
  for (int round = 0; round < 2000; ++round) {
    std::string frame = frames[random.below(frames.size())];
    frame[random.below(frame.size())] ^= static_cast<char>(1 + random.below(255));
    if (random.below(4) == 0) frame.resize(random.below(frame.size() + 1));
    const Stage stage = kStages[random.below(std::size(kStages))];
    INFO("round " << round);
    Victim victim(office, agent, stage);
    victim->receive(frame);
    while (victim->commit_one()) {
    }
    REQUIRE(is_typed(*victim));
  }
  CHECK(heads_of(office.hub) == at_hub);
  CHECK(office.hub.store().verify().empty());
}

TEST_CASE("nothing more is heard of a session that is over", "[sync]") {
  Office office;
  Device agent(office.enrol("NC"));
  for (const Stage stage : kStages) {
    Victim victim(office, agent, stage);
    victim->receive(std::string_view("\xFF"));
    const auto sent = victim->sent.size();
    Frame goodbye;
    goodbye.mutable_goodbye();
    victim->receive(goodbye);
    victim->receive(std::string_view("\xFF"));
    victim->session().leave();
    victim->session().refuse(sync::REFUSAL_REVOKED, "withdrawn");
    agent.write(contribution("NC", "Lò Thị Hoa", 200'000));
    CHECK(victim->sent.size() == sent);
    CHECK(victim->ending() == "bad_frame");
  }
}

TEST_CASE("an oversized frame is refused before it is read", "[sync]") {
  Office office;
  Device agent(office.enrol("NC"));
  for (const Stage stage : kStages) {
    Victim victim(office, agent, stage);
    victim->receive(std::string(sync::kFrameBytesLimit + 1, '\0'));
    CHECK(victim->ending() == "too_large");
    CHECK(victim->refusal_sent() == sync::REFUSAL_TOO_LARGE);
  }
}

TEST_CASE("a batch must be what it says it is", "[sync]") {
  const std::string two = sync::to_columns({"abc", "de"});
  struct Case {
    const char* what;
    Frame frame;
    const char* ending;
  };
  const std::vector<Case> cases = {
      {"raw_size too small", batch_frame(4, 2, two), "bad_frame"},
      {"raw_size too large", batch_frame(6, 2, two), "bad_frame"},
      {"count too small", batch_frame(5, 1, two), "bad_frame"},
      {"count too large", batch_frame(5, 3, two), "bad_frame"},
      {"nothing", batch_frame(0, 0, ""), "bad_frame"},
      {"an empty entry", batch_frame(0, 1, sync::to_columns({""})), "bad_frame"},
      {"more shapes than the block holds",
       batch_frame(2, 1,
                   "\x05"
                   "a"),
       "bad_frame"},
      {"a length without end", batch_frame(6, 1, "\xFF\xFF\xFF\xFF\xFF\xFF"), "bad_frame"},
      {"raw_size beyond the limit", batch_frame(sync::kBatchRawBytesLimit + 1, 2, two),
       "too_large"},
      {"count beyond the limit", batch_frame(5, sync::kBatchEntriesLimit + 1, two), "too_large"},
      {"raw_size of 4 GB", batch_frame(0xFFFFFFFF, 2, two), "too_large"},
  };
  Office office;
  Device agent(office.enrol("NC"));
  for (const Case& given : cases) {
    INFO(given.what);
    Victim victim(office, agent, Stage::kHubOpen);
    victim->receive(given.frame);
    CHECK(victim->ending() == given.ending);
    CHECK(victim->commits_waiting() == 0);
  }
}

TEST_CASE("a zstd bomb is refused within the memory of an honest batch", "[sync]") {
  Office office;
  Device agent(office.enrol("NC"));
  // 256 MB of zeros in a few KB, said to be 1 MB or honestly 256 MB.
  const std::string zeros(256 << 20, '\0');
  Frame bomb = batch_frame(1 << 20, 1, zeros);
  REQUIRE(bomb.ByteSizeLong() < (64 << 10));
  Victim first(office, agent, Stage::kHubOpen);
  first->receive(bomb);
  CHECK(first->ending() == "too_large");
  bomb.mutable_batch()->set_raw_size(256 << 20);
  Victim second(office, agent, Stage::kHubOpen);
  second->receive(bomb);
  CHECK(second->ending() == "too_large");
}

TEST_CASE("an entry larger than any honest one is refused", "[sync]") {
  const std::size_t size = sync::kEntryBytesMax + 1;
  const std::string block = sync::to_columns({std::string(size, 'x')});
  Office office;
  Device agent(office.enrol("NC"));
  Victim victim(office, agent, Stage::kHubOpen);
  victim->receive(batch_frame(static_cast<std::uint32_t>(size), 1, block));
  CHECK(victim->ending() == "bad_frame");
}

TEST_CASE("a peer that ignores the window is put out", "[sync]") {
  Office office;
  Device agent(office.enrol("NC"));
  Victim victim(office, agent, Stage::kHubOpen);
  constexpr std::size_t kEntries = 8;
  constexpr std::size_t kEntryBytes = 128 << 10;
  const std::vector<std::string> entries(kEntries, std::string(kEntryBytes, 'x'));
  const Frame frame = batch_frame(kEntries * kEntryBytes, kEntries, sync::to_columns(entries));
  std::size_t taken = 0;
  for (; taken < 100 && !victim->over(); ++taken) victim->receive(frame);
  CHECK(victim->ending() == "too_large");
  CHECK(victim->commits_waiting() * kEntries * kEntryBytes <=
        2 * sync::kWindowBytes + sync::kBatchRawBytesLimit);
}

TEST_CASE("a Hello with more heads than any village has is refused", "[sync]") {
  Office office;
  Device agent(office.enrol("NC"));
  const bool too_many = GENERATE(false, true);
  Peer hub(office.commune, office.hub, hub_options(office.commune));
  hub.session().start();
  sync::HelloBody body;
  body.set_device(agent.identity().device.value);
  body.set_protocol(sync::kProtocolMax);
  for (std::size_t i = 0; i < sync::kHeadsLimit + (too_many ? 1 : 0); ++i) {
    body.add_heads()->set_log(0x1000 + i);
  }
  hub.receive(signed_hello(hub.outbox.front(), agent, body));
  CHECK(hub.ending() == (too_many ? "bad_frame" : "open"));
}

}  // namespace soban::test
