#include "hub/accounts.h"

#include <catch2/catch.hpp>

#include "core/store/local.h"
#include "core/store/security.h"
#include "tests/support/commune.h"
#include "tests/support/device.h"
#include "tests/support/expect.h"

namespace soban::hub {
namespace {

using test::code_of;
using test::expect;

constexpr const char* kPassword = "mật khẩu dài";
constexpr std::int64_t kMinuteMs = 60'000;
constexpr std::int64_t kHourMs = 60 * kMinuteMs;

// A hub with one clerk.
struct Hub {
  Hub() { REQUIRE(add("hoa", "clerk", kPassword)); }

  template <class Body>
  Result<void> change(Body&& body) {
    store::Transaction transaction(device.database());
    auto done = body(device.store());
    if (done) transaction.commit();
    return done;
  }
  Result<void> add(const std::string& name, const std::string& role, const std::string& password) {
    return change([&](store::Store& store) { return add_account(store, name, role, password); });
  }
  std::string login(const std::string& name, const std::string& password,
                    const std::string& address = "10.0.0.5") {
    return code_of(sessions.login(device.store(), name, password, address));
  }
  std::optional<Session> find(const std::string& cookie) {
    return sessions.find(device.store(), cookie);
  }
  Sessions::Login enter() {
    return expect(sessions.login(device.store(), "hoa", kPassword, "10.0.0.5"));
  }

  test::Commune commune;
  test::Device device{commune.hub()};
  Sessions sessions{device.clock};
};

}  // namespace

TEST_CASE("there are six roles, and three of them write", "[hub]") {
  for (const char* role : {"clerk", "chair", "admin"}) {
    CHECK(is_role(role));
    CHECK(may_write(role));
  }
  for (const char* role : {"finance", "police", "front"}) {
    CHECK(is_role(role));
    CHECK_FALSE(may_write(role));
  }
  for (const char* role : {"", "Clerk", "clerk ", "village", "root"}) {
    CHECK_FALSE(is_role(role));
    CHECK_FALSE(may_write(role));
  }
}

TEST_CASE("an account has a name, a role and a password of ten letters", "[hub]") {
  Hub hub;
  CHECK(code_of(hub.add("", "clerk", kPassword)) == "bad_name");
  CHECK(code_of(hub.add("  ", "clerk", kPassword)) == "bad_name");
  CHECK(code_of(hub.add("a\x01", "clerk", kPassword)) == "bad_name");
  CHECK(code_of(hub.add(std::string(61, 'x'), "clerk", kPassword)) == "bad_name");
  CHECK(code_of(hub.add("mai", "boss", kPassword)) == "bad_role");
  CHECK(code_of(hub.add("mai", "clerk", "")) == "password_too_short");
  CHECK(code_of(hub.add("mai", "clerk", "123456789")) == "password_too_short");
  CHECK(code_of(hub.add("mai", "clerk", "       1      ")) == "password_too_short");
  CHECK(code_of(hub.add("mai", "clerk", "1234567\xFF 89")) == "bad_utf8");
  CHECK(hub.add("mai", "clerk", "1234567890"));
  CHECK(code_of(hub.add("hoa", "admin", kPassword)) == "user_exists");
}

TEST_CASE("a password is measured in letters, not in bytes", "[hub]") {
  Hub hub;
  CHECK(code_of(hub.add("mai", "clerk", "đườngđẹp")) ==
        "password_too_short");  // 8 letters, 14 bytes
  CHECK(hub.add("mai", "clerk", "đường đẹp quá"));
}

TEST_CASE("a password is kept as a hash", "[hub]") {
  Hub hub;
  const auto account = store::find_account(hub.device.database(), "hoa");
  REQUIRE(account);
  CHECK(account->password.starts_with("$argon2id$"));
  CHECK(account->password.find(kPassword) == std::string::npos);
}

TEST_CASE("the right password opens a session", "[hub]") {
  Hub hub;
  const auto login = hub.enter();
  CHECK(login.session.user == "hoa");
  CHECK(login.session.role == "clerk");
  CHECK(login.cookie.size() == 32);
  CHECK(login.session.csrf.size() == 32);
  CHECK(login.session.csrf != login.cookie);
  const auto found = hub.find(login.cookie);
  REQUIRE(found);
  CHECK(found->user == "hoa");
  CHECK(found->csrf == login.session.csrf);
  CHECK(hub.enter().cookie != login.cookie);
}

TEST_CASE("nothing but a session's own cookie finds it", "[hub]") {
  Hub hub;
  const auto login = hub.enter();
  CHECK_FALSE(hub.find(""));
  CHECK_FALSE(hub.find(login.session.csrf));
  CHECK_FALSE(hub.find(login.cookie + "x"));
  CHECK_FALSE(Sessions(hub.device.clock).find(hub.device.store(), login.cookie));
}

TEST_CASE("a wrong name and a wrong password get the same answer", "[hub]") {
  Hub hub;
  const auto wrong_password =
      hub.sessions.login(hub.device.store(), "hoa", "sai mật khẩu", "10.0.0.5");
  const auto wrong_name = hub.sessions.login(hub.device.store(), "nobody", kPassword, "10.0.0.5");
  REQUIRE(code_of(wrong_password) == "bad_login");
  CHECK(wrong_password.error().kind == ErrorKind::kUnauthorized);
  CHECK(wrong_password.error().text == wrong_name.error().text);
  CHECK(code_of(wrong_name) == "bad_login");
  CHECK(hub.login("hoa", "") == "bad_login");
  CHECK(hub.login("", "") == "bad_login");
  CHECK(hub.login("hoa", "\xFF\xFF") == "bad_login");
}

TEST_CASE("name and password may come from another keyboard", "[hub]") {
  Hub hub;
  REQUIRE(hub.add("hoà", "clerk", "mật khẩu dài"));
  const std::string decomposed_name = "hoa\xCC\x80";
  const std::string decomposed = "ma\xCC\xA3\xCC\x82t kha\xCC\x82\xCC\x89u da\xCC\x80i";
  CHECK(hub.login(decomposed_name, decomposed).empty());
  CHECK(hub.login(" hoà ", kPassword).empty());
  CHECK(hub.change([&](store::Store& store) { return disable_account(store, decomposed_name); }));
  CHECK(hub.login("hoà", kPassword) == "bad_login");
}

TEST_CASE("after five wrong tries there is a pause of a minute, even for the right password",
          "[hub]") {
  Hub hub;
  for (int i = 0; i < 5; ++i) REQUIRE(hub.login("hoa", "sai mật khẩu") == "bad_login");
  CHECK(hub.login("hoa", "sai mật khẩu") == "too_many_tries");
  CHECK(hub.login("hoa", kPassword) == "too_many_tries");
  hub.device.clock.advance_ms(kMinuteMs - 1);
  CHECK(hub.login("hoa", kPassword) == "too_many_tries");
  hub.device.clock.advance_ms(1);
  CHECK(hub.login("hoa", kPassword).empty());
}

TEST_CASE("the right password makes earlier slips forgotten", "[hub]") {
  Hub hub;
  for (int round = 0; round < 3; ++round) {
    for (int i = 0; i < 4; ++i) REQUIRE(hub.login("hoa", "sai mật khẩu") == "bad_login");
    REQUIRE(hub.login("hoa", kPassword).empty());
  }
}

TEST_CASE("after the pause five more tries are allowed, not one", "[hub]") {
  Hub hub;
  for (int i = 0; i < 5; ++i) REQUIRE(hub.login("hoa", "sai mật khẩu") == "bad_login");
  hub.device.clock.advance_ms(kMinuteMs);
  for (int i = 0; i < 5; ++i) REQUIRE(hub.login("hoa", "sai mật khẩu") == "bad_login");
  CHECK(hub.login("hoa", kPassword) == "too_many_tries");
}

TEST_CASE("somebody who guesses keeps nobody else out", "[hub]") {
  Hub hub;
  REQUIRE(hub.add("mai", "chair", kPassword));
  for (int i = 0; i < 6; ++i) hub.login("hoa", "sai mật khẩu", "10.0.0.66");
  CHECK(hub.login("hoa", kPassword, "10.0.0.66") == "too_many_tries");
  CHECK(hub.login("hoa", kPassword, "10.0.0.5").empty());
  CHECK(hub.login("mai", kPassword, "10.0.0.66").empty());
}

TEST_CASE("writing a name otherwise is no new allowance of tries", "[hub]") {
  Hub hub;
  for (int i = 0; i < 5; ++i)
    hub.login("hoa" + std::string(static_cast<std::size_t>(i), ' '), "sai mật khẩu");
  CHECK(hub.login("hoa", kPassword) == "too_many_tries");
  CHECK(hub.login("\thoa", kPassword) == "too_many_tries");
}

TEST_CASE("names that do not exist are throttled too", "[hub]") {
  Hub hub;
  for (int i = 0; i < 5; ++i) hub.login("nobody", "sai mật khẩu");
  CHECK(hub.login("nobody", "sai mật khẩu") == "too_many_tries");
}

TEST_CASE("a disabled account opens no session", "[hub]") {
  Hub hub;
  REQUIRE(hub.change([](store::Store& store) { return disable_account(store, "hoa"); }));
  CHECK(hub.login("hoa", kPassword) == "bad_login");
  const auto nobody =
      hub.change([](store::Store& store) { return disable_account(store, "nobody"); });
  CHECK(code_of(nobody) == "not_found");
}

TEST_CASE("a new password replaces the old one", "[hub]") {
  Hub hub;
  const auto set = [&](const std::string& name, const std::string& password) {
    return code_of(
        hub.change([&](store::Store& store) { return set_password(store, name, password); }));
  };
  CHECK(set("hoa", "ngắn") == "password_too_short");
  CHECK(set("nobody", "mật khẩu khác") == "not_found");
  CHECK(hub.login("hoa", kPassword).empty());
  CHECK(set("hoa", "mật khẩu khác").empty());
  CHECK(hub.login("hoa", kPassword) == "bad_login");
  CHECK(hub.login("hoa", "mật khẩu khác").empty());
  CHECK(store::find_account(hub.device.database(), "hoa")->role == "clerk");
}

TEST_CASE("a new password does not bring a disabled account back", "[hub]") {
  Hub hub;
  REQUIRE(hub.change([](store::Store& store) { return disable_account(store, "hoa"); }));
  REQUIRE(
      hub.change([](store::Store& store) { return set_password(store, "hoa", "mật khẩu khác"); }));
  CHECK(hub.login("hoa", "mật khẩu khác") == "bad_login");
}

TEST_CASE("a session that is not used for a working day ends", "[hub]") {
  Hub hub;
  const auto login = hub.enter();
  hub.device.clock.advance_ms(12 * kHourMs);
  REQUIRE(hub.find(login.cookie));
  hub.device.clock.advance_ms(12 * kHourMs);
  REQUIRE(hub.find(login.cookie));  // each use begins it anew
  hub.device.clock.advance_ms(12 * kHourMs + 1);
  CHECK_FALSE(hub.find(login.cookie));
  hub.device.clock.advance_ms(-kHourMs);
  CHECK_FALSE(hub.find(login.cookie));
}

TEST_CASE("logging out ends one session and no other", "[hub]") {
  Hub hub;
  const auto first = hub.enter();
  const auto second = hub.enter();
  hub.sessions.logout(first.cookie);
  CHECK_FALSE(hub.find(first.cookie));
  CHECK(hub.find(second.cookie));
}

TEST_CASE("withdrawing a user or changing the password ends their sessions, nobody else's",
          "[hub]") {
  Hub hub;
  REQUIRE(hub.add("mai", "chair", kPassword));
  const auto first = hub.enter();
  const auto second = hub.enter();
  const auto other = expect(hub.sessions.login(hub.device.store(), "mai", kPassword, "10.0.0.6"));
  const bool disabled = GENERATE(false, true);
  REQUIRE(hub.change([&](store::Store& store) {
    return disabled ? disable_account(store, "hoa") : set_password(store, "hoa", "mật khẩu khác");
  }));
  CHECK_FALSE(hub.find(first.cookie));
  CHECK_FALSE(hub.find(second.cookie));
  CHECK(hub.find(other.cookie));
}

TEST_CASE("whoever makes an account of the police can't open what is sealed to it",
          "[hub][security]") {
  Hub hub;
  REQUIRE(hub.add("congan", "police", kPassword));
  CHECK_FALSE(has_police_key(hub.device.store(), "congan"));
  CHECK(code_of(open_account_key(hub.device.store(), "congan", kPassword)) == "no_key");
  REQUIRE(hub.change([](store::Store& store) {
    return change_own_password(store, "congan", kPassword, "mật khẩu của tôi");
  }));
  CHECK(has_police_key(hub.device.store(), "congan"));
  CHECK(hub.login("congan", "mật khẩu của tôi").empty());
  CHECK(hub.login("congan", kPassword, "10.0.0.6") == "bad_login");
  const auto key = expect(open_account_key(hub.device.store(), "congan", "mật khẩu của tôi"));
  CHECK(store::police_keys(hub.device.database()).at(0).key == key.public_key());
  CHECK(code_of(open_account_key(hub.device.store(), "congan", kPassword)) == "bad_login");
}

TEST_CASE("a member of the police who changes the password keeps the key", "[hub][security]") {
  Hub hub;
  REQUIRE(hub.add("congan", "police", kPassword));
  const auto change = [&](const char* from, const char* to) {
    return code_of(hub.change(
        [&](store::Store& store) { return change_own_password(store, "congan", from, to); }));
  };
  REQUIRE(change(kPassword, "mật khẩu thứ hai").empty());
  const auto key = expect(open_account_key(hub.device.store(), "congan", "mật khẩu thứ hai"));
  CHECK(change(kPassword, "mật khẩu thứ ba") == "bad_login");
  CHECK(change("mật khẩu thứ hai", "ngắn") == "password_too_short");
  CHECK(change("mật khẩu thứ hai", "mật khẩu thứ hai") == "same_password");
  REQUIRE(change("mật khẩu thứ hai", "mật khẩu thứ ba").empty());
  CHECK(expect(open_account_key(hub.device.store(), "congan", "mật khẩu thứ ba")).public_key() ==
        key.public_key());
  CHECK(store::police_keys(hub.device.database()).size() == 1);
}

TEST_CASE(
    "after the administrator reset a password, the old key is lost and a new one is published",
    "[hub][security]") {
  Hub hub;
  REQUIRE(hub.add("congan", "police", kPassword));
  REQUIRE(hub.change([](store::Store& store) {
    return change_own_password(store, "congan", kPassword, "mật khẩu của tôi");
  }));
  REQUIRE(hub.change(
      [](store::Store& store) { return set_password(store, "congan", "do quản trị đặt"); }));
  CHECK(code_of(open_account_key(hub.device.store(), "congan", "do quản trị đặt")) == "no_key");
  REQUIRE(hub.change([](store::Store& store) {
    return change_own_password(store, "congan", "do quản trị đặt", "mật khẩu mới của tôi");
  }));
  const auto keys = store::police_keys(hub.device.database());
  REQUIRE(keys.size() == 2);
  CHECK(keys[0].retired);
  CHECK_FALSE(keys[1].retired);
  CHECK(has_police_key(hub.device.store(), "congan"));
}

TEST_CASE("nothing more is sealed to an account that is disabled", "[hub][security]") {
  Hub hub;
  REQUIRE(hub.add("congan", "police", kPassword));
  REQUIRE(hub.change([](store::Store& store) {
    return change_own_password(store, "congan", kPassword, "mật khẩu của tôi");
  }));
  REQUIRE(hub.change([](store::Store& store) { return disable_account(store, "congan"); }));
  CHECK(store::police_keys(hub.device.database()).at(0).retired);
  CHECK_FALSE(has_police_key(hub.device.store(), "congan"));
}

TEST_CASE("a session reads sealed reports for ten minutes after the last one", "[hub][security]") {
  Hub hub;
  REQUIRE(hub.add("congan", "police", kPassword));
  REQUIRE(hub.change([](store::Store& store) {
    return change_own_password(store, "congan", kPassword, "mật khẩu của tôi");
  }));
  const auto login =
      expect(hub.sessions.login(hub.device.store(), "congan", "mật khẩu của tôi", "10.0.0.5"));
  const auto unlock = [&](const char* password) {
    return code_of(hub.sessions.unlock(hub.device.store(), login.cookie, password, "10.0.0.5"));
  };
  CHECK(hub.find(login.cookie)->key == nullptr);
  CHECK(unlock("sai mật khẩu") == "bad_login");
  CHECK(unlock("mật khẩu của tôi").empty());
  CHECK(hub.find(login.cookie)->key != nullptr);
  hub.device.clock.advance_ms(9 * kMinuteMs);
  hub.sessions.used_key(login.cookie);
  hub.device.clock.advance_ms(9 * kMinuteMs);
  CHECK(hub.find(login.cookie)->key != nullptr);
  hub.device.clock.advance_ms(2 * kMinuteMs);
  CHECK(hub.find(login.cookie)->key == nullptr);
  CHECK(unlock("mật khẩu của tôi").empty());
  hub.sessions.lock(login.cookie);
  CHECK(hub.find(login.cookie)->key == nullptr);
}

TEST_CASE("whoever tries passwords on sealed reports has to wait", "[hub][security]") {
  Hub hub;
  REQUIRE(hub.add("congan", "police", kPassword));
  const auto login =
      expect(hub.sessions.login(hub.device.store(), "congan", kPassword, "10.0.0.5"));
  std::string last;
  for (int i = 0; i < 6; ++i) {
    last = code_of(hub.sessions.unlock(hub.device.store(), login.cookie, "sai", "10.0.0.5"));
  }
  CHECK(last == "too_many_tries");
}

}  // namespace soban::hub
