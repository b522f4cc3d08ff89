#include "core/log/genesis.h"

#include <catch2/catch.hpp>

#include "tests/support/commune.h"
#include "tests/support/expect.h"
#include "tests/support/manual_clock.h"

namespace soban::log {
namespace {

using test::code_of;
using test::Commune;

constexpr LogId kLog{0x1234};

// What is wrong with a genesis of `device`'s for the book; "" when nothing.
std::string detail_of(const Commune& commune, const store::Identity& device, const Book& book) {
  const std::string bytes =
      make_genesis(kLog, book, device.certificate, Hlc::at_ms(test::kMorningMs));
  const auto origin = check_genesis(bytes, kLog, commune.hub().hub_key);
  return origin ? std::string() : origin.error().detail;
}

TEST_CASE("a certificate says what the hub vouched for", "[log][genesis]") {
  Commune commune;
  const store::Identity device = commune.enrol("nong-coc");
  const Writer writer = test::expect(check_certificate(device.certificate, device.hub_key));
  CHECK(writer.commune == commune.number());
  CHECK(writer.device == device.device);
  CHECK(writer.role == DEVICE_ROLE_VILLAGE);
  CHECK(writer.village == "nong-coc");
  CHECK(writer.series == "nong-coc-2");
  CHECK(writer.name == "Máy bản nong-coc");
  CHECK(writer.issued_ms == test::kMorningMs);
  CHECK(writer.key == crypto::SigningKey::from_seed(device.seed)->public_key());
}

TEST_CASE("a certificate that another hub signed is refused", "[log][genesis]") {
  Commune commune;
  Commune other;
  const store::Identity device = commune.enrol("nong-coc");
  CHECK(code_of(check_certificate(device.certificate, other.hub().hub_key)) == "bad_certificate");
}

TEST_CASE("a certificate whose words were changed is refused", "[log][genesis]") {
  Commune commune;
  Certificate certificate = commune.enrol("nong-coc").certificate;
  CertificateBody body;
  REQUIRE(body.ParseFromString(certificate.body()));
  body.set_village("pac-nga");
  certificate.set_body(body.SerializeAsString());
  CHECK(code_of(check_certificate(certificate, commune.hub().hub_key)) == "bad_certificate");
  certificate.clear_signature();
  CHECK(code_of(check_certificate(certificate, commune.hub().hub_key)) == "bad_certificate");
}

TEST_CASE("a signed certificate with a key of the wrong length is refused", "[log][genesis]") {
  Commune commune;
  CertificateBody body;
  body.set_public_key("short");
  Certificate certificate;
  certificate.set_body(body.SerializeAsString());
  certificate.set_signature(std::string(
      crypto::view(commune.hub_key().sign("soban.certificate.v1", certificate.body()))));
  CHECK(code_of(check_certificate(certificate, commune.hub().hub_key)) == "bad_certificate");
}

TEST_CASE("a genesis says whose log it is and of which book", "[log][genesis]") {
  Commune commune;
  const store::Identity device = commune.enrol("nong-coc");
  const Book book{commune.number(), "nong-coc"};
  const std::string bytes = make_genesis(kLog, book, device.certificate, Hlc{5});
  const LogOrigin origin = test::expect(check_genesis(bytes, kLog, device.hub_key));
  CHECK(origin.log == kLog);
  CHECK(origin.book == book);
  CHECK(origin.writer.device == device.device);
  CHECK(origin.time == Hlc{5});
}

TEST_CASE("a village's device may write its own village's book and no other", "[log][genesis]") {
  Commune commune;
  const store::Identity device = commune.enrol("nong-coc");
  CHECK(detail_of(commune, device, {commune.number(), "nong-coc"}) == "");
  CHECK(detail_of(commune, device, {commune.number(), "pac-nga"}) == "may not write this book");
  CHECK(detail_of(commune, device, {commune.number(), ""}) == "may not write this book");
  CHECK(detail_of(commune, device, {commune.number() + 1, "nong-coc"}) ==
        "may not write this book");
}

TEST_CASE("the hub may write every book of its commune", "[log][genesis]") {
  Commune commune;
  CHECK(detail_of(commune, commune.hub(), {commune.number(), ""}) == "");
  CHECK(detail_of(commune, commune.hub(), {commune.number(), "nong-coc"}) == "");
  CHECK(detail_of(commune, commune.hub(), {commune.number() + 1, ""}) == "may not write this book");
}

TEST_CASE("a device without a role or a village may write nothing", "[log][genesis]") {
  Commune commune;
  Writer writer =
      test::expect(check_certificate(commune.enrol("nong-coc").certificate, commune.hub().hub_key));
  store::Identity device;
  writer.role = DEVICE_ROLE_UNSPECIFIED;
  device.certificate = commune.certify(writer);
  CHECK_FALSE(detail_of(commune, device, {commune.number(), "nong-coc"}).empty());
  writer.role = DEVICE_ROLE_VILLAGE;
  writer.village = "";
  device.certificate = commune.certify(writer);
  CHECK_FALSE(detail_of(commune, device, {commune.number(), ""}).empty());
}

TEST_CASE("a genesis of another log, another hub, or none at all is refused", "[log][genesis]") {
  Commune commune;
  Commune other;
  const store::Identity device = commune.enrol("nong-coc");
  const std::string bytes =
      make_genesis(kLog, {commune.number(), "nong-coc"}, device.certificate, Hlc{5});
  CHECK(code_of(check_genesis(bytes, LogId{0x1235}, device.hub_key)) == "bad_genesis");
  CHECK(code_of(check_genesis("\xff", kLog, device.hub_key)) == "bad_genesis");
  CHECK(code_of(check_genesis("", LogId{0}, device.hub_key)) == "bad_certificate");
  CHECK(code_of(check_genesis(bytes, kLog, other.hub().hub_key)) == "bad_certificate");
}

}  // namespace
}  // namespace soban::log
