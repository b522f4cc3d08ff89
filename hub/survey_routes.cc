#include "core/books/surveys.h"
#include "core/text/text.h"
#include "hub/routes.h"

namespace soban::hub {
namespace {

using books::Json;

struct Wanted {
  store::SurveyFilter filter;
  Survey survey = SURVEY_UNSPECIFIED;  // every one
};

// Without days: this year as far as it has come.
Result<Wanted> wanted_by(const http::Request& request, const std::string& today) {
  Wanted wanted;
  const std::string survey = parameter(request, "survey");
  if (!survey.empty() &&
      (!Survey_Parse(survey, &wanted.survey) || books::question_count(wanted.survey) == 0))
    return fail(ErrorKind::kInvalid, "bad_filter", "there is no such survey");
  wanted.filter = {parameter(request, "from"), parameter(request, "to"),
                   parameter(request, "place"), parameter(request, "village")};
  if (wanted.filter.from.empty()) wanted.filter.from = today.substr(0, 4) + "-01-01";
  if (wanted.filter.to.empty()) wanted.filter.to = today;
  if (!text::is_date(wanted.filter.from) || !text::is_date(wanted.filter.to))
    return fail(ErrorKind::kInvalid, "bad_filter", "from and to must be days");
  return wanted;
}

}  // namespace

bool serve_surveys(const Caller& caller, const std::string& name) {
  if (!is_get(caller, name, "surveys")) return false;
  caller.api.read(caller.call, [&](store::Store& store) -> Result<Json> {
    const auto wanted = wanted_by(caller.call.request, text::today(store.clock().now_ms()));
    if (!wanted) return fail(wanted.error());
    return books::surveys_json(store, wanted->filter, wanted->survey, caller.session.user);
  });
  return true;
}

}  // namespace soban::hub
