#include "core/log/chain.h"

#include <catch2/catch.hpp>

namespace soban::log {
namespace {

crypto::SigningKey some_key() {
  crypto::initialise();
  return *crypto::SigningKey::from_seed(std::string(32, 's'));
}

Head some_head() { return {LogId{0x0102030405060708}, 9, next_hash({}, "entry")}; }

TEST_CASE("a hash covers the one before it and the bytes of the entry", "[log][chain]") {
  const crypto::Hash first = next_hash({}, "one");
  CHECK(first == crypto::blake2b({std::string(32, '\0'), "one"}));
  const crypto::Hash second = next_hash(first, "two");
  CHECK(second == crypto::blake2b({crypto::view(first), "two"}));
  CHECK(second != next_hash({}, "two"));
  CHECK(second != next_hash(first, "twp"));
}

TEST_CASE("an empty entry moves the chain on", "[log][chain]") {
  CHECK(next_hash({}, "") != crypto::Hash{});
}

TEST_CASE("a signed head is verified by its writer's key alone", "[log][chain]") {
  const crypto::SigningKey key = some_key();
  const crypto::Signature signature = sign_head(key, some_head());
  CHECK(verify_head(key.public_key(), some_head(), crypto::view(signature)));
  const auto other = crypto::SigningKey::generate();
  CHECK_FALSE(verify_head(other.public_key(), some_head(), crypto::view(signature)));
}

TEST_CASE("a signature holds for no other log, number or hash", "[log][chain]") {
  const crypto::SigningKey key = some_key();
  const crypto::Signature signature = sign_head(key, some_head());
  Head other_log = some_head();
  other_log.log.value += 1;
  Head other_seq = some_head();
  other_seq.seq += 1;
  Head other_hash = some_head();
  other_hash.hash.back() ^= 1;
  for (const Head& head : {other_log, other_seq, other_hash}) {
    CHECK_FALSE(verify_head(key.public_key(), head, crypto::view(signature)));
  }
}

TEST_CASE("a damaged or cut signature does not verify", "[log][chain]") {
  const crypto::SigningKey key = some_key();
  std::string signature(crypto::view(sign_head(key, some_head())));
  CHECK_FALSE(verify_head(key.public_key(), some_head(), signature.substr(1)));
  CHECK_FALSE(verify_head(key.public_key(), some_head(), ""));
  signature[10] = static_cast<char>(signature[10] ^ 1);
  CHECK_FALSE(verify_head(key.public_key(), some_head(), signature));
}

TEST_CASE("what is signed is the domain and the head in little-endian bytes", "[log][chain]") {
  const crypto::SigningKey key = some_key();
  const Head head = some_head();
  std::string message = "\x08\x07\x06\x05\x04\x03\x02\x01";
  message += std::string("\x09\0\0\0\0\0\0\0", 8);
  message += crypto::view(head.hash);
  CHECK(sign_head(key, head) == key.sign("soban.head.v1", message));
}

}  // namespace
}  // namespace soban::log
