// Keeps the laptop in touch with the hub: connects whenever it can, one Link a connection, and says in plain facts what
// the network is doing. Everything it says is derived from the log and the live connection; nothing is a stored flag.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <random>
#include <string>

#include "core/http/http.h"
#include "core/store/writer.h"
#include "core/sync/link.h"

namespace soban::agent {

enum class LinkState { kOff, kConnecting, kSending, kLevel, kRefused };

struct LinkStatus {
  LinkState state = LinkState::kOff;
  std::string code;            // of the last error or refusal; empty: none
  std::optional<Error> error;  // the same with its text
  sync::Progress progress;
  std::optional<std::int64_t> retry_at_ms;     // next try, where one is waited for
  std::optional<std::int64_t> level_at_ms;     // when everything was last on both sides
  std::optional<std::int64_t> contact_at_ms;   // when the hub last answered
  std::optional<std::int64_t> clock_error_ms;  // our clock minus the hub's
};

class SyncClient {
 public:
  // All outlive the client; `reader` belongs to `loop`.
  SyncClient(http::Loop& loop, store::Writer& writer, store::Store& reader);
  ~SyncClient();

  // The following on the loop.
  void start();    // begins trying; does nothing while the laptop is not enrolled
  void try_now();  // “Thử ngay”
  void committed(const store::Committed& what);
  void leave(std::function<void()> left);  // says goodbye and stops for good
  const LinkStatus& status() const { return status_; }
  // Photos that wait to go or to come, as far as this hub knows of photos; and how many pieces came and went in this session.
  store::AttachmentCounts attachments_waiting();
  std::uint64_t attachment_pieces() const;
  void on_status(std::function<void()> listener) { listener_ = std::move(listener); }

 private:
  void connect();
  void connected(Result<http::Connected> result);
  sync::SessionOptions session_options(const std::string& fingerprint);
  sync::Link::Hooks hooks();
  void progressed();
  void finished(std::optional<Error> why);
  void schedule(bool refused);
  void watch_network();
  void note_peer_head(log::LogId id, log::Seq seq);
  void save_peer_heads();
  void finish_salvage();
  void changed();

  http::Loop& loop_;
  store::Writer& writer_;
  store::Store& reader_;
  LinkStatus status_;
  std::function<void()> listener_;
  std::function<void()> left_;
  http::Connecting connecting_;
  std::shared_ptr<sync::Link> link_;
  http::Loop::Timer retry_;
  http::Loop::Timer network_;
  http::Loop::Timer peer_heads_timer_;
  std::unordered_map<log::LogId, log::Seq> peer_heads_;
  bool salvage_seen_ = false;              // in this connection
  std::optional<std::string> interfaces_;  // at the last look
  unsigned failures_ = 0;
  bool stopping_ = false;
  std::shared_ptr<int> alive_ = std::make_shared<int>(0);  // for jobs that may end after this
  std::mt19937_64 random_;
};

// Of refusals that trying again soon can't change.
bool needs_people(const std::string& code);

}  // namespace soban::agent
