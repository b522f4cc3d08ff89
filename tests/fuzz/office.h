// One office and one laptop of NC for all inputs of a process. Inputs leave no trace in them that changes what later ones do.
#pragma once

#include "core/books/rules.h"
#include "tests/support/office.h"
#include "tests/support/wire.h"

namespace soban::fuzz {

inline store::Draft device_draft(const store::Identity& identity) {
  Device device;
  device.set_device_id(log::to_string(identity.device));
  device.set_device_name("máy 1");
  device.set_village_code(identity.village);
  device.set_certificate(identity.certificate.SerializeAsString());
  return test::creation_of("", device);
}

struct Commune {
  Commune() {
    office.hub.write(device_draft(laptop.identity()));
    laptop.write(test::contribution("NC", "Lò Thị Hoa", 200'000));
    test::sync_up(office.commune, office.hub, laptop);
  }
  test::Office office{books::check_delta};
  test::Device laptop{office.enrol("NC"), books::check_delta};
};

inline Commune& commune() {
  static Commune commune;
  return commune;
}

}  // namespace soban::fuzz
