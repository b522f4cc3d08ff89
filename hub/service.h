// What `soban-hub serve` is: the store's writer, the sync server, the office's page with its API, over TLS on one loop a core.
#pragma once

#include <filesystem>
#include <memory>
#include <string>

#include "core/books/api.h"
#include "core/http/http.h"
#include "core/http/pages.h"
#include "hub/accounts.h"
#include "hub/public_page.h"
#include "hub/routes.h"
#include "hub/sync_server.h"

namespace soban::hub {

struct ServiceOptions {
  std::filesystem::path directory;
  std::string host = "0.0.0.0";
  std::uint16_t port = 8443;
  std::string public_host;        // how laptops reach this hub; empty: found out
  std::uint16_t public_port = 0;  // 0: `port`
  std::size_t loops = 0;          // 0: one a core
};

class Service {
 public:
  // `clock` outlives the service.
  Service(ServiceOptions options, const log::Clock& clock);
  ~Service();

  // Opens the store and listens. Blocking; not on a loop.
  Result<void> start();
  std::string url() const;
  std::uint16_t port() const { return server_->port(); }
  // Says goodbye to the laptops, finishes what is being written. Blocking; idempotent.
  void stop();

  http::Loop& loop() { return loops_.at(0); }
  store::Writer& writer() { return *writer_; }

 private:
  void handle(http::Loop& loop, http::Request request, http::Reply reply);
  bool serve_public(http::Loop& loop, const http::Request& request, const http::Reply& reply);
  void serve_session(http::Loop& loop, const http::Request& request, const http::Reply& reply);
  bool route_get(const Caller& caller, const std::string& name);
  static bool route_office(const Caller& caller, const std::string& name);
  bool route_change(const Caller& caller, const std::string& name);
  void log_in(http::Loop& loop, const http::Request& request, const http::Reply& reply);
  void log_out(const Caller& caller);
  void review(const Caller& caller);
  void enrol(const Caller& caller);
  void revoke(const Caller& caller, const std::string& device);
  void import_households(const Caller& caller);
  void add_user(const Caller& caller);
  void change_password(const Caller& caller);
  void handle_security(const Caller& caller, const std::string& name);
  void open_report(const Caller& caller, const std::string& record);
  void handle_report(const Caller& caller, const books::Json& body);
  void share_reports(const Caller& caller, const std::string& account);
  void take_bundle(const Caller& caller);
  void notice_seen(const Caller& caller, const std::string& number);
  void committed(const store::Committed& what);
  void send_status();
  static Result<void> look_over(store::Store& store);
  books::Json full_status(store::Store& store);
  Result<void> remember_address();

  ServiceOptions options_;
  const log::Clock& clock_;
  std::string tls_fingerprint_;
  http::LoopPool loops_;
  std::unique_ptr<store::Writer> writer_;
  std::unique_ptr<books::Readers> readers_;
  std::unique_ptr<ExportWorker> exports_;
  std::unique_ptr<books::Api> api_;
  std::unique_ptr<SyncServer> sync_;
  Sessions sessions_;
  PublicPages public_;
  http::Broadcaster events_;
  http::Loop::Timer status_timer_;
  std::unique_ptr<http::Server> server_;
  bool serving_ = false;  // alone: the port is its own
  bool stopped_ = false;
};

store::Store::Options store_options(const log::Clock& clock);

}  // namespace soban::hub
