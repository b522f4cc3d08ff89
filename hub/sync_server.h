// The hub's end of every village's connection.
#pragma once

#include <chrono>
#include <condition_variable>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>

#include "core/books/api.h"
#include "core/http/http.h"
#include "core/store/writer.h"
#include "core/sync/link.h"

namespace soban::hub {

class SyncServer {
 public:
  // Outlived by everything it is given. `tls_fingerprint`: SHA-256 of the certificate that laptops see.
  SyncServer(store::Writer& writer, books::Readers& readers, std::string tls_fingerprint,
             std::function<void()> on_contact);
  ~SyncServer();

  // On the socket's loop.
  void accept(std::shared_ptr<http::Socket> socket);
  // Any thread: hands new entries to the sessions that share the book, and drops devices that were revoked.
  void committed(const store::Committed& what, bool devices_changed);
  bool online(log::DeviceId device);
  // Says goodbye to everybody and waits until they have gone, `grace` at most. Any thread but the loops.
  void stop(std::chrono::milliseconds grace);

 private:
  struct Peer {
    std::shared_ptr<sync::Link> link;
    std::optional<log::Writer> device;
    std::uint64_t waiting = 0;  // entries the device announced and has not sent
  };

  sync::Link::Hooks hooks(std::uint64_t key, http::Loop& loop);
  void opened(std::uint64_t key, const log::Writer& device, const sync::HelloBody& hello,
              std::int64_t peer_clock_ms, http::Loop& loop);
  void enrol(std::uint64_t key, sync::EnrolRequest request, http::Loop& loop);
  void progressed(std::uint64_t key);
  void set_waiting(Peer& peer, std::uint64_t waiting);
  void finished(std::uint64_t key, const std::optional<Error>& why);
  void note_contact(log::DeviceId device, std::uint64_t waiting);
  void note_refused(log::DeviceId device, const Error& why);
  std::shared_ptr<sync::Link> find(std::uint64_t key);
  void recheck(const std::shared_ptr<sync::Link>& link, log::DeviceId device);

  store::Writer& writer_;
  books::Readers& readers_;
  std::string tls_fingerprint_;
  std::function<void()> on_contact_;
  std::mutex mutex_;
  std::condition_variable gone_;
  std::map<std::uint64_t, Peer> peers_;
  std::uint64_t next_key_ = 1;
  std::size_t senders_ = 0;  // peers that announced what they have not sent yet
  bool stopping_ = false;
};

}  // namespace soban::hub
