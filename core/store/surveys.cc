#include "core/store/surveys.h"

#include "core/log/clock.h"
#include "core/log/schema.h"
#include "records.pb.h"

namespace soban::store {
namespace {

constexpr int kSatisfiedFrom = 4;

void bind_filter(Query& query, std::int64_t survey, const SurveyFilter& filter) {
  query.bind_all(survey, std::string_view(filter.from), std::string_view(filter.to),
                 std::string_view(filter.place), std::string_view(filter.village));
}

// "5 4 0 3"
std::vector<int> scores_of(std::string_view text) {
  std::vector<int> scores;
  for (const char c : text) {
    if (c >= '0' && c <= '9') scores.push_back(c - '0');
  }
  return scores;
}

void count(SlipTally& tally, const SlipTally& slip) {
  tally.slips += slip.slips;
  tally.answers += slip.answers;
  tally.satisfied += slip.satisfied;
}

// What `times` equal slips add to each question, and to the whole.
SlipTally count_scores(std::vector<QuestionTally>& questions, const std::vector<int>& scores,
                       std::int64_t times) {
  SlipTally slip{times, 0, 0};
  for (std::size_t i = 0; i < questions.size(); ++i) {
    const int score = i < scores.size() ? scores[i] : 0;
    if (score < 1 || score > kScores) {
      questions[i].unanswered += times;
      continue;
    }
    questions[i].counts[static_cast<std::size_t>(score - 1)] += times;
    slip.answers += times;
    if (score >= kSatisfiedFrom) slip.satisfied += times;
  }
  return slip;
}

}  // namespace

SurveyResults survey_results(Database& database, std::int64_t survey, std::size_t questions,
                             const SurveyFilter& filter) {
  SurveyResults results;
  results.questions.resize(questions);
  Query query = database.query(
      "SELECT place, substr(date, 1, 7), village, scores, COUNT(*) FROM survey_slip WHERE "
      "survey = ?1 AND date BETWEEN ?2 AND ?3 AND (?4 = '' OR place = ?4) AND "
      "(?5 = '' OR village = ?5) AND voided = 0 GROUP BY 1, 2, 3, 4");
  bind_filter(query, survey, filter);
  while (query.step()) {
    const SlipTally slip =
        count_scores(results.questions, scores_of(query.text(3)), query.int64(4));
    count(results.all, slip);
    count(results.by_place[std::string(query.text(0))], slip);
    count(results.by_month[std::string(query.text(1))], slip);
    count(results.by_village[std::string(query.text(2))], slip);
  }
  return results;
}

std::vector<std::string> survey_places(Database& database, std::int64_t survey,
                                       const SurveyFilter& filter) {
  std::vector<std::string> places;
  Query query = database.query(
      "SELECT DISTINCT place FROM survey_slip WHERE survey = ? AND date BETWEEN ? AND ? AND "
      "voided = 0 AND place <> '' ORDER BY place");
  query.bind_all(survey, std::string_view(filter.from), std::string_view(filter.to));
  while (query.step()) places.emplace_back(query.text(0));
  return places;
}

std::vector<SlipComment> survey_comments(Database& database, std::int64_t survey,
                                         const SurveyFilter& filter, std::size_t limit) {
  std::vector<SlipComment> comments;
  Query query = database.query(
      "SELECT s.pos, s.date, s.place, r.state FROM survey_slip s JOIN record r ON r.pos = s.pos "
      "WHERE s.survey = ?1 AND s.date BETWEEN ?2 AND ?3 AND (?4 = '' OR s.place = ?4) AND "
      "(?5 = '' OR s.village = ?5) AND s.voided = 0 ORDER BY s.date DESC, s.pos DESC");
  bind_filter(query, survey, filter);
  while (comments.size() < limit && query.step()) {
    SurveySlip slip;
    const std::string_view state = query.blob(3);
    slip.ParsePartialFromArray(state.data(), static_cast<int>(state.size()));
    if (slip.comment().empty()) continue;
    comments.push_back({query.int64(0), survey, std::string(query.text(1)),
                        std::string(query.text(2)), slip.comment()});
  }
  return comments;
}

std::int64_t count_slips_entered(Database& database, std::string_view author,
                                 std::int64_t since_ms) {
  // The second condition lets the index of all kinds but contributions be used.
  Query query = database.query(
      "SELECT COUNT(*) FROM record WHERE kind = ? AND kind <> 12 AND created >= ? AND author = ? "
      "AND voided_log IS NULL");
  query.bind_all(std::int64_t{log::kind_of<SurveySlip>()},
                 static_cast<std::int64_t>(log::Hlc::at_ms(since_ms).value), author);
  query.step();
  return query.int64(0);
}

}  // namespace soban::store
