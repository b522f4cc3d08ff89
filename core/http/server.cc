// The server: accepts, reads requests, answers them, keeps event streams, hands over WebSockets.
#include <spdlog/spdlog.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>
#include <condition_variable>
#include <mutex>
#include <set>

#include "core/http/request.h"
#include "core/http/socket_impl.h"

namespace soban::http {
namespace {

namespace bhttp = beast::http;
using tcp = asio::ip::tcp;
using PlainStream = beast::tcp_stream;
using TlsStream = beast::ssl_stream<beast::tcp_stream>;
using boost::system::error_code;

constexpr std::size_t kConnectionsMax = 512;
constexpr std::uint32_t kHeaderBytesMax = 16 << 10;
constexpr std::chrono::seconds kHandshakeTimeout{15};
constexpr std::chrono::seconds kEventPing{15};
constexpr std::size_t kEventsBehindMax = 1 << 20;

std::string lower(std::string_view text) {
  std::string out(text);
  std::transform(out.begin(), out.end(), out.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return out;
}

Response error_answer(int status, const char* kind, const char* code, const char* text) {
  Response response;
  response.status = status;
  response.body = std::string(R"({"error":{"kind":")") + kind + R"(","code":")" + code +
                  R"(","text":")" + text + R"(","fields":[]}})";
  return response;
}

// A response that is waited for on the connection's loop; whoever drops the last Reply uncalled gives a 500.
class Pending : public std::enable_shared_from_this<Pending> {
 public:
  explicit Pending(Loop& loop) : loop_(loop), arrived_(loop.impl().io) {
    arrived_.expires_at(std::chrono::steady_clock::time_point::max());
  }

  asio::awaitable<Response> wait() {
    while (!response_) co_await arrived_.async_wait(as_value);
    co_return *std::move(response_);
  }

  void deliver(Response response) {
    loop_.post([self = shared_from_this(), response = std::move(response)]() mutable {
      if (self->response_) return;
      self->response_ = std::move(response);
      self->arrived_.cancel();
    });
  }

 private:
  Loop& loop_;
  asio::steady_timer arrived_;
  std::optional<Response> response_;
};

struct ReplyToken {
  explicit ReplyToken(std::shared_ptr<Pending> to) : pending(std::move(to)) {}
  ReplyToken(const ReplyToken&) = delete;
  ~ReplyToken() {
    if (!answered)
      pending->deliver(error_answer(500, "io", "no_answer", "the request was not answered"));
  }
  std::shared_ptr<Pending> pending;
  std::atomic<bool> answered = false;
};

Reply make_reply(std::shared_ptr<Pending> pending) {
  return [token = std::make_shared<ReplyToken>(std::move(pending))](Response response) {
    if (!token->answered.exchange(true)) token->pending->deliver(std::move(response));
  };
}

// Text for an event stream, put in from any thread and taken out by the connection.
class EventQueue : public std::enable_shared_from_this<EventQueue> {
 public:
  explicit EventQueue(Loop& loop) : loop_(loop), arrived_(loop.impl().io) {}

  void send(std::string_view event, std::string_view data) {
    std::string text = "event: ";
    text.append(event).append("\ndata: ");
    for (const char c : data) {
      if (c == '\n') {
        text += "\ndata: ";
      } else {
        text += c;
      }
    }
    text += "\n\n";
    {
      const std::lock_guard lock(mutex_);
      if (closed_) return;
      if (waiting_.size() + text.size() > kEventsBehindMax) closed_ = true;
      waiting_ += text;
    }
    loop_.post([self = shared_from_this()] { self->arrived_.cancel(); });
  }

  bool closed() const { return closed_; }

  void close() {
    closed_ = true;
    loop_.post([self = shared_from_this()] { self->arrived_.cancel(); });
  }

  // Ends the stream once what was sent is written.
  void finish() {
    {
      const std::lock_guard lock(mutex_);
      ending_ = true;
    }
    loop_.post([self = shared_from_this()] { self->arrived_.cancel(); });
  }

  // Of the coroutine that watches the client; on the loop.
  void client_gone() {
    watch_over_ = true;
    close();
  }
  asio::awaitable<void> wait_for_watch() {
    while (!watch_over_) {
      arrived_.expires_after(kEventPing);
      co_await arrived_.async_wait(as_value);
    }
  }

  // What is there to write; a comment after a while of silence. Empty: the stream is over.
  asio::awaitable<std::string> next() {
    for (bool waited = false;;) {
      {
        const std::lock_guard lock(mutex_);
        if (!waiting_.empty() && !closed_) co_return std::exchange(waiting_, {});
        if (closed_ || ending_) co_return std::string();
      }
      if (waited) co_return std::string(": still here\n\n");
      arrived_.expires_after(kEventPing);
      const auto [cancelled] = co_await arrived_.async_wait(as_value);
      waited = !cancelled;
    }
  }

 private:
  Loop& loop_;
  asio::steady_timer arrived_;
  std::mutex mutex_;
  std::string waiting_;
  bool ending_ = false;
  bool watch_over_ = false;
  std::atomic<bool> closed_ = false;
};

// What the program holds of a stream: dropping it ends the stream.
class EventHandle final : public EventStream {
 public:
  explicit EventHandle(std::shared_ptr<EventQueue> queue) : queue_(std::move(queue)) {}
  EventHandle(const EventHandle&) = delete;
  ~EventHandle() override { queue_->finish(); }
  void send(std::string_view event, std::string_view data) override { queue_->send(event, data); }
  bool closed() const override { return queue_->closed(); }

 private:
  std::shared_ptr<EventQueue> queue_;
};

// Reads what no client sends, so that one that has gone is noticed at once.
template <class Stream>
asio::awaitable<void> watch_client(Stream& stream, std::shared_ptr<EventQueue> queue) {
  std::array<char, 512> ignored{};
  for (bool here = true; here;) {
    const auto [gone, size] = co_await stream.async_read_some(asio::buffer(ignored), as_value);
    here = !gone;
  }
  queue->client_gone();
}

}  // namespace

// Shared by the server's handle and its coroutines.
struct Server::Impl : std::enable_shared_from_this<Server::Impl> {
  Impl(LoopPool& pool, ServerOptions with, Handler handle, Accept take)
      : loops(pool),
        options(std::move(with)),
        handler(std::move(handle)),
        accept(std::move(take)),
        acceptor(pool.at(0).impl().io) {}

  // One open connection: how to end it from outside. Called on its loop.
  struct Open {
    Loop& loop;
    std::function<void()> close;
    bool busy = false;
  };

  std::uint64_t add(Loop& loop, std::function<void()> close) {
    const std::lock_guard lock(mutex);
    open.emplace(++last_id, std::make_shared<Open>(Open{loop, std::move(close)}));
    return last_id;
  }
  void remove(std::uint64_t id) {
    const std::lock_guard lock(mutex);
    open.erase(id);
    changed.notify_all();
  }
  void set_busy(std::uint64_t id, bool busy) {
    const std::lock_guard lock(mutex);
    const auto found = open.find(id);
    if (found != open.end()) found->second->busy = busy;
  }

  Result<void> listen();
  asio::awaitable<void> accept_all(std::shared_ptr<Impl> self);
  void hand_over(std::shared_ptr<Impl> self, Loop& loop, tcp::socket socket);
  template <class Stream>
  asio::awaitable<void> serve(std::shared_ptr<Impl> self, Loop& loop,
                              std::shared_ptr<Stream> stream);
  template <class Stream>
  asio::awaitable<bool> serve_one(Loop& loop, Stream& stream, beast::flat_buffer& buffer,
                                  std::uint64_t id, std::string remote, bool& handed_over);
  template <class Stream>
  asio::awaitable<bool> upgrade(Loop& loop, Stream& stream,
                                const bhttp::request<bhttp::string_body>& request,
                                std::string remote);
  template <class Stream>
  asio::awaitable<void> stream_events(Loop& loop, Stream& stream, Response response,
                                      unsigned version);
  Response call_handler_failed(const std::exception& failed);

  LoopPool& loops;
  ServerOptions options;
  Handler handler;
  Accept accept;
  tcp::acceptor acceptor;
  std::optional<asio::ssl::context> tls;
  std::uint16_t port = 0;
  std::atomic<bool> stopping = false;
  std::mutex mutex;
  std::condition_variable changed;
  std::map<std::uint64_t, std::shared_ptr<Open>> open;
  std::uint64_t last_id = 0;
  std::atomic<int> large_bodies = 0;
  std::vector<std::weak_ptr<Socket>> sockets;  // handed over; closed by stop()
};

namespace {

Request convert(const bhttp::request<bhttp::string_body>& from, std::string remote) {
  Request request;
  request.method = from.method_string();
  parse_target(from.target(), request);
  for (const auto& field : from) request.headers[lower(field.name_string())] = field.value();
  request.body = from.body();
  request.remote_address = std::move(remote);
  return request;
}

bhttp::response<bhttp::string_body> convert(Response from, unsigned version, bool head, bool keep) {
  bhttp::response<bhttp::string_body> response(static_cast<bhttp::status>(from.status), version);
  bool cache_control = false;
  for (const auto& [name, value] : from.headers) {
    if ((name + value).find_first_of(std::string_view("\r\n\0", 3)) != std::string::npos) {
      spdlog::error("the header {} would have smuggled in another and was left out", name);
      continue;
    }
    response.insert(name, value);
    cache_control = cache_control || lower(name) == "cache-control";
  }
  if (!cache_control) response.set(bhttp::field::cache_control, "no-store");
  response.set(bhttp::field::content_type, from.content_type);
  response.set("X-Content-Type-Options", "nosniff");
  response.set("Referrer-Policy", "no-referrer");
  response.keep_alive(keep);
  const std::size_t size = from.body.size();
  if (!head) response.body() = std::move(from.body);
  if (from.status != 304) response.content_length(size);
  return response;
}

std::string bad_address_text(const std::string& host) {
  return "\"" + host + "\" is not an address of this machine; give --listen ADDRESS:PORT";
}

}  // namespace

Result<void> Server::Impl::listen() {
  error_code error;
  const auto address =
      asio::ip::make_address(options.host == "localhost" ? "127.0.0.1" : options.host, error);
  if (error)
    return fail(ErrorKind::kInvalid, "bad_address", bad_address_text(options.host),
                error.message());
  const tcp::endpoint endpoint(address, options.port);
  const std::string where = std::to_string(options.port);
  acceptor.open(endpoint.protocol(), error);
  if (!error) acceptor.set_option(asio::socket_base::reuse_address(true), error);
  if (!error) acceptor.bind(endpoint, error);
  if (!error) acceptor.listen(asio::socket_base::max_listen_connections, error);
  if (error == asio::error::address_in_use) {
    return fail(ErrorKind::kConflict, "port_in_use",
                "port " + where +
                    " is already used by another program; stop it or choose another with --listen",
                error.message());
  }
  if (error == asio::error::access_denied) {
    return fail(
        ErrorKind::kForbidden, "port_denied",
        "port " + where + " may not be used by this user; choose one above 1023 with --listen",
        error.message());
  }
  if (error)
    return fail(ErrorKind::kInvalid, "bad_address", bad_address_text(options.host),
                error.message());
  port = acceptor.local_endpoint().port();
  return {};
}

asio::awaitable<void> Server::Impl::accept_all(std::shared_ptr<Impl> self) {
  for (;;) {
    Loop& loop = loops.next();
    auto [error, socket] = co_await acceptor.async_accept(loop.impl().io, as_value);
    if (stopping || error == asio::error::operation_aborted) co_return;
    if (error) {
      // Out of file descriptors, or a peer that went away at once: neither ends the service.
      spdlog::warn("accepting failed: {}", error.message());
      asio::steady_timer pause(loops.at(0).impl().io, std::chrono::milliseconds(100));
      co_await pause.async_wait(as_value);
      continue;
    }
    {
      const std::lock_guard lock(mutex);
      if (open.size() >= kConnectionsMax) continue;
    }
    error_code ignored;  // only a matter of speed
    socket.set_option(tcp::no_delay(true), ignored);
    hand_over(self, loop, std::move(socket));
  }
}

// To the loop that the connection will live on.
void Server::Impl::hand_over(std::shared_ptr<Impl> self, Loop& loop, tcp::socket socket) {
  loop.post([this, self, &loop, held = std::make_shared<tcp::socket>(std::move(socket))] {
    if (tls) {
      auto stream = std::make_shared<TlsStream>(std::move(*held), *tls);
      asio::co_spawn(loop.impl().io, serve(self, loop, stream), end_on_exception);
    } else {
      auto stream = std::make_shared<PlainStream>(std::move(*held));
      asio::co_spawn(loop.impl().io, serve(self, loop, stream), end_on_exception);
    }
  });
}

template <class Stream>
asio::awaitable<void> Server::Impl::serve([[maybe_unused]] std::shared_ptr<Impl> self, Loop& loop,
                                          std::shared_ptr<Stream> stream) {
  const std::uint64_t id = add(loop, [weak = std::weak_ptr(stream)] {
    if (const auto alive = weak.lock()) beast::get_lowest_layer(*alive).close();
  });
  error_code unknown;
  const auto peer = beast::get_lowest_layer(*stream).socket().remote_endpoint(unknown);
  const std::string remote = unknown ? std::string() : peer.address().to_string();
  bool good = true;
  bool handed_over = false;
  if constexpr (std::is_same_v<Stream, TlsStream>) {
    beast::get_lowest_layer(*stream).expires_after(kHandshakeTimeout);
    const auto [error] = co_await stream->async_handshake(asio::ssl::stream_base::server, as_value);
    good = !error;
  }
  beast::flat_buffer buffer;
  while (good && !stopping) {
    good = co_await serve_one(loop, *stream, buffer, id, remote, handed_over);
  }
  if (!handed_over) {
    if constexpr (std::is_same_v<Stream, TlsStream>) {
      beast::get_lowest_layer(*stream).expires_after(std::chrono::seconds(1));
      co_await stream->async_shutdown(as_value);
    }
    error_code ignored;  // the peer may have closed first
    beast::get_lowest_layer(*stream).socket().shutdown(tcp::socket::shutdown_both, ignored);
    beast::get_lowest_layer(*stream).close();
  }
  remove(id);
}

// Bodies larger than usual are taken a few at a time, whoever sends them.
constexpr int kLargeBodiesMax = 2;
constexpr std::chrono::minutes kLargeBodyTime{10};

class LargeBody {
 public:
  explicit LargeBody(std::atomic<int>& count) : count_(count) { ++count_; }
  ~LargeBody() { --count_; }
  LargeBody(const LargeBody&) = delete;
  LargeBody& operator=(const LargeBody&) = delete;
  bool too_many() const { return count_ > kLargeBodiesMax; }

 private:
  std::atomic<int>& count_;
};

// Only for a body whose size is told before.
std::size_t body_limit(const ServerOptions& options, std::string_view target) {
  const auto found =
      options.body_bytes_max_at.find(std::string(target.substr(0, target.find('?'))));
  return found == options.body_bytes_max_at.end() ? options.body_bytes_max : found->second;
}

// Head, then body; a client that asks first is told to go on. How much is taken depends on where it is sent to. try_again:
// too many are sending large bodies now.
template <class Stream>
asio::awaitable<error_code> read_request(Stream& stream, beast::flat_buffer& buffer,
                                         const ServerOptions& options,
                                         bhttp::request_parser<bhttp::string_body>& parser,
                                         std::atomic<int>& large_bodies,
                                         std::optional<LargeBody>& large) {
  parser.body_limit(boost::none);
  const auto [no_head, head_size] =
      co_await bhttp::async_read_header(stream, buffer, parser, as_value);
  if (no_head) co_return no_head;
  const std::size_t size = parser.content_length().value_or(0);
  if (size > body_limit(options, parser.get().target())) co_return bhttp::error::body_limit;
  parser.body_limit(std::max(size, options.body_bytes_max));
  if (size > options.body_bytes_max) {
    large.emplace(large_bodies);
    if (large->too_many()) co_return asio::error::try_again;
    beast::get_lowest_layer(stream).expires_after(kLargeBodyTime);
  }
  if (beast::iequals(parser.get()[bhttp::field::expect], "100-continue") && !parser.is_done()) {
    static constexpr std::string_view kContinue = "HTTP/1.1 100 Continue\r\n\r\n";
    const auto [failed, sent] =
        co_await asio::async_write(stream, asio::buffer(kContinue), as_value);
    if (failed) co_return failed;
  }
  const auto [no_body, body_size] = co_await bhttp::async_read(stream, buffer, parser, as_value);
  co_return no_body;
}

// One request and its answer. False: the connection is done.
template <class Stream>
asio::awaitable<bool> Server::Impl::serve_one(Loop& loop, Stream& stream,
                                              beast::flat_buffer& buffer, std::uint64_t id,
                                              std::string remote, bool& handed_over) {
  bhttp::request_parser<bhttp::string_body> parser;
  parser.header_limit(kHeaderBytesMax);
  beast::get_lowest_layer(stream).expires_after(options.idle_timeout);
  std::optional<LargeBody> large;
  const error_code error =
      co_await read_request(stream, buffer, options, parser, large_bodies, large);
  const bool busy = error == asio::error::try_again;
  const bool gone = error == bhttp::error::end_of_stream ||
                    error.category() != bhttp::make_error_code(bhttp::error::bad_method).category();
  if (error && gone && !busy) co_return false;
  Response response;
  bool keep = false;
  const auto request = parser.release();
  if (error == bhttp::error::body_limit) {
    response = error_answer(413, "too_large", "too_large", "the request is too large");
  } else if (busy) {
    response = error_answer(503, "unavailable", "no_answer",
                            "others are sending large files; try again in a minute");
  } else if (error) {
    response = error_answer(400, "invalid", "bad_request",
                            "the request is not HTTP as this server understands it");
  } else if (accept && websocket::is_upgrade(request) &&
             request.target() == options.websocket_path) {
    handed_over = co_await upgrade(loop, stream, request, std::move(remote));
    co_return false;
  } else {
    keep = request.keep_alive() && !stopping;
    set_busy(id, true);
    auto pending = std::make_shared<Pending>(loop);
    try {
      handler(loop, convert(request, std::move(remote)), make_reply(pending));
    } catch (const std::exception& failed) {
      spdlog::error("a request failed: {}", failed.what());
      pending->deliver(
          error_answer(500, "io", "failed", "the program failed to answer; nothing was changed"));
    }
    response = co_await pending->wait();
  }
  if (response.on_stream) {
    co_await stream_events(loop, stream, std::move(response), request.version());
    co_return false;
  }
  const bool head = request.method() == bhttp::verb::head;
  const auto message = convert(std::move(response), request.version() == 10 ? 10 : 11, head, keep);
  beast::get_lowest_layer(stream).expires_after(options.idle_timeout);
  const auto [failed, written] = co_await bhttp::async_write(stream, message, as_value);
  set_busy(id, false);
  co_return keep && !failed;
}

// True: the connection now belongs to a Socket.
template <class Stream>
asio::awaitable<bool> Server::Impl::upgrade(Loop& loop, Stream& stream,
                                            const bhttp::request<bhttp::string_body>& request,
                                            std::string remote) {
  bhttp::token_list asked(request[bhttp::field::sec_websocket_protocol]);
  if (!asked.exists(options.websocket_subprotocol)) {
    const auto message = convert(error_answer(400, "protocol", "wrong_subprotocol",
                                              "the WebSocket must speak the sync protocol"),
                                 11, false, false);
    co_await bhttp::async_write(stream, message, as_value);
    co_return false;
  }
  beast::get_lowest_layer(stream).expires_never();
  websocket::stream<Transport<Stream>> ws(Transport<Stream>(std::move(stream)));
  ws.set_option(websocket::stream_base::timeout{kHandshakeTimeout, kSocketIdle, true});
  ws.set_option(websocket::stream_base::decorator([this](websocket::response_type& response) {
    response.set(bhttp::field::sec_websocket_protocol, options.websocket_subprotocol);
  }));
  ws.read_message_max(options.message_bytes_max);
  const auto [error] = co_await ws.async_accept(request, as_value);
  if (error) co_return true;
  auto socket = make_socket(loop, std::move(ws), std::move(remote));
  {
    const std::lock_guard lock(mutex);
    std::erase_if(sockets, [](const auto& weak) { return weak.expired(); });
    sockets.push_back(socket);
  }
  accept(std::move(socket));
  co_return true;
}

template <class Stream>
asio::awaitable<void> Server::Impl::stream_events(Loop& loop, Stream& stream, Response response,
                                                  unsigned) {
  const auto queue = std::make_shared<EventQueue>(loop);
  const std::string head =
      "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nCache-Control: no-store\r\n"
      "X-Content-Type-Options: nosniff\r\nReferrer-Policy: no-referrer\r\nConnection: "
      "close\r\n\r\n";
  auto& socket = beast::get_lowest_layer(stream);
  socket.expires_after(options.idle_timeout);
  const auto [failed, size] = co_await asio::async_write(stream, asio::buffer(head), as_value);
  if (failed) co_return;
  socket.expires_never();  // the watch reads for as long as the stream lasts
  asio::co_spawn(loop.impl().io, watch_client(stream, queue), end_on_exception);
  response.on_stream(std::make_shared<EventHandle>(queue));
  for (;;) {
    const std::string text = co_await queue->next();
    if (text.empty() || stopping) break;
    socket.expires_after(options.idle_timeout);
    const auto [broken, written] = co_await asio::async_write(stream, asio::buffer(text), as_value);
    if (broken) break;
  }
  queue->close();
  socket.cancel();
  co_await queue->wait_for_watch();
}

Server::Server(LoopPool& loops, ServerOptions options, Handler handler, Accept accept)
    : impl_(std::make_shared<Impl>(loops, std::move(options), std::move(handler),
                                   std::move(accept))) {}

Server::~Server() { stop(std::chrono::milliseconds(0)); }

Result<void> Server::start() {
  if (impl_->options.tls) {
    try {
      auto& context = impl_->tls.emplace(asio::ssl::context::tls_server);
      SSL_CTX_set_min_proto_version(context.native_handle(), TLS1_3_VERSION);
      SSL_CTX_set_num_tickets(context.native_handle(),
                              0);  // sessions last for hours; resuming saves nothing
      context.use_certificate_chain(asio::buffer(impl_->options.tls->certificate_pem));
      context.use_private_key(asio::buffer(impl_->options.tls->private_key_pem),
                              asio::ssl::context::pem);
    } catch (const boost::system::system_error& failed) {
      return fail(
          ErrorKind::kCorrupt, "bad_certificate",
          "the TLS certificate or key in the data directory is damaged; restore it from a backup",
          failed.what());
    }
  }
  if (auto listening = impl_->listen(); !listening) return listening;
  asio::co_spawn(impl_->loops.at(0).impl().io, impl_->accept_all(impl_), end_on_exception);
  return {};
}

std::uint16_t Server::port() const { return impl_->port; }

void Server::stop(std::chrono::milliseconds grace) {
  if (impl_->stopping.exchange(true)) return;
  impl_->loops.at(0).post([impl = impl_] {
    error_code ignored;  // closing is all that is wanted
    impl->acceptor.close(ignored);
  });
  const auto close_all = [this](bool busy_too) {
    std::vector<std::shared_ptr<Impl::Open>> chosen;
    for (const auto& [id, connection] : impl_->open) {
      if (busy_too || !connection->busy) chosen.push_back(connection);
    }
    for (const auto& connection : chosen) {
      connection->loop.post([connection] { connection->close(); });
    }
  };
  std::unique_lock lock(impl_->mutex);
  for (const auto& weak : impl_->sockets) {
    if (const auto socket = weak.lock()) socket->loop().post([socket] { socket->close(); });
  }
  close_all(false);
  impl_->changed.wait_for(lock, grace, [this] { return impl_->open.empty(); });
  close_all(true);
  // What was closed by force needs a moment to notice; an answer that is still awaited holds nothing up.
  impl_->changed.wait_for(lock, std::chrono::milliseconds(100),
                          [this] { return impl_->open.empty(); });
}

}  // namespace soban::http
