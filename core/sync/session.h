// The sync protocol as a state machine: bytes in, bytes and store calls out, no I/O, no threads, no clock of its own
// (docs/protocol.md §3). One Session lives for exactly one connection and is then thrown away; whoever reconnects makes
// a new one from the store. WebSocket, bundle and simulator are thin shells round it.
//
// Both ends run the same exchange: each says which heads it has, sends the tails the other lacks, and acknowledges what
// it has committed. They differ in the handshake alone.
#pragma once

#include <cstdint>
#include <deque>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "core/error.h"
#include "core/log/genesis.h"
#include "core/store/store.h"
#include "core/sync/attachments.h"
#include "core/sync/batch.h"
#include "core/sync/tuning.h"
#include "sync.pb.h"

namespace soban::sync {

enum class Role { kHub, kAgent };

// Reads the session makes of its holder's store; synchronous, on the session's thread. Not owned.
class View {
 public:
  virtual ~View() = default;
  virtual std::vector<store::LogInfo> logs() = 0;
  virtual std::optional<store::Tail> tail(log::LogId id, log::Seq first, std::size_t bytes_max) = 0;
  virtual std::optional<crypto::Hash> hash_at(log::LogId id, log::Seq seq) = 0;
  // As the functions of core/store/attachments.h; the piece as shared_piece.
  virtual std::vector<store::WantedAttachment> wanted_attachments(
      const std::vector<std::string>& books, std::size_t limit) = 0;
  virtual std::optional<store::AttachmentPiece> attachment_piece(
      const store::AttachmentId& id, std::int64_t offset, std::size_t bytes_max,
      const std::vector<std::string>& books) = 0;
  // Agent: what the hub is not known to hold.
  virtual std::vector<store::NamedAttachment> attachments_to_send() = 0;
  // Hub: the device's certificate. kUnauthorized "unknown_device", kForbidden "revoked".
  virtual Result<log::Writer> device(log::DeviceId id) = 0;
};

struct EnrolRequest {
  std::string token;
  crypto::PublicKey key{};
  std::string name;
  std::string software;
};

struct EnrolGrant {
  Certificate certificate;
  Certificate hub_certificate;
  crypto::PublicKey hub_key{};
  std::string commune_name;
  std::string village_name;
};

// How far the exchange is, in log entries; for words on a screen.
struct Progress {
  std::uint64_t sent = 0;        // acknowledged in this session
  std::uint64_t to_send = 0;     // not acknowledged yet
  std::uint64_t received = 0;    // committed in this session
  std::uint64_t to_receive = 0;  // announced by the peer, not committed yet
};

// What the session asks of its shell. Calls must not re-enter the session.
class Shell {
 public:
  virtual ~Shell() = default;
  virtual void send(std::string frame) = 0;
  // Commit durably, then call Session::committed with the same ticket. Only logs of `books` may be begun or extended.
  virtual void commit(std::uint64_t ticket, DecodedBatch batch,
                      const std::vector<std::string>& books) = 0;
  // Hub: decide, then call Session::enrol_decided.
  virtual void enrol(EnrolRequest request) = 0;
  // The handshake is done; `peer` is the certificate (hub side), `clock_ms` what the peer's clock says.
  virtual void opened(const std::optional<log::Writer>& peer, const HelloBody& hello,
                      std::int64_t peer_clock_ms) = 0;
  // What the peer is known to hold of one of our logs; durable there.
  virtual void peer_has(log::LogId id, log::Seq seq) = 0;
  // Keep it (store::take_attachment_piece), then call Session::piece_kept with it.
  virtual void keep_piece(PieceToKeep piece) = 0;
  // Agent: whether the hub holds it whole and durably, as it says itself.
  virtual void peer_has_attachment(const store::AttachmentId& id, bool held) = 0;
  // The peer holds another content of this log and this side gives way (Store::give_way). The session is over; the next
  // one fetches what the peer has.
  virtual void forked(log::LogId id) = 0;
  // Agent: it does not any more (Store::keep_own_way). The session is over.
  virtual void reunited(log::LogId id) = 0;
  virtual void enrolled(EnrolGrant grant) = 0;  // agent
  // The session is over: close the connection once what was sent is flushed. nullopt: in good order.
  virtual void finished(std::optional<Error> why) = 0;
};

struct SessionOptions {
  Role role = Role::kAgent;
  crypto::PublicKey hub_key{};  // hub: its own; agent: the one pinned at enrolment
  std::string tls_fingerprint;  // SHA-256 of the hub's TLS certificate, as this side sees it
  std::int64_t clock_ms = 0;    // now, for the other side's information
  std::string software;
  // The highest version of the protocol that is spoken; tests of mixed versions lower it.
  std::uint32_t protocol_max = kProtocolMax;
  // Agent:
  log::DeviceId device;
  std::optional<crypto::SigningKey> key;
  std::string village;
  std::uint64_t disk_free_bytes = 0;
  std::uint32_t waiting = 0;
  std::optional<EnrolRequest>
      enrol;  // set: enrol instead of syncing; hub_key is then taken from the grant
  // Hub:
  std::string nonce;  // 32 random bytes
};

class Session {
 public:
  Session(SessionOptions options, View& view, Shell& shell);
  ~Session();

  void start();  // the hub speaks first
  void receive(std::string_view frame, std::int64_t now_ms);
  void committed(std::uint64_t ticket, Result<log::Head> head, std::int64_t now_ms);
  void enrol_decided(Result<EnrolGrant> grant);
  // The store has more of this log than before (typed here, or come from another session).
  void advanced(const store::LogInfo& info, std::int64_t now_ms);
  void piece_kept(const PieceToKeep& piece, const Result<store::Taken>& outcome);
  // Records that were applied may name attachments that are not here.
  void attachments_named();
  // Whole here now: made here, or come from another session.
  void attachment_arrived(const store::AttachmentId& id);
  // Withdraws the peer's right to be here, at once.
  void refuse(RefusalCode code, const std::string& text);
  // Says goodbye; nothing that was acknowledged is affected.
  void leave();

  bool open() const { return state_ == State::kOpen; }
  bool level() const;
  // Pieces of attachments that came and went in this session; not set with a peer that knows of none.
  std::optional<std::uint64_t> attachment_pieces() const;
  Progress progress() const;
  const std::optional<log::Writer>& peer() const { return peer_; }
  // Hub: which device the peer says it is, proved or not; what it was refused for is shown at the office.
  const std::optional<log::DeviceId>& claimed() const { return claimed_; }

 private:
  enum class State { kStarting, kGreeted, kEnrolling, kOpen, kOver };

  // Both ends' knowledge of one log.
  struct Side {
    log::Seq here = 0;       // held and committed here
    log::Seq peer = 0;       // acknowledged or announced by the peer
    log::Seq sent = 0;       // put on the wire
    log::Seq announced = 0;  // the peer's head as far as known
    bool commune_book = false;
    bool active = false;  // written by this very installation
  };
  struct InFlight {
    log::Head head;
    std::size_t bytes = 0;
    std::int64_t sent_ms = 0;
  };
  struct Committing {
    log::Head head;
    std::size_t bytes = 0;
    log::Seq count = 0;
  };

  void send(const Frame& frame);
  void fail_with(Error error, RefusalCode code, log::Position where = {});
  void fail_with(Error error, Refusal refusal);
  void on_greeting(const Greeting& greeting, std::string_view frame);
  void send_hello();
  void send_enrol();
  void on_hello(const Hello& hello, std::int64_t now_ms);
  bool accept_heads(const HelloBody& body);
  void send_welcome(const HelloBody& body);
  void on_welcome(const Welcome& welcome, std::int64_t now_ms);
  void on_enrol(const Enrol& enrol);
  void on_enrolled(const Enrolled& enrolled);
  void on_batch(const Batch& frame);
  void on_ack(const Ack& ack, std::int64_t now_ms);
  void on_refusal(const Refusal& refusal);
  bool check_peer_head(const Head& head);
  bool dispute(const log::Head& peer_head, bool peer_gives_way);
  bool still_forked(const Welcome& welcome);
  void serve_forked(const HelloBody& body);
  bool agrees(const log::Head& head);
  void on_fork(const log::Position& where, bool peer_gives_way);
  Refusal fork_refusal(const log::Position& where, const std::optional<store::LogInfo>& info);
  bool proves_fork(const Refusal& refusal, const store::LogInfo& info);
  std::optional<store::LogInfo> find_log(log::LogId id);
  void load_local();
  void catch_up(std::int64_t now_ms);
  void pump(std::int64_t now_ms);
  void begin_attachments();
  void on_attachment(const Frame& frame, std::int64_t now_ms);
  std::map<log::LogId, Side>::iterator next_to_send();
  bool shares(const std::string& village) const;
  std::string transcript(std::string_view body) const;

  SessionOptions options_;
  View& view_;
  Shell& shell_;
  State state_ = State::kStarting;
  std::vector<std::string> books_;  // shared with the peer: "" the commune's, and its village's
  std::optional<log::Writer> peer_;
  std::optional<log::DeviceId> claimed_;
  std::string greeting_hash_;
  std::int64_t peer_clock_ms_ = 0;
  std::uint32_t protocol_ = 0;  // the version spoken with this peer
  std::map<log::LogId, Side> sides_;
  std::set<log::LogId>
      forked_;  // logs in which this side gives way, and wants the peer's content from its beginning
  std::map<log::LogId, log::Seq>
      disputed_;  // hub: own logs in which the peer holds another content at that place
  std::optional<AttachmentExchange> attachments_;  // once open, with a peer that knows of them
  std::deque<InFlight> in_flight_;
  std::size_t in_flight_bytes_ = 0;
  std::size_t batch_bytes_;
  std::map<std::uint64_t, Committing> committing_;
  std::size_t committing_bytes_ = 0;
  std::uint64_t next_ticket_ = 1;
  std::uint64_t sent_ = 0;
  std::uint64_t received_ = 0;
};

// The refusal a peer is sent for an error met while serving it, and the stable code a screen translates.
RefusalCode refusal_for(const Error& error);
std::string refusal_name(RefusalCode code);

}  // namespace soban::sync
