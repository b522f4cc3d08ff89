#include "core/books/indicators.h"

#include <catch2/catch.hpp>

#include "core/books/receipts.h"
#include "core/text/text.h"
#include "tests/support/books.h"
#include "tests/support/expect.h"

namespace soban::test {
namespace {

using books::Json;

constexpr std::int64_t kDayMs = 24LL * 60 * 60 * 1000;
const char* const kCommune = "";

// "1/2": one of two.
std::string shown(const books::SharesByYear& shares, std::int64_t year) {
  const auto found = shares.find(year);
  if (found == shares.end()) return "none";
  return std::to_string(found->second.numerator) + '/' + std::to_string(found->second.denominator);
}

std::string share(Books& books, const std::string& code, const std::string& village,
                  std::int64_t year = 2026, int dimension = 0) {
  for (const books::Indicator& indicator : books::count_indicators(books.hub.store())) {
    if (indicator.code != code || (dimension != 0 && indicator.dimension != dimension)) continue;
    if (village == kCommune) return shown(indicator.commune, year);
    const auto found = indicator.villages.find(village);
    return found == indicator.villages.end() ? "no such village" : shown(found->second, year);
  }
  return "no such indicator";
}

log::Position write(Books& books, const google::protobuf::Message& message,
                    const std::string& book = "NC") {
  return books.hub.write(creation_of(book, message));
}

void void_at_hub(Books& books, const log::Position& record) {
  books.hub.write(voiding(record, books.hub.record(record).kind));
}

Contribution cash_of(const Books& books, const log::Position& household, const std::string& date) {
  Contribution c;
  c.set_campaign(log::to_string(books.campaign));
  c.set_donor_type(DONOR_TYPE_HOUSEHOLD);
  c.set_household(log::to_string(household));
  c.set_form(FORM_CASH);
  c.set_amount(200'000);
  c.set_date(date);
  return c;
}

Contribution voluntary_of(const Books& books, const std::string& date) {
  Contribution c = cash_of(books, books.household, date);
  c.set_voluntary(true);
  return c;
}

Disclosure notice_of(Subject subject, const std::string& from, const std::string& to) {
  Disclosure notice;
  notice.set_subject(subject);
  notice.set_title("Niêm yết");
  notice.set_from_date(from);
  notice.set_to_date(to);
  return notice;
}

Petition petition_of(const std::string& received, const std::string& due,
                     const std::string& answered_on) {
  Petition petition;
  petition.set_content("Đường lầy lội");
  petition.set_received_on(received);
  petition.set_due(due);
  if (!answered_on.empty()) {
    petition.set_answer("Sẽ sửa");
    petition.set_answered_on(answered_on);
  }
  return petition;
}

Meeting meeting_of(const std::string& date, int invited, std::optional<int> present) {
  Meeting meeting;
  meeting.set_title("Họp bản");
  meeting.set_date(date);
  meeting.set_households_invited(invited);
  if (present) meeting.set_households_present(*present);
  return meeting;
}

SurveySlip slip_of(Survey survey, const std::string& village, const std::vector<int>& scores) {
  SurveySlip slip;
  slip.set_survey(survey);
  slip.set_date("2026-11-20");
  if (!village.empty()) slip.set_village_code(village);
  for (const int score : scores) slip.add_scores(score);
  return slip;
}

Task task_of(const std::string& section, TaskProgress progress) {
  static int number = 0;
  Task task;
  task.set_year(2026);
  task.set_number(++number);
  task.set_section(section);
  task.set_progress(progress);
  return task;
}

void add_deadline(Task& task, const std::string& date, const std::string& done_on) {
  TaskDeadline& deadline = *task.add_deadlines();
  deadline.set_date(date);
  deadline.set_done_on(done_on);
}

// How the hub makes a laptop's certificate known to everybody.
void announce(Books& books) {
  CertificateBody body;
  body.ParseFromString(books.laptop.identity().certificate.body());
  ::soban::Device device;
  device.set_device_id(log::to_string(log::DeviceId{body.device()}));
  device.set_village_code("NC");
  device.set_series(body.series());
  device.set_certificate(books.laptop.identity().certificate.SerializeAsString());
  write(books, device, kCommune);
}

void issue(Books& books, const log::Position& contribution) {
  books.laptop.in_transaction([&](store::Store& store) {
    expect(books::issue_receipt(store, log::RecordId{contribution}, kVillageHead));
  });
}

Json answer(Books& books, const std::string& year = "", const std::string& village = "") {
  return expect(books::indicators_json(books.hub.store(), year, village));
}

Json item(const Json& json, const std::string& code) {
  for (const Json& each : json["items"]) {
    if (each["code"] == code) return each;
  }
  return {};
}

}  // namespace

TEST_CASE("contributions that are cancelled or of another year are not among the voluntary ones",
          "[books][papi]") {
  Books books;
  CHECK(share(books, "voluntary", kCommune) == "none");
  write(books, voluntary_of(books, "2026-01-01"));
  write(books, voluntary_of(books, "2026-12-31"));
  write(books, cash_of(books, books.household, "2026-06-01"));
  write(books, voluntary_of(books, "2025-12-31"));
  void_at_hub(books, write(books, cash_of(books, books.household, "2026-06-02")));
  write(books, cash_of(books, books.other_household, "2026-06-01"), "PL");
  CHECK(share(books, "voluntary", "NC") == "2/3");
  CHECK(share(books, "voluntary", "PL") == "0/1");
  CHECK(share(books, "voluntary", kCommune) == "2/4");
  CHECK(share(books, "voluntary", kCommune, 2025) == "1/1");
}

TEST_CASE("a household that gave twice, or before it became a part of another, counts once",
          "[books][papi]") {
  Books books;
  const auto second = books.hub.write(test::household("NC", "015", "Lò Thị Mai"));
  const auto third = books.hub.write(test::household("NC", "016", "Quàng Thị Hoa"));
  books.hub.write(test::household("NC", "017", "Cà Văn Ọ"));
  write(books, cash_of(books, books.household, "2026-03-01"));
  write(books, cash_of(books, books.household, "2026-04-01"));
  write(books, cash_of(books, second, "2026-04-01"));
  write(books, cash_of(books, third, "2025-04-01"));
  void_at_hub(books, write(books, cash_of(books, third, "2026-04-01")));
  CHECK(share(books, "households_gave", "NC") == "2/4");
  CHECK(share(books, "households_gave", "NC", 2025) == "1/4");
  CHECK(share(books, "households_gave", "PL") == "none");

  Household merged;
  merged.set_merged_into(log::to_string(books.household));
  books.hub.write(change_of(second, merged));
  CHECK(share(books, "households_gave", "NC") == "1/3");
  Household left;
  left.set_left_on("2026-10-01");
  books.hub.write(change_of(third, left));
  CHECK(share(books, "households_gave", "NC", 2025) == "none");
  CHECK(share(books, "households_gave", kCommune) == "1/2");
}

TEST_CASE("receipts count for contributions for which one was wanted", "[books][papi]") {
  Books books;
  announce(books);
  Contribution wanted = voluntary_of(books, "2026-11-24");
  wanted.set_receipt_wanted(true);
  const auto first = write(books, wanted);
  const auto second = write(books, wanted);
  write(books, wanted);
  const auto not_wanted = write(books, voluntary_of(books, "2026-11-24"));
  books.meet();
  for (const log::Position& each : {first, second, not_wanted}) issue(books, each);
  books.meet();
  CHECK(share(books, "receipts", "NC") == "2/3");
  void_at_hub(books, second);
  CHECK(share(books, "receipts", kCommune) == "1/2");
}

TEST_CASE("a meeting of exactly half of the households has no quorum", "[books][papi]") {
  Books books;
  write(books, meeting_of("2026-02-01", 100, 51));
  write(books, meeting_of("2026-03-01", 100, 50));
  write(books, meeting_of("2026-12-01", 100, std::nullopt));
  void_at_hub(books, write(books, meeting_of("2026-04-01", 100, 10)));
  CHECK(share(books, "quorum", "NC") == "1/2");
  CHECK(share(books, "quorum", kCommune) == "1/2");
}

TEST_CASE("a campaign of several villages counts in each, and once for the commune",
          "[books][papi]") {
  Books books;  // with a campaign that names no meeting, for every village
  Campaign agreed = campaign_of("Cầu treo");
  agreed.set_from_date("2026-05-01");
  agreed.set_agreed_at("Họp bản ngày 20/4");
  agreed.set_state(CAMPAIGN_STATE_CLOSED);
  agreed.add_villages("NC");
  write(books, agreed, kCommune);
  agreed.set_state(CAMPAIGN_STATE_PROPOSED);
  write(books, agreed, kCommune);
  CHECK(share(books, "campaigns_agreed", "NC") == "1/2");
  CHECK(share(books, "campaigns_agreed", "PL") == "0/1");
  CHECK(share(books, "campaigns_agreed", kCommune) == "1/2");
}

TEST_CASE("a campaign's money is disclosed in the village that gave it, that year or later",
          "[books][papi]") {
  Books books;
  write(books, voluntary_of(books, "2026-03-01"));
  write(books, voluntary_of(books, "2025-03-01"));
  write(books, cash_of(books, books.other_household, "2026-06-01"), "PL");
  Contribution labour = cash_of(books, books.other_household, "2025-06-01");
  labour.set_form(FORM_LABOUR);
  labour.clear_amount();
  write(books, labour, "PL");
  CHECK(share(books, "campaigns_disclosed", kCommune) == "0/2");
  Disclosure notice = notice_of(SUBJECT_CONTRIBUTIONS, "2025-12-01", "2025-12-31");
  notice.set_campaign(log::to_string(books.campaign));
  write(books, notice);
  CHECK(share(books, "campaigns_disclosed", "NC", 2025) == "1/1");
  CHECK(share(books, "campaigns_disclosed", "NC") == "0/1");
  notice.set_from_date("2026-11-01");
  write(books, notice);
  CHECK(share(books, "campaigns_disclosed", "NC") == "1/1");
  CHECK(share(books, "campaigns_disclosed", "PL") == "0/1");
  CHECK(share(books, "campaigns_disclosed", "PL", 2025) == "none");
}

TEST_CASE("a notice counts once it hung for thirty days, or was taken down before",
          "[books][papi]") {
  Books books;  // today is 25 November
  struct Case {
    const char* name;
    const char* from;
    const char* to;
    const char* share;
  };
  const Case cases[] = {{"thirty days", "2026-05-01", "2026-05-30", "1/1"},
                        {"twenty-nine days", "2026-05-01", "2026-05-29", "0/1"},
                        {"still hanging, too short yet", "2026-11-20", "2026-12-20", "none"},
                        {"still hanging, long enough", "2026-10-20", "2026-12-20", "1/1"},
                        {"not posted yet", "2026-12-01", "2026-12-31", "none"}};
  for (const Case& each : cases) {
    INFO(each.name);
    const auto notice = write(books, notice_of(SUBJECT_OTHER, each.from, each.to));
    CHECK(share(books, "notices_hung", "NC") == each.share);
    void_at_hub(books, notice);
  }
}

TEST_CASE("a village owes its notices from the year in which its book was opened",
          "[books][papi]") {
  Books books;
  const std::pair<const char*, Subject> subjects[] = {{"poor_households", SUBJECT_POOR_HOUSEHOLDS},
                                                      {"budget", SUBJECT_BUDGET},
                                                      {"land", SUBJECT_LAND},
                                                      {"anti_corruption", SUBJECT_ANTI_CORRUPTION},
                                                      {"procedures", SUBJECT_PROCEDURES}};
  for (const auto& [code, subject] : subjects) {
    INFO(code);
    CHECK(share(books, code, kCommune) == "0/2");
    write(books, notice_of(subject, "2025-10-01", "2025-10-31"));
    write(books, notice_of(subject, "2026-12-01", "2026-12-31"));  // to be posted
    CHECK(share(books, code, kCommune) == "0/2");
    write(books, notice_of(subject, "2026-11-01", "2026-11-30"));
    write(books, notice_of(subject, "2026-11-02", "2026-11-30"));
    CHECK(share(books, code, "NC") == "1/1");
    CHECK(share(books, code, kCommune) == "1/2");
    CHECK(share(books, code, kCommune, 2025) == "none");
  }
}

TEST_CASE("a petition without an answer counts when its day is past", "[books][papi]") {
  Books books;
  struct Case {
    const char* name;
    const char* due;
    const char* answered_on;
    const char* share;
  };
  const Case cases[] = {{"answered on the last day", "2026-11-20", "2026-11-20", "1/1"},
                        {"answered a day late", "2026-11-20", "2026-11-21", "0/1"},
                        {"overdue", "2026-11-24", "", "0/1"},
                        {"due today", "2026-11-25", "", "none"},
                        {"without a day", "", "2026-11-21", "none"}};
  for (const Case& each : cases) {
    INFO(each.name);
    const auto petition = write(books, petition_of("2026-11-01", each.due, each.answered_on));
    CHECK(share(books, "petitions_in_time", "NC") == each.share);
    void_at_hub(books, petition);
  }
}

TEST_CASE(
    "of petitions with an answer it counts who was told, and of those who were asked who is "
    "satisfied",
    "[books][papi]") {
  Books books;
  write(books, petition_of("2026-11-01", "2026-11-20", ""));
  Petition petition = petition_of("2026-11-01", "2026-11-20", "2026-11-02");
  write(books, petition);
  petition.set_told_on("2026-11-03");
  write(books, petition);
  petition.set_satisfaction(SATISFACTION_SATISFIED);
  write(books, petition);
  petition.set_satisfaction(SATISFACTION_PARTLY);
  write(books, petition);
  CHECK(share(books, "petitions_told", kCommune) == "3/4");
  CHECK(share(books, "petitions_satisfied", kCommune) == "1/2");
}

TEST_CASE("a village's report counts once it was due, and in time is before that day",
          "[books][papi]") {
  Books books;  // the year's report is due before 2 December, the half-year's was before the books
  CHECK(share(books, "reports_in_time", kCommune) == "none");
  PeriodReport report;
  report.set_period(PERIOD_YEAR);
  report.set_year(2026);
  report.set_submitted_on("2026-12-01");
  write(books, report);
  report.set_submitted_on("2026-12-02");
  write(books, report, "PL");
  books.hub.clock.advance_ms(7 * kDayMs);
  CHECK(share(books, "reports_in_time", "NC") == "1/1");
  CHECK(share(books, "reports_in_time", "PL") == "0/1");
  CHECK(share(books, "reports_in_time", kCommune) == "1/2");
}

TEST_CASE("a month counts when it is over, and any word of it will do", "[books][papi]") {
  Books books;
  CHECK(share(books, "months_reported", kCommune) == "none");
  SecurityReport report;
  report.set_incident(INCIDENT_THEFT);
  report.set_urgency(URGENCY_NORMAL);
  report.set_date("2026-12-31");
  books.laptop.write(creation_of("NC", report));
  SecurityReport nothing;
  nothing.set_nothing(true);
  nothing.set_from_date("2027-01-15");
  nothing.set_to_date("2027-02-15");
  books.laptop.write(creation_of("NC", nothing));
  books.meet();
  books.hub.clock.advance_ms(100 * kDayMs);  // 5 March 2027; November was not whole
  CHECK(share(books, "months_reported", "NC") == "1/1");
  CHECK(share(books, "months_reported", "NC", 2027) == "2/2");
  CHECK(share(books, "months_reported", "PL", 2027) == "0/2");
  CHECK(share(books, "months_reported", kCommune, 2027) == "2/4");
}

TEST_CASE("slips count by their mean over what was answered", "[books][papi]") {
  Books books;
  const std::pair<const char*, Survey> surveys[] = {{"petition_slips", SURVEY_PETITION},
                                                    {"procedure_slips", SURVEY_PROCEDURE},
                                                    {"health_slips", SURVEY_HEALTH},
                                                    {"school_slips", SURVEY_SCHOOL}};
  for (const auto& [code, survey] : surveys) {
    INFO(code);
    CHECK(share(books, code, kCommune) == "none");
    write(books, slip_of(survey, "NC", {5, 3, 0}), kCommune);  // 4 on the average
    write(books, slip_of(survey, "NC", {4, 4, 3}), kCommune);
    write(books, slip_of(survey, "NC", {0, 0, 0}), kCommune);
    write(books, slip_of(survey, "", {5, 5, 5}), kCommune);
    CHECK(share(books, code, "NC") == "1/2");
    CHECK(share(books, code, kCommune) == "2/3");
  }
}

TEST_CASE("tasks count in the dimension of their section, without those that were dropped",
          "[books][papi]") {
  Books books;
  Task done = task_of("IV", TASK_PROGRESS_DONE);
  add_deadline(done, "2026-06-02", "2026-06-02");
  add_deadline(done, "2026-06-02", "2026-06-03");
  add_deadline(done, "2026-12-02", "2026-11-20");
  write(books, done, kCommune);
  Task begun = task_of("IV", TASK_PROGRESS_UNDER_WAY);
  add_deadline(begun, "2026-11-24", "");
  add_deadline(begun, "2026-11-25", "");  // today is not over
  write(books, begun, kCommune);
  Task dropped = task_of("IV", TASK_PROGRESS_DROPPED);
  add_deadline(dropped, "2026-01-01", "");
  write(books, dropped, kCommune);
  write(books, task_of("VIII", TASK_PROGRESS_NOT_BEGUN), kCommune);
  write(books, task_of("Khác", TASK_PROGRESS_DONE), kCommune);
  CHECK(share(books, "tasks_done", kCommune, 2026, 4) == "1/2");
  CHECK(share(books, "tasks_in_time", kCommune, 2026, 4) == "2/4");
  CHECK(share(books, "tasks_done", kCommune, 2026, 8) == "0/1");
  CHECK(share(books, "tasks_done", kCommune, 2026, 1) == "none");
  CHECK(share(books, "tasks_done", "NC", 2026, 4) == "no such village");
}

TEST_CASE("the answer names the years that the books say something of, and tells the years before",
          "[books][papi]") {
  Books books;
  for (const char* date : {"2020-05-01", "2022-05-01", "2024-05-01"})
    write(books, voluntary_of(books, date));
  write(books, cash_of(books, books.other_household, "2024-05-01"), "PL");
  const Json json = answer(books, "2024");
  CHECK(json["year"] == 2024);
  CHECK(json["years"] == Json({2020, 2022, 2024, 2026}));  // 2026: notices that are owed
  const Json voluntary = item(json, "voluntary");
  CHECK(voluntary["dimension"] == 1);
  CHECK(voluntary["commune"] == Json({{"numerator", 1}, {"denominator", 2}}));
  CHECK(voluntary["villages"][0] ==
        Json({{"village", "NC"}, {"name", "bản Nong Cóc"}, {"numerator", 1}, {"denominator", 1}}));
  CHECK(voluntary["villages"][1]["numerator"] == 0);
  CHECK(voluntary["history"].size() == 5);
  CHECK(voluntary["history"][0] == Json({{"year", 2020}, {"numerator", 1}, {"denominator", 1}}));
  CHECK(voluntary["history"][1] == Json({{"year", 2021}, {"numerator", 0}, {"denominator", 0}}));
  CHECK(answer(books)["year"] == 2026);
  CHECK(item(answer(books), "voluntary")["history"][0]["year"] == 2022);
  const Json of_village = item(answer(books, "2024", "PL"), "voluntary")["history"];
  CHECK(of_village == Json({{{"year", 2024}, {"numerator", 0}, {"denominator", 1}}}));
}

TEST_CASE("an answer for no year or no village there is is refused", "[books][papi]") {
  Books books;
  for (const char* year : {"x", "20", "2026x", "1999", "2101", "-2026"}) {
    INFO(year);
    CHECK(code_of(books::indicators_json(books.hub.store(), year, "")) == "bad_filter");
  }
  CHECK(code_of(books::indicators_json(books.hub.store(), "", "XX")) == "bad_filter");
}

}  // namespace soban::test
