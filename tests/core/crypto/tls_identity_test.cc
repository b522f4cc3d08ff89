#include <openssl/pem.h>
#include <openssl/x509_vfy.h>
#include <openssl/x509v3.h>

#include <catch2/catch.hpp>
#include <ctime>
#include <memory>

#include "core/crypto/crypto.h"

namespace crypto = soban::crypto;

namespace {

using Certificate = std::unique_ptr<X509, decltype(&X509_free)>;
using Key = std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)>;

Certificate parse(const std::string& pem) {
  BIO* bio = BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size()));
  Certificate certificate(PEM_read_bio_X509(bio, nullptr, nullptr, nullptr), X509_free);
  BIO_free(bio);
  return certificate;
}

Key parse_key(const std::string& pem) {
  BIO* bio = BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size()));
  Key key(PEM_read_bio_PrivateKey(bio, nullptr, nullptr, nullptr), EVP_PKEY_free);
  BIO_free(bio);
  return key;
}

// OpenSSL's own verdict, as a TLS client that trusts this certificate alone would get it.
int verify_as_server(X509* certificate) {
  X509_STORE* store = X509_STORE_new();
  X509_STORE_add_cert(store, certificate);
  X509_STORE_CTX* context = X509_STORE_CTX_new();
  X509_STORE_CTX_init(context, store, certificate, nullptr);
  X509_STORE_CTX_set_purpose(context, X509_PURPOSE_SSL_SERVER);
  X509_verify_cert(context);
  const int verdict = X509_STORE_CTX_get_error(context);
  X509_STORE_CTX_free(context);
  X509_STORE_free(store);
  return verdict;
}

}  // namespace

TEST_CASE("a TLS identity is a P-256 key and a certificate that belongs to it") {
  const auto identity = crypto::make_tls_identity("may-chu.local");
  const auto certificate = parse(identity.certificate);
  const auto key = parse_key(identity.private_key);
  REQUIRE(certificate);
  REQUIRE(key);
  CHECK(X509_check_private_key(certificate.get(), key.get()) == 1);
  CHECK(EVP_PKEY_get_bits(key.get()) == 256);
  CHECK(X509_verify(certificate.get(), key.get()) == 1);
}

TEST_CASE("a TLS client that trusts the certificate accepts it for a server") {
  const auto certificate = parse(crypto::make_tls_identity("may-chu.local").certificate);
  CHECK(verify_as_server(certificate.get()) == X509_V_OK);
}

TEST_CASE("a TLS certificate is for its host alone") {
  SECTION("a name") {
    const auto certificate = parse(crypto::make_tls_identity("may-chu.local").certificate);
    CHECK(X509_check_host(certificate.get(), "may-chu.local", 0, 0, nullptr) == 1);
    CHECK(X509_check_host(certificate.get(), "other.local", 0, 0, nullptr) == 0);
  }
  SECTION("an IPv4 address") {
    const auto certificate = parse(crypto::make_tls_identity("192.168.1.10").certificate);
    CHECK(X509_check_ip_asc(certificate.get(), "192.168.1.10", 0) == 1);
    CHECK(X509_check_ip_asc(certificate.get(), "192.168.1.11", 0) == 0);
  }
  SECTION("an IPv6 address") {
    const auto certificate = parse(crypto::make_tls_identity("fd00::1").certificate);
    CHECK(X509_check_ip_asc(certificate.get(), "fd00::1", 0) == 1);
  }
  SECTION("a name longer than a common name may be") {
    const std::string host = std::string(60, 'a') + "." + std::string(60, 'b') + ".local";
    const auto certificate = parse(crypto::make_tls_identity(host).certificate);
    CHECK(X509_check_host(certificate.get(), host.c_str(), 0, 0, nullptr) == 1);
  }
  SECTION("a name with a comma adds no second name") {
    const auto certificate = parse(crypto::make_tls_identity("a,DNS:evil.local").certificate);
    CHECK(X509_check_host(certificate.get(), "evil.local", 0, 0, nullptr) == 0);
  }
}

TEST_CASE("a TLS certificate holds from yesterday for twenty years") {
  const auto certificate = parse(crypto::make_tls_identity("h").certificate);
  const std::time_t now = std::time(nullptr);
  constexpr std::time_t kYear = 365 * 24 * 3600;
  const auto valid_at = [&](std::time_t when) {
    return X509_cmp_time(X509_get0_notBefore(certificate.get()), &when) < 0 &&
           X509_cmp_time(X509_get0_notAfter(certificate.get()), &when) > 0;
  };
  CHECK(valid_at(now - 3600));
  CHECK(valid_at(now + 20 * kYear));
  CHECK_FALSE(valid_at(now + 21 * kYear));
}

TEST_CASE("two TLS identities share neither key nor serial number") {
  const auto one = parse(crypto::make_tls_identity("h").certificate);
  const auto two = parse(crypto::make_tls_identity("h").certificate);
  CHECK(ASN1_INTEGER_cmp(X509_get0_serialNumber(one.get()), X509_get0_serialNumber(two.get())) !=
        0);
  CHECK(EVP_PKEY_eq(X509_get0_pubkey(one.get()), X509_get0_pubkey(two.get())) != 1);
}

TEST_CASE("a certificate's fingerprint is the SHA-256 of its DER") {
  const std::string pem = crypto::make_tls_identity("h").certificate;
  const auto fingerprint = crypto::certificate_sha256(pem);
  REQUIRE(fingerprint);
  unsigned char expected[32];
  REQUIRE(X509_digest(parse(pem).get(), EVP_sha256(), expected, nullptr) == 1);
  CHECK(*fingerprint == crypto::view(expected));
  CHECK(crypto::certificate_sha256("# comment before\n" + pem) == *fingerprint);
}

TEST_CASE("a certificate that does not parse is corrupt") {
  const std::string pem = crypto::make_tls_identity("h").certificate;
  for (const std::string& broken : {std::string(), std::string("hello"), pem.substr(0, 100),
                                    pem.substr(0, 60) + pem.substr(70)}) {
    const auto fingerprint = crypto::certificate_sha256(broken);
    REQUIRE_FALSE(fingerprint);
    CHECK(fingerprint.error().kind == soban::ErrorKind::kCorrupt);
    CHECK(fingerprint.error().code == "bad_certificate_pem");
  }
}
