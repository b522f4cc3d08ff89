#include "hub/office.h"

#include <algorithm>
#include <map>

#include "core/books/settings.h"
#include "core/books/view.h"
#include "core/books/words.h"
#include "core/store/duties.h"
#include "core/store/local.h"
#include "core/store/security.h"
#include "core/text/text.h"
#include "core/version.h"
#include "hub/health.h"

namespace soban::hub {
namespace {

using books::Json;
using store::Status;

Json instant(std::int64_t ms) { return ms > 0 ? Json(text::format_instant(ms)) : Json(); }

std::map<Status, std::int64_t> contributions_by_status(store::Store& store) {
  std::map<Status, std::int64_t> counts;
  for (const auto& row : store::count_by_status(store.database(), log::kind_of<Contribution>())) {
    counts[row.status] = row.count;
  }
  return counts;
}

// What of security reports everybody at the office may know.
Json security_json(store::Store& store) {
  const store::OpenReports reports = store::open_reports(store.database());
  return {{"open", reports.open}, {"urgent", reports.urgent}};
}

// Beside contributions: what of each book waits for the office's word, and petitions that nobody answered yet.
Json waiting_json(store::Store& store) {
  Json waiting = {{"petition", store::unanswered_petitions(store.database())}};
  for (const log::KindInfo& kind : log::all_kinds()) {
    if (!kind.reviewed || kind.number == log::kind_of<Contribution>()) continue;
    std::int64_t count = 0;
    for (const auto& row : store::count_by_status(store.database(), kind.number)) {
      const auto& open = store::kToReview;
      if (std::find(open.begin(), open.end(), row.status) != open.end()) count += row.count;
    }
    waiting[kind.name] = count;
  }
  return waiting;
}

Json counts_json(store::Store& store) {
  auto by_status = contributions_by_status(store);
  std::int64_t households = 0;
  for (const auto& row : store::village_figures(store.database())) households += row.households;
  const auto devices = store::devices(store.database());
  const auto in_use = std::count_if(devices.begin(), devices.end(),
                                    [](const store::DeviceRow& row) { return !row.revoked; });
  return {{"toReview",
           by_status[Status::kOpen] + by_status[Status::kConflict] + by_status[Status::kVoidOpen]},
          {"returned", by_status[Status::kReturned]},
          {"conflicts", by_status[Status::kConflict]},
          {"accepted", by_status[Status::kAccepted]},
          {"records", by_status[Status::kOpen] + by_status[Status::kConflict] +
                          by_status[Status::kAccepted] + by_status[Status::kReturned]},
          {"waiting", waiting_json(store)},
          {"security", security_json(store)},
          {"households", households},
          {"villages", store::villages(store.database()).size()},
          {"devices", in_use}};
}

Json refused_json(const std::optional<store::Contact>& contact) {
  if (!contact || contact->refused.empty()) return nullptr;
  return {{"code", contact->refused}, {"at", text::format_instant(contact->refused_ms)}};
}

}  // namespace

Json status_json(store::Store& store, bool with_counts) {
  const Commune commune = books::commune_settings(store.database());
  Json status = {{"program", "hub"},
                 {"version", kVersion},
                 {"demo", commune.demo()},
                 {"today", text::today(store.clock().now_ms())},
                 {"commune",
                  {{"name", commune.name()},
                   {"phone", commune.office_phone()},
                   {"publicPage", commune.public_page()}}}};
  if (with_counts) {
    status["counts"] = counts_json(store);
    status["notices"] = books::notices_json(store);
  }
  return status;
}

Json device_json(store::Store& store, const store::DeviceRow& device, const Online& online) {
  const auto contact = store::find_contact(store.database(), device.device);
  const bool met = contact && contact->last_contact_ms > 0;
  const bool is_online = online(device.device);
  return {{"id", log::to_string(device.device)},
          {"name", device.name},
          {"village", device.village},
          {"villageName", store::village_name(store.database(), device.village)},
          {"series", device.series},
          {"enrolledAt", text::format_instant(device.enrolled_ms)},
          {"revoked", device.revoked},
          {"revokedReason", device.revoked_reason},
          {"online", is_online},
          {"lastContact", contact ? instant(contact->last_contact_ms) : Json()},
          {"waiting", contact ? contact->waiting : 0},
          {"clockErrorMs", met ? Json(contact->clock_error_ms) : Json()},
          {"software", contact ? contact->software : std::string()},
          {"diskFreeBytes", met ? Json(contact->disk_free_bytes) : Json()},
          {"refused", refused_json(contact)},
          {"health", health_of(device, contact, is_online, store.clock().now_ms())},
          {"records", store::count_entries_of_device(store.database(), device.device)}};
}

Json devices_json(store::Store& store, const Online& online) {
  Json items = Json::array();
  for (const auto& row : store::devices(store.database()))
    items.push_back(device_json(store, row, online));
  return {{"items", std::move(items)}};
}

Json villages_json(store::Store& store) {
  std::map<std::string, store::VillageFigures> figures;
  for (auto& row : store::village_figures(store.database())) figures[row.village] = row;
  struct Machines {
    std::int64_t count = 0;
    std::int64_t last_contact_ms = 0;
  };
  std::map<std::string, Machines> machines;
  for (const auto& device : store::devices(store.database())) {
    if (device.revoked) continue;
    Machines& of_village = machines[device.village];
    of_village.count += 1;
    if (const auto contact = store::find_contact(store.database(), device.device)) {
      of_village.last_contact_ms = std::max(of_village.last_contact_ms, contact->last_contact_ms);
    }
  }
  Json items = Json::array();
  for (const auto& village : store::villages(store.database())) {
    const store::VillageFigures& figure = figures[village.code];
    items.push_back({{"code", village.code},
                     {"name", village.name},
                     {"households", figure.households},
                     {"contributions", figure.contributions},
                     {"toReview", figure.to_review},
                     {"devices", machines[village.code].count},
                     {"lastContact", instant(machines[village.code].last_contact_ms)}});
  }
  return {{"items", std::move(items)}};
}

Json police_keys_json(store::Store& store) {
  Json items = Json::array();
  for (const auto& row : store::current_police_keys(store.database()))
    items.push_back({{"account", row.owner}});
  return {{"items", std::move(items)}};
}

Json users_json(store::Store& store) {
  Json items = Json::array();
  for (const auto& account : store::accounts(store.database())) {
    items.push_back(
        {{"name", account.name}, {"role", account.role}, {"disabled", account.disabled}});
  }
  return {{"items", std::move(items)}};
}

}  // namespace soban::hub
