// Who is logged in at the office: Argon2id passwords, sessions in memory, throttled tries (DESIGN §8).
#pragma once

#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>

#include "core/books/write.h"
#include "core/crypto/sealing.h"
#include "core/log/clock.h"
#include "core/store/store.h"

namespace soban::hub {

// clerk chair finance police front admin
bool is_role(std::string_view role);
// Clerk, chair and admin review, enrol and write; the others read.
bool may_write(std::string_view role);
// The administrator and the chair: settings and the audit log.
bool is_head(std::string_view role);
// Who sees households and donors: the clerk, the chair, the administrator and finance. The police and MTTQ have no business with
// what somebody gave.
bool may_see_names(std::string_view role);
// Whether the role may read records of the kind at all: what names households (petitions and rolls of meetings too, which the
// registers tell without names) as above; the audit log is for is_head.
bool may_read(std::uint32_t kind, std::string_view role);

struct Session {
  std::string user;
  std::string role;
  std::string password;  // as the account had it at the log-in
  std::string csrf;      // must come back in X-CSRF-Token with every request that changes something
  std::int64_t last_seen_ms = 0;
  std::shared_ptr<const crypto::SealingKey> key;  // police, while it is unlocked
  std::int64_t unlocked_until_ms = 0;
};

// These need a Transaction. kInvalid "bad_role" | "bad_name" | "password_too_short" (10 characters at least); kConflict
// "user_exists"; kNotFound "not_found".
Result<void> add_account(store::Store& store, const std::string& name, const std::string& role,
                         const std::string& password);
Result<void> set_password(store::Store& store, const std::string& name,
                          const std::string& password);
// By its owner, who knows the old one. A member of the police gets a key with it, of which only this password opens the secret half:
// whoever made the account does not know it (docs/threat-model.md). Where the old password opens the key there is, the key stays;
// otherwise it is retired and a new one published. Needs a Transaction. kUnauthorized "bad_login"; kInvalid "password_too_short"
// | "same_password".
Result<void> change_own_password(store::Store& store, const std::string& name,
                                 const std::string& old_password, const std::string& new_password);
// The account's key opened by its password. kUnauthorized "bad_login"; kNotFound "no_key": the owner has not chosen the password.
Result<crypto::SealingKey> open_account_key(store::Store& store, const std::string& name,
                                            const std::string& password);
// Whether a key of the account is published that is not retired.
bool has_police_key(store::Store& store, const std::string& name);
// A disabled account gets nothing sealed to it any more. kConflict "last_admin": nobody could administer the commune after it.
Result<void> disable_account(store::Store& store, const std::string& name);
// A member of the police who comes back chooses a password first, as a new one does: the key was retired.
Result<void> enable_account(store::Store& store, const std::string& name);
// Who leaves the police gets nothing sealed any more. kInvalid "bad_role"; kConflict "last_admin".
Result<void> set_role(store::Store& store, const std::string& name, const std::string& role);

// Thread safe.
class Sessions {
 public:
  explicit Sessions(const log::Clock& clock) : clock_(clock) {}

  struct Login {
    std::string cookie;
    Session session;
  };
  // Slow on purpose (about 30 ms). kUnauthorized "bad_login"; kUnavailable "too_many_tries".
  Result<Login> login(store::Store& store, const std::string& name, const std::string& password,
                      const std::string& address);
  // Ends the session where its account was disabled or got another role or password since.
  std::optional<Session> find(store::Store& store, const std::string& cookie);
  void logout(const std::string& cookie);

  // Keeps the account's key with the session for some minutes after each use, so that sealed reports can be read. Slow on purpose
  // (some 150 ms). As open_account_key; kUnavailable "too_many_tries".
  Result<void> unlock(store::Store& store, const std::string& cookie, const std::string& password,
                      const std::string& address);
  // From now the same time again.
  void used_key(const std::string& cookie);
  void lock(const std::string& cookie);
  // change_own_password of who is logged in; the session goes on. Needs a Transaction. Tries count as those of log-ins do: who
  // finds a page left open shall not guess the password there either. kUnavailable "too_many_tries".
  Result<void> change_password(store::Store& store, const std::string& cookie,
                               const std::string& old_password, const std::string& new_password,
                               const std::string& address);

 private:
  struct Tries {
    int failed = 0;
    std::int64_t last_ms = 0;
  };
  bool throttled(const std::string& key);
  void count_failure(const std::string& key);

  const log::Clock& clock_;
  std::mutex mutex_;
  std::map<std::string, Session> sessions_;
  std::map<std::string, Tries> tries_;
};

}  // namespace soban::hub
