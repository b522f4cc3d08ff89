// A commune made for a test: the hub's key and the devices it has certified.
#pragma once

#include <map>
#include <set>
#include <string>

#include "core/crypto/crypto.h"
#include "core/log/genesis.h"
#include "core/store/store.h"

namespace soban::test {

class Commune {
 public:
  explicit Commune(std::uint64_t number = 77);
  // The same keys each time, for what outlives the test.
  explicit Commune(const std::string& key_seed);

  std::uint64_t number() const { return number_; }
  const crypto::SigningKey& hub_key() const { return hub_key_; }
  const store::Identity& hub() const { return hub_; }

  // A new device with a key and a certificate of its own.
  store::Identity enrol(const std::string& village);
  // The hub's certificate for any claim whatever.
  Certificate certify(const log::Writer& writer) const {
    return log::make_certificate(hub_key_, writer);
  }
  void revoke(log::DeviceId device) { revoked_.insert(device); }
  // As the hub's view answers.
  Result<log::Writer> device(log::DeviceId id) const;

 private:
  crypto::SigningKey new_key();
  store::Identity identity_for(const crypto::SigningKey& key, DeviceRole role,
                               const std::string& village);

  std::uint64_t number_;
  std::string key_seed_;  // empty: keys are random
  std::uint64_t next_device_ = 1;
  crypto::SigningKey hub_key_;
  store::Identity hub_;
  std::map<log::DeviceId, log::Writer> devices_;
  std::set<log::DeviceId> revoked_;
};

}  // namespace soban::test
