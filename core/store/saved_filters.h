// Lists that an account of the office gave a name: the address of each, which holds its filter. In no log: it is how one person
// likes to work. Reads and writes throw DatabaseError.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/store/database.h"

namespace soban::store {

struct SavedFilter {
  std::string name;
  std::string address;  // in the page: "#/can-duyet?ban=NC"
};
// By name.
std::vector<SavedFilter> saved_filters(Database& database, std::string_view account);
// In place of one of the same name. Both need a Transaction.
void save_filter(Database& database, std::string_view account, const SavedFilter& filter);
void remove_filter(Database& database, std::string_view account, std::string_view name);

}  // namespace soban::store
