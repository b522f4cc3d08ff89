// Re-checking every log: Store::verify.
#include <catch2/catch.hpp>

#include "tests/core/store/support.h"

namespace soban::store {
namespace {

using namespace test;
using test::Commune;
using test::Device;

// A hub that holds a village's log of five entries, signed at 3 and 5, and has one of its own.
class Held {
 public:
  Held() {
    for (int i = 0; i < 2; ++i) office_.village.write(contribution(kVillage, "Lò Văn Đức", i));
    copy_logs(office_.village, office_.hub);
    for (int i = 0; i < 2; ++i) office_.village.write(contribution(kVillage, "Cà Thị Mai", i));
    copy_logs(office_.village, office_.hub);
    office_.hub.write(test::household(kVillage, "001", "Lò Văn Đức"));
    village_log_ = office_.village.own_log(kVillage);
    own_log_ = office_.hub.own_log(kVillage);
  }

  Device& hub() { return office_.hub; }
  log::LogId village_log() const { return village_log_; }
  log::LogId own_log() const { return own_log_; }

  void damage(const std::string& set, log::LogId log, log::Seq seq) {
    hub().database().script(("UPDATE change SET " + set + where(log, seq)).c_str());
  }
  void remove(log::LogId log, log::Seq seq) {
    hub().database().script(("DELETE FROM change" + where(log, seq)).c_str());
  }
  // "log:seq why" of what verify() finds, without the log where it is the village's.
  std::string found() {
    std::string text;
    for (const BadChange& bad : hub().store().verify()) {
      const std::string log = bad.at.log == village_log_ ? "" : "own ";
      text += (text.empty() ? "" : "; ") + log + std::to_string(bad.at.seq) + " " + bad.why;
    }
    return text;
  }

 private:
  static std::string where(log::LogId log, log::Seq seq) {
    return " WHERE log = " + std::to_string(static_cast<std::int64_t>(log.value)) +
           " AND seq = " + std::to_string(seq);
  }

  Office office_;
  log::LogId village_log_;
  log::LogId own_log_;
};

const std::string kAnotherByte = "bytes = CAST(bytes || x'00' AS BLOB)";
const std::string kAnotherHash = "hash = zeroblob(32)";
const std::string kAnotherSignature = "signature = zeroblob(64)";

TEST_CASE("logs that nobody touched verify", "[store][verify]") {
  Held held;
  CHECK(held.found() == "");
}

TEST_CASE("an altered entry is named, wherever it is", "[store][verify]") {
  for (log::Seq seq = 1; seq <= 5; ++seq) {
    Held held;
    held.damage(kAnotherByte, held.village_log(), seq);
    CHECK(held.found() == std::to_string(seq) + " the hash does not match");
  }
}

TEST_CASE("an altered hash is named, also one of another length", "[store][verify]") {
  for (const std::string& set :
       {kAnotherHash, std::string("hash = x'00'"), std::string("hash = 7")}) {
    Held held;
    held.damage(set, held.village_log(), 4);
    CHECK(held.found() == "4 the hash does not match");
  }
}

TEST_CASE("an altered signature is named, also one of another length", "[store][verify]") {
  for (const std::string& set : {kAnotherSignature, std::string("signature = x''")}) {
    Held held;
    held.damage(set, held.village_log(), 3);
    CHECK(held.found() == "3 the signature does not match");
  }
}

TEST_CASE("a foreign log whose last signature was taken away does not verify", "[store][verify]") {
  Held held;
  held.damage("signature = NULL", held.village_log(), 5);
  CHECK(held.found() == "5 the head is not signed");
}

TEST_CASE("a missing entry is named", "[store][verify]") {
  Held held;
  held.remove(held.village_log(), 2);
  CHECK(held.found() == "2 missing");
}

TEST_CASE("a log cut short is noticed", "[store][verify]") {
  Held held;
  held.remove(held.village_log(), 5);
  CHECK(held.found() == "5 the log ends before its recorded head");
}

TEST_CASE("a log that was taken over with another key does not verify", "[store][verify]") {
  Held held;
  held.hub().database().script("UPDATE log SET public_key = zeroblob(32) WHERE own = 0");
  CHECK(held.found() == "1 the key is not the one in the certificate");
}

TEST_CASE("a log that was moved into another book does not verify", "[store][verify]") {
  Held held;
  held.hub().database().script(
      "INSERT INTO book(village) VALUES('elsewhere'); "
      "UPDATE log SET book = (SELECT id FROM book WHERE village = 'elsewhere') WHERE own = 0");
  CHECK(held.found() == "1 the book is not the one in the genesis");
}

TEST_CASE("the device's own log is checked too, and every log is named", "[store][verify]") {
  Held held;
  held.damage(kAnotherByte, held.own_log(), 2);
  CHECK(held.found() == "own 2 the hash does not match");
  held.damage(kAnotherHash, held.village_log(), 3);
  CHECK(held.hub().store().verify().size() == 2);
}

}  // namespace
}  // namespace soban::store
