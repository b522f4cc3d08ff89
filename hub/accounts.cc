#include "hub/accounts.h"

#include <algorithm>
#include <array>
#include <set>

#include "core/crypto/crypto.h"
#include "core/log/schema.h"
#include "core/store/local.h"
#include "core/store/security.h"
#include "core/text/text.h"

namespace soban::hub {
namespace {

constexpr std::int64_t kSessionIdleMs = 12LL * 60 * 60 * 1000;  // a working day
constexpr std::int64_t kUnlockedMs = 10LL * 60 * 1000;          // of reading nothing
constexpr std::size_t kSaltBytes = 16;
constexpr std::string_view kKeyPurpose = "soban.police-key.v1";
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

Error bad_login() {
  return {ErrorKind::kUnauthorized, "bad_login", "the name or the password is wrong", {}, {}};
}

Error too_many_tries() {
  return {ErrorKind::kUnavailable, "too_many_tries", "too many tries; wait a minute", {}, {}};
}

// What failed tries are counted by.
std::string tries_of(const std::string& name, const std::string& address) {
  return name + '\n' + address;
}

Error no_user(const std::string& name) {
  return {ErrorKind::kNotFound, "not_found", "there is no user \"" + name + "\"", {}, {}};
}

books::Author of_police(const std::string& account) { return {account, true, true}; }

void keep_key(store::Store& store, const std::string& account, const crypto::SealingKey& key,
              const std::string& password) {
  const std::string salt = crypto::random_bytes(kSaltBytes);
  std::string wrapping = crypto::key_from_password(password, salt);
  std::string secret = key.secret();
  store::save_account_key(store.database(), {account, std::string(crypto::view(key.public_key())),
                                             salt, crypto::encrypt(wrapping, kKeyPurpose, secret)});
  crypto::wipe(wrapping);
  crypto::wipe(secret);
}

std::optional<crypto::SealingKey> unwrap_key(const store::AccountKey& stored,
                                             const std::string& password) {
  std::string wrapping = crypto::key_from_password(password, stored.salt);
  auto secret = crypto::decrypt(wrapping, kKeyPurpose, stored.secret);
  crypto::wipe(wrapping);
  if (!secret) return std::nullopt;
  const auto key = crypto::SealingKey::from_secret(*secret);
  crypto::wipe(*secret);
  return key ? std::optional(*key) : std::nullopt;
}

Result<void> retire_keys(store::Store& store, const std::string& account) {
  PoliceKey delta;
  delta.set_retired(true);
  for (const auto& row : store::current_police_keys(store.database())) {
    if (row.owner != account) continue;
    const auto written =
        books::amend_message(store, log::RecordId{row.record}, delta, log::kind_of<PoliceKey>(),
                             "Không dùng nữa", of_police(account));
    if (!written) return fail(written.error());
  }
  return {};
}

// Encrypted under the password, and told to everybody: from now on reports are sealed to it.
Result<void> publish_key(store::Store& store, const std::string& account,
                         const crypto::SealingKey& key, const std::string& password) {
  PoliceKey record;
  record.set_public_key(std::string(crypto::view(key.public_key())));
  record.set_owner(account);
  const auto written =
      books::write_message(store, record, log::kind_of<PoliceKey>(), "", of_police(account));
  if (!written) return fail(written.error());
  keep_key(store, account, key, password);
  return {};
}

// Somebody must be left who can bring the others back.
Result<void> check_not_last_admin(store::Store& store, const store::Account& account) {
  if (account.role != "admin" || account.disabled) return {};
  const auto all = store::accounts(store.database());
  const bool another = std::any_of(all.begin(), all.end(), [&](const store::Account& other) {
    return other.role == "admin" && !other.disabled && other.name != account.name;
  });
  if (another) return {};
  return fail(ErrorKind::kConflict, "last_admin",
              "\"" + account.name + "\" is the only administrator; make another one first");
}

Error bad_role() {
  return {ErrorKind::kInvalid,
          "bad_role",
          "the role must be clerk, chair, finance, police, front or admin",
          {},
          {}};
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

bool is_head(std::string_view role) { return role == "admin" || role == "chair"; }

bool may_see_names(std::string_view role) { return may_write(role) || role == "finance"; }

bool may_read(std::uint32_t kind, std::string_view role) {
  // What names no household: everything else, and what a later version brings, is not for everybody.
  static const std::set<std::uint32_t> kOfAll = {
      log::kind_of<Commune>(),       log::kind_of<Village>(),
      log::kind_of<Device>(),        log::kind_of<Campaign>(),
      log::kind_of<Spending>(),      log::kind_of<Disclosure>(),
      log::kind_of<PeriodReport>(),  log::kind_of<SecurityReport>(),
      log::kind_of<PoliceKey>(),     log::kind_of<Opening>(),
      log::kind_of<Task>(),          log::kind_of<CampaignProposal>(),
      log::kind_of<CommuneReport>(), log::kind_of<SurveySlip>(),
      log::kind_of<Reminder>()};
  if (kind == log::kind_of<AuditEntry>()) return is_head(role);
  return may_see_names(role) || kOfAll.count(kind) > 0;
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
  if (!is_role(role)) return fail(bad_role());
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
  if (auto another = check_not_last_admin(store, *account); !another) return another;
  account->disabled = true;
  store::save_account(store.database(), *account);
  return retire_keys(store, account->name);
}

Result<void> enable_account(store::Store& store, const std::string& name) {
  auto account = find_account(store, name);
  if (!account) return fail(no_user(name));
  account->disabled = false;
  store::save_account(store.database(), *account);
  return {};
}

Result<void> set_role(store::Store& store, const std::string& name, const std::string& role) {
  auto account = find_account(store, name);
  if (!account) return fail(no_user(name));
  if (!is_role(role)) return fail(bad_role());
  if (role != "admin") {
    if (auto another = check_not_last_admin(store, *account); !another) return another;
  }
  account->role = role;
  store::save_account(store.database(), *account);
  return role == "police" ? Result<void>() : retire_keys(store, account->name);
}

Result<void> change_own_password(store::Store& store, const std::string& name,
                                 const std::string& old_password, const std::string& new_password) {
  auto account = find_account(store, name);
  const auto old_secret = normalised(old_password);
  if (!account || !old_secret || !crypto::check_password(account->password, *old_secret)) {
    return fail(bad_login());
  }
  const auto secret = strong_enough(new_password);
  if (!secret) return fail(secret.error());
  if (*secret == *old_secret) {
    return fail(ErrorKind::kInvalid, "same_password", "the new password is the old one");
  }
  account->password = crypto::hash_password(*secret);
  store::save_account(store.database(), *account);
  if (account->role != "police") return {};
  const auto stored = store::find_account_key(store.database(), account->name);
  const auto key = stored ? unwrap_key(*stored, *old_secret) : std::nullopt;
  if (key && has_police_key(store, account->name)) {
    keep_key(store, account->name, *key, *secret);
    return {};
  }
  // Retired while the account was disabled or another role's: what was sealed to it before is still read with it.
  if (key) return publish_key(store, account->name, *key, *secret);
  if (auto retired = retire_keys(store, account->name); !retired) return retired;
  return publish_key(store, account->name, crypto::SealingKey::generate(), *secret);
}

Result<crypto::SealingKey> open_account_key(store::Store& store, const std::string& name,
                                            const std::string& password) {
  const auto account = find_account(store, name);
  const auto secret = normalised(password);
  if (!account || account->disabled || !secret ||
      !crypto::check_password(account->password, *secret)) {
    return fail(bad_login());
  }
  const auto stored = store::find_account_key(store.database(), account->name);
  const auto key = stored ? unwrap_key(*stored, *secret) : std::nullopt;
  if (!key) {
    return fail(ErrorKind::kNotFound, "no_key",
                "choose a password of your own first: the one you were given opens nothing");
  }
  return *key;
}

bool has_police_key(store::Store& store, const std::string& name) {
  const auto stored = store::find_account_key(store.database(), name);
  if (!stored) return false;
  const auto keys = store::current_police_keys(store.database());
  return std::any_of(keys.begin(), keys.end(), [&](const store::PoliceKeyRow& row) {
    return row.owner == name && crypto::view(row.key) == stored->public_key;
  });
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
  const std::string key = tries_of(normalised(name).value_or(std::string()), address);
  {
    const std::lock_guard lock(mutex_);
    if (throttled(key)) return fail(too_many_tries());
  }
  const auto account = find_account(store, name);
  const auto secret = normalised(password);
  const bool usable = account && !account->disabled && secret;
  const bool right = crypto::check_password(usable ? account->password : decoy_hash(),
                                            secret ? *secret : std::string());
  const std::lock_guard lock(mutex_);
  if (!usable || !right) {
    count_failure(key);
    return fail(bad_login());
  }
  tries_.erase(key);
  Login login;
  login.cookie = text::base64url(crypto::random_bytes(24));
  login.session = {account->name,
                   account->role,
                   account->password,
                   text::base64url(crypto::random_bytes(24)),
                   clock_.now_ms(),
                   nullptr,
                   0};
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
  if (session.unlocked_until_ms < now) session.key.reset();
  return session;
}

Result<void> Sessions::unlock(store::Store& store, const std::string& cookie,
                              const std::string& password, const std::string& address) {
  std::string name;
  {
    const std::lock_guard lock(mutex_);
    const auto found = sessions_.find(cookie);
    if (found == sessions_.end()) return fail(bad_login());
    name = found->second.user;
    if (throttled(tries_of(name, address))) return fail(too_many_tries());
  }
  auto key = open_account_key(store, name, password);
  const std::lock_guard lock(mutex_);
  if (!key) {
    if (key.error().code == "bad_login") count_failure(tries_of(name, address));
    return fail(key.error());
  }
  const auto found = sessions_.find(cookie);
  if (found == sessions_.end()) return fail(bad_login());
  found->second.key = std::make_shared<const crypto::SealingKey>(*key);
  found->second.unlocked_until_ms = clock_.now_ms() + kUnlockedMs;
  return {};
}

void Sessions::used_key(const std::string& cookie) {
  const std::lock_guard lock(mutex_);
  const auto found = sessions_.find(cookie);
  if (found != sessions_.end()) found->second.unlocked_until_ms = clock_.now_ms() + kUnlockedMs;
}

void Sessions::lock(const std::string& cookie) {
  const std::lock_guard lock(mutex_);
  const auto found = sessions_.find(cookie);
  if (found != sessions_.end()) found->second.key.reset();
}

Result<void> Sessions::change_password(store::Store& store, const std::string& cookie,
                                       const std::string& old_password,
                                       const std::string& new_password,
                                       const std::string& address) {
  std::string name;
  {
    const std::lock_guard lock(mutex_);
    const auto found = sessions_.find(cookie);
    if (found == sessions_.end()) return fail(bad_login());
    name = found->second.user;
    if (throttled(tries_of(name, address))) return fail(too_many_tries());
  }
  auto changed = change_own_password(store, name, old_password, new_password);
  const std::lock_guard lock(mutex_);
  if (!changed) {
    if (changed.error().code == "bad_login") count_failure(tries_of(name, address));
    return changed;
  }
  const auto found = sessions_.find(cookie);
  const auto account = store::find_account(store.database(), name);
  if (found != sessions_.end() && account) found->second.password = account->password;
  return {};
}

void Sessions::logout(const std::string& cookie) {
  const std::lock_guard lock(mutex_);
  sessions_.erase(cookie);
}

}  // namespace soban::hub
