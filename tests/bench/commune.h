// A hub and its villages' laptops in this process, for measuring: the products' own services on loopback.
#pragma once

#include <atomic>
#include <condition_variable>
#include <memory>
#include <mutex>

#include "agent/sync_client.h"
#include "core/books/api.h"
#include "hub/service.h"
#include "tests/bench/process.h"
#include "tests/bench/workload.h"
#include "tests/support/temporary_directory.h"

namespace soban::bench {

inline constexpr const char* kRecorder = "Lò Văn Pọm";

// An empty commune with `villages` villages (codes V0, V1 …), 100 households each and 8 campaigns, served.
class Hub {
 public:
  explicit Hub(std::size_t villages);
  ~Hub();

  hub::Service& service() { return *service_; }
  const Books& books(std::size_t village) const { return books_[village]; }
  // A new device's identity.
  store::Identity enrol(std::size_t village);
  std::filesystem::path directory() const { return directory_.path(); }
  // Writes `count` contributions into the books of the first villages by turns, and an account that may review them (log_in).
  void record(std::size_t count, std::size_t villages);
  // Entries of contributions that are durable at the hub, by its own store.
  std::int64_t contributions();

 private:
  void fill(std::size_t villages);

  test::TemporaryDirectory directory_;
  log::SystemClock clock_;
  std::unique_ptr<hub::Service> service_;
  std::vector<Books> books_;
};

// The machine's clock, but for rows that are written as if over days.
class RecordingClock final : public log::Clock {
 public:
  std::int64_t now_ms() const override {
    const std::int64_t set = set_ms_;
    return set > 0 ? set : system_.now_ms();
  }
  void set_ms(std::int64_t ms) { set_ms_ = ms; }
  void follow_system() { set_ms_ = 0; }

 private:
  log::SystemClock system_;
  std::atomic<std::int64_t> set_ms_ = 0;
};

// One laptop: its store, writer and sync client, without the page.
class Laptop {
 public:
  // `port`: where the hub is looked for; the hub's own or a relay's.
  Laptop(Hub& hub, std::size_t village, std::uint16_t port);
  ~Laptop();

  void connect();
  // Waits until both sides hold the same.
  void wait_level();
  void disconnect();
  // Writes `count` contributions without a connection, 500 a commit, dated 5 to 60 s apart as a person writes them.
  std::vector<Row> fill(std::size_t count);
  // Records one and waits for the hub's acknowledgement; nanoseconds from saved to acknowledged.
  std::int64_t record_live(std::uint64_t n);
  // Until everything held is applied.
  void drain() { writer_->drain(); }
  std::filesystem::path directory() const { return directory_.path(); }

 private:
  void wait(const std::function<bool()>& condition);
  // On the loop.
  void look();
  http::Loop& loop() { return loops_.at(0); }

  test::TemporaryDirectory directory_;
  RecordingClock clock_;
  const Books& books_;
  std::string village_;
  http::LoopPool loops_{1};
  std::unique_ptr<store::Writer> writer_;
  std::unique_ptr<books::Readers> readers_;
  std::unique_ptr<agent::SyncClient> client_;
  std::mutex mutex_;
  std::condition_variable changed_;
  agent::LinkState state_ = agent::LinkState::kOff;
  std::uint64_t sent_ = 0;
  std::int64_t looked_ns_ = 0;
};

// With the account that Hub::record made: the header lines of a request that may change something.
std::string log_in(Client& client);

}  // namespace soban::bench
