#include "hub/office.h"

#include <algorithm>
#include <map>

#include "core/books/view.h"
#include "core/books/words.h"
#include "core/store/local.h"
#include "core/store/security.h"
#include "core/text/text.h"
#include "core/version.h"

namespace soban::hub {
namespace {

using books::Json;
using store::Status;

// Up to so many waiting records the flagged ones are counted for every view of the queue; beyond it the number is left
// out, because counting would take longer than a person wants to wait for the list.
constexpr std::int64_t kCountFlaggedMax = 20'000;

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
          {"security", security_json(store)},
          {"households", households},
          {"villages", store::villages(store.database()).size()},
          {"devices", in_use}};
}

// The queue's filter, and its counts from one pass over what waits.
class QueueView {
 public:
  QueueView(store::Store& store, store::ListFilter filter, const std::string& only)
      : store_(store), filter_(std::move(filter)), only_(only) {
    cells_ = store::queue_cells(store.database(), filter_.query);
  }

  Json json() {
    Json queue = books::list_json(store_, filter_);
    const Json by_flag = by_flag_json();
    queue["total"] =
        only_ == "flagged" ? store::count_flagged(store_.database(), uncut()) : total();
    queue["byVillage"] = by_village_json();
    queue["byCampaign"] = by_campaign_json();
    if (!by_flag.is_null()) queue["byFlag"] = by_flag;
    return queue;
  }

 private:
  enum class Except { kNothing, kVillage, kCampaign, kOnly };

  bool matches(const store::QueueCell& cell, Except except) const {
    if (except != Except::kVillage && filter_.village && cell.village != *filter_.village)
      return false;
    if (except != Except::kCampaign && filter_.campaign && cell.campaign != filter_.campaign)
      return false;
    return except == Except::kOnly || is_of(cell, only_);
  }

  static bool is_of(const store::QueueCell& cell, const std::string& only) {
    if (only == "conflict") return cell.status == Status::kConflict;
    if (only == "voided") return cell.status == Status::kVoidOpen;
    if (only == "reopened") return cell.reviewed;
    return true;
  }

  // The list's filter without its page.
  store::ListFilter uncut() const {
    store::ListFilter filter = filter_;
    filter.cursor.clear();
    filter.limit = std::numeric_limits<std::int64_t>::max() - 1;
    return filter;
  }

  std::int64_t total() const {
    std::int64_t sum = 0;
    for (const auto& cell : cells_) sum += matches(cell, Except::kNothing) ? cell.count : 0;
    return sum;
  }

  Json by_village_json() {
    std::map<std::string, std::int64_t> counts;
    for (const auto& cell : cells_) {
      if (matches(cell, Except::kVillage)) counts[cell.village] += cell.count;
    }
    Json list = Json::array();
    for (const auto& [village, count] : counts) {
      list.push_back({{"village", village},
                      {"name", store::village_name(store_.database(), village)},
                      {"count", count}});
    }
    return list;
  }

  Json by_campaign_json() {
    std::map<std::string, std::int64_t> counts;
    for (const auto& cell : cells_) {
      if (cell.campaign && matches(cell, Except::kCampaign)) {
        counts[log::to_string(*cell.campaign)] += cell.count;
      }
    }
    Json list = Json::array();
    for (const auto& [campaign, count] : counts) {
      list.push_back({{"campaign", campaign},
                      {"title", books::campaign_title(store_.database(), campaign)},
                      {"count", count}});
    }
    return list;
  }

  Json by_flag_json() {
    std::int64_t waiting = 0;
    Json counts = {{"conflict", 0}, {"voided", 0}, {"reopened", 0}};
    for (const auto& cell : cells_) {
      if (!matches(cell, Except::kOnly)) continue;
      waiting += cell.count;
      for (auto& [only, count] : counts.items()) {
        if (is_of(cell, only)) count = count.get<std::int64_t>() + cell.count;
      }
    }
    if (waiting > kCountFlaggedMax) return nullptr;
    store::ListFilter all = uncut();
    all.statuses.assign(store::kToReview.begin(), store::kToReview.end());
    all.reopened = false;
    counts["flagged"] = store::count_flagged(store_.database(), all);
    return counts;
  }

  store::Store& store_;
  store::ListFilter filter_;
  std::string only_;
  std::vector<store::QueueCell> cells_;
};

}  // namespace

Json status_json(store::Store& store, bool with_counts) {
  const store::CommuneRow commune = store::commune(store.database());
  Json status = {{"program", "hub"},
                 {"version", kVersion},
                 {"demo", commune.demo},
                 {"today", text::today(store.clock().now_ms())},
                 {"commune", {{"name", commune.name}, {"phone", commune.office_phone}}}};
  if (with_counts) {
    status["counts"] = counts_json(store);
    status["notices"] = books::notices_json(store);
  }
  return status;
}

Json device_json(store::Store& store, const store::DeviceRow& device, const Online& online) {
  const auto contact = store::find_contact(store.database(), device.device);
  return {{"id", log::to_string(device.device)},
          {"name", device.name},
          {"village", device.village},
          {"villageName", store::village_name(store.database(), device.village)},
          {"series", device.series},
          {"enrolledAt", text::format_instant(device.enrolled_ms)},
          {"revoked", device.revoked},
          {"revokedReason", device.revoked_reason},
          {"online", online(device.device)},
          {"lastContact", contact ? instant(contact->last_contact_ms) : Json()},
          {"waiting", contact ? contact->waiting : 0},
          {"clockErrorMs", contact ? Json(contact->clock_error_ms) : Json()},
          {"software", contact ? contact->software : std::string()},
          {"diskFreeBytes", contact ? Json(contact->disk_free_bytes) : Json()},
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

Result<Json> queue_json(store::Store& store,
                        const std::function<std::string(const char* name)>& parameter) {
  auto filter = books::parse_filter(log::kind_of<Contribution>(), [&](const char* name) {
    return std::string_view(name) == "status" ? std::string() : parameter(name);
  });
  if (!filter) return fail(std::move(filter));
  const std::string only = parameter("only");
  filter->oldest_first = true;
  filter->statuses.assign(store::kToReview.begin(), store::kToReview.end());
  if (only == "conflict") {
    filter->statuses = {Status::kConflict};
  } else if (only == "voided") {
    filter->statuses = {Status::kVoidOpen};
  } else if (only == "reopened") {
    filter->reopened = true;
  } else if (only == "flagged") {
    filter->flagged = true;
  } else if (!only.empty() && only != "all") {
    return fail(ErrorKind::kInvalid, "bad_filter", "only is not valid here");
  }
  return QueueView(store, *std::move(filter), only).json();
}

}  // namespace soban::hub
