// Who is logged in at the office: Argon2id passwords, sessions in memory, throttled tries (DESIGN §8).
#pragma once

#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>

#include "core/log/clock.h"
#include "core/store/store.h"

namespace soban::hub {

// clerk chair finance police front admin
bool is_role(std::string_view role);
// Clerk, chair and admin review, enrol and write; the others read.
bool may_write(std::string_view role);

struct Session {
  std::string user;
  std::string role;
  std::string password;  // as the account had it at the log-in
  std::string csrf;      // must come back in X-CSRF-Token with every request that changes something
  std::int64_t last_seen_ms = 0;
};

// These need a Transaction. kInvalid "bad_role" | "bad_name" | "password_too_short" (10 characters at least); kConflict
// "user_exists"; kNotFound "not_found".
Result<void> add_account(store::Store& store, const std::string& name, const std::string& role,
                         const std::string& password);
Result<void> set_password(store::Store& store, const std::string& name,
                          const std::string& password);
Result<void> disable_account(store::Store& store, const std::string& name);

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
