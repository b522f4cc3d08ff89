#include "core/store/appeals.h"

namespace soban::store {
namespace {

std::int64_t as_int(std::uint64_t value) { return static_cast<std::int64_t>(value); }

log::Position position_at(const Query& row, int column) {
  return {log::LogId{static_cast<std::uint64_t>(row.int64(column))},
          static_cast<std::uint64_t>(row.int64(column + 1))};
}

std::int64_t number_for(Database& database, const log::Position& id, const char* sql) {
  Query query = database.query(sql);
  query.bind_all(as_int(id.log.value), as_int(id.seq));
  return query.step() ? query.int64(0) : 0;
}

AppealRow row_of(const Query& row, bool is_proposal) {
  return {row.int64(0),
          position_at(row, 1),
          std::string(row.text(3)),
          std::string(row.text(4)),
          std::string(row.text(5)),
          is_proposal,
          std::nullopt};
}

}  // namespace

std::vector<AppealRow> appeals_since(Database& database, std::string_view day) {
  std::vector<AppealRow> rows;
  Query campaigns = database.query(
      "SELECT pos, log, seq, title, from_date, to_date, proposal_log, proposal_seq FROM campaign "
      "WHERE to_date >= ? AND voided = 0 ORDER BY to_date, pos");
  campaigns.bind(1, day);
  while (campaigns.step()) {
    AppealRow row = row_of(campaigns, false);
    if (!campaigns.is_null(6)) row.proposal = position_at(campaigns, 6);
    rows.push_back(std::move(row));
  }
  Query proposals = database.query(
      "SELECT p.pos, p.log, p.seq, p.title, p.from_date, p.to_date FROM campaign_proposal p JOIN "
      "record r ON r.pos = p.pos WHERE p.to_date >= ? AND p.voided = 0 AND r.status = 0 ORDER BY "
      "p.to_date, p.pos");
  proposals.bind(1, day);
  while (proposals.step()) rows.push_back(row_of(proposals, true));
  return rows;
}

std::optional<log::Position> campaign_from(Database& database, const log::Position& proposal) {
  Query query = database.query(
      "SELECT log, seq FROM campaign WHERE proposal_log = ? AND proposal_seq = ? AND voided = 0 "
      "ORDER BY pos LIMIT 1");
  query.bind_all(as_int(proposal.log.value), as_int(proposal.seq));
  if (!query.step()) return std::nullopt;
  return position_at(query, 0);
}

std::int64_t position_of_record(Database& database, const log::Position& id) {
  return number_for(database, id, "SELECT pos FROM change WHERE log = ? AND seq = ?");
}

std::int64_t spent_for(Database& database, const log::Position& campaign) {
  return number_for(database, campaign,
                    "SELECT COALESCE(SUM(amount), 0) FROM spending WHERE campaign_log = ? AND "
                    "campaign_seq = ? AND voided = 0");
}

std::int64_t count_disclosures(Database& database, const log::Position& campaign) {
  return number_for(database, campaign,
                    "SELECT COUNT(*) FROM disclosure WHERE campaign_log = ? AND campaign_seq = ? "
                    "AND voided = 0");
}

}  // namespace soban::store
