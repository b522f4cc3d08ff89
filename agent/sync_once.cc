#include "agent/sync_once.h"

#include <future>

#include "agent/service.h"
#include "core/books/api.h"
#include "core/store/transact.h"

namespace soban::agent {
namespace {

// A fork takes a session to find, one to heal, and the hub's may show in between (docs/protocol.md §3.11).
constexpr int kTriesMax = 8;
// Photos that stop moving are left for the next time.
constexpr std::chrono::seconds kPhotosPatience{10};

// Turns what a SyncClient tells into one outcome; lives on the loop.
class Watch {
 public:
  Watch(http::Loop& loop, SyncClient& client) : loop_(loop), client_(client) {}

  std::future<Result<Exchanged>> outcome() { return promise_.get_future(); }

  void look() {
    const LinkStatus& status = client_.status();
    if (over_) return;
    if (status.state == LinkState::kConnecting) ++tries_;
    const bool heals = status.code == "fork" || status.code == "retry";
    if (status.state == LinkState::kOff && heals && tries_ < kTriesMax) return;
    if (status.state == LinkState::kLevel) {
      wait_for_photos(status);
    } else if (status.state == LinkState::kRefused ||
               (status.state == LinkState::kOff && status.retry_at_ms)) {
      end(fail(status.error.value_or(
          Error{ErrorKind::kUnavailable, "cut", "the hub closed the connection", {}, {}})));
    }
  }

 private:
  // The records are on both sides; photos follow as long as they move.
  void wait_for_photos(const LinkStatus& status) {
    const Exchanged exchanged{status.progress.sent, status.progress.received};
    const auto waiting = client_.attachments_waiting();
    if (waiting.to_send + waiting.to_receive == 0) return end(exchanged);
    const std::uint64_t pieces = client_.attachment_pieces();
    if (patience_ && pieces == pieces_) return;
    pieces_ = pieces;
    patience_ = loop_.run_after(kPhotosPatience, [this, exchanged] {
      if (!over_) end(exchanged);
    });
  }

  void end(Result<Exchanged> result) {
    over_ = true;
    patience_.reset();
    promise_.set_value(std::move(result));
  }

  http::Loop& loop_;
  SyncClient& client_;
  http::Loop::Timer patience_;
  std::uint64_t pieces_ = 0;
  std::promise<Result<Exchanged>> promise_;
  int tries_ = 0;
  bool over_ = false;
};

// Runs `body` on the loop and waits for it.
void on_loop(http::Loop& loop, const std::function<void()>& body) {
  std::promise<void> done;
  loop.post([&] {
    body();
    done.set_value();
  });
  done.get_future().wait();
}

}  // namespace

Result<Exchanged> sync_once(const std::filesystem::path& directory, const log::Clock& clock) {
  auto store =
      store::open_store(directory, store::Database::Mode::kReadWrite, store_options(clock));
  if (!store) return fail(std::move(store));
  if (const auto enrolled = store::require_identity(**store); !enrolled)
    return fail(enrolled.error());
  http::LoopPool loops(1);
  http::Loop& loop = loops.at(0);
  store::Writer writer(*std::move(store));
  books::Readers readers(directory, store_options(clock));
  SyncClient client(loop, writer, readers.on(loop));
  Watch watch(loop, client);
  auto outcome = watch.outcome();
  writer.set_listener([&](const store::Committed& what) {
    loop.post([&client, what] { client.committed(what); });
  });
  on_loop(loop, [&] {
    client.on_status([&] { watch.look(); });
    client.start();
  });
  auto result = outcome.get();
  std::promise<void> left;
  loop.post([&] { client.leave([&] { left.set_value(); }); });
  left.get_future().wait();
  writer.drain();
  writer.stop();
  on_loop(loop, [&] { client.on_status(nullptr); });
  loops.stop();
  return result;
}

}  // namespace soban::agent
