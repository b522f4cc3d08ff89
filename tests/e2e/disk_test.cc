// A disk that is full in the middle: said plainly, nothing of what was promised lost, and it goes on when there is room.
#include <sys/mount.h>

#include <catch2/catch.hpp>
#include <cerrno>
#include <filesystem>
#include <fstream>

#include "tests/e2e/commune.h"

namespace soban::e2e {
namespace {

// A small file system of its own, filled and emptied by a file of ballast.
class SmallDisk {
 public:
  SmallDisk() : mounted_(::mount("soban-test", path().c_str(), "tmpfs", 0, "size=6m") == 0) {}
  ~SmallDisk() {
    if (mounted_) ::umount2(path().c_str(), MNT_DETACH);
  }
  SmallDisk(const SmallDisk&) = delete;
  SmallDisk& operator=(const SmallDisk&) = delete;

  bool mounted() const { return mounted_; }
  std::filesystem::path path() const { return directory_.path(); }
  void fill_but(std::uintmax_t bytes) const {
    std::ofstream ballast(path() / "ballast", std::ios::binary);
    const std::string block(4096, 'x');
    while (ballast && std::filesystem::space(path()).available > bytes) {
      ballast.write(block.data(), static_cast<std::streamsize>(block.size())).flush();
    }
  }
  void make_room() const { std::filesystem::remove(path() / "ballast"); }

 private:
  test::TemporaryDirectory directory_;
  bool mounted_;
};

constexpr std::uintmax_t kRoom = 200 << 10;
constexpr std::size_t kTooMany = 3000;  // contributions for so little room

TEST_CASE("`add` stops with words at a full disk, keeps what it printed and goes on with room") {
  const SmallDisk disk;
  if (!disk.mounted()) {
    WARN("skipped: mounting a small disk needs root");
    return;
  }
  Hub hub;
  hub.start();
  Laptop laptop(hub, "NC", disk.path() / "data");
  const auto before = laptop.add(gifts(hub.books(), 5));
  disk.fill_but(kRoom);
  const Outcome outcome =
      laptop.run({"add", "contribution", "--json", "-"}, gifts(hub.books(), kTooMany));
  CHECK(outcome.code == 1);
  const auto lines = outcome.lines();
  REQUIRE_FALSE(lines.empty());
  REQUIRE(lines.back().contains("error"));
  CHECK(lines.back()["error"]["code"] == "disk_full");
  CHECK(outcome.err.find("the disk is full") != std::string::npos);
  CHECK(outcome.err.find("free some space") != std::string::npos);

  const auto during = promised(outcome.out);
  CHECK(during.size() == lines.size() - 1);
  Ids all(before.begin(), before.end());
  all.insert(during.begin(), during.end());
  CHECK((laptop.ids() == all));
  CHECK(laptop.verified());
  disk.make_room();
  for (const std::string& id : laptop.add(gifts(hub.books(), 5))) all.insert(id);
  CHECK((laptop.ids() == all));
  CHECK(laptop.verified());
  CHECK(laptop.sync_once() == 0);
  CHECK(eventually([&] { return hub.ids() == all; }));
}

TEST_CASE(
    "a laptop whose disk is full still serves its page, says so with 507 and recovers by itself") {
  const SmallDisk disk;
  if (!disk.mounted()) {
    WARN("skipped: mounting a small disk needs root");
    return;
  }
  Hub hub;
  hub.start();
  Laptop laptop(hub, "NC", disk.path() / "data");
  laptop.start();
  const HttpClient page = laptop.page();
  disk.fill_but(kRoom);
  Ids all;
  Answer answer;
  for (std::size_t i = 0; i < kTooMany; ++i) {
    answer = page.post("/api/v1/contribution", gift(hub.books()).dump());
    if (answer.status != 201) break;
    all.insert(answer.json()["id"]);
  }
  CHECK(answer.status == 507);
  CHECK(answer.code() == "disk_full");
  CHECK(page.get("/api/v1/status").status == 200);
  CHECK(page.get("/api/v1/contribution").status == 200);
  CHECK((laptop.ids() == all));

  disk.make_room();
  answer = page.post("/api/v1/contribution", gift(hub.books()).dump());
  CHECK(answer.status == 201);
  all.insert(answer.json()["id"]);
  CHECK(eventually([&] { return hub.ids() == all && laptop.waiting() == 0; }));
  CHECK(laptop.stop() == 0);
  CHECK(laptop.verified());
}

TEST_CASE("a laptop that has no room for what comes says so, and takes it when there is") {
  const SmallDisk disk;
  if (!disk.mounted()) {
    WARN("skipped: mounting a small disk needs root");
    return;
  }
  Hub hub;
  hub.start();
  Laptop other(hub, "NC");
  Laptop laptop(hub, "NC", disk.path() / "data");
  other.add(gifts(hub.books(), 1000));
  REQUIRE(other.sync_once() == 0);
  disk.fill_but(kRoom);
  const Outcome outcome = laptop.run({"sync", "--once", "--json"});
  INFO(outcome.err);
  CHECK(outcome.code == 1);
  CHECK(outcome.json()["error"]["code"] == "disk_full");
  laptop.start();
  CHECK(eventually([&] { return laptop.link()["code"] == "disk_full"; }));

  disk.make_room();
  laptop.page().post("/api/v1/sync", "");
  CHECK(eventually([&] { return laptop.records() == 1000; }));
  CHECK((laptop.ids() == other.ids()));
  CHECK(laptop.stop() == 0);
  CHECK(laptop.verified());
}

TEST_CASE("each command names the full disk even where there is not a byte of room") {
  const SmallDisk disk;
  if (!disk.mounted()) {
    WARN("skipped: mounting a small disk needs root");
    return;
  }
  Hub hub;
  hub.start();
  const Laptop laptop(hub, "NC", disk.path() / "data");
  const auto ids = laptop.add(gifts(hub.books(), 2));
  disk.fill_but(0);
  const std::vector<std::vector<std::string>> commands = {{"list", "contribution"},
                                                          {"status"},
                                                          {"verify"},
                                                          {"rebuild"},
                                                          {"sync", "--once"},
                                                          {"serve", "--listen", "127.0.0.1:0"},
                                                          {"show", ids[0]}};
  for (const auto& command : commands) {
    INFO(command.front());
    const Outcome outcome = laptop.run(command);
    CHECK(outcome.code == 1);
    CHECK(outcome.err.find("the disk is full") != std::string::npos);
  }
  disk.make_room();
  CHECK((laptop.ids() == Ids(ids.begin(), ids.end())));
  CHECK(laptop.verified());
}

TEST_CASE(
    "a hub whose disk is full leaves the records waiting; they come by themselves with room") {
  const SmallDisk disk;
  if (!disk.mounted()) {
    WARN("skipped: mounting a small disk needs root");
    return;
  }
  Hub hub(disk.path() / "data");
  hub.start();
  Laptop laptop(hub, "NC");
  const auto ids = laptop.add(gifts(hub.books(), 1000));
  const std::string code = hub.enrol_code();
  disk.fill_but(kRoom / 5);
  laptop.start();
  REQUIRE(eventually([&] { return laptop.link()["code"] == "peer_store_failed"; }));
  CHECK(laptop.waiting() > 0);
  CHECK(hub.process().running());
  // Whoever wants to enrol now succeeds in what room is left, or is told, and the code is good later.
  disk.fill_but(0);
  const Laptop late;
  const Outcome enrolled = late.run({"enrol", code, "--json"});
  INFO(enrolled.err);

  disk.make_room();
  if (enrolled.code != 0) {
    CHECK(enrolled.code == 1);
    CHECK(enrolled.json()["error"]["code"] == "peer_store_failed");
    CHECK(late.run({"enrol", code}).code == 0);
  }
  CHECK(eventually([&] { return laptop.waiting() == 0; }));
  CHECK(eventually([&] { return hub.ids() == Ids(ids.begin(), ids.end()); }));
  CHECK(laptop.stop() == 0);
  CHECK(hub.stop() == 0);
  CHECK(hub.verified());
  CHECK(laptop.verified());
}

// Where no small disk can be mounted, and beside it: writing fails with another error than "disk full".
TEST_CASE("a database file that may not grow any more costs nothing of what was printed") {
  Hub hub;
  hub.start();
  Laptop laptop(hub, "NC");
  const auto before = laptop.add(gifts(hub.books(), 5));
  const Outcome outcome =
      run(agent_program(), {"add", "contribution", "--json", "-", "--data", laptop.data().string()},
          {.environment = {}, .input = gifts(hub.books(), kTooMany), .file_bytes_max = 1 << 20});
  CHECK(outcome.code == 1);
  CHECK_FALSE(outcome.err.empty());
  const auto during = promised(outcome.out);
  CHECK(during.size() < kTooMany);
  Ids all(before.begin(), before.end());
  all.insert(during.begin(), during.end());
  CHECK((laptop.ids() == all));
  CHECK(laptop.verified());
  for (const std::string& id : laptop.add(gifts(hub.books(), 500))) all.insert(id);
  CHECK((laptop.ids() == all));

  hub.process().limit_file_bytes(1 << 20);
  laptop.start();
  CHECK(eventually(
      [&] { return laptop.waiting() == 0 || laptop.link()["code"] == "peer_store_failed"; }));
  hub.process().limit_file_bytes(RLIM_INFINITY);
  CHECK(eventually([&] { return laptop.waiting() == 0 && hub.ids() == all; }));
}

}  // namespace
}  // namespace soban::e2e
