#include "tests/support/dump.h"

#include <algorithm>
#include <iterator>
#include <set>
#include <sstream>

namespace soban::test {
namespace {

const char* const kDerived[] = {"record",   "conflict",     "pending", "rejected",
                                "commune",  "village",      "device",  "household",
                                "campaign", "contribution", "receipt", "review"};

std::vector<std::string> columns_of(store::Database& database, const std::string& table) {
  std::vector<std::string> columns;
  store::Query query =
      database.query_composed("SELECT name FROM pragma_table_info('" + table + "')");
  while (query.step()) columns.emplace_back(query.text(0));
  return columns;
}

// A column that holds a row number of `change` or `book`, as what it stands for.
std::string portable(const std::string& table, const std::string& column) {
  const bool change = column == "pos" || (table == "conflict" && column == "record");
  if (change) {
    return "(SELECT printf('%016x:%d', c.log, c.seq) FROM change c WHERE c.pos = t." + column + ")";
  }
  if (column == "book") return "(SELECT b.village FROM book b WHERE b.id = t.book)";
  return "t." + column;
}

std::string select_all(store::Database& database, const std::string& table, bool make_portable) {
  std::string sql = "SELECT '" + table + "'";
  for (const std::string& column : columns_of(database, table)) {
    if (make_portable && column == "doubts") continue;  // the office's alone
    const std::string value = make_portable ? portable(table, column) : "t." + column;
    sql += " || ' ' || '" + column + "=' || quote(" + value + ")";
  }
  return sql + " FROM " + table + " t";
}

void collect(store::Database& database, const std::string& sql, std::vector<std::string>& lines) {
  store::Query query = database.query_composed(sql);
  while (query.step()) lines.emplace_back(query.text(0));
}

// Search has no content of its own: its index is read, and the words of the records that wait to be in it.
void collect_search(store::Database& database, bool make_portable,
                    std::vector<std::string>& lines) {
  database.script(
      "CREATE VIRTUAL TABLE IF NOT EXISTS temp.search_terms USING fts5vocab(main, search, "
      "instance)");
  const auto doc = [make_portable](const std::string& pos) {
    if (!make_portable) return pos;
    return "(SELECT printf('%016x:%d', c.log, c.seq) FROM change c WHERE c.pos = " + pos + ")";
  };
  collect(
      database,
      "SELECT 'search ' || quote(v.term) || ' ' || " + doc("v.doc") + " FROM temp.search_terms v",
      lines);
  store::Query query = database.query_composed(
      "SELECT r.search, " + doc("r.pos") +
      " FROM record r WHERE r.pos > (SELECT value FROM meta WHERE key = 'indexed_pos')");
  while (query.step()) {
    std::istringstream words{std::string(query.text(0))};
    const std::set<std::string> distinct{std::istream_iterator<std::string>(words), {}};
    for (const std::string& word : distinct) {
      lines.push_back("search '" + word + "' " + std::string(query.text(1)));
    }
  }
}

std::vector<std::string> dump(Device& device, bool make_portable) {
  std::vector<std::string> lines;
  for (const char* table : kDerived) {
    collect(device.database(), select_all(device.database(), table, make_portable), lines);
  }
  if (!make_portable) {
    collect(device.database(), select_all(device.database(), "change", false), lines);
    collect(device.database(), select_all(device.database(), "log", false), lines);
    collect(device.database(), select_all(device.database(), "level", false), lines);
  }
  collect_search(device.database(), make_portable, lines);
  std::sort(lines.begin(), lines.end());
  return lines;
}

}  // namespace

std::vector<std::string> dump_derived(Device& device) { return dump(device, false); }

std::vector<std::string> dump_state(Device& device) { return dump(device, true); }

}  // namespace soban::test
