#include "core/store/queries.h"

#include <algorithm>
#include <map>
#include <tuple>
#include <variant>

#include "core/store/columns.h"
#include "core/store/projections.h"
#include "core/text/text.h"

namespace soban::store {
namespace {

std::int64_t as_int(std::uint64_t value) { return static_cast<std::int64_t>(value); }
std::uint64_t as_uint(std::int64_t value) { return static_cast<std::uint64_t>(value); }

DeviceRow device_row(const Query& row) {
  return {position_at(row, 0),      log::DeviceId{as_uint(row.int64(2))},
          std::string(row.text(3)), std::string(row.text(4)),
          std::string(row.text(5)), row.int64(6),
          std::string(row.blob(7)), row.int64(8) != 0,
          std::string(row.text(9))};
}

std::int64_t single(Query query) { return query.step() ? query.int64(0) : 0; }

}  // namespace

std::int64_t find_book(Database& database, std::string_view village) {
  Query query = database.query("SELECT id FROM book WHERE village = ?");
  query.bind(1, village);
  return single(std::move(query));
}

std::string village_of_book(Database& database, std::int64_t book) {
  Query query = database.query("SELECT village FROM book WHERE id = ?");
  query.bind(1, book);
  return query.step() ? std::string(query.text(0)) : std::string();
}

std::int64_t commune_pos(Database& database) {
  return single(database.query("SELECT pos FROM commune ORDER BY pos LIMIT 1"));
}

CommuneRow commune(Database& database) {
  Query query = database.query(
      "SELECT name, upper_level, office_phone, demo FROM commune ORDER BY pos LIMIT 1");
  if (!query.step()) return {};
  return {std::string(query.text(0)), std::string(query.text(1)), std::string(query.text(2)),
          query.int64(3) != 0};
}

std::vector<VillageRow> villages(Database& database) {
  std::vector<VillageRow> rows;
  Query query = database.query("SELECT pos, code, name FROM village ORDER BY code");
  while (query.step()) {
    rows.push_back({query.int64(0), std::string(query.text(1)), std::string(query.text(2))});
  }
  return rows;
}

bool has_village(Database& database, std::string_view code) {
  Query query = database.query("SELECT 1 FROM village WHERE code = ?");
  query.bind(1, code);
  return query.step();
}

std::string village_name(Database& database, std::string_view code) {
  Query query = database.query("SELECT name FROM village WHERE code = ?");
  query.bind(1, code);
  return std::string(query.step() ? query.text(0) : code);
}

std::vector<DeviceRow> devices(Database& database) {
  std::vector<DeviceRow> rows;
  Query query = database.query(
      "SELECT r.log, r.seq, d.device, d.name, d.village, d.series, d.enrolled, d.certificate, "
      "d.revoked, "
      "d.revoked_reason FROM device d JOIN record r ON r.pos = d.pos ORDER BY d.pos");
  while (query.step()) rows.push_back(device_row(query));
  return rows;
}

std::optional<DeviceRow> find_device(Database& database, log::DeviceId id) {
  Query query = database.query(
      "SELECT r.log, r.seq, d.device, d.name, d.village, d.series, d.enrolled, d.certificate, "
      "d.revoked, "
      "d.revoked_reason FROM device d JOIN record r ON r.pos = d.pos WHERE d.device = ?");
  query.bind(1, as_int(id.value));
  if (!query.step()) return std::nullopt;
  return device_row(query);
}

std::string device_name_of_log(Database& database, log::LogId id) {
  Query query = database.query("SELECT device_name FROM log WHERE id = ?");
  query.bind(1, as_int(id.value));
  return query.step() ? std::string(query.text(0)) : std::string();
}

std::string next_series(Database& database, const std::string& village) {
  Query query = database.query("SELECT COUNT(*) FROM device WHERE village = ?");
  query.bind(1, std::string_view(village));
  const std::int64_t used = single(std::move(query));
  // A … Z, then A2 … : letters read better over a telephone than a second number beside the receipt's own.
  std::string letter(1, static_cast<char>('A' + used % 26));
  if (used >= 26) letter += std::to_string(used / 26 + 1);
  return village + '-' + letter;
}

std::optional<HouseholdRow> household(Database& database, const log::Position& id) {
  Query query = database.query(
      "SELECT h.code, h.head, h.birth_year, b.village FROM household h JOIN book b ON b.id = "
      "h.book "
      "WHERE h.log = ? AND h.seq = ?");
  query.bind_all(as_int(id.log.value), as_int(id.seq));
  if (!query.step()) return std::nullopt;
  return HouseholdRow{std::string(query.text(0)), std::string(query.text(1)), query.int64(2),
                      std::string(query.text(3))};
}

std::int64_t count_households(Database& database, std::string_view village) {
  Query query =
      database.query("SELECT COUNT(*) FROM household WHERE book = ? AND voided = 0 AND gone = 0");
  query.bind(1, find_book(database, village));
  return single(std::move(query));
}

std::int64_t household_by_code(Database& database, std::string_view village, std::string_view code,
                               std::int64_t except_pos) {
  Query query = database.query(
      "SELECT h.pos FROM household h JOIN book b ON b.id = h.book "
      "WHERE b.village = ? AND h.code = ? AND h.voided = 0 AND h.pos <> ?");
  query.bind_all(village, code, except_pos);
  return single(std::move(query));
}

std::vector<log::Position> households_merged_into(Database& database, const log::Position& id) {
  std::vector<log::Position> parts;
  Query query = database.query(
      "SELECT log, seq FROM household WHERE into_log = ? AND into_seq = ? ORDER BY pos");
  query.bind_all(as_int(id.log.value), as_int(id.seq));
  while (query.step()) parts.push_back(position_at(query, 0));
  return parts;
}

std::string next_household_code(Database& database, std::string_view village) {
  Query query = database.query(
      "SELECT COALESCE(MAX(CAST(code AS INTEGER)), 0) + 1 FROM household WHERE book = ?");
  query.bind(1, find_book(database, village));
  std::string code = std::to_string(single(std::move(query)));
  if (code.size() < 3) code.insert(0, 3 - code.size(), '0');
  return code;
}

bool household_code_taken(Database& database, std::string_view village, std::string_view code,
                          std::int64_t except_pos) {
  return household_by_code(database, village, code, except_pos) != 0;
}

std::optional<CampaignRow> campaign(Database& database, const log::Position& id) {
  Query query = database.query(
      "SELECT title, from_date, to_date, state, villages, voided FROM campaign WHERE log = ? AND "
      "seq = ?");
  query.bind_all(as_int(id.log.value), as_int(id.seq));
  if (!query.step()) return std::nullopt;
  return CampaignRow{std::string(query.text(0)), std::string(query.text(1)),
                     std::string(query.text(2)), query.int64(3),
                     std::string(query.text(4)), query.int64(5) != 0};
}

std::optional<MeetingRow> meeting(Database& database, const log::Position& id) {
  Query query = database.query("SELECT title, date, voided FROM meeting WHERE log = ? AND seq = ?");
  query.bind_all(as_int(id.log.value), as_int(id.seq));
  if (!query.step()) return std::nullopt;
  return MeetingRow{std::string(query.text(0)), std::string(query.text(1)), query.int64(2) != 0};
}

std::uint32_t kind_of_record(Database& database, const log::Position& id) {
  Query query = database.query(
      "SELECT r.kind FROM change c JOIN record r ON r.pos = c.pos WHERE c.log = ? AND c.seq = ?");
  query.bind_all(as_int(id.log.value), as_int(id.seq));
  return static_cast<std::uint32_t>(single(std::move(query)));
}

namespace {

// Records with changes that this laptop wrote and the hub is not known to hold. The hub itself has nobody to send to.
constexpr const char* kUnsent =
    "SELECT COALESCE(c.record, c.pos) FROM log l CROSS JOIN change c ON c.log = l.id AND c.seq > "
    "l.peer_seq "
    "WHERE l.own = 1 AND l.role = 2 AND c.seq > 1";

bool is_by_name(const ListFilter& filter) {
  return filter.by_name && filter.kind == log::kind_of<Household>();
}

bool is_doubtful_first(const ListFilter& filter) {
  return filter.doubtful_first && filter.kind == log::kind_of<Contribution>();
}

// One list query, put together from fixed parts; values are bound in the order the parts were added.
class ListQuery {
 public:
  ListQuery(Database& database, const ListFilter& filter) : database_(database), filter_(filter) {
    choose_table();
    add_filters();
  }

  std::int64_t count() {
    Query query = database_.query_composed("SELECT COUNT(*)" + from_ + where_);
    bind_values(query);
    return single(std::move(query));
  }

  ListPage run() {
    if (is_by_name(filter_)) {
      order_by_name();
    } else if (is_doubtful_first(filter_)) {
      order_by_doubt();
    } else {
      order_by_age();
    }
    Query query = database_.query_composed("SELECT r.pos" + columns_ + from_ + where_ + order_);
    bind_values(query);
    ListPage page;
    while (query.step()) {
      if (std::ssize(page.records) == filter_.limit) {
        page.next = cursor_;
        break;
      }
      page.records.push_back(query.int64(0));
      cursor_ = std::to_string(query.int64(0));
      if (is_by_name(filter_)) cursor_ = text::base64url(query.blob(1)) + '.' + cursor_;
      if (is_doubtful_first(filter_)) cursor_ = std::to_string(query.int64(1)) + '.' + cursor_;
    }
    return page;
  }

 private:
  struct Bytes {
    std::string value;
  };

  void bind_values(Query& query) const {
    int index = 0;
    for (const auto& value : values_) {
      ++index;
      if (const auto* number = std::get_if<std::int64_t>(&value)) {
        query.bind(index, *number);
      } else if (const auto* bytes = std::get_if<Bytes>(&value)) {
        query.bind(index, Blob{bytes->value});
      } else {
        query.bind(index, std::string_view(std::get<std::string>(value)));
      }
    }
  }
  void where(const std::string& condition) {
    where_ += (where_.empty() ? " WHERE " : " AND ") + condition;
  }
  void where(const std::string& condition, std::int64_t value) {
    where(condition);
    values_.emplace_back(value);
  }

  void choose_table() {
    const std::uint32_t kind = filter_.kind;
    if (kind == log::kind_of<Contribution>()) {
      from_ = " FROM contribution r";
    } else if (kind == log::kind_of<Household>()) {
      from_ = " FROM household r";
      status_ = column_of_record("status");
    } else if (kind == log::kind_of<Review>() || kind == log::kind_of<Receipt>()) {
      from_ = kind == log::kind_of<Review>() ? " FROM review r" : " FROM receipt r";
      status_ = column_of_record("status");
      book_ = column_of_record("book");
    } else {
      from_ = " FROM record r";
      where("r.kind = ?", kind);
      where("r.kind <> 12");  // as record_by_status says
    }
  }

  // For tables that do not repeat it.
  static std::string column_of_record(const std::string& name) {
    return "(SELECT x." + name + " FROM record x WHERE x.pos = r.pos)";
  }

  void add_filters() {
    if (filter_.village) where(book_ + " = ?", find_book(database_, *filter_.village));
    if (filter_.kind == log::kind_of<Contribution>()) {
      add_reference("campaign", filter_.campaign);
      add_household();
      if (filter_.reopened) where("r.reviewed = 1");
      if (filter_.doubts != 0) where("(r.doubts & ?) <> 0", filter_.doubts);
    }
    if (filter_.kind == log::kind_of<Household>() && filter_.gone)
      where("r.gone = ?", *filter_.gone ? 1 : 0);
    if (filter_.kind == log::kind_of<Spending>()) add_named_in("spending", filter_.campaign);
    if (filter_.kind == log::kind_of<Disclosure>()) add_named_in("disclosure", filter_.campaign);
    if (filter_.kind == log::kind_of<Petition>()) add_petition_filters();
    if (filter_.kind == log::kind_of<SecurityReport>()) add_security_state();
    if (filter_.kind == log::kind_of<Review>()) add_reference("target", filter_.target);
    if (filter_.kind == log::kind_of<Receipt>()) add_reference("contribution", filter_.target);
    if (!filter_.statuses.empty()) add_statuses();
    if (filter_.only_unsent) where(std::string("r.pos IN (").append(kUnsent).append(")"));
    if (filter_.only_sent) where(std::string("r.pos NOT IN (").append(kUnsent).append(")"));
    if (!filter_.query.empty()) {
      const SearchCondition words = search_condition("r.pos", filter_.kind, filter_.query);
      where(words.sql);
      values_.insert(values_.end(), words.values.begin(), words.values.end());
    }
  }

  // Of records that are listed from their common table: those whose own table names the campaign.
  void add_named_in(const std::string& table, const std::optional<log::Position>& campaign) {
    if (!campaign) return;
    where("r.pos IN (SELECT pos FROM " + table + " WHERE campaign_log = ? AND campaign_seq = ?)");
    values_.emplace_back(as_int(campaign->log.value));
    values_.emplace_back(as_int(campaign->seq));
  }

  void add_petition_filters() {
    if (filter_.meeting) {
      where("r.pos IN (SELECT pos FROM petition WHERE meeting_log = ? AND meeting_seq = ?)");
      values_.emplace_back(as_int(filter_.meeting->log.value));
      values_.emplace_back(as_int(filter_.meeting->seq));
    }
    const char* condition = nullptr;
    switch (filter_.petition_state) {
      case PetitionState::kAny:
        return;
      case PetitionState::kOpen:
        condition = "told = 0 AND answered = 0 AND due >= ''";  // reads the index of what is due
        break;
      case PetitionState::kOverdue:
        condition = "told = 0 AND answered = 0 AND due <> '' AND due < ?";
        break;
      case PetitionState::kAnswered:
        condition = "told = 0 AND answered = 1 AND due >= ''";
        break;
      case PetitionState::kTold:  // most of them, in time: looked up row by row
        return where(
            "EXISTS(SELECT 1 FROM petition p WHERE p.pos = r.pos AND p.voided = 0 AND p.told = 1)");
    }
    where(std::string("r.pos IN (SELECT pos FROM petition WHERE voided = 0 AND ") + condition +
          ")");
    if (filter_.petition_state == PetitionState::kOverdue) values_.emplace_back(filter_.today);
  }

  void add_household() {
    if (!filter_.household) return;
    const auto merged = households_merged_into(database_, *filter_.household);
    if (merged.empty()) return add_reference("household", filter_.household);
    std::string any = "c.household_log = ? AND c.household_seq = ?";
    values_.emplace_back(as_int(filter_.household->log.value));
    values_.emplace_back(as_int(filter_.household->seq));
    for (const log::Position& part : merged) {
      any += " OR c.household_log = ? AND c.household_seq = ?";
      values_.emplace_back(as_int(part.log.value));
      values_.emplace_back(as_int(part.seq));
    }
    where("r.pos IN (SELECT c.pos FROM contribution c WHERE " + any + ")");
  }

  void add_security_state() {
    static const std::map<SecurityState, const char*> kConditions = {
        {SecurityState::kOpen, "quiet = 0 AND handling < 3"},
        {SecurityState::kUrgent, "quiet = 0 AND handling < 3 AND urgency = 2"},
        {SecurityState::kDone, "quiet = 0 AND handling = 3"},
        {SecurityState::kQuiet, "quiet = 1 AND book > 0"}};  // as security_report_quiet begins
    const auto condition = kConditions.find(filter_.security_state);
    if (condition == kConditions.end()) return;
    where(std::string("r.pos IN (SELECT pos FROM security_report WHERE voided = 0 AND ") +
          condition->second + ")");
  }

  void add_reference(const std::string& column, const std::optional<log::Position>& position) {
    if (!position) return;
    where("r." + column + "_log = ?", as_int(position->log.value));
    where("r." + column + "_seq = ?", as_int(position->seq));
  }

  void add_statuses() {
    std::string list;
    for (const Status status : filter_.statuses) {
      list += (list.empty() ? "" : ",") + std::to_string(static_cast<std::int64_t>(status));
    }
    where(status_ + " IN (" + list + ")");
    if (filter_.kind == log::kind_of<Contribution>()) name_status_index();
    // Its columns answer the queue's other filters as well.
    if (is_queue() && !filter_.household && filter_.query.empty())
      from_ += " INDEXED BY contribution_to_review";
  }

  // SQLite uses an index on a part of the rows where the statement says that part in the same words.
  void name_status_index() {
    const auto none_of_them = [this](const auto& accepts) {
      return std::none_of(filter_.statuses.begin(), filter_.statuses.end(), accepts);
    };
    if (none_of_them([](Status status) { return status == Status::kOpen; })) {
      where("r.status > 0");
    } else if (none_of_them([](Status status) {
                 return std::find(kToReview.begin(), kToReview.end(), status) == kToReview.end();
               })) {
      where("r.status IN (0, 3, 4)");
    }
  }

  bool is_queue() const {
    return std::equal(filter_.statuses.begin(), filter_.statuses.end(), kToReview.begin(),
                      kToReview.end());
  }

  // The cursor says among which of the two it stands, and where: "1.4711".
  void order_by_doubt() {
    columns_ = ", (r.doubts = 0)";
    if (!filter_.cursor.empty()) {
      const std::size_t dot = filter_.cursor.find('.');
      const bool plain = filter_.cursor.starts_with('1');
      where("(r.doubts = 0) >= ?", plain ? 1 : 0);
      where("((r.doubts = 0) > ? OR r.pos > ?)", plain ? 1 : 0);
      values_.emplace_back(
          dot == std::string::npos
              ? std::int64_t{0}
              : text::leading_number(std::string_view(filter_.cursor).substr(dot + 1)));
    }
    order_ = " ORDER BY r.doubts = 0, r.pos";
    add_limit();
  }

  void order_by_age() {
    const bool up = filter_.oldest_first;
    if (!filter_.cursor.empty())
      where(up ? "r.pos > ?" : "r.pos < ?", text::leading_number(filter_.cursor));
    order_ = up ? " ORDER BY r.pos" : " ORDER BY r.pos DESC";
    add_limit();
  }

  void order_by_name() {
    columns_ = ", r.sort_key";
    if (!filter_.cursor.empty()) {
      const std::size_t dot = filter_.cursor.find('.');
      const std::int64_t pos =
          dot == std::string::npos
              ? 0
              : text::leading_number(std::string_view(filter_.cursor).substr(dot + 1));
      where("(r.sort_key, r.pos) > (?, ?)");
      values_.emplace_back(
          Bytes{text::base64url_decode(filter_.cursor.substr(0, dot)).value_or("")});
      values_.emplace_back(pos);
    }
    order_ = " ORDER BY r.sort_key, r.pos";
    add_limit();
  }

  void add_limit() {
    order_ += " LIMIT ?";
    values_.emplace_back(filter_.limit + 1);
    if (filter_.offset == 0) return;
    order_ += " OFFSET ?";
    values_.emplace_back(filter_.offset);
  }

  Database& database_;
  const ListFilter& filter_;
  std::string columns_;
  std::string from_;
  std::string where_;
  std::string order_;
  std::string cursor_;
  std::string book_ = "r.book";
  std::string status_ = "r.status";
  std::vector<std::variant<std::int64_t, std::string, Bytes>> values_;
};

}  // namespace

ListPage list_records(Database& database, const ListFilter& filter) {
  return ListQuery(database, filter).run();
}

bool has_sound_cursor(const ListFilter& filter) {
  if (filter.cursor.empty()) return true;
  std::string_view pos = filter.cursor;
  if (is_by_name(filter) || is_doubtful_first(filter)) {
    const std::size_t dot = pos.find('.');
    if (dot == std::string_view::npos) return false;
    const std::string_view before = pos.substr(0, dot);
    const bool fits = is_by_name(filter) ? text::base64url_decode(before).has_value()
                                         : before == "0" || before == "1";
    if (!fits) return false;
    pos.remove_prefix(dot + 1);
  }
  return text::whole_number(pos).value_or(-1) >= 0;
}

std::int64_t count_records(Database& database, const ListFilter& filter) {
  ListFilter all = filter;
  all.cursor.clear();
  return ListQuery(database, all).count();
}

bool is_sent(Database& database, const StoredRecord& record) {
  for (const log::Position& head : record.merged.heads) {
    Query query =
        database.query("SELECT 1 FROM log WHERE id = ? AND own = 1 AND role = 2 AND peer_seq < ?");
    query.bind_all(as_int(head.log.value), as_int(head.seq));
    if (query.step()) return false;
  }
  return true;
}

std::vector<ReviewRow> reviews_of(Database& database, const log::Position& target) {
  std::vector<ReviewRow> rows;
  Query query = database.query(
      "SELECT v.log, v.seq, v.time, v.verdict, v.comment, v.seen, v.author FROM review v WHERE "
      "v.target_log = ? AND v.target_seq = ? AND v.voided = 0 ORDER BY v.time, v.log, v.seq");
  query.bind_all(as_int(target.log.value), as_int(target.seq));
  while (query.step()) {
    rows.push_back({position_at(query, 0), log::Hlc{as_uint(query.int64(2))}, query.int64(3),
                    std::string(query.text(4)), std::string(query.text(5)),
                    std::string(query.text(6))});
  }
  return rows;
}

std::vector<HistoryRow> changes_of(Database& database, std::int64_t record_pos) {
  std::vector<HistoryRow> rows;
  Query query = database.query(
      "SELECT log, seq, bytes FROM change WHERE pos = ?1 OR record = ?1 ORDER BY pos");
  query.bind(1, record_pos);
  while (query.step()) rows.push_back({position_at(query, 0), std::string(query.blob(2))});
  return rows;
}

std::optional<std::string> change_bytes(Database& database, const log::Position& at) {
  Query query = database.query("SELECT bytes FROM change WHERE log = ? AND seq = ?");
  query.bind_all(as_int(at.log.value), as_int(at.seq));
  if (!query.step()) return std::nullopt;
  return std::string(query.blob(0));
}

std::vector<StatusCount> count_by_status(Database& database, std::uint32_t kind) {
  std::vector<StatusCount> counts;
  const bool in_tally = kind == log::kind_of<Contribution>();
  Query query = database.query(
      in_tally
          ? "SELECT status, SUM(count) FROM tally GROUP BY status HAVING SUM(count) > 0"
          : "SELECT status, COUNT(*) FROM record WHERE kind = ? AND kind <> 12 GROUP BY status");
  if (!in_tally) query.bind(1, std::int64_t{kind});
  while (query.step()) counts.push_back({static_cast<Status>(query.int64(0)), query.int64(1)});
  return counts;
}

std::int64_t count_waiting_changes(Database& database) {
  return single(database.query(
      "SELECT COALESCE(SUM(head_seq - MAX(peer_seq, 1)), 0) FROM log WHERE own = 1 AND role = 2 "
      "AND head_seq > peer_seq "
      "AND head_seq > 1"));
}

std::int64_t count_waiting_records(Database& database, std::uint32_t kind,
                                   std::optional<Status> status) {
  Query query = database.query(
      // CROSS JOIN keeps this order: few logs, their last changes, their records.
      "SELECT COUNT(DISTINCT r.pos) FROM log l CROSS JOIN change c ON c.log = l.id AND c.seq > "
      "l.peer_seq "
      "CROSS JOIN record r ON r.pos = COALESCE(c.record, c.pos) WHERE l.own = 1 AND l.role = 2 AND "
      "r.kind = ?1 AND (?2 < 0 OR r.status = ?2)");
  query.bind(1, std::int64_t{kind});
  query.bind(2, status ? static_cast<std::int64_t>(*status) : -1);
  return single(std::move(query));
}

std::int64_t count_entries_of_device(Database& database, log::DeviceId device) {
  Query query = database.query("SELECT COALESCE(SUM(head_seq - 1), 0) FROM log WHERE device = ?");
  query.bind(1, as_int(device.value));
  return single(std::move(query));
}

std::vector<RejectedRow> rejected_changes(Database& database) {
  std::vector<RejectedRow> rows;
  Query query = database.query(
      "SELECT c.log, c.seq, j.code FROM rejected j JOIN change c ON c.pos = j.pos ORDER BY j.pos");
  while (query.step()) rows.push_back({position_at(query, 0), std::string(query.text(2))});
  return rows;
}

namespace {

using Group = std::tuple<std::int64_t, std::int64_t, std::int64_t>;  // campaign, book

// A condition on what the reports group by, and its values.
struct GroupFilter {
  GroupFilter(Database& database, const std::optional<log::Position>& campaign,
              const std::optional<std::string>& village) {
    if (campaign) {
      sql = " WHERE campaign_log = ? AND campaign_seq = ?";
      values = {as_int(campaign->log.value), as_int(campaign->seq)};
    }
    if (village) {
      sql += campaign ? " AND book = ?" : " WHERE book = ?";
      values.push_back(find_book(database, *village));
    }
  }
  Query query(Database& database, const std::string& select, const std::string& rest) const {
    Query query = database.query_composed(select + sql + rest);
    for (std::size_t i = 0; i < values.size(); ++i) query.bind(static_cast<int>(i + 1), values[i]);
    return query;
  }
  std::string sql;
  std::vector<std::int64_t> values;
};

// Households that gave, each once. A household is told by the sum of its log, which is random, and its seq.
std::map<Group, std::int64_t> donors(Database& database, const GroupFilter& filter) {
  std::map<Group, std::int64_t> counts;
  Query query = filter.query(
      database,
      "SELECT COALESCE(campaign_log, 0), COALESCE(campaign_seq, 0), book, COUNT(DISTINCT CASE "
      "WHEN status < 4 THEN household_log + household_seq END) FROM contribution INDEXED BY "
      "contribution_by_campaign",
      " GROUP BY campaign_log, campaign_seq, book");
  while (query.step()) counts[{query.int64(0), query.int64(1), query.int64(2)}] = query.int64(3);
  return counts;
}

std::optional<log::Position> campaign_of(const Query& row) {
  return row.int64(1) == 0 ? std::nullopt : optional_position(row, 0);
}

}  // namespace

std::vector<TotalsRow> totals(Database& database, const std::optional<log::Position>& campaign,
                              const std::optional<std::string>& village) {
  const GroupFilter filter(database, campaign, village);
  const auto donors_of = donors(database, filter);
  // Form numbers are those of records.proto, statuses those of store::Status.
  Query query = filter.query(
      database,
      "SELECT campaign_log, campaign_seq, book, SUM(CASE WHEN status < 4 THEN count ELSE 0 END), "
      "SUM(CASE WHEN status < 4 AND form IN (1, 2) THEN amount ELSE 0 END), "
      "SUM(CASE WHEN status < 4 AND form = 3 THEN quantity ELSE 0 END), "
      "SUM(CASE WHEN status < 4 AND form = 5 THEN quantity ELSE 0 END), "
      "SUM(CASE WHEN status < 4 THEN value ELSE 0 END), "
      "SUM(CASE WHEN status IN (0, 3, 4) THEN count ELSE 0 END), "
      "SUM(CASE WHEN status = 1 THEN count ELSE 0 END), "
      "SUM(CASE WHEN status = 2 THEN count ELSE 0 END) FROM tally",
      " GROUP BY campaign_log, campaign_seq, book HAVING SUM(count) > 0");
  std::vector<TotalsRow> rows;
  while (query.step()) {
    const Group group{query.int64(0), query.int64(1), query.int64(2)};
    rows.push_back({campaign_of(query), village_of_book(database, query.int64(2)), query.int64(3),
                    donors_of.at(group), query.int64(4), query.int64(5), query.int64(6),
                    query.int64(7), query.int64(8), query.int64(9), query.int64(10)});
  }
  return rows;
}

TotalsRow sum_of(const std::vector<TotalsRow>& rows) {
  TotalsRow sum;
  for (const TotalsRow& row : rows) {
    sum.records += row.records;
    sum.money += row.money;
    sum.labour_milli += row.labour_milli;
    sum.land_milli += row.land_milli;
    sum.value += row.value;
  }
  return sum;
}

std::vector<QueueCell> queue_cells(Database& database, const std::string& query_text) {
  const bool all = query_text.empty();
  const SearchCondition words =
      all ? SearchCondition() : search_condition("pos", log::kind_of<Contribution>(), query_text);
  Query query = database.query_composed(
      all ? "SELECT campaign_log, campaign_seq, book, status, reviewed, doubts, SUM(count) FROM "
            "tally WHERE status IN (0, 3, 4) GROUP BY 1, 2, 3, 4, 5, 6 HAVING SUM(count) > 0"
          : "SELECT COALESCE(campaign_log, 0), COALESCE(campaign_seq, 0), book, status, reviewed, "
            "doubts, COUNT(*) FROM contribution WHERE status IN (0, 3, 4) AND " +
                words.sql + " GROUP BY 1, 2, 3, 4, 5, 6");
  int index = 0;
  for (const std::string& value : words.values) query.bind(++index, std::string_view(value));
  std::vector<QueueCell> cells;
  std::map<std::int64_t, std::string> villages;  // by book
  while (query.step()) {
    std::string& village = villages[query.int64(2)];
    if (village.empty()) village = village_of_book(database, query.int64(2));
    cells.push_back({village, campaign_of(query), static_cast<Status>(query.int64(3)),
                     query.int64(4) != 0, query.int64(5), query.int64(6)});
  }
  return cells;
}

namespace {

bool is_cancelled(Database& database, std::int64_t contribution) {
  Query query = database.query("SELECT status >= 4 FROM contribution WHERE pos = ?");
  query.bind(1, contribution);
  return single(std::move(query)) != 0;
}

}  // namespace

std::int64_t find_duplicate(Database& database, const DuplicateKey& key, std::int64_t except_pos) {
  if (is_cancelled(database, except_pos)) return 0;
  if (key.household) {
    Query query = database.query(
        "SELECT pos FROM contribution WHERE household_log = ? AND household_seq = ? AND "
        "campaign_log = ? "
        "AND campaign_seq = ? AND form = ? AND date = ? AND amount = ? AND quantity = ? AND status "
        "< 4 "
        "AND pos <> ? LIMIT 1");
    query.bind_all(as_int(key.household->log.value), as_int(key.household->seq),
                   as_int(key.campaign.log.value), as_int(key.campaign.seq), key.form,
                   std::string_view(key.date), key.amount, key.quantity, except_pos);
    return single(std::move(query));
  }
  Query query = database.query(
      "SELECT pos FROM contribution INDEXED BY contribution_by_donor WHERE campaign_log = ? AND "
      "campaign_seq = ? AND household_log IS NULL "
      "AND donor_name = ? AND form = ? AND date = ? AND amount = ? AND quantity = ? AND status < 4 "
      "AND pos <> ? LIMIT 1");
  query.bind_all(as_int(key.campaign.log.value), as_int(key.campaign.seq),
                 std::string_view(key.donor_name), key.form, std::string_view(key.date), key.amount,
                 key.quantity, except_pos);
  return single(std::move(query));
}

std::int64_t receipt_of(Database& database, const log::Position& contribution) {
  Query query = database.query(
      "SELECT pos FROM receipt WHERE contribution_log = ? AND contribution_seq = ? AND voided = 0 "
      "ORDER BY pos LIMIT 1");
  query.bind_all(as_int(contribution.log.value), as_int(contribution.seq));
  return single(std::move(query));
}

std::int64_t last_receipt_number(Database& database, std::string_view series, std::int64_t year) {
  Query query = database.query("SELECT MAX(number) FROM receipt WHERE series = ? AND year = ?");
  query.bind_all(series, year);
  return single(std::move(query));
}

std::vector<VillageFigures> village_figures(Database& database) {
  std::map<std::string, VillageFigures> by_village;
  const auto collect = [&](Query query, const auto& count) {
    while (query.step()) {
      const std::string village = village_of_book(database, query.int64(0));
      by_village[village].village = village;
      count(by_village[village], static_cast<Status>(query.int64(1)), query.int64(2));
    }
  };
  const auto is_voided = [](Status status) {
    return status == Status::kVoided || status == Status::kVoidOpen;
  };
  Query households = database.query(
      "SELECT book, status, COUNT(*) FROM record WHERE kind = ? AND kind <> 12 GROUP BY status, "
      "book");
  households.bind(1, std::int64_t{log::kind_of<Household>()});
  collect(std::move(households), [&](VillageFigures& figures, Status status, std::int64_t count) {
    if (!is_voided(status)) figures.households += count;
  });
  collect(database.query("SELECT book, status, SUM(count) FROM tally GROUP BY status, book"),
          [&](VillageFigures& figures, Status status, std::int64_t count) {
            if (!is_voided(status)) figures.contributions += count;
            if (std::find(kToReview.begin(), kToReview.end(), status) != kToReview.end())
              figures.to_review += count;
          });
  std::vector<VillageFigures> figures;
  for (auto& [village, row] : by_village) figures.push_back(std::move(row));
  return figures;
}

}  // namespace soban::store
