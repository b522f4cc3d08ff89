// WebSockets, mostly over TLS and between this program's own two ends.
#include <atomic>
#include <catch2/catch.hpp>
#include <thread>

#include "tests/core/http/support.h"

namespace soban::http::test {
namespace {

using Catch::Matchers::StartsWith;
using Sockets = Mail<std::shared_ptr<Socket>>;
using Ends = Mail<std::optional<Error>>;

// A hub that hands its sockets to the test, and a loop for clients.
class Hub {
 public:
  explicit Hub(ServerOptions options = secure())
      : server_(loops_, std::move(options), answer, take()) {
    if (const auto started = server_.start(); !started)
      throw std::runtime_error(started.error().text);
  }
  // Handles die on their loops before the loops do.
  ~Hub() {
    while (accepted.count() > 0) release(accepted.take());
    server_.stop();
    loops_.stop();
  }
  static ServerOptions secure() {
    ServerOptions options;
    options.tls = identity().pem;
    return options;
  }
  static void release(std::shared_ptr<Socket> socket) {
    Loop& loop = socket->loop();
    on_loop(loop, [socket = std::move(socket)]() mutable { socket.reset(); });
  }
  ConnectOptions options() const {
    ConnectOptions options;
    options.host = "127.0.0.1";
    options.port = server_.port();
    options.pinned_sha256 = identity().sha256;
    return options;
  }
  Result<Connected> connect(ConnectOptions options) {
    Mail<Result<Connected>> results;
    Connecting connecting =
        http::connect(client_loop(), std::move(options),
                      [&](Result<Connected> result) { results.put(std::move(result)); });
    Result<Connected> result = results.take();
    on_loop(client_loop(), [&] { connecting.reset(); });
    return result;
  }
  std::shared_ptr<Socket> connect() { return connect(options()).value().socket; }
  Loop& client_loop() { return loops_.at(1); }
  Server& server() { return server_; }
  std::uint16_t port() const { return server_.port(); }

  Sockets accepted;

 private:
  static void answer(Loop&, const Request&, const Reply& reply) { reply(Response()); }
  Server::Accept take() {
    return [this](std::shared_ptr<Socket> socket) { accepted.put(std::move(socket)); };
  }
  LoopPool loops_{2};
  Server server_;
};

struct Listener {
  Mail<std::string> messages;
  Ends ends;
};

void start(const std::shared_ptr<Socket>& socket, Listener& listener) {
  on_loop(socket->loop(), [&] {
    socket->start({[&](std::string_view message) { listener.messages.put(std::string(message)); },
                   [&](std::optional<Error> why) { listener.ends.put(std::move(why)); }});
  });
}

void send(const std::shared_ptr<Socket>& socket, std::string message) {
  on_loop(socket->loop(), [&] { socket->send(std::move(message)); });
}

// Turns of a loop that anything may take, so that what never comes fails instead of hanging.
constexpr int kTurnsMax = 100'000;

// The upgrade request of a client that speaks no more than bytes.
std::string upgrade_request(const std::string& protocol) {
  return "GET /sync HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
         "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n" +
         (protocol.empty() ? "" : "Sec-WebSocket-Protocol: " + protocol + "\r\n") + "\r\n";
}

}  // namespace

TEST_CASE("messages go both ways over TLS, whole and in order", "[socket]") {
  Hub hub;
  Listener at_hub;
  Listener at_client;
  const Result<Connected> connected = hub.connect(hub.options());
  REQUIRE(connected);
  CHECK(connected->peer_sha256 == identity().sha256);
  const auto client = connected->socket;
  const auto server = hub.accepted.take();
  CHECK(server->remote_address() == "127.0.0.1");
  start(server, at_hub);
  start(client, at_client);
  const std::vector<std::string> messages = {"",
                                             "a",
                                             std::string(200, 'b'),
                                             std::string(70'000, 'c'),
                                             std::string(1 << 20, 'd'),
                                             std::string(4 << 20, 'e'),
                                             "end"};
  for (const std::string& message : messages) {
    send(client, message);
    send(server, message);
  }
  for (const std::string& message : messages) {
    CHECK(at_hub.messages.take() == message);
    CHECK(at_client.messages.take() == message);
  }
  // The peer may have the last bytes before the writer is told that they are gone.
  std::size_t queued = 1;
  for (int turn = 0; turn < kTurnsMax && queued > 0; ++turn)
    on_loop(client->loop(), [&] { queued = client->queued_bytes(); });
  CHECK(queued == 0);
  on_loop(client->loop(), [&] {
    client->send("before the close");
    client->close();
    client->send("after it");
  });
  CHECK(at_hub.messages.take() == "before the close");
  CHECK_FALSE(at_hub.ends.take());
  CHECK_FALSE(at_client.ends.take());
  CHECK(at_hub.messages.count() == 0);
  Hub::release(client);
  Hub::release(server);
  CHECK(at_hub.ends.count() + at_client.ends.count() == 0);
}

TEST_CASE(
    "a pin of sixteen bytes is enough, a shorter or a wrong one is refused before anything is sent",
    "[socket]") {
  Hub hub;
  ConnectOptions options = hub.options();
  options.pinned_sha256.resize(16);
  const auto good = hub.connect(options);
  REQUIRE(good);
  Hub::release(good->socket);
  Hub::release(hub.accepted.take());

  std::string wrong = identity().sha256;
  wrong[15] = static_cast<char>(wrong[15] ^ 1);
  for (const std::string& pin : {wrong, identity().sha256.substr(0, 15), std::string()}) {
    options.pinned_sha256 = pin;
    const auto refused = hub.connect(options);
    REQUIRE_FALSE(refused);
    CHECK(refused.error().kind == ErrorKind::kForbidden);
    CHECK(refused.error().code == "wrong_certificate");
  }
  // A later connection is accepted first: none of the refused got so far.
  const auto last = hub.connect();
  Hub::release(last);
  Hub::release(hub.accepted.take());
  CHECK(hub.accepted.count() == 0);
}

TEST_CASE("what is not a hub is told from what can't be reached", "[socket]") {
  SECTION("another subprotocol") {
    Hub hub;
    ConnectOptions options = hub.options();
    options.subprotocol = "soban.sync.v999";
    const auto refused = hub.connect(options);
    REQUIRE_FALSE(refused);
    CHECK(refused.error().code == "not_a_hub");
    CHECK(refused.error().kind == ErrorKind::kProtocol);
  }
  SECTION("another path") {
    Hub hub;
    ConnectOptions options = hub.options();
    options.path = "/elsewhere";
    const auto refused = hub.connect(options);
    REQUIRE_FALSE(refused);
    CHECK(refused.error().code == "not_a_hub");
  }
  SECTION("nobody listens") {
    Hub hub;
    ConnectOptions options = hub.options();
    hub.server().stop();
    const auto refused = hub.connect(options);
    REQUIRE_FALSE(refused);
    CHECK(refused.error().code == "unreachable");
    CHECK(refused.error().kind == ErrorKind::kUnavailable);
  }
  SECTION("a port without TLS") {
    Hub hub{ServerOptions()};
    const auto refused = hub.connect(hub.options());
    REQUIRE_FALSE(refused);
    CHECK(refused.error().code == "not_a_hub");
  }
}

TEST_CASE("a hub that accepts but never answers is a timeout", "[socket]") {
  const int listener = ::socket(AF_INET, SOCK_STREAM, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  REQUIRE(::bind(listener, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0);
  REQUIRE(::listen(listener, 4) == 0);
  socklen_t size = sizeof address;
  ::getsockname(listener, reinterpret_cast<sockaddr*>(&address), &size);
  Hub hub;
  ConnectOptions options = hub.options();
  options.port = ntohs(address.sin_port);
  options.timeout = std::chrono::milliseconds(100);
  const auto late = hub.connect(options);
  REQUIRE_FALSE(late);
  CHECK(late.error().code == "timeout");
  CHECK(late.error().kind == ErrorKind::kUnavailable);
  ::close(listener);
}

TEST_CASE("dropping the handle of a connection attempt cancels it", "[socket]") {
  Hub hub;
  int results = 0;
  on_loop(hub.client_loop(), [&] {
    Connecting connecting =
        connect(hub.client_loop(), hub.options(), [&](const Result<Connected>&) { ++results; });
    connecting.reset();
  });
  // A whole connection later, on the same loop, the first one has not reported.
  Hub::release(hub.connect());
  CHECK(results == 0);
}

TEST_CASE("a client without the subprotocol gets an error, one that offers several gets ours",
          "[socket]") {
  Hub hub{ServerOptions()};
  for (const char* protocol : {"", "chat"}) {
    RawClient client(hub.port());
    client.send(upgrade_request(protocol));
    CHECK_THAT(client.read_response(), StartsWith("HTTP/1.1 400 "));
  }
  RawClient client(hub.port());
  client.send(upgrade_request("chat, soban.sync.v1"));
  const std::string answer = client.read_until("\r\n\r\n");
  CHECK_THAT(answer, StartsWith("HTTP/1.1 101 "));
  CHECK(answer.find("Sec-WebSocket-Protocol: soban.sync.v1\r\n") != std::string::npos);
  Hub::release(hub.accepted.take());
}

TEST_CASE("garbage on a TLS port ends that connection only", "[socket]") {
  Hub hub;
  for (const std::string& bytes :
       {std::string("GET / HTTP/1.1\r\n\r\n"), std::string(100'000, '\xff'),
        std::string("\x16\x03\x01\x00\x05hello", 10)}) {
    RawClient client(hub.port());
    client.send(bytes);
    if (bytes.size() != 10) CHECK(client.closed());
  }
  Hub::release(hub.connect());
}

TEST_CASE("a message over the limit closes the connection as too large", "[socket]") {
  ServerOptions small = Hub::secure();
  small.message_bytes_max = 1000;
  Hub hub(small);
  const auto client = hub.connect();
  const auto server = hub.accepted.take();
  Listener at_hub;
  Listener at_client;
  start(server, at_hub);
  start(client, at_client);
  send(client, std::string(1000, 'x'));
  CHECK(at_hub.messages.take().size() == 1000);
  send(client, std::string(1001, 'x'));
  const auto why = at_hub.ends.take();
  REQUIRE(why);
  CHECK(why->kind == ErrorKind::kTooLarge);
  CHECK(at_client.ends.take());
  CHECK(at_hub.messages.count() == 0);
  Hub::release(client);
  Hub::release(server);
}

TEST_CASE(
    "a peer that breaks off, sends text or breaks the protocol ends the connection with an error",
    "[socket]") {
  Hub hub{ServerOptions()};
  auto client = std::make_unique<RawClient>(hub.port());
  client->send(upgrade_request("soban.sync.v1"));
  client->read_until("\r\n\r\n");
  const auto server = hub.accepted.take();
  Listener at_hub;
  start(server, at_hub);
  SECTION("breaks off") {
    client.reset();
    const auto why = at_hub.ends.take();
    REQUIRE(why);
    CHECK(why->kind == ErrorKind::kUnavailable);
  }
  SECTION("sends text") {
    client->send(std::string("\x81\x81\0\0\0\0x", 7));
    const auto why = at_hub.ends.take();
    REQUIRE(why);
    CHECK(why->kind == ErrorKind::kProtocol);
    CHECK(at_hub.messages.count() == 0);
  }
  SECTION("sends an unmasked frame") {
    client->send(std::string("\x82\x01x", 3));
    const auto why = at_hub.ends.take();
    REQUIRE(why);
    CHECK(why->kind == ErrorKind::kProtocol);
  }
  CHECK(at_hub.ends.count() == 0);
  Hub::release(server);
}

TEST_CASE("a peer that gives no sign of life is noticed within thirty seconds", "[socket][.slow]") {
  Hub hub{ServerOptions()};
  RawClient client(hub.port());
  client.send(upgrade_request("soban.sync.v1"));
  client.read_until("\r\n\r\n");
  const auto server = hub.accepted.take();
  Listener at_hub;
  start(server, at_hub);
  const auto begin = std::chrono::steady_clock::now();
  while (at_hub.ends.count() == 0 &&
         std::chrono::steady_clock::now() - begin < std::chrono::seconds(31)) {
    std::this_thread::sleep_for(
        std::chrono::milliseconds(100));  // nothing to wait on: it is the time that is tested
  }
  REQUIRE(at_hub.ends.count() == 1);
  const auto why = at_hub.ends.take();
  REQUIRE(why);
  CHECK(why->kind == ErrorKind::kUnavailable);
  Hub::release(server);
}

TEST_CASE("a socket whose last owner drops it is closed, without callbacks", "[socket]") {
  Hub hub;
  Listener at_hub;
  Listener at_client;
  auto client = hub.connect();
  const auto server = hub.accepted.take();
  start(server, at_hub);
  const bool started = GENERATE(true, false);
  if (started) start(client, at_client);
  on_loop(client->loop(), [&] {
    client->send("farewell");
    client.reset();
  });
  CHECK(at_hub.messages.take() == "farewell");
  CHECK_FALSE(at_hub.ends.take());
  on_loop(hub.client_loop(), [] {});
  CHECK(at_client.ends.count() == 0);
  Hub::release(server);
}

TEST_CASE("an owner may drop its socket inside a callback", "[socket]") {
  Hub hub;
  Listener at_hub;
  auto client = hub.connect();
  const auto server = hub.accepted.take();
  start(server, at_hub);
  Mail<std::string> seen;
  const auto held = std::make_shared<std::string>("what the callback holds");
  SECTION("in on_message") {
    on_loop(client->loop(), [&] {
      client->start({[&client, &seen, held](std::string_view message) {
                       const std::string copy(message);
                       client.reset();
                       seen.put(copy + ", " + *held);
                     },
                     [](const std::optional<Error>&) {
                       FAIL("no callback comes to an owner that has gone");
                     }});
    });
    send(server, "one");
    CHECK(seen.take() == "one, what the callback holds");
    CHECK_FALSE(at_hub.ends.take());
  }
  SECTION("in on_closed") {
    on_loop(client->loop(), [&] {
      client->start({[](std::string_view) {},
                     [&client, &seen, held](const std::optional<Error>& why) {
                       client.reset();
                       seen.put((why ? "error, " : "good, ") + *held);
                     }});
    });
    on_loop(server->loop(), [&] { server->close(); });
    CHECK(seen.take() == "good, what the callback holds");
    CHECK_FALSE(at_hub.ends.take());
  }
  Hub::release(server);
}

TEST_CASE("a socket whose callbacks keep it alive is freed when the connection ends", "[socket]") {
  Hub hub;
  auto client = hub.connect();
  auto server = hub.accepted.take();
  std::weak_ptr<Socket> watched = client;
  Mail<bool> ended;
  on_loop(client->loop(), [&] {
    client->start({[client](std::string_view) {},
                   [client, &ended](const std::optional<Error>&) { ended.put(true); }});
    client.reset();
  });
  CHECK_FALSE(watched.expired());
  Hub::release(std::move(server));
  ended.take();
  on_loop(hub.client_loop(), [] {});
  CHECK(watched.expired());
}

TEST_CASE("stop closes the connections that are open", "[socket]") {
  Hub hub;
  Listener at_hub;
  Listener at_client;
  const auto client = hub.connect();
  const auto server = hub.accepted.take();
  start(server, at_hub);
  start(client, at_client);
  hub.server().stop();
  CHECK_FALSE(at_hub.ends.take());
  CHECK_FALSE(at_client.ends.take());
  Hub::release(client);
  Hub::release(server);
}

TEST_CASE("closing does not wait for ever for a peer that does not answer", "[socket]") {
  Hub hub{ServerOptions()};
  RawClient client(hub.port());
  client.send(upgrade_request("soban.sync.v1"));
  client.read_until("\r\n\r\n");
  const auto server = hub.accepted.take();
  Listener at_hub;
  start(server, at_hub);
  const auto begin = std::chrono::steady_clock::now();
  on_loop(server->loop(), [&] { server->close(); });
  at_hub.ends.take();
  CHECK(std::chrono::steady_clock::now() - begin < std::chrono::seconds(4));
  Hub::release(server);
}

}  // namespace soban::http::test
