// Enrolment on the wire; who gets a grant is hub/enrolment.h's business (tests/hub/enrolment_test.cc).
#include <catch2/catch.hpp>

#include "tests/support/office.h"
#include "tests/support/wire.h"

namespace soban::test {
namespace {

using sync::Frame;

sync::SessionOptions enrolling(Device& laptop, const std::string& token) {
  auto options = agent_options(laptop);
  options.hub_key = {};
  options.village.clear();
  options.device = {};
  options.enrol = sync::EnrolRequest{token, {}, "Lò Văn Đức", {}};
  return options;
}

// What the hub's office would answer to this key.
sync::EnrolGrant grant_for(const Commune& commune, const crypto::PublicKey& key) {
  log::Writer writer;
  writer.commune = commune.number();
  writer.device = log::DeviceId{4711};
  writer.key = key;
  writer.role = DEVICE_ROLE_VILLAGE;
  writer.village = "NC";
  sync::EnrolGrant grant;
  grant.certificate = commune.certify(writer);
  grant.hub_certificate = commune.hub().certificate;
  grant.hub_key = commune.hub().hub_key;
  grant.commune_name = "xã Pắc Ngà";
  grant.village_name = "bản Nong Cóc";
  return grant;
}

// A laptop whose request has reached the hub.
struct Enrolling {
  explicit Enrolling(const std::string& token = "0123456789")
      : laptop(office.enrol("NC")),
        wire(office.commune, office.hub, laptop, hub_options(office.commune),
             enrolling(laptop, token)) {
    wire.run();
  }
  crypto::PublicKey key() { return laptop.store().signing_key().public_key(); }
  void decide(Result<sync::EnrolGrant> grant) {
    wire.hub.session().enrol_decided(std::move(grant));
    wire.run();
  }

  Office office;
  Device laptop;
  Wire wire;
};

}  // namespace

TEST_CASE("a laptop with a good code gets its certificate and the hub's", "[sync]") {
  Enrolling it;
  REQUIRE(it.wire.hub.enrol_request);
  CHECK(it.wire.hub.enrol_request->token == "0123456789");
  CHECK(it.wire.hub.enrol_request->key == it.key());
  CHECK(it.wire.hub.enrol_request->name == "Lò Văn Đức");
  CHECK(it.wire.hub.enrol_request->software == "soban-agent test");
  it.decide(grant_for(it.office.commune, it.key()));
  REQUIRE(it.wire.agent.grant);
  CHECK(it.wire.agent.grant->hub_key == it.office.commune.hub().hub_key);
  CHECK(it.wire.agent.grant->commune_name == "xã Pắc Ngà");
  CHECK(it.wire.agent.grant->village_name == "bản Nong Cóc");
  CHECK(it.wire.agent.ending().empty());
  CHECK(it.wire.hub.ending().empty());
}

TEST_CASE("a code that is wrong, used or expired is refused with its own name", "[sync]") {
  const std::string code =
      GENERATE(as<std::string>{}, "enrol_code_wrong", "enrol_code_used", "enrol_code_expired");
  Enrolling it;
  it.decide(fail(ErrorKind::kRefused, code, "no"));
  CHECK(it.wire.hub.ending() == code);
  CHECK(it.wire.agent.ending() == code);
  CHECK(it.wire.agent.why()->kind == ErrorKind::kRefused);
  CHECK_FALSE(it.wire.agent.grant);
}

TEST_CASE("a certificate for another key is not taken", "[sync]") {
  Enrolling it;
  it.decide(grant_for(it.office.commune, crypto::SigningKey::generate().public_key()));
  CHECK(it.wire.agent.ending() == "bad_frame");
  CHECK_FALSE(it.wire.agent.grant);
}

TEST_CASE("certificates that the hub did not sign are not taken", "[sync]") {
  Enrolling it;
  Commune elsewhere;
  auto grant = grant_for(it.office.commune, it.key());
  const int which = GENERATE(0, 1, 2, 3);
  CAPTURE(which);
  if (which == 0) grant.hub_certificate = elsewhere.hub().certificate;
  if (which == 1) grant.certificate = grant_for(elsewhere, it.key()).certificate;
  if (which == 2) grant.hub_certificate.mutable_signature()->back() ^= 1;
  if (which == 3) grant.certificate.clear_body();
  it.decide(grant);
  CHECK(it.wire.agent.ending() == "bad_frame");
  CHECK_FALSE(it.wire.agent.grant);
}

TEST_CASE("a request that does not prove its key is refused before anybody decides", "[sync]") {
  Enrolling first;
  const std::string recorded = first.wire.agent.sent.front().SerializeAsString();
  Office office;
  Peer hub(office.commune, office.hub, hub_options(office.commune));
  hub.session().start();
  hub.receive(recorded);  // signed for another greeting
  CHECK(hub.ending() == "bad_signature");
  CHECK_FALSE(hub.enrol_request);
}

TEST_CASE("a request without a proper key is no frame of this protocol", "[sync]") {
  Office office;
  Peer hub(office.commune, office.hub, hub_options(office.commune));
  hub.session().start();
  sync::EnrolBody body;
  body.set_token("0123456789");
  body.set_public_key("short");
  Frame frame;
  frame.mutable_enrol()->set_body(body.SerializeAsString());
  hub.receive(frame);
  CHECK(hub.ending() == "bad_frame");
}

TEST_CASE("while an enrolment is being decided nothing else is served", "[sync]") {
  Enrolling it;
  it.wire.hub.receive(it.wire.agent.sent.front());
  CHECK(it.wire.hub.ending() == "bad_frame");
  // The decision comes too late and goes nowhere.
  it.decide(grant_for(it.office.commune, it.key()));
  CHECK_FALSE(it.wire.agent.grant);
}

TEST_CASE("a newly enrolled laptop can sync at once", "[sync]") {
  Enrolling it;
  store::Identity identity = it.laptop.identity();
  it.decide(grant_for(it.office.commune, it.key()));
  identity.certificate = it.wire.agent.grant->certificate;
  REQUIRE(log::check_certificate(identity.certificate, it.wire.agent.grant->hub_key));
  sync_up(it.office.commune, it.office.hub, it.laptop);
  CHECK(heads_of(it.laptop) == heads_of(it.office.hub));
}

}  // namespace soban::test
