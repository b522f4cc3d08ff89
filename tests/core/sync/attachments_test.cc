// Attachments between a laptop and the hub: after the records, a piece at a time, never to a stranger.
#include <catch2/catch.hpp>

#include "core/sync/tuning.h"
#include "tests/support/expect.h"
#include "tests/support/office.h"
#include "tests/support/wire.h"

namespace soban::test {
namespace {

std::string photo(char fill, std::size_t bytes) {
  std::string content(bytes, fill);
  for (std::size_t i = 0; i < bytes; i += 97) content[i] = static_cast<char>(i);
  return content;
}

Contribution gift_with(const std::string& donor, const Attachment& attachment) {
  Contribution gift = contribution_of(donor, 100'000);
  *gift.add_attachments() = attachment;
  return gift;
}

struct Village {
  Village() : laptop(office.enrol("NC")), second(office.enrol("NC")), other(office.enrol("PL")) {
    for (Device* device : {&laptop, &second, &other}) sync_up(office.commune, office.hub, *device);
  }
  // A record with a photo on the laptop.
  Attachment record(const std::string& content) {
    const Attachment attachment = laptop.attach(content);
    laptop.write(creation_of("NC", gift_with("Lò Văn Đức", attachment)));
    return attachment;
  }
  Office office;
  Device laptop;
  Device second;
  Device other;
};

// Both ends as busy as they can be: frames, commits, and what a writer applies in its pauses.
void run(Wire& wire) {
  do {
    wire.run();
    wire.hub.apply();
    wire.agent.apply();
  } while (wire.step());
}

void meet(Village& village, Device& device) {
  Wire wire(village.office.commune, village.office.hub, device);
  run(wire);
  CHECK(wire.level());
  CHECK(wire.agent.ending() == "open");
  CHECK(wire.hub.ending() == "open");
}

std::size_t to_send(Device& device) { return store::attachments_to_send(device.database()).size(); }

TEST_CASE("a photo follows its record to the hub, and from there to the village's other laptop",
          "[sync][attachments]") {
  Village village;
  const std::string content = photo('a', 100'000);
  const Attachment attachment = village.record(content);
  CHECK(to_send(village.laptop) == 1);
  Wire wire(village.office.commune, village.office.hub, village.laptop);
  run(wire);
  CHECK(wire.level());
  // Both sides see that something moves.
  CHECK(wire.agent.session().attachment_pieces() == 7);
  CHECK(wire.hub.session().attachment_pieces() == 7);
  CHECK(village.office.hub.has_attachment(attachment));
  CHECK(to_send(village.laptop) == 0);
  meet(village, village.second);
  const auto id = *store::parse_attachment_id(attachment.id());
  CHECK(store::attachment_content(village.second.database(), id) == content);
}

TEST_CASE("records go first, and none waits for a photo", "[sync][attachments]") {
  Village village;
  village.record(photo('a', 300'000));
  Wire wire(village.office.commune, village.office.hub, village.laptop);
  while (wire.agent.count_sent(sync::Frame::kAttachmentPiece) < 3) {
    if (!wire.step()) {
      wire.hub.apply();
      REQUIRE(wire.step());
    }
  }
  const std::size_t sent = wire.agent.sent.size();
  village.laptop.write(contribution("NC", "Cà Thị Mai", 5));
  // The pieces that were asked for are on their way; the record is next.
  REQUIRE(wire.agent.sent.size() == sent + 1);
  CHECK(wire.agent.sent.back().has_batch());
  CHECK(sync::kPiecesAsked * static_cast<std::size_t>(sync::kPieceBytes) <= 32 << 10);
  run(wire);
  CHECK(wire.level());
}

TEST_CASE("a cut costs a piece: what came before is not sent again", "[sync][attachments]") {
  Village village;
  const std::string content = photo('a', 160'000);
  const Attachment attachment = village.record(content);
  std::size_t pieces = 0;
  for (int session = 0; session < 40 && !village.office.hub.has_attachment(attachment); ++session) {
    Wire wire(village.office.commune, village.office.hub, village.laptop);
    for (int events = 0; events < 16; ++events) {
      if (wire.step()) continue;
      wire.hub.apply();
      wire.agent.apply();
    }
    pieces += wire.agent.count_sent(sync::Frame::kAttachmentPiece);
  }
  REQUIRE(village.office.hub.has_attachment(attachment));
  constexpr std::size_t kWhole = 10;
  CHECK(pieces >= kWhole);
  CHECK(pieces <= 3 * kWhole);
  const auto id = *store::parse_attachment_id(attachment.id());
  CHECK(store::attachment_content(village.office.hub.database(), id) == content);
}

TEST_CASE("every frame may come twice", "[sync][attachments]") {
  Village village;
  const Attachment attachment = village.record(photo('a', 70'000));
  Wire wire(village.office.commune, village.office.hub, village.laptop);
  // Not the handshake, which is no part of the exchange.
  while (!(wire.hub.session().open() && wire.agent.session().open())) REQUIRE(wire.step());
  wire.twice = true;
  run(wire);
  CHECK(wire.level());
  CHECK(village.office.hub.has_attachment(attachment));
}

TEST_CASE("the smallest goes first", "[sync][attachments]") {
  Village village;
  const Attachment large = village.record(photo('a', 200'000));
  const Attachment small = village.record(photo('b', 4'000));
  Wire wire(village.office.commune, village.office.hub, village.laptop);
  while (!village.office.hub.has_attachment(small)) {
    if (!wire.step()) wire.hub.apply();
  }
  CHECK_FALSE(village.office.hub.has_attachment(large));
}

TEST_CASE("who may not have the book does not get its photos, and does not learn of them",
          "[sync][attachments]") {
  Village village;
  const Attachment attachment = village.record(photo('a', 1'000));
  meet(village, village.laptop);
  Wire wire(village.office.commune, village.office.hub, village.other);
  run(wire);
  const auto id = *store::parse_attachment_id(attachment.id());
  sync::Frame frame;
  frame.mutable_attachment_want()->set_id(std::string(crypto::view(id)));
  wire.hub.receive(frame);
  frame.mutable_attachment_have()->add_ids(std::string(crypto::view(id)));
  wire.hub.receive(frame);
  REQUIRE(wire.hub.count_sent(sync::Frame::kAttachmentPiece) == 1);
  for (const sync::Frame& sent : wire.hub.sent) {
    if (sent.has_attachment_piece()) CHECK(sent.attachment_piece().bytes().empty());
    CHECK_FALSE(sent.has_attachment_have());
  }
}

TEST_CASE("a laptop whose photo the hub has from elsewhere is told so", "[sync][attachments]") {
  Village village;
  const std::string content = photo('a', 30'000);
  village.record(content);
  meet(village, village.laptop);
  const Attachment again = village.second.attach(content);
  village.second.write(creation_of("NC", gift_with("Cà Thị Mai", again)));
  CHECK(to_send(village.second) == 1);
  Wire wire(village.office.commune, village.office.hub, village.second);
  run(wire);
  CHECK(wire.agent.count_sent(sync::Frame::kAttachmentPiece) == 0);
  CHECK(to_send(village.second) == 0);
}

TEST_CASE("a hub that lost a photo gets it again", "[sync][attachments]") {
  Village village;
  const Attachment attachment = village.record(photo('a', 30'000));
  meet(village, village.laptop);
  village.office.hub.in_transaction([](store::Store& store) {
    store.database().script(
        "DELETE FROM attachment_piece; UPDATE attachment SET whole = 0, held = 0;");
  });
  meet(village, village.laptop);
  CHECK(village.office.hub.has_attachment(attachment));
  CHECK(to_send(village.laptop) == 0);
}

TEST_CASE("what was asked for in vain is offered when it arrives", "[sync][attachments]") {
  Village village;
  const std::string content = photo('a', 30'000);
  // The record comes without its photo, as from a laptop whose line was cut in between.
  const Attachment attachment = village.record(content);
  copy_logs(village.laptop, village.office.hub);
  Wire with_second(village.office.commune, village.office.hub, village.second);
  run(with_second);
  CHECK(with_second.level());
  CHECK_FALSE(village.second.has_attachment(attachment));
  Wire with_first(village.office.commune, village.office.hub, village.laptop);
  run(with_first);
  run(with_second);
  CHECK(village.second.has_attachment(attachment));
}

TEST_CASE("content that is not what its name says is forgotten and does not end the session",
          "[sync][attachments]") {
  Village village;
  const Attachment attachment = village.record(photo('a', 40'000));
  Wire wire(village.office.commune, village.office.hub, village.laptop);
  for (int quiet = 0; quiet < 3;) {
    for (std::string& bytes : wire.agent.outbox) {
      sync::Frame frame;
      REQUIRE(frame.ParseFromString(bytes));
      if (!frame.has_attachment_piece()) continue;
      frame.mutable_attachment_piece()->mutable_bytes()->at(7) ^= 1;
      bytes = frame.SerializeAsString();
    }
    if (wire.step()) continue;
    wire.hub.apply();
    ++quiet;
  }
  CHECK(wire.level());
  CHECK_FALSE(village.office.hub.has_attachment(attachment));
  CHECK(village.office.hub.number("SELECT COUNT(*) FROM attachment_piece") == 0);
  meet(village, village.laptop);
  CHECK(village.office.hub.has_attachment(attachment));
}

TEST_CASE("a record that names a photo with another size does not get it", "[sync][attachments]") {
  Village village;
  Attachment attachment = village.laptop.attach(photo('a', 40'000));
  attachment.set_size(50'000);
  village.laptop.write(creation_of("NC", gift_with("Lò Văn Đức", attachment)));
  Wire wire(village.office.commune, village.office.hub, village.laptop);
  run(wire);
  CHECK(wire.level());
  CHECK_FALSE(village.office.hub.has_attachment(attachment));
  CHECK(wire.agent.count_sent(sync::Frame::kAttachmentPiece) <= 2);
}

TEST_CASE("too many questions at once end the session", "[sync][attachments]") {
  Village village;
  Wire wire(village.office.commune, village.office.hub, village.laptop);
  run(wire);
  sync::Frame frame;
  frame.mutable_attachment_want()->set_id("short");
  wire.hub.receive(frame);
  CHECK(wire.hub.ending() == "bad_frame");
}

}  // namespace
}  // namespace soban::test
