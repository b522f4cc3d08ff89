// Both programs keep to their OpenAPI documents: every route described is served, and answers as it is described.
#include <catch2/catch.hpp>
#include <fstream>
#include <iterator>

#include "core/text/text.h"
#include "tests/e2e/commune.h"
#include "tests/e2e/json_schema.h"
#include "tests/support/files.h"

namespace soban::e2e {
namespace {

using Values = std::map<std::string, std::string>;

// "/api/v1/records/{id}" with {id} filled in.
std::string fill(std::string path, const Values& values) {
  for (const auto& [name, value] : values) {
    const std::string mark = '{' + name + '}';
    const std::size_t at = path.find(mark);
    if (at != std::string::npos) path.replace(at, mark.size(), value);
  }
  return path;
}

std::string upper(std::string text) {
  for (char& c : text) c = static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
  return text;
}

// A program together with the document that describes it.
class Described {
 public:
  Described(const std::string& program, HttpClient client)
      : text_(test::read_file(SOBAN_SOURCE_DIR "/" + program + "/api/openapi.json")),
        document_(Json::parse(text_)),
        client_(std::move(client)) {}

  const std::string& text() const { return text_; }
  const Json& document() const { return document_; }
  const HttpClient& client() const { return client_; }
  Json kinds() const { return document_["components"]["schemas"]["Kind"]["enum"]; }

  // Asks, and checks that the answer is one of those described, in every member.
  Answer ask(const std::string& method, const std::string& path, const Values& values,
             const std::string& query = {}, const std::string& body = {}) const {
    const std::string target = fill(path, values) + query;
    INFO(method << ' ' << target << ' ' << body);
    const Json& operation = document_["paths"].at(path).at(lower(method));
    Answer answer = client_.request(upper(method), target, body, {});
    INFO(answer.status << ' ' << answer.body.substr(0, 1000));
    const std::string status = std::to_string(answer.status);
    CHECK(operation["responses"].contains(status));
    if (!operation["responses"].contains(status)) return answer;
    for (const std::string& departure : departures_of(operation["responses"][status], answer)) {
      INFO(departure);
      CHECK(departure.empty());
    }
    return answer;
  }

 private:
  static std::string lower(std::string text) {
    for (char& c : text) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    return text;
  }

  std::vector<std::string> departures_of(Json response, const Answer& answer) const {
    if (response.contains("$ref")) {
      const std::string reference = response["$ref"];
      response = Json(document_.at(Json::json_pointer(reference.substr(1))));
    }
    const Json media = response.value("content", Json::object());
    if (media.empty() && !answer.body.empty()) return {"a body where none is described"};
    if (!media.contains("application/json")) return {};
    if (!answer.headers.at("content-type").starts_with("application/json"))
      return {"not application/json"};
    return departures(document_, media["application/json"]["schema"], answer.json());
  }

  std::string text_;
  Json document_;
  HttpClient client_;
};

constexpr const char* kEvents = "/api/v1/events";

// "?campaign=…" of the parameters that the operation can't do without.
std::string needed_query(const Json& operation, const Values& values) {
  std::string query;
  for (const Json& parameter : operation.value("parameters", Json::array())) {
    if (!parameter.value("required", false) || parameter.value("in", "") != "query") continue;
    const std::string name = parameter["name"];
    query += (query.empty() ? "?" : "&") + name + '=' + values.at(name);
  }
  return query;
}

// Every GET there is, for things that exist; streams apart.
void check_reading(const Described& program, const Values& values) {
  const Answer document = program.client().get("/api/v1/openapi.json");
  CHECK(document.status == 200);
  CHECK(document.body == program.text());
  for (const auto& [path, operations] : program.document()["paths"].items()) {
    if (!operations.contains("get") || path == kEvents) continue;
    if (path.find("{kind}") == std::string::npos) {
      INFO(path);
      if (path.ends_with("/receipt-check")) {
        CHECK(program.ask("GET", path, {}, "?text=x").status == 400);
        continue;
      }
      // Of records only a receipt has a sheet.
      const bool sheet = path.ends_with("/sheet");
      Values with_id = values;
      if (sheet) with_id["id"] = values.at("receipt");
      CHECK(program.ask("GET", path, with_id, needed_query(operations["get"], values)).status ==
            200);
      continue;
    }
    for (const std::string kind : program.kinds()) {
      Values with_kind = values;
      with_kind["kind"] = kind;
      CHECK(program.ask("GET", path, with_kind).status == 200);
      CHECK(program.ask("GET", path, with_kind, "?limit=1").status == 200);
      CHECK(program.ask("GET", path, with_kind, "?limit=x").status == 400);
    }
  }
  Events events(program.client());
  CHECK(events.answer().status == 200);
  const Json schema = program.document()["components"]["schemas"];
  CHECK(
      departures(program.document(), schema["Status"], Json::parse(events.next("status"))).empty());
}

// Every operation that changes something, asked for nonsense: refused as described, and the program lives on.
void check_nonsense(const Described& program, const Values& values) {
  for (const auto& [path, operations] : program.document()["paths"].items()) {
    for (const auto& [method, operation] : operations.items()) {
      const bool changing = method == "post" || method == "put" || method == "delete";
      if (!changing || path == "/api/v1/logout") continue;
      for (const char* body : {"", "{}", "[]", "{\"reason\": 5, \"items\": {}, \"heads\": 7}",
                               "{\"heads\": [\"x\"], \"items\": [7], \"choices\": [1]}"}) {
        const Answer answer = program.ask(method, path, values, "", body);
        CHECK(answer.status != 500);
        CHECK(answer.status != 404);
      }
    }
  }
  CHECK(program.client().get("/api/v1/status").status == 200);
}

// Its id.
std::string keep_photo(const Described& program) {
  const Json photo{{"data", text::base64url("\xFF\xD8\xFF and so on")}};
  const Answer kept = program.ask("POST", "/api/v1/attachments", {}, "", photo.dump());
  CHECK(kept.status == 201);
  return kept.json()["id"];
}

std::string change(const Json& fields, const char* reason) {
  return Json{{"changes", fields}, {"reason", reason}}.dump();
}

TEST_CASE("the laptop's API is what its OpenAPI document says") {
  Hub hub;
  hub.start();
  Laptop laptop(hub, "NC");
  laptop.start();
  const Described program("agent", laptop.page());
  const std::string record = "/api/v1/records/{id}";
  const Answer added = program.ask("POST", "/api/v1/{kind}", {{"kind", "contribution"}}, "",
                                   gift(hub.books()).dump());
  REQUIRE(added.status == 201);
  const Values values{{"id", added.json()["id"]},
                      {"name", "x"},
                      {"number", "1"},
                      {"campaign", gift(hub.books())["campaign"]},
                      {"period", "PERIOD_YEAR"},
                      {"year", "2026"},
                      {"from", "2026-01-01"},
                      {"to", "2026-12-31"},
                      {"kind", "contribution"},
                      {"attachment", keep_photo(program)}};
  CHECK(program.ask("PUT", "/api/v1/drafts/{name}", values, "", R"({"amount": "5"})").status ==
        200);
  const Json wanted{{"contribution", values.at("id")}};
  const Answer issued = program.ask("POST", "/api/v1/receipt", values, "", wanted.dump());
  REQUIRE(issued.status == 200);
  CHECK(
      program.ask("POST", record + "/amend", values, "", change({{"note", "đã đếm lại"}}, "thiếu"))
          .status == 200);
  // With the correction: an acceptance of what was before it would not hold.
  REQUIRE(eventually([&] {
    return hub.records() == 1 && hub.read({"show", values.at("id")})["note"] == "đã đếm lại";
  }));
  REQUIRE(hub.run({"review", values.at("id"), "--accept"}).code == 0);
  REQUIRE(eventually([&] {
    return laptop.read({"show", values.at("id")})["status"] == "accepted";
  }));

  Values reading = values;
  reading["receipt"] = issued.json()["id"];
  check_reading(program, reading);
  const Json sheet = program.ask("GET", record + "/sheet", {{"id", reading["receipt"]}}).json();
  const Answer checked = program.ask("GET", "/api/v1/receipt-check", {},
                                     "?text=" + sheet["qrText"].get<std::string>());
  CHECK(checked.status == 200);
  CHECK(checked.json()["number"] == sheet["number"]);
  for (const char* query : {"?text=500k", "?text=x", "?text="}) {
    CHECK(program.ask("GET", "/api/v1/money", {}, query).status == 200);
    CHECK(program.ask("GET", "/api/v1/date", {}, query).status == 200);
  }
  CHECK(program.ask("GET", record, {{"id", "0123456789abcdef:9"}}).status == 404);
  CHECK(program.ask("GET", record, {{"id", "x"}}).status == 404);
  CHECK(program.ask("POST", "/api/v1/sync", {}).status == 202);
  CHECK(program.ask("PUT", "/api/v1/author", {}, "", R"({"author": "Lò Thị Pâng"})").status == 200);
  check_nonsense(program, values);
  CHECK(program.ask("POST", record + "/void", values, "", R"({"reason": "ghi nhầm"})").status ==
        200);
  CHECK(program.ask("POST", record + "/void", values, "", R"({"reason": "lần nữa"})").status ==
        409);
}

void check_administration(const Described& program, const Values& values) {
  const Json settings = program.ask("GET", "/api/v1/settings", {}).json();
  const Json saved{{"heads", settings["heads"]},
                   {"reason", "Sửa thông tin xã"},
                   {"changes",
                    {{"signer", "Lò Văn Sơn"},
                     {"recipients", {"Lưu: VT"}},
                     {"calendar",
                      {{{"period", "PERIOD_YEAR"},
                        {"dataFrom", "06-01"},
                        {"dataTo", "11-30"},
                        {"villageDue", "12-05"},
                        {"communeDue", "12-15"}}}}}}};
  CHECK(program.ask("POST", "/api/v1/settings", {}, "", saved.dump()).status == 200);
  const Json late{{"heads", settings["heads"]},
                  {"reason", "Sửa thông tin xã"},
                  {"changes", {{"signer", "Cầm Văn Lả"}}}};
  CHECK(program.ask("POST", "/api/v1/settings", {}, "", late.dump()).status == 409);
  CHECK(program
            .ask("POST", "/api/v1/settings", {}, "",
                 R"({"reason": "x", "changes": {"phones": ["?"], "calendar": [{}]}})")
            .status == 400);
  const std::string amend = R"({"reason": "x", "changes": {"name": "xã khác"}})";
  CHECK(program.ask("POST", "/api/v1/records/{id}/amend", {{"id", settings["id"]}}, "", amend)
            .status == 400);
  const Json village{{"code", "MO"}, {"name", "bản Mới"}};
  CHECK(program.ask("POST", "/api/v1/villages", {}, "", village.dump()).status == 201);
  CHECK(program.ask("POST", "/api/v1/villages", {}, "", village.dump()).status == 409);
  CHECK(program
            .ask("POST", "/api/v1/villages/{village}", values, "",
                 R"({"name": "bản Khác", "reason": "x"})")
            .status == 200);
  CHECK(program
            .ask("POST", "/api/v1/villages/{village}", {{"village", "ZZ"}}, "",
                 R"({"name": "bản Nữa", "reason": "x"})")
            .status == 404);
  const auto change_user = [&](const char* user, const char* body) {
    return program.ask("POST", "/api/v1/users/{user}", {{"user", user}}, "", body).status;
  };
  CHECK(change_user("dung", R"({"role": "chair"})") == 200);
  CHECK(change_user("dung", R"({"role": "king"})") == 400);
  CHECK(change_user("nobody", R"({"role": "chair"})") == 404);
  CHECK(change_user("quantri", R"({"disabled": true})") == 409);
  const Answer audit = program.ask("GET", "/api/v1/audit", {}, "?limit=2&query=quantri");
  CHECK(audit.json()["items"].size() == 2);
  CHECK(audit.json()["next"].is_string());
  const std::string next = audit.json()["next"];
  CHECK(program.ask("GET", "/api/v1/audit", {}, "?cursor=" + next).status == 200);
  CHECK(program.ask("GET", "/api/v1/audit", {}, "?cursor=x").status == 400);
}

// A list under a name follows the account, and only a place of the page can be kept so.
void check_saved_filters(const Described& program) {
  const std::string path = "/api/v1/saved-filters/{name}";
  const Values values{{"name", "Nong%20C%C3%B3c"}};
  const auto save = [&](const char* address) {
    return program.ask("PUT", path, values, "", Json{{"address", address}}.dump());
  };
  CHECK(save("https://example.org/").status == 400);
  CHECK(save("#/can-duyet?ban=NC").status == 200);
  CHECK(save("#/can-duyet?ban=NC&loai=round_sum").status == 200);
  const Json kept = program.ask("GET", "/api/v1/saved-filters", {}).json()["items"];
  CHECK(kept ==
        Json::array({{{"name", "Nong Cóc"}, {"address", "#/can-duyet?ban=NC&loai=round_sum"}}}));
  CHECK(program.ask("DELETE", path, values).json()["items"].empty());
  CHECK(program.ask("DELETE", path, values).status == 200);
}

void check_tasks(const Described& program) {
  const std::string import = "/api/v1/tasks/import";
  const std::string plan = "/api/v1/tasks/plan";
  CHECK(program.ask("POST", plan, {}, "", R"({"from": 2022, "to": 2023})").status == 404);
  CHECK(program.ask("POST", import, {}, "", R"({"file": {"year": 2022}})").status == 400);
  const Answer tried = program.ask("POST", import, {}, "", R"({"apply": false})");
  CHECK(tried.json()["added"] == 40);
  CHECK(program.ask("POST", import, {}, "", R"({"apply": true})").json()["added"] == 40);
  CHECK(program.ask("POST", plan, {}, "", R"({"from": 2022, "to": 2023})").json()["added"] == 40);
  CHECK(program.ask("POST", plan, {}, "", R"({"from": 2022, "to": 2023})").status == 409);
  const Json tasks = program.ask("GET", "/api/v1/tasks", {}, "?year=2022").json();
  CHECK(tasks["summary"]["total"] == 40);
  CHECK(tasks["years"] == Json{2023, 2022});
  CHECK(program.ask("GET", "/api/v1/tasks", {}, "?year=x").status == 400);
  const Values id{{"id", tasks["items"][0]["id"]}};
  CHECK(program.ask("GET", "/api/v1/records/{id}", id).status == 200);
}

TEST_CASE("the hub's API is what its OpenAPI document says") {
  Hub hub;
  hub.start();
  Laptop laptop(hub, "NC");
  const auto ids = laptop.add(gifts(hub.books(), 3));
  REQUIRE(laptop.sync_once() == 0);
  const Described stranger("hub", HttpClient(hub.port(), true));
  const Described program("hub", hub.log_in("quantri", "admin"));
  const Json device = program.client().get("/api/v1/devices").json()["items"][0];
  const Values values{{"id", ids[0]},
                      {"name", "x"},
                      {"device", device["id"]},
                      {"register", "contributions"},
                      {"kind", "campaign"},
                      {"campaign", gift(hub.books())["campaign"]},
                      {"period", "PERIOD_YEAR"},
                      {"year", "2026"},
                      {"from", "2026-01-01"},
                      {"to", "2026-12-31"},
                      {"number", "1"},
                      {"village", "NC"},
                      {"user", "quantri"},
                      {"attachment", keep_photo(program)}};
  const auto heads = [&](const std::string& id) { return hub.read({"show", id})["heads"]; };

  CHECK(stranger.ask("GET", "/api/v1/status", {}).status == 200);
  CHECK(stranger.ask("GET", "/api/v1/me", {}).status == 401);
  const Json review{{"verdict", "VERDICT_RETURNED"},
                    {"comment", "Thiếu tên"},
                    {"items",
                     {{{"record", ids[0]}, {"heads", heads(ids[0])}},
                      {{"record", ids[1]}, {"heads", {"0123456789abcdef:9"}}}}}};
  const Answer reviewed = program.ask("POST", "/api/v1/reviews", {}, "", review.dump());
  CHECK(reviewed.status == 200);
  CHECK(reviewed.json()["done"] == Json{ids[0]});
  CHECK(reviewed.json()["skipped"].size() == 1);

  check_reading(program, values);
  for (const char* only : {"all", "conflict", "voided", "reopened", "flagged", "hidden_level",
                           "void_after_receipt", "x"}) {
    const Answer queue =
        program.ask("GET", "/api/v1/queue", {}, std::string("?limit=1&only=") + only);
    CHECK(queue.status == (std::string(only) == "x" ? 400 : 200));
  }
  check_saved_filters(program);
  const Json household{{"code", "077"}, {"head", "Vì Thị Mới"}};
  CHECK(program
            .ask("POST", "/api/v1/{kind}", {{"kind", "household"}}, "?village=NC", household.dump())
            .status == 201);
  CHECK(program
            .ask("POST", "/api/v1/{kind}", {{"kind", "household"}}, "?village=NC", household.dump())
            .status == 400);
  const Json slip{{"survey", "SURVEY_HEALTH"},
                  {"date", hub.books().today},
                  {"place", "Trạm Y tế xã"},
                  {"scores", {5, 4, 0, 3, 1}},
                  {"comment", "Chờ lâu"}};
  const Answer kept =
      program.ask("POST", "/api/v1/{kind}", {{"kind", "survey-slip"}}, "", slip.dump());
  REQUIRE(kept.status == 201);
  const Values kept_id{{"id", kept.json()["id"]}};
  CHECK(program.ask("GET", "/api/v1/records/{id}", kept_id).status == 200);
  CHECK(program.ask("GET", "/api/v1/records/{id}/history", kept_id).status == 200);
  const std::string survey = "/api/v1/surveys";
  CHECK(program.ask("GET", survey, {}).json()["comments"].size() == 1);
  CHECK(program.ask("GET", survey, {}, "?survey=SURVEY_NONE").status == 400);
  check_tasks(program);
  const Answer burden = program.ask("GET", "/api/v1/burden", {}, "?village=NC");
  CHECK(burden.status == 200);
  CHECK(burden.json()["items"].size() > 0);
  CHECK(program.ask("GET", "/api/v1/burden", {}, "?village=XX").status == 400);
  CHECK(program.ask("POST", "/api/v1/enrolments", {}, "", R"({"village": "NC", "name": "Máy 2"})")
            .status == 201);
  CHECK(program.ask("POST", "/api/v1/enrolments", {}, "", R"({"village": "XX", "name": "Máy 2"})")
            .status == 400);
  const Json user{{"name", "dung"}, {"role", "clerk"}, {"password", kPassword}};
  CHECK(program.ask("POST", "/api/v1/users", {}, "", user.dump()).status == 201);
  CHECK(program.ask("POST", "/api/v1/users", {}, "", user.dump()).status == 409);
  check_administration(program, values);
  check_nonsense(program, values);
  for (int i = 0; i < 6; ++i) {
    const Json wrong{{"name", "dung"}, {"password", "sai"}};
    CHECK(stranger.ask("POST", "/api/v1/login", {}, "", wrong.dump()).status ==
          (i < 5 ? 401 : 429));
  }
  const std::string revoke = "/api/v1/devices/{device}/revoke";
  CHECK(program.ask("POST", revoke, values, "", R"({"reason": "mất máy"})").status == 200);
  CHECK(program.ask("POST", "/api/v1/logout", {}).status == 204);
}

}  // namespace
}  // namespace soban::e2e
