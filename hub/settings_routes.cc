// Administration (hub/administration.h) over HTTP: settings, villages, accounts, the audit log.
#include <algorithm>

#include "core/store/queries.h"
#include "core/text/text.h"
#include "hub/administration.h"
#include "hub/routes.h"

namespace soban::hub {
namespace {

using books::Json;

constexpr std::string_view kVillages = "villages/";
constexpr std::string_view kUsers = "users/";
constexpr std::string_view kRecords = "records/";
constexpr std::int64_t kLinesDefault = 50;
constexpr std::int64_t kLinesMax = 200;

bool is_admin(const Caller& caller) { return caller.session.role == "admin"; }

// Runs `job` with the body where `allowed`.
void change(const Caller& caller, bool allowed, int status,
            const std::function<books::Api::AnswerJob(const Json& body)>& job_for) {
  if (!allowed) return refuse(caller, forbidden());
  const auto body = books::body_object(caller.call.request);
  if (!body) return refuse(caller, body.error());
  caller.api.answer(caller.call, job_for(*body), status);
}

void save_settings(const Caller& caller) {
  if (!is_head(caller.session.role)) return refuse(caller, forbidden());
  const auto body = books::body_object(caller.call.request);
  if (!body) return refuse(caller, body.error());
  auto heads = books::heads_member(*body);
  if (!heads) return refuse(caller, heads.error());
  books::Amendment amendment{{},
                             *std::move(heads),
                             body->value("changes", Json::object()),
                             books::text_member(*body, "reason")};
  caller.api.answer(
      caller.call,
      [amendment = std::move(amendment), author = caller.call.author](store::Store& store) {
        return change_settings(store, amendment, author);
      },
      200);
}

void save_new_village(const Caller& caller) {
  change(caller, is_admin(caller), 201, [&](const Json& body) -> books::Api::AnswerJob {
    return [code = books::text_member(body, "code"), name = books::text_member(body, "name"),
            author = caller.call.author](store::Store& store) {
      return add_village(store, code, name, author);
    };
  });
}

void save_village(const Caller& caller, const std::string& code) {
  change(caller, is_admin(caller), 200, [&](const Json& body) -> books::Api::AnswerJob {
    return [code, name = books::text_member(body, "name"),
            reason = books::text_member(body, "reason"), author = caller.call.author](
               store::Store& store) { return rename_village(store, code, name, reason, author); };
  });
}

Result<AccountChange> account_change(const Json& body) {
  AccountChange change;
  const auto wrong = [](const char* what) { return fail(ErrorKind::kInvalid, "bad_fields", what); };
  for (const auto& [name, value] : body.items()) {
    if (name == "disabled") {
      if (!value.is_boolean()) return wrong("disabled must be true or false");
      change.disabled = value.get<bool>();
    } else if (name == "role" || name == "password") {
      if (!value.is_string()) return wrong("role and password must be texts");
      (name == "role" ? change.role : change.password) = value.get<std::string>();
    }
  }
  return change;
}

void save_account(const Caller& caller, const std::string& name) {
  change(caller, is_admin(caller), 200, [&](const Json& body) -> books::Api::AnswerJob {
    return [change = account_change(body), name,
            author = caller.call.author](store::Store& store) -> Result<Json> {
      if (!change) return fail(change.error());
      return change_account(store, name, *change, author);
    };
  });
}

// A number of at least 1; `fallback` where nothing is said; 0 when it is none.
std::int64_t positive_number(const std::string& text, std::int64_t fallback) {
  if (text.empty()) return fallback;
  return std::max<std::int64_t>(text::whole_number(text).value_or(0), 0);
}

void read_audit(const Caller& caller) {
  if (!is_head(caller.session.role)) return refuse(caller, forbidden());
  caller.api.read(caller.call, [&](store::Store& store) -> Result<Json> {
    const std::string cursor = parameter(caller.call.request, "cursor");
    const std::int64_t before = positive_number(cursor, 0);
    const std::int64_t limit =
        positive_number(parameter(caller.call.request, "limit"), kLinesDefault);
    if ((before == 0 && !cursor.empty()) || limit == 0 || limit > kLinesMax) {
      return fail(ErrorKind::kInvalid, "bad_filter", "cursor or limit is not valid here");
    }
    return audit_json(store, parameter(caller.call.request, "query"), before, limit);
  });
}

// What is administered here is not changed as any other record is, where the rules on who may do it, and the audit log, would be
// passed by. Conflicts, which a restored hub may have, are decided as all are.
bool is_administered(const Caller& caller, const std::string& name) {
  if (!name.starts_with(kRecords) || !(name.ends_with("/amend") || name.ends_with("/void")))
    return false;
  const std::string rest = name.substr(kRecords.size());
  const auto id = log::parse_position(rest.substr(0, rest.find('/')));
  if (!id) return false;
  store::Store& store = caller.api.readers().on(caller.call.loop);
  const std::uint32_t kind = store::kind_of_record(store.database(), *id);
  return kind == log::kind_of<Commune>() || kind == log::kind_of<Village>() ||
         kind == log::kind_of<Device>();
}

}  // namespace

bool serve_settings(const Caller& caller, const std::string& name) {
  if (caller.call.request.method == "GET") {
    if (name == "settings") {
      caller.api.read(caller.call, settings_json);
    } else if (name == "audit") {
      read_audit(caller);
    } else {
      return false;
    }
    return true;
  }
  if (caller.call.request.method != "POST") return false;
  if (name == "settings") {
    save_settings(caller);
  } else if (name == "villages") {
    save_new_village(caller);
  } else if (name.starts_with(kVillages)) {
    save_village(caller, name.substr(kVillages.size()));
  } else if (name.starts_with(kUsers)) {
    save_account(caller, name.substr(kUsers.size()));
  } else if (is_administered(caller, name)) {
    refuse(caller, {ErrorKind::kInvalid,
                    "wrong_kind",
                    "the commune, its villages and its laptops are changed in administration",
                    {},
                    {}});
  } else {
    return false;
  }
  return true;
}

}  // namespace soban::hub
