// A contribution that waits for the office, in few words. Reads only; throws DatabaseError.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/log/ids.h"
#include "core/store/store.h"

namespace soban::store {

struct QueueRow {
  log::Position id;
  std::vector<std::string> heads;
  std::string village;
  std::optional<log::Position> campaign;
  Status status = Status::kOpen;
  std::int64_t doubts = 0;  // core/store/doubts.h
  std::int64_t form = 0;
  std::int64_t amount = 0;
  std::int64_t quantity = 0;
  std::string date;
};
// Of the contribution at `pos`, which must be there.
QueueRow queue_row(Database& database, std::int64_t pos);

}  // namespace soban::store
