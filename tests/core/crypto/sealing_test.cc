#include "core/crypto/sealing.h"

#include <catch2/catch.hpp>

namespace soban::crypto {
namespace {

const std::string kKey(32, 'k');

TEST_CASE("what is sealed to a key is opened by that key alone", "[crypto][sealing]") {
  const SealingKey police = SealingKey::generate();
  const SealingKey other = SealingKey::generate();
  const std::string box = seal_to(police.public_key(), "Lò Văn Đức");
  CHECK(box.find("Lò") == std::string::npos);
  CHECK(*police.open(box) == "Lò Văn Đức");
  CHECK(other.open(box).error().code == "sealed");
}

TEST_CASE("a sealing key comes back from its secret", "[crypto][sealing]") {
  const SealingKey key = SealingKey::generate();
  const auto again = SealingKey::from_secret(key.secret());
  REQUIRE(again);
  CHECK(again->public_key() == key.public_key());
  CHECK(*again->open(seal_to(key.public_key(), "x")) == "x");
  CHECK(SealingKey::from_secret("short").error().code == "bad_key");
}

TEST_CASE("a box of which any byte was changed is not opened", "[crypto][sealing]") {
  const SealingKey key = SealingKey::generate();
  const std::string box = seal_to(key.public_key(), "nội dung");
  for (std::size_t i = 0; i < box.size(); ++i) {
    std::string changed = box;
    changed[i] = static_cast<char>(changed[i] ^ 1);
    CAPTURE(i);
    CHECK_FALSE(key.open(changed));
  }
  CHECK_FALSE(key.open(""));
  CHECK_FALSE(key.open(box.substr(0, box.size() - 1)));
}

TEST_CASE("encrypted content comes back by its key and for its purpose only", "[crypto][sealing]") {
  for (const std::size_t size : {0U, 1U, 255U, 256U, 257U, 5000U}) {
    const std::string content(size, 'a');
    CHECK(*decrypt(kKey, "test", encrypt(kKey, "test", content)) == content);
  }
  const std::string ciphertext = encrypt(kKey, "test", "nội dung");
  CHECK_FALSE(decrypt(std::string(32, 'x'), "test", ciphertext));
  CHECK_FALSE(decrypt(kKey, "other", ciphertext));
  CHECK_FALSE(decrypt("short", "test", ciphertext));
  CHECK_FALSE(decrypt(kKey, "test", "short"));
}

TEST_CASE("the length of what is encrypted tells only its range", "[crypto][sealing]") {
  CHECK(encrypt(kKey, "test", "a").size() == encrypt(kKey, "test", std::string(200, 'a')).size());
  CHECK(encrypt(kKey, "test", "a") != encrypt(kKey, "test", "a"));
}

TEST_CASE("a password gives one key for one salt", "[crypto][sealing]") {
  const std::string salt(16, 's');
  const std::string key = key_from_password("mật khẩu", salt);
  CHECK(key.size() == 32);
  CHECK(key_from_password("mật khẩu", salt) == key);
  CHECK(key_from_password("mật khẩu", std::string(16, 't')) != key);
  CHECK(key_from_password("mat khau", salt) != key);
}

}  // namespace
}  // namespace soban::crypto
