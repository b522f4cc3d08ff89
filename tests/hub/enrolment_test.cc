#include "hub/enrolment.h"

#include <catch2/catch.hpp>

#include "core/store/queries.h"
#include "tests/support/books.h"
#include "tests/support/expect.h"
#include "tests/support/wire.h"

namespace soban::hub {
namespace {

using test::code_of;
using test::expect;

constexpr const char* kFingerprint = "0123456789abcdef0123456789abcdef";

struct Office {
  template <class Body>
  auto change(Body&& body) {
    store::Transaction transaction(books.hub.database());
    auto done = body(books.hub.store());
    if (done) transaction.commit();
    return done;
  }
  Result<NewCode> new_code(const std::string& village = "NC", const std::string& name = "") {
    return change([&](store::Store& store) {
      return make_enrol_code(store, village, name, "192.168.1.20", 8443, kFingerprint);
    });
  }
  std::string new_token(const std::string& village = "NC", const std::string& name = "") {
    return expect(sync::read_enrol_code(expect(new_code(village, name)).text)).token;
  }
  Result<sync::EnrolGrant> ask(const std::string& token, const crypto::SigningKey& laptop_key) {
    return change([&](store::Store& store) {
      return grant_enrolment(store, {token, laptop_key.public_key(), "Lò Văn Đức", "test"});
    });
  }
  log::Writer writer(const sync::EnrolGrant& grant) {
    return expect(log::check_certificate(grant.certificate, books.commune.hub().hub_key));
  }
  Result<log::Position> revoke(log::DeviceId device, const std::string& reason = "máy bị mất") {
    return change(
        [&](store::Store& store) { return revoke_device(store, device, reason, test::kClerk); });
  }

  test::Books books;
  crypto::SigningKey key = crypto::SigningKey::generate();
};

}  // namespace

TEST_CASE("a code says where the hub is, how it proves itself, and holds a token of its own",
          "[hub]") {
  Office office;
  const NewCode first = expect(office.new_code());
  const auto read = expect(sync::read_enrol_code(first.text));
  CHECK(read.host == "192.168.1.20");
  CHECK(read.port == 8443);
  CHECK(read.pin == std::string(kFingerprint).substr(0, sync::kPinBytes));
  CHECK(read.token.size() == sync::kTokenBytes);
  CHECK(first.expires_ms == test::kMorningMs + kCodeLifeMs);
  CHECK(office.new_token() != read.token);
}

TEST_CASE("codes are for villages that exist", "[hub]") {
  Office office;
  CHECK(code_of(office.new_code("XX")) == "unknown_village");
  CHECK(code_of(office.new_code("")) == "unknown_village");
  CHECK(code_of(office.new_code("NC", "a\x01")) == "control_character");
}

TEST_CASE("a token is not in the database in a form that could be used", "[hub]") {
  Office office;
  const std::string token = office.new_token();
  auto query = office.books.hub.database().query("SELECT token_hash FROM enrol_code");
  REQUIRE(query.step());
  CHECK(query.blob(0).find(token) == std::string_view::npos);
}

TEST_CASE("a good code makes a device of its village", "[hub]") {
  Office office;
  const auto grant =
      expect(office.ask(office.new_token("NC", " Máy  của trưởng bản "), office.key));
  const log::Writer writer = office.writer(grant);
  CHECK(writer.key == office.key.public_key());
  CHECK(writer.role == DEVICE_ROLE_VILLAGE);
  CHECK(writer.village == "NC");
  CHECK(writer.commune == office.books.commune.number());
  CHECK(writer.name == "Máy của trưởng bản");
  CHECK(writer.series == "NC-A");
  CHECK(grant.hub_key == office.books.commune.hub().hub_key);
  CHECK(grant.commune_name == "xã Pắc Ngà");
  CHECK(grant.village_name == "bản Nong Cóc");
  const auto allowed = check_device(office.books.hub.store(), writer.device);
  REQUIRE(allowed);
  CHECK(allowed->key == writer.key);
}

TEST_CASE("a device without a name is named after its village", "[hub]") {
  Office office;
  CHECK(office.writer(expect(office.ask(office.new_token(), office.key))).name ==
        "Máy bản Nong Cóc");
}

TEST_CASE("each device of a village has a series of its own", "[hub]") {
  Office office;
  std::set<std::string> series;
  for (int i = 0; i < 30; ++i) {
    const auto grant = expect(office.ask(office.new_token(), crypto::SigningKey::generate()));
    series.insert(office.writer(grant).series);
  }
  CHECK(series.size() == 30);
  const auto other = expect(office.ask(office.new_token("PL"), crypto::SigningKey::generate()));
  CHECK(office.writer(other).series == "PL-A");
}

TEST_CASE("a wrong code is refused", "[hub]") {
  Office office;
  std::string token = office.new_token();
  token.back() ^= 1;
  for (const std::string& wrong : {token, std::string(), std::string(10, '\0')}) {
    const auto refused = office.ask(wrong, office.key);
    CHECK(code_of(refused) == "enrol_code_wrong");
    CHECK(refused.error().kind == ErrorKind::kRefused);
  }
  CHECK(store::devices(office.books.hub.database()).empty());
}

TEST_CASE("a code works once", "[hub]") {
  Office office;
  const std::string token = office.new_token();
  expect(office.ask(token, office.key));
  CHECK(code_of(office.ask(token, crypto::SigningKey::generate())) == "enrol_code_used");
  CHECK(store::devices(office.books.hub.database()).size() == 1);
}

TEST_CASE("a code works for two days", "[hub]") {
  Office office;
  const std::string token = office.new_token();
  office.books.hub.clock.advance_ms(kCodeLifeMs + 1);
  CHECK(code_of(office.ask(token, office.key)) == "enrol_code_expired");
  office.books.hub.clock.advance_ms(-1);
  CHECK(office.ask(token, office.key));
}

TEST_CASE("an answer lost on the way can be asked for again", "[hub]") {
  Office office;
  const std::string token = office.new_token();
  const auto first = expect(office.ask(token, office.key));
  office.books.hub.clock.advance_ms(kCodeLifeMs + 1);
  const auto again = expect(office.ask(token, office.key));
  CHECK(again.certificate.SerializeAsString() == first.certificate.SerializeAsString());
  CHECK(again.hub_certificate.SerializeAsString() == first.hub_certificate.SerializeAsString());
  CHECK(again.village_name == first.village_name);
  CHECK(store::devices(office.books.hub.database()).size() == 1);
}

TEST_CASE("a withdrawn device is refused, and can't come back with its old code", "[hub]") {
  Office office;
  const std::string token = office.new_token();
  const log::DeviceId device = office.writer(expect(office.ask(token, office.key))).device;
  REQUIRE(check_device(office.books.hub.store(), device));
  CHECK(code_of(office.revoke(device, "  ")) == "reason_required");
  REQUIRE(office.revoke(device));
  const auto refused = check_device(office.books.hub.store(), device);
  CHECK(code_of(refused) == "revoked");
  CHECK(refused.error().kind == ErrorKind::kForbidden);
  CHECK(refused.error().text.find("máy bị mất") != std::string::npos);
  CHECK(code_of(office.ask(token, office.key)) == "enrol_code_used");
}

TEST_CASE("only the office withdraws, and only devices that exist", "[hub]") {
  Office office;
  const log::DeviceId device =
      office.writer(expect(office.ask(office.new_token(), office.key))).device;
  const auto by_village = office.change(
      [&](store::Store& store) { return revoke_device(store, device, "vì", test::kVillageHead); });
  CHECK(code_of(by_village) == "not_the_office");
  CHECK(code_of(office.revoke(log::DeviceId{0xAA})) == "not_found");
  CHECK(check_device(office.books.hub.store(), device));
}

TEST_CASE("a device that never was is unknown", "[hub]") {
  Office office;
  const auto unknown = check_device(office.books.hub.store(), log::DeviceId{0xAA});
  CHECK(code_of(unknown) == "unknown_device");
  CHECK(unknown.error().kind == ErrorKind::kUnauthorized);
}

TEST_CASE("every holder of the commune's book learns of devices and withdrawals", "[hub]") {
  Office office;
  const auto grant = expect(office.ask(office.new_token(), office.key));
  const log::DeviceId device = office.writer(grant).device;
  office.books.meet();
  const auto seen = store::find_device(office.books.laptop.database(), device);
  REQUIRE(seen);
  CHECK(seen->series == "NC-A");
  CHECK_FALSE(seen->revoked);
  CHECK(seen->certificate == grant.certificate.SerializeAsString());
  REQUIRE(office.revoke(device));
  office.books.meet();
  CHECK(store::find_device(office.books.laptop.database(), device)->revoked);
}

TEST_CASE("a laptop enrols over the wire with the printed code", "[hub]") {
  Office office;
  const auto code = expect(sync::read_enrol_code(expect(office.new_code()).text));
  test::Device laptop(office.books.commune.enrol("NC"));
  auto options = test::agent_options(laptop);
  options.key = office.key;
  options.enrol = sync::EnrolRequest{code.token, {}, "Lò Văn Đức", {}};
  test::Wire wire(office.books.commune, office.books.hub, laptop,
                  test::hub_options(office.books.commune), options);
  wire.run();
  REQUIRE(wire.hub.enrol_request);
  wire.hub.session().enrol_decided(office.change(
      [&](store::Store& store) { return grant_enrolment(store, *wire.hub.enrol_request); }));
  wire.run();
  REQUIRE(wire.agent.grant);
  CHECK(wire.agent.grant->village_name == "bản Nong Cóc");
  CHECK(check_device(office.books.hub.store(), office.writer(*wire.agent.grant).device));
}

}  // namespace soban::hub
