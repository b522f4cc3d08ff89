// Photos that records name: what is taken as one, and how the HTTP API keeps and gives them.
#pragma once

#include <string>
#include <string_view>

#include "core/books/json.h"
#include "core/store/attachments.h"
#include "core/store/writer.h"
#include "records.pb.h"

namespace soban::books {

inline constexpr int kAttachmentsMax = 10;  // of one record
inline constexpr std::int64_t kThumbnailBytesMax = 64 << 10;
// Photos of a form that was never saved are kept as long as its draft may be.
inline constexpr std::int64_t kUnnamedAttachmentMs = std::int64_t{90} * 24 * 3600 * 1000;

// "image/jpeg", "image/png" or "image/webp", by the first bytes; empty: none of them.
std::string_view image_type(std::string_view content);
// False: not the name of a photo that could ever be here.
bool is_sound(const Attachment& attachment);
// Needs a Transaction. {"id", "size"}. kInvalid "not_an_image"; kTooLarge "photo_too_large".
Result<Json> keep_photo(store::Store& store, std::string_view content);

struct Photo {
  std::string content;
  std::string_view type;
};
// kNotFound "not_found" | "not_here_yet".
Result<Photo> find_photo(store::Store& store, const std::string& id);
// At the program's start.
void forget_unnamed_photos(store::Writer& writer);
// For `shown`: which of them have arrived.
Json shown_attachments(store::Store& store,
                       const google::protobuf::RepeatedPtrField<Attachment>& attachments);

}  // namespace soban::books
