#include "core/store/local.h"

#include <catch2/catch.hpp>

#include "tests/core/store/support.h"

namespace soban::store {
namespace {

using namespace test;
using test::Commune;
using test::Device;

TEST_CASE("a draft is kept under its name until it is removed", "[store][local]") {
  Office office;
  Database& database = office.village.database();
  CHECK_FALSE(find_draft(database, "contribution").has_value());
  save_draft(database, "contribution", "{}", kMorningMs);
  save_draft(database, "contribution", R"({"amount":"5"})", kMorningMs + 1);
  save_draft(database, "household", "[]", kMorningMs);
  office.village.reopen();
  CHECK(find_draft(office.village.database(), "contribution") == R"({"amount":"5"})");
  remove_draft(office.village.database(), "contribution");
  CHECK_FALSE(find_draft(office.village.database(), "contribution").has_value());
  CHECK(find_draft(office.village.database(), "household") == "[]");
}

TEST_CASE("accounts are saved, changed and listed by name", "[store][local]") {
  Office office;
  Database& database = office.hub.database();
  CHECK_FALSE(find_account(database, "mai").has_value());
  save_account(database, {"mai", "clerk", "hash", false});
  save_account(database, {"an", "chair", "hash", false});
  save_account(database, {"mai", "clerk", "another", true});
  const auto account = find_account(database, "mai");
  REQUIRE(account.has_value());
  CHECK(account->role == "clerk");
  CHECK(account->password == "another");
  CHECK(account->disabled);
  const auto all = accounts(database);
  REQUIRE(all.size() == 2);
  CHECK(all[0].name == "an");
}

TEST_CASE("an enrolment code is found by its token, which is not stored, and is used once",
          "[store][local]") {
  Office office;
  Database& database = office.hub.database();
  const std::string token = "a secret of sixteen";
  save_enrol_code(database, token, {kVillage, "Máy trưởng bản", kMorningMs, false});
  const auto code = find_enrol_code(database, token);
  REQUIRE(code.has_value());
  CHECK(code->village == kVillage);
  CHECK(code->name == "Máy trưởng bản");
  CHECK(code->expires_ms == kMorningMs);
  CHECK_FALSE(code->used);
  CHECK_FALSE(find_enrol_code(database, "another").has_value());
  use_enrol_code(database, token, log::DeviceId{9}, kMorningMs + 1);
  CHECK(find_enrol_code(database, token)->used);
  Query query = database.query("SELECT COUNT(*) FROM enrol_code WHERE instr(token_hash, ?) > 0");
  query.bind(1, Blob{token});
  REQUIRE(query.step());
  CHECK(query.int64(0) == 0);
}

TEST_CASE("the last that was heard of a device is kept", "[store][local]") {
  Office office;
  Database& database = office.hub.database();
  const log::DeviceId device{0xf000000000000001};
  CHECK_FALSE(find_contact(database, device).has_value());
  touch_contact(database, device, kMorningMs, 3);
  CHECK_FALSE(find_contact(database, device).has_value());
  save_contact(database, device, {kMorningMs, 5, -2000, "soban 1.0.0", 1'000'000'000'000});
  touch_contact(database, device, kMorningMs + 60'000, 3);
  const auto contact = find_contact(database, device);
  REQUIRE(contact.has_value());
  CHECK(contact->last_contact_ms == kMorningMs + 60'000);
  CHECK(contact->waiting == 3);
  CHECK(contact->clock_error_ms == -2000);
  CHECK(contact->software == "soban 1.0.0");
  CHECK(contact->disk_free_bytes == 1'000'000'000'000);
}

TEST_CASE("why a device was refused is kept until it is let in again", "[store][local]") {
  Office office;
  Database& database = office.hub.database();
  const log::DeviceId device{0xf000000000000002};
  note_refused(database, device, "fork", kMorningMs);
  auto contact = find_contact(database, device);
  REQUIRE(contact.has_value());
  CHECK(contact->refused == "fork");
  CHECK(contact->refused_ms == kMorningMs);
  CHECK(contact->last_contact_ms == 0);
  save_contact(database, device, {kMorningMs + 1, 5, 0, "soban 1.0.0", 1});
  CHECK(find_contact(database, device)->refused.empty());
  note_refused(database, device, "bad_signature", kMorningMs + 2);
  touch_contact(database, device, kMorningMs + 3, 4);
  contact = find_contact(database, device);
  CHECK(contact->refused == "bad_signature");
  CHECK(contact->waiting == 4);
  CHECK(contact->software == "soban 1.0.0");
}

TEST_CASE("what is local stays when what is derived is made again", "[store][local]") {
  Office office;
  save_draft(office.village.database(), "contribution", "{}", kMorningMs);
  office.village.store().rebuild();
  CHECK(find_draft(office.village.database(), "contribution").has_value());
}

}  // namespace
}  // namespace soban::store
