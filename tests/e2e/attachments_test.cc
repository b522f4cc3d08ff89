// Photos with the real programs: kept on the laptop, sent after the records, seen at the office, or carried on a stick.
#include <catch2/catch.hpp>

#include "core/text/text.h"
#include "tests/e2e/commune.h"

namespace soban::e2e {
namespace {

Json gift_with(const Books& books, const Json& photo) {
  Json fields = gift(books);
  fields["attachments"] = Json::array({photo});
  return fields;
}

Answer photo_at(const HttpClient& page, const Json& photo) {
  return page.get("/api/v1/attachments/" + photo["id"].get<std::string>());
}

TEST_CASE("a photo is kept, named by a record, sent after it, and seen at the office") {
  Hub hub;
  hub.start();
  Laptop laptop(hub, "NC");
  const test::TemporaryDirectory folder;
  const std::string content = picture(150'000);
  const Json photo = laptop.read({"attach", save_picture(folder, content)});
  const auto ids = laptop.add(gift_with(hub.books(), photo).dump() + '\n');
  REQUIRE(laptop.sync_once() == 0);
  CHECK(laptop.read({"status"})["counts"]["photosToSend"] == 0);

  const HttpClient office = hub.log_in("do", "clerk");
  const Answer shown = photo_at(office, photo);
  CHECK(shown.status == 200);
  CHECK(shown.headers.at("content-type") == "image/jpeg");
  CHECK((shown.body == content));
  CHECK(hub.read({"show", ids[0]})["shown"]["attachments"][0]["here"] == true);
  CHECK(photo_at(HttpClient(hub.port(), true), photo).status == 401);

  Laptop second(hub, "NC");
  REQUIRE(second.sync_once() == 0);
  second.start();
  CHECK((photo_at(second.page(), photo).body == content));
  Laptop stranger(hub, "NS");
  REQUIRE(stranger.sync_once() == 0);
  stranger.start();
  CHECK(photo_at(stranger.page(), photo).status == 404);
}

TEST_CASE("what is no photo, too large, or not here is refused, each in words") {
  Hub hub;
  hub.start();
  Laptop laptop(hub, "NC");
  laptop.start();
  const HttpClient page = laptop.page();
  const auto keep = [&](const std::string& content) {
    return page.post("/api/v1/attachments", Json{{"data", text::base64url(content)}}.dump());
  };
  const Answer text_file = keep("một tệp chữ");
  CHECK(text_file.status == 400);
  CHECK(text_file.json()["error"]["code"] == "not_an_image");
  CHECK(keep("").status == 400);
  const Answer large = keep(picture((2 << 20) + 1));
  CHECK(large.status == 413);
  CHECK(large.json()["error"]["code"] == "photo_too_large");
  const Answer kept = keep(picture(2 << 20));
  CHECK(kept.status == 201);
  CHECK(photo_at(page, kept.json()).status == 200);
  CHECK(page.get("/api/v1/attachments/x").status == 404);

  Json missing = kept.json();
  missing["id"] = std::string(64, 'a');
  const Answer refused = page.post("/api/v1/contribution", gift_with(hub.books(), missing).dump());
  CHECK(refused.status == 400);
  CHECK(refused.json()["error"]["fields"][0]["code"] == "unknown_attachment");
  missing["id"] = "x";
  CHECK(page.post("/api/v1/contribution", gift_with(hub.books(), missing).dump())
            .json()["error"]["fields"][0]["code"] == "bad_attachment");
  Json many = gift(hub.books());
  for (int n = 0; n < 11; ++n) many["attachments"].push_back(kept.json());
  CHECK(page.post("/api/v1/contribution", many.dump()).json()["error"]["fields"][0]["code"] ==
        "too_many");
}

TEST_CASE("photos travel on a stick too, both ways") {
  Hub hub;
  hub.start();
  Laptop laptop(hub, "NC");
  Laptop second(hub, "NC");
  hub.stop();
  const test::TemporaryDirectory stick;
  const auto file = [&](const char* name) { return (stick / name).string(); };
  const std::string content = picture(90'000);
  const Json photo = laptop.read({"attach", save_picture(stick, content)});
  laptop.add(gift_with(hub.books(), photo).dump() + '\n');
  REQUIRE(laptop.run({"bundle", "export", file("1.soban")}).code == 0);
  REQUIRE(hub.run({"bundle", "import", file("1.soban"), "--reply", file("1r.soban")}).code == 0);
  CHECK(laptop.read({"status"})["counts"]["photosToSend"] == 1);
  REQUIRE(laptop.run({"bundle", "import", file("1r.soban")}).code == 0);
  CHECK(laptop.read({"status"})["counts"]["photosToSend"] == 0);

  // The other laptop learns of the photo by its first trip and has it by its second.
  for (const char* trip : {"2", "3"}) {
    const std::string out = file((std::string(trip) + ".soban").c_str());
    const std::string back = file((std::string(trip) + "r.soban").c_str());
    REQUIRE(second.run({"bundle", "export", out}).code == 0);
    REQUIRE(hub.run({"bundle", "import", out, "--reply", back}).code == 0);
    REQUIRE(second.run({"bundle", "import", back}).code == 0);
  }
  second.start({"--sync", "false"});
  CHECK((photo_at(second.page(), photo).body == content));
}

}  // namespace
}  // namespace soban::e2e
