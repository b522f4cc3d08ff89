// What the tests of core/http share: waiting for what happens on loops, and a client that speaks raw bytes.
#pragma once

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

#include <array>
#include <chrono>
#include <condition_variable>
#include <deque>
#include <memory>
#include <mutex>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>

#include "core/crypto/crypto.h"
#include "core/http/http.h"

namespace soban::http::test {

// Longer than anything here should take, so that a test fails instead of hanging.
inline constexpr std::chrono::seconds kPatience{60};

// What comes from loops, waited for by the test.
template <class T>
class Mail {
 public:
  void put(T value) {
    const std::lock_guard lock(mutex_);
    values_.push_back(std::move(value));
    came_.notify_all();
  }
  T take() {
    std::unique_lock lock(mutex_);
    if (!came_.wait_for(lock, kPatience, [this] { return !values_.empty(); })) {
      throw std::runtime_error("nothing came in time");
    }
    T value = std::move(values_.front());
    values_.pop_front();
    return value;
  }
  std::size_t count() {
    const std::lock_guard lock(mutex_);
    return values_.size();
  }

 private:
  std::mutex mutex_;
  std::condition_variable came_;
  std::deque<T> values_;
};

// Runs `work` on the loop and waits for it; afterwards all that had been posted before has run, too.
template <class Work>
void on_loop(Loop& loop, Work work) {
  const auto done = std::make_shared<Mail<bool>>();
  loop.post([done, work = std::move(work)]() mutable {
    work();
    done->put(true);
  });
  done->take();
}

// A plain TCP client.
class RawClient {
 public:
  explicit RawClient(std::uint16_t port) : descriptor_(::socket(AF_INET, SOCK_STREAM, 0)) {
    const timeval patience{kPatience.count(), 0};
    ::setsockopt(descriptor_, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (::connect(descriptor_, reinterpret_cast<sockaddr*>(&address), sizeof address) != 0) {
      ::close(descriptor_);
      throw std::runtime_error("could not connect");
    }
  }
  RawClient(const RawClient&) = delete;
  RawClient& operator=(const RawClient&) = delete;
  ~RawClient() { ::close(descriptor_); }

  // False: the server has closed.
  bool send(std::string_view bytes) {
    while (!bytes.empty()) {
      const ssize_t sent = ::send(descriptor_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
      if (sent <= 0) return false;
      bytes.remove_prefix(static_cast<std::size_t>(sent));
    }
    return true;
  }
  // What comes until `mark` has been seen, or until the end.
  std::string read_until(std::string_view mark) {
    while (!mark.empty() ? read_.find(mark) == std::string::npos : true) {
      if (!read_more()) return std::exchange(read_, {});
    }
    const std::size_t end = read_.find(mark) + mark.size();
    std::string text = read_.substr(0, end);
    read_.erase(0, end);
    return text;
  }
  std::string read_all() { return read_until({}); }
  // One response with its Content-Length.
  std::string read_response() {
    std::string head = read_until("\r\n\r\n");
    const std::size_t at = head.find("Content-Length: ");
    if (at == std::string::npos) return head;
    const std::size_t length = std::stoul(head.substr(at + 16));
    while (read_.size() < length && read_more()) {
    }
    head += read_.substr(0, length);
    read_.erase(0, length);
    return head;
  }
  // True when the server closes, whatever it sends before.
  bool closed() {
    while (read_more()) {
    }
    return ended_;
  }

 private:
  bool read_more() {
    std::array<char, 16384> bytes{};
    const ssize_t size = ::recv(descriptor_, bytes.data(), bytes.size(), 0);
    if (size > 0) read_.append(bytes.data(), static_cast<std::size_t>(size));
    ended_ = size == 0 || (size < 0 && errno == ECONNRESET);
    return size > 0;
  }

  int descriptor_;
  std::string read_;
  bool ended_ = false;
};

struct Identity {
  TlsIdentity pem;
  std::string sha256;
};
inline const Identity& identity() {
  static const Identity made = [] {
    crypto::initialise();
    const crypto::TlsPem pem = crypto::make_tls_identity("127.0.0.1");
    return Identity{{pem.certificate, pem.private_key},
                    crypto::certificate_sha256(pem.certificate).value()};
  }();
  return made;
}

}  // namespace soban::http::test
