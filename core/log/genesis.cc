#include "core/log/genesis.h"

namespace soban::log {
namespace {

constexpr std::string_view kCertificateDomain = "soban.certificate.v1";

tl::unexpected<Error> bad_certificate(std::string why) {
  return fail(ErrorKind::kInvalid, "bad_certificate", "the device certificate is not valid",
              std::move(why));
}

tl::unexpected<Error> bad_genesis(std::string why) {
  return fail(ErrorKind::kInvalid, "bad_genesis", "the first entry of the log is not valid",
              std::move(why));
}

bool may_write(const Writer& writer, const Book& book) {
  if (writer.commune != book.commune) return false;
  if (writer.role == DEVICE_ROLE_HUB) return true;
  return writer.role == DEVICE_ROLE_VILLAGE && !book.village.empty() &&
         writer.village == book.village;
}

}  // namespace

Certificate make_certificate(const crypto::SigningKey& hub_key, const Writer& writer) {
  CertificateBody body;
  body.set_commune(writer.commune);
  body.set_device(writer.device.value);
  body.set_public_key(std::string(crypto::view(writer.key)));
  body.set_role(writer.role);
  body.set_village(writer.village);
  body.set_name(writer.name);
  body.set_series(writer.series);
  body.set_issued_ms(static_cast<std::uint64_t>(writer.issued_ms));
  Certificate certificate;
  certificate.set_body(body.SerializeAsString());
  certificate.set_signature(
      std::string(crypto::view(hub_key.sign(kCertificateDomain, certificate.body()))));
  return certificate;
}

Result<Writer> check_certificate(const Certificate& certificate, const crypto::PublicKey& hub_key) {
  if (!crypto::verify(hub_key, kCertificateDomain, certificate.body(), certificate.signature())) {
    return bad_certificate("not signed by this commune's hub");
  }
  CertificateBody body;
  if (!body.ParseFromString(certificate.body())) return bad_certificate("does not parse");
  Writer writer{body.commune(),
                DeviceId{body.device()},
                {},
                body.role(),
                body.village(),
                body.name(),
                body.series(),
                static_cast<std::int64_t>(body.issued_ms())};
  if (!crypto::assign(writer.key, body.public_key())) return bad_certificate("key length");
  return writer;
}

std::string make_genesis(LogId log, const Book& book, const Certificate& certificate, Hlc time) {
  Genesis genesis;
  genesis.set_log(log.value);
  genesis.mutable_book()->set_commune(book.commune);
  genesis.mutable_book()->set_village(book.village);
  *genesis.mutable_certificate() = certificate;
  genesis.set_time(time.value);
  return genesis.SerializeAsString();
}

Result<LogOrigin> check_genesis(std::string_view bytes, LogId log,
                                const crypto::PublicKey& hub_key) {
  Genesis genesis;
  if (!genesis.ParseFromArray(bytes.data(), static_cast<int>(bytes.size()))) {
    return bad_genesis("does not parse");
  }
  if (genesis.log() != log.value) return bad_genesis("names another log");
  auto writer = check_certificate(genesis.certificate(), hub_key);
  if (!writer) return fail(std::move(writer));
  LogOrigin origin{log, Book{genesis.book().commune(), genesis.book().village()},
                   std::move(*writer), Hlc{genesis.time()}};
  if (!may_write(origin.writer, origin.book)) return bad_genesis("may not write this book");
  return origin;
}

}  // namespace soban::log
