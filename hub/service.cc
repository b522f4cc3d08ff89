#include "hub/service.h"

#include <algorithm>
#include <future>
#include <thread>

#include "core/books/attachments.h"
#include "core/books/household_import.h"
#include "core/books/reviews.h"
#include "core/books/rules.h"
#include "core/books/security_reports.h"
#include "core/books/view.h"
#include "core/crypto/crypto.h"
#include "core/http/local_address.h"
#include "core/store/security.h"
#include "core/sync/tuning.h"
#include "core/text/text.h"
#include "hub/administration.h"
#include "hub/audit.h"
#include "hub/bundles.h"
#include "hub/enrolment.h"
#include "hub/office.h"
#include "hub/routes.h"
#include "hub/setup.h"

namespace soban::hub {
namespace {

using books::Json;

// A commune has some 100,000 records; their indexes fit.
constexpr int kCacheKib = 8192;
// Status events are for the eye: several changes within this time are one.
constexpr std::chrono::milliseconds kStatusDelay{100};
// How long laptops get to say goodbye.
constexpr std::chrono::milliseconds kGrace{2000};
constexpr std::size_t kReviewItemsMax = 200;
constexpr double kCodeQrMm = 60;
constexpr std::string_view kPrefix = "/api/v1/";
constexpr std::string_view kSecurity = "security/";
constexpr std::string_view kCookie = "soban_session";

Error not_logged_in() {
  return {ErrorKind::kUnauthorized, "not_logged_in", "log in first", {}, {}};
}

Error locked() {
  return {ErrorKind::kForbidden, "locked", "type your password to read sealed reports", {}, {}};
}

std::size_t loop_count(std::size_t wanted) {
  return wanted > 0 ? wanted : std::max(1U, std::thread::hardware_concurrency());
}

Json session_json(store::Store& store, const Session& session) {
  const bool police = session.role == "police";
  return {{"user",
           {{"name", session.user},
            {"role", session.role},
            {"hasKey", police && has_police_key(store, session.user)},
            {"isUnlocked", session.key != nullptr}}},
          {"csrf", session.csrf}};
}

// For this origin alone, over TLS alone, and not for scripts.
std::string cookie_line(const std::string& value, const char* age) {
  return std::string(kCookie) + '=' + value + "; Path=/; HttpOnly; Secure; SameSite=Strict" + age;
}

struct ReviewItem {
  log::RecordId record;
  std::vector<log::Position> heads;
};

struct ReviewRequest {
  std::vector<ReviewItem> items;
  Verdict verdict = VERDICT_UNSPECIFIED;
  std::string comment;
};

Result<ReviewRequest> parse_review(const http::Request& request) {
  const auto body = books::body_object(request);
  if (!body) return fail(body.error());
  ReviewRequest parsed;
  parsed.comment = books::text_member(*body, "comment");
  if (!Verdict_Parse(books::text_member(*body, "verdict"), &parsed.verdict) ||
      parsed.verdict == VERDICT_UNSPECIFIED) {
    return fail(ErrorKind::kInvalid, "bad_fields",
                "verdict must be VERDICT_ACCEPTED or VERDICT_RETURNED");
  }
  const auto items = body->find("items");
  const bool good = items != body->end() && items->is_array() && !items->empty() &&
                    items->size() <= kReviewItemsMax;
  if (!good)
    return fail(ErrorKind::kInvalid, "bad_fields", "items must be a list of 1 to 200 records");
  for (const Json& item : *items) {
    const auto record =
        item.is_object() ? log::parse_record_id(books::text_member(item, "record")) : std::nullopt;
    auto heads = record ? books::heads_member(item)
                        : Result<std::optional<std::vector<log::Position>>>(std::nullopt);
    if (!record || !heads || !*heads) {
      return fail(ErrorKind::kInvalid, "bad_fields", "each item needs record and heads");
    }
    parsed.items.push_back({*record, **std::move(heads)});
  }
  return parsed;
}

// What became of each record of a review request.
struct Reviewed {
  std::vector<log::RecordId> done;
  std::vector<std::pair<log::RecordId, Error>> skipped;
};

Json reviewed_json(const Reviewed& reviewed) {
  Json done = Json::array();
  for (const log::RecordId& id : reviewed.done) done.push_back(log::to_string(id));
  Json skipped = Json::array();
  for (const auto& [id, error] : reviewed.skipped) {
    skipped.push_back({{"record", log::to_string(id)}, {"code", error.code}, {"text", error.text}});
  }
  return {{"done", std::move(done)}, {"skipped", std::move(skipped)}};
}

}  // namespace

store::Store::Options store_options(const log::Clock& clock) {
  return {&clock, &books::check_delta, kCacheKib};
}

Service::Service(ServiceOptions options, const log::Clock& clock)
    : options_(std::move(options)),
      clock_(clock),
      loops_(loop_count(options_.loops)),
      sessions_(clock),
      public_(clock) {}

Service::~Service() { stop(); }

Result<void> Service::start() {
  auto store = store::open_store(options_.directory, store::Database::Mode::kReadWrite,
                                 store_options(clock_));
  if (!store) return fail(std::move(store));
  if (auto sound = look_over(**store); !sound) return sound;
  if (!(*store)->has_identity()) {
    return fail(ErrorKind::kConflict, "not_initialised", "make the commune first: soban-hub init");
  }
  const auto tls = store::guarded([&] { return load_tls(**store); });
  if (!tls) return fail(tls.error());
  const auto fingerprint = crypto::certificate_sha256(tls->certificate_pem);
  if (!fingerprint) return fail(fingerprint.error());
  tls_fingerprint_ = *fingerprint;
  writer_ = std::make_unique<store::Writer>(*std::move(store));
  readers_ = std::make_unique<books::Readers>(options_.directory, store_options(clock_));
  exports_ = std::make_unique<ExportWorker>(options_.directory, store_options(clock_));
  api_ = std::make_unique<books::Api>(*writer_, *readers_);
  sync_ = std::make_unique<SyncServer>(*writer_, *readers_, tls_fingerprint_,
                                       [this] { loop().post([this] { send_status(); }); });
  writer_->set_listener([this](const store::Committed& what) { committed(what); });
  http::ServerOptions server;
  server.host = options_.host;
  server.port = options_.port;
  server.tls = *tls;
  server.message_bytes_max = sync::kFrameBytesLimit;
  server.body_bytes_max_at["/api/v1/bundle"] = books::kBundleBodyBytesMax;
  server_ = std::make_unique<http::Server>(
      loops_, server,
      [this](http::Loop& on, http::Request request, http::Reply reply) {
        handle(on, std::move(request), std::move(reply));
      },
      [this](std::shared_ptr<http::Socket> socket) { sync_->accept(std::move(socket)); });
  if (auto listening = server_->start(); !listening) return listening;
  serving_ = true;
  books::forget_unnamed_photos(*writer_);
  return remember_address();
}

// `device enrol` prints codes while this program runs or not, so it must know how laptops get here.
Result<void> Service::remember_address() {
  const bool everywhere = options_.host == "0.0.0.0" || options_.host == "::";
  if (options_.public_host.empty())
    options_.public_host = everywhere ? http::local_address() : options_.host;
  if (options_.public_port == 0) options_.public_port = port();
  return writer_->run([&](store::Store& store) -> Result<void> {
    store.put_meta("public_host", options_.public_host);
    store.put_meta("public_port", std::to_string(options_.public_port));
    return {};
  });
}

std::string Service::url() const {
  const bool everywhere = options_.host == "0.0.0.0" || options_.host == "::";
  return "https://" + (everywhere ? options_.public_host : options_.host) + ':' +
         std::to_string(server_->port()) + '/';
}

void Service::stop() {
  if (std::exchange(stopped_, true)) return;
  if (sync_) sync_->stop(kGrace);
  if (exports_) exports_->stop();
  if (server_) server_->stop(kGrace);
  if (writer_) {
    if (serving_) store::end_use(*writer_);
    writer_->stop();
  }
  std::promise<void> quiet;
  loop().post([&] {
    status_timer_.reset();
    quiet.set_value();
  });
  quiet.get_future().wait();
  loops_.stop();
}

// On the writer's thread.
void Service::committed(const store::Committed& what) {
  const bool commune = std::any_of(what.advanced.begin(), what.advanced.end(),
                                   [](const store::LogInfo& info) { return info.village.empty(); });
  sync_->committed(what, commune || what.outside);
  if (what.trouble) {
    books::log_trouble(writer_->trouble());
    loop().post([this] { send_status(); });
  }
  if (what.records.empty() && !what.outside && what.attachments.empty()) return;
  events_.send("record", R"({"many":true})");
  loop().post([this] { send_status(); });
}

Result<void> Service::look_over(store::Store& store) {
  return store::guarded([&]() -> Result<void> {
    const bool look = store.wants_look();
    if (look) store.check_pages();
    store::Transaction transaction(store.database());
    store.begin_use(look);
    transaction.commit();
    return {};
  });
}

Json Service::full_status(store::Store& store) {
  Json status = status_json(store, true);
  status["trouble"] = books::trouble_json(writer_->trouble());
  return status;
}

// On the first loop.
void Service::send_status() {
  if (status_timer_ || events_.empty()) return;
  status_timer_ = loop().run_after(kStatusDelay, [this] {
    status_timer_.reset();
    const auto status =
        store::guarded([&]() -> Result<Json> { return full_status(readers_->on(loop())); });
    if (status) events_.send("status", status->dump());
  });
}

void Service::handle(http::Loop& loop, http::Request request, http::Reply reply) {
  if (request.method == "GET" || request.method == "HEAD") {
    if (auto asset = http::serve_asset(request, http::hub_assets()))
      return reply(*std::move(asset));
  }
  const auto served = store::guarded([&]() -> Result<void> {
    if (!serve_public(loop, request, reply)) serve_session(loop, request, reply);
    return {};
  });
  if (!served) reply(books::error_response(served.error()));
}

bool Service::serve_public(http::Loop& loop, const http::Request& request,
                           const http::Reply& reply) {
  if (PublicPages::is_asked(request)) {
    reply(public_.serve(readers_->on(loop), request));
    return true;
  }
  if (request.method == "GET" && request.path == "/api/v1/openapi.json") {
    reply(http::serve_openapi(http::hub_api_files()));
    return true;
  }
  if (request.method == "POST" && request.path == "/api/v1/login") {
    log_in(loop, request, reply);
    return true;
  }
  const auto cookie = request.cookie(kCookie);
  if (request.method == "GET" && request.path == "/api/v1/status" &&
      (!cookie || !sessions_.find(readers_->on(loop), *cookie))) {
    reply(books::json_response(status_json(readers_->on(loop), false)));
    return true;
  }
  return false;
}

void Service::serve_session(http::Loop& loop, const http::Request& request,
                            const http::Reply& reply) {
  const std::string cookie = request.cookie(kCookie).value_or(std::string());
  const auto session = sessions_.find(readers_->on(loop), cookie);
  if (!session) return reply(books::error_response(not_logged_in()));
  const Caller caller{{loop, request, books::Author{session->user, true, session->role == "police"},
                       std::string(), reply,
                       [role = session->role](std::uint32_t kind) { return may_read(kind, role); }},
                      *session,
                      cookie,
                      *api_,
                      options_.directory,
                      clock_,
                      *exports_};
  const std::string name =
      request.path.starts_with(kPrefix) ? request.path.substr(kPrefix.size()) : std::string();
  if (name.empty()) return reply(books::error_response(not_found()));
  if (request.method == "GET") {
    if (route_get(caller, name) || route_office(caller, name) || api_->handle(caller.call)) return;
    return reply(books::error_response(not_found()));
  }
  if (!crypto::equal(request.header("x-csrf-token"), session->csrf)) {
    return reply(books::error_response(Error{
        ErrorKind::kForbidden, "bad_csrf", "the request did not come from this page", {}, {}}));
  }
  if (request.method == "POST" && name == "logout") return log_out(caller);
  if (request.method == "POST" && name == "password") return change_password(caller);
  if (name.starts_with(kSecurity)) return handle_security(caller, name.substr(kSecurity.size()));
  if (route_office(caller, name)) return;
  if (!may_write(session->role)) return reply(books::error_response(forbidden()));
  if (route_change(caller, name) || api_->handle(caller.call)) return;
  reply(books::error_response(not_found()));
}

bool Service::route_office(const Caller& caller, const std::string& name) {
  return serve_review(caller, name) || serve_registers(caller, name) ||
         serve_reports(caller, name) || serve_tasks(caller, name) ||
         serve_indicators(caller, name) || serve_surveys(caller, name) ||
         serve_settings(caller, name) || serve_burden(caller, name);
}

bool Service::route_get(const Caller& caller, const std::string& name) {
  const books::Call& call = caller.call;
  const auto online = [this](log::DeviceId id) { return sync_->online(id); };
  if (name == "me") {
    api_->read(call, [&](store::Store& store) -> Result<Json> {
      return session_json(store, caller.session);
    });
  } else if (name == "status") {
    api_->read(call, [&](store::Store& store) -> Result<Json> {
      Json status = full_status(store);
      status["user"] = session_json(store, caller.session)["user"];
      return status;
    });
  } else if (name == "devices") {
    api_->read(call,
               [&](store::Store& store) -> Result<Json> { return devices_json(store, online); });
  } else if (name == "villages") {
    api_->read(call, [&](store::Store& store) -> Result<Json> { return villages_json(store); });
  } else if (name == "police-keys") {
    api_->read(call, [&](store::Store& store) -> Result<Json> { return police_keys_json(store); });
  } else if (name == "users") {
    api_->read(call, [&](store::Store& store) -> Result<Json> {
      if (caller.session.role != "admin") return fail(forbidden());
      return users_json(store);
    });
  } else if (name == "events") {
    http::Response response;
    response.on_stream = [this](std::shared_ptr<http::EventStream> stream) {
      events_.add(std::move(stream));
      loop().post([this] { send_status(); });
    };
    call.reply(std::move(response));
  } else {
    return false;
  }
  return true;
}

bool Service::route_change(const Caller& caller, const std::string& name) {
  if (caller.call.request.method == "DELETE" && name.starts_with("notices/"))
    return notice_seen(caller, name.substr(8)), true;
  if (caller.call.request.method != "POST") return false;
  constexpr std::string_view kDevices = "devices/";
  constexpr std::string_view kRevoke = "/revoke";
  if (name == "reviews") {
    review(caller);
  } else if (name == "enrolments") {
    enrol(caller);
  } else if (name == "household-import") {
    import_households(caller);
  } else if (name == "users") {
    add_user(caller);
  } else if (name == "bundle") {
    take_bundle(caller);
  } else if (name.starts_with(kDevices) && name.ends_with(kRevoke)) {
    revoke(caller, name.substr(kDevices.size(), name.size() - kDevices.size() - kRevoke.size()));
  } else {
    return false;
  }
  return true;
}

void Service::import_households(const Caller& caller) {
  const auto body = books::body_object(caller.call.request);
  if (!body) return caller.call.reply(books::error_response(body.error()));
  books::HouseholdImport list{books::text_member(*body, "village"), body->value("rows", Json()),
                              body->value("apply", Json()) == true};
  api_->answer(
      caller.call,
      [list = std::move(list), author = caller.call.author](store::Store& store) -> Result<Json> {
        auto outcome = books::import_households(store, list, author);
        if (!outcome || !list.apply) return outcome;
        if (auto noted = note_import(store, author, list.village, *outcome); !noted)
          return fail(noted.error());
        return outcome;
      },
      200);
}

void Service::log_in(http::Loop& loop, const http::Request& request, const http::Reply& reply) {
  const auto body = books::body_object(request);
  if (!body) return reply(books::error_response(body.error()));
  const auto login = sessions_.login(readers_->on(loop), books::text_member(*body, "name"),
                                     books::text_member(*body, "password"), request.remote_address);
  if (!login) return reply(books::error_response(login.error()));
  http::Response response = books::json_response(session_json(readers_->on(loop), login->session));
  response.headers.emplace_back("Set-Cookie", cookie_line(login->cookie, ""));
  reply(std::move(response));
}

void Service::log_out(const Caller& caller) {
  sessions_.logout(caller.cookie);
  http::Response response;
  response.status = 204;
  response.headers.emplace_back("Set-Cookie", cookie_line("", "; Max-Age=0"));
  caller.call.reply(std::move(response));
}

void Service::change_password(const Caller& caller) {
  const auto body = books::body_object(caller.call.request);
  if (!body) return caller.call.reply(books::error_response(body.error()));
  api_->answer(
      caller.call,
      [this, author = caller.call.author, cookie = caller.cookie,
       address = caller.call.request.remote_address, before = books::text_member(*body, "old"),
       after = books::text_member(*body, "new")](store::Store& store) -> Result<Json> {
        auto changed = sessions_.change_password(store, cookie, before, after, address);
        if (changed) changed = note(store, author, audit::kPasswordSet, author.name);
        return changed ? Result<Json>(Json::object()) : Result<Json>(fail(changed.error()));
      },
      200);
}

// What only the commune police do, with reports that are sealed to them.
void Service::handle_security(const Caller& caller, const std::string& name) {
  const books::Call& call = caller.call;
  if (call.request.method != "POST") return call.reply(books::error_response(not_found()));
  if (!call.author.police) return call.reply(books::error_response(forbidden()));
  const auto body = books::body_object(call.request);
  if (!body) return call.reply(books::error_response(body.error()));
  if (name == "unlock") {
    const auto unlocked =
        sessions_.unlock(readers_->on(call.loop), caller.cookie,
                         books::text_member(*body, "password"), call.request.remote_address);
    call.reply(unlocked ? books::json_response(Json::object())
                        : books::error_response(unlocked.error()));
  } else if (name == "lock") {
    sessions_.lock(caller.cookie);
    call.reply(books::json_response(Json::object()));
  } else if (name == "open") {
    open_report(caller, books::text_member(*body, "record"));
  } else if (name == "handle") {
    handle_report(caller, *body);
  } else if (name == "share") {
    share_reports(caller, books::text_member(*body, "account"));
  } else {
    call.reply(books::error_response(not_found()));
  }
}

void Service::open_report(const Caller& caller, const std::string& record) {
  const auto id = log::parse_record_id(record);
  if (!caller.session.key) return caller.call.reply(books::error_response(locked()));
  if (!id) return caller.call.reply(books::error_response(not_found()));
  sessions_.used_key(caller.cookie);
  api_->answer(
      caller.call,
      [id = *id, key = caller.session.key, author = caller.call.author](store::Store& store) {
        return books::open_report(store, id, *key, author);
      },
      200);
}

void Service::handle_report(const Caller& caller, const Json& body) {
  const auto id = log::parse_record_id(books::text_member(body, "record"));
  auto heads = books::heads_member(body);
  Handling handling = HANDLING_UNSPECIFIED;
  if (!heads) return caller.call.reply(books::error_response(heads.error()));
  if (!id || !Handling_Parse(books::text_member(body, "handling"), &handling) ||
      handling == HANDLING_UNSPECIFIED) {
    return caller.call.reply(books::error_response(
        Error{ErrorKind::kInvalid, "bad_fields", "record and handling are needed", {}, {}}));
  }
  api_->write(
      caller.call,
      [id = *id, heads = *std::move(heads), handling, author = caller.call.author](
          store::Store& store) { return books::handle_report(store, id, heads, handling, author); },
      200);
}

// For a colleague, or for the key that came with a new password.
void Service::share_reports(const Caller& caller, const std::string& account) {
  if (!caller.session.key) return caller.call.reply(books::error_response(locked()));
  api_->answer(
      caller.call,
      [account, key = caller.session.key,
       author = caller.call.author](store::Store& store) -> Result<Json> {
        for (const auto& row : store::current_police_keys(store.database())) {
          if (row.owner != account) continue;
          const auto shared = books::share_reports(store, *key, row.key, author);
          if (!shared) return fail(shared.error());
          return Json{{"shared", *shared}};
        }
        return fail(ErrorKind::kNotFound, "no_key", "the account has no key yet");
      },
      200);
}

// Every record by itself: one that changed meanwhile does not hold back the others.
void Service::review(const Caller& caller) {
  auto request = parse_review(caller.call.request);
  if (!request) return caller.call.reply(books::error_response(request.error()));
  if (request->verdict == VERDICT_RETURNED && request->comment.empty()) {
    return caller.call.reply(books::error_response(Error{
        ErrorKind::kInvalid, "reason_required", "say what the village should correct", {}, {}}));
  }
  api_->answer(
      caller.call,
      [request = *std::move(request),
       author = caller.call.author](store::Store& store) -> Result<Json> {
        Reviewed reviewed;
        for (const ReviewItem& item : request.items) {
          const auto done = books::review_record(store, item.record, item.heads, request.verdict,
                                                 request.comment, author);
          if (done) {
            reviewed.done.push_back(item.record);
          } else {
            reviewed.skipped.emplace_back(item.record, done.error());
          }
        }
        return reviewed_json(reviewed);
      },
      200);
}

void Service::enrol(const Caller& caller) {
  const auto body = books::body_object(caller.call.request);
  if (!body) return caller.call.reply(books::error_response(body.error()));
  const auto code = std::make_shared<NewCode>();
  const std::string village = books::text_member(*body, "village");
  writer_->submit(
      [code, village, name = books::text_member(*body, "name"), author = caller.call.author,
       this](store::Store& store) -> Result<void> {
        auto made = make_enrol_code(store, village, name, options_.public_host,
                                    options_.public_port, tls_fingerprint_);
        if (!made) return fail(made.error());
        *code = *std::move(made);
        return note(store, author, audit::kDeviceCode, village, name);
      },
      [this, code, village, &loop = caller.call.loop,
       reply = caller.call.reply](Result<void> outcome) {
        loop.post([=, this, outcome = std::move(outcome)] {
          if (!outcome) return reply(books::error_response(outcome.error()));
          reply(books::json_response(
              {{"code", code->text},
               {"qrSvg", text::qr_svg(code->text, kCodeQrMm).value_or(std::string())},
               {"village", village},
               {"expiresAt", text::format_instant(code->expires_ms)},
               {"address", options_.public_host + ':' + std::to_string(options_.public_port)}},
              201));
        });
      });
}

void Service::revoke(const Caller& caller, const std::string& device) {
  const auto id = log::parse_device_id(device);
  if (!id) return caller.call.reply(books::error_response(not_found()));
  const auto body = books::body_object(caller.call.request);
  if (!body) return caller.call.reply(books::error_response(body.error()));
  writer_->submit(
      [id = *id, reason = books::text_member(*body, "reason"),
       author = caller.call.author](store::Store& store) -> Result<void> {
        const auto revoked = revoke_device(store, id, reason, author);
        if (!revoked) return fail(revoked.error());
        return note_revocation(store, author, id, reason);
      },
      [this, id = *id, &loop = caller.call.loop, reply = caller.call.reply](Result<void> outcome) {
        loop.post([this, id, &loop, reply, outcome = std::move(outcome)] {
          if (!outcome) return reply(books::error_response(outcome.error()));
          const auto json = store::guarded([&]() -> Result<Json> {
            store::Store& store = readers_->on(loop);
            return device_json(store, *store::find_device(store.database(), id),
                               [this](log::DeviceId wanted) { return sync_->online(wanted); });
          });
          reply(json ? books::json_response(*json) : books::error_response(json.error()));
        });
      });
}

void Service::take_bundle(const Caller& caller) {
  const auto bytes = books::bundle_in(caller.call.request);
  if (!bytes) return caller.call.reply(books::error_response(bytes.error()));
  api_->answer(
      caller.call,
      [bytes = *bytes](store::Store& store) -> Result<Json> {
        const auto imported = import_bundle(store, bytes);
        if (!imported) return fail(imported.error());
        const sync::WrittenBundle& reply = imported->reply;
        return Json{
            {"device", imported->from.name},
            {"village", imported->from.village},
            {"received", imported->taken.entries},
            {"gaps", imported->taken.ahead.size()},
            {"reply", books::bundle_json(reply_name(store, imported->from.village), reply.entries,
                                         reply.attachments, reply.complete, reply.bytes)}};
      },
      200);
}

void Service::notice_seen(const Caller& caller, const std::string& number) {
  const auto id = books::notice_number(number);
  if (!id) return caller.call.reply(books::error_response(id.error()));
  api_->answer(
      caller.call,
      [this, id = *id](store::Store& store) -> Result<Json> {
        store.notice_seen(id);
        return full_status(store);
      },
      200);
}

void Service::add_user(const Caller& caller) {
  if (caller.session.role != "admin") return caller.call.reply(books::error_response(forbidden()));
  const auto body = books::body_object(caller.call.request);
  if (!body) return caller.call.reply(books::error_response(body.error()));
  const std::string name = books::text_member(*body, "name");
  const std::string role = books::text_member(*body, "role");
  writer_->submit(
      [name, role, password = books::text_member(*body, "password"),
       author = caller.call.author](store::Store& store) {
        auto added = add_account(store, name, role, password);
        return added ? note(store, author, audit::kUserAdded, name, role) : added;
      },
      [name, role, &loop = caller.call.loop, reply = caller.call.reply](Result<void> outcome) {
        loop.post([=, outcome = std::move(outcome)] {
          reply(outcome ? books::json_response(
                              {{"name", name}, {"role", role}, {"disabled", false}}, 201)
                        : books::error_response(outcome.error()));
        });
      });
}

}  // namespace soban::hub
