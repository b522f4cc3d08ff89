#include "core/store/local.h"

namespace soban::store {
namespace {

std::int64_t as_int(std::uint64_t value) { return static_cast<std::int64_t>(value); }

std::string hash_of(std::string_view token) {
  return std::string(crypto::view(crypto::blake2b({token})));
}

Account account_from(const Query& row) {
  return {std::string(row.text(0)), std::string(row.text(1)), std::string(row.text(2)),
          row.int64(3) != 0};
}

}  // namespace

void save_draft(Database& database, std::string_view name, std::string_view json,
                std::int64_t now_ms) {
  database.run("INSERT OR REPLACE INTO draft(name, json, saved_ms) VALUES(?, ?, ?)", name, json,
               now_ms);
}

std::optional<std::string> find_draft(Database& database, std::string_view name) {
  Query query = database.query("SELECT json FROM draft WHERE name = ?");
  query.bind(1, name);
  if (!query.step()) return std::nullopt;
  return std::string(query.text(0));
}

void remove_draft(Database& database, std::string_view name) {
  database.run("DELETE FROM draft WHERE name = ?", name);
}

std::optional<Account> find_account(Database& database, std::string_view name) {
  Query query = database.query("SELECT name, role, password, disabled FROM account WHERE name = ?");
  query.bind(1, name);
  if (!query.step()) return std::nullopt;
  return account_from(query);
}

std::vector<Account> accounts(Database& database) {
  std::vector<Account> all;
  Query query = database.query("SELECT name, role, password, disabled FROM account ORDER BY name");
  while (query.step()) all.push_back(account_from(query));
  return all;
}

void save_account(Database& database, const Account& account) {
  database.run("INSERT OR REPLACE INTO account(name, role, password, disabled) VALUES(?, ?, ?, ?)",
               std::string_view(account.name), std::string_view(account.role),
               std::string_view(account.password), std::int64_t{account.disabled});
}

std::optional<AccountKey> find_account_key(Database& database, std::string_view account) {
  Query query =
      database.query("SELECT account, public_key, salt, secret FROM account_key WHERE account = ?");
  query.bind(1, account);
  if (!query.step()) return std::nullopt;
  return AccountKey{std::string(query.text(0)), std::string(query.blob(1)),
                    std::string(query.blob(2)), std::string(query.blob(3))};
}

void save_account_key(Database& database, const AccountKey& key) {
  database.run(
      "INSERT OR REPLACE INTO account_key(account, public_key, salt, secret) VALUES(?, ?, ?, ?)",
      std::string_view(key.account), Blob{key.public_key}, Blob{key.salt}, Blob{key.secret});
}

void save_enrol_code(Database& database, std::string_view token, const EnrolCode& code) {
  database.run(
      "INSERT INTO enrol_code(token_hash, village, name, expires_ms, used_ms) VALUES(?, ?, ?, ?, "
      "NULL)",
      Blob{hash_of(token)}, std::string_view(code.village), std::string_view(code.name),
      code.expires_ms);
}

std::optional<EnrolCode> find_enrol_code(Database& database, std::string_view token) {
  const std::string hash = hash_of(token);
  Query query = database.query(
      "SELECT village, name, expires_ms, used_ms IS NOT NULL FROM enrol_code WHERE token_hash = ?");
  query.bind(1, Blob{hash});
  if (!query.step()) return std::nullopt;
  return EnrolCode{std::string(query.text(0)), std::string(query.text(1)), query.int64(2),
                   query.int64(3) != 0};
}

void use_enrol_code(Database& database, std::string_view token, log::DeviceId device,
                    std::int64_t now_ms) {
  database.run("UPDATE enrol_code SET used_ms = ?, device = ? WHERE token_hash = ?", now_ms,
               as_int(device.value), Blob{hash_of(token)});
}

void save_contact(Database& database, log::DeviceId device, const Contact& contact) {
  database.run(
      "INSERT OR REPLACE INTO device_contact(device, last_contact_ms, waiting, clock_error_ms, "
      "software, "
      "disk_free) VALUES(?, ?, ?, ?, ?, ?)",
      as_int(device.value), contact.last_contact_ms, contact.waiting, contact.clock_error_ms,
      std::string_view(contact.software), contact.disk_free_bytes);
}

void touch_contact(Database& database, log::DeviceId device, std::int64_t now_ms,
                   std::int64_t waiting) {
  database.run("UPDATE device_contact SET last_contact_ms = ?, waiting = ? WHERE device = ?",
               now_ms, waiting, as_int(device.value));
}

void note_refused(Database& database, log::DeviceId device, std::string_view code,
                  std::int64_t now_ms) {
  database.run(
      "INSERT INTO device_contact(device, last_contact_ms, waiting, clock_error_ms, software, "
      "disk_free, refused, refused_ms) VALUES(?, 0, 0, 0, '', 0, ?, ?) ON CONFLICT(device) DO "
      "UPDATE SET refused = excluded.refused, refused_ms = excluded.refused_ms",
      as_int(device.value), code, now_ms);
}

std::optional<Contact> find_contact(Database& database, log::DeviceId device) {
  Query query = database.query(
      "SELECT last_contact_ms, waiting, clock_error_ms, software, disk_free, refused, refused_ms "
      "FROM device_contact WHERE device = ?");
  query.bind(1, as_int(device.value));
  if (!query.step()) return std::nullopt;
  return Contact{query.int64(0), query.int64(1),
                 query.int64(2), std::string(query.text(3)),
                 query.int64(4), std::string(query.text(5)),
                 query.int64(6)};
}

}  // namespace soban::store
