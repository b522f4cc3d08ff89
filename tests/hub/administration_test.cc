#include "hub/administration.h"

#include <catch2/catch.hpp>

#include "core/books/settings.h"
#include "core/store/local.h"
#include "core/store/queries.h"
#include "core/store/security.h"
#include "hub/accounts.h"
#include "hub/audit.h"
#include "tests/support/books.h"
#include "tests/support/expect.h"

namespace soban::hub {
namespace {

using books::Json;
using test::code_of;
using test::expect;

constexpr const char* kPassword = "mật khẩu dài";
constexpr const char* kAddress = "10.0.0.5";
constexpr std::int64_t kMinuteMs = 60'000;
const books::Author kAdmin{"quantri", true};

// An office with an administrator, a clerk and a member of the police.
struct Office {
  template <class Body>
  auto change(Body&& body) {
    store::Transaction transaction(books.hub.database());
    auto done = body(books.hub.store());
    if (done) transaction.commit();
    return done;
  }
  Office() {
    for (const auto& [name, role] :
         {std::pair("quantri", "admin"), std::pair("hoa", "clerk"), std::pair("congan", "police")})
      REQUIRE(change([&, name = name, role = role](store::Store& store) {
        return add_account(store, name, role, kPassword);
      }));
  }

  std::string account(const std::string& name, const AccountChange& wanted) {
    return code_of(
        change([&](store::Store& store) { return change_account(store, name, wanted, kAdmin); }));
  }
  std::string own_password(const std::string& from, const std::string& to) {
    return code_of(change(
        [&](store::Store& store) { return change_own_password(store, "congan", from, to); }));
  }
  std::string settings(const Json& fields) {
    return code_of(change([&](store::Store& store) {
      return change_settings(store, {{}, std::nullopt, fields, "Sửa thông tin xã"}, kAdmin);
    }));
  }
  bool has_key() { return has_police_key(books.hub.store(), "congan"); }
  // "author action object detail" of each line, the newest first.
  std::vector<std::string> log(const std::string& query = {}) {
    std::vector<std::string> lines;
    const Json page = audit_json(books.hub.store(), query, 0, 100);
    for (const Json& line : page["items"]) {
      std::string text;
      for (const char* part : {"author", "action", "object", "detail"})
        text += (text.empty() ? "" : "|") + line[part].get<std::string>();
      lines.push_back(text);
    }
    return lines;
  }

  test::Books books;
};

using Lines = std::vector<std::string>;

}  // namespace

TEST_CASE("each change of an account has its line in the audit log", "[hub][audit]") {
  Office office;
  CHECK(office.account("hoa", {"chair", std::nullopt, std::nullopt}).empty());
  CHECK(office.account("hoa", {std::nullopt, true, std::nullopt}).empty());
  CHECK(office.account("hoa", {std::nullopt, false, std::string("mật khẩu khác")}).empty());
  CHECK(office.log() == Lines{"quantri|password_set|hoa|", "quantri|user_enabled|hoa|",
                              "quantri|user_disabled|hoa|",
                              "quantri|user_changed|hoa|clerk → chair"});
  const auto account = store::find_account(office.books.hub.database(), "hoa");
  CHECK(account->role == "chair");
  CHECK_FALSE(account->disabled);
}

TEST_CASE("what is refused, or changes nothing, leaves no line and no trace", "[hub][audit]") {
  Office office;
  CHECK(office.account("hoa", {}) == "nothing_changed");
  CHECK(office.account("hoa", {"clerk", false, std::nullopt}) == "nothing_changed");
  CHECK(office.account("hoa", {"boss", std::nullopt, std::nullopt}) == "bad_role");
  CHECK(office.account("nobody", {"clerk", std::nullopt, std::nullopt}) == "not_found");
  CHECK(office.account("hoa", {"chair", std::nullopt, std::string("ngắn")}) ==
        "password_too_short");
  CHECK(store::find_account(office.books.hub.database(), "hoa")->role == "clerk");
  CHECK(office.log().empty());
}

TEST_CASE("the last administrator who can log in stays one", "[hub][audit]") {
  Office office;
  CHECK(office.account("quantri", {"clerk", std::nullopt, std::nullopt}) == "last_admin");
  CHECK(office.account("quantri", {std::nullopt, true, std::nullopt}) == "last_admin");
  REQUIRE(office.account("hoa", {"admin", true, std::nullopt}).empty());
  CHECK(office.account("quantri", {std::nullopt, true, std::nullopt}) == "last_admin");
  REQUIRE(office.account("hoa", {std::nullopt, false, std::nullopt}).empty());
  CHECK(office.account("quantri", {std::nullopt, true, std::nullopt}).empty());
  CHECK(office.account("hoa", {"chair", std::nullopt, std::nullopt}) == "last_admin");
}

TEST_CASE("who leaves the police gets nothing sealed, and who comes back publishes the key again",
          "[hub][security]") {
  Office office;
  REQUIRE(office.own_password(kPassword, "mật khẩu của tôi").empty());
  REQUIRE(office.has_key());
  const auto key = expect(open_account_key(office.books.hub.store(), "congan", "mật khẩu của tôi"));
  const bool leaves = GENERATE(false, true);
  REQUIRE(office
              .account("congan", leaves ? AccountChange{"clerk", std::nullopt, std::nullopt}
                                        : AccountChange{std::nullopt, true, std::nullopt})
              .empty());
  CHECK_FALSE(office.has_key());
  REQUIRE(office
              .account("congan", leaves ? AccountChange{"police", std::nullopt, std::nullopt}
                                        : AccountChange{std::nullopt, false, std::nullopt})
              .empty());
  CHECK_FALSE(office.has_key());
  REQUIRE(office.own_password("mật khẩu của tôi", "mật khẩu sau này").empty());
  CHECK(office.has_key());
  CHECK(expect(open_account_key(office.books.hub.store(), "congan", "mật khẩu sau này"))
            .public_key() == key.public_key());
}

TEST_CASE("tries at one's own password are counted as log-ins are", "[hub][security]") {
  Office office;
  store::Store& store = office.books.hub.store();
  Sessions sessions(office.books.hub.clock);
  const auto login = expect(sessions.login(store, "hoa", kPassword, kAddress));
  const auto change = [&](const std::string& from, const std::string& to) {
    return code_of(office.change([&](store::Store& open) {
      return sessions.change_password(open, login.cookie, from, to, kAddress);
    }));
  };
  CHECK(change(kPassword, "ngắn") == "password_too_short");
  for (int i = 0; i < 5; ++i) CHECK(change("sai mật khẩu", "mật khẩu khác") == "bad_login");
  CHECK(change(kPassword, "mật khẩu khác") == "too_many_tries");
  CHECK(code_of(sessions.login(store, "hoa", kPassword, kAddress)) == "too_many_tries");
  office.books.hub.clock.advance_ms(kMinuteMs);
  CHECK(change(kPassword, "mật khẩu khác").empty());
  CHECK(sessions.find(store, login.cookie).has_value());
}

TEST_CASE("a village is added with a code of its own and renamed for a reason", "[hub][audit]") {
  Office office;
  const auto add = [&](const std::string& code, const std::string& name) {
    return code_of(
        office.change([&](store::Store& store) { return add_village(store, code, name, kAdmin); }));
  };
  const auto rename = [&](const std::string& code, const std::string& name,
                          const std::string& reason) {
    return code_of(office.change(
        [&](store::Store& store) { return rename_village(store, code, name, reason, kAdmin); }));
  };
  for (const char* code : {"", "nc", "N C", "ABCDEFGHI", "ĐX"})
    CHECK(add(code, "bản Mới") == "bad_fields");
  CHECK(add("MO", " ") == "bad_fields");
  CHECK(add("NC", "bản Mới") == "village_exists");
  CHECK(add("MO", "Bản nong  cóc") == "village_exists");
  CHECK(add("MO", " bản  Mới ").empty());
  CHECK(store::village_name(office.books.hub.database(), "MO") == "bản Mới");
  CHECK(rename("MO", "bản Mới", "x") == "nothing_changed");
  CHECK(rename("MO", "bản Mới Một", "") == "reason_required");
  CHECK(rename("ZZ", "bản Mới Một", "x") == "not_found");
  CHECK(rename("MO", "bản Nong Cóc", "x") == "village_exists");
  CHECK(rename("MO", "bản Mới Một", "Nghị quyết HĐND").empty());
  CHECK(office.log() == Lines{"quantri|village_changed|MO|bản Mới → bản Mới Một",
                              "quantri|village_added|MO|bản Mới"});
}

TEST_CASE("a change of the settings names what it changed in the audit log", "[hub][audit]") {
  Office office;
  CHECK(office.settings({{"signer", "Lò Văn Sơn"}, {"upperLevel", "tỉnh Sơn La"}}).empty());
  CHECK(office.log() == Lines{"quantri|settings_changed||signer"});
  CHECK(office.settings({{"demo", true}}) == "bad_fields");
  CHECK(office.settings({{"signer", "Lò Văn Sơn"}}) == "nothing_changed");
  CHECK(office.settings({{"calendar", "x"}}) == "bad_fields");
  const Json read = expect(settings_json(office.books.hub.store()));
  CHECK(read["fields"]["signer"] == "Lò Văn Sơn");
  CHECK(read["effective"]["issuer"] == "ỦY BAN NHÂN DÂN XÃ PẮC NGÀ");
  CHECK(read["effective"]["place"] == "Pắc Ngà");
  CHECK(read["effective"]["calendar"] == read["decision"]);
}

TEST_CASE("a change of settings that were changed meanwhile is refused", "[hub]") {
  Office office;
  const auto heads = books::commune_record(office.books.hub.database())->merged.heads;
  REQUIRE(office.settings({{"signer", "Lò Văn Sơn"}}).empty());
  CHECK(code_of(office.change([&](store::Store& store) {
          return change_settings(store, {{}, heads, {{"signer", "Cầm Văn Lả"}}, "x"}, kAdmin);
        })) == "stale");
}

TEST_CASE("the audit log is not written, changed or cancelled as a record", "[hub][audit]") {
  Office office;
  REQUIRE(office.settings({{"signer", "Lò Văn Sơn"}}).empty());
  const Json line = audit_json(office.books.hub.store(), "", 0, 1)["items"][0];
  const auto at = *log::parse_position(line["id"].get<std::string>());
  CHECK(code_of(office.books.add(office.books.hub, "audit-entry", {{"action", "exported"}}, "")) ==
        "wrong_kind");
  CHECK(code_of(office.books.amend(office.books.hub, at, {{"action", "exported"}})) ==
        "wrong_kind");
  CHECK(code_of(office.books.cancel(office.books.hub, at)) == "wrong_kind");
  CHECK(office.log() == Lines{"quantri|settings_changed||signer"});
}

TEST_CASE("the audit log is read page by page, and searched by what a line says", "[hub][audit]") {
  Office office;
  for (int i = 0; i < 7; ++i) {
    REQUIRE(office.change([&](store::Store& store) {
      return note(store, i % 2 == 0 ? kAdmin : books::Author{"hoa", true}, audit::kExported,
                  "số " + std::to_string(i));
    }));
  }
  const auto objects = [&](const Json& page) {
    std::string text;
    for (const Json& line : page["items"]) text += line["object"].get<std::string>() + ' ';
    return text;
  };
  const auto page = [&](const std::string& query, const Json& cursor) {
    const std::int64_t before = cursor.is_null() ? 0 : std::stoll(cursor.get<std::string>());
    return audit_json(office.books.hub.store(), query, before, 3);
  };
  const Json first = page("", nullptr);
  CHECK(objects(first) == "số 6 số 5 số 4 ");
  const Json second = page("", first["next"]);
  CHECK(objects(second) == "số 3 số 2 số 1 ");
  const Json third = page("", second["next"]);
  CHECK(objects(third) == "số 0 ");
  CHECK(third["next"].is_null());
  CHECK(objects(page("HOA", nullptr)) == "số 5 số 3 số 1 ");
  CHECK(page("HOA", nullptr)["next"].is_null());
  CHECK(objects(page("so 4 exported", nullptr)) == "số 4 ");
  CHECK(objects(page("mai", nullptr)).empty());
}

}  // namespace soban::hub
