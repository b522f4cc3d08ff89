#include "core/books/deadlines.h"

#include <algorithm>
#include <vector>

#include "core/books/calendar.h"
#include "core/books/words.h"
#include "core/books/write.h"
#include "core/store/apply.h"
#include "core/store/duties.h"
#include "core/store/figures.h"
#include "core/store/queries.h"
#include "core/store/reports.h"
#include "core/text/cut.h"
#include "core/text/text.h"

namespace soban::books {
namespace {

constexpr std::int64_t kReportDaysAhead = 42;
constexpr std::int64_t kEachMax = 5;  // of one sort: the page has its lists for the rest
constexpr std::size_t kTitleBytesMax = 160;

std::string first_line(const std::string& text) {
  const std::string_view line = std::string_view(text).substr(0, text.find('\n'));
  const std::string_view shown = text::cut(line, kTitleBytesMax);
  return std::string(shown) + (shown.size() < line.size() ? "…" : "");
}

class Deadlines {
 public:
  explicit Deadlines(store::Store& store)
      : store_(store),
        today_(text::today(store.clock().now_ms())),
        reminders_(store::open_reminders(store.database(), store.identity().village)) {}

  Json json() {
    add_report();
    add_reminders();
    for (const auto& row : store::petitions_to_settle(store_.database(), kEachMax)) {
      add_record<Petition>(row, row.answered ? "petition_tell" : "petition_answer",
                           [](const Petition& petition) { return petition.content(); });
    }
    for (const auto& row : store::notices_to_take_down(store_.database(), kEachMax)) {
      add_record<Disclosure>(row, "notice_down",
                             [](const Disclosure& notice) { return notice.title(); });
    }
    for (const auto& row : store::meetings_to_hold(store_.database(), today_, kEachMax)) {
      add_record<Meeting>(row, "meeting", [](const Meeting& meeting) { return meeting.title(); });
    }
    add_returned();
    std::stable_sort(items_.begin(), items_.end(), [](const Json& a, const Json& b) {
      return a["date"].get_ref<const std::string&>() < b["date"].get_ref<const std::string&>();
    });
    return items_;
  }

 private:
  void add_report() {
    const ReportPeriod next = next_report(store_.database(), today_);
    if (text::days_between(today_, next.village_due) > kReportDaysAhead) return;
    const bool is_sent = store::has_period_report(store_.database(), store_.identity().village,
                                                  next.period, next.year, 0);
    if (is_sent || is_reminded(next)) return;
    add("report_" + next.code, next.village_due, nullptr, "");
  }

  bool is_reminded(const ReportPeriod& report) {
    return std::any_of(reminders_.begin(), reminders_.end(), [&](const store::ReminderRow& row) {
      return row.period == report.period && row.year == report.year;
    });
  }

  // What the office asks for, also after its day.
  void add_reminders() {
    for (const auto& row : reminders_) {
      const auto period = period_of(store_.database(), static_cast<Period>(row.period), row.year);
      if (period) add("reminder_" + period->code, period->village_due, nullptr, row.comment);
    }
  }

  // Contributions have a list of their own on the first page.
  void add_returned() {
    for (const log::KindInfo& kind : log::all_kinds()) {
      if (!kind.reviewed || kind.number == log::kind_of<Contribution>()) continue;
      for (const auto& row : store::returned_records(store_.database(), kind.number, kEachMax))
        add_returned(kind, row.record);
    }
  }

  void add_returned(const log::KindInfo& kind, std::int64_t pos) {
    const auto record = store::read_record(store_.database(), pos);
    store::require_sound(record.has_value(), "a deadline names a record that is not there");
    const auto reviews = store::reviews_of(store_.database(), record->id);
    const std::string day = reviews.empty() ? today_ : text::today(reviews.back().time.ms());
    auto message = log::new_message(kind);
    message->ParsePartialFromString(log::serialise_fields(record->merged.state));
    add("returned", day, log::to_string(record->id),
        first_line(record_title(store_.database(), kind, *message)));
    items_.back()["daysLeft"] = nullptr;  // since that day, not until it
    items_.back()["kind"] = kind.name;
  }

  template <class RecordMessage, class Title>
  void add_record(const store::DutyRow& row, const char* code, Title title) {
    const auto record = store::read_record(store_.database(), row.record);
    store::require_sound(record.has_value(), "a deadline names a record that is not there");
    add(code, row.date, log::to_string(record->id),
        first_line(title(record_as<RecordMessage>(*record))));
  }

  void add(std::string code, const std::string& date, Json record, std::string title) {
    items_.push_back(
        {{"code", std::move(code)},
         {"date", date},
         {"daysLeft", text::is_date(date) ? Json(text::days_between(today_, date)) : Json()},
         {"record", std::move(record)},
         {"title", std::move(title)}});
  }

  store::Store& store_;
  std::string today_;
  std::vector<store::ReminderRow> reminders_;
  Json items_ = Json::array();
};

}  // namespace

Json deadlines_json(store::Store& store) { return Deadlines(store).json(); }

}  // namespace soban::books
