// The laptop's end of a WebSocket: TLS 1.3 with the hub's certificate pinned.
#include <openssl/x509.h>

#include <array>
#include <boost/asio/connect.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl/context.hpp>

#include "core/http/socket_impl.h"

namespace soban::http {
namespace {

using tcp = asio::ip::tcp;
using TlsStream = beast::ssl_stream<beast::tcp_stream>;
using boost::system::error_code;

// An enrolment code carries the first half of the hash; less proves nothing.
constexpr std::size_t kPinBytesMin = 16;

Error unreachable(const error_code& why) {
  const bool late = why == beast::error::timeout || why == asio::error::timed_out;
  return late ? Error{ErrorKind::kUnavailable,
                      "timeout",
                      "the hub did not answer in time",
                      why.message(),
                      {}}
              : Error{ErrorKind::kUnavailable,
                      "unreachable",
                      "the hub can't be reached now",
                      why.message(),
                      {}};
}

std::string fingerprint_of(X509* certificate) {
  std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
  unsigned size = 0;
  if (certificate == nullptr || X509_digest(certificate, EVP_sha256(), digest.data(), &size) != 1)
    return {};
  return {reinterpret_cast<const char*>(digest.data()), size};
}

// What a connection wants to see, and saw; found again by the callback below.
struct Pin {
  std::string wanted;
  std::string seen;
  bool mismatch = false;
};

int pin_index() {
  static const int index = SSL_get_ex_new_index(0, nullptr, nullptr, nullptr, nullptr);
  return index;
}

// In place of OpenSSL's own verification: nobody but the pin vouches for the hub, so names, dates and issuers are of no
// interest, and no chain need be built.
int check_pin(X509_STORE_CTX* store, void*) {
  const auto* ssl = static_cast<const SSL*>(
      X509_STORE_CTX_get_ex_data(store, SSL_get_ex_data_X509_STORE_CTX_idx()));
  Pin& pin = *static_cast<Pin*>(SSL_get_ex_data(ssl, pin_index()));
  pin.seen = fingerprint_of(X509_STORE_CTX_get0_cert(store));
  pin.mismatch = pin.wanted.size() < kPinBytesMin || !pin.seen.starts_with(pin.wanted);
  return pin.mismatch ? 0 : 1;
}

// Without trust anchors (the pin is per connection), so one serves the whole process; making one takes as long as a
// third of a handshake.
asio::ssl::context& context() {
  static asio::ssl::context shared = [] {
    asio::ssl::context made(asio::ssl::context::tls_client);
    SSL_CTX_set_min_proto_version(made.native_handle(), TLS1_3_VERSION);
    SSL_CTX_set_session_cache_mode(made.native_handle(), SSL_SESS_CACHE_OFF);
    SSL_CTX_set_verify(made.native_handle(), SSL_VERIFY_PEER, nullptr);
    SSL_CTX_set_cert_verify_callback(made.native_handle(), check_pin, nullptr);
    return made;
  }();
  return shared;
}

// One try to connect; ends early when its handle is dropped.
class Attempt : public std::enable_shared_from_this<Attempt> {
 public:
  Attempt(Loop& loop, ConnectOptions options, std::function<void(Result<Connected>)> done)
      : loop_(loop),
        options_(std::move(options)),
        done_(std::move(done)),
        pin_{options_.pinned_sha256, {}, false},
        resolver_(loop.impl().io),
        stream_(std::in_place, loop.impl().io, context()) {}

  void begin() {
    deadline_ = loop_.run_after(options_.timeout, [weak = weak_from_this()] {
      if (const auto self = weak.lock()) self->expire();
    });
    asio::co_spawn(loop_.impl().io, run(shared_from_this()), end_on_exception);
  }

  void cancel() {
    done_ = nullptr;
    interrupt();
  }

 private:
  using Self = std::shared_ptr<Attempt>;

  void interrupt() {
    deadline_.reset();
    resolver_.cancel();
    if (stream_) beast::get_lowest_layer(*stream_).close();
  }

  void expire() {
    expired_ = true;
    interrupt();
  }

  void end(Result<Connected> result) {
    deadline_.reset();
    if (const auto done = std::exchange(done_, nullptr)) done(std::move(result));
  }

  void fail_with(const error_code& why) {
    end(fail(unreachable(expired_ ? error_code(beast::error::timeout) : why)));
  }

  asio::awaitable<void> run([[maybe_unused]] Self self) {
    const auto [unresolved, endpoints] =
        co_await resolver_.async_resolve(options_.host, std::to_string(options_.port), as_value);
    if (unresolved) co_return fail_with(unresolved);
    auto& socket = beast::get_lowest_layer(*stream_);
    const auto [refused, endpoint] = co_await socket.async_connect(endpoints, as_value);
    if (refused) co_return fail_with(refused);
    error_code ignored;  // only a matter of speed
    socket.socket().set_option(tcp::no_delay(true), ignored);
    SSL_set_ex_data(stream_->native_handle(), pin_index(), &pin_);
    const auto [unsafe] =
        co_await stream_->async_handshake(asio::ssl::stream_base::client, as_value);
    if (pin_.mismatch) {
      co_return end(fail(ErrorKind::kForbidden, "wrong_certificate",
                         "the machine at this address is not the hub this laptop was enrolled "
                         "with; call the office"));
    }
    // What answers is there, but does not speak TLS.
    if (unsafe.category() == asio::error::get_ssl_category()) {
      co_return end(fail(ErrorKind::kProtocol, "not_a_hub",
                         "the machine at this address does not speak the sync protocol"));
    }
    if (unsafe) co_return fail_with(unsafe);
    co_await upgrade();
  }

  asio::awaitable<void> upgrade() {
    websocket::stream<Transport<TlsStream>> ws(Transport<TlsStream>(std::move(*stream_)));
    stream_.reset();
    ws.set_option(websocket::stream_base::timeout{options_.timeout, kSocketIdle, true});
    ws.set_option(websocket::stream_base::decorator([this](websocket::request_type& request) {
      request.set(beast::http::field::sec_websocket_protocol, options_.subprotocol);
    }));
    ws.read_message_max(options_.message_bytes_max);
    websocket::response_type response;
    const auto [failed] =
        co_await ws.async_handshake(response, options_.host, options_.path, as_value);
    const bool agreed =
        response[beast::http::field::sec_websocket_protocol] == options_.subprotocol;
    if (failed == websocket::error::upgrade_declined || (!failed && !agreed)) {
      co_return end(fail(ErrorKind::kProtocol, "not_a_hub",
                         "the machine at this address does not speak the sync protocol"));
    }
    if (failed) co_return fail_with(failed);
    auto socket = make_socket(loop_, std::move(ws), options_.host);
    end(Connected{std::move(socket), pin_.seen});
  }

  Loop& loop_;
  ConnectOptions options_;
  std::function<void(Result<Connected>)> done_;
  Pin pin_;  // outlives the handshake of the stream
  tcp::resolver resolver_;
  std::optional<TlsStream> stream_;
  Loop::Timer deadline_;
  bool expired_ = false;
};

struct Handle {
  explicit Handle(std::shared_ptr<Attempt> started) : attempt(std::move(started)) {}
  Handle(const Handle&) = delete;
  ~Handle() { attempt->cancel(); }
  std::shared_ptr<Attempt> attempt;
};

}  // namespace

Connecting connect(Loop& loop, ConnectOptions options,
                   std::function<void(Result<Connected>)> done) {
  auto attempt = std::make_shared<Attempt>(loop, std::move(options), std::move(done));
  attempt->begin();
  return std::make_shared<Handle>(std::move(attempt));
}

}  // namespace soban::http
