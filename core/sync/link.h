// A Session on a real connection and a real store: the thin shell that both programs use.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "core/http/http.h"
#include "core/store/writer.h"
#include "core/sync/session.h"

namespace soban::sync {

// Lives on its socket's loop; every call and hook is on it. Keeps itself alive until the connection has ended.
class Link : public std::enable_shared_from_this<Link>, private View, private Shell {
 public:
  struct Hooks {
    std::function<void(const std::optional<log::Writer>& peer, const HelloBody& hello,
                       std::int64_t peer_clock_ms)>
        opened;
    std::function<void(log::LogId, log::Seq)> peer_has;
    std::function<void()> progressed;
    // Hub: answer through Link::enrol_decided.
    std::function<void(EnrolRequest)> enrol;
    std::function<void(EnrolGrant)> enrolled;
    std::function<Result<log::Writer>(log::DeviceId)> device;
    // Once; nullopt: in good order.
    std::function<void(std::optional<Error>)> finished;
  };

  // `writer`, `reader` and `clock` outlive the link; `reader` belongs to the socket's loop.
  static std::shared_ptr<Link> start(SessionOptions options, std::shared_ptr<http::Socket> socket,
                                     store::Writer& writer, store::Store& reader, Hooks hooks);

  void advanced(const store::LogInfo& info);
  // What a commit says of attachments.
  void attachments_changed(const store::Committed& what);
  void enrol_decided(Result<EnrolGrant> grant);
  void refuse(RefusalCode code, const std::string& text);
  void leave();

  bool open() const { return session_.open(); }
  bool level() const { return session_.level(); }
  std::optional<std::uint64_t> attachment_pieces() const { return session_.attachment_pieces(); }
  Progress progress() const { return session_.progress(); }
  const std::optional<log::DeviceId>& claimed() const { return session_.claimed(); }
  http::Loop& loop() { return loop_; }

  Link(SessionOptions options, std::shared_ptr<http::Socket> socket, store::Writer& writer,
       store::Store& reader, Hooks hooks);

 private:
  void begin();
  void on_message(std::string_view bytes);
  void on_closed(std::optional<Error> why);
  void finish(std::optional<Error> why);
  template <class Body>
  void guard(Body&& body);

  // View
  std::vector<store::LogInfo> logs() override;
  std::optional<store::Tail> tail(log::LogId id, log::Seq first, std::size_t bytes_max) override;
  std::optional<crypto::Hash> hash_at(log::LogId id, log::Seq seq) override;
  std::vector<store::WantedAttachment> wanted_attachments(const std::vector<std::string>& books,
                                                          std::size_t limit) override;
  std::optional<store::AttachmentPiece> attachment_piece(
      const store::AttachmentId& id, std::int64_t offset, std::size_t bytes_max,
      const std::vector<std::string>& books) override;
  std::vector<store::NamedAttachment> attachments_to_send() override;
  Result<log::Writer> device(log::DeviceId id) override;
  // Shell
  void send(std::string frame) override;
  void commit(std::uint64_t ticket, DecodedBatch batch,
              const std::vector<std::string>& books) override;
  void enrol(EnrolRequest request) override;
  void opened(const std::optional<log::Writer>& peer, const HelloBody& hello,
              std::int64_t peer_clock_ms) override;
  void peer_has(log::LogId id, log::Seq seq) override;
  void keep_piece(PieceToKeep piece) override;
  void peer_has_attachment(const store::AttachmentId& id, bool held) override;
  void forked(log::LogId id) override;
  void reunited(log::LogId id) override;
  void enrolled(EnrolGrant grant) override;
  void finished(std::optional<Error> why) override;

  void note_fork(std::function<void(store::Store&)> note);

  http::Loop& loop_;
  std::shared_ptr<http::Socket> socket_;
  store::Writer& writer_;
  store::Store& reader_;
  Hooks hooks_;
  http::Loop::Timer handshake_timer_;
  bool over_ = false;
  Session session_;
};

}  // namespace soban::sync
