#include "core/sync/session.h"

#include <algorithm>
#include <array>

#include "core/check.h"
#include "core/sync/tuning.h"

namespace soban::sync {
namespace {

constexpr std::string_view kHelloDomain = "soban.hello.v1";
constexpr std::string_view kEnrolDomain = "soban.enrol.v1";

struct RefusalText {
  RefusalCode code;
  const char* name;
  ErrorKind kind;
};

constexpr std::array kRefusals = {
    RefusalText{REFUSAL_UNKNOWN_DEVICE, "unknown_device", ErrorKind::kUnauthorized},
    RefusalText{REFUSAL_REVOKED, "revoked", ErrorKind::kForbidden},
    RefusalText{REFUSAL_PROTOCOL_TOO_OLD, "protocol_too_old", ErrorKind::kProtocol},
    RefusalText{REFUSAL_PROTOCOL_TOO_NEW, "protocol_too_new", ErrorKind::kProtocol},
    RefusalText{REFUSAL_FORK, "fork", ErrorKind::kFork},
    RefusalText{REFUSAL_BAD_SIGNATURE, "bad_signature", ErrorKind::kProtocol},
    RefusalText{REFUSAL_FORBIDDEN, "forbidden_book", ErrorKind::kForbidden},
    RefusalText{REFUSAL_BAD_FRAME, "bad_frame", ErrorKind::kProtocol},
    RefusalText{REFUSAL_TOO_LARGE, "too_large", ErrorKind::kTooLarge},
    RefusalText{REFUSAL_ENROL_CODE_WRONG, "enrol_code_wrong", ErrorKind::kRefused},
    RefusalText{REFUSAL_ENROL_CODE_USED, "enrol_code_used", ErrorKind::kRefused},
    RefusalText{REFUSAL_ENROL_CODE_EXPIRED, "enrol_code_expired", ErrorKind::kRefused},
    RefusalText{REFUSAL_STORE, "peer_store_failed", ErrorKind::kUnavailable},
    RefusalText{REFUSAL_BROKEN_CHAIN, "broken_chain", ErrorKind::kProtocol},
    RefusalText{REFUSAL_RETRY, "retry", ErrorKind::kUnavailable},
};

const RefusalText* find_refusal(RefusalCode code) {
  const auto found = std::find_if(kRefusals.begin(), kRefusals.end(),
                                  [&](const RefusalText& r) { return r.code == code; });
  return found == kRefusals.end() ? nullptr : &*found;
}

log::Head from_proto(const Head& head) {
  log::Head result{log::LogId{head.log()}, head.seq(), {}};
  crypto::assign(result.hash, head.hash());  // a wrong length stays zero and so matches nothing
  return result;
}

void to_proto(const log::Head& head, Head& out) {
  out.set_log(head.log.value);
  out.set_seq(head.seq);
  if (head.seq > 0) out.set_hash(std::string(crypto::view(head.hash)));
}

Error make_error(ErrorKind kind, std::string code, std::string text) {
  return Error{kind, std::move(code), std::move(text), {}, {}};
}

Error bad_frame(std::string why) {
  return Error{ErrorKind::kProtocol,
               "bad_frame",
               "the peer sent something that is not a frame of this protocol",
               std::move(why),
               {}};
}

Error fork_error(log::LogId id) {
  return make_error(ErrorKind::kFork, "fork",
                    "log " + log::to_string(id) + " continues differently on the two sides");
}

}  // namespace

RefusalCode refusal_for(const Error& error) {
  for (const RefusalText& refusal : kRefusals) {
    if (error.code == refusal.name) return refusal.code;
  }
  switch (error.kind) {
    case ErrorKind::kDiskFull:
    case ErrorKind::kIo:
    case ErrorKind::kUnavailable:
    case ErrorKind::kCorrupt:
      return REFUSAL_STORE;
    case ErrorKind::kFork:
      return REFUSAL_FORK;
    case ErrorKind::kForbidden:
      return REFUSAL_FORBIDDEN;
    case ErrorKind::kTooLarge:
      return REFUSAL_TOO_LARGE;
    default:
      return REFUSAL_BAD_FRAME;
  }
}

std::string refusal_name(RefusalCode code) {
  const RefusalText* refusal = find_refusal(code);
  return refusal == nullptr ? "refused" : refusal->name;
}

Session::Session(SessionOptions options, View& view, Shell& shell)
    : options_(std::move(options)), view_(view), shell_(shell), batch_bytes_(kBatchBytesStart) {
  books_.emplace_back();
  if (options_.role == Role::kAgent) books_.push_back(options_.village);
}

Session::~Session() = default;

void Session::send(const Frame& frame) { shell_.send(frame.SerializeAsString()); }

void Session::fail_with(Error error, RefusalCode code, log::Position where) {
  Refusal refusal;
  refusal.set_code(code);
  refusal.set_log(where.log.value);
  refusal.set_seq(where.seq);
  fail_with(std::move(error), std::move(refusal));
}

void Session::fail_with(Error error, Refusal refusal) {
  if (state_ == State::kOver) return;
  state_ = State::kOver;
  Frame frame;
  refusal.set_text(error.text);
  *frame.mutable_refusal() = std::move(refusal);
  send(frame);
  shell_.finished(std::move(error));
}

void Session::start() {
  SOBAN_CHECK(state_ == State::kStarting);
  if (options_.role == Role::kAgent) return;
  Frame frame;
  Greeting& greeting = *frame.mutable_greeting();
  greeting.set_hub_key(std::string(crypto::view(options_.hub_key)));
  greeting.set_protocol_min(kProtocolMin);
  greeting.set_protocol_max(options_.protocol_max);
  greeting.set_nonce(options_.nonce);
  greeting.set_clock_ms(static_cast<std::uint64_t>(options_.clock_ms));
  const std::string bytes = frame.SerializeAsString();
  greeting_hash_ = crypto::view(crypto::blake2b({bytes}));
  state_ = State::kGreeted;
  shell_.send(bytes);
}

// What the signature of Hello or Enrol covers: this very greeting (its nonce), this very TLS certificate, and the body.
std::string Session::transcript(std::string_view body) const {
  return std::string(
      crypto::view(crypto::blake2b({greeting_hash_, options_.tls_fingerprint, body})));
}

void Session::receive(std::string_view bytes, std::int64_t now_ms) {
  if (state_ == State::kOver) return;
  Frame frame;
  if (bytes.size() > kFrameBytesLimit) {
    return fail_with(make_error(ErrorKind::kTooLarge, "too_large", "the frame is too large"),
                     REFUSAL_TOO_LARGE);
  }
  if (!frame.ParseFromArray(bytes.data(), static_cast<int>(bytes.size()))) {
    return fail_with(bad_frame("does not parse"), REFUSAL_BAD_FRAME);
  }
  const bool hub = options_.role == Role::kHub;
  switch (frame.body_case()) {
    case Frame::kRefusal:
      return on_refusal(frame.refusal());
    case Frame::kGoodbye:
      state_ = State::kOver;
      return shell_.finished(std::nullopt);
    case Frame::kGreeting:
      if (!hub && state_ == State::kStarting) return on_greeting(frame.greeting(), bytes);
      break;
    case Frame::kHello:
      if (hub && state_ == State::kGreeted) return on_hello(frame.hello(), now_ms);
      break;
    case Frame::kEnrol:
      if (hub && state_ == State::kGreeted) return on_enrol(frame.enrol());
      break;
    case Frame::kWelcome:
      if (!hub && state_ == State::kGreeted) return on_welcome(frame.welcome(), now_ms);
      break;
    case Frame::kEnrolled:
      if (!hub && state_ == State::kEnrolling) return on_enrolled(frame.enrolled());
      break;
    case Frame::kBatch:
      if (state_ == State::kOpen) return on_batch(frame.batch());
      break;
    case Frame::kAck:
      if (state_ == State::kOpen) return on_ack(frame.ack(), now_ms);
      break;
    case Frame::kAttachmentWant:
    case Frame::kAttachmentPiece:
    case Frame::kAttachmentHave:
      if (attachments_) return on_attachment(frame, now_ms);
      break;
    case Frame::BODY_NOT_SET:
      return;  // a frame kind of a later version: not for us
  }
  fail_with(bad_frame("out of turn"), REFUSAL_BAD_FRAME);
}

// ------------------------------------------------------------------------------------------------- handshake, agent

void Session::on_greeting(const Greeting& greeting, std::string_view bytes) {
  greeting_hash_ = crypto::view(crypto::blake2b({bytes}));
  peer_clock_ms_ = static_cast<std::int64_t>(greeting.clock_ms());
  if (greeting.protocol_min() > options_.protocol_max) {
    return fail_with(make_error(ErrorKind::kProtocol, "protocol_too_old",
                                "the hub needs a newer version of this program"),
                     REFUSAL_PROTOCOL_TOO_OLD);
  }
  if (greeting.protocol_max() < kProtocolMin) {
    return fail_with(make_error(ErrorKind::kProtocol, "protocol_too_new",
                                "the hub is older than this program; it must be updated"),
                     REFUSAL_PROTOCOL_TOO_NEW);
  }
  protocol_ = std::min(options_.protocol_max, greeting.protocol_max());
  if (options_.enrol) return send_enrol();
  if (greeting.hub_key() != crypto::view(options_.hub_key)) {
    return fail_with(make_error(ErrorKind::kForbidden, "wrong_hub",
                                "the hub's key is not the one this device was enrolled with"),
                     REFUSAL_UNKNOWN_DEVICE);
  }
  send_hello();
}

void Session::send_hello() {
  load_local();
  HelloBody body;
  body.set_device(options_.device.value);
  body.set_protocol(protocol_);
  for (const store::LogInfo& info : view_.logs()) {
    const auto side = sides_.find(info.id);
    if (side == sides_.end() || side->second.here != info.head.seq) continue;
    to_proto(info.head, *body.add_heads());
  }
  body.set_software(options_.software);
  body.set_disk_free_bytes(options_.disk_free_bytes);
  body.set_clock_ms(static_cast<std::uint64_t>(options_.clock_ms));
  body.set_waiting(options_.waiting);
  Frame frame;
  Hello& hello = *frame.mutable_hello();
  hello.set_body(body.SerializeAsString());
  hello.set_signature(
      std::string(crypto::view(options_.key->sign(kHelloDomain, transcript(hello.body())))));
  state_ = State::kGreeted;
  send(frame);
}

void Session::send_enrol() {
  EnrolBody body;
  body.set_token(options_.enrol->token);
  body.set_public_key(std::string(crypto::view(options_.key->public_key())));
  body.set_name(options_.enrol->name);
  body.set_software(options_.software);
  Frame frame;
  Enrol& enrol = *frame.mutable_enrol();
  enrol.set_body(body.SerializeAsString());
  enrol.set_signature(
      std::string(crypto::view(options_.key->sign(kEnrolDomain, transcript(enrol.body())))));
  state_ = State::kEnrolling;
  send(frame);
}

void Session::on_welcome(const Welcome& welcome, std::int64_t now_ms) {
  if (!still_forked(welcome)) return;
  // What Welcome leaves out is equal on both sides.
  for (auto& [id, side] : sides_) side.peer = side.sent = side.announced = side.here;
  for (const Head& head : welcome.heads()) {
    if (!check_peer_head(head)) return;
  }
  for (const auto& [id, side] : sides_) shell_.peer_has(id, std::min(side.peer, side.here));
  state_ = State::kOpen;
  HelloBody none;
  shell_.opened(std::nullopt, none, peer_clock_ms_);
  begin_attachments();
  catch_up(now_ms);
}

void Session::on_enrolled(const Enrolled& enrolled) {
  EnrolGrant grant;
  grant.certificate = enrolled.certificate();
  grant.hub_certificate = enrolled.hub_certificate();
  grant.commune_name = enrolled.commune_name();
  grant.village_name = enrolled.village_name();
  CertificateBody hub;
  const bool parsed = hub.ParseFromString(grant.hub_certificate.body());
  if (!parsed || !crypto::assign(grant.hub_key, hub.public_key()) ||
      !log::check_certificate(grant.hub_certificate, grant.hub_key)) {
    return fail_with(bad_frame("hub certificate"), REFUSAL_BAD_FRAME);
  }
  // One for another key could never be used, and this device could not be enrolled again.
  const auto own = log::check_certificate(grant.certificate, grant.hub_key);
  if (!own || own->key != options_.key->public_key()) {
    return fail_with(bad_frame("device certificate"), REFUSAL_BAD_FRAME);
  }
  state_ = State::kOver;
  shell_.enrolled(std::move(grant));
  shell_.finished(std::nullopt);
}

// --------------------------------------------------------------------------------------------------- handshake, hub

void Session::on_hello(const Hello& hello, std::int64_t now_ms) {
  HelloBody body;
  if (!body.ParseFromString(hello.body())) return fail_with(bad_frame("hello"), REFUSAL_BAD_FRAME);
  claimed_ = log::DeviceId{body.device()};
  if (body.protocol() < kProtocolMin) {
    return fail_with(
        make_error(ErrorKind::kProtocol, "protocol_too_old", "the agent is too old; update it"),
        REFUSAL_PROTOCOL_TOO_OLD);
  }
  if (body.protocol() > options_.protocol_max) {
    return fail_with(make_error(ErrorKind::kProtocol, "protocol_too_new",
                                "the hub is older than the agent; it must be updated"),
                     REFUSAL_PROTOCOL_TOO_NEW);
  }
  auto device = view_.device(log::DeviceId{body.device()});
  if (!device) return fail_with(device.error(), refusal_for(device.error()));
  if (!crypto::verify(device->key, kHelloDomain, transcript(hello.body()), hello.signature())) {
    return fail_with(make_error(ErrorKind::kProtocol, "bad_signature",
                                "the device could not prove that it has its key"),
                     REFUSAL_BAD_SIGNATURE);
  }
  peer_ = *device;
  protocol_ = body.protocol();
  books_.push_back(device->village);
  peer_clock_ms_ = static_cast<std::int64_t>(body.clock_ms());
  load_local();
  if (!accept_heads(body)) return;
  send_welcome(body);
  state_ = State::kOpen;
  shell_.opened(peer_, body, peer_clock_ms_);
  begin_attachments();
  catch_up(now_ms);
}

bool Session::accept_heads(const HelloBody& body) {
  if (static_cast<std::size_t>(body.heads_size()) > kHeadsLimit) {
    fail_with(bad_frame("too many heads"), REFUSAL_BAD_FRAME);
    return false;
  }
  serve_forked(body);
  return std::all_of(body.heads().begin(), body.heads().end(),
                     [this](const Head& head) { return check_peer_head(head); });
}

void Session::send_welcome(const HelloBody& body) {
  std::map<log::LogId, log::Seq> theirs;
  for (const Head& head : body.heads()) theirs[log::LogId{head.log()}] = head.seq();
  Frame frame;
  Welcome& welcome = *frame.mutable_welcome();
  for (const auto& [id, side] : sides_) {
    const auto their = theirs.find(id);
    const auto disputed = disputed_.find(id);
    const bool equal = their != theirs.end() && their->second == side.here;
    if (equal && disputed == disputed_.end()) continue;
    log::Head head{id, disputed == disputed_.end() ? side.here : disputed->second, {}};
    if (head.seq > 0) head.hash = *view_.hash_at(id, head.seq);
    Head& entry = *welcome.add_heads();
    to_proto(head, entry);
    entry.set_active(side.active);
  }
  send(frame);
}

void Session::on_enrol(const Enrol& enrol) {
  EnrolBody body;
  EnrolRequest request;
  if (!body.ParseFromString(enrol.body()) || !crypto::assign(request.key, body.public_key())) {
    return fail_with(bad_frame("enrol"), REFUSAL_BAD_FRAME);
  }
  if (!crypto::verify(request.key, kEnrolDomain, transcript(enrol.body()), enrol.signature())) {
    return fail_with(make_error(ErrorKind::kProtocol, "bad_signature", "the new key is not proved"),
                     REFUSAL_BAD_SIGNATURE);
  }
  request.token = body.token();
  request.name = body.name();
  request.software = body.software();
  state_ = State::kEnrolling;
  shell_.enrol(std::move(request));
}

void Session::enrol_decided(Result<EnrolGrant> grant) {
  if (state_ != State::kEnrolling) return;
  if (!grant) return fail_with(grant.error(), refusal_for(grant.error()));
  Frame frame;
  Enrolled& enrolled = *frame.mutable_enrolled();
  *enrolled.mutable_certificate() = grant->certificate;
  *enrolled.mutable_hub_certificate() = grant->hub_certificate;
  enrolled.set_commune_name(grant->commune_name);
  enrolled.set_village_name(grant->village_name);
  send(frame);
  state_ = State::kOver;
  shell_.finished(std::nullopt);
}

// ------------------------------------------------------------------------------------------------ exchange, both ends

bool Session::shares(const std::string& village) const {
  return std::find(books_.begin(), books_.end(), village) != books_.end();
}

// What was committed here after load_local() and before opened(), from when on advanced() tells.
void Session::catch_up(std::int64_t now_ms) {
  for (const store::LogInfo& info : view_.logs()) {
    if (!shares(info.village) || forked_.contains(info.id)) continue;
    Side& side = sides_[info.id];
    side.commune_book = info.village.empty();
    side.here = std::max(side.here, info.head.seq);
  }
  pump(now_ms);
}

void Session::load_local() {
  for (const store::LogInfo& info : view_.logs()) {
    if (!shares(info.village)) continue;
    Side& side = sides_[info.id];
    side.active = info.active;
    side.here = info.forked ? 0 : info.head.seq;
    if (info.forked) forked_.insert(info.id);
    side.commune_book = info.village.empty();
  }
}

std::optional<store::LogInfo> Session::find_log(log::LogId id) {
  for (store::LogInfo& info : view_.logs()) {
    if (info.id == id) return std::move(info);
  }
  return std::nullopt;
}

// To the hub about a log of its own: with the head held here, which it signed once.
Refusal Session::fork_refusal(const log::Position& where,
                              const std::optional<store::LogInfo>& info) {
  Refusal refusal;
  refusal.set_code(REFUSAL_FORK);
  refusal.set_log(where.log.value);
  refusal.set_seq(where.seq);
  if (options_.role == Role::kHub || !info || info->key != options_.hub_key) return refusal;
  const auto last = view_.tail(info->id, info->head.seq, 1);
  if (!last) return refusal;
  refusal.set_seq(last->head.seq);
  refusal.set_hash(std::string(crypto::view(last->head.hash)));
  refusal.set_signature(last->signature);
  return refusal;
}

// True: this very device signed a head that it does not hold; it is a copy, or was restored from one.
bool Session::proves_fork(const Refusal& refusal, const store::LogInfo& info) {
  log::Head head{info.id, refusal.seq(), {}};
  return crypto::assign(head.hash, refusal.hash()) &&
         log::verify_head(info.key, head, refusal.signature()) &&
         view_.hash_at(info.id, head.seq) != head.hash;
}

bool Session::agrees(const log::Head& head) {
  return head.seq == 0 || view_.hash_at(head.log, head.seq) == head.hash;
}

// A hub that was restored since may hold less of a log than where the two went apart. False: the session is over.
bool Session::still_forked(const Welcome& welcome) {
  std::set<log::LogId> reunited = forked_;
  for (const Head& head : welcome.heads()) {
    if (!agrees(from_proto(head))) reunited.erase(log::LogId{head.log()});
  }
  if (reunited.empty()) return true;
  fail_with(make_error(ErrorKind::kUnavailable, "retry", "the hub no longer differs"),
            REFUSAL_RETRY);
  for (const log::LogId id : reunited) shell_.reunited(id);
  return false;
}

// The hub waits for the laptop that has the other content of its log. All others are served what stands here.
void Session::serve_forked(const HelloBody& body) {
  for (const log::LogId id : std::set<log::LogId>(forked_)) {
    const auto info = find_log(id);
    const auto head = std::find_if(body.heads().begin(), body.heads().end(),
                                   [&](const Head& h) { return h.log() == id.value; });
    const bool witness =
        head != body.heads().end() && (head->seq() > info->head.seq || !agrees(from_proto(*head)));
    if (witness) continue;
    forked_.erase(id);
    sides_[id].here = info->head.seq;
  }
}

// A Hello proves nothing of what the hub wrote: it is answered with the hub's own hash at that place, to which the laptop
// replies with the hub's signature. False: the session is over.
bool Session::dispute(const log::Head& peer_head, bool peer_gives_way) {
  const auto info = find_log(peer_head.log);
  if (options_.role == Role::kAgent || !info || !info->active) {
    on_fork({peer_head.log, peer_head.seq}, peer_gives_way);
    return false;
  }
  Side& side = sides_[peer_head.log];
  side.peer = side.sent = side.announced = side.here;
  disputed_[peer_head.log] = peer_head.seq;
  return true;
}

// In its own log the hub gives way as long as it still writes it: the laptops are the witnesses of what it wrote. In
// every other log the hub's content stands, and the laptop gives way.
void Session::on_fork(const log::Position& where, bool peer_gives_way) {
  const auto info = find_log(where.log);
  const bool here = options_.role == Role::kHub ? info && info->active : !peer_gives_way;
  const bool hub_gives_way = here && options_.role == Role::kHub;
  if (hub_gives_way) {
    fail_with(make_error(ErrorKind::kUnavailable, "retry", "a log of this hub is being repaired"),
              REFUSAL_RETRY, where);
  } else {
    fail_with(fork_error(where.log), fork_refusal(where, info));
  }
  if (here && info) shell_.forked(where.log);
}

// Notes how far the peer is; a different past is a fork.
bool Session::check_peer_head(const Head& proto) {
  const log::Head head = from_proto(proto);
  const auto known = sides_.find(head.log);
  if (known == sides_.end() && view_.hash_at(head.log, 1)) {
    fail_with(make_error(ErrorKind::kForbidden, "forbidden_book",
                         "log " + log::to_string(head.log) + " is not of this village's book"),
              REFUSAL_FORBIDDEN, {head.log, 0});
    return false;
  }
  Side& side = sides_[head.log];
  if (head.seq <= side.here && !agrees(head)) {
    return dispute(head, proto.active());
  }
  side.peer = side.sent = side.announced = head.seq;
  return true;
}

void Session::on_batch(const Batch& frame) {
  auto decoded = decode_batch(frame);
  if (!decoded) return fail_with(decoded.error(), refusal_for(decoded.error()));
  // An honest sender stays within its window; twice it leaves room for the last batch that overshot.
  if (committing_bytes_ + decoded->bytes > 2 * kWindowBytes + kBatchRawBytesLimit) {
    return fail_with(make_error(ErrorKind::kTooLarge, "too_large", "the peer ignores the window"),
                     REFUSAL_TOO_LARGE);
  }
  Committing entry{{decoded->batch.log, decoded->batch.last(), decoded->batch.hash},
                   decoded->bytes,
                   decoded->batch.entries.size()};
  Side& side = sides_[decoded->batch.log];
  side.announced = std::max(side.announced, entry.head.seq);
  committing_bytes_ += entry.bytes;
  const std::uint64_t ticket = next_ticket_++;
  committing_.emplace(ticket, entry);
  shell_.commit(ticket, *std::move(decoded), books_);
}

void Session::committed(std::uint64_t ticket, Result<log::Head> head, std::int64_t now_ms) {
  const auto found = committing_.find(ticket);
  SOBAN_CHECK(found != committing_.end());
  const Committing entry = found->second;
  committing_.erase(found);
  committing_bytes_ -= entry.bytes;
  if (state_ != State::kOpen) return;
  if (!head && head.error().kind == ErrorKind::kFork) {
    const auto info = find_log(entry.head.log);
    return on_fork({entry.head.log, entry.head.seq}, info && info->key == options_.hub_key);
  }
  if (!head)
    return fail_with(head.error(), refusal_for(head.error()), {entry.head.log, entry.head.seq});
  Side& side = sides_[entry.head.log];
  side.here = std::max(side.here, head->seq);
  side.peer = std::max(side.peer, entry.head.seq);  // whoever sent it has it
  side.sent = std::max(side.sent, side.peer);
  received_ += entry.count;
  const bool healed = forked_.contains(entry.head.log) && !find_log(entry.head.log)->forked;
  if (healed) forked_.erase(entry.head.log);
  Frame frame;
  Ack& ack = *frame.mutable_ack();
  ack.set_log(entry.head.log.value);
  ack.set_seq(entry.head.seq);
  ack.set_hash(std::string(crypto::view(entry.head.hash)));
  send(frame);
  // A laptop that takes back its own tail knows by this that it need not send it.
  shell_.peer_has(entry.head.log, std::min(side.peer, side.here));
  // What was written anew is in another log.
  if (healed) return catch_up(now_ms);
  pump(now_ms);
}

void Session::on_ack(const Ack& ack, std::int64_t now_ms) {
  const log::LogId id{ack.log()};
  const auto side = sides_.find(id);
  if (side == sides_.end() || ack.seq() > side->second.sent) {
    return fail_with(bad_frame("acknowledges what was not sent"), REFUSAL_BAD_FRAME);
  }
  for (auto flight = in_flight_.begin(); flight != in_flight_.end();) {
    if (flight->head.log != id || flight->head.seq > ack.seq()) {
      ++flight;
      continue;
    }
    if (flight->head.seq == ack.seq() && crypto::view(flight->head.hash) != ack.hash()) {
      return fail_with(fork_error(id), REFUSAL_FORK, {id, ack.seq()});
    }
    const std::int64_t age_ms = now_ms - flight->sent_ms;
    if (age_ms < kAckQuickMs) batch_bytes_ = std::min(batch_bytes_ * 2, kBatchBytesMax);
    if (age_ms > kAckSlowMs) batch_bytes_ = std::max(batch_bytes_ / 2, kBatchBytesMin);
    in_flight_bytes_ -= flight->bytes;
    flight = in_flight_.erase(flight);
  }
  if (ack.seq() > side->second.peer) {
    sent_ += ack.seq() - side->second.peer;
    side->second.peer = ack.seq();
    side->second.announced = std::max(side->second.announced, ack.seq());
    shell_.peer_has(id, ack.seq());
  }
  pump(now_ms);
}

void Session::on_refusal(const Refusal& refusal) {
  const RefusalText* known = find_refusal(refusal.code());
  state_ = State::kOver;
  shell_.finished(make_error(known == nullptr ? ErrorKind::kRefused : known->kind,
                             refusal_name(refusal.code()), refusal.text()));
  if (refusal.code() != REFUSAL_FORK) return;
  const auto info = find_log(log::LogId{refusal.log()});
  if (!info || !shares(info->village)) return;
  // The hub is believed; a laptop must show what the hub signed, and only for a log that the hub still writes.
  if (options_.role == Role::kAgent || (info->active && proves_fork(refusal, *info))) {
    shell_.forked(info->id);
  }
}

void Session::advanced(const store::LogInfo& info, std::int64_t now_ms) {
  if (state_ != State::kOpen || !shares(info.village) || forked_.contains(info.id)) return;
  Side& side = sides_[info.id];
  side.commune_book = info.village.empty();
  side.here = std::max(side.here, info.head.seq);
  pump(now_ms);
}

// The commune's book first: villages, campaigns and revocations are what the rest is read with. Then the log with the least to
// send: a laptop begins one for each urgent entry that would wait (store::Store::log_for).
std::map<log::LogId, Session::Side>::iterator Session::next_to_send() {
  auto best = sides_.end();
  for (auto it = sides_.begin(); it != sides_.end(); ++it) {
    const Side& side = it->second;
    if (side.sent >= side.here) continue;
    const auto rank = [](const Side& of) { return std::pair(!of.commune_book, of.here - of.sent); };
    if (best == sides_.end() || rank(side) < rank(best->second)) best = it;
  }
  return best;
}

void Session::pump(std::int64_t now_ms) {
  while (state_ == State::kOpen && in_flight_bytes_ < kWindowBytes) {
    const auto next = next_to_send();
    if (next == sides_.end()) {
      while (attachments_ && attachments_->answer_one()) {
      }
      return;
    }
    auto& [id, side] = *next;
    const auto tail = view_.tail(id, side.sent + 1, batch_bytes_);
    if (!tail) {
      side.here = side.sent;  // nothing that can be sent yet; advanced() comes when there is
      continue;
    }
    Frame frame;
    *frame.mutable_batch() = encode_batch(id, *tail);
    side.sent = tail->head.seq;
    in_flight_.push_back({tail->head, frame.batch().raw_size(), now_ms});
    in_flight_bytes_ += frame.batch().raw_size();
    send(frame);
  }
}

void Session::begin_attachments() {
  if (protocol_ < kProtocolAttachments) return;
  attachments_.emplace(view_, shell_, books_, options_.role == Role::kHub,
                       [this](const Frame& frame) {
                         if (state_ == State::kOpen) send(frame);
                       });
  attachments_->look();
}

void Session::on_attachment(const Frame& frame, std::int64_t now_ms) {
  if (state_ != State::kOpen) return;
  bool good = true;
  if (frame.has_attachment_want()) good = attachments_->on_want(frame.attachment_want());
  if (frame.has_attachment_have()) good = attachments_->on_have(frame.attachment_have());
  if (frame.has_attachment_piece()) attachments_->on_piece(frame.attachment_piece());
  if (!good) return fail_with(bad_frame("attachment"), REFUSAL_BAD_FRAME);
  pump(now_ms);
}

void Session::piece_kept(const PieceToKeep& piece, const Result<store::Taken>& outcome) {
  if (state_ == State::kOpen && attachments_) attachments_->kept(piece, outcome);
}

void Session::attachments_named() {
  if (state_ == State::kOpen && attachments_) attachments_->look();
}

void Session::attachment_arrived(const store::AttachmentId& id) {
  if (state_ == State::kOpen && attachments_) attachments_->arrived(id);
}

std::optional<std::uint64_t> Session::attachment_pieces() const {
  if (!attachments_) return std::nullopt;
  return attachments_->pieces();
}

void Session::refuse(RefusalCode code, const std::string& text) {
  const RefusalText* known = find_refusal(code);
  SOBAN_CHECK(known != nullptr);
  fail_with(make_error(known->kind, known->name, text), code);
}

void Session::leave() {
  if (state_ == State::kOver) return;
  state_ = State::kOver;
  Frame frame;
  frame.mutable_goodbye();
  send(frame);
  shell_.finished(std::nullopt);
}

bool Session::level() const {
  const Progress now = progress();
  return open() && now.to_send == 0 && now.to_receive == 0;
}

Progress Session::progress() const {
  Progress progress{sent_, 0, received_, 0};
  for (const auto& [id, side] : sides_) {
    if (side.here > side.peer) progress.to_send += side.here - side.peer;
    if (side.announced > side.here) progress.to_receive += side.announced - side.here;
  }
  return progress;
}

}  // namespace soban::sync
