#include "core/store/appeals.h"

#include "core/store/columns.h"

namespace soban::store {
namespace {

std::int64_t as_int(std::uint64_t value) { return static_cast<std::int64_t>(value); }

AppealRow row_of(const Query& row, bool is_proposal) {
  return {row.int64(0),
          position_at(row, 1),
          std::string(row.text(3)),
          std::string(row.text(4)),
          std::string(row.text(5)),
          is_proposal,
          row.int64(6)};
}

}  // namespace

std::vector<AppealRow> appeals_since(Database& database, std::string_view day) {
  std::vector<AppealRow> rows;
  Query campaigns = database.query(
      "SELECT pos, log, seq, title, from_date, to_date, COALESCE((SELECT c.pos FROM change c WHERE "
      "c.log = proposal_log AND c.seq = proposal_seq), pos) FROM campaign WHERE to_date >= ? AND "
      "voided = 0 ORDER BY to_date, pos");
  campaigns.bind(1, day);
  while (campaigns.step()) rows.push_back(row_of(campaigns, false));
  Query proposals = database.query(
      "SELECT p.pos, p.log, p.seq, p.title, p.from_date, p.to_date, p.pos FROM campaign_proposal p "
      "JOIN "
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

std::int64_t count_disclosures(Database& database, const log::Position& campaign) {
  Query query = database.query(
      "SELECT COUNT(*) FROM disclosure WHERE campaign_log = ? AND campaign_seq = ? AND voided = 0");
  query.bind_all(as_int(campaign.log.value), as_int(campaign.seq));
  query.step();
  return query.int64(0);
}

}  // namespace soban::store
