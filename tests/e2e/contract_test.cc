// What scripts may rely on (DESIGN §9): exit codes, one JSON document on stdout, logs on stderr, and where settings come from.
#include <catch2/catch.hpp>
#include <csignal>
#include <fstream>

#include "tests/e2e/commune.h"

namespace soban::e2e {
namespace {

using Words = std::vector<std::string>;

std::string sentence(const Words& words) {
  std::string text;
  for (const std::string& word : words) text += word + ' ';
  return text;
}

TEST_CASE("wrong use is exit code 2 with a word on stderr and nothing on stdout") {
  Hub hub;
  hub.start();
  const Laptop laptop(hub, "NC");
  const Words of_both[] = {{},
                           {"fly"},
                           {"list"},
                           {"list", "cow"},
                           {"show", "not-an-id"},
                           {"serve", "--listen"},
                           {"serve", "--listen", "nowhere"},
                           {"serve", "--listen", "127.0.0.1:99999"},
                           {"list", "contribution", "--colour"},
                           {"list", "contribution", "--status", "lost"},
                           {"list", "contribution", "--campaign", "x"},
                           {"add", "contribution"},
                           {"add", "cow", "--json", "-"},
                           {"void", "0123456789abcdef:1"},
                           {"backup"},
                           {"status", "--log-level", "loud"}};
  const Words of_hub[] = {{"init"},
                          {"user"},
                          {"user", "add", "x"},
                          {"device", "revoke", "x", "--reason", "y"},
                          {"review", "0123456789abcdef:1"},
                          {"review", "x", "--accept"}};
  const Words of_laptop[] = {{"sync"}, {"enrol"}};
  const auto check = [](const Program& program, const Words& words) {
    INFO(sentence(words));
    const Outcome outcome = program.run(words);
    CHECK(outcome.code == 2);
    CHECK(outcome.out.empty());
    CHECK_FALSE(outcome.err.empty());
  };
  for (const Words& words : of_both) {
    check(hub, words);
    check(laptop, words);
  }
  for (const Words& words : of_hub) check(hub, words);
  for (const Words& words : of_laptop) check(laptop, words);
}

TEST_CASE("what can't be done is exit code 1 with a word on stderr") {
  Hub hub;
  hub.start();
  const Laptop laptop(hub, "NC");
  const std::string nothing = "0123456789abcdef:9";
  const auto check = [](const Program& program, const Words& words, const char* code) {
    INFO(sentence(words));
    Words with_json = words;
    with_json.emplace_back("--json");
    const Outcome outcome = program.run(with_json);
    CHECK(outcome.code == 1);
    CHECK(outcome.json()["error"]["code"] == code);
    CHECK(outcome.err.starts_with("error: "));
    const Outcome plain = program.run(words);
    CHECK(plain.code == 1);
    CHECK(plain.out.empty());
  };
  for (const Program* program :
       {static_cast<const Program*>(&hub), static_cast<const Program*>(&laptop)}) {
    check(*program, {"show", nothing}, "not_found");
    check(*program, {"void", nothing, "--reason", "x"}, "not_found");
    check(*program, {"backup", "/dev/null/x"}, "not_writable");
  }
  check(hub, {"init", "--commune", "X"}, "already_initialised");
  check(hub, {"village", "add", "nc", "bản Mới"}, "bad_fields");
  check(hub, {"village", "add", "NC", "bản Mới"}, "village_exists");
  check(hub, {"village", "rename", "XX", "bản Mới", "--reason", "x"}, "not_found");
  check(hub, {"device", "enrol", "XX"}, "unknown_village");
  check(hub, {"device", "revoke", "0123456789abcdef", "--reason", "x"}, "not_found");
  check(hub, {"user", "passwd", "nobody", "--password-file", "/dev/null/x"}, "not_readable");
  check(hub, {"user", "disable", "nobody"}, "not_found");
  check(hub, {"review", nothing, "--accept"}, "not_found");
  check(hub, {"init", "--commune", "X", "--villages", "/dev/null/x"}, "not_readable");
  check(Laptop(), {"status"}, "no_data");
}

TEST_CASE("with --json each reading command prints one JSON document, whatever is logged") {
  Hub hub;
  hub.start();
  Laptop laptop(hub, "NC");
  const auto ids = laptop.add(gifts(hub.books(), 3));
  const Words of_both[] = {{"list", "contribution"},
                           {"list", "household"},
                           {"list", "campaign"},
                           {"list", "receipt"},
                           {"list", "review"},
                           {"list", "village"},
                           {"list", "device"},
                           {"list", "commune"},
                           {"show", ids[0]},
                           {"show", ids[0], "--history"},
                           {"status"},
                           {"verify"},
                           {"rebuild"}};
  const Words of_hub[] = {{"user", "list"}, {"device", "list"}, {"device", "enrol", "NC"}};
  const auto check = [](const Program& program, Words words) {
    INFO(sentence(words));
    words.insert(words.end(), {"--json", "--log-level", "debug"});
    const Outcome outcome = program.run(words);
    CHECK(outcome.code == 0);
    CHECK_NOTHROW(outcome.json());
    CHECK(outcome.json().is_object());
    words.erase(std::find(words.begin(), words.end(), "--json"));
    CHECK(program.run(words).code == 0);
  };
  check(laptop, {"sync", "--once"});
  for (const Words& words : of_both) {
    check(hub, words);
    check(laptop, words);
  }
  for (const Words& words : of_hub) check(hub, words);
}

TEST_CASE("`serve` prints only its ready line on stdout; logs go to stderr") {
  Hub hub;
  hub.start();
  Laptop laptop(hub, "NC");
  laptop.start({"--log-level", "debug"});
  REQUIRE(eventually([&] { return laptop.link()["state"] == "level"; }));
  for (Program* program : {static_cast<Program*>(&hub), static_cast<Program*>(&laptop)}) {
    const std::string out = program->process().out();
    CHECK(out.starts_with("ready http"));
    CHECK(out.find('\n') == out.size() - 1);
  }
  CHECK(laptop.process().err().find("connected to the hub") != std::string::npos);
}

TEST_CASE("--help and --version are exit code 0") {
  for (const std::string& program : {agent_program(), hub_program()}) {
    CHECK(run(program, {"--help"}).code == 0);
    CHECK(run(program, {"list", "--help"}).code == 0);
    const Outcome version = run(program, {"--version"});
    CHECK(version.code == 0);
    CHECK_FALSE(version.out.empty());
  }
}

// Addresses of loopback tell where a setting came from.
std::string listens_at(const Words& more, const std::map<std::string, std::string>& environment) {
  Words words{"serve"};
  words.insert(words.end(), more.begin(), more.end());
  Process serving(agent_program(), words,
                  {.environment = environment, .input = {}, .file_bytes_max = {}});
  const std::string url = serving.wait_ready();
  serving.signal(SIGTERM);
  CHECK(serving.wait() == 0);
  return url.substr(7, url.rfind(':') - 7);
}

TEST_CASE("a flag is stronger than the environment, and that than soban.toml") {
  const test::TemporaryDirectory files;
  const std::string data = (files / "data").string();
  std::filesystem::create_directory(data);
  std::ofstream(data + "/soban.toml") << "listen = \"127.0.0.2:0\"\nsync = false\n";
  const std::map<std::string, std::string> in_environment{{"SOBAN_LISTEN", "127.0.0.3:0"}};
  const Words flag{"--data", data, "--listen", "127.0.0.4:0"};
  CHECK(listens_at({"--data", data}, {}) == "127.0.0.2");
  CHECK(listens_at({"--data", data}, in_environment) == "127.0.0.3");
  CHECK(listens_at(flag, in_environment) == "127.0.0.4");
  CHECK(listens_at(flag, {}) == "127.0.0.4");
}

TEST_CASE("SOBAN_DATA names the data directory, and --data is stronger") {
  Hub hub;
  const std::map<std::string, std::string> here{{"SOBAN_DATA", hub.data().string()}};
  const Outcome outcome = run(hub_program(), {"status", "--json"},
                              {.environment = here, .input = {}, .file_bytes_max = {}});
  CHECK(outcome.code == 0);
  CHECK(outcome.json()["commune"]["name"] == "xã Pắc Ngà");
  const test::TemporaryDirectory empty;
  CHECK(run(hub_program(), {"status", "--data", empty.path().string()},
            {.environment = here, .input = {}, .file_bytes_max = {}})
            .code == 1);
  const Outcome without = run(hub_program(), {"status"});
  CHECK(without.code == 2);
  CHECK(without.err.find("--data") != std::string::npos);
}

TEST_CASE("a settings file elsewhere is read, and one that is wrong is named") {
  Hub hub;
  const test::TemporaryDirectory files;
  const std::string file = (files / "settings.toml").string();
  std::ofstream(file) << "data = \"" << hub.data().string() << "\"\n";
  CHECK(run(hub_program(), {"status", "--config", file}).code == 0);
  CHECK(run(hub_program(), {"status"},
            {.environment = {{"SOBAN_CONFIG", file}}, .input = {}, .file_bytes_max = {}})
            .code == 0);
  for (const char* wrong : {"data = \n", "data = [1, 2]\n"}) {
    std::ofstream(file) << wrong;
    const Outcome outcome = run(hub_program(), {"status", "--config", file});
    CHECK(outcome.code == 2);
    CHECK(outcome.err.find(file) != std::string::npos);
  }
  const Outcome missing = run(hub_program(), {"status", "--config", "/dev/null/x"});
  CHECK(missing.code == 2);
  CHECK(missing.err.find("/dev/null/x") != std::string::npos);
}

}  // namespace
}  // namespace soban::e2e
