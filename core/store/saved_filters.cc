#include "core/store/saved_filters.h"

namespace soban::store {

std::vector<SavedFilter> saved_filters(Database& database, std::string_view account) {
  std::vector<SavedFilter> filters;
  Query query =
      database.query("SELECT name, address FROM saved_filter WHERE account = ? ORDER BY name");
  query.bind(1, account);
  while (query.step()) filters.push_back({std::string(query.text(0)), std::string(query.text(1))});
  return filters;
}

void save_filter(Database& database, std::string_view account, const SavedFilter& filter) {
  database.run("INSERT OR REPLACE INTO saved_filter(account, name, address) VALUES(?, ?, ?)",
               account, std::string_view(filter.name), std::string_view(filter.address));
}

void remove_filter(Database& database, std::string_view account, std::string_view name) {
  database.run("DELETE FROM saved_filter WHERE account = ? AND name = ?", account, name);
}

}  // namespace soban::store
