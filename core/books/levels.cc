#include "core/books/levels.h"

#include "core/text/text.h"

namespace soban::books {

Json levels_json(store::Store& store, const log::Position& campaign) {
  Json items = Json::array();
  for (const store::LevelRow& row : store::commonest_amounts(store.database(), campaign)) {
    if (!looks_like_a_level(row)) continue;
    items.push_back({{"village", row.village},
                     {"amount", std::to_string(row.amount)},
                     {"shown", text::format_dong(row.amount)},
                     {"alike", row.alike},
                     {"givers", row.givers},
                     {"households", row.households}});
  }
  return {{"items", std::move(items)}};
}

}  // namespace soban::books
