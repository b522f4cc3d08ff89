#include "core/books/attachments.h"

#include <spdlog/spdlog.h>

namespace soban::books {
namespace {

bool is_sound_name(const std::string& id, std::int64_t size, std::int64_t size_max) {
  return store::parse_attachment_id(id) && size > 0 && size <= size_max;
}

bool is_here(store::Store& store, const std::string& id) {
  const auto parsed = store::parse_attachment_id(id);
  return parsed && store::has_attachment(store.database(), *parsed);
}

tl::unexpected<Error> no_photo() {
  return fail(ErrorKind::kNotFound, "not_found", "there is no such photo");
}

}  // namespace

std::string_view image_type(std::string_view content) {
  if (content.starts_with("\xFF\xD8\xFF")) return "image/jpeg";
  if (content.starts_with("\x89PNG\r\n\x1A\n")) return "image/png";
  if (content.starts_with("RIFF") && content.substr(0, 12).ends_with("WEBP")) return "image/webp";
  return {};
}

bool is_sound(const Attachment& attachment) {
  const bool thumbnail =
      attachment.thumbnail().empty() ||
      is_sound_name(attachment.thumbnail(), attachment.thumbnail_size(), kThumbnailBytesMax);
  return thumbnail && is_sound_name(attachment.id(), attachment.size(), store::kAttachmentBytesMax);
}

Result<Json> keep_photo(store::Store& store, std::string_view content) {
  if (std::ssize(content) > store::kAttachmentBytesMax) {
    return fail(ErrorKind::kTooLarge, "photo_too_large",
                "a photo may have " + std::to_string(store::kAttachmentBytesMax >> 20) +
                    " MB; make it smaller");
  }
  if (image_type(content).empty()) {
    return fail(ErrorKind::kInvalid, "not_an_image", "the file is no JPEG, PNG or WebP picture");
  }
  const store::AttachmentId id = store::add_attachment(store, content);
  return Json{{"id", store::to_string(id)}, {"size", std::to_string(content.size())}};
}

Result<Photo> find_photo(store::Store& store, const std::string& id) {
  const auto parsed = store::parse_attachment_id(id);
  if (!parsed) return no_photo();
  auto content = store::attachment_content(store.database(), *parsed);
  if (!content && store::is_attachment_named(store.database(), *parsed)) {
    return fail(ErrorKind::kNotFound, "not_here_yet",
                "the photo has not arrived yet; it comes after the records");
  }
  // Whatever else a device with a key may have sent: no browser is given it under this address.
  if (!content || image_type(*content).empty()) return no_photo();
  const std::string_view type = image_type(*content);
  return Photo{*std::move(content), type};
}

void forget_unnamed_photos(store::Writer& writer) {
  writer.note(
      [](store::Store& store) -> Result<void> {
        store::forget_unnamed_attachments(store, store.clock().now_ms() - kUnnamedAttachmentMs);
        return {};
      },
      [](const Result<void>& outcome) {
        if (!outcome) spdlog::warn("could not clear away photos: {}", outcome.error().text);
      });
}

Json shown_attachments(store::Store& store,
                       const google::protobuf::RepeatedPtrField<Attachment>& attachments) {
  Json all = Json::array();
  for (const Attachment& each : attachments) {
    all.push_back({{"id", each.id()},
                   {"here", is_here(store, each.id())},
                   {"thumbnail", each.thumbnail()},
                   {"thumbnailHere", is_here(store, each.thumbnail())}});
  }
  return all;
}

}  // namespace soban::books
