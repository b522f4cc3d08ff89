// Files that records name by their content (docs/protocol.md §3.13): photos of minutes and of paper books. They are kept in
// pieces as they arrive and are whole once their hash says so. A record never waits for them.
//
// Functions that write need a Transaction; all throw DatabaseError.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/crypto/crypto.h"
#include "core/error.h"
#include "core/log/ids.h"
#include "core/log/schema.h"
#include "core/store/store.h"

namespace soban::store {

// BLAKE2b-256 of the content.
using AttachmentId = crypto::Hash;

// Of one attachment. A photo of a page that can be read has some 200 KB.
inline constexpr std::int64_t kAttachmentBytesMax = 2 << 20;

// As a record names it, which may be before it is here.
struct NamedAttachment {
  AttachmentId id{};
  std::int64_t size = 0;
  bool thumbnail = false;  // a small picture of another one
};

struct WantedAttachment {
  NamedAttachment named;
  std::int64_t held = 0;  // bytes that are here already
};

// A part of a whole attachment.
struct AttachmentPiece {
  std::int64_t size = 0;  // of the whole
  std::string bytes;
};

// 64 lowercase hex digits; nullopt: not an id.
std::optional<AttachmentId> parse_attachment_id(std::string_view text);
std::string to_string(const AttachmentId& id);
// Files and thumbnails that the field of a kind names; what is no name is left out.
std::vector<NamedAttachment> attachments_in(const log::KindInfo& kind, std::string_view field);

// Keeps content that came to be here, once. Durable with the transaction.
AttachmentId add_attachment(Store& store, std::string_view content);
// nullopt: not here, or only in part.
std::optional<std::string> attachment_content(Database& database, const AttachmentId& id);
bool has_attachment(Database& database, const AttachmentId& id);

// The record's book names it: from now on it is wanted here and may be given to whoever shares the book.
void name_attachment(Database& database, const NamedAttachment& named, std::int64_t book);
bool is_attachment_named(Database& database, const AttachmentId& id);
bool is_attachment_named(Database& database, const AttachmentId& id,
                         const std::vector<std::string>& books);
// Named in these books and not whole here, the smallest first: thumbnails before photos.
std::vector<WantedAttachment> wanted_attachments(Database& database,
                                                 const std::vector<std::string>& books,
                                                 std::size_t limit);
// From `offset` on, at most `bytes_max`; nullopt: not whole here, or nothing is there.
std::optional<AttachmentPiece> attachment_piece(Database& database, const AttachmentId& id,
                                                std::int64_t offset, std::size_t bytes_max);
enum class Taken {
  kMore,     // it continues
  kWhole,    // all is here, and is what its name says
  kDamaged,  // all was here and was something else; it is forgotten, and wanted from its beginning
};
// Adds the piece at `offset`; a piece that is here already is no error. kProtocol "bad_attachment": it does not continue
// what is here, and nothing is changed.
Result<Taken> take_attachment_piece(Store& store, const NamedAttachment& named, std::int64_t offset,
                                    std::string_view bytes);

// Laptop: whether the hub is known to hold it.
void note_attachment_at_peer(Database& database, const AttachmentId& id, bool held);
// Laptop: whole here, named by a record, and not known to be at the hub; the smallest first.
std::vector<NamedAttachment> attachments_to_send(Database& database);

// Thumbnails are not counted: people know of one photo.
struct AttachmentCounts {
  std::int64_t to_send = 0;     // of attachments_to_send
  std::int64_t to_receive = 0;  // named, and not whole here
};
AttachmentCounts count_attachments(Database& database);

// What neither a record nor a draft names and was put here before `before_ms`: photos of forms that were never saved. Does
// nothing while entries wait to be applied, after an upgrade or a fork, say: they may be what names them.
void forget_unnamed_attachments(Store& store, std::int64_t before_ms);

}  // namespace soban::store
