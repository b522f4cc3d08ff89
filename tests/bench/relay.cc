#include "tests/bench/relay.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <map>
#include <stdexcept>
#include <vector>

namespace soban::bench {
namespace {

sockaddr_in loopback(std::uint16_t port) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  return address;
}

void require(bool good) {
  if (!good) throw std::runtime_error("the relay could not be set up");
}

}  // namespace

Relay::Relay(std::uint16_t to) : to_(to) {
  listener_ = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address = loopback(0);
  socklen_t size = sizeof(address);
  require(bind(listener_, reinterpret_cast<sockaddr*>(&address), size) == 0 &&
          listen(listener_, 64) == 0 &&
          getsockname(listener_, reinterpret_cast<sockaddr*>(&address), &size) == 0 &&
          pipe(stop_) == 0);
  port_ = ntohs(address.sin_port);
  thread_ = std::thread([this] { run(); });
}

Relay::~Relay() {
  const char byte = 0;
  require(write(stop_[1], &byte, 1) == 1);
  thread_.join();
  for (const int file : {listener_, stop_[0], stop_[1]}) close(file);
}

void Relay::run() {
  std::map<int, int> other;  // each end of a connection to the other
  std::array<char, 1 << 16> buffer{};
  const auto drop = [&](int end) {
    const int peer = other[end];
    other.erase(end);
    other.erase(peer);
    close(end);
    close(peer);
  };
  for (;;) {
    std::vector<pollfd> waiting{{stop_[0], POLLIN, 0}, {listener_, POLLIN, 0}};
    for (const auto& [end, peer] : other) waiting.push_back({end, POLLIN, 0});
    poll(waiting.data(), waiting.size(), -1);
    if (waiting[0].revents != 0) break;
    if (waiting[1].revents != 0) {
      const int in = accept(listener_, nullptr, nullptr);
      const int out = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
      const sockaddr_in address = loopback(to_);
      require(connect(out, reinterpret_cast<const sockaddr*>(&address), sizeof(address)) == 0);
      other[in] = out;
      other[out] = in;
    }
    for (std::size_t i = 2; i < waiting.size(); ++i) {
      if (waiting[i].revents == 0 || !other.contains(waiting[i].fd)) continue;
      const ssize_t got = read(waiting[i].fd, buffer.data(), buffer.size());
      if (got <= 0 ||
          write(other[waiting[i].fd], buffer.data(), static_cast<std::size_t>(got)) != got) {
        drop(waiting[i].fd);
      } else {
        bytes_ += static_cast<std::uint64_t>(got);
      }
    }
  }
  while (!other.empty()) drop(other.begin()->first);
}

}  // namespace soban::bench
