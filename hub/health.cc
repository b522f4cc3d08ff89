#include "hub/health.h"

#include <cstdlib>

#include "core/version.h"

namespace soban::hub {
namespace {

constexpr std::int64_t kDayMs = 24LL * 60 * 60 * 1000;
constexpr std::int64_t kSilentMs =
    14 * kDayMs;  // a village may be without a signal for days, not for weeks
constexpr std::int64_t kWaitingMany = 20;  // half a day's work in a collection
constexpr std::int64_t kWaitingMs = 3 * kDayMs;
constexpr std::int64_t kClockErrorMs = 5LL * 60 * 1000;
constexpr std::int64_t kDiskFreeBytes =
    500'000'000;  // some 1,000 photos, or a year's records of a village

}  // namespace

std::vector<std::string> health_of(const store::DeviceRow& device,
                                   const std::optional<store::Contact>& contact, bool online,
                                   std::int64_t now_ms) {
  std::vector<std::string> found;
  if (device.revoked) return found;
  const bool met = contact && contact->last_contact_ms > 0;
  if (contact && !contact->refused.empty()) found.emplace_back("refused");
  const std::int64_t since_ms = now_ms - (met ? contact->last_contact_ms : device.enrolled_ms);
  if (!online && since_ms >= kSilentMs) found.emplace_back("silent");
  if (!met) return found;
  if (!online && contact->waiting >= kWaitingMany && since_ms >= kWaitingMs)
    found.emplace_back("waiting");
  if (std::abs(contact->clock_error_ms) > kClockErrorMs) found.emplace_back("clock");
  if (contact->disk_free_bytes < kDiskFreeBytes) found.emplace_back("disk");
  if (contact->software != kSoftware) found.emplace_back("old");
  return found;
}

bool is_refusal(const Error& why) {
  return why.kind != ErrorKind::kUnavailable && why.kind != ErrorKind::kIo &&
         why.kind != ErrorKind::kDiskFull;
}

}  // namespace soban::hub
