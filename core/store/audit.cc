#include "core/store/audit.h"

#include <limits>

#include "core/log/schema.h"
#include "core/store/queries.h"
#include "records.pb.h"

namespace soban::store {

std::vector<std::int64_t> audit_lines(Database& database, std::int64_t before, std::int64_t limit) {
  std::vector<std::int64_t> lines;
  // A line is never cancelled or reviewed: its status is 0. The kind is said twice for the index, which leaves one out.
  Query query = database.query(
      "SELECT pos FROM record WHERE kind = ? AND kind <> 12 AND status = 0 AND book = ? AND pos < "
      "? "
      "ORDER BY pos DESC LIMIT ?");
  query.bind(1, static_cast<std::int64_t>(log::kind_of<AuditEntry>()));
  query.bind(2, find_book(database, ""));
  query.bind(3, before > 0 ? before : std::numeric_limits<std::int64_t>::max());
  query.bind(4, limit);
  while (query.step()) lines.push_back(query.int64(0));
  return lines;
}

}  // namespace soban::store
