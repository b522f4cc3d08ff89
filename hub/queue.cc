#include "hub/queue.h"

#include <algorithm>
#include <limits>
#include <map>

#include "core/books/view.h"
#include "core/books/words.h"
#include "core/store/doubts.h"
#include "core/store/queue.h"
#include "core/text/text.h"

namespace soban::hub {
namespace {

using books::Json;
using store::Status;

// Rows of a batch in one answer: some 300 KB.
constexpr std::int64_t kBatchMax = 2000;
constexpr std::int64_t kOffsetMax = 100'000'000;

// What `only` may say beside the flags (store::kFlagNames): what a cell of the queue is.
using IsOf = bool (*)(const store::QueueCell& cell);
const std::map<std::string, IsOf>& kinds_of_attention() {
  static const std::map<std::string, IsOf> kKinds = {
      {"conflict", [](const store::QueueCell& cell) { return cell.status == Status::kConflict; }},
      {"voided", [](const store::QueueCell& cell) { return cell.status == Status::kVoidOpen; }},
      {"reopened", [](const store::QueueCell& cell) { return cell.reviewed; }},
      {"flagged", [](const store::QueueCell& cell) { return (cell.doubts & store::kFlags) != 0; }},
  };
  return kKinds;
}

// The bit of a flag; 0: none of them.
std::int64_t doubt_named(const std::string& code) {
  for (const store::DoubtName& name : store::kFlagNames) {
    if (code == name.code) return name.doubt;
  }
  return 0;
}

bool is_of(const store::QueueCell& cell, const std::string& only) {
  const auto kind = kinds_of_attention().find(only);
  if (kind != kinds_of_attention().end()) return kind->second(cell);
  const std::int64_t doubt = doubt_named(only);
  return doubt == 0 || (cell.doubts & doubt) != 0;
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
    queue["total"] = total();
    queue["byVillage"] = by_village_json();
    queue["byCampaign"] = by_campaign_json();
    queue["byFlag"] = by_flag_json();
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
    std::map<std::string, std::int64_t> counts;
    for (const auto& [kind, unused] : kinds_of_attention()) counts[kind] = 0;
    for (const store::DoubtName& name : store::kFlagNames) counts[name.code] = 0;
    for (const auto& cell : cells_) {
      if (!matches(cell, Except::kOnly)) continue;
      for (auto& [kind, count] : counts) count += is_of(cell, kind) ? cell.count : 0;
    }
    return counts;
  }

  store::Store& store_;
  store::ListFilter filter_;
  std::string only_;
  std::vector<store::QueueCell> cells_;
};

tl::unexpected<Error> bad_filter(const char* name) {
  return fail(ErrorKind::kInvalid, "bad_filter", std::string(name) + " is not valid here");
}

// A number that a parameter gives, `otherwise` where it is left out; nullopt: it is none of `least` to `most`.
std::optional<std::int64_t> number_of(const std::string& text, std::int64_t otherwise,
                                      std::int64_t least, std::int64_t most) {
  if (text.empty()) return otherwise;
  if (text.size() > 9 || text.find_first_not_of("0123456789") != std::string::npos)
    return std::nullopt;
  const std::int64_t number = text::leading_number(text);
  if (number < least || number > most) return std::nullopt;
  return number;
}

Result<store::ListFilter> contribution_filter(const Parameter& parameter) {
  auto filter = books::parse_filter(log::kind_of<Contribution>(), parameter);
  if (!filter) return fail(std::move(filter));
  const auto offset = number_of(parameter("from"), 0, 0, kOffsetMax);
  if (!offset) return bad_filter("from");
  filter->offset = *offset;
  return filter;
}

Result<store::ListFilter> queue_filter(const Parameter& parameter, const std::string& only) {
  auto filter = contribution_filter(parameter);
  if (!filter) return fail(std::move(filter));
  filter->oldest_first = filter->doubtful_first = true;
  filter->only_unsent = filter->only_sent = false;
  filter->statuses.assign(store::kToReview.begin(), store::kToReview.end());
  if (only == "conflict") {
    filter->doubts = store::kInConflict;
  } else if (only == "voided") {
    filter->doubts = store::kCancelled;
  } else if (only == "reopened") {
    filter->reopened = true;
  } else if (only == "flagged") {
    filter->doubts = store::kFlags;
  } else if (const std::int64_t doubt = doubt_named(only); doubt != 0) {
    filter->doubts = doubt;
  } else if (!only.empty() && only != "all") {
    return bad_filter("only");
  }
  return filter;
}

// What the queue's list is not asked by.
Parameter without(const Parameter& parameter, std::string_view left_out) {
  return [&parameter, left_out](const char* name) {
    return name == left_out ? std::string() : parameter(name);
  };
}

Json batch_row_json(const store::QueueRow& row) {
  const bool counts = row.status != Status::kVoidOpen;
  const bool money = row.form == FORM_CASH || row.form == FORM_TRANSFER;
  return {{"record", log::to_string(row.id)},
          {"heads", row.heads},
          {"village", row.village},
          {"campaign", row.campaign ? log::to_string(*row.campaign) : std::string()},
          {"money", std::to_string(counts && money ? row.amount : 0)},
          {"labourMilli", std::to_string(counts && row.form == FORM_LABOUR ? row.quantity : 0)},
          {"date", row.date},
          {"state", row.status == Status::kConflict   ? "conflict"
                    : row.status == Status::kVoidOpen ? "voided"
                                                      : "open"},
          {"flagged", (row.doubts & store::kFlags) != 0}};
}

}  // namespace

Result<Json> queue_json(store::Store& store, const Parameter& parameter) {
  const std::string only = parameter("only");
  auto filter = queue_filter(without(parameter, "status"), only);
  if (!filter) return fail(std::move(filter));
  return QueueView(store, *std::move(filter), only).json();
}

Result<Json> queue_batch_json(store::Store& store, const Parameter& parameter) {
  const auto limit = number_of(parameter("limit"), kBatchMax, 1, kBatchMax);
  if (!limit) return bad_filter("limit");
  const Parameter without_status = without(parameter, "status");
  auto filter = queue_filter(without(without_status, "limit"), parameter("only"));
  if (!filter) return fail(std::move(filter));
  filter->limit = *limit;
  const store::ListPage page = store::list_records(store.database(), *filter);
  Json items = Json::array();
  for (const std::int64_t pos : page.records)
    items.push_back(batch_row_json(store::queue_row(store.database(), pos)));
  return Json{{"items", std::move(items)}, {"next", page.next.empty() ? Json() : Json(page.next)}};
}

Result<Json> contribution_list_json(store::Store& store, const Parameter& parameter) {
  const auto filter = contribution_filter(parameter);
  if (!filter) return fail(filter.error());
  Json list = books::list_json(store, *filter);
  list.erase("next");
  list["total"] = store::count_records(store.database(), *filter);
  return list;
}

}  // namespace soban::hub
