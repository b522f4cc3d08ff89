#include "tests/support/wire.h"

#include <stdexcept>

#include "tests/support/expect.h"

namespace soban::test {
namespace {

// Unlike any other session's.
std::string next_nonce() {
  static std::uint64_t last = 0;
  return std::string(crypto::view(crypto::blake2b({"nonce", std::to_string(++last)})));
}

std::string text_of(const store::LogInfo& info) {
  return log::to_string(info.id) + ' ' + std::to_string(info.head.seq) + ' ' +
         crypto::to_hex(crypto::view(info.head.hash));
}

}  // namespace

sync::SessionOptions hub_options(const Commune& commune) {
  sync::SessionOptions options;
  options.role = sync::Role::kHub;
  options.hub_key = commune.hub_key().public_key();
  options.tls_fingerprint = "the hub's certificate";
  options.clock_ms = kMorningMs;
  options.software = "soban-hub test";
  options.nonce = next_nonce();
  return options;
}

sync::SessionOptions agent_options(Device& agent) {
  sync::SessionOptions options;
  options.role = sync::Role::kAgent;
  options.hub_key = agent.identity().hub_key;
  options.tls_fingerprint = "the hub's certificate";
  options.clock_ms = kMorningMs;
  options.software = "soban-agent test";
  options.device = agent.identity().device;
  options.key = expect(crypto::SigningKey::from_seed(agent.identity().seed));
  options.village = agent.identity().village;
  return options;
}

// ------------------------------------------------------------------------------------------------------------- Peer

Peer::Peer(const Commune& commune, Device& device, sync::SessionOptions options)
    : commune_(commune), device_(device), session_(std::move(options), *this, *this) {
  listener_ = device_.add_listener([this](const store::LogInfo& info) {
    if (!over_) session_.advanced(info, device_.clock.now_ms());
  });
  attachment_listener_ = device_.add_attachment_listener([this](const store::AttachmentId& id) {
    if (!over_) session_.attachment_arrived(id);
  });
}

Peer::~Peer() {
  device_.remove_listener(listener_);
  device_.remove_listener(attachment_listener_);
}

void Peer::receive(std::string_view frame) { session_.receive(frame, device_.clock.now_ms()); }

bool Peer::commit_one() {
  if (commits_.empty()) return keep_one();
  const Commit next = std::move(commits_.front());
  commits_.pop_front();
  Result<log::Head> head;
  {
    store::Transaction transaction(device_.database());
    head = sync::append_shared(device_.store(), next.batch.batch, next.books);
    if (head) transaction.commit();
  }
  session_.committed(next.ticket, head, device_.clock.now_ms());
  if (!head) return true;
  // As a Writer tells: where a log gave way, what was written anew is in another.
  std::set<log::LogId> grown{next.batch.batch.log};
  for (const log::LogId id : device_.store().take_touched().logs) grown.insert(id);
  for (const log::LogId id : grown) device_.notify(id);
  return true;
}

bool Peer::keep_one() {
  if (pieces_.empty()) return false;
  const sync::PieceToKeep piece = std::move(pieces_.front());
  pieces_.pop_front();
  Result<store::Taken> taken;
  {
    store::Transaction transaction(device_.database());
    taken = store::take_attachment_piece(device_.store(), piece.named, piece.offset, piece.bytes);
    if (taken) transaction.commit();
  }
  session_.piece_kept(piece, taken);
  if (taken && *taken == store::Taken::kWhole) device_.notify_attachment(piece.named.id);
  return true;
}

void Peer::apply() {
  device_.apply_all();
  if (!over_) session_.attachments_named();
}

void Peer::peer_has(log::LogId id, log::Seq seq) {
  peer_has_of[id] = seq;
  if (!notes_peer_heads) return;
  device_.in_transaction([&](store::Store& store) { store.note_peer_head(id, seq); });
}

void Peer::peer_has_attachment(const store::AttachmentId& id, bool held) {
  if (held) photos_at_peer.insert(id);
  if (!held) photos_at_peer.erase(id);
  device_.in_transaction(
      [&](store::Store& store) { store::note_attachment_at_peer(store.database(), id, held); });
}

std::string Peer::ending() const {
  if (!over_) return "open";
  return why_ ? why_->code : "";
}

std::size_t Peer::count_sent(sync::Frame::BodyCase kind) const {
  std::size_t count = 0;
  for (const sync::Frame& frame : sent) count += frame.body_case() == kind ? 1 : 0;
  return count;
}

std::vector<sync::Batch> Peer::batches_sent() const {
  std::vector<sync::Batch> batches;
  for (const sync::Frame& frame : sent) {
    if (frame.has_batch()) batches.push_back(frame.batch());
  }
  return batches;
}

sync::RefusalCode Peer::refusal_sent() const {
  for (const sync::Frame& frame : sent) {
    if (frame.has_refusal()) return frame.refusal().code();
  }
  return sync::REFUSAL_UNSPECIFIED;
}

void Peer::send(std::string bytes) {
  sync::Frame frame;
  if (!frame.ParseFromString(bytes)) throw std::logic_error("a session sent no frame");
  sent.push_back(std::move(frame));
  outbox.push_back(std::move(bytes));
}

void Peer::commit(std::uint64_t ticket, sync::DecodedBatch batch,
                  const std::vector<std::string>& books) {
  commits_.push_back({ticket, std::move(batch), books});
}

void Peer::opened(const std::optional<log::Writer>&, const sync::HelloBody& body, std::int64_t) {
  hello = body;
}

void Peer::finished(std::optional<Error> why) {
  if (over_) throw std::logic_error("a session ended twice");
  over_ = true;
  why_ = std::move(why);
}

// ------------------------------------------------------------------------------------------------------------- Wire

Wire::Wire(const Commune& commune, Device& hub_device, Device& agent_device)
    : Wire(commune, hub_device, agent_device, hub_options(commune), agent_options(agent_device)) {}

Wire::Wire(const Commune& commune, Device& hub_device, Device& agent_device,
           sync::SessionOptions hub_side, sync::SessionOptions agent_side)
    : hub(commune, hub_device, std::move(hub_side)),
      agent(commune, agent_device, std::move(agent_side)) {
  agent.session().start();
  hub.session().start();
}

bool Wire::deliver(Peer& from, Peer& to) {
  if (from.outbox.empty()) return false;
  const std::string frame = std::move(from.outbox.front());
  from.outbox.pop_front();
  to.receive(frame);
  if (twice) to.receive(frame);
  return true;
}

bool Wire::try_event(int which) {
  switch (which) {
    case 0:
      return deliver(hub, agent);
    case 1:
      return deliver(agent, hub);
    case 2:
      return !hold_hub_commits && hub.commit_one();
    default:
      return !hold_agent_commits && agent.commit_one();
  }
}

bool Wire::step() {
  constexpr int kKinds = 4;
  for (int i = 0; i < kKinds; ++i) {
    const int which = turn_++ % kKinds;
    if (try_event(which)) return true;
  }
  return false;
}

std::size_t Wire::run(std::size_t events) {
  std::size_t done = 0;
  while (done < events && step()) ++done;
  return done;
}

std::size_t Wire::bytes() const {
  std::size_t total = 0;
  for (const Peer* peer : {&hub, &agent}) {
    for (const sync::Frame& frame : peer->sent) total += frame.ByteSizeLong();
  }
  return total;
}

void sync_up(const Commune& commune, Device& hub, Device& agent, bool notes_peer_heads) {
  // Both may have to give way, each in a log of its own, and what is taken back may show the next fork.
  constexpr int kSessions = 8;
  std::string endings;
  for (int session = 0; session < kSessions; ++session) {
    Wire wire(commune, hub, agent);
    wire.agent.notes_peer_heads = notes_peer_heads;
    do {
      wire.run();
      wire.hub.apply();
      wire.agent.apply();
    } while (wire.step());
    const bool level = wire.level();
    if (level) return;
    endings = "hub " + wire.hub.ending() + ", agent " + wire.agent.ending();
    const bool again = wire.agent.ending() == "fork" || wire.agent.ending() == "retry";
    if (!again) break;
  }
  throw std::runtime_error("not level: " + endings);
}

std::set<std::string> heads_of(Device& device) {
  std::set<std::string> heads;
  for (const store::LogInfo& info : device.store().logs()) heads.insert(text_of(info));
  return heads;
}

std::set<std::string> heads_of(Device& device, const std::string& village) {
  std::set<std::string> heads;
  for (const store::LogInfo& info : device.store().logs()) {
    if (info.village == village) heads.insert(text_of(info));
  }
  return heads;
}

}  // namespace soban::test
