// Registers as files: Excel, streamed row by row through libxlsxwriter's constant memory, and CSV.
#include <algorithm>
#include <cmath>
#include <fstream>

#include "core/books/settings.h"
#include "core/store/durable.h"
#include "core/store/queries.h"
#include "core/text/cut.h"
#include "core/text/text.h"
#include "hub/registers.h"
#include "hub/workbook.h"

namespace soban::hub {
namespace {

constexpr lxw_row_t kHeadRow = 4;
constexpr const char* kDemoMark = "DỮ LIỆU MẪU – không phải số liệu thật";
// A cell of Excel holds no more (its limit is 32,767 characters; these are bytes, which are never fewer).
constexpr std::size_t kCellBytesMax = 32'000;

constexpr double kPoints = 11;
constexpr double kRowPoints = 15;      // a line
constexpr double kRowPointsMax = 409;  // Excel's
constexpr int kFirstYear = 1900;       // that Excel knows

// How many lines the words take in a column of that width, in characters.
std::size_t lines_in(std::string_view words, double width) {
  std::size_t lines = 0;
  for (std::size_t at = 0; at <= words.size();) {
    const std::size_t end = std::min(words.find('\n', at), words.size());
    const std::string_view part = words.substr(at, end - at);
    const auto letters = std::count_if(part.begin(), part.end(), [](char c) {
      return (static_cast<unsigned char>(c) & 0xC0) != 0x80;
    });
    lines +=
        static_cast<std::size_t>(std::max(1.0, std::ceil(static_cast<double>(letters) / width)));
    at = end + 1;
  }
  return lines;
}

class Sheet {
 public:
  Sheet(lxw_workbook* book, store::Store& store, const RegisterQuery& query)
      : book_(book), sheet_(workbook_add_worksheet(book, "Sổ")), query_(query) {
    make_formats();
    set_up_page();
    write_heads(store);
  }

  void add(const std::vector<RegisterCell>& cells) {
    set_height(lines_of(cells));
    for (std::size_t i = 0; i < cells.size(); ++i) {
      const auto column = static_cast<lxw_col_t>(i);
      const CellType type = query_.info->columns[i].type;
      if (const auto* value = std::get_if<std::int64_t>(&cells[i])) {
        worksheet_write_number(sheet_, row_, column, as_number(type, *value), format_of(type));
      } else if (const auto* words = std::get_if<std::string>(&cells[i])) {
        write_text(column, type, *words);
      }
    }
    ++row_;
  }

  // Formulas, so that what somebody corrects in the sheet is added up again; with their values for who only looks.
  void end(const RegisterSums& sums) {
    if (sums.rows > 0) {
      rule_empty_cells();
      add_totals(sums);
    }
    row_ += 2;
    const auto right = static_cast<lxw_col_t>(printed_ < 4 ? 0 : printed_ - 3);
    const std::string day = books::place_of(commune_) + ", ngày …… tháng …… năm ………";
    const std::string title =
        commune_.signer_title().empty() ? "CHỦ TỊCH" : commune_.signer_title();
    worksheet_write_string(sheet_, row_++, right, day.c_str(), plain_);
    worksheet_write_string(sheet_, row_, 1, "NGƯỜI GHI SỔ", bold_);
    worksheet_write_string(sheet_, row_++, right, title.c_str(), bold_);
    worksheet_write_string(sheet_, row_, 1, "(Ký, ghi rõ họ tên)", plain_);
    worksheet_write_string(sheet_, row_, right, "(Ký, ghi rõ họ tên, đóng dấu)", plain_);
    worksheet_print_area(sheet_, 0, 0, row_ + kSigningRows, static_cast<lxw_col_t>(printed_ - 1));
  }

 private:
  static constexpr lxw_row_t kSigningRows = 5;

  // One rule for all: half of the cells are empty, and each that is written costs time and space.
  void rule_empty_cells() {
    lxw_conditional_format rule{};
    rule.type = LXW_CONDITIONAL_TYPE_FORMULA;
    char first[LXW_MAX_CELL_NAME_LENGTH];
    lxw_rowcol_to_cell(first, kHeadRow + 1, 0);
    const std::string is_empty = std::string("=LEN(").append(first).append(")=0");
    rule.value_string = const_cast<char*>(is_empty.c_str());  // copied; a C interface
    rule.format = empty_;
    worksheet_conditional_format_range(sheet_, kHeadRow + 1, 0, row_ - 1,
                                       static_cast<lxw_col_t>(query_.info->columns.size() - 1),
                                       &rule);
  }

  void add_totals(const RegisterSums& sums) {
    worksheet_write_string(sheet_, row_, 1, "Cộng", bold_);
    for (std::size_t i = 0; i < sums.totals.size(); ++i) {
      const CellType type = query_.info->columns[i].type;
      if (!is_summed(type)) continue;
      const auto column = static_cast<lxw_col_t>(i);
      char first[LXW_MAX_CELL_NAME_LENGTH];
      char last[LXW_MAX_CELL_NAME_LENGTH];
      lxw_rowcol_to_cell(first, kHeadRow + 1, column);
      lxw_rowcol_to_cell(last, row_ - 1, column);
      const std::string formula = std::string("=SUM(").append(first).append(":").append(last) + ")";
      worksheet_write_formula_num(sheet_, row_, column, formula.c_str(),
                                  type == CellType::kMilli ? bold_milli_ : bold_money_,
                                  as_number(type, sums.totals[i]));
    }
    ++row_;
  }

  static double as_number(CellType type, std::int64_t value) {
    return static_cast<double>(value) / (type == CellType::kMilli ? 1000 : 1);
  }

  lxw_format* make(const char* number_format, bool bold, bool bordered) {
    lxw_format* format = add_format(
        book_, {.points = kPoints, .number = number_format, .bold = bold, .bordered = bordered});
    format_set_align(format, LXW_ALIGN_VERTICAL_TOP);
    return format;
  }

  void make_formats() {
    text_ = make(nullptr, false, true);
    format_set_text_wrap(text_);
    number_ = make("0", false, true);
    format_set_align(number_, LXW_ALIGN_CENTER);
    money_ = make(kWholeNumber, false, true);
    milli_ = make(kMilliNumber, false, true);
    date_ = make("dd/mm/yyyy", false, true);
    empty_ = workbook_add_format(book_);
    format_set_border(empty_, LXW_BORDER_THIN);
    bold_ = make(nullptr, true, false);
    plain_ = make(nullptr, false, false);
    title_ = make(nullptr, true, false);
    format_set_font_size(title_, 14);
    subtitle_ = make(nullptr, false, false);
    format_set_italic(subtitle_);
    for (lxw_format* format : {title_, subtitle_}) format_set_align(format, LXW_ALIGN_CENTER);
    head_ = make(nullptr, true, true);
    format_set_text_wrap(head_);
    format_set_align(head_, LXW_ALIGN_CENTER);
    bold_money_ = make(kWholeNumber, true, true);
    bold_milli_ = make(kMilliNumber, true, true);
  }

  lxw_format* format_of(CellType type) const {
    switch (type) {
      case CellType::kNumber:
      case CellType::kCount:
        return number_;
      case CellType::kMoney:
        return money_;
      case CellType::kMilli:
        return milli_;
      case CellType::kDate:
        return date_;
      default:
        return text_;
    }
  }

  void set_up_page() {
    worksheet_set_landscape(sheet_);
    worksheet_set_paper(sheet_, kA4);
    worksheet_set_margins(sheet_, 0.5, 0.5, 0.6, 0.6);
    worksheet_fit_to_pages(sheet_, 1, 0);
    worksheet_repeat_rows(sheet_, kHeadRow, kHeadRow);
    worksheet_set_footer(sheet_, "&C&\"Times New Roman\"Trang &P/&N");
    worksheet_freeze_panes(sheet_, kHeadRow + 1, 0);
    const auto& columns = query_.info->columns;
    for (std::size_t i = 0; i < columns.size(); ++i) {
      const auto at = static_cast<lxw_col_t>(i);
      worksheet_set_column(sheet_, at, at, columns[i].width, nullptr);
      if (columns[i].printed) printed_ = i + 1;
    }
  }

  std::size_t lines_of(const std::vector<RegisterCell>& cells) const {
    std::size_t lines = 1;
    for (std::size_t i = 0; i < cells.size(); ++i) {
      const auto* words = std::get_if<std::string>(&cells[i]);
      if (words != nullptr)
        lines = std::max(lines, lines_in(*words, query_.info->columns[i].width));
    }
    return lines;
  }

  // Of the row that is begun. Not every program makes room for what is wrapped by itself.
  void set_height(std::size_t lines) {
    if (lines > 1)
      worksheet_set_row(sheet_, row_,
                        std::min(kRowPoints * static_cast<double>(lines), kRowPointsMax), nullptr);
  }

  // Over the columns that are printed.
  void write_across(lxw_row_t row, const std::string& words, lxw_format* format) {
    worksheet_merge_range(sheet_, row, 0, row, static_cast<lxw_col_t>(printed_ - 1), words.c_str(),
                          format);
  }

  // Rows come in order: what constant memory has written is gone.
  void write_heads(store::Store& store) {
    commune_ = books::commune_settings(store.database());
    std::string span = span_text(query_);
    if (commune_.demo()) span += (span.empty() ? "" : " – ") + std::string(kDemoMark);
    worksheet_write_string(sheet_, 0, 0, books::issuer_of(commune_).c_str(), bold_);
    write_across(1, query_.info->title, title_);
    write_across(2, scope_text(store.database(), query_), subtitle_);
    write_across(3, span, subtitle_);
    row_ = kHeadRow;
    set_height(2);
    const auto& columns = query_.info->columns;
    for (std::size_t i = 0; i < columns.size(); ++i) {
      worksheet_write_string(sheet_, kHeadRow, static_cast<lxw_col_t>(i), columns[i].title, head_);
    }
    row_ = kHeadRow + 1;
  }

  void write_text(lxw_col_t column, CellType type, const std::string& words) {
    if (type == CellType::kDate && text::is_date(words) &&
        text::leading_number(words) >= kFirstYear) {
      lxw_datetime day{};
      day.year = static_cast<int>(text::leading_number(words));
      day.month = static_cast<int>(text::leading_number(std::string_view(words).substr(5)));
      day.day = static_cast<int>(text::leading_number(std::string_view(words).substr(8)));
      worksheet_write_datetime(sheet_, row_, column, &day, date_);
      return;
    }
    const std::string cut(text::cut(words, kCellBytesMax));
    worksheet_write_string(sheet_, row_, column, cut.c_str(), text_);
  }

  lxw_workbook* book_;
  lxw_worksheet* sheet_;
  const RegisterQuery& query_;
  Commune commune_;
  std::size_t printed_ = 0;  // columns, from the left
  lxw_row_t row_ = 0;
  lxw_format* text_ = nullptr;
  lxw_format* number_ = nullptr;
  lxw_format* money_ = nullptr;
  lxw_format* milli_ = nullptr;
  lxw_format* date_ = nullptr;
  lxw_format* empty_ = nullptr;
  lxw_format* bold_ = nullptr;
  lxw_format* plain_ = nullptr;
  lxw_format* title_ = nullptr;
  lxw_format* subtitle_ = nullptr;
  lxw_format* head_ = nullptr;
  lxw_format* bold_money_ = nullptr;
  lxw_format* bold_milli_ = nullptr;
};

std::string quoted(const std::string& text) {
  std::string safe = "\"";
  if (!text.empty() && std::string_view("=+-@\t\r").find(text[0]) != std::string_view::npos)
    safe += '\'';
  for (const char c : text) {
    if (c == '"') safe += '"';
    safe += c;
  }
  return safe + '"';
}

// Numbers as Vietnamese settings read them: 1200000, 2,5.
std::string csv_cell(CellType type, const RegisterCell& cell) {
  if (const auto* words = std::get_if<std::string>(&cell))
    return quoted(type == CellType::kDate ? text::format_date(*words) : *words);
  const auto* value = std::get_if<std::int64_t>(&cell);
  if (value == nullptr) return {};
  if (type != CellType::kMilli) return std::to_string(*value);
  std::string number = text::format_milli(*value);
  std::erase(number, '.');
  return number;
}

Result<RegisterSums> make_xlsx(store::Store& store, const RegisterQuery& query,
                               const std::string& file) {
  RegisterSums sums;
  auto written = write_workbook(file, Memory::kConstant, [&](lxw_workbook* book) {
    Sheet sheet(book, store, query);
    sums = read_register(store, query,
                         [&](const std::vector<RegisterCell>& cells) { sheet.add(cells); });
    sheet.end(sums);
  });
  if (!written) return fail(std::move(written));
  return sums;
}

Result<RegisterSums> make_csv(store::Store& store, const RegisterQuery& query,
                              const std::string& file) {
  std::ofstream out(file, std::ios::binary);
  const auto& columns = query.info->columns;
  out << "\xEF\xBB\xBF";
  for (std::size_t i = 0; i < columns.size(); ++i)
    out << (i == 0 ? "" : ";") << quoted(columns[i].title);
  out << "\r\n";
  const RegisterSums sums =
      read_register(store, query, [&](const std::vector<RegisterCell>& cells) {
        for (std::size_t i = 0; i < cells.size(); ++i)
          out << (i == 0 ? "" : ";") << csv_cell(columns[i].type, cells[i]);
        out << "\r\n";
      });
  out.flush();
  if (!out) return store::not_writable(file);
  return sums;
}

}  // namespace

Result<RegisterSums> write_xlsx(store::Store& store, const RegisterQuery& query,
                                const std::string& file) {
  return whole_or_nothing(file, [&] { return make_xlsx(store, query, file); });
}

Result<RegisterSums> write_csv(store::Store& store, const RegisterQuery& query,
                               const std::string& file) {
  return whole_or_nothing(file, [&] { return make_csv(store, query, file); });
}

}  // namespace soban::hub
