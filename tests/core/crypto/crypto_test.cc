#include "core/crypto/crypto.h"

#include <catch2/catch.hpp>
#include <set>

namespace crypto = soban::crypto;

namespace {

std::string hex(const crypto::Hash& hash) { return crypto::to_hex(crypto::view(hash)); }

}  // namespace

TEST_CASE("libsodium may be started more than once") {
  crypto::initialise();
  crypto::initialise();
}

TEST_CASE("BLAKE2b-256 gives the known digests") {
  CHECK(hex(crypto::blake2b({})) ==
        "0e5751c026e543b2e8ab2eb06099daa1d1e5df47778f7787faab45cdf12fe3a8");
  CHECK(hex(crypto::blake2b({"abc"})) ==
        "bddd813c634239723171ef3fee98579b94964e3bb1cb3e427262c8c068d52319");
}

TEST_CASE("BLAKE2b reads its parts as one message") {
  CHECK(crypto::blake2b({"a", "", "bc"}) == crypto::blake2b({"abc"}));
  CHECK(crypto::blake2b({"abc", std::string_view("\0", 1)}) != crypto::blake2b({"abc"}));
}

TEST_CASE("random bytes have the length asked for and do not repeat") {
  crypto::initialise();
  CHECK(crypto::random_bytes(0).empty());
  std::set<std::string> seen;
  std::set<std::uint64_t> numbers;
  for (int i = 0; i < 100; ++i) {
    const std::string bytes = crypto::random_bytes(16);
    CHECK(bytes.size() == 16);
    seen.insert(bytes);
    numbers.insert(crypto::random_u64());
  }
  CHECK(seen.size() == 100);
  CHECK(numbers.size() == 100);
}

TEST_CASE("an array is filled only from bytes of its own length") {
  crypto::PublicKey key{};
  CHECK_FALSE(crypto::assign(key, std::string(31, 'x')));
  CHECK_FALSE(crypto::assign(key, std::string(33, 'x')));
  CHECK(key == crypto::PublicKey{});
  CHECK(crypto::assign(key, std::string(32, 'x')));
  CHECK(crypto::view(key) == std::string(32, 'x'));
}

TEST_CASE("bytes are written as lower-case hex") {
  CHECK(crypto::to_hex("") == "");
  CHECK(crypto::to_hex(std::string_view("\x00\x0f\xa5\xff", 4)) == "000fa5ff");
}

TEST_CASE("a wiped secret is empty") {
  std::string secret = "mật khẩu";
  crypto::wipe(secret);
  CHECK(secret.empty());
}
