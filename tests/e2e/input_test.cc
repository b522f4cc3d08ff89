// What people and their papers get wrong: each time a clear word of what to do, and nothing is lost.
#include <catch2/catch.hpp>
#include <csignal>
#include <fstream>

#include "core/crypto/crypto.h"
#include "core/sync/enrol_code.h"
#include "tests/e2e/commune.h"

namespace soban::e2e {
namespace {

struct Bad {
  std::string line;
  std::string code;   // of the error
  std::string field;  // that is at fault; "" for none
  std::string field_code;
};

std::string with(Json fields, const char* name, const Json& value) {
  fields[name] = value;
  return fields.dump();
}

std::vector<Bad> bad_lines(const Books& books) {
  const Json good = gift(books);
  const auto field = [&](const char* name, const Json& value, const char* code) {
    return Bad{with(good, name, value), "bad_fields", name, code};
  };
  Json lacking = good;
  lacking.erase("amount");
  return {
      {R"({"campaign": )", "malformed_json", "", ""},
      {"năm trăm nghìn", "malformed_json", "", ""},
      {"[]", "malformed_json", "", ""},
      {"{\"note\": \"\xff\"}", "malformed_json", "", ""},
      {with(good, "amount", "X").replace(with(good, "amount", "X").find("\"X\""), 3, "1e999"),
       "malformed_json", "", ""},
      {std::string(100'000, '['), "malformed_json", "", ""},
      field("minimum", 100'000, "unknown_field"),
      {lacking.dump(), "bad_fields", "amount", "required"},
      field("amount", -5000, "negative"),
      field("amount", "-5000", "negative"),
      field("amount", 0, "zero"),
      field("amount", 1500.5, "fractional"),
      field("amount", "1500.5", "fractional"),
      field("amount", 1'000'000'000'001, "too_large"),
      field("amount", "99999999999999999999", "too_large"),
      field("amount", 1e30, "too_large"),
      field("amount", "nhiều", "wrong_type"),
      field("amount", true, "wrong_type"),
      field("date", "2099-01-01", "in_future"),
      field("date", "2026-02-30", "not_a_date"),
      field("date", "hôm qua", "not_a_date"),
      field("household", "0123456789abcdef:7", "unknown_household"),
      field("household", books.foreign_household, "unknown_household"),
      field("household", books.campaign, "unknown_household"),
      field("campaign", "0123456789abcdef:7", "unknown_campaign"),
      field("campaign", "đường", "unknown_campaign"),
      field("form", "FORM_GOLD", "wrong_type"),
      field("voluntary", "yes", "wrong_type"),
      field("note", std::string(100'000, 'x'), "too_long"),
      field("note", "chuông \u0007", "control_character"),
  };
}

void check_error(const Json& error, const Bad& bad) {
  CHECK(error["code"] == bad.code);
  CHECK(error["text"] != "");
  if (bad.field.empty()) return;
  REQUIRE(error["fields"].size() == 1);
  CHECK(error["fields"][0]["field"] == bad.field);
  CHECK(error["fields"][0]["code"] == bad.field_code);
  CHECK(error["fields"][0]["text"] != "");
}

TEST_CASE("`add` says of each bad line what is wrong with it and goes on with the good ones") {
  Hub hub;
  hub.start();
  Laptop laptop(hub, "NC");
  const auto bad = bad_lines(hub.books());
  std::string input;
  for (const Bad& one : bad) input += one.line + '\n' + gift(hub.books()).dump() + '\n';
  const Outcome outcome = laptop.run({"add", "contribution", "--json", "-"}, input);
  CHECK(outcome.code == 1);
  const auto lines = outcome.lines();
  REQUIRE(lines.size() == 2 * bad.size());
  for (std::size_t i = 0; i < bad.size(); ++i) {
    INFO(bad[i].line.substr(0, 200));
    REQUIRE(lines[2 * i].contains("error"));
    CHECK(lines[2 * i]["line"] == 2 * i + 1);
    check_error(lines[2 * i]["error"], bad[i]);
    CHECK(lines[2 * i + 1].contains("id"));
    CHECK(outcome.err.find("line " + std::to_string(2 * i + 1) + ": ") != std::string::npos);
  }
  const auto recorded = promised(outcome.out);
  CHECK((laptop.ids() == Ids(recorded.begin(), recorded.end())));
  CHECK(laptop.verified());
}

TEST_CASE("the laptop's API answers bad input with 400 and the fields, and records nothing") {
  Hub hub;
  hub.start();
  Laptop laptop(hub, "NC");
  laptop.start();
  const HttpClient page = laptop.page();
  for (const Bad& bad : bad_lines(hub.books())) {
    INFO(bad.line.substr(0, 200));
    const Answer answer = page.post("/api/v1/contribution", bad.line);
    CHECK(answer.status == 400);
    check_error(answer.json()["error"], bad);
  }
  CHECK(page.post("/api/v1/contribution", "").status == 400);
  CHECK(page.request("POST", "/api/v1/contribution", "", {{"Content-Length", "5000000"}}).status ==
        413);
  CHECK(laptop.records() == 0);
  CHECK(page.post("/api/v1/contribution", gift(hub.books()).dump()).status == 201);
  CHECK(laptop.stop() == 0);
}

TEST_CASE("a second like contribution is asked about on the page, and recorded when confirmed") {
  Hub hub;
  hub.start();
  Laptop laptop(hub, "NC");
  laptop.start();
  const std::string body = gift(hub.books()).dump();
  CHECK(laptop.page().post("/api/v1/contribution", body).status == 201);
  const Answer again = laptop.page().post("/api/v1/contribution", body);
  CHECK(again.status == 409);
  CHECK(again.code() == "possible_duplicate");
  CHECK(laptop.page().post("/api/v1/contribution?confirm=duplicate", body).status == 201);
  CHECK(laptop.records() == 2);
}

// ---- enrolment codes ----------------------------------------------------------------------------------------------

void check_refused(const Outcome& outcome, const std::string& code, const std::string& word) {
  INFO(outcome.out << outcome.err);
  CHECK((outcome.code == 1 || outcome.code == 2));
  CHECK(outcome.json()["error"]["code"] == code);
  CHECK(outcome.err.find(word) != std::string::npos);
}

TEST_CASE(
    "a wrong, garbled, used or unreachable enrolment code is named, and a right one works after "
    "it") {
  Hub hub;
  hub.start();
  const std::string code = hub.enrol_code();
  Laptop laptop;
  const auto enrol = [&](const std::string& with_code) {
    return laptop.run({"enrol", with_code, "--json"});
  };
  std::string garbled = code;
  garbled[2] = garbled[2] == 'A' ? 'B' : 'A';
  check_refused(enrol(garbled), "enrol_code_malformed", "compare it with the paper");
  check_refused(enrol(code.substr(0, 40)), "enrol_code_malformed", "compare it with the paper");
  check_refused(enrol("MÃ SAI"), "enrol_code_malformed", "compare it with the paper");

  auto parts = sync::read_enrol_code(code);
  REQUIRE(parts);
  const std::uint16_t port = parts->port;
  parts->token = crypto::random_bytes(parts->token.size());
  check_refused(enrol(sync::print_enrol_code(*parts)), "enrol_code_wrong", "ask the office");
  parts->pin = crypto::random_bytes(parts->pin.size());
  check_refused(enrol(sync::print_enrol_code(*parts)), "wrong_certificate", "is not the hub");
  hub.road().lead_to(0);
  check_refused(enrol(code), "unreachable", "can't be reached");
  hub.road().lead_to(hub.port());
  CHECK(port == hub.road().port());

  Laptop other;
  REQUIRE(other.run({"enrol", code}).code == 0);
  check_refused(enrol(code), "enrol_code_used", "ask the office for a new one");
  CHECK(enrol(hub.enrol_code()).code == 0);
  check_refused(enrol(hub.enrol_code()), "already_enrolled", "--data");
  CHECK(laptop.sync_once() == 0);
  laptop.add(gifts(hub.books(), 1));
}

TEST_CASE("before it is enrolled, a laptop says so to whoever wants to record or sync") {
  Hub hub;
  hub.start();
  Laptop laptop;
  check_refused(laptop.run({"list", "contribution", "--json"}), "no_data", "no books");
  laptop.start();
  CHECK(laptop.page().get("/api/v1/status").json()["enrolled"] == false);
  const Answer refused = laptop.page().post("/api/v1/contribution", gift(hub.books()).dump());
  CHECK(refused.status == 409);
  CHECK(refused.code() == "not_enrolled");
  check_refused(laptop.run({"sync", "--once", "--json"}), "not_enrolled", "soban-agent enrol CODE");
  const Outcome added = laptop.run({"add", "contribution", "--json", "-"}, "{}\n");
  CHECK(added.code == 1);
  CHECK(added.err.find("soban-agent enrol CODE") != std::string::npos);

  const Answer wrong =
      laptop.page().post("/api/v1/enrol", R"({"code": "ABCDE-FGHIJ", "author": "Lò Văn Pọm"})");
  CHECK(wrong.status == 400);
  CHECK(wrong.code() == "enrol_code_malformed");
  const Json body{{"code", hub.enrol_code()}, {"author", "Lò Văn Pọm"}};
  const Answer enrolled = laptop.page().post("/api/v1/enrol", body.dump());
  CHECK(enrolled.status == 200);
  CHECK(eventually([&] { return laptop.ids("household").size() == 3; }));
}

// ---- a hub that is not the laptop's, a laptop that is the hub's no more ----------------------------------------------

TEST_CASE("a hub with another certificate gets nothing from the laptop") {
  Hub hub;
  hub.start();
  Laptop laptop(hub, "NC");
  laptop.add(gifts(hub.books(), 4));
  Hub stranger;
  stranger.start();
  hub.road().lead_to(stranger.port());

  const Outcome outcome = laptop.run({"sync", "--once", "--json"});
  check_refused(outcome, "wrong_certificate", "is not the hub this laptop was enrolled with");
  laptop.start();
  REQUIRE(eventually([&] { return laptop.link()["state"] == "refused"; }));
  CHECK(laptop.link()["code"] == "wrong_certificate");
  CHECK(laptop.waiting() == 4);
  CHECK(stranger.records() == 0);

  hub.road().lead_to(hub.port());
  laptop.page().post("/api/v1/sync", "");
  CHECK(eventually([&] { return laptop.waiting() == 0 && hub.records() == 4; }));
}

TEST_CASE("a device that was withdrawn is told so and keeps its records") {
  Hub hub;
  hub.start();
  Laptop laptop(hub, "NC");
  laptop.add(gifts(hub.books(), 2));
  laptop.start();
  REQUIRE(eventually([&] { return hub.records() == 2; }));
  REQUIRE(eventually([&] { return laptop.link()["state"] == "level"; }));
  const std::string device = laptop.read({"status"})["device"]["id"];
  const Outcome revoked = hub.run({"device", "revoke", device, "--reason", "mất máy"});
  INFO(revoked.err);
  REQUIRE(revoked.code == 0);
  REQUIRE(eventually([&] { return laptop.link()["state"] == "refused"; }));
  CHECK(laptop.link()["code"] == "revoked");

  laptop.add(gifts(hub.books(), 3));
  check_refused(laptop.run({"sync", "--once", "--json"}), "revoked", "mất máy");
  CHECK(laptop.records() == 5);
  CHECK(laptop.waiting() == 3);
  CHECK(laptop.verified());
  CHECK(hub.records() == 2);
}

// ---- machines that are not as they should be --------------------------------------------------------------------------

TEST_CASE("a port that is in use is named with the flag that helps") {
  Hub hub;
  hub.start();
  Laptop laptop(hub, "NC");
  laptop.start();
  for (const Program* program :
       {static_cast<const Program*>(&hub), static_cast<const Program*>(&laptop)}) {
    const std::string taken = std::to_string(program->port());
    const Outcome outcome = program->run({"serve", "--listen", "127.0.0.1:" + taken});
    CHECK(outcome.code == 1);
    CHECK(outcome.out.empty());
    CHECK(outcome.err.find("--listen") != std::string::npos);
    CHECK(outcome.err.find(taken) != std::string::npos);
  }
  CHECK(laptop.page().get("/api/v1/status").status == 200);
}

TEST_CASE("a data directory that can't be written is named") {
  const test::TemporaryDirectory files;
  const std::string directory = (files / "plain").string() + "/data";
  std::ofstream(files / "plain") << "a file where a directory is wanted";
  Hub hub;
  hub.start();
  const std::string code = hub.enrol_code();
  const std::vector<std::vector<std::string>> agent_uses = {{"serve", "--listen", "127.0.0.1:0"},
                                                            {"enrol", code}};
  for (std::vector<std::string> use : agent_uses) {
    use.insert(use.end(), {"--data", directory});
    const Outcome outcome = run(agent_program(), use);
    INFO(outcome.err);
    CHECK(outcome.code == 1);
    CHECK(outcome.err.find("can't") != std::string::npos);
    CHECK(outcome.err.find(directory) != std::string::npos);
  }
  const Outcome init = run(hub_program(), {"init", "--commune", "X", "--data", directory});
  INFO(init.err);
  CHECK(init.code == 1);
  CHECK(init.err.find(directory) != std::string::npos);
  // The code was not used up by the laptop that could not keep its key.
  CHECK(Laptop().run({"enrol", code}).code == 0);
}

}  // namespace
}  // namespace soban::e2e
