// Files that records name: kept in pieces, whole when the hash says so.
#include "core/store/attachments.h"

#include <catch2/catch.hpp>

#include "core/store/local.h"
#include "core/store/schema.h"
#include "tests/core/store/support.h"

namespace soban::store {
namespace {

using namespace test;
using test::Commune;
using test::Device;

std::string some_bytes(std::size_t count) {
  std::string bytes(count, 'x');
  for (std::size_t i = 0; i < count; i += 7) bytes[i] = static_cast<char>(i % 251);
  return bytes;
}

NamedAttachment name_of(const std::string& content) {
  return {crypto::blake2b({content}), std::ssize(content), false};
}

Result<Taken> take(Device& device, const NamedAttachment& named, std::size_t offset,
                   std::string_view bytes) {
  Transaction transaction(device.database());
  auto taken =
      take_attachment_piece(device.store(), named, static_cast<std::int64_t>(offset), bytes);
  if (taken) transaction.commit();
  return taken;
}

TEST_CASE("any part of an attachment can be read, across the rows that hold it",
          "[store][attachments]") {
  Office office;
  const std::string content = some_bytes(200'000);
  const auto id = *parse_attachment_id(office.village.attach(content).id());
  CHECK(attachment_content(office.village.database(), id) == content);
  for (const std::size_t offset : {0UL, 1UL, 65'535UL, 65'536UL, 65'537UL, 131'071UL, 199'999UL}) {
    const auto piece =
        attachment_piece(office.village.database(), id, static_cast<std::int64_t>(offset), 70'000);
    REQUIRE(piece);
    CHECK(piece->size == std::ssize(content));
    CHECK(piece->bytes == content.substr(offset, 70'000));
  }
  CHECK_FALSE(attachment_piece(office.village.database(), id, 200'000, 10));
  CHECK_FALSE(attachment_piece(office.village.database(), id, -1, 10));
  CHECK_FALSE(attachment_piece(office.village.database(), AttachmentId{}, 0, 10));
}

TEST_CASE("the same content is kept once", "[store][attachments]") {
  Office office;
  const std::string content = some_bytes(1000);
  CHECK(office.village.attach(content).id() == office.village.attach(content).id());
  CHECK(office.village.number("SELECT COUNT(*) FROM attachment_piece") == 1);
}

TEST_CASE("pieces add up to the whole; one that comes twice changes nothing",
          "[store][attachments]") {
  Office office;
  const std::string content = some_bytes(50'000);
  const NamedAttachment named = name_of(content);
  CHECK(take(office.hub, named, 0, content.substr(0, 20'000)) == Taken::kMore);
  CHECK(take(office.hub, named, 0, content.substr(0, 20'000)) == Taken::kMore);
  CHECK_FALSE(take(office.hub, named, 30'000, content.substr(30'000)));
  CHECK_FALSE(attachment_content(office.hub.database(), named.id));
  office.hub.reopen();
  CHECK(take(office.hub, named, 20'000, content.substr(20'000)) == Taken::kWhole);
  CHECK(attachment_content(office.hub.database(), named.id) == content);
  CHECK(take(office.hub, named, 0, "x") == Taken::kWhole);
}

TEST_CASE("what is not what its name says is forgotten and can come again",
          "[store][attachments]") {
  Office office;
  const std::string content = some_bytes(30'000);
  const NamedAttachment named = name_of(content);
  std::string other = content;
  other[5] = '!';
  CHECK(take(office.hub, named, 0, other) == Taken::kDamaged);
  CHECK(office.hub.number("SELECT COUNT(*) FROM attachment_piece") == 0);
  CHECK(take(office.hub, named, 0, content) == Taken::kWhole);
}

TEST_CASE("nothing larger than the limit is begun", "[store][attachments]") {
  Office office;
  CHECK_FALSE(take(office.hub, {AttachmentId{1}, kAttachmentBytesMax + 1, false}, 0, "x"));
  CHECK_FALSE(take(office.hub, {AttachmentId{1}, 0, false}, 0, ""));
  CHECK_FALSE(take(office.hub, {AttachmentId{1}, 3, false}, 0, "four"));
}

TEST_CASE("a record names its photos for ever, and after a rebuild too", "[store][attachments]") {
  Office office;
  const std::string content = some_bytes(3'000);
  Contribution gift = contribution_of("Lò Văn Đức", 1);
  *gift.add_attachments() = office.village.attach(content);
  const auto id = office.village.write(creation_of(kVillage, gift));
  store::Draft cleared = change_of(id, Contribution());
  cleared.cleared = {Contribution::kAttachmentsFieldNumber};
  office.village.write(cleared);
  CHECK(office.village.message<Contribution>(id).attachments_size() == 0);
  const auto named = [&] {
    return is_attachment_named(office.village.database(), name_of(content).id, {"", kVillage});
  };
  CHECK(named());
  office.village.store().rebuild();
  CHECK(named());
  CHECK_FALSE(is_attachment_named(office.village.database(), name_of(content).id, {"", "PL"}));
}

TEST_CASE("photos that nothing names are cleared away, but not those of a draft",
          "[store][attachments]") {
  Office office;
  Device& device = office.village;
  const std::string draft_photo = some_bytes(100);
  const std::string record_photo = some_bytes(200);
  const std::string forgotten = some_bytes(300);
  const Attachment in_draft = device.attach(draft_photo);
  Contribution gift = contribution_of("Lò Văn Đức", 1);
  *gift.add_attachments() = device.attach(record_photo);
  device.write(creation_of(kVillage, gift));
  device.attach(forgotten);
  device.in_transaction([&](Store& store) {
    save_draft(store.database(), "contribution", "{\"a\":\"" + in_draft.id() + "\"}", 0);
    forget_unnamed_attachments(store, kMorningMs);
  });
  CHECK(has_attachment(device.database(), name_of(forgotten).id));
  device.in_transaction([&](Store& store) { forget_unnamed_attachments(store, kMorningMs + 1); });
  CHECK_FALSE(has_attachment(device.database(), name_of(forgotten).id));
  CHECK(has_attachment(device.database(), name_of(draft_photo).id));
  CHECK(has_attachment(device.database(), name_of(record_photo).id));
}

TEST_CASE("photos are not cleared away while what names them waits to be applied",
          "[store][attachments]") {
  Office office;
  const std::string content = some_bytes(200);
  Contribution gift = contribution_of("Lò Văn Đức", 1);
  *gift.add_attachments() = office.village.attach(content);
  const auto id = office.village.write(creation_of(kVillage, gift));
  const auto forget = [&] {
    office.village.in_transaction(
        [](Store& store) { forget_unnamed_attachments(store, kYear2098Ms); });
  };
  // As a program finds it that was brought up to date, before its writer has begun.
  office.village.in_transaction([](Store& store) { clear_derived(store.database()); });
  CHECK_FALSE(is_attachment_named(office.village.database(), name_of(content).id));
  forget();
  CHECK(has_attachment(office.village.database(), name_of(content).id));
  office.village.apply_all();
  forget();
  CHECK(office.village.has_record(id));
  CHECK(has_attachment(office.village.database(), name_of(content).id));
}

}  // namespace
}  // namespace soban::store
