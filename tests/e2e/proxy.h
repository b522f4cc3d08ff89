// The road between laptops and hub: a TCP proxy on loopback that a test can cut at an exact place, stall and count. It reads
// the headers of TLS records, so that "after the third record" is the same place whatever the record holds.
#pragma once

#include <atomic>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <list>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <thread>

namespace soban::e2e {

enum class Way { kToHub, kToLaptop };

// How much of the record after the whole ones passes.
enum class Inside { kNothing, kFirstByte, kHalf, kAllButLastByte };

enum class Then {
  kClose,  // what has passed is read, and then the connection ends
  kReset,  // the connection breaks
  kStall,  // nothing passes any more, but nobody is told
  kFlip,   // one bit of the next byte changes on the way, and all goes on
};

struct Cut {
  Way way = Way::kToHub;
  std::size_t records = 0;  // whole ones
  Inside inside = Inside::kNothing;
  Then then = Then::kClose;
};

// Follows the records of one direction by their headers.
class RecordMeter {
 public:
  // How many of `bytes` may pass before the place of the cut; all of them when it lies beyond.
  std::size_t take(std::string_view bytes, const std::optional<Cut>& cut);
  // The place of the cut is just here.
  bool reached(const Cut& cut) const;
  std::size_t records() const { return records_; }

 private:
  void take_byte(unsigned char byte);

  static constexpr std::size_t kHeaderBytes = 5;
  std::size_t records_ = 0;  // whole ones
  std::size_t at_ = 0;       // bytes of the present record
  std::size_t length_ = 0;   // of the present record with its header; known after the header
};

struct Traffic {
  std::size_t records_to_hub = 0;
  std::size_t records_to_laptop = 0;
  bool cut = false;  // or harmed otherwise, as was asked for
};

class Proxy {
 public:
  Proxy();
  ~Proxy();
  Proxy(const Proxy&) = delete;
  Proxy& operator=(const Proxy&) = delete;

  std::uint16_t port() const { return port_; }
  std::string address() const { return "127.0.0.1:" + std::to_string(port_); }
  // New connections go there; 0: nowhere, they are closed at once.
  void lead_to(std::uint16_t port);
  // The next connection is cut there, those after it are not.
  void cut_next(const Cut& cut);
  void cut_all();
  // Nothing passes in any connection until it is let.
  void stall(bool stalled);
  // From now on like a line of so many bytes a second each way; each piece of a packet's size is so late, and one in twenty
  // is lost on the way and sent again, half a second later. Order is kept, as TCP keeps it.
  void slow(std::size_t bytes_per_second, std::chrono::milliseconds delay);
  // Of the connection that was opened last.
  Traffic traffic();
  std::size_t bytes_to_hub() const { return bytes_to_hub_; }
  std::size_t connections() const { return connections_made_; }

 private:
  using Clock = std::chrono::steady_clock;
  struct Late {
    Clock::time_point at;  // may pass from then on
    std::string bytes;
  };
  struct Pipe {
    int from = -1;
    int to = -1;
    std::deque<Late> late;      // on a slow line
    Clock::time_point free_at;  // when the line has carried what was put on it
    std::size_t packets = 0;
    std::string waiting;  // read, allowed to pass, not yet written
    bool ended = false;   // nothing more comes
    bool closed = false;  // and the other side was told
    std::optional<Cut> cut;
    RecordMeter meter;
    bool reached = false;
  };
  struct Connection {
    std::size_t number = 0;
    Pipe up;
    Pipe down;
    bool is_cut = false;
    bool flipped = false;
    bool stalled = false;
    bool over = false;
  };

  void loop();
  void step();
  void accept_one();
  void read_some(Connection& connection, Pipe& pipe);
  void hand_on(Connection& connection, Pipe& pipe, std::string came);
  void put_on_line(Pipe& pipe, std::string_view bytes);
  void write_some(Connection& connection, Pipe& pipe);
  void settle(Connection& connection, Pipe& pipe);
  void cut(Connection& connection, Then then);
  void close(Connection& connection, bool reset);
  void note(const Connection& connection);

  int listener_ = -1;
  std::uint16_t port_ = 0;
  std::mutex mutex_;
  std::uint16_t target_ = 0;
  std::optional<Cut> next_cut_;
  bool cut_all_ = false;
  bool stalled_ = false;
  std::size_t bytes_per_second_ = 0;  // 0: as quick as it goes
  std::chrono::milliseconds delay_{0};
  std::list<Connection> open_;
  Traffic last_;
  std::atomic<std::size_t> bytes_to_hub_ = 0;
  std::atomic<std::size_t> connections_made_ = 0;
  std::atomic<bool> stopping_ = false;
  std::thread thread_;
};

}  // namespace soban::e2e
