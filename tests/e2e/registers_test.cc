// Registers as files, over the wire: who gets them, what they are called, and that taking them stands in the audit log.
#include <catch2/catch.hpp>

#include "tests/e2e/commune.h"
#include "tests/support/files.h"

namespace soban::e2e {
namespace {

const std::string kContributions = "/api/v1/registers/contributions";

std::string line_of(const Json& line) {
  std::string text;
  for (const char* part : {"author", "action", "object", "detail"})
    text += (text.empty() ? "" : "|") + line[part].get<std::string>();
  return text;
}

std::vector<std::string> exports_in_log(const HttpClient& client) {
  std::vector<std::string> lines;
  const Json log = client.get("/api/v1/audit").json();
  for (const Json& line : log["items"]) {
    if (line["action"] == "exported") lines.push_back(line_of(line));
  }
  return lines;
}

bool holds(const std::string& text, std::string_view part) {
  return text.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("a register is given as a file under a name that tells what it is, and that is logged") {
  Hub hub;
  hub.add("contribution", "NC", gift(hub.books()));
  hub.start();
  const HttpClient admin = hub.log_in("quan", "admin");
  const Answer csv = admin.get(kContributions + "?format=csv&village=NC&from=2020-01-01");
  REQUIRE(csv.status == 200);
  CHECK(csv.headers.at("content-type") == "text/csv; charset=utf-8");
  CHECK(csv.body.starts_with("\xEF\xBB\xBF\"STT\""));
  const std::string named = csv.headers.at("content-disposition");
  INFO(named);
  CHECK(named.starts_with("attachment; filename=\"so-dong-gop-ban-nong-coc-20"));
  CHECK(holds(named, ".csv\"; "));
  CHECK(holds(named, "filename*=UTF-8''S%E1%BB%95%20%C4%91%C3%B3ng%20g%C3%B3p%2C%20"));
  CHECK(named.ends_with(".csv"));
  CHECK(csv.headers.at("cache-control") == "no-store");
  const Answer xlsx = admin.get("/api/v1/registers/tasks?format=xlsx");
  CHECK(xlsx.status == 200);
  CHECK(xlsx.body.starts_with("PK"));
  // What is only looked at is not noted.
  CHECK(admin.get(kContributions).json()["total"] == 1);

  const auto log = exports_in_log(admin);
  REQUIRE(log.size() == 2);
  CHECK(log[0].starts_with("quan|exported|tasks|xlsx · xã "));
  CHECK(log[1].starts_with("quan|exported|contributions|csv · bản "));
  CHECK(log[1].ends_with(" · Từ 01/01/2020"));
}

TEST_CASE("the police and the Front get no register that names households or donors") {
  Hub hub;
  hub.add("contribution", "NC", gift(hub.books()));
  hub.add("petition", "NC",
          {{"content", "Đường lầy"},
           {"person", "Quàng Thị Nêu Tên"},
           {"receivedOn", hub.books().today},
           {"addressedTo", "UBND xã"}});
  hub.start();
  for (const char* role : {"police", "front", "clerk", "chair", "finance"}) {
    CAPTURE(role);
    const bool may = std::string(role) != "police" && std::string(role) != "front";
    const HttpClient client = hub.log_in(role, role);
    for (const char* format : {"json", "csv", "xlsx"}) {
      const std::string query = std::string("?format=") + format;
      CHECK(client.get(kContributions + query).status == (may ? 200 : 403));
      CHECK(client.get("/api/v1/registers/households" + query).status == (may ? 200 : 403));
      CHECK(client.get("/api/v1/registers/spending" + query).status == 200);
    }
    for (const char* format : {"json", "csv"}) {
      const Answer petitions =
          client.get(std::string("/api/v1/registers/petitions?format=") + format);
      CHECK(petitions.status == 200);
      CHECK(holds(petitions.body, "Đường lầy"));
      CHECK(holds(petitions.body, "Quàng Thị Nêu Tên") == may);
    }
  }
  // Who was refused has taken nothing.
  for (const std::string& line : exports_in_log(hub.log_in("quan", "admin"))) {
    const bool is_refused = line.starts_with("police|exported|contributions") ||
                            line.starts_with("front|exported|households");
    CHECK_FALSE(is_refused);
  }
}

TEST_CASE(
    "the command writes the same file as the page gives, and is logged; its mistakes are told") {
  Hub hub;
  hub.add("contribution", "NC", gift(hub.books()));
  hub.start();
  const test::TemporaryDirectory folder;
  const std::string file = (folder.path() / "so.csv").string();
  REQUIRE(hub.run({"export", "contributions", file, "--village", "NC"}).code == 0);
  const HttpClient admin = hub.log_in("quan", "admin");
  CHECK(test::read_file(file) == admin.get(kContributions + "?format=csv&village=NC").body);
  CHECK(exports_in_log(admin).size() == 2);
  CHECK(hub.read({"export", "households", (folder.path() / "ho.xlsx").string()})["rows"] == 4);
  const auto refused = [&](std::vector<std::string> arguments) {
    arguments.insert(arguments.begin(), "export");
    return hub.run(arguments).code;
  };
  CHECK(refused({"contributions", (folder.path() / "so.ods").string()}) == 2);
  CHECK(refused({"contributions", file, "--from", "2026-02-30"}) == 2);
  CHECK(refused({"receipts", file}) == 1);
  CHECK(refused({"contributions", (folder.path() / "no" / "so.csv").string()}) == 1);
}

}  // namespace soban::e2e
