#include "tests/e2e/http_client.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <openssl/ssl.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <optional>
#include <sstream>
#include <stdexcept>

namespace soban::e2e {
namespace {

constexpr timeval kPatience{20, 0};

std::string lower(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return text;
}

Answer parse_head(const std::string& head) {
  Answer answer;
  answer.status = std::stoi(head.substr(head.find(' ')));
  std::istringstream lines(head.substr(head.find("\r\n") + 2));
  for (std::string line; std::getline(lines, line);) {
    const std::size_t colon = line.find(": ");
    if (colon == std::string::npos) continue;
    answer.headers[lower(line.substr(0, colon))] =
        line.substr(colon + 2, line.find('\r') - colon - 2);
  }
  return answer;
}

}  // namespace

std::string Answer::code() const {
  const auto read = nlohmann::json::parse(body, nullptr, false);
  return read.is_object() && read.contains("error") ? read["error"].value("code", "") : "";
}

struct Wire::Tls {
  Tls() : context(SSL_CTX_new(TLS_client_method())), session(SSL_new(context)) {}
  Tls(const Tls&) = delete;
  ~Tls() {
    SSL_free(session);
    SSL_CTX_free(context);
  }
  SSL_CTX* context;
  SSL* session;
};

Wire::Wire(std::uint16_t port, bool tls)
    : descriptor_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
  ::setsockopt(descriptor_, SOL_SOCKET, SO_RCVTIMEO, &kPatience, sizeof kPatience);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  bool good =
      ::connect(descriptor_, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0;
  if (good && tls) {
    tls_ = std::make_unique<Tls>();
    SSL_set_fd(tls_->session, descriptor_);
    good = SSL_connect(tls_->session) == 1;
  }
  if (good) return;
  ::close(descriptor_);
  throw std::runtime_error("could not connect to port " + std::to_string(port));
}

Wire::~Wire() {
  tls_.reset();
  ::close(descriptor_);
}

void Wire::send(std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t sent =
        tls_ ? SSL_write(tls_->session, bytes.data(), static_cast<int>(bytes.size()))
             : ::send(descriptor_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (sent <= 0) throw std::runtime_error("the other side closed while a request was sent");
    bytes.remove_prefix(static_cast<std::size_t>(sent));
  }
}

void Wire::read_more() {
  std::array<char, 16384> bytes{};
  const ssize_t size = tls_ ? SSL_read(tls_->session, bytes.data(), static_cast<int>(bytes.size()))
                            : ::recv(descriptor_, bytes.data(), bytes.size(), 0);
  if (size <= 0) throw std::runtime_error("the other side closed or fell silent");
  read_.append(bytes.data(), static_cast<std::size_t>(size));
}

std::string Wire::take(std::size_t count) {
  std::string taken = read_.substr(0, count);
  read_.erase(0, count);
  return taken;
}

std::string Wire::read_until(std::string_view mark) {
  while (read_.find(mark) == std::string::npos) read_more();
  return take(read_.find(mark) + mark.size());
}

std::string Wire::read_bytes(std::size_t count) {
  while (read_.size() < count) read_more();
  return take(count);
}

std::string HttpClient::head(const std::string& method, const std::string& target,
                             std::size_t length, const Headers& more) const {
  Headers all{{"Host", "127.0.0.1:" + std::to_string(port_)},
              {"Content-Length", std::to_string(length)}};
  for (const auto& [name, value] : headers_) all[name] = value;
  for (const auto& [name, value] : more) all[name] = value;
  std::string text = method + ' ' + target + " HTTP/1.1\r\n";
  for (const auto& [name, value] : all) text += name + ": " + value + "\r\n";
  return text + "\r\n";
}

Answer HttpClient::request(const std::string& method, const std::string& target,
                           const std::string& body, const Headers& more) const {
  Wire wire(port_, tls_);
  wire.send(head(method, target, body.size(), more) + body);
  Answer answer = parse_head(wire.read_until("\r\n\r\n"));
  const auto length = answer.headers.find("content-length");
  if (length != answer.headers.end() && method != "HEAD")
    answer.body = wire.read_bytes(std::stoul(length->second));
  return answer;
}

Events::Events(const HttpClient& client) : wire_(client.port_, client.tls_) {
  wire_.send(client.head("GET", "/api/v1/events", 0, {}));
  answer_ = parse_head(wire_.read_until("\r\n\r\n"));
}

std::string Events::next(const std::string& name) {
  constexpr std::string_view kData = "\ndata: ";
  for (;;) {
    const std::string event = wire_.read_until("\n\n");
    if (!event.starts_with("event: " + name + '\n')) continue;
    const std::size_t data = event.find(kData) + kData.size();
    return event.substr(data, event.size() - data - 2);
  }
}

}  // namespace soban::e2e
