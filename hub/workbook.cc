#include "hub/workbook.h"

#include <unistd.h>

#include <filesystem>

#include "core/store/durable.h"

namespace soban::hub {

lxw_format* add_format(lxw_workbook* book, const CellLook& look) {
  lxw_format* format = workbook_add_format(book);
  format_set_font_name(format, "Times New Roman");
  format_set_font_size(format, look.points);
  if (look.number != nullptr) format_set_num_format(format, look.number);
  if (look.bold) format_set_bold(format);
  if (look.bordered) format_set_border(format, LXW_BORDER_THIN);
  return format;
}

void take_away_half(const std::string& file) {
  std::error_code ignored;
  if (std::filesystem::is_regular_file(file, ignored) && ::access(file.c_str(), W_OK) == 0)
    std::filesystem::remove(file, ignored);
}

Result<void> write_workbook(const std::string& file, Memory memory,
                            const std::function<void(lxw_workbook*)>& fill) {
  lxw_workbook_options options{};
  options.constant_memory = memory == Memory::kConstant ? LXW_TRUE : LXW_FALSE;
  lxw_workbook* book = workbook_new_opt(file.c_str(), &options);
  if (book == nullptr) return store::not_writable(file, "no memory");
  try {
    fill(book);
  } catch (...) {
    workbook_close(book);  // nothing else gives back what it holds
    throw;
  }
  const lxw_error failed = workbook_close(book);
  if (failed != LXW_NO_ERROR) return store::not_writable(file, lxw_strerror(failed));
  return {};
}

}  // namespace soban::hub
