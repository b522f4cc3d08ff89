#include <rapidcheck/catch.h>

#include <catch2/catch.hpp>
#include <memory>

#include "core/crypto/crypto.h"

namespace crypto = soban::crypto;
using crypto::SigningKey;

namespace {

struct Vector {
  const char* seed;
  const char* public_key;
  const char* message;
  const char* signature;
};

// RFC 8032, 7.1, TEST 1 to 3.
const Vector kVectors[] = {
    {"9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
     "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a", "",
     "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e06522490155"
     "5fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b"},
    {"4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb",
     "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c", "72",
     "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
     "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00"},
    {"c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7",
     "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025", "af82",
     "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac"
     "18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a"},
};

}  // namespace

TEST_CASE("Ed25519 gives the keys and signatures of RFC 8032") {
  crypto::initialise();
  for (const Vector& vector : kVectors) {
    const auto key = SigningKey::from_seed(*crypto::from_hex(vector.seed));
    REQUIRE(key);
    const std::string message = *crypto::from_hex(vector.message);
    CHECK(crypto::to_hex(crypto::view(key->public_key())) == vector.public_key);
    CHECK(crypto::to_hex(crypto::view(key->sign("", message))) == vector.signature);
    CHECK(crypto::verify(key->public_key(), "", message, *crypto::from_hex(vector.signature)));
  }
}

TEST_CASE("a signature holds only for its key, domain and message") {
  crypto::initialise();
  const SigningKey key = SigningKey::generate();
  const auto signature = key.sign("soban.head.v1", "message");
  const auto signed_bytes = crypto::view(signature);
  CHECK(crypto::verify(key.public_key(), "soban.head.v1", "message", signed_bytes));
  CHECK_FALSE(crypto::verify(key.public_key(), "soban.cert.v1", "message", signed_bytes));
  CHECK_FALSE(crypto::verify(key.public_key(), "soban.head.v1", "massage", signed_bytes));
  CHECK_FALSE(crypto::verify(SigningKey::generate().public_key(), "soban.head.v1", "message",
                             signed_bytes));
}

TEST_CASE("a signature of the wrong length is refused") {
  crypto::initialise();
  const SigningKey key = SigningKey::generate();
  const auto signature = key.sign("d", "m");
  const std::string signed_bytes(crypto::view(signature));
  CHECK_FALSE(crypto::verify(key.public_key(), "d", "m", ""));
  CHECK_FALSE(crypto::verify(key.public_key(), "d", "m", signed_bytes.substr(1)));
  CHECK_FALSE(crypto::verify(key.public_key(), "d", "m", signed_bytes + '\0'));
}

TEST_CASE("a public key of small order verifies nothing") {
  crypto::initialise();
  CHECK_FALSE(crypto::verify(crypto::PublicKey{}, "d", "m", std::string(64, '\0')));
}

TEST_CASE("a signature with one bit changed is refused") {
  crypto::initialise();
  rc::prop("for any message", [](const std::string& message) {
    const SigningKey key = SigningKey::generate();
    auto signature = key.sign("soban.head.v1", message);
    RC_ASSERT(crypto::verify(key.public_key(), "soban.head.v1", message, crypto::view(signature)));
    const auto bit = *rc::gen::inRange<std::size_t>(0, signature.size() * 8);
    signature[bit / 8] = static_cast<std::uint8_t>(signature[bit / 8] ^ (1u << bit % 8));
    RC_ASSERT_FALSE(
        crypto::verify(key.public_key(), "soban.head.v1", message, crypto::view(signature)));
  });
}

TEST_CASE("a key comes back from its seed") {
  crypto::initialise();
  const SigningKey key = SigningKey::generate();
  CHECK(key.seed().size() == 32);
  const auto again = SigningKey::from_seed(key.seed());
  REQUIRE(again);
  CHECK(again->public_key() == key.public_key());
  CHECK(again->sign("d", "m") == key.sign("d", "m"));
}

TEST_CASE("a copied key signs after the original is gone") {
  crypto::initialise();
  auto original = std::make_unique<SigningKey>(SigningKey::generate());
  const SigningKey copy = *original;
  original.reset();
  CHECK(crypto::verify(copy.public_key(), "d", "m", crypto::view(copy.sign("d", "m"))));
}

TEST_CASE("a seed of the wrong length is refused") {
  crypto::initialise();
  for (const std::size_t size : {0, 31, 33, 64}) {
    const auto key = SigningKey::from_seed(std::string(size, 'x'));
    REQUIRE_FALSE(key);
    CHECK(key.error().kind == soban::ErrorKind::kInvalid);
    CHECK(key.error().code == "bad_seed");
  }
}
