#include <openssl/bio.h>
#include <openssl/ec.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>

#include <array>
#include <climits>
#include <ctime>
#include <memory>
#include <stdexcept>

#include "core/crypto/crypto.h"

namespace soban::crypto {
namespace {

constexpr int kDaysValid = 20 * 365 + 5;  // 20 years with their leap days
constexpr int kDaysBefore = 1;            // for machines whose clock runs behind the hub's
constexpr int kSerialBits = 127;          // positive and at most 20 bytes (RFC 5280, 4.1.2.2)

template <auto Free>
struct Deleter {
  template <class T>
  void operator()(T* pointer) const {
    Free(pointer);
  }
};
using Key = std::unique_ptr<EVP_PKEY, Deleter<EVP_PKEY_free>>;
using Certificate = std::unique_ptr<X509, Deleter<X509_free>>;
using Extension = std::unique_ptr<X509_EXTENSION, Deleter<X509_EXTENSION_free>>;
using Bio = std::unique_ptr<BIO, Deleter<BIO_free_all>>;
using Number = std::unique_ptr<BIGNUM, Deleter<BN_free>>;
using Names = std::unique_ptr<GENERAL_NAMES, Deleter<GENERAL_NAMES_free>>;
using Name = std::unique_ptr<GENERAL_NAME, Deleter<GENERAL_NAME_free>>;
using Octets = std::unique_ptr<ASN1_OCTET_STRING, Deleter<ASN1_OCTET_STRING_free>>;
using Ia5 = std::unique_ptr<ASN1_IA5STRING, Deleter<ASN1_IA5STRING_free>>;

// OpenSSL's first queued reason, and an empty queue, so that nobody else reports it.
std::string take_openssl_reason() {
  std::array<char, 256> text{};
  ERR_error_string_n(ERR_get_error(), text.data(), text.size());
  ERR_clear_error();
  return text.data();
}

void require(bool done, const char* what) {
  if (done) return;
  throw std::runtime_error(std::string("OpenSSL could not ") + what + ": " + take_openssl_reason());
}

void set_serial(X509* certificate) {
  const Number number(BN_new());
  require(number && BN_rand(number.get(), kSerialBits, BN_RAND_TOP_ONE, BN_RAND_BOTTOM_ANY) == 1 &&
              BN_to_ASN1_INTEGER(number.get(), X509_get_serialNumber(certificate)) != nullptr,
          "set a serial number");
}

void set_validity(X509* certificate) {
  std::time_t now = std::time(nullptr);
  require(X509_time_adj_ex(X509_getm_notBefore(certificate), -kDaysBefore, 0, &now) != nullptr &&
              X509_time_adj_ex(X509_getm_notAfter(certificate), kDaysValid, 0, &now) != nullptr,
          "set the validity");
}

// A fixed name: a common name holds 64 characters at most, a host's may be longer. Clients look at the alternative name.
void set_names(X509* certificate) {
  X509_NAME* name = X509_get_subject_name(certificate);
  static constexpr unsigned char kName[] = "Soban";
  require(X509_NAME_add_entry_by_NID(name, NID_commonName, MBSTRING_ASC, kName, -1, -1, 0) == 1 &&
              X509_set_issuer_name(certificate, name) == 1,
          "set the names");
}

Name general_name(const std::string& host) {
  Name name(GENERAL_NAME_new());
  require(name != nullptr, "make a name");
  if (Octets address{a2i_IPADDRESS(host.c_str())}) {
    GENERAL_NAME_set0_value(name.get(), GEN_IPADD, address.release());
    return name;
  }
  ERR_clear_error();  // that it is no address is no error
  Ia5 dns(ASN1_IA5STRING_new());
  require(dns && ASN1_STRING_set(dns.get(), host.data(), static_cast<int>(host.size())) == 1,
          "set the host's name");
  GENERAL_NAME_set0_value(name.get(), GEN_DNS, dns.release());
  return name;
}

// Built as a structure, not from OpenSSL's configuration text, in which a comma in `host` would begin another name.
void add_host(X509* certificate, const std::string& host) {
  const Names names(GENERAL_NAMES_new());
  Name name = general_name(host);
  require(names && sk_GENERAL_NAME_push(names.get(), name.get()) > 0, "list the host's name");
  name.release();  // `names` owns it now
  require(X509_add1_ext_i2d(certificate, NID_subject_alt_name, names.get(), 0, 0) == 1,
          "add the host's name");
}

void add_extension(X509* certificate, int nid, const char* value) {
  const Extension extension(X509V3_EXT_conf_nid(nullptr, nullptr, nid, value));
  require(extension && X509_add_ext(certificate, extension.get(), -1) == 1, "add an extension");
}

Certificate make_certificate(EVP_PKEY* key, const std::string& host) {
  Certificate certificate(X509_new());
  X509* const x509 = certificate.get();
  require(x509 && X509_set_version(x509, X509_VERSION_3) == 1, "make a certificate");
  set_serial(x509);
  set_validity(x509);
  set_names(x509);
  require(X509_set_pubkey(x509, key) == 1, "set the public key");
  add_host(x509, host);
  add_extension(x509, NID_basic_constraints, "critical,CA:FALSE");
  add_extension(x509, NID_key_usage, "critical,digitalSignature");
  add_extension(x509, NID_ext_key_usage, "serverAuth");
  require(X509_sign(x509, key, EVP_sha256()) > 0, "sign the certificate");
  return certificate;
}

std::string text_of(BIO* bio) {
  char* data = nullptr;
  const long size = BIO_get_mem_data(bio, &data);
  return {data, static_cast<std::size_t>(size)};
}

std::string to_pem(X509* certificate) {
  const Bio bio(BIO_new(BIO_s_mem()));
  require(bio && PEM_write_bio_X509(bio.get(), certificate) == 1, "write the certificate");
  return text_of(bio.get());
}

std::string to_pem(EVP_PKEY* key) {
  const Bio bio(BIO_new(BIO_s_secmem()));  // wiped when freed
  require(bio && PEM_write_bio_PKCS8PrivateKey(bio.get(), key, nullptr, nullptr, 0, nullptr,
                                               nullptr) == 1,
          "write the private key");
  return text_of(bio.get());
}

Certificate parse_certificate(const std::string& pem) {
  if (pem.size() > INT_MAX) return nullptr;
  const Bio bio(BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())));
  require(bio != nullptr, "read from memory");
  return Certificate(PEM_read_bio_X509(bio.get(), nullptr, nullptr, nullptr));
}

}  // namespace

TlsPem make_tls_identity(const std::string& host) {
  const Key key(EVP_EC_gen("P-256"));
  require(key != nullptr, "make a P-256 key");
  const Certificate certificate = make_certificate(key.get(), host);
  return {to_pem(certificate.get()), to_pem(key.get())};
}

Result<std::string> certificate_sha256(const std::string& certificate_pem) {
  const Certificate certificate = parse_certificate(certificate_pem);
  if (!certificate) {
    return fail(ErrorKind::kCorrupt, "bad_certificate_pem",
                "The certificate is not PEM text that can be read. Restore the file from a backup.",
                take_openssl_reason());
  }
  Hash digest{};
  require(X509_digest(certificate.get(), EVP_sha256(), digest.data(), nullptr) == 1,
          "hash the certificate");
  return std::string(view(digest));
}

}  // namespace soban::crypto
