// The part of a session that moves attachments (docs/protocol.md §3.13): whoever lacks one that a shared book names asks for
// it, a piece at a time, and goes on after a cut where it was. Records always go first: what is asked for is sent when no
// batch waits.
#pragma once

#include <cstdint>
#include <deque>
#include <functional>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "core/store/attachments.h"
#include "sync.pb.h"

namespace soban::sync {

class View;
class Shell;

// A piece that came, to be kept: store::take_attachment_piece, durably where it is the last.
struct PieceToKeep {
  store::NamedAttachment named;
  std::int64_t offset = 0;
  std::string bytes;
  bool last() const { return offset + std::ssize(bytes) == named.size; }
};

class AttachmentExchange {
 public:
  using Send = std::function<void(const Frame&)>;
  // `books` are those shared with the peer. All outlive the exchange. A hub has nobody whom it must tell, and does not keep
  // in mind what a laptop holds.
  AttachmentExchange(View& view, Shell& shell, const std::vector<std::string>& books, bool is_hub,
                     Send send)
      : view_(view), shell_(shell), books_(books), is_hub_(is_hub), send_(std::move(send)) {}

  // Asks for what is wanted here, as far as the window allows, and says what the peer may not know to be here. To be
  // called at the beginning and when records that were applied may name more.
  void look();
  // Answers the oldest question of the peer; false: there is none.
  bool answer_one();
  // False: the peer breaks the rules.
  bool on_want(const AttachmentWant& want);
  bool on_have(const AttachmentHave& have);
  void on_piece(const AttachmentPiece& piece);
  // What became of a piece given to Shell::keep_piece.
  void kept(const PieceToKeep& piece, const Result<store::Taken>& outcome);
  // Whole here now, wherever it came from.
  void arrived(const store::AttachmentId& id);
  // Pieces that came and went in this session; for whoever waits as long as something moves.
  std::uint64_t pieces() const { return pieces_; }

 private:
  struct Download {
    store::NamedAttachment named;
    std::int64_t asked = 0;  // the next question begins here
  };
  struct Question {
    store::AttachmentId id{};
    std::int64_t offset = 0;
  };

  void ask();
  bool find_more();
  void tell_held();
  void note_peer(const store::AttachmentId& id, bool held);
  std::deque<Download>::iterator find(const store::AttachmentId& id);
  void drop(const store::AttachmentId& id);

  View& view_;
  Shell& shell_;
  const std::vector<std::string>& books_;
  const bool is_hub_;
  Send send_;
  std::deque<Download> downloads_;
  std::deque<Question> asked_;              // by this side, in the order of the answers
  std::deque<Question> questions_;          // of the peer
  std::set<store::AttachmentId> given_up_;  // in this session: the peer has not got it, or not this
  std::set<store::AttachmentId> asked_in_vain_;  // by the peer, of what was not here
  std::set<store::AttachmentId> peer_holds_;     // and was not told yet whether this side does
  std::set<store::AttachmentId> told_;           // the peer knows that this side holds it
  std::size_t keeping_ = 0;
  std::uint64_t pieces_ = 0;
  bool stopped_ = false;  // nothing can be kept here now
};

// The id as frames and bundles carry it.
inline std::string bytes_of(const store::AttachmentId& id) { return std::string(crypto::view(id)); }

// store::attachment_piece of what these books name; of anything else as if it were not there.
std::optional<store::AttachmentPiece> shared_piece(store::Store& store,
                                                   const store::AttachmentId& id,
                                                   std::int64_t offset, std::size_t bytes_max,
                                                   const std::vector<std::string>& books);

}  // namespace soban::sync
