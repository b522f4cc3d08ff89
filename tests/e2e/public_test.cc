// What the hub shows to everybody, over the wire: nothing until the commune opens it, and then without an account.
#include <catch2/catch.hpp>

#include "tests/e2e/commune.h"

namespace soban::e2e {
namespace {

Answer set_public(const HttpClient& chair, bool open) {
  const Json body{{"changes", {{"publicPage", open}}}, {"reason", "mở trang công khai"}};
  return chair.post("/api/v1/settings", body.dump());
}

TEST_CASE("the public page is there for everybody while the commune has opened it") {
  Hub hub;
  hub.start();
  const HttpClient stranger(hub.port(), true);
  CHECK(stranger.get("/cong-khai").status == 404);
  CHECK(stranger.get("/cong-khai/kieu.css").status == 404);
  CHECK_FALSE(stranger.get("/api/v1/status").json()["commune"]["publicPage"].get<bool>());

  const HttpClient chair = hub.log_in("lan", "chair");
  REQUIRE(set_public(chair, true).status == 200);
  CHECK(stranger.get("/api/v1/status").json()["commune"]["publicPage"].get<bool>());
  const Answer page = stranger.get("/cong-khai");
  CHECK(page.status == 200);
  CHECK(page.headers.at("content-type") == "text/html; charset=utf-8");
  CHECK(page.headers.at("x-content-type-options") == "nosniff");
  CHECK(page.headers.at("referrer-policy") == "no-referrer");
  CHECK(page.headers.at("content-security-policy").starts_with("default-src 'none';"));
  CHECK_FALSE(page.headers.contains("set-cookie"));
  CHECK(page.body.find("/cong-khai/dot/" + hub.books().campaign) != std::string::npos);
  CHECK(stranger.get("/cong-khai/dot/" + hub.books().campaign).status == 200);
  CHECK(stranger.get("/cong-khai/kieu.css").status == 200);

  // A session makes no difference, and nothing is changed by who reads.
  CHECK(chair.get("/cong-khai").body == page.body);
  CHECK(stranger.post("/cong-khai", "{}").status == 401);

  Wire wire(hub.port(), true);
  wire.send("HEAD /cong-khai HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
  const std::string head = wire.read_until("\r\n\r\n");
  CHECK(head.starts_with("HTTP/1.1 200"));
  CHECK(head.find("Content-Length: " + std::to_string(page.body.size())) != std::string::npos);
  CHECK_THROWS(wire.read_bytes(1));

  REQUIRE(set_public(chair, false).status == 200);
  CHECK(stranger.get("/cong-khai").status == 404);
}

}  // namespace
}  // namespace soban::e2e
