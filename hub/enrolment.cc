#include "hub/enrolment.h"

#include "core/check.h"
#include "core/store/local.h"
#include "core/store/queries.h"
#include "core/text/text.h"

namespace soban::hub {
namespace {

tl::unexpected<Error> refused(std::string code, std::string text) {
  return fail(ErrorKind::kRefused, std::move(code), std::move(text));
}

Certificate parse_certificate(const std::string& bytes) {
  Certificate certificate;
  SOBAN_CHECK(certificate.ParseFromString(bytes));
  return certificate;
}

sync::EnrolGrant grant_for(store::Store& store, const Certificate& certificate,
                           const std::string& village) {
  const store::Identity self = store.identity();
  sync::EnrolGrant grant;
  grant.certificate = certificate;
  grant.hub_certificate = self.certificate;
  grant.hub_key = self.hub_key;
  grant.commune_name = store::commune(store.database()).name;
  grant.village_name = store::village_name(store.database(), village);
  return grant;
}

// The device that already used this token with this very key.
std::optional<store::DeviceRow> enrolled_with(store::Store& store,
                                              const sync::EnrolRequest& request,
                                              const std::string& village) {
  const auto& hub_key = store.identity().hub_key;
  for (store::DeviceRow& row : store::devices(store.database())) {
    if (row.village != village || row.revoked) continue;
    const auto writer = log::check_certificate(parse_certificate(row.certificate), hub_key);
    if (writer && writer->key == request.key) return std::move(row);
  }
  return std::nullopt;
}

}  // namespace

Result<NewCode> make_enrol_code(store::Store& store, const std::string& village,
                                const std::string& raw_name, const std::string& host,
                                std::uint16_t port, const std::string& tls_fingerprint) {
  if (!store::has_village(store.database(), village)) {
    return fail(ErrorKind::kInvalid, "unknown_village", "there is no village \"" + village + "\"");
  }
  auto name = text::clean(raw_name);
  if (!name) return fail(name.error());
  if (name->empty()) *name = "Máy " + store::village_name(store.database(), village);
  sync::EnrolCode code{host, port, tls_fingerprint.substr(0, sync::kPinBytes),
                       crypto::random_bytes(sync::kTokenBytes)};
  const std::int64_t expires = store.clock().now_ms() + kCodeLifeMs;
  store::save_enrol_code(store.database(), code.token, {village, *name, expires, false});
  return NewCode{sync::print_enrol_code(code), expires};
}

Result<sync::EnrolGrant> grant_enrolment(store::Store& store, const sync::EnrolRequest& request) {
  const auto code = store::find_enrol_code(store.database(), request.token);
  if (!code)
    return refused("enrol_code_wrong",
                   "the hub did not issue this code; ask the office for a new one");
  if (code->used) {
    if (const auto row = enrolled_with(store, request, code->village)) {
      return grant_for(store, parse_certificate(row->certificate), code->village);
    }
    return refused("enrol_code_used", "the code was used already; ask the office for a new one");
  }
  const std::int64_t now = store.clock().now_ms();
  if (now > code->expires_ms) {
    return refused("enrol_code_expired", "the code is too old; ask the office for a new one");
  }
  log::Writer writer;
  writer.commune = store.identity().commune;
  writer.device = log::DeviceId{crypto::random_u64()};
  writer.key = request.key;
  writer.role = DEVICE_ROLE_VILLAGE;
  writer.village = code->village;
  writer.name = code->name;
  writer.series = store::next_series(store.database(), code->village);
  writer.issued_ms = now;
  const Certificate certificate = log::make_certificate(store.signing_key(), writer);
  Device device;
  device.set_device_id(log::to_string(writer.device));
  device.set_device_name(writer.name);
  device.set_village_code(writer.village);
  device.set_series(writer.series);
  device.set_certificate(certificate.SerializeAsString());
  const auto written = books::write_message(store, device, log::kind_of<Device>(), "",
                                            books::Author{"Văn phòng xã", true});
  if (!written) return fail(written.error());
  store::use_enrol_code(store.database(), request.token, writer.device, now);
  return grant_for(store, certificate, code->village);
}

Result<log::Position> revoke_device(store::Store& store, log::DeviceId id,
                                    const std::string& reason, const books::Author& author) {
  const auto row = store::find_device(store.database(), id);
  if (!row) {
    return fail(ErrorKind::kNotFound, "not_found", "there is no device " + log::to_string(id));
  }
  books::Amendment amendment;
  amendment.record = log::RecordId{row->record};
  amendment.fields = {{"revoked", true}, {"revokedReason", reason}};
  amendment.reason = reason;
  return books::amend_record(store, amendment, author);
}

Result<log::Writer> check_device(store::Store& store, log::DeviceId id) {
  const auto row = store::find_device(store.database(), id);
  if (!row) {
    return fail(ErrorKind::kUnauthorized, "unknown_device",
                "this hub does not know the device; enrol it again");
  }
  if (row->revoked) {
    return fail(ErrorKind::kForbidden, "revoked",
                "the office has withdrawn this device: " + row->revoked_reason);
  }
  return log::check_certificate(parse_certificate(row->certificate), store.identity().hub_key);
}

}  // namespace soban::hub
