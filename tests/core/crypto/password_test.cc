#include <catch2/catch.hpp>

#include "core/crypto/crypto.h"

namespace crypto = soban::crypto;

TEST_CASE("a password is checked against its hash") {
  crypto::initialise();
  const std::string encoded = crypto::hash_password("bản Mạ 2026");
  CHECK(crypto::check_password(encoded, "bản Mạ 2026"));
  CHECK_FALSE(crypto::check_password(encoded, "bản Mạ 2027"));
  CHECK_FALSE(crypto::check_password(encoded, ""));
}

TEST_CASE("a password hash names Argon2id with its costs") {
  crypto::initialise();
  const std::string encoded = crypto::hash_password("x");
  CHECK(encoded.rfind("$argon2id$v=19$m=19456,t=2,p=1$", 0) == 0);
  CHECK(encoded.find('\0') == std::string::npos);
}

TEST_CASE("one password gives another hash each time") {
  crypto::initialise();
  CHECK(crypto::hash_password("x") != crypto::hash_password("x"));
}

TEST_CASE("what is no password hash matches no password") {
  crypto::initialise();
  const std::string encoded = crypto::hash_password("x");
  for (const std::string& broken :
       {std::string(), std::string("x"), std::string("$argon2id$"), std::string(127, '$'),
        std::string(128, 'a'), std::string(5000, 'a'), encoded.substr(0, encoded.size() - 4),
        encoded + "AAAA"}) {
    CHECK_FALSE(crypto::check_password(broken, "x"));
  }
}
