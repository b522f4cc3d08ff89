#include "agent/sync_client.h"

#include <spdlog/spdlog.h>

#include <algorithm>
#include <array>
#include <filesystem>

#include "core/http/local_address.h"
#include "core/store/attachments.h"
#include "core/store/queries.h"
#include "core/sync/tuning.h"
#include "core/version.h"

namespace soban::agent {
namespace {

using std::chrono::milliseconds;

// Acknowledgements come by the dozen; what they say is only wanted after a restart, so it is written together.
constexpr milliseconds kPeerHeadsDelay{50};

}  // namespace

bool needs_people(const std::string& code) {
  static constexpr std::array<std::string_view, 7> kCodes = {
      "unknown_device", "revoked",           "protocol_too_old", "protocol_too_new",
      "wrong_hub",      "wrong_certificate", "forbidden_book"};
  return std::find(kCodes.begin(), kCodes.end(), code) != kCodes.end();
}

SyncClient::SyncClient(http::Loop& loop, store::Writer& writer, store::Store& reader)
    : loop_(loop), writer_(writer), reader_(reader), random_(crypto::random_u64()) {}

SyncClient::~SyncClient() = default;

void SyncClient::start() {
  connect();
  watch_network();
}

void SyncClient::changed() {
  if (listener_) listener_();
}

void SyncClient::watch_network() {
  network_ = loop_.run_after(sync::kNetworkPoll, [this] {
    const std::string now = http::active_interfaces();
    const bool appeared = interfaces_ && now != *interfaces_ && !now.empty();
    interfaces_ = now;
    if (appeared) try_now();
    watch_network();
  });
}

void SyncClient::try_now() {
  if (link_ || connecting_ || stopping_) return;
  failures_ = 0;
  connect();
}

void SyncClient::connect() {
  retry_.reset();
  status_.retry_at_ms.reset();
  if (stopping_ || !reader_.has_identity()) return;
  const store::Identity identity = reader_.identity();
  http::ConnectOptions options;
  options.host = identity.hub_host;
  options.port = identity.hub_port;
  options.pinned_sha256 = identity.hub_pin;
  options.message_bytes_max = sync::kFrameBytesLimit;
  status_.state = LinkState::kConnecting;
  changed();
  connecting_ = http::connect(loop_, options, [this](Result<http::Connected> result) {
    connecting_.reset();
    connected(std::move(result));
  });
}

sync::SessionOptions SyncClient::session_options(const std::string& fingerprint) {
  const store::Identity identity = reader_.identity();
  sync::SessionOptions options;
  options.role = sync::Role::kAgent;
  options.hub_key = identity.hub_key;
  options.tls_fingerprint = fingerprint;
  options.clock_ms = reader_.clock().now_ms();
  options.software = kSoftware;
  options.device = identity.device;
  options.key = reader_.signing_key();
  options.village = identity.village;
  options.waiting = static_cast<std::uint32_t>(store::count_waiting_changes(reader_.database()));
  std::error_code unknown;
  const auto space = std::filesystem::space(reader_.directory(), unknown);
  if (!unknown) options.disk_free_bytes = space.available;
  return options;
}

void SyncClient::connected(Result<http::Connected> result) {
  if (stopping_) return;
  if (!result) return finished(result.error());
  const auto started = store::guarded([&]() -> Result<void> {
    link_ = sync::Link::start(session_options(result->peer_sha256), result->socket, writer_,
                              reader_, hooks());
    return {};
  });
  if (!started) finished(started.error());
}

sync::Link::Hooks SyncClient::hooks() {
  sync::Link::Hooks hooks;
  hooks.opened = [this](const auto&, const auto&, std::int64_t hub_clock_ms) {
    const std::int64_t now = reader_.clock().now_ms();
    status_.code.clear();
    status_.error.reset();
    status_.contact_at_ms = now;
    status_.clock_error_ms = now - hub_clock_ms;
    spdlog::info("connected to the hub");
  };
  hooks.peer_has = [this](log::LogId id, log::Seq seq) { note_peer_head(id, seq); };
  hooks.progressed = [this] { progressed(); };
  hooks.finished = [this](std::optional<Error> why) { finished(std::move(why)); };
  return hooks;
}

void SyncClient::progressed() {
  if (!link_ || !link_->open()) return;
  status_.progress = link_->progress();
  status_.contact_at_ms = reader_.clock().now_ms();
  const bool level = link_->level();
  status_.state = level ? LinkState::kLevel : LinkState::kSending;
  if (level) status_.level_at_ms = status_.contact_at_ms;
  if (level) finish_salvage();
  // A hub that answers but can't take anything (its disk is full) is not asked every second.
  if (level || status_.progress.sent + status_.progress.received > 0) failures_ = 0;
  changed();
}

// The hub has sent all that it has.
void SyncClient::finish_salvage() {
  if (std::exchange(salvage_seen_, true)) return;
  const auto salvaging =
      store::guarded([this]() -> Result<bool> { return reader_.is_salvaging(); });
  if (!salvaging || !*salvaging) return;
  writer_.submit([](store::Store& store) { return store.finish_salvage(); },
                 [](const Result<void>& outcome) {
                   // Tried again at the next connection.
                   if (!outcome)
                     spdlog::error("could not write anew what was read from the damaged file: {}",
                                   outcome.error().text);
                 });
}

void SyncClient::committed(const store::Committed& what) {
  if (!link_) return;
  for (const store::LogInfo& info : what.advanced) {
    if (link_) link_->advanced(info);
  }
  if (link_) link_->attachments_changed(what);
}

store::AttachmentCounts SyncClient::attachments_waiting() {
  if (!link_ || !link_->attachment_pieces()) return {};
  return store::count_attachments(reader_.database());
}

std::uint64_t SyncClient::attachment_pieces() const {
  return link_ ? link_->attachment_pieces().value_or(0) : 0;
}

void SyncClient::finished(std::optional<Error> why) {
  link_.reset();
  salvage_seen_ = false;
  status_.progress = {};
  if (left_) return std::exchange(left_, nullptr)();
  if (stopping_) return;
  status_.code = why ? why->code : "";
  status_.error = why;
  if (why) spdlog::info("sync ended: {} {}", why->text, why->detail);
  schedule(why && needs_people(why->code));
}

void SyncClient::schedule(bool refused) {
  status_.state = refused ? LinkState::kRefused : LinkState::kOff;
  milliseconds ceiling = sync::kReconnectMax;
  if (!refused) {
    ceiling = std::min(sync::kReconnectMax,
                       milliseconds(sync::kReconnectFirst.count() << std::min(failures_, 16U)));
  }
  failures_ += 1;
  std::uniform_int_distribution<std::int64_t> wait(ceiling.count() / 2, ceiling.count());
  const milliseconds delay(wait(random_));
  status_.retry_at_ms = reader_.clock().now_ms() + delay.count();
  retry_ = loop_.run_after(delay, [this] { connect(); });
  changed();
}

void SyncClient::note_peer_head(log::LogId id, log::Seq seq) {
  peer_heads_[id] = seq;
  if (peer_heads_timer_) return;
  peer_heads_timer_ = loop_.run_after(kPeerHeadsDelay, [this] {
    peer_heads_timer_.reset();
    save_peer_heads();
  });
}

void SyncClient::save_peer_heads() {
  auto heads = std::exchange(peer_heads_, {});
  if (heads.empty()) return;
  writer_.note(
      [heads](store::Store& store) -> Result<void> {
        for (const auto& [id, seq] : heads) store.note_peer_head(id, seq);
        return {};
      },
      [this, &loop = loop_, alive = std::weak_ptr<int>(alive_)](const Result<void>& outcome) {
        // Only a memory aid: after a failure the next connection says it again.
        if (!outcome) spdlog::warn("could not note what the hub has: {}", outcome.error().text);
        loop.post([this, alive] {
          if (alive.lock()) changed();
        });
      });
}

void SyncClient::leave(std::function<void()> left) {
  stopping_ = true;
  network_.reset();
  retry_.reset();
  connecting_.reset();
  peer_heads_timer_.reset();
  save_peer_heads();
  if (!link_) return left();
  left_ = std::move(left);
  link_->leave();
}

}  // namespace soban::agent
