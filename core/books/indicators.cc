#include "core/books/indicators.h"

#include <algorithm>
#include <array>
#include <set>
#include <sstream>

#include "core/books/calendar.h"
#include "core/books/disclosures.h"
#include "core/books/meetings.h"
#include "core/books/write.h"
#include "core/check.h"
#include "core/store/indicators.h"
#include "core/store/queries.h"
#include "core/text/text.h"

namespace soban::books {
namespace {

struct Named {
  const char* code;
  int dimension;
};

// In the order of the page. The annex's tasks are counted in every dimension, after these.
constexpr std::array kIndicators = {
    Named{"voluntary", 1},
    Named{"households_gave", 1},
    Named{"receipts", 1},
    Named{"quorum", 1},
    Named{"campaigns_agreed", 1},
    Named{"campaigns_disclosed", 2},
    Named{"notices_hung", 2},
    Named{"poor_households", 2},
    Named{"budget", 2},
    Named{"land", 2},
    Named{"petitions_in_time", 3},
    Named{"petitions_told", 3},
    Named{"petitions_satisfied", 3},
    Named{"petition_slips", 3},
    Named{"reports_in_time", 3},
    Named{"anti_corruption", 4},
    Named{"procedures", 5},
    Named{"procedure_slips", 5},
    Named{"health_slips", 6},
    Named{"school_slips", 6},
    Named{"months_reported", 6},
};
constexpr std::array kDimensions = {"I", "II", "III", "IV", "V", "VI", "VII", "VIII"};
constexpr int kDimensionCount = static_cast<int>(kDimensions.size());
constexpr std::int64_t kMonths = 12;

std::int64_t year_of(std::string_view date) { return text::leading_number(date.substr(0, 4)); }

std::string first_day_of(std::int64_t year) { return std::to_string(year) + "-01-01"; }

// "2026-03"
std::string month_name(std::int64_t year, std::int64_t month) {
  return std::to_string(year) + (month < 10 ? "-0" : "-") + std::to_string(month);
}

struct VillageBook {
  std::string code;
  std::int64_t book = 0;
  std::string opened;  // the day
};

std::vector<VillageBook> village_books(store::Database& database) {
  std::vector<VillageBook> list;
  for (const store::VillageRow& row : store::villages(database)) {
    const auto record = store::read_record(database, row.pos);
    store::require_sound(record.has_value(), "a village has no record");
    list.push_back(
        {row.code, store::find_book(database, row.code), text::today(record->created.ms())});
  }
  return list;
}

// Counts one after the other into the list of all.
class Counting {
 public:
  explicit Counting(store::Store& store)
      : database_(store.database()),
        today_(text::today(store.clock().now_ms())),
        villages_(village_books(database_)) {
    SharesOfVillages nothing;
    for (const VillageBook& village : villages_) nothing[village.code];
    for (const Named& named : kIndicators)
      list_.push_back({named.code, named.dimension, {}, nothing});
    for (int dimension = 1; dimension <= kDimensionCount; ++dimension) {
      list_.push_back({"tasks_done", dimension, {}, {}});
      list_.push_back({"tasks_in_time", dimension, {}, {}});
    }
    std::stable_sort(list_.begin(), list_.end(), [](const Indicator& a, const Indicator& b) {
      return a.dimension < b.dimension;
    });
  }

  std::vector<Indicator> all() && {
    contributions();
    campaigns();
    for (const VillageBook& village : villages_) {
      households(village);
      meetings(village);
      notices(village);
      petitions(village);
      reports(village);
      months(village);
    }
    slips("petition_slips", SURVEY_PETITION);
    slips("procedure_slips", SURVEY_PROCEDURE);
    slips("health_slips", SURVEY_HEALTH);
    slips("school_slips", SURVEY_SCHOOL);
    tasks();
    return std::move(list_);
  }

 private:
  Indicator& of(std::string_view code, int dimension = 0) {
    const auto found = std::find_if(list_.begin(), list_.end(), [&](const Indicator& indicator) {
      return indicator.code == code && (dimension == 0 || indicator.dimension == dimension);
    });
    SOBAN_CHECK(found != list_.end());
    return *found;
  }

  static void add(SharesByYear& shares, std::int64_t year, std::int64_t part, std::int64_t whole) {
    if (year < kIndicatorYearMin || year > kIndicatorYearMax || whole == 0) return;
    shares[year].numerator += part;
    shares[year].denominator += whole;
  }

  // Of a village, and so of the commune.
  static void add(Indicator& indicator, const std::string& village, std::int64_t year,
                  std::int64_t part, std::int64_t whole) {
    if (!village.empty()) add(indicator.villages[village], year, part, whole);
    add(indicator.commune, year, part, whole);
  }

  std::string village_of(std::int64_t book) const {
    const auto found = std::find_if(villages_.begin(), villages_.end(),
                                    [&](const VillageBook& it) { return it.book == book; });
    return found == villages_.end() ? std::string() : found->code;
  }

  std::int64_t this_year() const { return year_of(today_); }

  void contributions() {
    Indicator& voluntary = of("voluntary");
    Indicator& receipts = of("receipts");
    std::map<std::pair<std::int64_t, std::int64_t>, std::int64_t> issued;
    for (const store::CountedReceipts& row : store::counted_receipts(database_))
      issued[{row.book, row.year}] = row.count;
    for (const store::CountedYear& row : store::counted_contributions(database_)) {
      const std::string village = village_of(row.book);
      add(voluntary, village, row.year, row.voluntary, row.contributions);
      add(receipts, village, row.year, issued[{row.book, row.year}], row.receipts_wanted);
    }
  }

  void households(const VillageBook& village) {
    Indicator& gave = of("households_gave");
    const store::CountedHouseholds counted = store::counted_households(database_, village.book);
    for (const auto& [year, households] : counted.gave)
      add(gave, village.code, year, households, counted.there);
  }

  // "agreed": the campaign names the meeting that agreed to it.
  void campaigns() {
    Indicator& agreed = of("campaigns_agreed");
    for (const std::int64_t pos : store::counted_campaigns(database_)) {
      const auto record = store::read_record(database_, pos);
      store::require_sound(record.has_value(), "a campaign has no record");
      const auto campaign = record_as<Campaign>(*record);
      const std::int64_t part = campaign.agreed_at().empty() ? 0 : 1;
      const std::int64_t year = year_of(campaign.from_date());
      add(agreed.commune, year, part, 1);
      const std::set<std::string> asked(campaign.villages().begin(), campaign.villages().end());
      for (const VillageBook& village : villages_) {
        if (asked.empty() || asked.contains(village.code))
          add(agreed.villages[village.code], year, part, 1);
      }
    }
  }

  void meetings(const VillageBook& village) {
    Indicator& quorum = of("quorum");
    for (const store::CountedMeeting& meeting : store::counted_meetings(database_, village.book)) {
      const bool reached =
          voting_rules(meeting.date).quorum.is_reached(meeting.present, meeting.invited);
      add(quorum, village.code, year_of(meeting.date), reached ? 1 : 0, 1);
    }
  }

  void notices(const VillageBook& village) {
    std::vector<store::CountedNotice> notices = store::counted_notices(database_, village.book);
    std::erase_if(notices, [&](const store::CountedNotice& notice) {
      return !text::is_date(notice.from_date) || notice.from_date > today_;  // not hung yet
    });
    days_hung(village, notices);
    income_disclosed(village, notices);
    subject_posted(of("poor_households"), village, notices, SUBJECT_POOR_HOUSEHOLDS);
    subject_posted(of("budget"), village, notices, SUBJECT_BUDGET);
    subject_posted(of("land"), village, notices, SUBJECT_LAND);
    subject_posted(of("anti_corruption"), village, notices, SUBJECT_ANTI_CORRUPTION);
    subject_posted(of("procedures"), village, notices, SUBJECT_PROCEDURES);
  }

  // One that hangs and has some days to go yet is not counted.
  void days_hung(const VillageBook& village, const std::vector<store::CountedNotice>& notices) {
    Indicator& hung = of("notices_hung");
    for (const store::CountedNotice& notice : notices) {
      const bool ended = text::is_date(notice.last_day) && notice.last_day < today_;
      const std::int64_t days =
          text::days_between(notice.from_date, ended ? notice.last_day : today_) + 1;
      const bool enough = days >= kPostingDays;
      if (ended || enough) add(hung, village.code, year_of(notice.from_date), enough ? 1 : 0, 1);
    }
  }

  // A notice of the year or a later one tells of the year's money.
  void income_disclosed(const VillageBook& village,
                        const std::vector<store::CountedNotice>& notices) {
    Indicator& disclosed = of("campaigns_disclosed");
    for (const store::CountedIncome& income : income_) {
      if (income.book != village.book) continue;
      const std::string from = first_day_of(income.year);
      const bool told =
          std::any_of(notices.begin(), notices.end(), [&](const store::CountedNotice& notice) {
            return notice.campaign == income.campaign && notice.from_date >= from;
          });
      add(disclosed, village.code, income.year, told ? 1 : 0, 1);
    }
  }

  void subject_posted(Indicator& posted, const VillageBook& village,
                      const std::vector<store::CountedNotice>& notices, Subject subject) const {
    for (std::int64_t year = year_of(village.opened); year <= this_year(); ++year) {
      const bool hung = std::any_of(notices.begin(), notices.end(), [&](const auto& notice) {
        return notice.subject == subject && year_of(notice.from_date) == year;
      });
      add(posted, village.code, year, hung ? 1 : 0, 1);
    }
  }

  // Without an answer a petition counts from the day after it was due.
  void petitions(const VillageBook& village) {
    Indicator& in_time = of("petitions_in_time");
    Indicator& told = of("petitions_told");
    Indicator& satisfied = of("petitions_satisfied");
    for (const store::CountedPetition& petition :
         store::counted_petitions(database_, village.book)) {
      const std::int64_t year = year_of(petition.received);
      const bool is_due = text::is_date(petition.due);
      const bool kept = petition.answered && petition.answered_on <= petition.due;
      if (is_due && (petition.answered || petition.due < today_))
        add(in_time, village.code, year, kept ? 1 : 0, 1);
      if (petition.answered) add(told, village.code, year, petition.told ? 1 : 0, 1);
      if (petition.satisfaction != SATISFACTION_UNSPECIFIED)
        add(satisfied, village.code, year, petition.satisfaction == SATISFACTION_SATISFIED ? 1 : 0,
            1);
    }
  }

  void reports(const VillageBook& village) {
    Indicator& in_time = of("reports_in_time");
    const auto sent = store::counted_reports(database_, village.book);
    for (const ReportDates& dates : calendar_) {
      for (std::int64_t year = year_of(village.opened); year <= this_year(); ++year) {
        const std::string due = report_period(dates, static_cast<int>(year)).village_due;
        if (due <= village.opened || due > today_) continue;
        const bool kept =
            std::any_of(sent.begin(), sent.end(), [&](const store::CountedReport& report) {
              return report.period == dates.period() && report.year == year &&
                     report.submitted < due;
            });
        add(in_time, village.code, year, kept ? 1 : 0, 1);
      }
    }
  }

  // Months that are over and in which the village's book was open from the first day on.
  void months(const VillageBook& village) {
    Indicator& reported = of("months_reported");
    const auto told = store::counted_days(database_, village.book);
    const std::string now = today_.substr(0, 7);
    for (std::int64_t year = year_of(village.opened); year <= this_year(); ++year) {
      for (std::int64_t month = 1; month <= kMonths; ++month) {
        const std::string name = month_name(year, month);
        if (name + "-01" < village.opened || name >= now) continue;
        const bool any = std::any_of(told.begin(), told.end(), [&](const store::CountedDays& days) {
          return days.from.substr(0, 7) <= name && days.to.substr(0, 7) >= name;
        });
        add(reported, village.code, year, any ? 1 : 0, 1);
      }
    }
  }

  // Slips on which no question was answered say nothing. Where no village is named, they count for the commune.
  void slips(const char* code, Survey survey) {
    Indicator& satisfied = of(code);
    for (const store::CountedSlip& slip : store::counted_slips(database_, survey)) {
      std::istringstream scores(slip.scores);
      std::int64_t sum = 0;
      std::int64_t answered = 0;
      for (std::int64_t score = 0; scores >> score;) {
        sum += score;
        answered += score > 0 ? 1 : 0;
      }
      if (answered == 0) continue;
      const std::int64_t part = sum >= kSatisfiedMean * answered ? 1 : 0;
      add(satisfied, slip.village, year_of(slip.date), part, 1);
    }
  }

  void tasks() {
    for (const std::int64_t pos : store::counted_tasks(database_)) {
      const auto record = store::read_record(database_, pos);
      store::require_sound(record.has_value(), "a task has no record");
      const auto task = record_as<Task>(*record);
      const auto section = std::find(kDimensions.begin(), kDimensions.end(), task.section());
      if (section == kDimensions.end() || task.progress() == TASK_PROGRESS_DROPPED) continue;
      const int dimension = static_cast<int>(section - kDimensions.begin()) + 1;
      add(of("tasks_done", dimension).commune, task.year(),
          task.progress() == TASK_PROGRESS_DONE ? 1 : 0, 1);
      for (const TaskDeadline& deadline : task.deadlines()) {
        const bool is_done = !deadline.done_on().empty();
        if (!text::is_date(deadline.date()) || (!is_done && deadline.date() >= today_)) continue;
        const bool kept = is_done && deadline.done_on() <= deadline.date();
        add(of("tasks_in_time", dimension).commune, task.year(), kept ? 1 : 0, 1);
      }
    }
  }

  store::Database& database_;
  std::string today_;
  std::vector<VillageBook> villages_;
  std::vector<store::CountedIncome> income_ = store::counted_income(database_);
  std::vector<ReportDates> calendar_ = report_calendar(database_);
  std::vector<Indicator> list_;
};

CountedShare share_of(const SharesByYear& shares, std::int64_t year) {
  const auto found = shares.find(year);
  return found == shares.end() ? CountedShare{} : found->second;
}

// After what the share is of.
Json with_share(Json json, const SharesByYear& shares, std::int64_t year) {
  const CountedShare share = share_of(shares, year);
  json["numerator"] = share.numerator;
  json["denominator"] = share.denominator;
  return json;
}

// From the first year of which there is anything, at most so many as are shown.
Json history_json(const SharesByYear& shares, std::int64_t year) {
  Json list = Json::array();
  if (shares.empty()) return list;
  for (std::int64_t each = std::max(shares.begin()->first, year - kIndicatorHistoryYears + 1);
       each <= year; ++each) {
    list.push_back(with_share({{"year", each}}, shares, each));
  }
  return list;
}

Json item_json(const Indicator& indicator, const std::vector<store::VillageRow>& villages,
               std::int64_t year, const std::string& village) {
  Json rows = Json::array();
  const auto shares_of = [&](const std::string& code) {
    const auto found = indicator.villages.find(code);
    return found == indicator.villages.end() ? SharesByYear() : found->second;
  };
  if (!indicator.villages.empty()) {
    for (const store::VillageRow& row : villages) {
      rows.push_back(
          with_share({{"village", row.code}, {"name", row.name}}, shares_of(row.code), year));
    }
  }
  return {
      {"code", indicator.code},
      {"dimension", indicator.dimension},
      {"commune", with_share(Json::object(), indicator.commune, year)},
      {"villages", std::move(rows)},
      {"history", history_json(village.empty() ? indicator.commune : shares_of(village), year)}};
}

std::set<std::int64_t> years_of(const std::vector<Indicator>& indicators) {
  std::set<std::int64_t> years;
  for (const Indicator& indicator : indicators) {
    for (const auto& [year, share] : indicator.commune) years.insert(year);
  }
  return years;
}

}  // namespace

std::vector<Indicator> count_indicators(store::Store& store) {
  const store::Snapshot snapshot(store.database());
  return Counting(store).all();
}

Result<Json> indicators_json(store::Store& store, const std::string& year,
                             const std::string& village) {
  const std::string today = text::today(store.clock().now_ms());
  const std::int64_t wanted = year_of(year.empty() ? today : year);
  if ((!year.empty() && year != std::to_string(wanted)) || wanted < kIndicatorYearMin ||
      wanted > kIndicatorYearMax)
    return fail(ErrorKind::kInvalid, "bad_filter", "year is not valid here");
  if (!village.empty() && !store::has_village(store.database(), village))
    return fail(ErrorKind::kInvalid, "bad_filter", "village is not valid here");
  const store::Snapshot snapshot(store.database());
  const std::vector<Indicator> indicators = count_indicators(store);
  const std::vector<store::VillageRow> villages = store::villages(store.database());
  Json items = Json::array();
  for (const Indicator& indicator : indicators)
    items.push_back(item_json(indicator, villages, wanted, village));
  return Json{{"year", wanted}, {"years", years_of(indicators)}, {"items", std::move(items)}};
}

}  // namespace soban::books
