#include "hub/health.h"

#include <catch2/catch.hpp>

#include "core/version.h"
#include "tests/support/manual_clock.h"

namespace soban::hub {
namespace {

constexpr std::int64_t kHourMs = 60LL * 60 * 1000;
constexpr std::int64_t kDayMs = 24 * kHourMs;
constexpr std::int64_t kNow = 1'800'000'000'000;

using Codes = std::vector<std::string>;

store::DeviceRow enrolled(std::int64_t days_ago) {
  store::DeviceRow row;
  row.enrolled_ms = kNow - days_ago * kDayMs;
  return row;
}

// Heard of an hour ago, and well.
store::Contact well() { return {kNow - kHourMs, 0, 0, kSoftware, 100'000'000'000}; }

}  // namespace

TEST_CASE("a laptop that is well has nothing wrong with it", "[hub][health]") {
  CHECK(health_of(enrolled(100), well(), false, kNow).empty());
  CHECK(health_of(enrolled(1), std::nullopt, false, kNow).empty());
}

TEST_CASE("each trouble of a laptop has its code, and the worst comes first", "[hub][health]") {
  struct Case {
    const char* what;
    std::function<void(store::Contact&)> change;
    bool online;
    Codes codes;
  };
  const std::vector<Case> cases = {
      {"silent for two weeks",
       [](auto& it) { it.last_contact_ms = kNow - 14 * kDayMs; },
       false,
       {"silent"}},
      {"for less", [](auto& it) { it.last_contact_ms = kNow - 14 * kDayMs + 1; }, false, {}},
      {"here since then", [](auto& it) { it.last_contact_ms = kNow - 14 * kDayMs; }, true, {}},
      {"a clock ahead", [](auto& it) { it.clock_error_ms = 5 * 60'000 + 1; }, false, {"clock"}},
      {"a clock behind", [](auto& it) { it.clock_error_ms = -5 * 60'000 - 1; }, false, {"clock"}},
      {"by little", [](auto& it) { it.clock_error_ms = -5 * 60'000; }, false, {}},
      {"a full disk", [](auto& it) { it.disk_free_bytes = 499'999'999; }, true, {"disk"}},
      {"another version", [](auto& it) { it.software = "soban 0.0.1"; }, true, {"old"}},
      {"refused", [](auto& it) { it.refused = "fork"; }, true, {"refused"}},
      {"much to send for days",
       [](auto& it) {
         it.waiting = 20;
         it.last_contact_ms = kNow - 3 * kDayMs;
       },
       false,
       {"waiting"}},
      {"little to send",
       [](auto& it) {
         it.waiting = 19;
         it.last_contact_ms = kNow - 3 * kDayMs;
       },
       false,
       {}},
      {"much to send since today", [](auto& it) { it.waiting = 500; }, false, {}},
      {"everything",
       [](auto& it) {
         it = {kNow - 20 * kDayMs, 90, 900'000, "soban 0.0.1", 1, "fork", kNow - kDayMs};
       },
       false,
       {"refused", "silent", "waiting", "clock", "disk", "old"}},
  };
  for (const Case& each : cases) {
    INFO(each.what);
    store::Contact contact = well();
    each.change(contact);
    CHECK(health_of(enrolled(100), contact, each.online, kNow) == each.codes);
  }
}

TEST_CASE(
    "a laptop that never called is silent from its enrolment on, and nothing else is known of it",
    "[hub][health]") {
  CHECK(health_of(enrolled(14), std::nullopt, false, kNow) == Codes{"silent"});
  store::Contact refused;
  refused.refused = "bad_signature";
  CHECK(health_of(enrolled(1), refused, false, kNow) == Codes{"refused"});
}

TEST_CASE("a laptop that was withdrawn needs nobody", "[hub][health]") {
  store::DeviceRow row = enrolled(100);
  row.revoked = true;
  CHECK(health_of(row, std::nullopt, false, kNow).empty());
}

TEST_CASE("a connection that was cut, or a hub in trouble of its own, refuses nobody",
          "[hub][health]") {
  const auto refusal = [](ErrorKind kind) { return is_refusal({kind, "x", "", {}, {}}); };
  CHECK(refusal(ErrorKind::kFork));
  CHECK(refusal(ErrorKind::kProtocol));
  CHECK(refusal(ErrorKind::kForbidden));
  CHECK(refusal(ErrorKind::kTooLarge));
  CHECK_FALSE(refusal(ErrorKind::kUnavailable));
  CHECK_FALSE(refusal(ErrorKind::kIo));
  CHECK_FALSE(refusal(ErrorKind::kDiskFull));
}

}  // namespace soban::hub
