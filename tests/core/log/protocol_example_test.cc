// The worked example of docs/protocol.md §2.10, rebuilt from its fixed inputs: the document can't go stale.
#include <catch2/catch.hpp>
#include <fstream>
#include <iterator>
#include <map>
#include <string>
#include <string_view>

#include "change.pb.h"
#include "core/log/chain.h"
#include "core/log/genesis.h"
#include "core/log/schema.h"
#include "core/sync/enrol_code.h"
#include "records.pb.h"
#include "tests/support/expect.h"

namespace soban {
namespace {

using test::expect;

constexpr std::uint64_t kCommune = 0x1122'3344'5566'7788;
constexpr log::DeviceId kDevice{0x0a0b'0c0d'0e0f'1011};
constexpr log::LogId kLog{0x9f3c'2a71'd0b4'e586};
constexpr std::int64_t kIssuedMs = 1'795'564'800'000;  // 2026-11-25 00:00 UTC
constexpr std::int64_t kBegunMs = kIssuedMs + 60'000;
constexpr std::int64_t kRecordedMs = kIssuedMs + 120'000;
constexpr std::int64_t kCorrectedMs = kIssuedMs + 180'000;
constexpr std::size_t kHexDigitsPerLine = 96;

// The bytes first, first + 1, … of a seed, a pin or a token.
std::string counting(char first, std::size_t count) {
  std::string bytes;
  for (std::size_t i = 0; i < count; ++i) bytes += static_cast<char>(first + static_cast<char>(i));
  return bytes;
}

void set_position(Position& out, log::Seq seq) {
  out.set_log(kLog.value);
  out.set_seq(seq);
}

log::Writer village_device(const crypto::SigningKey& device_key) {
  log::Writer writer;
  writer.commune = kCommune;
  writer.device = kDevice;
  writer.key = device_key.public_key();
  writer.role = DEVICE_ROLE_VILLAGE;
  writer.village = "NC";
  writer.name = "Máy bản Nong Cóc";
  writer.series = "NC-A";
  writer.issued_ms = kIssuedMs;
  return writer;
}

// Entry 2: records that somebody gave 200.000 đ.
std::string recording() {
  Contribution contribution;
  contribution.set_donor_name("Lò Văn Đức");
  contribution.set_form(FORM_CASH);
  contribution.set_amount(200'000);
  contribution.set_date("2026-11-25");
  Change change;
  change.set_kind(log::kind_of<Contribution>());
  change.set_time(log::Hlc::at_ms(kRecordedMs).value);
  change.set_author("Lò Văn Pọm");
  change.set_delta(contribution.SerializeAsString());
  return change.SerializeAsString();
}

// Entry 3: it was 250.000 đ.
std::string correction() {
  Contribution contribution;
  contribution.set_amount(250'000);
  Change change;
  set_position(*change.mutable_record(), 2);
  change.set_kind(log::kind_of<Contribution>());
  set_position(*change.add_parents(), 2);
  change.set_time(log::Hlc::at_ms(kCorrectedMs).value);
  change.set_author("Lò Văn Pọm");
  change.set_reason("ghi nhầm");
  change.set_delta(contribution.SerializeAsString());
  return change.SerializeAsString();
}

using Example = std::map<std::string, std::string>;  // name → hex, or text where it is no bytes

Example build_example() {
  const auto hub_key = expect(crypto::SigningKey::from_seed(counting('\x00', 32)));
  const auto device_key = expect(crypto::SigningKey::from_seed(counting('\x20', 32)));
  const Certificate certificate = log::make_certificate(hub_key, village_device(device_key));
  const std::string genesis =
      log::make_genesis(kLog, {kCommune, "NC"}, certificate, log::Hlc::at_ms(kBegunMs));
  const crypto::Hash hash1 = log::next_hash({}, genesis);
  const crypto::Hash hash2 = log::next_hash(hash1, recording());
  const crypto::Hash hash3 = log::next_hash(hash2, correction());
  const crypto::Signature signature = log::sign_head(device_key, {kLog, 3, hash3});
  CHECK(log::check_genesis(genesis, kLog, hub_key.public_key()).has_value());
  CHECK(log::verify_head(device_key.public_key(), {kLog, 3, hash3}, crypto::view(signature)));
  const sync::EnrolCode code{"10.0.0.2", 8443, counting('\x40', sync::kPinBytes),
                             counting('\x60', sync::kTokenBytes)};
  const auto hex = [](const auto& bytes) { return crypto::to_hex(crypto::view(bytes)); };
  return {{"hub-public-key", hex(hub_key.public_key())},
          {"device-public-key", hex(device_key.public_key())},
          {"certificate-body", crypto::to_hex(certificate.body())},
          {"certificate-signature", crypto::to_hex(certificate.signature())},
          {"entry-1", crypto::to_hex(genesis)},
          {"hash-1", hex(hash1)},
          {"entry-2", crypto::to_hex(recording())},
          {"hash-2", hex(hash2)},
          {"entry-3", crypto::to_hex(correction())},
          {"hash-3", hex(hash3)},
          {"head-signature-3", hex(signature)},
          {"enrol-code", sync::print_enrol_code(code)}};
}

// Every block that opens with "```example NAME", without its line breaks.
Example read_example() {
  std::ifstream in(SOBAN_SOURCE_DIR "/docs/protocol.md");
  constexpr std::string_view kOpening = "```example ";
  Example blocks;
  std::string* open = nullptr;
  for (std::string line; std::getline(in, line);) {
    if (line.starts_with(kOpening)) {
      open = &blocks[line.substr(kOpening.size())];
    } else if (line.starts_with("```")) {
      open = nullptr;
    } else if (open != nullptr) {
      *open += line;
    }
  }
  return blocks;
}

// As it must stand in the document.
std::string printed(const std::string& name, const std::string& content) {
  std::string text = "```example " + name + '\n';
  for (std::size_t at = 0; at < content.size(); at += kHexDigitsPerLine) {
    text += content.substr(at, kHexDigitsPerLine) + '\n';
  }
  return text + "```\n";
}

TEST_CASE("the worked example in docs/protocol.md is what the program makes", "[protocol]") {
  Example documented = read_example();
  for (const auto& [name, content] : build_example()) {
    INFO("the document must say:\n" << printed(name, content));
    CHECK(documented[name] == content);
    documented.erase(name);
  }
  for (const auto& [name, content] : documented) FAIL_CHECK("nothing makes the example " << name);
}

}  // namespace
}  // namespace soban
