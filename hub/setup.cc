#include "hub/setup.h"

#include <set>
#include <sstream>

#include "core/books/rules.h"
#include "core/books/write.h"
#include "core/crypto/crypto.h"
#include "core/text/text.h"
#include "hub/administration.h"
#include "hub/demo.h"

namespace soban::hub {
namespace {

// In the database, so that a backup is one file and laptops find the hub they know after it was restored.
constexpr const char* kCertificate = "tls_certificate";
constexpr const char* kKey = "tls_key";

const books::Author kOffice{"Văn phòng xã", true};

tl::unexpected<Error> not_writable(const std::filesystem::path& path, const std::error_code& why) {
  return fail(ErrorKind::kIo, "not_writable",
              "can't write " + path.string() + "; check its permissions", why.message());
}

void make_identity(store::Store& store) {
  const auto key = crypto::SigningKey::generate();
  store::Identity identity;
  identity.commune = crypto::random_u64();
  identity.device = log::DeviceId{crypto::random_u64()};
  identity.seed = key.seed();
  identity.hub_key = key.public_key();
  log::Writer self;
  self.commune = identity.commune;
  self.device = identity.device;
  self.key = key.public_key();
  self.role = DEVICE_ROLE_HUB;
  self.name = "Văn phòng xã";
  self.issued_ms = store.clock().now_ms();
  identity.certificate = log::make_certificate(key, self);
  store.save_identity(identity);
}

Result<void> write(store::Store& store, const google::protobuf::Message& message,
                   std::uint32_t kind, const std::string& village) {
  const auto written = books::write_message(store, message, kind, village, kOffice);
  return written ? Result<void>() : Result<void>(fail(written.error()));
}

Result<void> write_commune(store::Store& store, const Setup& setup) {
  Commune commune;
  commune.set_name(setup.commune);
  if (setup.demo) {
    commune.set_upper_level("tỉnh Sơn La");
    commune.set_office_phone("0000 000 000");
    commune.set_demo(true);
    commune.set_public_page(true);
    commune.set_reception(
        "Chủ tịch UBND xã: sáng thứ Năm hằng tuần, 7 giờ 30 đến 11 giờ 30\n"
        "Các ngày làm việc khác: Văn phòng UBND xã tiếp nhận và chuyển kiến nghị\n"
        "Nơi tiếp: Phòng tiếp dân, trụ sở UBND xã");
    commune.add_phones("Văn phòng UBND xã: 0000 000 000");
    commune.add_phones("Công an xã: 0000 000 113");
    commune.add_phones("Trạm Y tế xã: 0000 000 115");
  }
  auto done = write(store, commune, log::kind_of<Commune>(), "");
  for (const SetupVillage& row : setup.villages) {
    if (!done) return done;
    Village village;
    village.set_code(row.code);
    village.set_name(row.name);
    done = write(store, village, log::kind_of<Village>(), "");
  }
  return done;
}

Result<void> write_demo_campaigns(store::Store& store) {
  for (const DemoCampaign& row : demo_campaigns()) {
    Campaign campaign;
    campaign.set_title(row.title);
    campaign.set_works(row.works);
    campaign.set_purpose(row.purpose);
    campaign.set_organiser(row.organiser);
    for (const std::string& village : row.villages) campaign.add_villages(village);
    for (const Form form : row.forms) campaign.add_forms(form);
    campaign.set_target(row.target);
    campaign.set_from_date(row.from_date);
    campaign.set_to_date(row.to_date);
    campaign.set_agreed_at(row.agreed_at);
    campaign.set_state(CAMPAIGN_STATE_OPEN);
    if (auto done = write(store, campaign, log::kind_of<Campaign>(), ""); !done) return done;
  }
  return {};
}

Result<void> write_demo_households(store::Store& store, const std::vector<SetupVillage>& villages) {
  std::set<std::string> known;
  for (const SetupVillage& village : villages) known.insert(village.code);
  for (const DemoHousehold& row : demo_households()) {
    if (!known.contains(row.village)) continue;
    Household household;
    household.set_code(row.code);
    household.set_head(row.head);
    household.set_birth_year(row.birth_year);
    household.set_members(row.members);
    household.set_ethnic_group(row.ethnic_group);
    if (!row.phone.empty()) household.set_phone(row.phone);
    auto* poverty = household.add_poverty();
    poverty->set_year(row.poverty_year);
    poverty->set_poverty(row.poverty);
    if (auto done = write(store, household, log::kind_of<Household>(), row.village); !done)
      return done;
  }
  return {};
}

Result<void> write_demo_tasks(store::Store& store) {
  for (const Task& task : demo_tasks(text::today(store.clock().now_ms()))) {
    if (auto done = write(store, task, log::kind_of<Task>(), ""); !done) return done;
  }
  return {};
}

Result<void> fill(store::Store& store, const Setup& setup) {
  store::Transaction transaction(store.database());
  make_identity(store);
  const crypto::TlsPem pem = crypto::make_tls_identity("soban-hub");
  store.put_meta(kCertificate, pem.certificate);
  store.put_meta(kKey, pem.private_key);
  if (auto done = write_commune(store, setup); !done) return done;
  if (setup.demo) {
    if (auto done = write_demo_campaigns(store); !done) return done;
    if (auto done = write_demo_tasks(store); !done) return done;
    if (auto done = write_demo_households(store, setup.villages); !done) return done;
  }
  transaction.commit();
  return {};
}

}  // namespace

Result<std::vector<SetupVillage>> parse_villages(std::string_view csv) {
  std::vector<SetupVillage> villages;
  std::set<std::string> codes;
  std::istringstream in{std::string(csv)};
  std::string line;
  for (int number = 1; std::getline(in, line); ++number) {
    const auto clean = text::clean(line);
    const std::string text = clean ? *clean : std::string();
    if (clean && (text.empty() || (number == 1 && text.ends_with("name")))) continue;
    const std::size_t comma = text.find(',');
    const std::string code = text.substr(0, comma);
    if (!clean || comma == std::string::npos || !is_village_code(code) ||
        comma + 1 == text.size() || !codes.insert(code).second) {
      return fail(ErrorKind::kInvalid, "bad_csv",
                  "line " + std::to_string(number) +
                      " of the village list is not \"CODE,name\" with a new code of capital "
                      "letters and digits");
    }
    villages.push_back({code, *text::clean(text.substr(comma + 1))});
  }
  return villages;
}

Result<void> initialise(const std::filesystem::path& directory, const Setup& setup,
                        const log::Clock& clock) {
  std::error_code failed;
  std::filesystem::create_directories(directory, failed);
  if (failed) return not_writable(directory, failed);
  auto opened = store::open_store(directory, store::Database::Mode::kReadWrite,
                                  {&clock, &books::check_delta, 8192});
  if (!opened) return fail(std::move(opened));
  store::Store& store = **opened;
  return store::guarded([&]() -> Result<void> {
    if (store.has_identity()) {
      return fail(ErrorKind::kConflict, "already_initialised",
                  directory.string() + " already holds a commune; nothing was changed");
    }
    return fill(store, setup);
  });
}

Result<http::TlsIdentity> load_tls(store::Store& store) {
  auto certificate = store.meta(kCertificate);
  auto key = store.meta(kKey);
  if (!certificate || !key) {
    return fail(ErrorKind::kNotFound, "not_initialised",
                "there is no commune here yet: soban-hub init");
  }
  return http::TlsIdentity{*std::move(certificate), *std::move(key)};
}

}  // namespace soban::hub
