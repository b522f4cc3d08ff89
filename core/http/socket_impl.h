// A Socket over any of Beast's WebSocket streams; included only by server.cc and client.cc (heavy).
#pragma once

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/beast/core/bind_handler.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/core/stream_traits.hpp>
#include <boost/beast/core/tcp_stream.hpp>
#include <boost/beast/ssl/ssl_stream.hpp>
#include <boost/beast/websocket.hpp>
#include <boost/beast/websocket/ssl.hpp>
#include <deque>

#include "core/check.h"
#include "core/http/http.h"
#include "core/http/loop_impl.h"

namespace soban::http {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace websocket = beast::websocket;

// Errors as values: auto [error, …] = co_await x.async_y(…, as_value);
inline constexpr auto as_value = asio::as_tuple(asio::use_awaitable);

// How long a peer may be silent (pings go out at half of it), and how long a closing handshake may take.
inline constexpr std::chrono::seconds kSocketIdle{30};
inline constexpr std::chrono::seconds kSocketClose{2};
// What is read at a time.
inline constexpr std::size_t kReadBytes = 64 << 10;

inline Error socket_error(const boost::system::error_code& code) {
  if (code == websocket::error::message_too_big) {
    return {ErrorKind::kTooLarge,
            "too_large",
            "the message is larger than allowed",
            code.message(),
            {}};
  }
  const bool broke_protocol =
      code != websocket::error::closed &&
      code.category() == websocket::make_error_code(websocket::error::closed).category();
  if (broke_protocol) {
    return {ErrorKind::kProtocol,
            "bad_frame",
            "the peer broke the WebSocket protocol",
            code.message(),
            {}};
  }
  return {ErrorKind::kUnavailable, "cut", "the connection was cut", code.message(), {}};
}

// A transport whose teardown waits for its peer no longer than kSocketClose: Beast's own waits for
// the peer's end of stream, which one that broke the protocol may never send.
template <class Next>
class Transport : public Next {
 public:
  explicit Transport(Next next) : Next(std::move(next)) {}
};

// Beast's customisation point for the end of a WebSocket's transport (found by its arguments).
template <class Next, class Handler>
void async_teardown(beast::role_type role, Transport<Next>& transport, Handler&& handler) {
  if constexpr (std::is_same_v<Next, beast::tcp_stream>) {
    boost::system::error_code error;
    transport.socket().shutdown(asio::socket_base::shutdown_both, error);
    asio::post(transport.get_executor(),
               beast::bind_front_handler(std::forward<Handler>(handler), error));
  } else {
    beast::get_lowest_layer(transport).expires_after(kSocketClose);
    async_teardown(role, static_cast<Next&>(transport), std::forward<Handler>(handler));
  }
}

// The connection itself. Kept alive by its read coroutine; the program's handle (SocketHandle) closes it.
template <class Stream>
class Connection : public std::enable_shared_from_this<Connection<Stream>> {
 public:
  Connection(Loop& loop, websocket::stream<Transport<Stream>> stream, std::string remote_address)
      : loop_(loop),
        stream_(std::move(stream)),
        remote_address_(std::move(remote_address)),
        message_bytes_max_(stream_.read_message_max()) {
    stream_.read_message_max(0);
    stream_.binary(true);
    stream_.auto_fragment(false);
  }

  void start(Socket::Callbacks callbacks) {
    SOBAN_CHECK(loop_.here() && !started_);
    started_ = true;
    callbacks_ = std::move(callbacks);
    loop_.impl().let_go[this] = [weak = this->weak_from_this()] {
      if (const auto self = weak.lock()) std::exchange(self->callbacks_, {});
    };
    beast::get_lowest_layer(stream_).expires_never();
    stream_.set_option(websocket::stream_base::timeout{kSocketClose, kSocketIdle, true});
    asio::co_spawn(loop_.impl().io, read_all(this->shared_from_this()), end_on_exception);
  }

  void send(std::string message) {
    if (closing_ || over_) return;
    queued_bytes_ += message.size();
    queue_.push_back(std::move(message));
    write_soon();
  }

  void close() {
    if (closing_ || over_) return;
    closing_ = true;
    write_soon();
  }

  // The handle is gone: nobody listens any more.
  void abandon() {
    callbacks_ = {};
    if (!started_) start({});  // the closing handshake needs a reader
    close();
  }

  std::size_t queued_bytes() const { return queued_bytes_; }
  Loop& loop() { return loop_; }
  const std::string& remote_address() const { return remote_address_; }

 private:
  using Self = std::shared_ptr<Connection>;

  asio::awaitable<void> read_all([[maybe_unused]] Self self) {
    beast::flat_buffer buffer;
    boost::system::error_code error;
    while (!error) {
      error = co_await read_message(buffer);
      if (!error && stream_.got_text())
        error = websocket::error::bad_opcode;  // binary messages only
      if (error) break;
      // A copy of the callback: it may drop the socket, and with it the callbacks.
      const auto on_message = callbacks_.on_message;
      const auto data = buffer.cdata();
      if (on_message) on_message({static_cast<const char*>(data.data()), data.size()});
      buffer.consume(buffer.size());
    }
    over_ = true;
    loop_.impl().let_go.erase(this);
    beast::get_lowest_layer(stream_).close();
    const auto callbacks = std::exchange(callbacks_, {});
    if (callbacks.on_closed) callbacks.on_closed(why_over(error));
  }

  // The limit is kept here: Beast's own ends in whatever its closing handshake meets.
  asio::awaitable<boost::system::error_code> read_message(beast::flat_buffer& buffer) {
    do {
      const auto [failed, size] = co_await stream_.async_read_some(buffer, kReadBytes, as_value);
      if (failed) co_return failed;
      if (buffer.size() > message_bytes_max_) {
        co_await stream_.async_close(websocket::close_code::too_big, as_value);
        co_return websocket::error::message_too_big;
      }
    } while (!stream_.is_message_done());
    co_return boost::system::error_code();
  }

  // What the peer said when it closed counts more than how its connection then broke off.
  std::optional<Error> why_over(const boost::system::error_code& error) const {
    const auto said = stream_.reason().code;
    if (closing_ || said == websocket::close_code::normal ||
        said == websocket::close_code::going_away)
      return std::nullopt;
    if (said == websocket::close_code::too_big)
      return socket_error(websocket::error::message_too_big);
    if (error == websocket::error::closed) return std::nullopt;
    return socket_error(error);
  }

  void write_soon() {
    if (std::exchange(writing_, true)) return;
    asio::co_spawn(loop_.impl().io, write_all(this->shared_from_this()), end_on_exception);
  }

  asio::awaitable<void> write_all([[maybe_unused]] Self self) {
    while (!queue_.empty() && !over_) {
      const std::string message = std::move(queue_.front());
      queue_.pop_front();
      const auto [failed, size] = co_await stream_.async_write(asio::buffer(message), as_value);
      queued_bytes_ -= message.size();
      if (failed) {
        // The reader meets the same end and reports it.
        beast::get_lowest_layer(stream_).close();
        co_return;
      }
    }
    writing_ = false;
    if (!closing_ || over_) co_return;
    writing_ = true;
    const auto [failed] = co_await stream_.async_close(websocket::close_code::normal, as_value);
    if (failed) beast::get_lowest_layer(stream_).close();
  }

  Loop& loop_;
  websocket::stream<Transport<Stream>> stream_;
  std::string remote_address_;
  std::size_t message_bytes_max_;
  Socket::Callbacks callbacks_;
  std::deque<std::string> queue_;
  std::size_t queued_bytes_ = 0;
  bool started_ = false;
  bool writing_ = false;
  bool closing_ = false;
  bool over_ = false;
};

template <class Stream>
class SocketHandle final : public Socket {
 public:
  explicit SocketHandle(std::shared_ptr<Connection<Stream>> connection)
      : connection_(std::move(connection)) {}
  ~SocketHandle() override {
    if (connection_->loop().here()) {
      connection_->abandon();
    } else {
      connection_->loop().post([connection = connection_] { connection->abandon(); });
    }
  }
  void start(Callbacks callbacks) override { connection_->start(std::move(callbacks)); }
  void send(std::string message) override { connection_->send(std::move(message)); }
  std::size_t queued_bytes() const override { return connection_->queued_bytes(); }
  void close() override { connection_->close(); }
  Loop& loop() override { return connection_->loop(); }
  std::string remote_address() const override { return connection_->remote_address(); }

 private:
  std::shared_ptr<Connection<Stream>> connection_;
};

template <class Stream>
std::shared_ptr<Socket> make_socket(Loop& loop, websocket::stream<Transport<Stream>> stream,
                                    std::string remote_address) {
  return std::make_shared<SocketHandle<Stream>>(
      std::make_shared<Connection<Stream>>(loop, std::move(stream), std::move(remote_address)));
}

}  // namespace soban::http
