#include "agent/service.h"

#include <spdlog/spdlog.h>

#include <future>

#include "agent/bundles.h"
#include "agent/enrolment.h"
#include "agent/status.h"
#include "core/books/attachments.h"
#include "core/books/receipts.h"
#include "core/books/rules.h"
#include "core/books/sealed.h"
#include "core/books/security_reports.h"
#include "core/books/view.h"
#include "core/store/local.h"
#include "core/store/salvage.h"
#include "core/store/security.h"
#include "core/text/text.h"

namespace soban::agent {
namespace {

using books::Json;

// A village has some ten thousand records; the agent shares 2 GB with a browser.
constexpr int kCacheKib = 2048;
// Status events are for the eye: several changes within this time are one.
constexpr std::chrono::milliseconds kStatusDelay{60};
constexpr std::size_t kDraftBytesMax = 64 << 10;
constexpr std::int64_t kSealedAtOnce = 100;
// Drafts of what will be sealed are sealed themselves.
constexpr std::string_view kSealedDrafts = "security-report";
constexpr std::string_view kDraftPurpose = "soban.draft.v1";
constexpr std::string_view kPrefix = "/api/v1/";

Error forbidden_origin() {
  return {ErrorKind::kForbidden,
          "forbidden_origin",
          "this page may only be used from the laptop itself",
          {},
          {}};
}

Result<Json> bundle_json(store::Store& store) {
  const auto bundle = export_bundle(store);
  if (!bundle) return fail(bundle.error());
  return books::bundle_json(bundle_name(store), bundle->entries, bundle->attachments,
                            bundle->complete, bundle->bytes);
}

bool is_sealed_draft(const std::string& name) { return name.starts_with(kSealedDrafts); }

// Needs a Transaction.
std::string draft_to_keep(store::Store& store, const std::string& name, const std::string& json) {
  if (!is_sealed_draft(name)) return json;
  return text::base64url(books::seal(json, kDraftPurpose, {books::own_key(store).public_key()}));
}

// Nothing where it can't be opened, as where there is none.
std::optional<std::string> read_draft(store::Store& store, const std::string& name) {
  auto draft = store::find_draft(store.database(), name);
  if (!draft || !is_sealed_draft(name)) return draft;
  const auto key = books::find_own_key(store);
  if (!key) return std::nullopt;
  const auto sealed = text::base64url_decode(*draft).value_or(std::string());
  const auto json = books::open_sealed(sealed, kDraftPurpose, *key);
  return json ? std::optional(*json) : std::nullopt;
}

}  // namespace

store::Store::Options store_options(const log::Clock& clock) {
  return {&clock, &books::check_delta, kCacheKib};
}

Service::Service(ServiceOptions options, const log::Clock& clock)
    : options_(std::move(options)), clock_(clock) {}

Service::~Service() { stop(); }

Result<void> Service::start() {
  auto store = store::open_or_salvage(options_.directory, store_options(clock_));
  if (!store) return fail(std::move(store));
  remember_identity(**store);
  writer_ = std::make_unique<store::Writer>(*std::move(store));
  readers_ = std::make_unique<books::Readers>(options_.directory, store_options(clock_));
  api_ = std::make_unique<books::Api>(*writer_, *readers_);
  client_ = std::make_unique<SyncClient>(loop(), *writer_, readers_->on(loop()));
  writer_->set_listener(
      [this](const store::Committed& what) { loop().post([this, what] { committed(what); }); });
  http::ServerOptions server;
  server.host = options_.host;
  server.port = options_.port;
  server.body_bytes_max_at["/api/v1/bundle"] = books::kBundleBodyBytesMax;
  server_ = std::make_unique<http::Server>(
      loops_, server, [this](http::Loop& on, http::Request request, http::Reply reply) {
        handle(on, std::move(request), std::move(reply));
      });
  if (auto listening = server_->start(); !listening) return listening;
  serving_ = true;
  books::forget_unnamed_photos(*writer_);
  loop().post([this] {
    client_->on_status([this] { send_status(); });
    if (options_.sync) client_->start();
  });
  return {};
}

std::uint16_t Service::port() const { return server_->port(); }

std::string Service::url() const {
  return "http://" + options_.host + ':' + std::to_string(port()) + '/';
}

void Service::stop() {
  if (std::exchange(stopped_, true)) return;
  if (server_) server_->stop();
  if (client_) {
    std::promise<void> left;
    loop().post([&] {
      status_timer_.reset();
      client_->on_status(nullptr);
      client_->leave([&] { left.set_value(); });
    });
    left.get_future().wait_for(std::chrono::seconds(3));
  }
  if (writer_) {
    if (serving_) store::end_use(*writer_);
    writer_->stop();
  }
  if (client_) {
    std::promise<void> gone;
    loop().post([&] {
      client_.reset();
      gone.set_value();
    });
    gone.get_future().wait();
  }
  loops_.stop();
}

void Service::committed(const store::Committed& what) {
  if (!client_) return;
  client_->committed(what);
  if (what.trouble) {
    books::log_trouble(writer_->trouble());
    send_status();
  }
  if (!what.records.empty()) seal_to_police();
  if (!what.records.empty() || what.outside || !what.attachments.empty()) {
    events_.send("record", R"({"many":true})");
    send_status();
  }
}

// What was written before this laptop knew a key of the police.
void Service::seal_to_police() {
  const auto waits = store::guarded([&]() -> Result<bool> {
    store::Database& database = readers_->on(loop()).database();
    return !store::reports_without_reader(database, 1).empty() &&
           !store::current_police_keys(database).empty();
  });
  if (!waits || !*waits) return;
  writer_->submit(
      [](store::Store& store) {
        return books::seal_to_police(store, author_of(store), kSealedAtOnce);
      },
      [](const Result<void>& outcome) {
        if (!outcome) spdlog::error("security reports can't be sealed: {}", outcome.error().text);
      });
}

void Service::send_status() {
  if (status_timer_ || events_.empty()) return;
  status_timer_ = loop().run_after(kStatusDelay, [this] {
    status_timer_.reset();
    const auto status = store::guarded([&] { return status_of(readers_->on(loop())); });
    if (status) events_.send("status", status->dump());
  });
}

// The page is open to whoever sits at the laptop, and to nobody else: not to other machines, and not to web pages that
// the same browser has open (their requests carry another Origin, or a Host that is not ours).
bool Service::allowed(const http::Request& request) const {
  const std::string port = std::to_string(server_->port());
  const std::string_view host = request.header("host");
  const bool our_host = host == "127.0.0.1:" + port || host == "localhost:" + port ||
                        host == options_.host + ':' + port;
  if (!our_host) return false;
  if (request.method == "GET" || request.method == "HEAD") return true;
  const std::string_view origin = request.header("origin");
  const bool our_origin = origin.empty() || origin == "http://" + std::string(host);
  return our_origin && request.header("x-soban") == "1";
}

Result<Json> Service::status_of(store::Store& store) {
  Json status = status_json(store);
  status["link"] = link_json(client_->status(), store.clock().now_ms());
  status["trouble"] = books::trouble_json(writer_->trouble());
  return status;
}

void Service::handle(http::Loop& loop, http::Request request, http::Reply reply) {
  if (!allowed(request)) return reply(books::error_response(forbidden_origin()));
  if (request.method == "GET" || request.method == "HEAD") {
    if (auto asset = http::serve_asset(request, http::agent_assets())) {
      return reply(*std::move(asset));
    }
  }
  const auto served = store::guarded([&]() -> Result<void> {
    store::Store& store = readers_->on(loop);
    std::string village;
    const bool enrolled = store.has_identity();
    if (enrolled) village = store.identity().village;
    const books::Call call{loop, request, author_of(store), village, reply};
    if (route(call)) return {};
    if (!enrolled) {
      return fail(ErrorKind::kConflict, "not_enrolled",
                  "enrol this machine first, with the code from the office");
    }
    if (api_->handle(call)) return {};
    return fail(ErrorKind::kNotFound, "not_found", "there is nothing at this address");
  });
  if (!served) reply(books::error_response(served.error()));
}

bool Service::route(const books::Call& call) {
  const std::string& path = call.request.path;
  if (!path.starts_with(kPrefix)) return false;
  const std::string name = path.substr(kPrefix.size());
  const bool get = call.request.method == "GET";
  const bool post = call.request.method == "POST";
  if (get && name == "status") {
    api_->read(call, [this](store::Store& store) { return status_of(store); });
  } else if (get && name == "events") {
    http::Response response;
    response.on_stream = [this](std::shared_ptr<http::EventStream> stream) {
      events_.add(std::move(stream));
      send_status();
    };
    call.reply(std::move(response));
  } else if (get && name == "openapi.json") {
    call.reply(http::serve_openapi(http::agent_api_files()));
  } else if (post && name == "sync") {
    client_->try_now();
    call.reply(books::json_response(Json::object(), 202));
  } else if (post && name == "enrol") {
    enrol(call);
  } else if (call.request.method == "PUT" && name == "author") {
    set_author(call);
  } else if (call.request.method == "DELETE" && name.starts_with("notices/")) {
    notice_seen(call, name.substr(8));
  } else if (name.starts_with("drafts/")) {
    drafts(call, name.substr(7));
  } else if (get && name == "bundle") {
    api_->read(call, bundle_json);
  } else if (post && name == "bundle") {
    take_bundle(call);
  } else if (post && name == "receipt") {
    receipt(call);
  } else if (get && name.starts_with("records/") && name.ends_with("/sheet")) {
    const auto id = log::parse_record_id(name.substr(8, name.size() - 8 - 6));
    api_->read(call, [&](store::Store& store) -> Result<Json> {
      if (!id) return fail(ErrorKind::kNotFound, "not_found", "there is no such record");
      const auto reprint = call.request.query.find("reprint");
      return books::receipt_sheet_json(
          store, *id, reprint != call.request.query.end() && reprint->second == "1");
    });
  } else {
    return false;
  }
  return true;
}

void Service::enrol(const books::Call& call) {
  const auto body = books::body_object(call.request);
  if (!body) return call.reply(books::error_response(body.error()));
  agent::enrol(
      call.loop, *writer_, readers_->on(call.loop), books::text_member(*body, "code"),
      books::text_member(*body, "author"),
      [this, &loop = call.loop, reply = call.reply](Result<void> outcome) {
        if (!outcome) return reply(books::error_response(outcome.error()));
        client_->try_now();
        const auto status = store::guarded([&] { return status_of(readers_->on(loop)); });
        reply(status ? books::json_response(*status) : books::error_response(status.error()));
      });
}

void Service::set_author(const books::Call& call) {
  const auto body = books::body_object(call.request);
  if (!body) return call.reply(books::error_response(body.error()));
  auto name = text::clean(books::text_member(*body, "author"));
  if (!name || name->empty() || name->size() > books::kTextBytesMax) {
    return call.reply(books::error_response(Error{ErrorKind::kInvalid,
                                                  "bad_fields",
                                                  "author is missing",
                                                  {},
                                                  {{"author", "required", "author is missing"}}}));
  }
  change_and_tell(call, [name = *name](store::Store& store) -> Result<void> {
    store.put_meta("author", name);
    return {};
  });
}

void Service::notice_seen(const books::Call& call, const std::string& number) {
  const auto id = books::notice_number(number);
  if (!id) return call.reply(books::error_response(id.error()));
  change_and_tell(call, [id = *id](store::Store& store) -> Result<void> {
    store.notice_seen(id);
    return {};
  });
}

// Answers with the status as it is then.
void Service::change_and_tell(const books::Call& call, store::Writer::Job job) {
  writer_->submit(
      std::move(job), [this, &loop = call.loop, reply = call.reply](Result<void> outcome) {
        loop.post([this, &loop, reply, outcome = std::move(outcome)] {
          const auto status = store::guarded([&] { return status_of(readers_->on(loop)); });
          if (!outcome) return reply(books::error_response(outcome.error()));
          reply(status ? books::json_response(*status) : books::error_response(status.error()));
        });
      });
}

void Service::take_bundle(const books::Call& call) {
  const auto bytes = books::bundle_in(call.request);
  if (!bytes) return call.reply(books::error_response(bytes.error()));
  api_->answer(
      call,
      [bytes = *bytes](store::Store& store) -> Result<Json> {
        const auto taken = import_bundle(store, bytes);
        if (!taken) return fail(taken.error());
        return Json{{"received", taken->entries},
                    {"waiting", store::count_waiting_changes(store.database())}};
      },
      200);
}

void Service::drafts(const books::Call& call, const std::string& name) {
  if (call.request.method == "GET") {
    return api_->read(call, [&](store::Store& store) -> Result<Json> {
      const auto draft = read_draft(store, name);
      if (!draft) return fail(ErrorKind::kNotFound, "not_found", "there is no draft");
      return books::parse_json(*draft);
    });
  }
  const bool remove = call.request.method == "DELETE";
  if (!remove) {
    const auto body = books::parse_json(call.request.body);
    if (!body) return call.reply(books::error_response(body.error()));
    if (call.request.body.size() > kDraftBytesMax) {
      return call.reply(books::error_response(
          Error{ErrorKind::kTooLarge, "too_large", "the draft is too large", {}, {}}));
    }
  }
  api_->answer(
      call,
      [name, remove, json = call.request.body](store::Store& store) -> Result<Json> {
        if (remove) {
          store::remove_draft(store.database(), name);
        } else {
          store::save_draft(store.database(), name, draft_to_keep(store, name, json),
                            store.clock().now_ms());
        }
        return Json::object();
      },
      200);
}

void Service::receipt(const books::Call& call) {
  const auto body = books::body_object(call.request);
  if (!body) return call.reply(books::error_response(body.error()));
  const auto id = log::parse_record_id(books::text_member(*body, "contribution"));
  if (!id) {
    return call.reply(
        books::error_response(Error{ErrorKind::kInvalid,
                                    "bad_fields",
                                    "contribution is missing",
                                    {},
                                    {{"contribution", "required", "contribution is missing"}}}));
  }
  api_->write(
      call,
      [id = *id, author = call.author](store::Store& store) -> Result<log::Position> {
        const auto issued = books::issue_receipt(store, id, author);
        if (!issued) return fail(issued.error());
        return issued->receipt;
      },
      200);
}

}  // namespace soban::agent
