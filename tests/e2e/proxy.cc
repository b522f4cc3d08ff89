#include "tests/e2e/proxy.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <stdexcept>
#include <utility>
#include <vector>

namespace soban::e2e {
namespace {

constexpr int kTickMs = 5;  // how soon the thread sees what the test wants
constexpr std::size_t kWaitingMax = 256 << 10;
// Packets of a slow line: what the buffers of its modems hold, some 45 KB.
constexpr std::size_t kLateMax = 32;

sockaddr_in loopback(std::uint16_t port) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  return address;
}

int connect_to(std::uint16_t port) {
  const int made = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  const sockaddr_in address = loopback(port);
  if (::connect(made, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0)
    return made;
  ::close(made);
  return -1;
}

void make_quick(int descriptor) {
  const int on = 1;
  ::setsockopt(descriptor, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
}

}  // namespace

std::size_t RecordMeter::take(std::string_view bytes, const std::optional<Cut>& cut) {
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    if (cut && reached(*cut)) return i;
    take_byte(static_cast<unsigned char>(bytes[i]));
  }
  return bytes.size();
}

void RecordMeter::take_byte(unsigned char byte) {
  if (at_ == 3) length_ = std::size_t{byte} << 8;
  if (at_ == 4) length_ += byte + kHeaderBytes;
  ++at_;
  if (at_ < kHeaderBytes || at_ < length_) return;
  ++records_;
  at_ = 0;
}

bool RecordMeter::reached(const Cut& cut) const {
  if (records_ != cut.records) return records_ > cut.records;
  switch (cut.inside) {
    case Inside::kNothing:
      return true;
    case Inside::kFirstByte:
      return at_ >= 1;
    case Inside::kHalf:
      return at_ >= kHeaderBytes && at_ >= length_ / 2;
    case Inside::kAllButLastByte:
      return at_ >= kHeaderBytes && at_ + 1 >= length_;
  }
  return false;
}

Proxy::Proxy() : listener_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0)) {
  sockaddr_in address = loopback(0);
  socklen_t size = sizeof address;
  const bool good = ::bind(listener_, reinterpret_cast<sockaddr*>(&address), size) == 0 &&
                    ::listen(listener_, SOMAXCONN) == 0 &&
                    ::getsockname(listener_, reinterpret_cast<sockaddr*>(&address), &size) == 0;
  if (!good) throw std::runtime_error("the proxy can't listen");
  port_ = ntohs(address.sin_port);
  thread_ = std::thread([this] { loop(); });
}

Proxy::~Proxy() {
  stopping_ = true;
  thread_.join();
  for (Connection& connection : open_) close(connection, false);
  ::close(listener_);
}

void Proxy::lead_to(std::uint16_t port) {
  const std::lock_guard lock(mutex_);
  target_ = port;
}

void Proxy::cut_next(const Cut& cut) {
  const std::lock_guard lock(mutex_);
  next_cut_ = cut;
}

void Proxy::cut_all() {
  const std::lock_guard lock(mutex_);
  cut_all_ = true;
}

void Proxy::stall(bool stalled) {
  const std::lock_guard lock(mutex_);
  stalled_ = stalled;
}

void Proxy::slow(std::size_t bytes_per_second, std::chrono::milliseconds delay) {
  const std::lock_guard lock(mutex_);
  bytes_per_second_ = bytes_per_second;
  delay_ = delay;
}

Traffic Proxy::traffic() {
  const std::lock_guard lock(mutex_);
  return last_;
}

void Proxy::loop() {
  while (!stopping_) step();
}

void Proxy::step() {
  std::vector<pollfd> polled{{listener_, POLLIN, 0}};
  std::vector<Connection*> connections;
  {
    const std::lock_guard lock(mutex_);
    for (Connection& connection : open_) {
      connections.push_back(&connection);
      const bool still = stalled_ || connection.stalled;
      for (const Pipe* pipe : {&connection.up, &connection.down}) {
        const bool room = pipe->waiting.size() < kWaitingMax && pipe->late.size() < kLateMax;
        const bool read = !still && !pipe->ended && room;
        const bool write = !still && !pipe->waiting.empty();
        polled.push_back({read ? pipe->from : -1, POLLIN, 0});
        polled.push_back({write ? pipe->to : -1, POLLOUT, 0});
      }
    }
  }
  ::poll(polled.data(), polled.size(), kTickMs);
  const std::lock_guard lock(mutex_);
  const bool all = std::exchange(cut_all_, false);
  for (std::size_t i = 0; i < connections.size(); ++i) {
    Connection& connection = *connections[i];
    if (all) close(connection, true);
    const auto ready = [&](std::size_t which) { return polled[1 + 4 * i + which].revents != 0; };
    for (Pipe* pipe : {&connection.up, &connection.down}) {
      while (!pipe->late.empty() && pipe->late.front().at <= Clock::now()) {
        pipe->waiting += pipe->late.front().bytes;
        pipe->late.pop_front();
      }
    }
    if (!connection.over && ready(0)) read_some(connection, connection.up);
    if (!connection.over && ready(1)) write_some(connection, connection.up);
    if (!connection.over && ready(2)) read_some(connection, connection.down);
    if (!connection.over && ready(3)) write_some(connection, connection.down);
    if (!connection.over) settle(connection, connection.up);
    if (!connection.over) settle(connection, connection.down);
    note(connection);
  }
  open_.remove_if([](const Connection& connection) { return connection.over; });
  if (polled[0].revents != 0) accept_one();
}

void Proxy::accept_one() {
  const int laptop = ::accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC);
  if (laptop < 0) return;
  const int hub = target_ == 0 ? -1 : connect_to(target_);
  if (hub < 0) {
    ::close(laptop);
    return;
  }
  make_quick(laptop);
  make_quick(hub);
  Connection& connection = open_.emplace_back();
  connection.number = ++connections_made_;
  connection.up.from = connection.down.to = laptop;
  connection.up.to = connection.down.from = hub;
  last_ = {};
  const auto cut = std::exchange(next_cut_, std::nullopt);
  if (!cut) return;
  (cut->way == Way::kToHub ? connection.up : connection.down).cut = cut;
}

void Proxy::read_some(Connection& connection, Pipe& pipe) {
  std::array<char, 65536> bytes{};
  const ssize_t size = ::recv(pipe.from, bytes.data(), bytes.size(), MSG_DONTWAIT);
  if (size < 0 && (errno == EAGAIN || errno == EINTR)) return;
  if (size <= 0) {
    pipe.ended = true;
    return;
  }
  if (connection.is_cut || pipe.reached) return;
  bytes_to_hub_ += &pipe == &connection.up ? static_cast<std::size_t>(size) : 0;
  hand_on(connection, pipe, std::string(bytes.data(), static_cast<std::size_t>(size)));
}

// Up to the place where the connection is to be harmed.
void Proxy::hand_on(Connection& connection, Pipe& pipe, std::string came) {
  std::size_t passes = pipe.meter.take(came, pipe.cut);
  const bool flip = pipe.cut && pipe.cut->then == Then::kFlip;
  if (flip && passes < came.size()) {
    came[passes] = static_cast<char>(came[passes] ^ 1);
    passes = came.size();
    connection.flipped = true;
    pipe.cut.reset();
  }
  put_on_line(pipe, std::string_view(came).substr(0, passes));
  pipe.reached = pipe.cut && !flip && pipe.meter.reached(*pipe.cut);
}

void Proxy::put_on_line(Pipe& pipe, std::string_view bytes) {
  if (bytes_per_second_ == 0) {
    pipe.waiting += bytes;
    return;
  }
  constexpr std::size_t kPacketBytes = 1400;
  constexpr std::size_t kLostOneIn = 20;
  constexpr std::chrono::milliseconds kSentAgain{500};
  while (!bytes.empty()) {
    const std::string_view packet = bytes.substr(0, kPacketBytes);
    bytes.remove_prefix(packet.size());
    pipe.free_at = std::max(pipe.free_at, Clock::now()) +
                   std::chrono::microseconds(packet.size() * 1'000'000 / bytes_per_second_);
    if (++pipe.packets % kLostOneIn == 0) pipe.free_at += kSentAgain;
    pipe.late.push_back({pipe.free_at + delay_, std::string(packet)});
  }
}

void Proxy::write_some(Connection& connection, Pipe& pipe) {
  const ssize_t size =
      ::send(pipe.to, pipe.waiting.data(), pipe.waiting.size(), MSG_DONTWAIT | MSG_NOSIGNAL);
  if (size < 0 && (errno == EAGAIN || errno == EINTR)) return;
  if (size < 0) return close(connection, true);
  pipe.waiting.erase(0, static_cast<std::size_t>(size));
}

void Proxy::settle(Connection& connection, Pipe& pipe) {
  if (!pipe.waiting.empty() || !pipe.late.empty()) return;
  if (pipe.reached && !connection.is_cut) return cut(connection, pipe.cut->then);
  if (pipe.ended && !pipe.closed) {
    ::shutdown(pipe.to, SHUT_WR);
    pipe.closed = true;
  }
  if (connection.up.closed && connection.down.closed) close(connection, false);
}

void Proxy::cut(Connection& connection, Then then) {
  connection.is_cut = true;
  switch (then) {
    case Then::kClose:
      connection.up.waiting.clear();
      connection.down.waiting.clear();
      ::shutdown(connection.up.to, SHUT_WR);
      ::shutdown(connection.down.to, SHUT_WR);
      break;
    case Then::kReset:
      close(connection, true);
      break;
    case Then::kStall:
      connection.stalled = true;
      break;
    case Then::kFlip:
      break;  // not a cut
  }
}

void Proxy::close(Connection& connection, bool reset) {
  if (std::exchange(connection.over, true)) return;
  for (const int descriptor : {connection.up.from, connection.up.to}) {
    const linger at_once{1, 0};
    if (reset) ::setsockopt(descriptor, SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
    ::close(descriptor);
  }
}

void Proxy::note(const Connection& connection) {
  if (connection.number != connections_made_) return;
  last_ = {connection.up.meter.records(), connection.down.meter.records(),
           connection.is_cut || connection.flipped};
}

}  // namespace soban::e2e
