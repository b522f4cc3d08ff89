// Who may become a device, and who no longer is one. Each call needs a store Transaction.
#pragma once

#include <string>

#include "core/books/write.h"
#include "core/sync/enrol_code.h"
#include "core/sync/session.h"

namespace soban::hub {

// Codes are for the day they are handed out.
inline constexpr std::int64_t kCodeLifeMs = 48LL * 60 * 60 * 1000;

struct NewCode {
  std::string text;  // what is printed
  std::int64_t expires_ms = 0;
};

// A one-time code for a device of `village`. `host` is how the laptops reach this hub. kInvalid "unknown_village".
Result<NewCode> make_enrol_code(store::Store& store, const std::string& village,
                                const std::string& name, const std::string& host,
                                std::uint16_t port, const std::string& tls_fingerprint);

// Enrols the device that showed a token. The same token with the same key gets the same answer again, so that an answer
// lost on the way costs nothing. kRefused "enrol_code_wrong" | "enrol_code_used" | "enrol_code_expired".
Result<sync::EnrolGrant> grant_enrolment(store::Store& store, const sync::EnrolRequest& request);

// Withdraws a device. kNotFound; kInvalid "reason_required".
Result<log::Position> revoke_device(store::Store& store, log::DeviceId device,
                                    const std::string& reason, const books::Author& author);

// The certificate of a device that may sync. kUnauthorized "unknown_device"; kForbidden "revoked".
Result<log::Writer> check_device(store::Store& store, log::DeviceId device);

}  // namespace soban::hub
