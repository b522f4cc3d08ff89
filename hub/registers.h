// Sổ của xã: registers in the columns of the paper books (USERS.md §2, Thông tư 70/2019/TT-BTC), row by row, so that a file of any
// length takes no more memory than a short one.
#pragma once

#include <cstddef>
#include <functional>
#include <limits>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "core/store/registers.h"
#include "core/store/store.h"

namespace soban::hub {

// Numbers of kCount, kMoney and kMilli are added up at the end of the register.
enum class CellType { kText, kNumber, kCount, kMoney, kMilli, kDate };
bool is_summed(CellType type);

struct RegisterColumn {
  const char* key;
  const char* title;  // in Vietnamese, as on paper
  CellType type;
  double width;         // characters
  bool printed = true;  // of the paper book's form; the others stand beside it in the sheet
};

// monostate: nothing. Money in đồng, kMilli in thousandths; a date is ISO.
using RegisterCell = std::variant<std::monostate, std::int64_t, std::string>;

struct RegisterInfo {
  const char* name;  // "contributions"
  const char* title;
  const char* file;  // what its file is called
  std::uint32_t kind;
  bool personal;  // names households or donors: not for everybody at the office
  std::vector<RegisterColumn> columns;
};
const RegisterInfo* find_register(std::string_view name);  // nullptr: there is none
const std::vector<RegisterInfo>& all_registers();

struct RegisterQuery {
  const RegisterInfo* info;
  store::RegisterFilter filter;
  bool names = true;  // of petitioners: with households' data only for who may see those
};
// From village, campaign, from, to. kInvalid "bad_filter".
Result<RegisterQuery> parse_register(const std::string& name,
                                     const std::function<std::string(const char* name)>& parameter);

// "Từ 01/06/2026 đến hết 30/11/2026"; empty without days.
std::string span_text(const RegisterQuery& query);
// "bản Nong Cóc, xã Pắc Ngà", and the campaign.
std::string scope_text(store::Database& database, const RegisterQuery& query);
// "Sổ đóng góp, bản Nong Cóc, 2026-11-25.xlsx"
std::string file_name(store::Database& database, const RegisterQuery& query, std::string_view today,
                      std::string_view ending);
// What the audit log says of an export: the format and the filter.
std::string export_detail(store::Database& database, const RegisterQuery& query,
                          std::string_view format);

struct RegisterSums {
  std::size_t rows = 0;
  std::vector<std::int64_t> totals;  // one for each column; 0 where it is not added up
};
// Calls `row` for every record, in the order of the book, until there were `rows_max`; the sums are of all. Reads only; throws
// DatabaseError.
RegisterSums read_register(store::Store& store, const RegisterQuery& query,
                           const std::function<void(const std::vector<RegisterCell>&)>& row,
                           std::size_t rows_max = std::numeric_limits<std::size_t>::max());

// Whether somebody of the role may have the register (hub/accounts.h).
bool may_read(const RegisterInfo& info, std::string_view role);

// Into a new file, which is taken away again when it fails. kIo "not_writable", or what the store's reading fails with.
Result<RegisterSums> write_xlsx(store::Store& store, const RegisterQuery& query,
                                const std::string& file);
// UTF-8 with its mark, semicolons as Vietnamese settings have them, RFC 4180 quoting; what begins like a formula gets an apostrophe.
Result<RegisterSums> write_csv(store::Store& store, const RegisterQuery& query,
                               const std::string& file);

}  // namespace soban::hub
