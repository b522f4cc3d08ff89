// HTTP/1.1 and WebSocket over Beast, behind an interface that does not include Beast (31 s a translation unit).
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/error.h"
#include "core/http/loop.h"

namespace soban::http {

struct Request {
  std::string method;                          // "GET"
  std::string path;                            // decoded, without query: "/api/v1/contribution"
  std::map<std::string, std::string> query;    // decoded; the last of a repeated key
  std::map<std::string, std::string> headers;  // names in lower case
  std::string body;
  std::string remote_address;  // "127.0.0.1"

  std::string_view header(const std::string& lower_case_name) const;
  std::optional<std::string> cookie(std::string_view name) const;
};
// Of the query; empty: it is not there, or says nothing.
std::string parameter(const Request& request, const std::string& name);

// A server-sent event stream (text/event-stream) that stays open after the response's head. Thread safe.
// send() after the client has gone is a no-op; `closed()` tells. A client slower than 1 MiB behind is dropped:
// it reconnects and reads afresh. A comment line goes out every 15 s so that a dead peer is noticed.
class EventStream {
 public:
  virtual ~EventStream() = default;
  virtual void send(std::string_view event, std::string_view data) = 0;
  virtual bool closed() const = 0;
};

struct Response {
  int status = 200;
  std::string content_type = "application/json; charset=utf-8";
  std::string body;
  std::vector<std::pair<std::string, std::string>> headers;
  // When set, body is ignored, the response is an event stream, and this is called with it on the loop.
  std::function<void(std::shared_ptr<EventStream>)> on_stream;
};

// To be called exactly once, from any thread. If every copy is dropped uncalled, the client gets a 500.
using Reply = std::function<void(Response)>;
// Called on the loop that owns the connection. An exception that leaves it becomes a 500 and is logged.
using Handler = std::function<void(Loop& loop, Request request, Reply reply)>;

// One WebSocket connection, binary messages only. Lives on one loop; every call and callback is on it.
class Socket {
 public:
  struct Callbacks {
    std::function<void(std::string_view message)> on_message;
    // Exactly once, after which no callback comes. nullopt: an orderly close.
    std::function<void(std::optional<Error> why)> on_closed;
  };
  virtual ~Socket() = default;                   // dropping the last owner closes the connection
  virtual void start(Callbacks callbacks) = 0;   // begins reading; call once
  virtual void send(std::string message) = 0;    // queued and written in order
  virtual std::size_t queued_bytes() const = 0;  // sent but not yet taken by the operating system
  virtual void close() = 0;  // flushes what is queued, then the closing handshake (2 s at most)
  virtual Loop& loop() = 0;
  virtual std::string remote_address() const = 0;
};

// PEM texts, made by soban::crypto::make_tls_identity.
struct TlsIdentity {
  std::string certificate_pem;
  std::string private_key_pem;
};

struct ServerOptions {
  std::string host = "127.0.0.1";
  std::uint16_t port = 0;                                // 0: the system chooses
  std::optional<TlsIdentity> tls;                        // TLS 1.3 only
  std::size_t body_bytes_max = 4 << 20;                  // larger: 413
  std::map<std::string, std::size_t> body_bytes_max_at;  // paths at which it is another
  std::size_t message_bytes_max =
      4 << 20;  // larger WebSocket message: connection closed with kTooLarge
  std::string websocket_path = "/sync";
  std::string websocket_subprotocol = "soban.sync.v1";  // required of the client
  std::chrono::seconds idle_timeout{60};                // of an HTTP connection
};

// Accepts on its first loop and deals connections out over the pool's loops.
class Server {
 public:
  // Called on the connection's loop with an accepted WebSocket; the callee keeps the socket or drops it.
  using Accept = std::function<void(std::shared_ptr<Socket>)>;

  Server(LoopPool& loops, ServerOptions options, Handler handler, Accept accept = {});
  ~Server();

  // Binds and listens. kConflict "port_in_use" | kForbidden "port_denied" | kInvalid "bad_address", with a text that
  // says what to do.
  Result<void> start();
  std::uint16_t port() const;
  // Stops accepting, lets answers under way finish (up to `grace`), closes event streams and idle connections.
  // Blocks; not to be called on a loop.
  void stop(std::chrono::milliseconds grace = std::chrono::milliseconds(2000));

 private:
  struct Impl;
  std::shared_ptr<Impl> impl_;
};

struct ConnectOptions {
  std::string host;
  std::uint16_t port = 0;
  std::string path = "/sync";
  std::string subprotocol = "soban.sync.v1";
  // First bytes of the SHA-256 of the server certificate's DER (16 to 32 of them); a certificate that does not match
  // ends the connection with kForbidden "wrong_certificate" before anything is sent.
  std::string pinned_sha256;
  std::size_t message_bytes_max = 4 << 20;
  std::chrono::milliseconds timeout{
      15000};  // of name look-up, TCP, TLS and WebSocket handshake together
};

// Connects over TLS 1.3 and hands over the socket, or an error: kUnavailable "unreachable", "timeout";
// kForbidden "wrong_certificate"; kProtocol "not_a_hub". `done` runs on `loop`, once. Dropping the returned handle cancels.
// `peer_sha256` (32 raw bytes) is the fingerprint of the certificate that was seen.
struct Connected {
  std::shared_ptr<Socket> socket;
  std::string peer_sha256;
};
using Connecting = std::shared_ptr<void>;
[[nodiscard]] Connecting connect(Loop& loop, ConnectOptions options,
                                 std::function<void(Result<Connected>)> done);

}  // namespace soban::http
