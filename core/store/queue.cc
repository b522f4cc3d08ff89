#include "core/store/queue.h"

#include "core/store/apply.h"
#include "core/store/columns.h"
#include "core/store/queries.h"

namespace soban::store {

QueueRow queue_row(Database& database, std::int64_t pos) {
  Query query = database.query(
      "SELECT r.log, r.seq, r.heads, c.book, c.campaign_log, c.campaign_seq, c.status, c.doubts, "
      "c.form, c.amount, c.quantity, c.date FROM contribution c JOIN record r ON r.pos = c.pos "
      "WHERE c.pos = ?");
  query.bind(1, pos);
  require_sound(query.step(), "a list names a record that is not there");
  QueueRow row;
  row.id = position_at(query, 0);
  if (query.is_null(2)) {
    row.heads = {log::to_string(row.id)};
  } else {
    for (const log::Position& head : split_positions(query.text(2)))
      row.heads.push_back(log::to_string(head));
  }
  row.village = village_of_book(database, query.int64(3));
  row.campaign = optional_position(query, 4);
  row.status = static_cast<Status>(query.int64(6));
  row.doubts = query.int64(7);
  row.form = query.int64(8);
  row.amount = query.int64(9);
  row.quantity = query.int64(10);
  row.date = query.text(11);
  return row;
}

}  // namespace soban::store
