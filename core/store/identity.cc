// Who this device is, and other facts that are kept once.
#include <map>

#include "core/check.h"
#include "core/store/schema.h"
#include "core/store/store.h"

namespace soban::store {
namespace {

Certificate parse_certificate(const std::string& bytes) {
  Certificate certificate;
  if (!certificate.ParseFromString(bytes)) {
    throw DatabaseError(Error{ErrorKind::kCorrupt,
                              "database_damaged",
                              "the stored device certificate does not parse; restore from a backup",
                              {},
                              {}});
  }
  return certificate;
}

}  // namespace

Store::Store(const std::filesystem::path& directory, Database::Mode mode, Options options)
    : directory_(directory),
      options_(options),
      lock_(),
      database_(lock_for(mode), mode, {options.cache_kib}) {
  SOBAN_CHECK(options_.clock != nullptr);
  if (mode == Database::Mode::kReadWrite) {
    migrate(database_, directory / "soban.db");
    if (meta("is_copy")) go_on_from_copy();
  } else {
    require_current(database_);
  }
}

Store::~Store() = default;

// The lock first: the file may be about to be replaced.
std::filesystem::path Store::lock_for(Database::Mode mode) {
  if (mode == Database::Mode::kReadWrite) lock_.emplace(directory_, FolderLock::Kind::kShared);
  return directory_ / "soban.db";
}

void Store::go_on_from_copy() {
  Transaction transaction(database_);
  begin_new_logs();
  database_.run("DELETE FROM meta WHERE key = 'is_copy'");
  transaction.commit();
}

void Store::put_meta(std::string_view key, std::string_view value) {
  database_.run(
      "INSERT INTO meta(key, value) VALUES(?, ?) "
      "ON CONFLICT(key) DO UPDATE SET value = excluded.value",
      key, Blob{value});
}

std::optional<std::string> Store::meta(std::string_view key) {
  Query query = database_.query("SELECT value FROM meta WHERE key = ?");
  query.bind(1, key);
  if (!query.step()) return std::nullopt;
  return std::string(query.blob(0));
}

bool Store::has_identity() { return meta("device").has_value(); }

Identity Store::identity() {
  std::map<std::string, std::string, std::less<>> all;
  Query query = database_.query(
      "SELECT key, value FROM meta WHERE key IN ('commune', 'device', 'seed', 'certificate', "
      "'hub_key', 'village', 'hub_host', 'hub_port', 'hub_pin')");
  while (query.step()) all.emplace(query.text(0), query.blob(1));
  const auto need = [&](std::string_view key) -> const std::string& {
    const auto found = all.find(key);
    require_sound(found != all.end(), "the identity is not complete");
    return found->second;
  };
  Identity identity;
  identity.commune = std::stoull(need("commune"));
  identity.device = *log::parse_device_id(need("device"));
  identity.seed = need("seed");
  identity.certificate = parse_certificate(need("certificate"));
  require_sound(crypto::assign(identity.hub_key, need("hub_key")), "the hub's key is not one");
  identity.village = need("village");
  identity.hub_host = need("hub_host");
  identity.hub_port = static_cast<std::uint16_t>(std::stoul(need("hub_port")));
  identity.hub_pin = need("hub_pin");
  return identity;
}

void Store::save_identity(const Identity& identity) {
  put_meta("commune", std::to_string(identity.commune));
  put_meta("device", log::to_string(identity.device));
  put_meta("seed", identity.seed);
  put_meta("certificate", identity.certificate.SerializeAsString());
  put_meta("hub_key", crypto::view(identity.hub_key));
  put_meta("village", identity.village);
  put_meta("hub_host", identity.hub_host);
  put_meta("hub_port", std::to_string(identity.hub_port));
  put_meta("hub_pin", identity.hub_pin);
  key_.reset();
}

crypto::SigningKey Store::signing_key() {
  if (!key_) {
    auto key = crypto::SigningKey::from_seed(*meta("seed"));
    require_sound(key.has_value(), "the signing key is not one");
    key_ = *key;
  }
  return *key_;
}

Result<std::unique_ptr<Store>> open_store(const std::filesystem::path& directory,
                                          Database::Mode mode, Store::Options options) {
  return guarded([&]() -> Result<std::unique_ptr<Store>> {
    return std::make_unique<Store>(directory, mode, options);
  });
}

}  // namespace soban::store
