#include "tests/e2e/commune.h"

#include <algorithm>
#include <atomic>
#include <csignal>
#include <fstream>
#include <stdexcept>

namespace soban::e2e {
namespace {

std::runtime_error failed(const std::vector<std::string>& arguments, const Outcome& outcome) {
  std::string text = "exit code " + std::to_string(outcome.code) + " from";
  for (const std::string& argument : arguments) text += ' ' + argument;
  return std::runtime_error(text + ": " + outcome.out + outcome.err);
}

}  // namespace

// ---- both programs ------------------------------------------------------------------------------------------------

Program::Program(std::string program, const std::filesystem::path& data)
    : program_(std::move(program)), data_(data.empty() ? own_ / "data" : data) {}

Outcome Program::run(std::vector<std::string> arguments, const std::string& input) const {
  arguments.insert(arguments.end(), {"--data", data_.string()});
  return e2e::run(program_, arguments, {.environment = {}, .input = input, .file_bytes_max = {}});
}

Json Program::read(std::vector<std::string> arguments) const {
  arguments.emplace_back("--json");
  const Outcome outcome = run(arguments);
  if (outcome.code != 0) throw failed(arguments, outcome);
  return outcome.json();
}

std::string Program::serve(std::vector<std::string> more) {
  more.insert(more.begin(), {"serve", "--data", data_.string()});
  process_ = std::make_unique<Process>(program_, more);
  std::string url = process_->wait_ready();
  port_ = port_of(url);
  return url;
}

int Program::stop() {
  process_->signal(SIGTERM);
  const int code = process_->wait();
  process_.reset();
  return code;
}

void Program::kill() {
  process_->signal(SIGKILL);
  process_->wait();
  process_.reset();
}

Ids Program::ids(const std::string& kind) const {
  Ids ids;
  const Json listed = read({"list", kind});
  for (const Json& record : listed["items"]) ids.insert(record["id"]);
  return ids;
}

std::string Program::list(const std::string& kind) const {
  return run({"list", kind, "--json"}).out;
}

bool Program::verified() const {
  const Outcome outcome = run({"verify", "--json"});
  return outcome.code == 0 && outcome.json()["ok"] == true;
}

// ---- hub ----------------------------------------------------------------------------------------------------------

Hub::Hub(const std::filesystem::path& data)
    : Program(hub_program(), data), road_(std::make_unique<Proxy>()) {
  const test::TemporaryDirectory files;
  std::ofstream(files / "villages.csv") << "code,name\nNC,bản Nong Cóc\nNS,bản Nà Sài\n";
  read({"init", "--commune", "xã Pắc Ngà", "--villages", (files / "villages.csv").string()});
  books_.today = read({"status"})["today"];
  books_.campaign = add("campaign", "",
                        {{"title", "Làm đường bản Nong Cóc"},
                         {"fromDate", "2020-01-01"},
                         {"toDate", "2099-12-31"},
                         {"state", "CAMPAIGN_STATE_OPEN"}});
  for (const char* code : {"001", "002", "003"}) {
    books_.households.push_back(
        add("household", "NC", {{"code", code}, {"head", std::string("Lò Văn ") + code}}));
  }
  books_.foreign_household = add("household", "NS", {{"code", "001"}, {"head", "Hà Thị Sài"}});
}

void Hub::start() {
  serve({"--listen", "127.0.0.1:0", "--address", road_->address()});
  road_->lead_to(port());
}

std::string Hub::enrol_code(const std::string& village) {
  return read({"device", "enrol", village, "--address", road_->address()})["code"];
}

std::string Hub::add(const std::string& kind, const std::string& village,
                     const Json& fields) const {
  std::vector<std::string> arguments{"add", kind, "--json", "-"};
  if (!village.empty()) arguments.insert(arguments.end(), {"--village", village});
  const Outcome outcome = run(arguments, fields.dump() + '\n');
  if (outcome.code != 0) throw failed(arguments, outcome);
  return outcome.json()["id"];
}

std::size_t Hub::records() const { return read({"status"})["counts"]["records"]; }

HttpClient Hub::log_in(const std::string& name, const std::string& role) {
  const Outcome added = run({"user", "add", name, "--role", role}, std::string(kPassword) + '\n');
  if (added.code != 0) throw failed({"user", "add"}, added);
  HttpClient client(port(), true);
  const Answer answer =
      client.post("/api/v1/login", Json{{"name", name}, {"password", kPassword}}.dump());
  if (answer.status != 200) throw std::runtime_error("log-in: " + answer.body);
  const std::string& cookie = answer.headers.at("set-cookie");
  client.headers()["Cookie"] = cookie.substr(0, cookie.find(';'));
  client.headers()["X-CSRF-Token"] = answer.json()["csrf"];
  return client;
}

// ---- laptop -------------------------------------------------------------------------------------------------------

Laptop::Laptop(const std::filesystem::path& data) : Program(agent_program(), data) {}

Laptop::Laptop(Hub& hub, const std::string& village, const std::filesystem::path& data)
    : Laptop(data) {
  read({"enrol", hub.enrol_code(village), "--author", "Lò Văn Pọm"});
  if (const Outcome outcome = run({"sync", "--once"}); outcome.code != 0) {
    throw failed({"sync", "--once"}, outcome);
  }
}

void Laptop::start(const std::vector<std::string>& more) {
  std::vector<std::string> arguments{"--listen", "127.0.0.1:0"};
  arguments.insert(arguments.end(), more.begin(), more.end());
  serve(arguments);
}

HttpClient Laptop::page() const {
  HttpClient client(port(), false);
  client.headers()["X-Soban"] = "1";
  return client;
}

std::vector<std::string> Laptop::add(const std::string& lines) const {
  const Outcome outcome = run({"add", "contribution", "--json", "-"}, lines);
  if (outcome.code != 0) throw failed({"add"}, outcome);
  return promised(outcome.out);
}

std::size_t Laptop::count(const char* name) const { return read({"status"})["counts"][name]; }

Ids Laptop::acknowledged() const {
  Ids ids;
  const Json listed = read({"list", "contribution"});
  for (const Json& record : listed["items"]) {
    if (record["sent"] == true) ids.insert(record["id"]);
  }
  return ids;
}

// ---- contributions ------------------------------------------------------------------------------------------------

Json gift(const Books& books) {
  static std::atomic<int> number = 0;
  const int mine = ++number;
  return {{"campaign", books.campaign},
          {"household", books.households[static_cast<std::size_t>(mine) % books.households.size()]},
          {"form", "FORM_CASH"},
          {"amount", std::to_string(mine * 1000)},
          {"date", books.today},
          {"voluntary", true}};
}

std::string gifts(const Books& books, std::size_t count) {
  std::string lines;
  for (std::size_t i = 0; i < count; ++i) lines += gift(books).dump() + '\n';
  return lines;
}

std::vector<std::string> promised(const std::string& output) {
  std::vector<std::string> ids;
  for (std::size_t begin = 0, end = 0; (end = output.find('\n', begin)) != std::string::npos;
       begin = end + 1) {
    const Json line = Json::parse(output.substr(begin, end - begin));
    if (line.contains("id")) ids.push_back(line["id"]);
  }
  return ids;
}

bool among(const Ids& few, const Ids& many) {
  return std::includes(many.begin(), many.end(), few.begin(), few.end());
}

std::string picture(std::size_t bytes) {
  std::string content = "\xFF\xD8\xFF";
  while (content.size() < bytes) content += static_cast<char>(content.size() * 31 % 251);
  return content;
}

std::string save_picture(const test::TemporaryDirectory& folder, const std::string& content) {
  const auto file = folder / "trang.jpg";
  std::ofstream(file, std::ios::binary) << content;
  return file.string();
}

}  // namespace soban::e2e
