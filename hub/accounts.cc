#include "hub/accounts.h"

#include <algorithm>
#include <array>

#include "core/crypto/crypto.h"
#include "core/store/local.h"
#include "core/text/text.h"

namespace soban::hub {
namespace {

constexpr std::int64_t kSessionIdleMs = 12LL * 60 * 60 * 1000;  // a working day
constexpr int kTriesFree = 5;
constexpr std::int64_t kTriesPauseMs = 60'000;
constexpr std::size_t kPasswordMin = 10;
constexpr std::size_t kTriesKept = 10'000;
constexpr std::size_t kNameBytesMax = 60;

// Telex and VNI keyboards write the same letters in different forms.
Result<std::string> normalised(const std::string& typed) { return text::clean(typed); }

std::optional<store::Account> find_account(store::Store& store, const std::string& raw_name) {
  const auto name = normalised(raw_name);
  return name ? store::find_account(store.database(), *name) : std::nullopt;
}

// Of cleaned text: bytes that begin a code point.
std::size_t count_letters(std::string_view text) {
  return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char c) {
    return (static_cast<unsigned char>(c) & 0xC0) != 0x80;
  }));
}

Result<std::string> strong_enough(const std::string& password) {
  auto secret = normalised(password);
  if (secret && count_letters(*secret) < kPasswordMin) {
    return fail(ErrorKind::kInvalid, "password_too_short",
                "the password needs at least 10 characters");
  }
  return secret;
}

Error no_user(const std::string& name) {
  return {ErrorKind::kNotFound, "not_found", "there is no user \"" + name + "\"", {}, {}};
}

// Checked when the name is unknown, so that the answer takes as long.
const std::string& decoy_hash() {
  static const std::string hash = crypto::hash_password(crypto::random_bytes(16));
  return hash;
}

}  // namespace

bool is_role(std::string_view role) {
  static constexpr std::array<std::string_view, 6> kRoles = {"clerk",  "chair", "finance",
                                                             "police", "front", "admin"};
  return std::find(kRoles.begin(), kRoles.end(), role) != kRoles.end();
}

bool may_write(std::string_view role) {
  return role == "clerk" || role == "chair" || role == "admin";
}

Result<void> add_account(store::Store& store, const std::string& raw_name, const std::string& role,
                         const std::string& password) {
  const auto name = text::clean(raw_name);
  if (!name || name->empty() || name->size() > kNameBytesMax) {
    return fail(ErrorKind::kInvalid, "bad_name", "the user name is missing or too long");
  }
  if (!is_role(role)) {
    return fail(ErrorKind::kInvalid, "bad_role",
                "the role must be clerk, chair, finance, police, front or admin");
  }
  if (store::find_account(store.database(), *name)) {
    return fail(ErrorKind::kConflict, "user_exists", "there is a user \"" + *name + "\" already");
  }
  const auto secret = strong_enough(password);
  if (!secret) return fail(secret.error());
  store::save_account(store.database(), {*name, role, crypto::hash_password(*secret), false});
  return {};
}

Result<void> set_password(store::Store& store, const std::string& name,
                          const std::string& password) {
  auto account = find_account(store, name);
  if (!account) return fail(no_user(name));
  const auto secret = strong_enough(password);
  if (!secret) return fail(secret.error());
  account->password = crypto::hash_password(*secret);
  store::save_account(store.database(), *account);
  return {};
}

Result<void> disable_account(store::Store& store, const std::string& name) {
  auto account = find_account(store, name);
  if (!account) return fail(no_user(name));
  account->disabled = true;
  store::save_account(store.database(), *account);
  return {};
}

bool Sessions::throttled(const std::string& key) {
  const auto found = tries_.find(key);
  return found != tries_.end() && found->second.failed >= kTriesFree &&
         clock_.now_ms() - found->second.last_ms < kTriesPauseMs;
}

void Sessions::count_failure(const std::string& key) {
  if (tries_.size() >= kTriesKept) tries_.clear();
  Tries& tries = tries_[key];
  if (clock_.now_ms() - tries.last_ms >= kTriesPauseMs) tries.failed = 0;
  tries.failed += 1;
  tries.last_ms = clock_.now_ms();
}

Result<Sessions::Login> Sessions::login(store::Store& store, const std::string& name,
                                        const std::string& password, const std::string& address) {
  // Of the name as it is looked up: a space more or less is no new allowance of tries.
  const std::string key = normalised(name).value_or(std::string()) + '\n' + address;
  {
    const std::lock_guard lock(mutex_);
    if (throttled(key)) {
      return fail(ErrorKind::kUnavailable, "too_many_tries", "too many tries; wait a minute");
    }
  }
  const auto account = find_account(store, name);
  const auto secret = normalised(password);
  const bool usable = account && !account->disabled && secret;
  const bool right = crypto::check_password(usable ? account->password : decoy_hash(),
                                            secret ? *secret : std::string());
  const std::lock_guard lock(mutex_);
  if (!usable || !right) {
    count_failure(key);
    return fail(ErrorKind::kUnauthorized, "bad_login", "the name or the password is wrong");
  }
  tries_.erase(key);
  Login login;
  login.cookie = text::base64url(crypto::random_bytes(24));
  login.session = {account->name, account->role, account->password,
                   text::base64url(crypto::random_bytes(24)), clock_.now_ms()};
  sessions_[login.cookie] = login.session;
  return login;
}

std::optional<Session> Sessions::find(store::Store& store, const std::string& cookie) {
  const std::lock_guard lock(mutex_);
  const std::int64_t now = clock_.now_ms();
  std::erase_if(sessions_, [&](const auto& entry) {
    return now - entry.second.last_seen_ms > kSessionIdleMs;
  });
  const auto found = sessions_.find(cookie);
  if (found == sessions_.end()) return std::nullopt;
  Session& session = found->second;
  const auto account = store::find_account(store.database(), session.user);
  if (!account || account->disabled || account->role != session.role ||
      account->password != session.password) {
    sessions_.erase(found);
    return std::nullopt;
  }
  session.last_seen_ms = now;
  return session;
}

void Sessions::logout(const std::string& cookie) {
  const std::lock_guard lock(mutex_);
  sessions_.erase(cookie);
}

}  // namespace soban::hub
