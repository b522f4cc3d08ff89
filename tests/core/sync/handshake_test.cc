#include <catch2/catch.hpp>

#include "core/sync/tuning.h"
#include "tests/support/office.h"
#include "tests/support/wire.h"

namespace soban::test {
namespace {

using sync::Frame;

// A frame that a session sent, to be sent again by somebody else.
std::string recorded(const Peer& peer, std::size_t index) {
  return peer.sent.at(index).SerializeAsString();
}

Frame greeting_of(const Commune& commune, std::uint32_t protocol_min, std::uint32_t protocol_max) {
  Frame frame;
  frame.mutable_greeting()->set_hub_key(std::string(crypto::view(commune.hub_key().public_key())));
  frame.mutable_greeting()->set_protocol_min(protocol_min);
  frame.mutable_greeting()->set_protocol_max(protocol_max);
  frame.mutable_greeting()->set_nonce(std::string(32, 'n'));
  return frame;
}

sync::HelloBody hello_of(const Peer& agent) {
  sync::HelloBody body;
  for (const Frame& frame : agent.sent) {
    if (frame.has_hello()) body.ParseFromString(frame.hello().body());
  }
  return body;
}

Frame hello_with_protocol(const Device& agent, std::uint32_t protocol) {
  sync::HelloBody body;
  body.set_device(agent.identity().device.value);
  body.set_protocol(protocol);
  Frame frame;
  frame.mutable_hello()->set_body(body.SerializeAsString());
  return frame;
}

}  // namespace

TEST_CASE("a reconnect with nothing new is three small messages", "[sync]") {
  Office office;
  Device agent(office.enrol("NC"));
  agent.write(contribution("NC", "Lò Thị Hoa", 200'000));
  sync_up(office.commune, office.hub, agent);

  Wire wire(office.commune, office.hub, agent);
  wire.run();
  REQUIRE(wire.level());
  CHECK(wire.frames() == 3);
  CHECK(wire.bytes() < 600);
  CHECK(wire.hub.count_sent(Frame::kGreeting) == 1);
  CHECK(wire.agent.count_sent(Frame::kHello) == 1);
  CHECK(wire.hub.count_sent(Frame::kWelcome) == 1);
  CHECK(wire.hub.sent.back().welcome().heads_size() == 0);
}

TEST_CASE("the handshake tells each side who and how the other is", "[sync]") {
  Office office;
  Device agent(office.enrol("NC"));
  auto options = agent_options(agent);
  options.software = "soban-agent 9";
  options.disk_free_bytes = 12345;
  options.waiting = 7;
  Wire wire(office.commune, office.hub, agent, hub_options(office.commune), options);
  wire.run();
  REQUIRE(wire.level());
  REQUIRE(wire.hub.session().peer());
  CHECK(wire.hub.session().peer()->device == agent.identity().device);
  CHECK(wire.hub.session().peer()->village == "NC");
  REQUIRE(wire.hub.hello);
  CHECK(wire.hub.hello->software() == "soban-agent 9");
  CHECK(wire.hub.hello->disk_free_bytes() == 12345);
  CHECK(wire.hub.hello->waiting() == 7);
}

TEST_CASE("an unknown device is refused by name", "[sync]") {
  Office office;
  Commune elsewhere(78);
  store::Identity stranger = elsewhere.enrol("NC");
  stranger.device = log::DeviceId{999};
  stranger.hub_key = office.commune.hub_key().public_key();
  Device agent(stranger);
  Wire wire(office.commune, office.hub, agent);
  wire.run();
  CHECK(wire.hub.ending() == "unknown_device");
  CHECK(wire.agent.ending() == "unknown_device");
  CHECK(wire.hub.refusal_sent() == sync::REFUSAL_UNKNOWN_DEVICE);
}

TEST_CASE("a revoked device is refused and its entries stay its own", "[sync]") {
  Office office;
  Device agent(office.enrol("NC"));
  agent.write(contribution("NC", "Lò Thị Hoa", 200'000));
  office.commune.revoke(agent.identity().device);
  const auto before = heads_of(office.hub);
  Wire wire(office.commune, office.hub, agent);
  wire.run();
  CHECK(wire.hub.ending() == "revoked");
  CHECK(wire.agent.ending() == "revoked");
  CHECK(heads_of(office.hub) == before);
  CHECK(agent.store().logs().size() == 1);
}

TEST_CASE("a device that is revoked while it is connected is put out at once", "[sync]") {
  Office office;
  Device agent(office.enrol("NC"));
  Wire wire(office.commune, office.hub, agent);
  wire.run();
  wire.hub.session().refuse(sync::REFUSAL_REVOKED, "withdrawn");
  agent.write(contribution("NC", "Lò Thị Hoa", 200'000));
  wire.run();
  CHECK(wire.hub.ending() == "revoked");
  CHECK(wire.agent.ending() == "revoked");
  CHECK(office.hub.store().logs().size() == 2);
}

TEST_CASE("a Hello signed with another key is refused", "[sync]") {
  Office office;
  Device agent(office.enrol("NC"));
  auto options = agent_options(agent);
  options.key = crypto::SigningKey::generate();
  Wire wire(office.commune, office.hub, agent, hub_options(office.commune), options);
  wire.run();
  CHECK(wire.hub.ending() == "bad_signature");
  CHECK(wire.agent.ending() == "bad_signature");
  CHECK(wire.hub.session().claimed() == agent.identity().device);
  CHECK_FALSE(wire.hub.session().peer());
}

TEST_CASE("a recorded Hello is worth nothing in another session", "[sync]") {
  Office office;
  Device agent(office.enrol("NC"));
  Wire first(office.commune, office.hub, agent);
  first.run();
  const std::string hello = recorded(first.agent, 0);

  Wire second(office.commune, office.hub, agent);
  second.hub.receive(hello);
  CHECK(second.hub.ending() == "bad_signature");
}

TEST_CASE("a Hello that came through another TLS certificate is refused", "[sync]") {
  Office office;
  Device agent(office.enrol("NC"));
  auto options = agent_options(agent);
  options.tls_fingerprint = "somebody between";
  Wire wire(office.commune, office.hub, agent, hub_options(office.commune), options);
  wire.run();
  CHECK(wire.hub.ending() == "bad_signature");
}

TEST_CASE("an agent says nothing of itself to a hub with another key", "[sync]") {
  Office office;
  Device agent(office.enrol("NC"));
  auto options = agent_options(agent);
  options.hub_key = crypto::SigningKey::generate().public_key();
  Wire wire(office.commune, office.hub, agent, hub_options(office.commune), options);
  wire.run();
  CHECK(wire.agent.ending() == "wrong_hub");
  CHECK(wire.agent.count_sent(Frame::kHello) == 0);
}

TEST_CASE("an agent finds out which side is too old", "[sync]") {
  struct Case {
    std::uint32_t protocol_min;
    std::uint32_t protocol_max;
    const char* ending;
  };
  const auto given =
      GENERATE(Case{sync::kProtocolMax + 1, sync::kProtocolMax + 2, "protocol_too_old"},
               Case{0, sync::kProtocolMin - 1, "protocol_too_new"},
               Case{sync::kProtocolMax, sync::kProtocolMax + 1, "open"});
  Office office;
  Device device(office.enrol("NC"));
  Peer agent(office.commune, device, agent_options(device));
  agent.session().start();
  agent.receive(greeting_of(office.commune, given.protocol_min, given.protocol_max));
  CHECK(agent.ending() == given.ending);
}

TEST_CASE("an agent speaks no newer version than the hub knows", "[sync]") {
  Office office;
  Device device(office.enrol("NC"));
  Peer agent(office.commune, device, agent_options(device));
  agent.session().start();
  agent.receive(greeting_of(office.commune, sync::kProtocolMin, sync::kProtocolMax + 5));
  CHECK(hello_of(agent).protocol() == sync::kProtocolMax);
}

TEST_CASE("a hub refuses versions it does not speak", "[sync]") {
  struct Case {
    std::uint32_t protocol;
    const char* ending;
    sync::RefusalCode code;
  };
  const auto given =
      GENERATE(Case{sync::kProtocolMin - 1, "protocol_too_old", sync::REFUSAL_PROTOCOL_TOO_OLD},
               Case{sync::kProtocolMax + 1, "protocol_too_new", sync::REFUSAL_PROTOCOL_TOO_NEW});
  Office office;
  Device device(office.enrol("NC"));
  Peer hub(office.commune, office.hub, hub_options(office.commune));
  hub.session().start();
  hub.receive(hello_with_protocol(device, given.protocol));
  CHECK(hub.ending() == given.ending);
  CHECK(hub.refusal_sent() == given.code);
}

TEST_CASE("saying goodbye ends both sides in good order", "[sync]") {
  Office office;
  Device agent(office.enrol("NC"));
  Wire wire(office.commune, office.hub, agent);
  wire.run();
  wire.agent.session().leave();
  wire.run();
  CHECK(wire.agent.ending().empty());
  CHECK(wire.hub.ending().empty());
  CHECK_FALSE(wire.hub.session().open());
}

TEST_CASE("every refusal has a name, and every name its refusal", "[sync]") {
  const auto* codes = sync::RefusalCode_descriptor();
  for (int i = 1; i < codes->value_count(); ++i) {
    const auto code = static_cast<sync::RefusalCode>(codes->value(i)->number());
    INFO(codes->value(i)->name());
    const std::string name = sync::refusal_name(code);
    CHECK(name != "refused");
    CHECK(sync::refusal_for(Error{ErrorKind::kInvalid, name, {}, {}, {}}) == code);
  }
  CHECK(sync::refusal_name(static_cast<sync::RefusalCode>(99)) == "refused");
}

TEST_CASE("a store that can't commit is told as such", "[sync]") {
  for (const ErrorKind kind : {ErrorKind::kDiskFull, ErrorKind::kIo, ErrorKind::kUnavailable}) {
    CHECK(sync::refusal_for(Error{kind, "disk_full", {}, {}, {}}) == sync::REFUSAL_STORE);
  }
}

}  // namespace soban::test
