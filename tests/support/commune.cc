#include "tests/support/commune.h"

#include "tests/support/expect.h"
#include "tests/support/manual_clock.h"

namespace soban::test {

Commune::Commune(std::uint64_t number) : number_(number), hub_key_(new_key()) {
  hub_ = identity_for(hub_key_, DEVICE_ROLE_HUB, "");
}

Commune::Commune(const std::string& key_seed)
    : number_(77), key_seed_(key_seed), hub_key_(new_key()) {
  hub_ = identity_for(hub_key_, DEVICE_ROLE_HUB, "");
}

crypto::SigningKey Commune::new_key() {
  crypto::initialise();
  if (key_seed_.empty()) return crypto::SigningKey::generate();
  const crypto::Hash seed = crypto::blake2b({key_seed_, std::to_string(next_device_)});
  return expect(crypto::SigningKey::from_seed(crypto::view(seed)));
}

store::Identity Commune::enrol(const std::string& village) {
  return identity_for(new_key(), DEVICE_ROLE_VILLAGE, village);
}

store::Identity Commune::identity_for(const crypto::SigningKey& key, DeviceRole role,
                                      const std::string& village) {
  log::Writer writer;
  writer.commune = number_;
  writer.device = log::DeviceId{next_device_++};
  writer.key = key.public_key();
  writer.role = role;
  writer.village = village;
  writer.name = village.empty() ? "hub" : "Máy bản " + village;
  writer.series = village.empty() ? "" : village + "-" + std::to_string(writer.device.value);
  writer.issued_ms = kMorningMs;
  devices_[writer.device] = writer;
  store::Identity identity;
  identity.commune = number_;
  identity.device = writer.device;
  identity.seed = key.seed();
  identity.certificate = certify(writer);
  identity.hub_key = hub_key_.public_key();
  identity.village = village;
  identity.hub_host = "hub.test";
  identity.hub_port = 8443;
  identity.hub_pin = std::string(32, 'p');
  return identity;
}

Result<log::Writer> Commune::device(log::DeviceId id) const {
  const auto found = devices_.find(id);
  if (found == devices_.end()) {
    return fail(ErrorKind::kUnauthorized, "unknown_device", "this device is not enrolled here");
  }
  if (revoked_.contains(id)) {
    return fail(ErrorKind::kForbidden, "revoked", "this device was withdrawn");
  }
  return found->second;
}

}  // namespace soban::test
