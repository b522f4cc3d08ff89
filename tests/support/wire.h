// Sync without a network: two sessions over two devices, and a queue of frames each way that a test can look at, hold
// back, repeat and cut.
#pragma once

#include <deque>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/sync/session.h"
#include "tests/support/commune.h"
#include "tests/support/device.h"

namespace soban::test {

sync::SessionOptions hub_options(const Commune& commune);
sync::SessionOptions agent_options(Device& agent);

// One end of a connection: a Session over a Device's store, as core/sync/link.h makes one over a Writer and a socket.
class Peer final : private sync::View, private sync::Shell {
 public:
  Peer(const Commune& commune, Device& device, sync::SessionOptions options);
  ~Peer() override;
  Peer(const Peer&) = delete;
  Peer& operator=(const Peer&) = delete;

  sync::Session& session() { return session_; }
  Device& device() { return device_; }
  void receive(std::string_view frame);
  void receive(const sync::Frame& frame) { receive(frame.SerializeAsString()); }
  // Completes the oldest commit or piece that the session asked to be kept; false: there is none.
  bool commit_one();
  std::size_t commits_waiting() const { return commits_.size(); }
  // Applies what came, as a Writer does in its pauses, and tells the session of attachments that it names.
  void apply();

  // How it ended: "open" while it has not, "" in good order, otherwise the error's code.
  std::string ending() const;
  bool over() const { return over_; }
  const std::optional<Error>& why() const { return why_; }

  std::deque<std::string> outbox;        // sent, not taken yet
  std::vector<sync::Frame> sent;         // everything it ever sent
  std::optional<sync::HelloBody> hello;  // of the peer, once open
  std::map<log::LogId, log::Seq> peer_has_of;
  bool notes_peer_heads = false;                 // in the store too, as a laptop's client does
  std::set<store::AttachmentId> photos_at_peer;  // as the peer said in this session
  std::optional<sync::EnrolRequest> enrol_request;
  std::optional<sync::EnrolGrant> grant;

  std::size_t count_sent(sync::Frame::BodyCase kind) const;
  std::vector<sync::Batch> batches_sent() const;
  // Code of the refusal it sent; REFUSAL_UNSPECIFIED: none.
  sync::RefusalCode refusal_sent() const;

 private:
  bool keep_one();

  struct Commit {
    std::uint64_t ticket;
    sync::DecodedBatch batch;
    std::vector<std::string> books;
  };

  std::vector<store::LogInfo> logs() override { return device_.store().logs(); }
  std::optional<store::Tail> tail(log::LogId id, log::Seq first, std::size_t bytes_max) override {
    return device_.store().tail(id, first, bytes_max);
  }
  std::optional<crypto::Hash> hash_at(log::LogId id, log::Seq seq) override {
    return device_.store().hash_at(id, seq);
  }
  std::vector<store::WantedAttachment> wanted_attachments(const std::vector<std::string>& books,
                                                          std::size_t limit) override {
    return store::wanted_attachments(device_.database(), books, limit);
  }
  std::optional<store::AttachmentPiece> attachment_piece(
      const store::AttachmentId& id, std::int64_t offset, std::size_t bytes_max,
      const std::vector<std::string>& books) override {
    return sync::shared_piece(device_.store(), id, offset, bytes_max, books);
  }
  std::vector<store::NamedAttachment> attachments_to_send() override {
    return store::attachments_to_send(device_.database());
  }
  Result<log::Writer> device(log::DeviceId id) override { return commune_.device(id); }
  void send(std::string frame) override;
  void commit(std::uint64_t ticket, sync::DecodedBatch batch,
              const std::vector<std::string>& books) override;
  void enrol(sync::EnrolRequest request) override { enrol_request = std::move(request); }
  void opened(const std::optional<log::Writer>& peer, const sync::HelloBody& body,
              std::int64_t peer_clock_ms) override;
  void peer_has(log::LogId id, log::Seq seq) override;
  void keep_piece(sync::PieceToKeep piece) override { pieces_.push_back(std::move(piece)); }
  void peer_has_attachment(const store::AttachmentId& id, bool held) override;
  void forked(log::LogId id) override {
    device_.in_transaction([id](store::Store& store) { store.give_way(id); });
  }
  void reunited(log::LogId id) override {
    device_.in_transaction([id](store::Store& store) { store.keep_own_way(id); });
  }
  void enrolled(sync::EnrolGrant granted) override { grant = std::move(granted); }
  void finished(std::optional<Error> why) override;

  const Commune& commune_;
  Device& device_;
  std::deque<Commit> commits_;
  std::deque<sync::PieceToKeep> pieces_;
  bool over_ = false;
  std::optional<Error> why_;
  sync::Session session_;
  int listener_ = 0;
  int attachment_listener_ = 0;
};

// A connection between a hub and an agent. Nothing moves but by step() or run().
class Wire {
 public:
  Wire(const Commune& commune, Device& hub, Device& agent);
  Wire(const Commune& commune, Device& hub, Device& agent, sync::SessionOptions hub_side,
       sync::SessionOptions agent_side);

  Peer hub;
  Peer agent;

  bool hold_hub_commits = false;
  bool hold_agent_commits = false;
  bool twice = false;  // every frame arrives twice

  // One event: a frame arrives or a commit completes, each side and kind in turn. False: there is nothing to do.
  bool step();
  // Until nothing happens, or until `events` have; returns how many did.
  std::size_t run(std::size_t events = 1'000'000);

  bool level() { return hub.session().level() && agent.session().level(); }
  std::size_t frames() const { return hub.sent.size() + agent.sent.size(); }
  std::size_t bytes() const;

 private:
  bool try_event(int which);
  bool deliver(Peer& from, Peer& to);

  int turn_ = 0;
};

// Connects the two, again after a session in which one of them gave way, runs to the end and applies what came. Throws
// unless both are level then.
void sync_up(const Commune& commune, Device& hub, Device& agent, bool notes_peer_heads = false);

// Every log that the device holds, as text "log seq hash": equal between two holders of the same entries.
std::set<std::string> heads_of(Device& device);
// The same of the logs of one book.
std::set<std::string> heads_of(Device& device, const std::string& village);

}  // namespace soban::test
