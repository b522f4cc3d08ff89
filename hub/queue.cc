#include "hub/queue.h"

#include <algorithm>
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

// What `only` may say: one of the flags (store::kFlagNames), or what else sets a record of the queue apart.
struct Kind {
  std::string code;
  std::int64_t doubts = 0;  // one of these; 0: see `reviewed`
  bool is_of(const store::QueueCell& cell) const {
    return doubts != 0 ? (cell.doubts & doubts) != 0 : cell.reviewed;
  }
};

const std::vector<Kind>& kinds() {
  static const std::vector<Kind> kKinds = [] {
    std::vector<Kind> all = {{"conflict", store::kInConflict},
                             {"voided", store::kCancelled},
                             {"reopened", 0},
                             {"flagged", store::kFlags}};
    for (const store::DoubtName& name : store::kFlagNames) all.push_back({name.code, name.doubt});
    return all;
  }();
  return kKinds;
}

// nullptr: there is no such kind.
const Kind* find_kind(const std::string& code) {
  const auto found = std::find_if(kinds().begin(), kinds().end(),
                                  [&](const Kind& kind) { return kind.code == code; });
  return found == kinds().end() ? nullptr : &*found;
}

// The queue's filter, and its counts from one pass over what waits.
class QueueView {
 public:
  QueueView(store::Store& store, store::ListFilter filter, const Kind* only)
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
    return except == Except::kOnly || only_ == nullptr || only_->is_of(cell);
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
    std::vector<std::int64_t> counts(kinds().size());
    for (const auto& cell : cells_) {
      if (!matches(cell, Except::kOnly)) continue;
      for (std::size_t i = 0; i < counts.size(); ++i)
        counts[i] += kinds()[i].is_of(cell) ? cell.count : 0;
    }
    Json by_flag = Json::object();
    for (std::size_t i = 0; i < counts.size(); ++i) by_flag[kinds()[i].code] = counts[i];
    return by_flag;
  }

  store::Store& store_;
  store::ListFilter filter_;
  const Kind* only_;  // nullptr: all
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

Result<store::ListFilter> contribution_filter(const Parameter& parameter, bool doubtful_first) {
  auto filter = books::parse_filter(log::kind_of<Contribution>(), parameter, doubtful_first);
  if (!filter) return fail(std::move(filter));
  const auto offset = number_of(parameter("from"), 0, 0, kOffsetMax);
  if (!offset) return bad_filter("from");
  filter->offset = *offset;
  return filter;
}

Result<store::ListFilter> queue_filter(const Parameter& parameter, const std::string& only) {
  auto filter = contribution_filter(parameter, true);
  if (!filter) return fail(std::move(filter));
  filter->oldest_first = true;
  filter->only_unsent = filter->only_sent = false;
  filter->statuses.assign(store::kToReview.begin(), store::kToReview.end());
  if (only.empty() || only == "all") return filter;
  const Kind* kind = find_kind(only);
  if (kind == nullptr) return bad_filter("only");
  filter->doubts = kind->doubts;
  filter->reopened = kind->doubts == 0;
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
  return QueueView(store, *std::move(filter), find_kind(only)).json();
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
  const auto filter = contribution_filter(parameter, false);
  if (!filter) return fail(filter.error());
  Json list = books::list_json(store, *filter);
  list.erase("next");
  list["total"] = store::count_records(store.database(), *filter);
  return list;
}

}  // namespace soban::hub
