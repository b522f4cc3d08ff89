#include "hub/setup.h"

#include <catch2/catch.hpp>
#include <fstream>

#include "core/books/rules.h"
#include "core/store/queries.h"
#include "tests/support/expect.h"
#include "tests/support/manual_clock.h"
#include "tests/support/temporary_directory.h"

namespace soban::hub {
namespace {

using test::code_of;
using test::expect;

std::unique_ptr<store::Store> open(const std::filesystem::path& directory,
                                   const log::Clock& clock) {
  return expect(store::open_store(directory, store::Database::Mode::kReadWrite,
                                  {&clock, &books::check_delta, 2048}));
}

std::int64_t count(store::Store& store, const char* sql) {
  auto query = store.database().query_composed(sql);
  return query.step() ? query.int64(0) : -1;
}

const Setup kSmall{"xã Pắc Ngà", {{"NC", "bản Nong Cóc"}, {"PL", "bản Pá Lầu"}}, false};

// The line that the error names.
std::string line_of(const std::string& csv) {
  const auto result = parse_villages(csv);
  if (!result) {
    CHECK(result.error().code == "bad_csv");
    return result.error().text.substr(0, result.error().text.find(" of"));
  }
  return "";
}

}  // namespace

TEST_CASE("a list of villages is read with or without header, blank lines and CR", "[hub]") {
  for (const char* csv :
       {"code,name\nNC,bản Nong Cóc\nPL,bản Pá Lầu\n", "NC,bản Nong Cóc\nPL,bản Pá Lầu",
        "code,name\r\nNC,bản Nong Cóc\r\n\r\nPL,  bản  Pá Lầu \r\n",
        "\xEF\xBB\xBF"
        "code,name\nNC,bản Nong Cóc\nPL,bản Pá Lầu\n"}) {
    INFO(csv);
    const auto villages = expect(parse_villages(csv));
    REQUIRE(villages.size() == 2);
    CHECK(villages[0].code == "NC");
    CHECK(villages[0].name == "bản Nong Cóc");
    CHECK(villages[1].code == "PL");
    CHECK(villages[1].name == "bản Pá Lầu");
  }
  CHECK(expect(parse_villages("")).empty());
}

TEST_CASE("a village's name may hold a comma and comes out composed", "[hub]") {
  const auto villages =
      expect(parse_villages("NC,ba\xCC\x89n Nong, Co\xCC\x81"
                            "c\n"));
  CHECK(villages[0].name == "bản Nong, Cóc");
}

TEST_CASE("the first line that is wrong is named", "[hub]") {
  CHECK(line_of("code,name\nNC,bản Nong Cóc\nnc,bản\n") == "line 3");
  CHECK(line_of("code,name\n\nNC\n") == "line 3");
  CHECK(line_of("NC,bản\nNC,bản khác\n") == "line 2");
  CHECK(line_of("NC,\n") == "line 1");
  CHECK(line_of("NC,   \n") == "line 1");
  CHECK(line_of(",bản\n") == "line 1");
  CHECK(line_of("N C,bản\n") == "line 1");
  CHECK(line_of("NÓC,bản\n") == "line 1");
  CHECK(line_of("ABCDEFGHI,bản\n") == "line 1");
  CHECK(line_of("NC;bản\n") == "line 1");
  CHECK(line_of("NC,b\xFFn\n") == "line 1");
  CHECK(line_of("NC,b\x01n\n") == "line 1");
}

TEST_CASE("a new commune has its keys, its books and its villages", "[hub]") {
  test::TemporaryDirectory directory;
  test::ManualClock clock;
  REQUIRE(initialise(directory / "new" / "deep", kSmall, clock));
  const auto store = open(directory / "new" / "deep", clock);
  const store::Identity identity = store->identity();
  CHECK(identity.village.empty());
  const auto self = expect(log::check_certificate(identity.certificate, identity.hub_key));
  CHECK(self.role == DEVICE_ROLE_HUB);
  CHECK(self.device == identity.device);
  CHECK(self.issued_ms == test::kMorningMs);
  CHECK(store::commune(store->database()).name == "xã Pắc Ngà");
  CHECK_FALSE(store::commune(store->database()).demo);
  const auto villages = store::villages(store->database());
  REQUIRE(villages.size() == 2);
  CHECK(store::village_name(store->database(), "PL") == "bản Pá Lầu");
  CHECK(count(*store, "SELECT COUNT(*) FROM household") == 0);
  CHECK(store->verify().empty());
}

TEST_CASE("each commune has keys of its own", "[hub]") {
  test::TemporaryDirectory directory;
  test::ManualClock clock;
  REQUIRE(initialise(directory / "a", kSmall, clock));
  REQUIRE(initialise(directory / "b", kSmall, clock));
  const auto a = open(directory / "a", clock);
  const auto b = open(directory / "b", clock);
  CHECK(a->identity().commune != b->identity().commune);
  CHECK(a->identity().seed != b->identity().seed);
  CHECK(expect(load_tls(*a)).certificate_pem != expect(load_tls(*b)).certificate_pem);
}

TEST_CASE("the TLS identity is a certificate with its key", "[hub]") {
  test::TemporaryDirectory directory;
  test::ManualClock clock;
  REQUIRE(initialise(directory.path(), kSmall, clock));
  const auto store = open(directory.path(), clock);
  const auto tls = expect(load_tls(*store));
  CHECK(crypto::certificate_sha256(tls.certificate_pem));
  CHECK(tls.private_key_pem.find("PRIVATE KEY") != std::string::npos);
}

TEST_CASE("a directory that holds no commune has no TLS identity", "[hub]") {
  test::TemporaryDirectory directory;
  test::ManualClock clock;
  const auto store = open(directory.path(), clock);
  CHECK(code_of(load_tls(*store)) == "not_initialised");
}

TEST_CASE("a second beginning in the same place is refused and changes nothing", "[hub]") {
  test::TemporaryDirectory directory;
  test::ManualClock clock;
  REQUIRE(initialise(directory.path(), kSmall, clock));
  const auto before = open(directory.path(), clock)->identity();
  const auto again = initialise(directory.path(), {"xã khác", {{"XX", "bản khác"}}, true}, clock);
  CHECK(code_of(again) == "already_initialised");
  CHECK(again.error().kind == ErrorKind::kConflict);
  const auto store = open(directory.path(), clock);
  CHECK(store->identity().seed == before.seed);
  CHECK(store::commune(store->database()).name == "xã Pắc Ngà");
  CHECK(store::villages(store->database()).size() == 2);
}

TEST_CASE("a place that can't be written is named", "[hub]") {
  test::TemporaryDirectory directory;
  test::ManualClock clock;
  std::ofstream(directory / "file") << "not a directory";
  for (const auto& place : {directory / "file", directory / "file" / "below"}) {
    const auto result = initialise(place, kSmall, clock);
    CHECK(code_of(result) == "not_writable");
    CHECK(result.error().kind == ErrorKind::kIo);
    CHECK(result.error().text.find(place.string()) != std::string::npos);
    CHECK(result.error().detail.find("Not a directory") != std::string::npos);
  }
}

TEST_CASE("made-up data is marked as such and fills the villages that were asked for", "[hub]") {
  test::TemporaryDirectory directory;
  test::ManualClock clock;
  REQUIRE(initialise(directory.path(), {"xã Pắc Ngà", {{"NC", "bản Nong Cóc"}}, true}, clock));
  const auto store = open(directory.path(), clock);
  CHECK(store::commune(store->database()).demo);
  CHECK(count(*store, "SELECT COUNT(*) FROM household") >= 10);
  CHECK(count(*store, "SELECT COUNT(DISTINCT book) FROM household") == 1);
  CHECK(count(*store, "SELECT COUNT(*) FROM campaign") >= 1);
  CHECK(count(*store, "SELECT COUNT(*) FROM rejected") == 0);
  CHECK(store->verify().empty());
}

}  // namespace soban::hub
