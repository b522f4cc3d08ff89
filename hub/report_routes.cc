#include <set>

#include "core/books/commune_reports.h"
#include "core/store/queries.h"
#include "core/text/text.h"
#include "hub/audit.h"
#include "hub/routes.h"

namespace soban::hub {
namespace {

using books::Json;
using books::ReportName;

// The office writes its own report and, for whoever has no account, those of MTTQ and the police; these write their own.
bool may_report(const std::string& role, ReportUnit unit) {
  if (may_write(role)) return true;
  return (unit == REPORT_UNIT_FRONT && role == "front") ||
         (unit == REPORT_UNIT_POLICE && role == "police");
}

Result<ReportName> report_name(store::Store& store, const std::string& unit,
                               const std::string& period, std::int64_t year) {
  ReportName name;
  if (!unit.empty() && (!ReportUnit_Parse(unit, &name.unit) || name.unit == 0))
    return fail(ErrorKind::kInvalid, "bad_filter", "there is no such unit");
  if (period.empty()) {
    name.period = books::nearest_report(store.database(), text::today(store.clock().now_ms()));
    return name;
  }
  Period wanted = PERIOD_UNSPECIFIED;
  Period_Parse(period, &wanted);
  auto found = books::period_of(store.database(), wanted, year);
  if (!found) return fail(std::move(found));
  name.period = *std::move(found);
  return name;
}

Result<ReportName> report_name(store::Store& store, const Json& body) {
  return report_name(store, books::text_member(body, "unit"), books::text_member(body, "period"),
                     books::number_member(body, "year"));
}

std::string told_name(const ReportName& name) {
  return ReportUnit_Name(name.unit) + " " + name.period.code + " " +
         std::to_string(name.period.year);
}

// Does `job` with the report that the body names, where the role may, and answers with the report as it is then.
using ReportJob =
    std::function<Result<void>(store::Store&, const ReportName&, const books::Author&)>;
void change_report(const Caller& caller, const Json& body, ReportJob job) {
  caller.api.answer(
      caller.call,
      [body, job = std::move(job), role = caller.session.role,
       author = caller.call.author](store::Store& store) -> Result<Json> {
        const auto name = report_name(store, body);
        if (!name) return fail(name.error());
        if (!may_report(role, name->unit)) return fail(forbidden());
        if (auto done = job(store, *name, author); !done) return fail(std::move(done));
        return Json{{"unit", ReportUnit_Name(name->unit)},
                    {"period", Period_Name(name->period.period)},
                    {"year", name->period.year}};
      },
      200);
}

Json texts_of(const Json& body) {
  Json texts = Json::object();
  for (const char* field : {"documentNumber", "general", "results", "difficulties", "proposals"}) {
    if (body.contains(field)) texts[field] = body[field];
  }
  return texts;
}

void save(const Caller& caller, const Json& body) {
  auto heads = books::heads_member(body);
  if (!heads) return refuse(caller, heads.error());
  change_report(caller, body,
                [texts = texts_of(body), heads = *std::move(heads)](
                    store::Store& store, const ReportName& name,
                    const books::Author& author) -> Result<void> {
                  const auto saved = books::save_report(store, name, texts, heads, author);
                  return saved ? Result<void>() : Result<void>(fail(saved.error()));
                });
}

void submit(const Caller& caller, const Json& body) {
  change_report(
      caller, body,
      [](store::Store& store, const ReportName& name, const books::Author& author) -> Result<void> {
        const auto done = books::submit_report(store, name, author);
        if (!done) return fail(done.error());
        return note(store, author, audit::kReportSubmitted, told_name(name));
      });
}

void withdraw(const Caller& caller, const Json& body) {
  change_report(
      caller, body,
      [reason = books::text_member(body, "reason")](store::Store& store, const ReportName& name,
                                                    const books::Author& author) -> Result<void> {
        const auto done = books::withdraw_report(store, name, reason, author);
        if (!done) return fail(done.error());
        return note(store, author, audit::kReportWithdrawn, told_name(name), reason);
      });
}

void send_reminders(const Caller& caller, const Json& body) {
  std::set<std::string> villages;
  const auto list = body.find("villages");
  if (list != body.end() && list->is_array()) {
    for (const Json& item : *list) {
      if (item.is_string()) villages.insert(item.get<std::string>());
    }
  }
  if (villages.empty()) {
    return refuse(caller,
                  {ErrorKind::kInvalid, "bad_fields", "villages must be a list of codes", {}, {}});
  }
  caller.api.answer(
      caller.call,
      [body, villages, author = caller.call.author](store::Store& store) -> Result<Json> {
        const auto name = report_name(store, body);
        if (!name) return fail(name.error());
        const auto told = books::remind(store, name->period, villages,
                                        books::text_member(body, "comment"), author);
        if (!told) return fail(told.error());
        std::string whom;
        for (const std::string& village : villages) whom += (whom.empty() ? "" : " ") + village;
        if (auto noted = note(store, author, audit::kReminded, told_name(*name), whom); !noted)
          return fail(std::move(noted));
        return Json{{"told", *told}};
      },
      200);
}

void show(const Caller& caller) {
  const http::Request& request = caller.call.request;
  caller.api.read(caller.call, [&](store::Store& store) -> Result<Json> {
    const auto name = report_name(store, parameter(request, "unit"), parameter(request, "period"),
                                  text::leading_number(parameter(request, "year")));
    if (!name) return fail(name.error());
    return books::commune_report_json(store, *name);
  });
}

}  // namespace

bool serve_reports(const Caller& caller, const std::string& name) {
  if (is_get(caller, name, "office-report")) return show(caller), true;
  using Change = void (*)(const Caller&, const Json&);
  const Change change = is_post(caller, name, "office-report")            ? save
                        : is_post(caller, name, "office-report/submit")   ? submit
                        : is_post(caller, name, "office-report/withdraw") ? withdraw
                        : is_post(caller, name, "reminders")              ? send_reminders
                                                                          : nullptr;
  if (change == nullptr) return false;
  if (change == send_reminders && !may_write(caller.session.role))
    return refuse(caller, forbidden()), true;
  const auto body = books::body_object(caller.call.request);
  if (!body) return refuse(caller, body.error()), true;
  change(caller, *body);
  return true;
}

}  // namespace soban::hub
