#include "hub/report_commands.h"

#include "core/books/commune_reports.h"
#include "core/books/report_figures.h"
#include "core/cli/output.h"
#include "core/store/queries.h"
#include "core/text/text.h"
#include "hub/workbook.h"

namespace soban::hub {
namespace {

using books::Json;
using books::NamedFigure;

// What the sheets say, whatever is printed.
struct Figures {
  std::string title;
  std::vector<std::pair<std::string, std::vector<NamedFigure>>> villages;
  std::vector<std::pair<std::string, std::vector<NamedFigure>>> campaigns;
};

Figures figures_of(store::Store& store, const books::ReportPeriod& period) {
  store::Database& database = store.database();
  Figures figures;
  figures.title = store::commune(database).name + ", số liệu từ " + text::format_date(period.from) +
                  " đến hết " + text::format_date(period.to);
  auto by_village = store::period_figures(database, period.from, period.to);
  for (const store::VillageRow& village : store::villages(database))
    figures.villages.emplace_back(village.name, books::named(by_village[village.code]));
  for (const auto& row : store::campaign_figures(database, period.from, period.to)) {
    const auto campaign = row.campaign ? store::campaign(database, *row.campaign) : std::nullopt;
    figures.campaigns.emplace_back(campaign ? campaign->title : "Không ghi đợt nào",
                                   books::named(row));
  }
  return figures;
}

constexpr double kPoints = 12;

struct Formats {
  explicit Formats(lxw_workbook* book)
      : title(add_format(book, {.points = kPoints, .bold = true})),
        head(add_format(book, {.points = kPoints, .bold = true, .bordered = true})),
        text(add_format(book, {.points = kPoints, .bordered = true})),
        number(add_format(book, {.points = kPoints, .number = kWholeNumber, .bordered = true})),
        milli(add_format(book, {.points = kPoints, .number = kMilliNumber, .bordered = true})) {
    format_set_text_wrap(head);
  }
  lxw_format* title;
  lxw_format* head;
  lxw_format* text;
  lxw_format* number;
  lxw_format* milli;
};

void add_sheet(lxw_workbook* book, const Formats& formats, const char* name, const char* first,
               const Figures& figures,
               const std::vector<std::pair<std::string, std::vector<NamedFigure>>>& rows) {
  lxw_worksheet* sheet = workbook_add_worksheet(book, name);
  worksheet_set_landscape(sheet);
  worksheet_set_paper(sheet, kA4);
  worksheet_fit_to_pages(sheet, 1, 0);
  worksheet_set_column(sheet, 0, 0, 34, nullptr);
  worksheet_set_column(sheet, 1, 12, 15, nullptr);
  worksheet_write_string(sheet, 0, 0, figures.title.c_str(), formats.title);
  worksheet_write_string(sheet, 2, 0, first, formats.head);
  worksheet_freeze_panes(sheet, 3, 1);
  worksheet_repeat_rows(sheet, 2, 2);
  lxw_row_t at = 3;
  for (const auto& [label, values] : rows) {
    worksheet_write_string(sheet, at, 0, label.c_str(), formats.text);
    lxw_col_t column = 1;
    for (const NamedFigure& each : values) {
      if (at == 3) worksheet_write_string(sheet, 2, column, each.title, formats.head);
      const bool milli = each.unit == books::Unit::kMilli;
      worksheet_write_number(sheet, at, column,
                             static_cast<double>(each.value) / (milli ? 1000 : 1),
                             milli ? formats.milli : formats.number);
      ++column;
    }
    ++at;
  }
}

Result<void> write_xlsx(const Figures& figures, const std::string& file) {
  const auto fill = [&](lxw_workbook* book) {
    const Formats formats(book);
    add_sheet(book, formats, "Theo bản", "Bản", figures, figures.villages);
    add_sheet(book, formats, "Theo đợt vận động", "Đợt vận động", figures, figures.campaigns);
  };
  return whole_or_nothing(file, [&] { return write_workbook(file, Memory::kAsNeeded, fill); });
}

void print_text(const Figures& figures) {
  cli::print_line(figures.title);
  for (const auto* rows : {&figures.villages, &figures.campaigns}) {
    cli::print_line("");
    for (const auto& [label, values] : *rows) {
      std::string line = label;
      for (const NamedFigure& each : values) {
        if (each.value != 0)
          line += "  " + std::string(each.name) + " " + books::shown_figure(each.unit, each.value);
      }
      cli::print_line(line);
    }
  }
}

Result<books::ReportPeriod> period_for(store::Store& store, const ReportCommand& command) {
  const Period period = command.period == "year" ? PERIOD_YEAR : PERIOD_HALF_YEAR;
  const std::int64_t year =
      command.year != 0
          ? command.year
          : books::nearest_report(store.database(), text::today(store.clock().now_ms())).year;
  return books::period_of(store.database(), period, year);
}

}  // namespace

int print_report(const cli::Program& program, const ReportCommand& command) {
  return program.with_store(store::Database::Mode::kReadOnly, [&](store::Store& store) {
    const auto period = period_for(store, command);
    if (!period) return cli::report(period.error(), program.json());
    if (!command.xlsx_file.empty()) {
      const auto written = write_xlsx(figures_of(store, *period), command.xlsx_file);
      return written ? cli::kDone : cli::report(written.error(), program.json());
    }
    if (program.json()) {
      cli::print_json(books::commune_report_json(store, {REPORT_UNIT_COMMUNE, *period}));
    } else {
      print_text(figures_of(store, *period));
    }
    return cli::kDone;
  });
}

}  // namespace soban::hub
