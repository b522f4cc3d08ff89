#include "core/store/registers.h"

#include <map>
#include <variant>

#include "core/log/schema.h"
#include "core/store/queries.h"
#include "core/text/text.h"
#include "records.pb.h"

namespace soban::store {
namespace {

struct Source {
  const char* table;
  const char* there;  // not cancelled
  const char* date;
  const char* order;
  bool has_book = true;
  bool has_campaign = false;
};

const Source& source_of(std::uint32_t kind) {
  static const std::map<std::uint32_t, Source> kSources = {
      {log::kind_of<Contribution>(),
       {"contribution", "status < 4", "date", "book, date, pos", true, true}},
      {log::kind_of<Spending>(), {"spending", "voided = 0", "date", "book, date, pos", true, true}},
      {log::kind_of<Petition>(),
       {"petition", "voided = 0", "received", "book, received, pos", true, false}},
      {log::kind_of<Meeting>(), {"meeting", "voided = 0", "date", "book, date, pos", true, false}},
      {log::kind_of<Disclosure>(),
       {"disclosure", "voided = 0", "from_date", "book, from_date, pos", true, true}},
      {log::kind_of<Household>(),
       {"household", "voided = 0 AND gone = 0", nullptr, "book, sort_key, pos", true, false}},
      {log::kind_of<Task>(), {"task", "voided = 0", nullptr, "year, number, pos", false, false}},
  };
  return kSources.at(kind);
}

}  // namespace

std::vector<std::int64_t> register_records(Database& database, const RegisterFilter& filter) {
  const Source& source = source_of(filter.kind);
  std::string sql = std::string("SELECT pos FROM ") + source.table + " WHERE " + source.there;
  std::vector<std::variant<std::int64_t, std::string>> values;
  const auto where = [&](const std::string& condition, auto value) {
    sql += " AND " + condition;
    values.emplace_back(std::move(value));
  };
  if (source.has_book && filter.village) where("book = ?", find_book(database, *filter.village));
  if (source.has_campaign && filter.campaign) {
    where("campaign_log = ?", static_cast<std::int64_t>(filter.campaign->log.value));
    where("campaign_seq = ?", static_cast<std::int64_t>(filter.campaign->seq));
  }
  if (source.date != nullptr && !filter.from.empty())
    where(std::string(source.date) + " >= ?", filter.from);
  if (source.date != nullptr && !filter.to.empty())
    where(std::string(source.date) + " <= ?", filter.to);
  if (filter.kind == log::kind_of<Task>()) {
    if (!filter.from.empty()) where("year >= ?", text::leading_number(filter.from));
    if (!filter.to.empty()) where("year <= ?", text::leading_number(filter.to));
  }
  Query query = database.query_composed(sql + " ORDER BY " + source.order);
  int index = 0;
  for (const auto& value : values) {
    ++index;
    if (const auto* number = std::get_if<std::int64_t>(&value)) {
      query.bind(index, *number);
    } else {
      query.bind(index, std::string_view(std::get<std::string>(value)));
    }
  }
  std::vector<std::int64_t> records;
  while (query.step()) records.push_back(query.int64(0));
  return records;
}

}  // namespace soban::store
