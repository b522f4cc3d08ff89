// Requests and answers, on plain connections, as bytes.
#include <atomic>
#include <catch2/catch.hpp>
#include <thread>

#include "tests/core/http/support.h"

namespace soban::http::test {
namespace {

using Catch::Matchers::Contains;
using Catch::Matchers::EndsWith;
using Catch::Matchers::StartsWith;

class Site {
 public:
  explicit Site(Handler handler, ServerOptions options = {})
      : server_(loops_, std::move(options), std::move(handler)) {
    if (const auto started = server_.start(); !started)
      throw std::runtime_error(started.error().text);
  }
  std::uint16_t port() const { return server_.port(); }
  Server& server() { return server_; }
  LoopPool& loops() { return loops_; }

 private:
  LoopPool loops_{2};
  Server server_;
};

Response text_response(std::string text) {
  Response response;
  response.content_type = "text/plain";
  response.body = std::move(text);
  return response;
}

// Says what it understood.
void describe(Loop&, const Request& request, const Reply& reply) {
  std::string text = request.method + " " + request.path + "\n";
  for (const auto& [name, value] : request.query) text += "? " + name + "=" + value + "\n";
  text += "x-test " + std::string(request.header("x-test")) + "\n";
  text += "cookie " + request.cookie("session").value_or("none") + "\n";
  text += "from " + request.remote_address + "\n";
  text += "body " + request.body;
  reply(text_response(text));
}

std::string once(std::uint16_t port, std::string_view request) {
  RawClient client(port);
  client.send(request);
  return client.read_response();
}

}  // namespace

TEST_CASE("a parameter that is not there says nothing", "[http]") {
  Request request;
  request.query = {{"year", "2026"}, {"village", ""}};
  CHECK(parameter(request, "year") == "2026");
  CHECK(parameter(request, "village").empty());
  CHECK(parameter(request, "limit").empty());
}

TEST_CASE("a handler sees the request decoded", "[http]") {
  Site site(describe);
  const std::string answer = once(
      site.port(),
      "POST /h%E1%BB%99%20m%E1%BB%9Bi?a=1&b=x+y%26z&a=2&flag HTTP/1.1\r\nHost: x\r\nX-Test: one\r\n"
      "Cookie: other=1; session=abc\r\nContent-Length: 5\r\n\r\nhello");
  CHECK_THAT(answer, StartsWith("HTTP/1.1 200 OK\r\n"));
  CHECK_THAT(answer, EndsWith("POST /hộ mới\n? a=2\n? b=x y&z\n? flag=\nx-test one\ncookie abc\n"
                              "from 127.0.0.1\nbody hello"));
}

TEST_CASE("every answer has the headers that browsers need to be careful", "[http]") {
  Site site([](Loop&, const Request& request, const Reply& reply) {
    Response response = text_response("x");
    if (request.path == "/cached") response.headers.emplace_back("cache-control", "max-age=60");
    reply(response);
  });
  const std::string plain = once(site.port(), "GET / HTTP/1.1\r\nHost: x\r\n\r\n");
  CHECK_THAT(plain, Contains("X-Content-Type-Options: nosniff\r\n"));
  CHECK_THAT(plain, Contains("Referrer-Policy: no-referrer\r\n"));
  CHECK_THAT(plain, Contains("Cache-Control: no-store\r\n"));
  const std::string cached = once(site.port(), "GET /cached HTTP/1.1\r\nHost: x\r\n\r\n");
  CHECK_THAT(cached, Contains("cache-control: max-age=60\r\n"));
  CHECK_THAT(cached, !Contains("no-store"));
}

TEST_CASE("a connection serves several requests, also when they come at once", "[http]") {
  Site site(describe);
  RawClient client(site.port());
  client.send("GET /1 HTTP/1.1\r\nHost: x\r\n\r\nGET /2 HTTP/1.1\r\nHost: x\r\n\r\n");
  CHECK_THAT(client.read_response(), Contains("GET /1\n"));
  CHECK_THAT(client.read_response(), Contains("GET /2\n"));
  client.send("GET /3 HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
  CHECK_THAT(client.read_response(), Contains("GET /3\n"));
  CHECK(client.closed());
}

TEST_CASE("HEAD gives the head of what GET gives", "[http]") {
  Site site([](Loop&, const Request&, const Reply& reply) { reply(text_response("12345")); });
  RawClient client(site.port());
  client.send("HEAD / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
  const std::string answer = client.read_all();
  CHECK_THAT(answer, StartsWith("HTTP/1.1 200 OK\r\n"));
  CHECK_THAT(answer, Contains("Content-Length: 5\r\n"));
  CHECK_THAT(answer, EndsWith("\r\n\r\n"));
}

TEST_CASE("a body in chunks is put together, and 100-continue is answered", "[http]") {
  Site site(describe);
  CHECK_THAT(once(site.port(),
                  "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n"
                  "3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n"),
             EndsWith("body abcde"));
  RawClient waiting(site.port());
  waiting.send("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\nExpect: 100-continue\r\n\r\n");
  CHECK_THAT(waiting.read_until("\r\n\r\n"), StartsWith("HTTP/1.1 100"));
  waiting.send("abc");
  CHECK_THAT(waiting.read_response(), EndsWith("body abc"));
}

TEST_CASE("requests that are refused get a JSON error of their kind", "[http]") {
  ServerOptions options;
  options.body_bytes_max = 100'000;
  Site site(describe, options);
  struct Case {
    const char* what;
    std::string request;
    const char* status;
    const char* kind;
  };
  const std::string get = "GET / HTTP/1.1\r\nHost: x\r\n";
  const std::vector<Case> cases = {
      {"garbage", "\x01\x02\x03 what?\r\n\r\n", "HTTP/1.1 400 ",
       R"("kind":"invalid","code":"bad_request")"},
      {"a bad version", "GET / HTTP/9.9\r\n\r\n", "HTTP/1.1 400 ",
       R"("kind":"invalid","code":"bad_request")"},
      {"two lengths", get + "Content-Length: 1\r\nContent-Length: 2\r\n\r\n", "HTTP/1.1 400 ",
       R"("kind":"invalid")"},
      {"a body announced too large", get + "Content-Length: 100001\r\n\r\n", "HTTP/1.1 413 ",
       R"("kind":"too_large")"},
      {"a body that is too large",
       get + "Content-Length: 3000000\r\n\r\n" + std::string(3'000'000, 'x'), "HTTP/1.1 413 ",
       R"("kind":"too_large")"},
      {"chunks that are too large",
       get + "Transfer-Encoding: chunked\r\n\r\n186a1\r\n" + std::string(100'001, 'x') +
           "\r\n0\r\n\r\n",
       "HTTP/1.1 413 ", R"("kind":"too_large")"},
      {"a header that is too large", get + "X: " + std::string(17 << 10, 'x') + "\r\n\r\n",
       "HTTP/1.1 4", R"({"error":{"kind":)"},
  };
  for (const Case& one : cases) {
    INFO(one.what);
    RawClient client(site.port());
    client.send(one.request);
    const std::string answer = client.read_response();
    CHECK_THAT(answer, StartsWith(one.status));
    CHECK_THAT(answer, Contains(R"({"error":{)") && Contains(one.kind));
    CHECK(client.closed());
  }
  CHECK_THAT(once(site.port(), get + "\r\n"), StartsWith("HTTP/1.1 200 "));
}

TEST_CASE("a body as large as allowed arrives whole", "[http]") {
  ServerOptions options;
  options.body_bytes_max = 4 << 20;
  Site site(
      [](Loop&, const Request& request, const Reply& reply) { reply(text_response(request.body)); },
      options);
  std::string body(options.body_bytes_max, '\0');
  for (std::size_t i = 0; i < body.size(); ++i) body[i] = static_cast<char>(i * 7919 >> 8);
  RawClient client(site.port());
  client.send("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: " + std::to_string(body.size()) +
              "\r\n\r\n");
  std::thread sender([&] { client.send(body); });
  const std::string answer = client.read_response();
  sender.join();
  CHECK(answer.substr(answer.find("\r\n\r\n") + 4) == body);
}

TEST_CASE("a handler that throws, or forgets to answer, gives a 500", "[http]") {
  Site site([](Loop&, const Request& request, const Reply& reply) {
    if (request.path == "/throw") throw std::runtime_error("on purpose, by a test");
    if (request.path == "/late") std::thread([reply] { reply(text_response("late")); }).detach();
  });
  CHECK_THAT(once(site.port(), "GET /throw HTTP/1.1\r\n\r\n"),
             StartsWith("HTTP/1.1 500 ") && Contains(R"("error")"));
  CHECK_THAT(once(site.port(), "GET /forget HTTP/1.1\r\n\r\n"), StartsWith("HTTP/1.1 500 "));
  CHECK_THAT(once(site.port(), "GET /late HTTP/1.1\r\n\r\n"), EndsWith("late"));
}

TEST_CASE("an answer that comes after the client has gone is dropped", "[http]") {
  Mail<Reply> replies;
  Site site([&](Loop&, const Request&, const Reply& reply) { replies.put(reply); });
  {
    RawClient client(site.port());
    client.send("GET / HTTP/1.1\r\n\r\n");
    Reply reply = replies.take();
    // The client goes first.
    replies.put(std::move(reply));
  }
  replies.take()(text_response("too late"));
  RawClient another(site.port());
  another.send("GET / HTTP/1.1\r\n\r\n");
  replies.take()(text_response("in time"));
  CHECK_THAT(another.read_response(), EndsWith("in time"));
}

TEST_CASE("a header that could smuggle in another is not sent", "[http]") {
  Site site([](Loop&, const Request&, const Reply& reply) {
    Response response = text_response("x");
    response.headers.emplace_back("Location", "/a\r\nSet-Cookie: stolen=1");
    reply(response);
  });
  CHECK_THAT(once(site.port(), "GET / HTTP/1.1\r\n\r\n"), !Contains("\nSet-Cookie"));
}

TEST_CASE("an idle connection and one that dribbles its request are closed", "[http]") {
  ServerOptions options;
  options.idle_timeout = std::chrono::seconds(1);
  Site site(describe, options);
  RawClient silent(site.port());
  CHECK(silent.closed());
  RawClient half(site.port());
  half.send("POST / HTTP/1.1\r\nContent-Length: 10\r\n\r\nabc");
  CHECK(half.closed());
}

TEST_CASE("ports and addresses that can't be had are errors that say what to do", "[http]") {
  Site first(describe);
  LoopPool loops(1);
  const auto start = [&](const std::string& host, std::uint16_t port) {
    ServerOptions options;
    options.host = host;
    options.port = port;
    Server server(loops, options, describe);
    return server.start();
  };
  const auto taken = start("127.0.0.1", first.port());
  REQUIRE_FALSE(taken);
  CHECK(taken.error().kind == ErrorKind::kConflict);
  CHECK(taken.error().code == "port_in_use");
  CHECK(taken.error().text ==
        "port " + std::to_string(first.port()) +
            " is already used by another program; stop it or choose another with --listen");
  for (const char* host : {"not an address", "203.0.113.7"}) {
    const auto bad = start(host, 0);
    REQUIRE_FALSE(bad);
    CHECK(bad.error().kind == ErrorKind::kInvalid);
    CHECK(bad.error().code == "bad_address");
  }
}

TEST_CASE("stop lets answers under way finish, ends idle connections, and frees the port",
          "[http]") {
  Mail<Reply> replies;
  auto site = std::make_unique<Site>(
      [&](Loop&, const Request&, const Reply& reply) { replies.put(reply); });
  const std::uint16_t port = site->port();
  RawClient idle(port);
  RawClient busy(port);
  busy.send("GET / HTTP/1.1\r\n\r\n");
  const Reply reply = replies.take();
  std::thread stopper([&] { site->server().stop(); });
  CHECK(idle.closed());
  reply(text_response("finished"));
  CHECK_THAT(busy.read_response(), EndsWith("finished"));
  CHECK(busy.closed());
  stopper.join();
  CHECK_THROWS(RawClient(port));
  ServerOptions options;
  options.port = port;
  Server next(site->loops(), options, describe);
  CHECK(next.start());
}

TEST_CASE("stop does not wait longer than its grace for an answer", "[http]") {
  Mail<Reply> replies;
  Site site([&](Loop&, const Request&, const Reply& reply) { replies.put(reply); });
  RawClient client(site.port());
  client.send("GET / HTTP/1.1\r\n\r\n");
  const Reply never = replies.take();
  const auto begin = std::chrono::steady_clock::now();
  site.server().stop(std::chrono::milliseconds(50));
  CHECK(std::chrono::steady_clock::now() - begin < std::chrono::milliseconds(1500));
  CHECK(client.closed());
  never(text_response("nobody is there"));
}

TEST_CASE("event streams bring events until the client goes", "[http][sse]") {
  Mail<std::shared_ptr<EventStream>> streams;
  Site site([&](Loop&, const Request&, const Reply& reply) {
    Response response;
    response.on_stream = [&](std::shared_ptr<EventStream> stream) {
      streams.put(std::move(stream));
    };
    reply(std::move(response));
  });
  const auto client = std::make_unique<RawClient>(site.port());
  client->send("GET /events HTTP/1.1\r\n\r\n");
  const std::string head = client->read_until("\r\n\r\n");
  CHECK_THAT(head, StartsWith("HTTP/1.1 200 OK\r\n") &&
                       Contains("Content-Type: text/event-stream") && Contains("nosniff") &&
                       Contains("no-referrer") && Contains("no-store"));
  const auto stream = streams.take();
  stream->send("record", "one");
  CHECK(client->read_until("\n\n") == "event: record\ndata: one\n\n");
  stream->send("record", "two\nlines");
  CHECK(client->read_until("\n\n") == "event: record\ndata: two\ndata: lines\n\n");
  CHECK_FALSE(stream->closed());

  SECTION("dropping the stream ends it after what was sent") {
    stream->send("last", "3");
    std::weak_ptr<EventStream> gone = stream;
    const_cast<std::shared_ptr<EventStream>&>(stream).reset();
    CHECK(gone.expired());
    CHECK(client->read_all() == "event: last\ndata: 3\n\n");
  }
  SECTION("stop ends it") {
    site.server().stop();
    CHECK(client->closed());
    CHECK(stream->closed());
    stream->send("into", "the void");
  }
  SECTION("a client that does not read is dropped, and the sender is not held up") {
    const std::string large(64 << 10, 'x');
    for (int i = 0; i < 2000 && !stream->closed(); ++i) stream->send("large", large);
    CHECK(stream->closed());
    CHECK(client->closed());
  }
}

TEST_CASE("an event stream notices at once that its client has gone", "[http][sse]") {
  Mail<std::shared_ptr<EventStream>> streams;
  Site site([&](Loop&, const Request&, const Reply& reply) {
    Response response;
    response.on_stream = [&](std::shared_ptr<EventStream> stream) {
      streams.put(std::move(stream));
    };
    reply(std::move(response));
  });
  std::shared_ptr<EventStream> stream;
  {
    RawClient client(site.port());
    client.send("GET /events HTTP/1.1\r\n\r\n");
    client.read_until("\r\n\r\n");
    stream = streams.take();
  }
  const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(5);
  while (!stream->closed() && std::chrono::steady_clock::now() < deadline)
    std::this_thread::yield();
  CHECK(stream->closed());
}

TEST_CASE("more connections than the limit are turned away, and there is room again afterwards",
          "[http]") {
  Site site(describe);
  std::deque<std::unique_ptr<RawClient>> clients;
  for (int i = 0; i < 600; ++i) clients.push_back(std::make_unique<RawClient>(site.port()));
  CHECK(clients.back()->closed());
  clients.clear();
  std::string answer;
  for (int i = 0; i < 1000 && answer.empty(); ++i)
    answer = once(site.port(), "GET / HTTP/1.1\r\n\r\n");
  CHECK_THAT(answer, StartsWith("HTTP/1.1 200 "));
}

}  // namespace soban::http::test
