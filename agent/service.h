// What `soban-agent serve` is: the store's writer, the sync client and the local page with its API on one loop.
#pragma once

#include <filesystem>
#include <memory>
#include <string>

#include "agent/sync_client.h"
#include "core/books/api.h"
#include "core/http/http.h"
#include "core/http/pages.h"

namespace soban::agent {

struct ServiceOptions {
  std::filesystem::path directory;
  std::string host = "127.0.0.1";  // loopback only: the page has no log-in of its own
  std::uint16_t port = 8080;
  bool sync = true;
};

class Service {
 public:
  // `clock` outlives the service.
  Service(ServiceOptions options, const log::Clock& clock);
  ~Service();

  // Opens the store, listens, begins to sync. Blocking; not on a loop.
  Result<void> start();
  std::string url() const;
  std::uint16_t port() const;
  // Says goodbye to the hub, finishes what is being written. Blocking; idempotent.
  void stop();

  http::Loop& loop() { return loops_.at(0); }
  store::Writer& writer() { return *writer_; }
  SyncClient& sync_client() { return *client_; }  // on the loop

 private:
  void handle(http::Loop& loop, http::Request request, http::Reply reply);
  bool allowed(const http::Request& request) const;
  bool route(const books::Call& call);
  void committed(const store::Committed& what);
  void seal_to_police();
  void send_status();
  Result<books::Json> status_of(store::Store& store);
  void enrol(const books::Call& call);
  void set_author(const books::Call& call);
  void notice_seen(const books::Call& call, const std::string& number);
  void change_and_tell(const books::Call& call, store::Writer::Job job);
  void drafts(const books::Call& call, const std::string& name);
  void receipt(const books::Call& call);
  void take_bundle(const books::Call& call);

  ServiceOptions options_;
  const log::Clock& clock_;
  http::LoopPool loops_{1};
  std::unique_ptr<store::Writer> writer_;
  std::unique_ptr<books::Readers> readers_;
  std::unique_ptr<books::Api> api_;
  std::unique_ptr<SyncClient> client_;
  http::Broadcaster events_;
  http::Loop::Timer status_timer_;
  std::unique_ptr<http::Server> server_;
  bool serving_ = false;  // alone: the port is its own
  bool stopped_ = false;
};

store::Store::Options store_options(const log::Clock& clock);

}  // namespace soban::agent
