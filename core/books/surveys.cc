#include "core/books/surveys.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <tuple>

#include "core/store/queries.h"
#include "core/text/text.h"

namespace soban::books {
namespace {

constexpr std::array kSurveys = {SURVEY_PETITION, SURVEY_PROCEDURE, SURVEY_HEALTH, SURVEY_SCHOOL};
// Of any form, of this program or of a newer one.
constexpr int kQuestionsMax = 50;
constexpr std::size_t kCommentsShown = 50;
constexpr std::int64_t kDayMs = 24 * 60 * 60 * 1000;
constexpr std::int64_t kZoneMs = 7 * 60 * 60 * 1000;  // Vietnam has one zone

const char* score_problem(std::int32_t score) {
  if (score < 0) return "negative";
  return score > kScoreMax ? "too_large" : nullptr;
}

void check_scores(Errors& errors, const SurveySlip& slip) {
  const int questions = question_count(slip.survey());
  const int given = slip.scores_size();
  if (given != questions) {
    add(errors, "scores", given < questions ? "required" : "too_large",
        "there are " + std::to_string(given) + " scores for " + std::to_string(questions) +
            " questions; 0 is one that was not answered");
    return;
  }
  for (const std::int32_t score : slip.scores()) {
    if (const char* problem = score_problem(score))
      return add(errors, "scores", problem, "a score is from 1 to 5, or 0: not answered");
  }
  if (std::all_of(slip.scores().begin(), slip.scores().end(), [](auto it) { return it == 0; }))
    add(errors, "scores", "required", "no question was answered");
}

// Thousandths, to two decimals: 4333 is 4330. As a text, as all thousandths are; null: nobody answered.
Json mean_milli(const store::QuestionTally& question) {
  std::int64_t sum = 0;
  std::int64_t answers = 0;
  for (std::size_t i = 0; i < question.counts.size(); ++i) {
    sum += static_cast<std::int64_t>(i + 1) * question.counts[i];
    answers += question.counts[i];
  }
  if (answers == 0) return nullptr;
  const std::int64_t hundredths = (sum * 200 + answers) / (2 * answers);
  return std::to_string(hundredths * 10);
}

Json tally_json(const store::SlipTally& tally) {
  return {{"slips", tally.slips}, {"answers", tally.answers}, {"satisfied", tally.satisfied}};
}

Json group_json(const char* name, const std::map<std::string, store::SlipTally>& groups) {
  Json list = Json::array();
  for (const auto& [of, tally] : groups) {
    Json row = {{name, of}};
    row.update(tally_json(tally));
    list.push_back(std::move(row));
  }
  return list;
}

Json survey_json(store::Database& database, Survey survey, const store::SurveyFilter& filter) {
  const auto results = store::survey_results(
      database, survey, static_cast<std::size_t>(question_count(survey)), filter);
  Json questions = Json::array();
  for (const store::QuestionTally& question : results.questions) {
    questions.push_back({{"counts", question.counts},
                         {"unanswered", question.unanswered},
                         {"meanMilli", mean_milli(question)}});
  }
  Json json = {{"survey", Survey_Name(survey)}};
  json.update(tally_json(results.all));
  json["questions"] = std::move(questions);
  json["byPlace"] = group_json("place", results.by_place);
  json["byMonth"] = group_json("month", results.by_month);
  json["byVillage"] = group_json("village", results.by_village);
  json["places"] = store::survey_places(database, survey, filter);
  return json;
}

Json comments_json(std::vector<store::SlipComment> comments) {
  std::stable_sort(comments.begin(), comments.end(), [](const auto& a, const auto& b) {
    return std::tie(a.date, a.pos) > std::tie(b.date, b.pos);
  });
  Json list = Json::array();
  for (const store::SlipComment& comment : comments) {
    if (list.size() == kCommentsShown) break;
    list.push_back({{"survey", Survey_Name(static_cast<Survey>(comment.survey))},
                    {"date", comment.date},
                    {"place", comment.place},
                    {"comment", comment.comment}});
  }
  return list;
}

std::int64_t start_of_day(std::int64_t now_ms) {
  return (now_ms + kZoneMs) / kDayMs * kDayMs - kZoneMs;
}

}  // namespace

int question_count(Survey survey) {
  return std::find(kSurveys.begin(), kSurveys.end(), survey) == kSurveys.end() ? 0 : 5;
}

void check_survey_slip(Errors& errors, const SurveySlip& slip, const RuleContext& context) {
  check_date(errors, "date", slip.has_date(), slip.date(), &context.today);
  if (!slip.village_code().empty() && !store::has_village(context.database, slip.village_code())) {
    add(errors, "villageCode", "unknown_village",
        "there is no village \"" + slip.village_code() + "\"");
  }
  if (question_count(slip.survey()) == 0)
    return add(errors, "survey", "required", "survey is missing or unknown");
  check_scores(errors, slip);
}

std::optional<std::string> survey_slip_delta_problem(const SurveySlip& slip) {
  if (!is_date_or_empty(slip.date())) return "not_a_date";
  if (slip.scores_size() > kQuestionsMax) return "too_large";
  for (const std::int32_t score : slip.scores()) {
    if (const char* problem = score_problem(score)) return problem;
  }
  return std::nullopt;
}

Json surveys_json(store::Store& store, const store::SurveyFilter& filter, Survey only,
                  const std::string& author) {
  store::Database& database = store.database();
  Json surveys = Json::array();
  std::vector<store::SlipComment> comments;
  for (const Survey survey : kSurveys) {
    if (only != SURVEY_UNSPECIFIED && survey != only) continue;
    surveys.push_back(survey_json(database, survey, filter));
    auto own = store::survey_comments(database, survey, filter, kCommentsShown);
    std::move(own.begin(), own.end(), std::back_inserter(comments));
  }
  const std::int64_t since = start_of_day(store.clock().now_ms());
  return {{"from", filter.from},
          {"to", filter.to},
          {"surveys", std::move(surveys)},
          {"comments", comments_json(std::move(comments))},
          {"enteredToday", store::count_slips_entered(database, author, since)}};
}

}  // namespace soban::books
