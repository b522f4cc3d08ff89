// Who may have which book, and who may write in it.
#include <catch2/catch.hpp>

#include "tests/support/office.h"
#include "tests/support/wire.h"

namespace soban::test {
namespace {

using sync::Frame;

// An agent made by hand: shakes hands properly and then sends what the test wants.
struct Intruder {
  Intruder(Office& office, const store::Identity& identity)
      : device(identity), wire(office.commune, office.hub, device) {
    wire.run();
    REQUIRE(wire.level());
    wire.hold_agent_commits = true;
  }
  Peer& hub() { return wire.hub; }
  void send(const OwnedBatch& batch) {
    Frame frame;
    store::Tail tail{
        batch.first, batch.entries, {batch.log, batch.last(), batch.hash}, batch.signature};
    *frame.mutable_batch() = sync::encode_batch(batch.log, tail);
    hub().receive(frame);
    while (hub().commit_one()) {
    }
  }

  Device device;
  Wire wire;
};

std::set<std::string> villages_of(Device& device) {
  std::set<std::string> villages;
  for (const store::LogInfo& info : device.store().logs()) villages.insert(info.village);
  return villages;
}

// Whose books the hub put on the wire.
std::set<std::string> villages_sent(const Peer& sender, Device& device) {
  std::set<std::string> villages;
  for (const sync::Batch& batch : sender.batches_sent()) {
    villages.insert(device.store().find_log(log::LogId{batch.log()})->village);
  }
  return villages;
}

}  // namespace

TEST_CASE("a village never receives another village's book", "[sync]") {
  Office office;
  office.hub.write(household("PL", "001", "Mùa A Dơ"));
  Device other(office.enrol("PL"));
  other.write(contribution("PL", "Mùa A Dơ", 90'000));
  sync_up(office.commune, office.hub, other);

  Device agent(office.enrol("NC"));
  Wire wire(office.commune, office.hub, agent);
  wire.run();
  REQUIRE(wire.level());
  // Nor what comes while it is connected.
  office.hub.write(household("PL", "002", "Giàng A Sử"));
  sync_up(office.commune, office.hub, other);
  wire.run();
  CHECK(wire.level());
  CHECK(villages_sent(wire.hub, office.hub) == std::set<std::string>{"", "NC"});
  CHECK(villages_of(agent) == std::set<std::string>{"", "NC"});
  CHECK(villages_of(other) == std::set<std::string>{"", "PL"});
  CHECK(heads_of(agent, "NC") == heads_of(office.hub, "NC"));
  CHECK(villages_of(office.hub) == std::set<std::string>{"", "NC", "PL"});
}

TEST_CASE("a Hello that names a log of another book is refused", "[sync]") {
  Office office;
  office.hub.write(household("PL", "001", "Mùa A Dơ"));
  Device agent(office.enrol("NC"));
  copy_logs(office.hub, agent);  // it has got hold of a book that is not its own
  auto options = agent_options(agent);
  options.village = "PL";
  Wire wire(office.commune, office.hub, agent, hub_options(office.commune), options);
  wire.run();
  CHECK(wire.hub.ending() == "forbidden_book");
  CHECK(wire.hub.refusal_sent() == sync::REFUSAL_FORBIDDEN);
  CHECK(wire.agent.ending() == "forbidden_book");
  CHECK(wire.hub.batches_sent().empty());
}

TEST_CASE("a device that asks for another village's book gets its own", "[sync]") {
  Office office;
  office.hub.write(household("PL", "001", "Mùa A Dơ"));
  Device agent(office.enrol("NC"));
  auto options = agent_options(agent);
  options.village = "PL";
  Wire wire(office.commune, office.hub, agent, hub_options(office.commune), options);
  wire.run();
  CHECK(villages_of(agent).count("PL") == 0);
  CHECK(villages_sent(wire.hub, office.hub) == std::set<std::string>{"", "NC"});
}

TEST_CASE("a Batch of another village's book is refused and leaves nothing", "[sync]") {
  Office office;
  Intruder intruder(office, office.enrol("NC"));
  Device other(office.enrol("PL"));
  const auto at = other.write(contribution("PL", "Mùa A Dơ", 90'000));
  const bool known = GENERATE(false, true);
  CAPTURE(known);
  if (known) sync_up(office.commune, office.hub, other);
  const auto before = heads_of(office.hub);
  other.write(contribution("PL", "Mùa A Dơ", 10'000));
  intruder.send(batches_of(other.store(), at.log, known ? at.seq + 1 : 1, 1 << 20).front());
  CHECK(intruder.hub().ending() == "forbidden_book");
  CHECK(heads_of(office.hub) == before);
}

TEST_CASE("a device can't begin a log outside its book", "[sync]") {
  Office office;
  const store::Identity identity = office.enrol("NC");
  const auto village = GENERATE(as<std::string>{}, "", "PL");
  CAPTURE(village);
  const auto before = heads_of(office.hub);
  Intruder intruder(office, identity);
  intruder.send(HandmadeLog(identity, log::LogId{4711}, village).batch());
  CHECK(intruder.hub().ending() == "bad_genesis");
  CHECK(intruder.hub().refusal_sent() == sync::REFUSAL_BAD_FRAME);
  CHECK(heads_of(office.hub) == before);
}

TEST_CASE("a log of another commune is refused", "[sync]") {
  Office office;
  store::Identity identity = office.enrol("NC");
  log::Writer writer;
  writer.commune = 78;
  writer.device = identity.device;
  writer.key = crypto::SigningKey::from_seed(identity.seed)->public_key();
  writer.role = DEVICE_ROLE_VILLAGE;
  writer.village = "NC";
  store::Identity elsewhere = identity;
  elsewhere.commune = 78;
  elsewhere.certificate = office.commune.certify(writer);
  Intruder intruder(office, identity);
  intruder.send(HandmadeLog(elsewhere, log::LogId{4711}, "NC").batch());
  CHECK(intruder.hub().ending() == "wrong_commune");
  CHECK(intruder.hub().refusal_sent() == sync::REFUSAL_FORBIDDEN);
}

TEST_CASE("a log certified by somebody else's hub is refused", "[sync]") {
  Office office;
  Commune elsewhere;
  const store::Identity forged = elsewhere.enrol("NC");
  Intruder intruder(office, office.enrol("NC"));
  intruder.send(HandmadeLog(forged, log::LogId{4711}, "NC").batch());
  CHECK(intruder.hub().ending() == "bad_certificate");
}

TEST_CASE("entries that another holder altered are refused", "[sync]") {
  Office office;
  const store::Identity identity = office.enrol("NC");
  HandmadeLog log(identity, log::LogId{4711}, "NC");
  log.add(
      creating(log::kind_of<Contribution>(), contribution_of("Lò Thị Hoa", 200'000), kMorningMs));
  log.add(
      creating(log::kind_of<Contribution>(), contribution_of("Lò Thị Hoa", 300'000), kMorningMs));

  struct Case {
    const char* ending;
    std::function<void(OwnedBatch&)> damage;
  };
  const std::vector<Case> cases = {
      {"broken_chain", [](OwnedBatch& b) { b.entries[1].back() ^= 1; }},
      {"broken_chain", [](OwnedBatch& b) { std::swap(b.entries[1], b.entries[2]); }},
      {"bad_signature", [](OwnedBatch& b) { b.hash[0] ^= 1; }},
      {"bad_signature", [](OwnedBatch& b) { b.signature[5] ^= 1; }},
      {"bad_signature", [](OwnedBatch& b) { b.signature.clear(); }},
      {"bad_signature", [](OwnedBatch& b) { b.entries.pop_back(); }},
      {"gap", [](OwnedBatch& b) { b.first = 2; }},
      {"gap", [](OwnedBatch& b) { b.first = 0; }},
      {"gap", [](OwnedBatch& b) { b.first = ~0ULL; }},
      {"bad_genesis", [](OwnedBatch& b) { b.log = log::LogId{4712}; }},
      {"bad_genesis", [](OwnedBatch& b) { b.entries[0] = "\xFF\xFF"; }},
  };
  for (std::size_t i = 0; i < cases.size(); ++i) {
    INFO("case " << i);
    const auto before = heads_of(office.hub);
    Intruder intruder(office, identity);
    OwnedBatch batch = log.batch();
    cases[i].damage(batch);
    intruder.send(batch);
    CHECK(intruder.hub().ending() == cases[i].ending);
    CHECK(intruder.hub().over());
    CHECK(heads_of(office.hub) == before);
  }
  Intruder honest(office, identity);
  honest.send(log.batch());
  CHECK(honest.hub().ending() == "open");
}

TEST_CASE("a log that goes on differently is a fork, live as well", "[sync]") {
  Office office;
  const store::Identity identity = office.enrol("NC");
  HandmadeLog one(identity, log::LogId{4711}, "NC");
  HandmadeLog other(identity, log::LogId{4711}, "NC");
  one.add(
      creating(log::kind_of<Contribution>(), contribution_of("Lò Thị Hoa", 200'000), kMorningMs));
  other.add(
      creating(log::kind_of<Contribution>(), contribution_of("Lò Thị Hoa", 999'000), kMorningMs));
  other.add(
      creating(log::kind_of<Contribution>(), contribution_of("Lò Thị Hoa", 999'000), kMorningMs));
  const auto last = GENERATE(2u, 3u);
  CAPTURE(last);
  Intruder intruder(office, identity);
  intruder.send(one.batch());
  REQUIRE(intruder.hub().ending() == "open");
  const auto before = heads_of(office.hub);
  intruder.send(other.batch(1, last));
  CHECK(intruder.hub().ending() == "fork");
  CHECK(intruder.hub().refusal_sent() == sync::REFUSAL_FORK);
  CHECK(heads_of(office.hub) == before);
}

TEST_CASE("an Ack for another content is a fork, an Ack for what was not sent no frame", "[sync]") {
  Office office;
  Device device(office.enrol("NC"));
  Wire wire(office.commune, office.hub, device);
  wire.hold_agent_commits = true;
  wire.run();
  REQUIRE_FALSE(wire.hub.batches_sent().empty());
  const sync::Batch batch = wire.hub.batches_sent().front();
  const bool wrong_hash = GENERATE(false, true);
  Frame frame;
  frame.mutable_ack()->set_log(batch.log());
  frame.mutable_ack()->set_seq(batch.first() + batch.count() - (wrong_hash ? 1 : 0));
  frame.mutable_ack()->set_hash(std::string(32, 'x'));
  wire.hub.receive(frame);
  CHECK(wire.hub.ending() == (wrong_hash ? "fork" : "bad_frame"));
}

}  // namespace soban::test
