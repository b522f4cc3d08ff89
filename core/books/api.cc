#include "core/books/api.h"

#include <spdlog/spdlog.h>

#include <map>

#include "core/books/attachments.h"
#include "core/books/group.h"
#include "core/books/levels.h"
#include "core/books/period_reports.h"
#include "core/books/receipts.h"
#include "core/books/security_reports.h"
#include "core/books/spending.h"
#include "core/books/view.h"
#include "core/text/text.h"

namespace soban::books {
namespace {

constexpr std::string_view kPrefix = "/api/v1/";

// ---- What forms and figures ask beside the records ---------------------------------------------------------------

Result<Json> read_money(const Call& call, store::Store&) {
  const auto amount = text::parse_money(parameter(call.request, "text"));
  if (!amount) return Json{{"ok", false}, {"code", amount.error().code}};
  if (*amount > kDongMax) return Json{{"ok", false}, {"code", "too_large"}};
  return Json{{"ok", true},
              {"amount", std::to_string(*amount)},
              {"shown", text::format_dong(*amount)},
              {"words", text::dong_in_words_capitalised(*amount)}};
}

Result<Json> read_date(const Call& call, store::Store& store) {
  const std::string today = text::today(store.clock().now_ms());
  const auto date = text::parse_date(parameter(call.request, "text"), today);
  if (!date) return Json{{"ok", false}, {"code", date.error().code}};
  return Json{{"ok", true},
              {"date", *date},
              {"shown", text::format_date(*date)},
              {"inFuture", *date > today}};
}

Result<Json> read_totals(const Call& call, store::Store& store) {
  const auto filter = parse_filter(0, [&](const char* key) {
    const std::string_view wanted = key;
    return wanted == "campaign" || wanted == "village" ? parameter(call.request, key)
                                                       : std::string();
  });
  if (!filter) return fail(filter.error());
  return totals_json(store, filter->campaign, filter->village);
}

Result<log::Position> named_campaign(const Call& call) {
  const auto campaign = log::parse_position(parameter(call.request, "campaign"));
  if (!campaign) return fail(ErrorKind::kInvalid, "bad_filter", "campaign is not valid here");
  return *campaign;
}

Result<Json> read_balance(const Call& call, store::Store& store) {
  const auto campaign = named_campaign(call);
  if (!campaign) return fail(campaign.error());
  const std::string village = parameter(call.request, "village");
  return balance_json(store, *campaign, village.empty() ? std::nullopt : std::optional(village));
}

Result<Json> read_levels(const Call& call, store::Store& store) {
  const auto campaign = named_campaign(call);
  if (!campaign) return fail(campaign.error());
  return levels_json(store, *campaign);
}

// Of the laptop's own village, or of the one that the office names.
std::string village_of(const Call& call) {
  return call.village.empty() ? parameter(call.request, "village") : call.village;
}

Result<Json> read_figures(const Call& call, store::Store& store) {
  Period period = PERIOD_UNSPECIFIED;
  Period_Parse(parameter(call.request, "period"), &period);
  const auto found =
      period_of(store.database(), period, text::leading_number(parameter(call.request, "year")));
  if (!found) return fail(found.error());
  return figures_json(store, *found, village_of(call));
}

Result<Json> read_security_counts(const Call& call, store::Store& store) {
  return security_counts_json(store, parameter(call.request, "from"), parameter(call.request, "to"),
                              village_of(call));
}

Result<Json> read_receipt(const Call& call, store::Store& store) {
  return check_receipt_json(store, parameter(call.request, "text"));
}

bool may_read(const Call& call, std::uint32_t kind) {
  return !call.may_read || call.may_read(kind);
}

Error not_to_read() {
  return {ErrorKind::kForbidden, "forbidden", "your role may not read this", {}, {}};
}

}  // namespace

http::Response json_response(const Json& json, int status) {
  http::Response response;
  response.status = status;
  response.body = json.dump(-1, ' ', false, Json::error_handler_t::replace);
  return response;
}

http::Response error_response(const Error& error) {
  return json_response(error_json(error), http_status(error));
}

store::Store& Readers::on(http::Loop& loop) {
  const std::lock_guard lock(mutex_);
  auto& store = stores_[&loop];
  if (!store) {
    store = std::make_unique<store::Store>(directory_, store::Database::Mode::kReadOnly, options_);
  }
  return *store;
}

Result<Json> body_object(const http::Request& request) {
  auto body = parse_json(request.body);
  if (body && !body->is_object()) {
    return fail(ErrorKind::kInvalid, "malformed_json", "the body is not a JSON object");
  }
  return body;
}

Result<std::string> bundle_in(const http::Request& request) {
  const auto body = body_object(request);
  if (!body) return fail(body.error());
  auto bytes = text::base64url_decode(text_member(*body, "data"));
  if (!bytes) return fail(ErrorKind::kInvalid, "not_a_bundle", "the file is not a .soban bundle");
  return *std::move(bytes);
}

Json bundle_json(const std::string& name, std::uint64_t entries, std::uint64_t photos,
                 bool complete, std::string_view bytes) {
  return {{"name", name},
          {"entries", entries},
          {"photos", photos},
          {"complete", complete},
          {"data", text::base64url(bytes)}};
}

Json trouble_json(const std::optional<Error>& trouble) {
  return trouble ? Json{{"code", trouble->code}} : Json();
}

void log_trouble(const std::optional<Error>& trouble) {
  if (trouble) {
    spdlog::error("what came can't be shown: {} {}", trouble->text, trouble->detail);
  } else {
    spdlog::info("what came can be shown again");
  }
}

std::int64_t number_member(const Json& object, const char* name) {
  const auto member = object.find(name);
  return member != object.end() && member->is_number_integer() ? member->get<std::int64_t>() : 0;
}

std::string text_member(const Json& object, const char* name) {
  const auto found = object.find(name);
  return found != object.end() && found->is_string() ? found->get<std::string>() : std::string();
}

Result<std::optional<std::vector<log::Position>>> heads_member(const Json& object) {
  const auto found = object.find("heads");
  if (found == object.end() || found->is_null()) return std::nullopt;
  std::vector<log::Position> heads;
  for (const Json& item : *found) {
    const auto head =
        item.is_string() ? log::parse_position(item.get<std::string>()) : std::nullopt;
    if (!head) return fail(ErrorKind::kInvalid, "bad_fields", "heads must be a list of positions");
    heads.push_back(*head);
  }
  return heads;
}

void Api::read(const Call& call, const std::function<Result<Json>(store::Store&)>& body,
               int status) {
  const auto json = store::guarded([&] { return body(readers_.on(call.loop)); });
  call.reply(json ? json_response(*json, status) : error_response(json.error()));
}

void Api::write(const Call& call, WriteJob job, int status) {
  const auto at = std::make_shared<log::Position>();
  auto run = [at, job = std::move(job)](store::Store& store) -> Result<void> {
    const auto written = job(store);
    if (!written) return fail(written.error());
    *at = *written;
    return {};
  };
  auto done = [this, at, status, &loop = call.loop, reply = call.reply](Result<void> outcome) {
    if (!outcome) return loop.post([=, error = outcome.error()] { reply(error_response(error)); });
    loop.post([this, at, status, &loop, reply] {
      const auto json = store::guarded([&]() -> Result<Json> {
        store::Store& store = readers_.on(loop);
        Change change;
        change.ParseFromString(*store::change_bytes(store.database(), *at));
        const log::Position id =
            change.has_record()
                ? log::Position{log::LogId{change.record().log()}, change.record().seq()}
                : *at;
        const auto record = load_record(store, log::RecordId{id});
        if (!record) return fail(record.error());
        return record_with_conflicts_json(store, *record);
      });
      reply(json ? json_response(*json, status) : error_response(json.error()));
    });
  };
  writer_.submit(std::move(run), std::move(done));
}

void Api::answer(const Call& call, AnswerJob job, int status) {
  const auto json = std::make_shared<Json>();
  writer_.submit(
      [json, job = std::move(job)](store::Store& store) -> Result<void> {
        auto answered = job(store);
        if (!answered) return fail(answered.error());
        *json = *std::move(answered);
        return {};
      },
      [json, status, reply = call.reply](const Result<void>& outcome) {
        reply(outcome ? json_response(*json, status) : error_response(outcome.error()));
      });
}

bool Api::handle(const Call& call) {
  const std::string& path = call.request.path;
  if (!path.starts_with(kPrefix)) return false;
  const std::string rest = path.substr(kPrefix.size());
  if (rest.starts_with("records/")) return handle_record(call, rest.substr(8));
  if (rest.starts_with("attachments/")) return handle_attachment(call, rest.substr(12));
  if (rest == "attachments" && call.request.method == "POST") return keep_attachment(call), true;
  if (rest == "group" && call.request.method == "POST") return add_group_of(call), true;
  return handle_helper(call, rest) || handle_kind(call, rest);
}

bool Api::handle_helper(const Call& call, const std::string& name) {
  static const std::map<std::string_view, Result<Json> (*)(const Call&, store::Store&)> kHelpers = {
      {"money", read_money},           {"date", read_date},
      {"totals", read_totals},         {"balance", read_balance},
      {"levels", read_levels},         {"figures", read_figures},
      {"receipt-check", read_receipt}, {"security-counts", read_security_counts}};
  if (call.request.method != "GET") return false;
  const auto helper = kHelpers.find(name);
  if (helper == kHelpers.end()) return false;
  read(call, [&](store::Store& store) { return helper->second(call, store); });
  return true;
}

bool Api::handle_attachment(const Call& call, const std::string& id) {
  if (call.request.method != "GET") return false;
  const auto photo = store::guarded([&] { return find_photo(readers_.on(call.loop), id); });
  if (!photo) return call.reply(error_response(photo.error())), true;
  http::Response response;
  response.content_type = photo->type;
  response.body = photo->content;
  // Its address is its content; who may see it was asked above.
  response.headers.emplace_back("Cache-Control", "private, max-age=31536000, immutable");
  call.reply(std::move(response));
  return true;
}

void Api::keep_attachment(const Call& call) {
  const auto body = body_object(call.request);
  if (!body) return call.reply(error_response(body.error()));
  const auto content = text::base64url_decode(text_member(*body, "data"));
  answer(
      call,
      [content = content.value_or("")](store::Store& store) { return keep_photo(store, content); },
      201);
}

void Api::add_group_of(const Call& call) {
  const auto body = body_object(call.request);
  if (!body) return call.reply(error_response(body.error()));
  Group group;
  group.village = village_of(call);
  group.common = body->value("common", Json());
  group.rows = body->value("rows", Json());
  group.ask_about_duplicates = parameter(call.request, "confirm") != "duplicate";
  answer(
      call,
      [group = std::move(group), author = call.author](store::Store& store) {
        return add_group(store, group, author);
      },
      201);
}

bool Api::handle_kind(const Call& call, const std::string& name) {
  const log::KindInfo* kind = log::find_kind(name);
  if (kind == nullptr) return false;
  if (call.request.method == "GET") {
    list(call, *kind);
  } else if (call.request.method == "POST") {
    add(call, *kind);
  } else {
    return false;
  }
  return true;
}

bool Api::handle_record(const Call& call, const std::string& rest) {
  const std::size_t slash = rest.find('/');
  const auto id = log::parse_record_id(rest.substr(0, slash));
  const std::string action = slash == std::string::npos ? "" : rest.substr(slash + 1);
  const bool get = call.request.method == "GET";
  const bool post = call.request.method == "POST";
  if (!id) {
    call.reply(error_response(
        Error{ErrorKind::kNotFound, "not_found", "there is no such record", {}, {}}));
    return true;
  }
  if (get && (action.empty() || action == "history")) {
    read(call, [&](store::Store& store) -> Result<Json> {
      const auto record = load_record(store, *id);
      if (!record) return fail(record.error());
      if (!may_read(call, record->kind)) return fail(not_to_read());
      return action.empty() ? record_with_conflicts_json(store, *record)
                            : history_json(store, *record);
    });
    return true;
  }
  if (post && action == "amend") return amend(call, *id), true;
  if (post && action == "void") return cancel(call, *id), true;
  if (post && action == "decide") return decide(call, *id), true;
  return false;
}

void Api::list(const Call& call, const log::KindInfo& kind) {
  if (!may_read(call, kind.number)) return call.reply(error_response(not_to_read()));
  read(call, [&](store::Store& store) -> Result<Json> {
    const auto filter =
        parse_filter(kind.number, [&](const char* name) { return parameter(call.request, name); });
    if (!filter) return fail(filter.error());
    return list_json(store, *filter);
  });
}

void Api::add(const Call& call, const log::KindInfo& kind) {
  auto body = body_object(call.request);
  if (!body) return call.reply(error_response(body.error()));
  NewRecord record;
  record.kind = kind.number;
  record.village = village_of(call);
  record.ask_about_duplicates = parameter(call.request, "confirm") != "duplicate";
  record.fields = *std::move(body);
  write(
      call,
      [record = std::move(record), author = call.author](store::Store& store) {
        return add_record(store, record, author);
      },
      201);
}

void Api::amend(const Call& call, const log::RecordId& id) {
  const auto body = body_object(call.request);
  if (!body) return call.reply(error_response(body.error()));
  auto heads = heads_member(*body);
  if (!heads) return call.reply(error_response(heads.error()));
  const auto changes = body->find("changes");
  Amendment amendment{id, *std::move(heads),
                      changes == body->end() ? Json::object() : Json(*changes),
                      text_member(*body, "reason")};
  write(
      call,
      [amendment = std::move(amendment), author = call.author](store::Store& store) {
        return amend_record(store, amendment, author);
      },
      200);
}

void Api::cancel(const Call& call, const log::RecordId& id) {
  const auto body = body_object(call.request);
  if (!body) return call.reply(error_response(body.error()));
  write(
      call,
      [id, reason = text_member(*body, "reason"), author = call.author](store::Store& store) {
        return void_record(store, id, reason, author);
      },
      200);
}

void Api::decide(const Call& call, const log::RecordId& id) {
  const auto body = body_object(call.request);
  if (!body) return call.reply(error_response(body.error()));
  Decision decision{id, {}, text_member(*body, "reason")};
  const auto choices = body->find("choices");
  if (choices != body->end() && choices->is_object()) {
    for (const auto& [field, value] : choices->items()) {
      const auto at =
          value.is_string() ? log::parse_position(value.get<std::string>()) : std::nullopt;
      decision.choices.emplace_back(field, at.value_or(log::Position{}));
    }
  }
  write(
      call,
      [decision = std::move(decision), author = call.author](store::Store& store) {
        return decide_record(store, decision, author);
      },
      200);
}

}  // namespace soban::books
