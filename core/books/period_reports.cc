#include "core/books/period_reports.h"

#include <algorithm>

#include "core/books/attachments.h"
#include "core/books/figure.h"
#include "core/store/figures.h"
#include "core/text/text.h"

namespace soban::books {
namespace {

constexpr std::int64_t kFirstYear = 2020;
constexpr std::int64_t kLastYear = 2100;

// The names are in vi.json and en.json of the pages, and never used for another meaning.
struct FigureInfo {
  const char* name;
  std::int64_t store::PeriodFigures::*value;
  Unit unit;
};
constexpr FigureInfo kFigures[] = {
    {"contributions", &store::PeriodFigures::contributions, Unit::kCount},
    {"donors", &store::PeriodFigures::donors, Unit::kCount},
    {"campaigns", &store::PeriodFigures::campaigns, Unit::kCount},
    {"money", &store::PeriodFigures::money, Unit::kDong},
    {"labour_milli", &store::PeriodFigures::labour_milli, Unit::kMilli},
    {"value", &store::PeriodFigures::value, Unit::kDong},
    {"spent", &store::PeriodFigures::spent, Unit::kDong},
    {"meetings", &store::PeriodFigures::meetings, Unit::kCount},
    {"petitions", &store::PeriodFigures::petitions, Unit::kCount},
    {"petitions_answered", &store::PeriodFigures::petitions_answered, Unit::kCount},
    {"notices", &store::PeriodFigures::notices, Unit::kCount},
    {"incidents", &store::PeriodFigures::incidents, Unit::kCount},
};

Unit unit_of(const std::string& name) {
  const auto* found = std::find_if(std::begin(kFigures), std::end(kFigures),
                                   [&](const FigureInfo& info) { return name == info.name; });
  return found == std::end(kFigures) ? Unit::kCount : found->unit;
}

std::vector<std::pair<const FigureInfo*, std::int64_t>> figures_now(store::Database& database,
                                                                    const ReportPeriod& period,
                                                                    const std::string& village) {
  const store::PeriodFigures now = store::period_figures(database, village, period.from, period.to);
  std::vector<std::pair<const FigureInfo*, std::int64_t>> figures;
  for (const FigureInfo& info : kFigures) figures.emplace_back(&info, now.*info.value);
  return figures;
}

std::int64_t value_now(const std::vector<std::pair<const FigureInfo*, std::int64_t>>& now,
                       const Figure& figure) {
  for (const auto& [info, value] : now) {
    if (figure.name() == info->name) return value;
  }
  return figure.value();  // of a newer program: nothing to compare it with
}

}  // namespace

Result<ReportPeriod> period_of(Period period, std::int64_t year) {
  for (const ReportKind& kind : report_kinds()) {
    if (kind.period == period && year >= kFirstYear && year <= kLastYear) {
      return report_period(kind, static_cast<int>(year));
    }
  }
  return fail(ErrorKind::kInvalid, "bad_filter", "there is no such period");
}

void take_figures(store::Store& store, const std::string& village, PeriodReport& report) {
  const auto period = period_of(report.period(), report.year());
  if (!period) return;  // check_period_report() says so
  report.clear_figures();
  for (const auto& [info, value] : figures_now(store.database(), *period, village)) {
    Figure& figure = *report.add_figures();
    figure.set_name(info->name);
    figure.set_value(value);
  }
  report.set_submitted_on(text::today(store.clock().now_ms()));
}

void check_period_report(Errors& errors, const PeriodReport& report, const RuleContext& context) {
  if (report.period() == PERIOD_UNSPECIFIED) {
    add(errors, "period", "required", "period is missing");
  } else if (const auto period = period_of(report.period(), report.year()); !period) {
    add(errors, "year", report.has_year() ? "too_old" : "required",
        "year must be from 2020 to 2100");
  } else if (period->from > context.today) {
    add(errors, "year", "in_future", "the period has not begun");
  } else if (store::has_period_report(context.database, context.village, report.period(),
                                      report.year(), context.record_pos)) {
    add(errors, "period", "duplicate_report",
        "the report of this period is there already; correct that one");
  }
  check_attachments(errors, report.attachments(), context);
}

void flag_period_report(std::vector<std::string>& flags, const PeriodReport& report,
                        const RuleContext& context) {
  const auto period = period_of(report.period(), report.year());
  if (!period) return;
  const auto now = figures_now(context.database, *period, context.village);
  const bool same = std::all_of(report.figures().begin(), report.figures().end(),
                                [&](const Figure& it) { return value_now(now, it) == it.value(); });
  if (!same) flags.emplace_back("figures_changed");
}

std::optional<std::string> period_report_delta_problem(const PeriodReport& report) {
  if (!is_date_or_empty(report.submitted_on())) return "not_a_date";
  return attachments_problem(report.attachments());
}

Json shown_period_report(store::Store& store, const PeriodReport& report,
                         const std::string& village, bool changed) {
  const auto period = period_of(report.period(), report.year());
  std::vector<std::pair<const FigureInfo*, std::int64_t>> now;
  if (changed && period) now = figures_now(store.database(), *period, village);
  Json figures = Json::array();
  for (const Figure& figure : report.figures()) {
    if (!period) break;  // of no period that there is: nothing to read it by
    const Unit unit = unit_of(figure.name());
    const std::int64_t value = value_now(now, figure);
    figures.push_back({{"name", figure.name()},
                       {"shown", shown_figure(unit, figure.value())},
                       {"now", value == figure.value() ? "" : shown_figure(unit, value)}});
  }
  return {{"from", period ? text::format_date(period->from) : ""},
          {"to", period ? text::format_date(period->to) : ""},
          {"due", period ? text::format_date(period->village_due) : ""},
          {"figures", std::move(figures)},
          {"attachments", shown_attachments(store, report.attachments())}};
}

Json figures_json(store::Store& store, const ReportPeriod& period, const std::string& village) {
  Json figures = Json::array();
  for (const auto& [info, value] : figures_now(store.database(), period, village)) {
    figures.push_back({{"name", info->name},
                       {"value", std::to_string(value)},
                       {"shown", shown_figure(info->unit, value)}});
  }
  return {{"from", text::format_date(period.from)},
          {"to", text::format_date(period.to)},
          {"due", text::format_date(period.village_due)},
          {"figures", std::move(figures)}};
}

}  // namespace soban::books
