// Facts of this program alone, in no log: drafts, accounts, enrolment codes, when a device was last heard of.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/crypto/crypto.h"
#include "core/log/ids.h"
#include "core/store/database.h"

namespace soban::store {

// Writers need a Transaction.
void save_draft(Database& database, std::string_view name, std::string_view json,
                std::int64_t now_ms);
std::optional<std::string> find_draft(Database& database, std::string_view name);
void remove_draft(Database& database, std::string_view name);

struct Account {
  std::string name;
  std::string role;
  std::string password;  // as crypto::hash_password gives it
  bool disabled = false;
};
std::optional<Account> find_account(Database& database, std::string_view name);
std::vector<Account> accounts(Database& database);
void save_account(Database& database, const Account& account);

// What opens the reports sealed to an account; `secret` is encrypted under its password (core/crypto/sealing.h).
struct AccountKey {
  std::string account;
  std::string public_key;
  std::string salt;
  std::string secret;
};
std::optional<AccountKey> find_account_key(Database& database, std::string_view account);
void save_account_key(Database& database, const AccountKey& key);

// A one-time right to enrol a device of a village. Only a hash of the token is kept.
struct EnrolCode {
  std::string village;
  std::string name;
  std::int64_t expires_ms = 0;
  bool used = false;
};
void save_enrol_code(Database& database, std::string_view token, const EnrolCode& code);
std::optional<EnrolCode> find_enrol_code(Database& database, std::string_view token);
void use_enrol_code(Database& database, std::string_view token, log::DeviceId device,
                    std::int64_t now_ms);

struct Contact {
  std::int64_t last_contact_ms = 0;
  std::int64_t waiting = 0;
  std::int64_t clock_error_ms = 0;  // positive: the device's clock is ahead
  std::string software;
  std::int64_t disk_free_bytes = 0;
  std::string refused = {};  // why the hub did not let it sync when it last called; empty: it did
  std::int64_t refused_ms = 0;
};
// A laptop that was let in is refused no longer.
void save_contact(Database& database, log::DeviceId device, const Contact& contact);
// Only the time of the last sign of life and what it still has to send.
void touch_contact(Database& database, log::DeviceId device, std::int64_t now_ms,
                   std::int64_t waiting);
// The hub did not let it sync, or ended the session. It may never have been let in.
void note_refused(Database& database, log::DeviceId device, std::string_view code,
                  std::int64_t now_ms);
std::optional<Contact> find_contact(Database& database, log::DeviceId device);

}  // namespace soban::store
