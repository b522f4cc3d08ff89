// Certificates and the first entry of a log: who may write it, checkable by anyone who knows the hub's key.
#pragma once

#include <string>
#include <string_view>

#include "change.pb.h"
#include "core/crypto/crypto.h"
#include "core/error.h"
#include "core/log/clock.h"
#include "core/log/ids.h"

namespace soban::log {

// Which book: of one village, or with an empty village the commune's.
struct Book {
  std::uint64_t commune = 0;
  std::string village;
  bool operator==(const Book&) const = default;
};

// A verified certificate.
struct Writer {
  std::uint64_t commune = 0;
  DeviceId device;
  crypto::PublicKey key{};
  DeviceRole role = DEVICE_ROLE_UNSPECIFIED;
  std::string village;
  std::string name;
  std::string series;
  std::int64_t issued_ms = 0;
};

// A verified genesis.
struct LogOrigin {
  LogId log;
  Book book;
  Writer writer;
  Hlc time;
};

// Signs for `writer`; the hub signs itself with its own key.
Certificate make_certificate(const crypto::SigningKey& hub_key, const Writer& writer);
// kInvalid "bad_certificate" unless the hub's signature and every length are right.
Result<Writer> check_certificate(const Certificate& certificate, const crypto::PublicKey& hub_key);

// The bytes of entry 1.
std::string make_genesis(LogId log, const Book& book, const Certificate& certificate, Hlc time);
// kInvalid "bad_genesis" unless it belongs to `log`, its certificate is the hub's, and the writer may write the book: a
// village's device only its own village's, the hub any of its commune's.
Result<LogOrigin> check_genesis(std::string_view bytes, LogId log,
                                const crypto::PublicKey& hub_key);

}  // namespace soban::log
