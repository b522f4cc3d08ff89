#include "core/books/deadlines.h"

#include <algorithm>
#include <vector>

#include "core/books/calendar.h"
#include "core/store/apply.h"
#include "core/store/duties.h"
#include "core/store/figures.h"
#include "core/text/text.h"

namespace soban::books {
namespace {

constexpr std::int64_t kReportDaysAhead = 42;
constexpr std::int64_t kEachMax = 5;  // of one sort: the page has its lists for the rest
constexpr std::size_t kTitleBytesMax = 160;

// The first line, not cut within a character.
std::string first_line(const std::string& text) {
  std::string line = text.substr(0, text.find('\n'));
  if (line.size() <= kTitleBytesMax) return line;
  std::size_t end = kTitleBytesMax;
  while (end > 0 && (static_cast<unsigned char>(line[end]) & 0xC0) == 0x80) --end;
  return line.substr(0, end) + "…";
}

class Deadlines {
 public:
  explicit Deadlines(store::Store& store)
      : store_(store), today_(text::today(store.clock().now_ms())) {}

  Json json() {
    add_report();
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
    std::stable_sort(items_.begin(), items_.end(), [](const Json& a, const Json& b) {
      return a["date"].get_ref<const std::string&>() < b["date"].get_ref<const std::string&>();
    });
    return items_;
  }

 private:
  void add_report() {
    const ReportPeriod next = next_report(today_);
    if (text::days_between(today_, next.village_due) > kReportDaysAhead) return;
    const bool is_sent = store::has_period_report(store_.database(), store_.identity().village,
                                                  next.period, next.year, 0);
    if (is_sent) return;
    add(std::string("report_") + next.code, next.village_due, nullptr, "");
  }

  template <class RecordMessage, class Title>
  void add_record(const store::DutyRow& row, const char* code, Title title) {
    const auto record = store::read_record(store_.database(), row.record);
    store::require_sound(record.has_value(), "a deadline names a record that is not there");
    RecordMessage message;
    message.ParsePartialFromString(log::serialise_fields(record->merged.state));
    add(code, row.date, log::to_string(record->id), first_line(title(message)));
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
  Json items_ = Json::array();
};

}  // namespace

Json deadlines_json(store::Store& store) { return Deadlines(store).json(); }

}  // namespace soban::books
