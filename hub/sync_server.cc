#include "hub/sync_server.h"

#include <spdlog/spdlog.h>

#include "core/store/local.h"
#include "core/store/queries.h"
#include "core/version.h"
#include "hub/enrolment.h"
#include "hub/health.h"

namespace soban::hub {
namespace {

constexpr std::int64_t kRefusedAgainMs = 60LL * 60 * 1000;

}  // namespace

SyncServer::SyncServer(store::Writer& writer, books::Readers& readers, std::string tls_fingerprint,
                       std::function<void()> on_contact)
    : writer_(writer),
      readers_(readers),
      tls_fingerprint_(std::move(tls_fingerprint)),
      on_contact_(std::move(on_contact)) {}

SyncServer::~SyncServer() = default;

void SyncServer::accept(std::shared_ptr<http::Socket> socket) {
  http::Loop& loop = socket->loop();
  const auto started = store::guarded([&]() -> Result<void> {
    store::Store& reader = readers_.on(loop);
    sync::SessionOptions options;
    options.role = sync::Role::kHub;
    options.hub_key = reader.identity().hub_key;
    options.tls_fingerprint = tls_fingerprint_;
    options.clock_ms = reader.clock().now_ms();
    options.software = kSoftware;
    options.nonce = crypto::random_bytes(32);
    std::uint64_t key = 0;
    {
      const std::lock_guard lock(mutex_);
      if (stopping_) return {};
      key = next_key_++;
    }
    auto link =
        sync::Link::start(std::move(options), std::move(socket), writer_, reader, hooks(key, loop));
    const std::lock_guard lock(mutex_);
    peers_[key].link = std::move(link);
    return {};
  });
  if (!started)
    spdlog::error("could not begin a session: {} {}", started.error().text, started.error().detail);
}

sync::Link::Hooks SyncServer::hooks(std::uint64_t key, http::Loop& loop) {
  sync::Link::Hooks hooks;
  hooks.device = [this, &loop](log::DeviceId id) { return check_device(readers_.on(loop), id); };
  hooks.opened = [this, key, &loop](const auto& peer, const auto& hello, std::int64_t clock_ms) {
    opened(key, *peer, hello, clock_ms, loop);
  };
  hooks.enrol = [this, key, &loop](sync::EnrolRequest request) {
    enrol(key, std::move(request), loop);
  };
  hooks.progressed = [this, key] { progressed(key); };
  hooks.finished = [this, key](std::optional<Error> why) { finished(key, why); };
  return hooks;
}

void SyncServer::opened(std::uint64_t key, const log::Writer& device, const sync::HelloBody& hello,
                        std::int64_t peer_clock_ms, http::Loop& loop) {
  {
    const std::lock_guard lock(mutex_);
    Peer& peer = peers_[key];
    peer.device = device;
    set_waiting(peer, hello.waiting());
  }
  const std::int64_t now = readers_.on(loop).clock().now_ms();
  spdlog::info("{} ({}) is here", device.name, log::to_string(device.device));
  const store::Contact contact{now, hello.waiting(), peer_clock_ms - now, hello.software(),
                               static_cast<std::int64_t>(hello.disk_free_bytes())};
  writer_.note(
      [id = device.device, contact](store::Store& store) -> Result<void> {
        store::save_contact(store.database(), id, contact);
        return {};
      },
      [this](const Result<void>& outcome) {
        if (!outcome) spdlog::warn("could not note a contact: {}", outcome.error().text);
        on_contact_();
      });
}

void SyncServer::enrol(std::uint64_t key, sync::EnrolRequest request, http::Loop& loop) {
  const auto grant = std::make_shared<sync::EnrolGrant>();
  writer_.submit(
      [request = std::move(request), grant](store::Store& store) -> Result<void> {
        auto granted = grant_enrolment(store, request);
        if (!granted) return fail(granted.error());
        *grant = *std::move(granted);
        return {};
      },
      [this, key, grant, &loop](Result<void> outcome) {
        loop.post([this, key, grant, outcome = std::move(outcome)] {
          const auto link = find(key);
          if (!link) return;
          if (outcome) {
            link->enrol_decided(*grant);
          } else {
            spdlog::info("an enrolment was refused: {}", outcome.error().text);
            link->enrol_decided(fail(outcome.error()));
          }
        });
      });
}

// Needs the mutex.
void SyncServer::set_waiting(Peer& peer, std::uint64_t waiting) {
  if (peer.waiting > 0) senders_ -= 1;
  peer.waiting = waiting;
  if (peer.waiting > 0) senders_ += 1;
  writer_.expect(senders_);
}

void SyncServer::progressed(std::uint64_t key) {
  std::optional<log::DeviceId> caught_up;
  {
    const std::lock_guard lock(mutex_);
    const auto found = peers_.find(key);
    if (found == peers_.end() || !found->second.link) return;
    Peer& peer = found->second;
    const std::uint64_t waiting = peer.link->progress().to_receive;
    if (waiting == 0 && peer.waiting > 0 && peer.device) caught_up = peer.device->device;
    set_waiting(peer, waiting);
  }
  // A laptop stays connected for hours: the office shall not read all the while what waited at its beginning.
  if (caught_up) note_contact(*caught_up, 0);
}

void SyncServer::finished(std::uint64_t key, const std::optional<Error>& why) {
  std::optional<log::Writer> device;
  std::optional<log::DeviceId> claimed;
  std::uint64_t waiting = 0;
  {
    const std::lock_guard lock(mutex_);
    const auto found = peers_.find(key);
    if (found == peers_.end()) return;
    device = found->second.device;
    if (found->second.link) claimed = found->second.link->claimed();
    waiting = found->second.waiting;
    set_waiting(found->second, 0);
    peers_.erase(found);
    gone_.notify_all();
  }
  if (why) spdlog::info("a session ended: {} {}", why->text, why->detail);
  if (device) note_contact(device->device, waiting);
  if (why && claimed && is_refusal(*why)) note_refused(*claimed, *why);
}

// Who it was need not be proved, so this is a hint to the office and no more, and is noted of laptops that the office knows, once
// an hour each: it gives a stranger nothing to fill the disk with.
void SyncServer::note_refused(log::DeviceId device, const Error& why) {
  writer_.note(
      [device,
       code = sync::refusal_name(sync::refusal_for(why))](store::Store& store) -> Result<void> {
        const auto known = store::find_device(store.database(), device);
        if (!known || known->revoked) return {};
        const std::int64_t now = store.clock().now_ms();
        const auto contact = store::find_contact(store.database(), device);
        const bool said =
            contact && contact->refused == code && now - contact->refused_ms < kRefusedAgainMs;
        if (!said) store::note_refused(store.database(), device, code, now);
        return {};
      },
      [this](const Result<void>& outcome) {
        if (!outcome) spdlog::debug("could not note a refusal: {}", outcome.error().text);
        on_contact_();
      });
}

void SyncServer::note_contact(log::DeviceId device, std::uint64_t waiting) {
  writer_.note(
      [device, waiting](store::Store& store) -> Result<void> {
        store::touch_contact(store.database(), device, store.clock().now_ms(),
                             static_cast<std::int64_t>(waiting));
        return {};
      },
      [this](const Result<void>& outcome) {
        if (!outcome) spdlog::debug("could not note a contact: {}", outcome.error().text);
        on_contact_();
      });
}

std::shared_ptr<sync::Link> SyncServer::find(std::uint64_t key) {
  const std::lock_guard lock(mutex_);
  const auto found = peers_.find(key);
  return found == peers_.end() ? nullptr : found->second.link;
}

void SyncServer::committed(const store::Committed& what, bool devices_changed) {
  const bool photos_changed = what.names_attachments || !what.attachments.empty();
  const auto photos = photos_changed ? std::make_shared<const store::Committed>(what) : nullptr;
  const std::lock_guard lock(mutex_);
  for (const auto& [key, peer] : peers_) {
    if (!peer.link || !peer.device) continue;
    std::vector<store::LogInfo> theirs;
    for (const store::LogInfo& info : what.advanced) {
      if (info.village.empty() || info.village == peer.device->village) theirs.push_back(info);
    }
    if (theirs.empty() && !devices_changed && !photos) continue;
    peer.link->loop().post([this, photos, link = peer.link, theirs = std::move(theirs),
                            devices_changed, device = peer.device->device] {
      for (const store::LogInfo& info : theirs) link->advanced(info);
      if (photos) link->attachments_changed(*photos);
      if (devices_changed) recheck(link, device);
    });
  }
}

void SyncServer::recheck(const std::shared_ptr<sync::Link>& link, log::DeviceId device) {
  const auto allowed =
      store::guarded([&] { return check_device(readers_.on(link->loop()), device); });
  if (!allowed && allowed.error().kind == ErrorKind::kForbidden) {
    link->refuse(sync::REFUSAL_REVOKED, allowed.error().text);
  }
}

bool SyncServer::online(log::DeviceId device) {
  const std::lock_guard lock(mutex_);
  for (const auto& [key, peer] : peers_) {
    if (peer.device && peer.device->device == device) return true;
  }
  return false;
}

void SyncServer::stop(std::chrono::milliseconds grace) {
  std::vector<std::shared_ptr<sync::Link>> links;
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
    for (const auto& [key, peer] : peers_) {
      if (peer.link) links.push_back(peer.link);
    }
  }
  for (const auto& link : links) {
    link->loop().post([link] { link->leave(); });
  }
  links.clear();
  std::unique_lock lock(mutex_);
  gone_.wait_for(lock, grace, [this] { return peers_.empty(); });
}

}  // namespace soban::hub
