// A small blocking HTTP client, plain or over TLS: one connection a request, and event streams.
#pragma once

#include <chrono>
#include <cstdint>
#include <map>
#include <memory>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>

namespace soban::e2e {

using Headers = std::map<std::string, std::string>;  // of an answer: names in lower case

struct Answer {
  int status = 0;
  Headers headers;
  std::string body;

  nlohmann::json json() const { return nlohmann::json::parse(body); }
  // Of the error that the body tells; "" when it tells none.
  std::string code() const;
};

// One connection to 127.0.0.1. Throws when it can't be made or the other side falls silent.
class Wire {
 public:
  Wire(std::uint16_t port, bool tls);
  ~Wire();
  Wire(const Wire&) = delete;
  Wire& operator=(const Wire&) = delete;

  void send(std::string_view bytes);
  // What comes until `mark` has come, with it. Throws at the end, or after `patience`.
  std::string read_until(std::string_view mark);
  std::string read_bytes(std::size_t count);

 private:
  struct Tls;
  std::string take(std::size_t count);
  void read_more();

  int descriptor_ = -1;
  std::unique_ptr<Tls> tls_;
  std::string read_;
};

class HttpClient {
 public:
  HttpClient(std::uint16_t port, bool tls) : port_(port), tls_(tls) {}

  // Sent with every request; a Host of its own takes the place of the right one.
  Headers& headers() { return headers_; }
  Answer get(const std::string& target) const { return request("GET", target, {}, {}); }
  Answer post(const std::string& target, const std::string& body) const {
    return request("POST", target, body, {});
  }
  Answer request(const std::string& method, const std::string& target, const std::string& body,
                 const Headers& more) const;

 private:
  friend class Events;
  std::string head(const std::string& method, const std::string& target, std::size_t length,
                   const Headers& more) const;

  std::uint16_t port_;
  bool tls_;
  Headers headers_;
};

// A stream of server-sent events.
class Events {
 public:
  explicit Events(const HttpClient& client);
  const Answer& answer() const { return answer_; }
  // The data of the next event of that name; others are passed over.
  std::string next(const std::string& name);

 private:
  Wire wire_;
  Answer answer_;
};

}  // namespace soban::e2e
