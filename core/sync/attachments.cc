#include "core/sync/attachments.h"

#include <algorithm>

#include "core/sync/session.h"
#include "core/sync/tuning.h"

namespace soban::sync {

std::optional<store::AttachmentPiece> shared_piece(store::Store& store,
                                                   const store::AttachmentId& id,
                                                   std::int64_t offset, std::size_t bytes_max,
                                                   const std::vector<std::string>& books) {
  if (!store::is_attachment_named(store.database(), id, books)) return std::nullopt;
  return store::attachment_piece(store.database(), id, offset, bytes_max);
}

void AttachmentExchange::note_peer(const store::AttachmentId& id, bool held) {
  if (!is_hub_) shell_.peer_has_attachment(id, held);
}

std::deque<AttachmentExchange::Download>::iterator AttachmentExchange::find(
    const store::AttachmentId& id) {
  return std::find_if(downloads_.begin(), downloads_.end(),
                      [&](const Download& download) { return download.named.id == id; });
}

void AttachmentExchange::drop(const store::AttachmentId& id) {
  const auto found = find(id);
  if (found != downloads_.end()) downloads_.erase(found);
}

bool AttachmentExchange::find_more() {
  for (const auto& [named, held] :
       view_.wanted_attachments(books_, kAttachmentsLooked + given_up_.size())) {
    if (given_up_.contains(named.id) || find(named.id) != downloads_.end()) continue;
    downloads_.push_back({named, held});
  }
  return !downloads_.empty();
}

void AttachmentExchange::look() {
  const auto to_send =
      is_hub_ ? std::vector<store::NamedAttachment>() : view_.attachments_to_send();
  for (const store::NamedAttachment& named : to_send) {
    if (told_.size() < kAttachmentsTold) peer_holds_.insert(named.id);
  }
  tell_held();
  ask();
}

void AttachmentExchange::tell_held() {
  Frame frame;
  for (auto id = peer_holds_.begin(); id != peer_holds_.end();) {
    const bool told = told_.contains(*id);
    const bool held = !told && view_.attachment_piece(*id, 0, 1, books_).has_value();
    if (held) frame.mutable_attachment_have()->add_ids(bytes_of(*id));
    if (held) told_.insert(*id);
    id = told || held ? peer_holds_.erase(id) : std::next(id);
  }
  if (frame.has_attachment_have()) send_(frame);
}

void AttachmentExchange::ask() {
  while (!stopped_ && asked_.size() < kPiecesAsked && asked_.size() + keeping_ < kPiecesInHand) {
    const auto unasked = [](const Download& d) { return d.asked < d.named.size; };
    auto next = std::find_if(downloads_.begin(), downloads_.end(), unasked);
    if (next == downloads_.end()) {
      // What is asked for to its end may still be on its way; the list is read again when that is here.
      if (!downloads_.empty() || !find_more()) return;
      next = std::find_if(downloads_.begin(), downloads_.end(), unasked);
      if (next == downloads_.end()) return;
    }
    Frame frame;
    AttachmentWant& want = *frame.mutable_attachment_want();
    want.set_id(bytes_of(next->named.id));
    want.set_offset(static_cast<std::uint64_t>(next->asked));
    asked_.push_back({next->named.id, next->asked});
    next->asked = std::min(next->asked + kPieceBytes, next->named.size);
    send_(frame);
  }
}

bool AttachmentExchange::on_want(const AttachmentWant& want) {
  Question question{{}, static_cast<std::int64_t>(want.offset())};
  const bool good = crypto::assign(question.id, want.id()) &&
                    want.offset() <= static_cast<std::uint64_t>(store::kAttachmentBytesMax) &&
                    questions_.size() < kPiecesAskedLimit;
  if (good) questions_.push_back(question);
  return good;
}

bool AttachmentExchange::answer_one() {
  if (questions_.empty()) return false;
  const Question question = questions_.front();
  questions_.pop_front();
  Frame frame;
  AttachmentPiece& piece = *frame.mutable_attachment_piece();
  piece.set_id(bytes_of(question.id));
  piece.set_offset(static_cast<std::uint64_t>(question.offset));
  auto found = view_.attachment_piece(question.id, question.offset,
                                      static_cast<std::size_t>(kPieceBytes), books_);
  if (found) {
    told_.insert(question.id);
    ++pieces_;
    piece.set_size(static_cast<std::uint64_t>(found->size));
    piece.set_bytes(std::move(found->bytes));
  } else {
    asked_in_vain_.insert(question.id);
  }
  send_(frame);
  if (question.offset == 0) note_peer(question.id, false);
  return true;
}

void AttachmentExchange::on_piece(const AttachmentPiece& piece) {
  // Frames may come twice: what is not the next answer was taken before.
  if (asked_.empty() || piece.id() != crypto::view(asked_.front().id) ||
      piece.offset() != static_cast<std::uint64_t>(asked_.front().offset)) {
    return;
  }
  const Question question = asked_.front();
  asked_.pop_front();
  const auto download = find(question.id);
  if (download != downloads_.end()) {
    const store::NamedAttachment named = download->named;
    if (piece.size() == static_cast<std::uint64_t>(named.size) &&
        std::ssize(piece.bytes()) == std::min(kPieceBytes, named.size - question.offset)) {
      ++keeping_;
      ++pieces_;
      shell_.keep_piece({named, question.offset, piece.bytes()});
    } else {
      given_up_.insert(question.id);
      drop(question.id);
    }
  }
  ask();
}

void AttachmentExchange::kept(const PieceToKeep& piece, const Result<store::Taken>& outcome) {
  --keeping_;
  if (!outcome) {
    // The store has no room, say: records need it more. What comes next would not continue what is here.
    stopped_ = true;
    return;
  }
  if (*outcome == store::Taken::kDamaged) given_up_.insert(piece.named.id);
  if (piece.last() || *outcome == store::Taken::kWhole) drop(piece.named.id);
  if (*outcome == store::Taken::kWhole) {
    Frame frame;
    frame.mutable_attachment_have()->add_ids(bytes_of(piece.named.id));
    told_.insert(piece.named.id);
    send_(frame);
  }
  ask();
}

bool AttachmentExchange::on_have(const AttachmentHave& have) {
  for (const std::string& bytes : have.ids()) {
    store::AttachmentId id{};
    if (!crypto::assign(id, bytes)) return false;
    note_peer(id, true);
    given_up_.erase(id);
    if (peer_holds_.size() < kAttachmentsTold) peer_holds_.insert(id);
  }
  tell_held();
  ask();
  return true;
}

void AttachmentExchange::arrived(const store::AttachmentId& id) {
  if (asked_in_vain_.erase(id) > 0) {
    told_.erase(id);
    peer_holds_.insert(id);
  }
  tell_held();
}

}  // namespace soban::sync
