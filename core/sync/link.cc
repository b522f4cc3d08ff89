#include "core/sync/link.h"

#include <spdlog/spdlog.h>

#include "core/sync/tuning.h"

namespace soban::sync {

std::shared_ptr<Link> Link::start(SessionOptions options, std::shared_ptr<http::Socket> socket,
                                  store::Writer& writer, store::Store& reader, Hooks hooks) {
  auto link = std::make_shared<Link>(std::move(options), std::move(socket), writer, reader,
                                     std::move(hooks));
  link->begin();
  return link;
}

Link::Link(SessionOptions options, std::shared_ptr<http::Socket> socket, store::Writer& writer,
           store::Store& reader, Hooks hooks)
    : loop_(socket->loop()),
      socket_(std::move(socket)),
      writer_(writer),
      reader_(reader),
      hooks_(std::move(hooks)),
      session_(std::move(options), *this, *this) {}

void Link::begin() {
  handshake_timer_ = loop_.run_after(kHandshakeTimeout, [weak = weak_from_this()] {
    const auto link = weak.lock();
    if (!link || link->session_.open()) return;
    link->finish(
        Error{ErrorKind::kUnavailable, "timeout", "the other side did not answer in time", {}, {}});
  });
  // The socket keeps the link alive until it has closed; on_closed() breaks the ring.
  socket_->start(
      {[self = shared_from_this()](std::string_view bytes) { self->on_message(bytes); },
       [self = shared_from_this()](std::optional<Error> why) { self->on_closed(std::move(why)); }});
  guard([this] { session_.start(); });
}

// A store that can't be read ends the session; the programs meet and report the cause elsewhere too.
template <class Body>
void Link::guard(Body&& body) {
  try {
    body();
  } catch (const store::DatabaseError& failed) {
    finish(failed.error());
  }
}

void Link::on_message(std::string_view bytes) {
  if (over_) return;
  guard([&] { session_.receive(bytes, reader_.clock().now_ms()); });
  if (!over_ && hooks_.progressed) hooks_.progressed();
}

void Link::on_closed(std::optional<Error> why) {
  const auto keep = shared_from_this();
  if (!why && !over_) {
    why = Error{ErrorKind::kUnavailable, "cut", "the connection was cut", {}, {}};
  }
  finish(std::move(why));
  socket_.reset();
}

void Link::finish(std::optional<Error> why) {
  if (over_) return;
  over_ = true;
  handshake_timer_.reset();
  if (socket_) socket_->close();
  // Not from within the session that may be on the stack.
  loop_.post([self = shared_from_this(), why = std::move(why)] {
    const Hooks hooks = std::exchange(self->hooks_, {});
    if (hooks.finished) hooks.finished(why);
  });
}

void Link::advanced(const store::LogInfo& info) {
  if (over_) return;
  guard([&] { session_.advanced(info, reader_.clock().now_ms()); });
  if (!over_ && hooks_.progressed) hooks_.progressed();
}

void Link::attachments_changed(const store::Committed& what) {
  if (over_) return;
  guard([&] {
    for (const crypto::Hash& id : what.attachments) session_.attachment_arrived(id);
    if (what.names_attachments) session_.attachments_named();
  });
}

void Link::enrol_decided(Result<EnrolGrant> grant) {
  if (!over_) guard([&] { session_.enrol_decided(std::move(grant)); });
}

void Link::refuse(RefusalCode code, const std::string& text) {
  if (!over_) session_.refuse(code, text);
}

void Link::leave() {
  if (!over_) session_.leave();
}

std::vector<store::LogInfo> Link::logs() { return reader_.logs(); }

std::optional<store::Tail> Link::tail(log::LogId id, log::Seq first, std::size_t bytes_max) {
  return reader_.tail(id, first, bytes_max);
}

std::optional<crypto::Hash> Link::hash_at(log::LogId id, log::Seq seq) {
  return reader_.hash_at(id, seq);
}

std::vector<store::WantedAttachment> Link::wanted_attachments(const std::vector<std::string>& books,
                                                              std::size_t limit) {
  return store::wanted_attachments(reader_.database(), books, limit);
}

std::optional<store::AttachmentPiece> Link::attachment_piece(
    const store::AttachmentId& id, std::int64_t offset, std::size_t bytes_max,
    const std::vector<std::string>& books) {
  return shared_piece(reader_, id, offset, bytes_max, books);
}

std::vector<store::NamedAttachment> Link::attachments_to_send() {
  return store::attachments_to_send(reader_.database());
}

Result<log::Writer> Link::device(log::DeviceId id) { return hooks_.device(id); }

void Link::send(std::string frame) {
  if (socket_) socket_->send(std::move(frame));
}

void Link::commit(std::uint64_t ticket, DecodedBatch batch, const std::vector<std::string>& books) {
  const auto held = std::make_shared<DecodedBatch>(std::move(batch));
  const auto head = std::make_shared<log::Head>();
  auto job = [held, head, books](store::Store& store) -> Result<void> {
    const auto appended = append_shared(store, held->batch, books);
    if (!appended) return fail(appended.error());
    *head = *appended;
    return {};
  };
  auto done = [self = shared_from_this(), held, head, ticket](Result<void> outcome) {
    self->loop_.post([self, head, ticket, outcome = std::move(outcome)] {
      if (self->over_) return;
      const Result<log::Head> result =
          outcome ? Result<log::Head>(*head) : Result<log::Head>(fail(outcome.error()));
      self->guard(
          [&] { self->session_.committed(ticket, result, self->reader_.clock().now_ms()); });
      if (!self->over_ && self->hooks_.progressed) self->hooks_.progressed();
    });
  };
  writer_.submit(std::move(job), std::move(done));
}

void Link::keep_piece(PieceToKeep piece) {
  const auto kept = std::make_shared<const PieceToKeep>(std::move(piece));
  const auto taken = std::make_shared<store::Taken>();
  auto job = [kept, taken](store::Store& store) -> Result<void> {
    const auto outcome =
        store::take_attachment_piece(store, kept->named, kept->offset, kept->bytes);
    if (!outcome) return fail(outcome.error());
    *taken = *outcome;
    return {};
  };
  auto done = [self = shared_from_this(), kept, taken](Result<void> outcome) {
    self->loop_.post([self, kept, taken, outcome = std::move(outcome)] {
      if (self->over_) return;
      const Result<store::Taken> result =
          outcome ? Result<store::Taken>(*taken) : Result<store::Taken>(fail(outcome.error()));
      self->guard([&] { self->session_.piece_kept(*kept, result); });
      if (!self->over_ && self->hooks_.progressed) self->hooks_.progressed();
    });
  };
  // A piece that a power cut takes away is asked for again; of the whole the other side is told.
  if (kept->last()) {
    writer_.submit(std::move(job), std::move(done));
  } else {
    writer_.note(std::move(job), std::move(done));
  }
}

void Link::peer_has_attachment(const store::AttachmentId& id, bool held) {
  writer_.note(
      [id, held](store::Store& store) -> Result<void> {
        store::note_attachment_at_peer(store.database(), id, held);
        return {};
      },
      [self = shared_from_this()](const Result<void>& outcome) {
        // Said again in the next session.
        if (!outcome) spdlog::warn("could not note an attachment: {}", outcome.error().text);
        self->loop_.post([self] {
          if (!self->over_ && self->hooks_.progressed) self->hooks_.progressed();
        });
      });
}

void Link::enrol(EnrolRequest request) { hooks_.enrol(std::move(request)); }

void Link::opened(const std::optional<log::Writer>& peer, const HelloBody& hello,
                  std::int64_t peer_clock_ms) {
  handshake_timer_.reset();
  if (hooks_.opened) hooks_.opened(peer, hello, peer_clock_ms);
}

void Link::peer_has(log::LogId id, log::Seq seq) {
  if (hooks_.peer_has) hooks_.peer_has(id, seq);
}

void Link::forked(log::LogId id) {
  note_fork([id](store::Store& store) { store.give_way(id); });
}

void Link::reunited(log::LogId id) {
  note_fork([id](store::Store& store) { store.keep_own_way(id); });
}

void Link::note_fork(std::function<void(store::Store&)> note) {
  writer_.submit(
      [note = std::move(note)](store::Store& store) -> Result<void> {
        note(store);
        return {};
      },
      [](const Result<void>& outcome) {
        // Found again by the next session.
        if (!outcome) spdlog::warn("could not note a forked log: {}", outcome.error().text);
      });
}

void Link::enrolled(EnrolGrant grant) { hooks_.enrolled(std::move(grant)); }

void Link::finished(std::optional<Error> why) { finish(std::move(why)); }

}  // namespace soban::sync
