// Today's programs beside those of the version before: they open its databases and talk to it.
#include <catch2/catch.hpp>

#include "core/sync/tuning.h"
#include "core/version.h"
#include "tests/support/expect.h"
#include "tests/support/fixture.h"
#include "tests/support/office.h"
#include "tests/support/wire.h"

namespace soban::test {
namespace {

constexpr const char* kBefore = "v0.1";

// Everything that the older version said of a record is said still; a newer one may say more.
void check_says(const books::Json& older, const books::Json& newer, const std::string& where) {
  CAPTURE(where);
  if (older.is_object()) {
    for (const auto& [key, value] : older.items()) {
      if (!newer.contains(key))
        FAIL_CHECK(where + "/" + key + " is gone");
      else
        check_says(value, newer[key], where + "/" + key);
    }
  } else if (older.is_array()) {
    REQUIRE(newer.size() == older.size());
    for (std::size_t i = 0; i < older.size(); ++i)
      check_says(older[i], newer[i], where + "/" + std::to_string(i));
  } else {
    CHECK(newer == older);
  }
}

// Lets the recorded side say what it said then, and the other one finish its work after each frame.
void replay(Peer& today, const std::vector<std::string>& frames, std::size_t from) {
  for (std::size_t i = from; i < frames.size(); ++i) {
    today.receive(frames[i]);
    while (today.commit_one()) {
    }
  }
}

sync::Frame parse_frame(const std::string& bytes) {
  sync::Frame frame;
  REQUIRE(frame.ParseFromString(bytes));
  return frame;
}

// Frames that the older version does not know would be passed over by it, but none should be sent.
void check_only_old_frames(const Peer& peer) {
  for (const sync::Frame& frame : peer.sent) CHECK(frame.body_case() <= sync::Frame::kGoodbye);
}

TEST_CASE("databases of the version before are brought up to date and show what they showed",
          "[skew]") {
  const Fixture fixture(kBefore);
  const auto hub = fixture.hub();
  const auto laptop = fixture.laptop();
  check_says(fixture.json("hub.json"), shown_by(*hub), "hub");
  check_says(fixture.json("agent.json"), shown_by(*laptop), "agent");
  for (Device* device : {hub.get(), laptop.get()}) {
    CHECK(device->store().verify().empty());
    store::Query query = device->database().query("PRAGMA integrity_check");
    REQUIRE(query.step());
    CHECK(query.text(0) == "ok");
  }
}

TEST_CASE("two devices that were brought up to date go on as if nothing had been", "[skew]") {
  const Fixture fixture(kBefore);
  const auto hub = fixture.hub();
  const auto laptop = fixture.laptop();
  sync_up(fixture.commune, *hub, *laptop);
  CHECK(heads_of(*hub) == heads_of(*laptop));
  check_says(fixture.json("after.json"), shown_by(*laptop), "after");
}

TEST_CASE("today's laptop talks to the hub of the version before", "[skew]") {
  const Fixture fixture(kBefore);
  const auto laptop = fixture.laptop();
  Peer today(fixture.commune, *laptop, agent_options(*laptop));
  today.session().start();
  replay(today, fixture.frames("hub"), 0);
  CHECK(today.ending() == "open");
  CHECK(today.session().level());
  check_only_old_frames(today);
  laptop->apply_all();
  check_says(fixture.json("after.json"), shown_by(*laptop), "after");
}

TEST_CASE("today's hub serves the laptop of the version before", "[skew]") {
  const Fixture fixture(kBefore);
  const auto hub = fixture.hub();
  const auto options = hub_options(fixture.commune);
  Peer today(fixture.commune, *hub, options);
  today.session().start();
  const auto recorded = fixture.frames("agent");
  // Its hello was for the greeting of that day: the same words, signed anew for today's.
  sync::Frame hello = parse_frame(recorded.at(0));
  REQUIRE(hello.has_hello());
  const auto key = expect(crypto::SigningKey::from_seed(fixture.laptop_identity.seed));
  const crypto::Hash greeting = crypto::blake2b({today.sent.at(0).SerializeAsString()});
  const crypto::Hash transcript =
      crypto::blake2b({crypto::view(greeting), options.tls_fingerprint, hello.hello().body()});
  hello.mutable_hello()->set_signature(
      std::string(crypto::view(key.sign("soban.hello.v1", crypto::view(transcript)))));
  today.receive(hello);
  replay(today, recorded, 1);
  CHECK(today.ending() == "open");
  CHECK(today.session().level());
  check_only_old_frames(today);
  hub->apply_all();
  CHECK(shown_by(*hub)["contribution"].size() == fixture.json("after.json")["contribution"].size());
}

TEST_CASE("writes what this version leaves to the next ones", "[.][fixtures]") {
  const std::string version = kVersion;
  write_fixture("v" + version.substr(0, version.rfind('.')));
}

}  // namespace
}  // namespace soban::test
