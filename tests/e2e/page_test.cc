// Who may use the pages: the laptop's only whoever sits at it, the hub's only whoever has logged in.
#include <catch2/catch.hpp>

#include "tests/e2e/commune.h"

namespace soban::e2e {
namespace {

TEST_CASE("the laptop's page refuses other machines' names and other pages of the same browser") {
  Hub hub;
  hub.start();
  Laptop laptop(hub, "NC");
  laptop.start();
  const HttpClient page = laptop.page();
  const std::string port = ':' + std::to_string(laptop.port());
  const std::string body = gift(hub.books()).dump();
  const auto get = [&](const Headers& headers) {
    return page.request("GET", "/api/v1/status", "", headers).status;
  };
  const auto post = [&](const Headers& headers) {
    return page.request("POST", "/api/v1/contribution", body, headers).status;
  };
  for (const std::string& host :
       {"evil.example" + port, std::string("evil.example"), std::string("127.0.0.1"),
        "127.0.0.1:1" + port, std::string(), "192.168.1.2" + port}) {
    INFO(host);
    CHECK(get({{"Host", host}}) == 403);
    CHECK(post({{"Host", host}}) == 403);
    CHECK(page.request("GET", "/", "", {{"Host", host}}).status == 403);
  }
  CHECK(get({{"Host", "localhost" + port}}) == 200);
  for (const std::string& origin :
       {std::string("https://evil.example"), std::string("null"), "https://127.0.0.1" + port,
        std::string("http://127.0.0.1:1"), "http://localhost" + port}) {
    INFO(origin);
    CHECK(post({{"Origin", origin}}) == 403);
  }
  CHECK(post({{"X-Soban", ""}}) == 403);
  CHECK(post({{"X-Soban", "0"}}) == 403);
  CHECK(page.request("DELETE", "/api/v1/drafts/a", "", {{"X-Soban", ""}}).status == 403);
  CHECK(page.request("PUT", "/api/v1/author", "{}", {{"X-Soban", ""}}).status == 403);
  CHECK(laptop.records() == 0);
  CHECK(post({{"Origin", "http://127.0.0.1" + port}}) == 201);
  CHECK(laptop.records() == 1);
}

TEST_CASE("the laptop listens on loopback alone") {
  const Laptop laptop;
  const Outcome outcome = laptop.run({"serve", "--listen", "0.0.0.0:0", "--json"});
  CHECK(outcome.code != 0);
  CHECK(outcome.err.find("--listen") != std::string::npos);
}

TEST_CASE("the hub answers nobody without a session, and changes nothing without the CSRF token") {
  Hub hub;
  hub.start();
  const HttpClient stranger(hub.port(), true);
  for (const char* path : {"/api/v1/contribution", "/api/v1/household", "/api/v1/devices",
                           "/api/v1/users", "/api/v1/queue", "/api/v1/villages", "/api/v1/totals",
                           "/api/v1/me", "/api/v1/events", "/api/v1/money?text=5", "/api/v1/x"}) {
    INFO(path);
    CHECK(stranger.get(path).status == 401);
  }
  const Json status = stranger.get("/api/v1/status").json();
  CHECK_FALSE(status.contains("counts"));
  for (const char* path : {"/api/v1/campaign", "/api/v1/reviews", "/api/v1/enrolments",
                           "/api/v1/users", "/api/v1/logout"}) {
    INFO(path);
    CHECK(stranger.post(path, "{}").status == 401);
  }

  HttpClient clerk = hub.log_in("huong", "clerk");
  CHECK(clerk.get("/api/v1/me").json()["user"]["role"] == "clerk");
  const std::string enrolment = R"({"village": "NC", "name": "Máy mới"})";
  CHECK(clerk.post("/api/v1/enrolments", enrolment).status == 201);
  const std::string token = clerk.headers()["X-CSRF-Token"];
  for (const std::string& wrong : {std::string(), std::string("x"), token + "x"}) {
    clerk.headers()["X-CSRF-Token"] = wrong;
    CHECK(clerk.post("/api/v1/enrolments", enrolment).status == 403);
    CHECK(clerk.post("/api/v1/logout", "").status == 403);
  }
  clerk.headers()["X-CSRF-Token"] = token;
  CHECK(clerk.post("/api/v1/logout", "").status == 204);
  CHECK(clerk.get("/api/v1/me").status == 401);
}

TEST_CASE("donors and the audit log are told to the roles whose business they are") {
  Hub hub;
  const std::string record = hub.add("contribution", "NC", gift(hub.books()));
  hub.start();
  const std::string line =
      hub.log_in("chu", "chair").get("/api/v1/audit-entry").json()["items"][0]["id"];
  for (const std::string role : {"clerk", "chair", "admin", "finance", "police", "front"}) {
    CAPTURE(role);
    const HttpClient client = hub.log_in(role, role);
    const int of_donors = role == "police" || role == "front" ? 403 : 200;
    for (const std::string path :
         {"contribution", "receipt", "review", "household", "household-request", "petition",
          "meeting", "queue", "queue-batch", "contribution-list", "burden"}) {
      CAPTURE(path);
      CHECK(client.get("/api/v1/" + path).status == of_donors);
    }
    CHECK(client.get("/api/v1/records/" + record).status == of_donors);
    CHECK(client.get("/api/v1/records/" + record + "/history").status == of_donors);
    const int of_log = role == "chair" || role == "admin" ? 200 : 403;
    CHECK(client.get("/api/v1/audit-entry").status == of_log);
    CHECK(client.get("/api/v1/records/" + line).status == of_log);
    CHECK(client.get("/api/v1/records/" + line + "/history").status == of_log);
    CHECK(client.get("/api/v1/totals").status == 200);
    CHECK(client.get("/api/v1/campaign").status == 200);
  }
}

TEST_CASE("each role at the office may do its own") {
  Hub hub;
  hub.start();
  HttpClient police = hub.log_in("canh", "police");
  CHECK(police.get("/api/v1/campaign").status == 200);
  CHECK(police.post("/api/v1/enrolments", R"({"village": "NC", "name": "X"})").status == 403);
  CHECK(police.get("/api/v1/users").status == 403);
  HttpClient clerk = hub.log_in("huong", "clerk");
  CHECK(clerk.get("/api/v1/users").status == 403);
  const Json user{{"name", "dung"}, {"role", "clerk"}, {"password", kPassword}};
  CHECK(clerk.post("/api/v1/users", user.dump()).status == 403);
  HttpClient admin = hub.log_in("quantri", "admin");
  CHECK(admin.get("/api/v1/users").json()["items"].size() == 3);
  CHECK(admin.post("/api/v1/users", user.dump()).status == 201);
}

TEST_CASE("after five wrong passwords even the right one has to wait") {
  Hub hub;
  hub.start();
  hub.log_in("huong", "clerk");
  const HttpClient client(hub.port(), true);
  const auto log_in = [&](const std::string& name, const std::string& password) {
    return client.post("/api/v1/login", Json{{"name", name}, {"password", password}}.dump());
  };
  for (int i = 0; i < 5; ++i) {
    const Answer answer = log_in("huong", "sai " + std::to_string(i));
    CHECK(answer.status == 401);
    CHECK(answer.code() == "bad_login");
  }
  const Answer throttled = log_in("huong", kPassword);
  CHECK(throttled.status == 429);
  CHECK(throttled.code() == "too_many_tries");
  // Others are not held back.
  CHECK(hub.run({"user", "add", "dung", "--role", "chair"}, std::string(kPassword) + '\n').code ==
        0);
  CHECK(log_in("dung", kPassword).status == 200);
}

}  // namespace
}  // namespace soban::e2e
