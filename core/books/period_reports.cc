#include "core/books/period_reports.h"

#include <algorithm>

#include "core/books/attachments.h"
#include "core/books/report_figures.h"
#include "core/store/figures.h"
#include "core/text/text.h"

namespace soban::books {
namespace {

std::vector<NamedFigure> figures_now(store::Database& database, const ReportPeriod& period,
                                     const std::string& village) {
  return named(store::period_figures(database, village, period.from, period.to));
}

std::int64_t value_now(const std::vector<NamedFigure>& now, const Figure& figure) {
  for (const NamedFigure& each : now) {
    if (figure.name() == each.name) return each.value;
  }
  return figure.value();  // of a newer program: nothing to compare it with
}

}  // namespace

void take_figures(store::Store& store, const std::string& village, PeriodReport& report) {
  const auto period = period_of(store.database(), report.period(), report.year());
  if (!period) return;  // check_period_report() says so
  report.clear_figures();
  for (const NamedFigure& each : figures_now(store.database(), *period, village)) {
    Figure& figure = *report.add_figures();
    figure.set_name(each.name);
    figure.set_value(each.value);
  }
  report.set_submitted_on(text::today(store.clock().now_ms()));
}

void check_period_report(Errors& errors, const PeriodReport& report, const RuleContext& context) {
  if (report.period() == PERIOD_UNSPECIFIED) {
    add(errors, "period", "required", "period is missing");
  } else if (const auto period = period_of(context.database, report.period(), report.year());
             !period) {
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
  const auto period = period_of(context.database, report.period(), report.year());
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
  const auto period = period_of(store.database(), report.period(), report.year());
  std::vector<NamedFigure> now;
  if (changed && period) now = figures_now(store.database(), *period, village);
  Json figures = Json::array();
  for (const Figure& figure : report.figures()) {
    if (!period) break;  // of no period that there is: nothing to read it by
    const Unit unit = unit_of_figure(figure.name());
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
  for (const NamedFigure& each : figures_now(store.database(), period, village)) {
    figures.push_back({{"name", each.name},
                       {"value", std::to_string(each.value)},
                       {"shown", shown_figure(each.unit, each.value)}});
  }
  return {{"from", text::format_date(period.from)},
          {"to", text::format_date(period.to)},
          {"due", text::format_date(period.village_due)},
          {"figures", std::move(figures)}};
}

}  // namespace soban::books
