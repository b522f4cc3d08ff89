// What the hub's files for spreadsheets have in common.
#pragma once

#include <xlsxwriter.h>

#include <cstdint>
#include <functional>
#include <string>

#include "core/error.h"
#include "core/store/store.h"

namespace soban::hub {

constexpr std::uint8_t kA4 = 9;  // as worksheet_set_paper() has it
constexpr const char* kWholeNumber = "#,##0";
constexpr const char* kMilliNumber = "#,##0.###";

struct CellLook {
  double points = 0;
  const char* number = nullptr;  // a format of Excel's; nullptr: as it comes
  bool bold = false;
  bool bordered = false;
};
// In the typeface of official papers; lives as long as the workbook.
lxw_format* add_format(lxw_workbook* book, const CellLook& look);

// Half a file is none. One that can't be written was not begun, and stays.
void take_away_half(const std::string& file);
// What `make` gives, a Result, for a file that it writes; when it fails, what it left of the file is taken away. A DatabaseError
// becomes an Error.
template <class Make>
auto whole_or_nothing(const std::string& file, const Make& make) -> decltype(make()) {
  auto made = store::guarded(make);
  if (!made) take_away_half(file);
  return made;
}

enum class Memory { kAsNeeded, kConstant };  // kConstant: rows are written in their order, once
// Writes a workbook that `fill` puts the sheets into. kIo "not_writable"; throws what `fill` throws. Leaves what it wrote until then:
// whole_or_nothing() takes it away.
Result<void> write_workbook(const std::string& file, Memory memory,
                            const std::function<void(lxw_workbook*)>& fill);

}  // namespace soban::hub
