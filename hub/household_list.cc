#include "hub/household_list.h"

#include <algorithm>
#include <array>
#include <string>
#include <vector>

#include "core/text/text.h"

namespace soban::hub {
namespace {

using books::Json;
using Cells = std::vector<std::string>;

constexpr std::string_view kMark = "\xEF\xBB\xBF";  // that Excel begins a CSV file with

struct Column {
  const char* field;
  std::vector<std::string_view> names;  // folded
};

const std::vector<Column>& known_columns() {
  static const std::vector<Column> kColumns = {
      {"code", {"so ho", "ma ho", "ho so", "ma so", "code"}},
      {"head", {"chu ho", "ho ten chu ho", "ho va ten chu ho", "ho va ten", "ho ten", "head"}},
      {"birthYear", {"nam sinh", "birthyear"}},
      {"members", {"so nguoi", "nhan khau", "so khau", "so nhan khau", "members"}},
      {"ethnicGroup", {"dan toc", "ethnicgroup"}},
      {"phone", {"dien thoai", "so dien thoai", "sdt", "phone"}},
      {"address", {"noi o", "dia chi", "address"}},
      {"poverty", {"dien ho", "ho ngheo", "loai ho", "poverty"}}};
  return kColumns;
}

// nullptr: passed over.
const char* field_of(const std::string& head) {
  const std::string wanted = text::fold(head);
  for (const Column& column : known_columns()) {
    if (std::find(column.names.begin(), column.names.end(), wanted) != column.names.end())
      return column.field;
  }
  return nullptr;
}

// Whichever of the three the first line has most of.
char separator_of(std::string_view csv) {
  const std::string_view line = csv.substr(0, csv.find('\n'));
  constexpr std::array kSeparators = {'\t', ';', ','};
  return *std::max_element(kSeparators.begin(), kSeparators.end(), [&](char a, char b) {
    return std::count(line.begin(), line.end(), a) < std::count(line.begin(), line.end(), b);
  });
}

// RFC 4180 with any separator: a cell in quotation marks may hold separators, line feeds and doubled marks.
class CellReader {
 public:
  explicit CellReader(std::string_view csv) : csv_(csv), separator_(separator_of(csv)) {}

  bool at_end() const { return at_ >= csv_.size(); }

  Cells line() {
    Cells cells(1);
    bool quoted = false;
    while (at_ < csv_.size()) {
      const char c = csv_[at_++];
      if (quoted) {
        quoted = take_quoted(c, cells.back());
      } else if (c == '"' && cells.back().empty()) {
        quoted = true;
      } else if (c == '\n') {
        break;
      } else if (c == separator_) {
        cells.emplace_back();
      } else if (c != '\r') {
        cells.back() += c;
      }
    }
    return cells;
  }

 private:
  // False: the cell's closing mark.
  bool take_quoted(char c, std::string& cell) {
    if (c != '"') {
      cell += c;
      return true;
    }
    if (at_ >= csv_.size() || csv_[at_] != '"') return false;
    cell += csv_[at_++];
    return true;
  }

  std::string_view csv_;
  char separator_;
  std::size_t at_ = 0;
};

bool is_blank(const Cells& cells) {
  return std::all_of(cells.begin(), cells.end(),
                     [](const auto& cell) { return text::clean(cell).value_or("x").empty(); });
}

// What is none of the words stays a text: the import says what is wrong with it.
Json poverty_of(const std::string& cell, std::int64_t year) {
  const std::string said = text::fold(cell);
  const auto listed = [&](const char* poverty) {
    return Json::array({Json{{"year", year}, {"poverty", poverty}}});
  };
  if (said.find("can ngheo") != std::string::npos) return listed("POVERTY_NEAR_POOR");
  if (said.empty() || said.find("khong") != std::string::npos) return listed("POVERTY_NONE");
  const bool poor = said.find("ngheo") != std::string::npos || said == "x" || said == "co";
  return poor ? listed("POVERTY_POOR") : Json(cell);
}

}  // namespace

Result<Json> read_household_list(std::string_view csv, std::int64_t year) {
  if (csv.starts_with(kMark)) csv.remove_prefix(kMark.size());
  CellReader reader(csv);
  std::vector<const char*> fields;
  for (const std::string& head : reader.line()) fields.push_back(field_of(head));
  if (std::all_of(fields.begin(), fields.end(), [](const char* it) { return it == nullptr; })) {
    return fail(ErrorKind::kInvalid, "bad_csv",
                "the first line names no column of a list of households, such as \"Số hộ\" or "
                "\"Chủ hộ\"");
  }
  Json rows = Json::array();
  while (!reader.at_end()) {
    const Cells cells = reader.line();
    if (is_blank(cells)) continue;
    Json row = Json::object();
    for (std::size_t i = 0; i < fields.size(); ++i) {
      if (fields[i] == nullptr) continue;
      const std::string cell = i < cells.size() ? cells[i] : std::string();
      if (std::string_view(fields[i]) == "poverty") {
        row[fields[i]] = poverty_of(cell, year);
      } else if (!cell.empty()) {
        row[fields[i]] = cell;
      }
    }
    rows.push_back(std::move(row));
  }
  return rows;
}

}  // namespace soban::hub
