// The architecture, checked: who may include whom (docs/architecture.md), and where SQL and heavy third-party
// headers may be used.
#include <algorithm>
#include <catch2/catch.hpp>
#include <cctype>
#include <filesystem>
#include <fstream>
#include <functional>
#include <map>
#include <optional>
#include <regex>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace {

namespace fs = std::filesystem;

// proto → core/{text,crypto} → core/log → core/store → core/sync, core/books → agent | hub; core/http beside.
// "core" is core's own few headers (errors, checks); "proto" is what protoc generates.
const std::map<std::string, std::set<std::string>> kMayInclude = {
    {"proto", {}},
    {"core", {}},
    {"core/text", {"core", "proto"}},
    {"core/crypto", {"core", "proto"}},
    {"core/log", {"core", "proto", "core/text", "core/crypto"}},
    {"core/store", {"core", "proto", "core/text", "core/crypto", "core/log"}},
    {"core/http", {"core", "core/text", "core/crypto"}},
    {"core/sync",
     {"core", "proto", "core/text", "core/crypto", "core/log", "core/store", "core/http"}},
    {"core/books",
     {"core", "proto", "core/text", "core/crypto", "core/log", "core/store", "core/http"}},
    {"core/cli",
     {"core", "proto", "core/text", "core/crypto", "core/log", "core/store", "core/http",
      "core/books"}},
    {"agent",
     {"core", "proto", "core/text", "core/crypto", "core/log", "core/store", "core/sync",
      "core/books", "core/http", "core/cli"}},
    {"hub",
     {"core", "proto", "core/text", "core/crypto", "core/log", "core/store", "core/sync",
      "core/books", "core/http", "core/cli"}},
};

// A third-party header that only some directories may use, by how its name begins.
struct Confined {
  std::string prefix;
  std::set<std::string> directories;
};
const std::vector<Confined> kConfined = {
    {"sqlite3", {"core/store"}}, {"boost/", {"core/http"}},
    {"sodium", {"core/crypto"}}, {"openssl/", {"core/crypto", "core/http"}},
    {"unicode/", {"core/text"}}, {"qrencode", {"core/text"}},
    {"zstd", {"core/sync"}},     {"toml++/", {"core/cli"}},
};

struct Source {
  std::string path;  // "core/log/chain.cc"
  std::vector<std::string> lines;
};

// "core/log" of "core/log/chain.cc", "core" of "core/error.h", "hub" of "hub/api/login.cc".
std::string layer_of(const std::string& path) {
  if (path.ends_with(".pb.h")) return "proto";
  const std::size_t first = path.find('/');
  if (first == std::string::npos) return "";
  const std::string top = path.substr(0, first);
  if (top != "core") return top;
  const std::size_t second = path.find('/', first + 1);
  return second == std::string::npos ? top : path.substr(0, second);
}

std::vector<std::string> lines_of(std::istream& in) {
  std::vector<std::string> lines;
  for (std::string line; std::getline(in, line);) lines.push_back(line);
  return lines;
}

std::vector<Source> read_sources() {
  const fs::path root = SOBAN_SOURCE_DIR;
  std::vector<Source> sources;
  for (const char* top : {"core", "agent", "hub"}) {
    for (auto it = fs::recursive_directory_iterator(root / top);
         it != fs::recursive_directory_iterator(); ++it) {
      const fs::path& path = it->path();
      if (it->is_directory() && (path.filename() == "node_modules" || path.filename() == "web")) {
        it.disable_recursion_pending();
      } else if (path.extension() == ".h" || path.extension() == ".cc") {
        std::ifstream in(path);
        sources.push_back({fs::relative(path, root).generic_string(), lines_of(in)});
      }
    }
  }
  std::sort(sources.begin(), sources.end(),
            [](const Source& a, const Source& b) { return a.path < b.path; });
  return sources;
}

std::optional<std::string> included_by(const std::string& line) {
  static const std::regex pattern(R"re(^\s*#\s*include\s*[<"]([^>"]+)[>"])re");
  std::smatch match;
  return std::regex_search(line, match, pattern) ? std::optional(match[1].str()) : std::nullopt;
}

// Why this include must not be, or nullopt.
std::optional<std::string> objection(const std::string& path, const std::string& included) {
  const std::string from = layer_of(path);
  const std::string to = layer_of(included);
  if (!kMayInclude.contains(from))
    return "is in no layer that this test knows; add it to kMayInclude";
  for (const Confined& confined : kConfined) {
    if (included.starts_with(confined.prefix) && !confined.directories.contains(from)) {
      return "only " + *confined.directories.begin() + " may include " + included;
    }
  }
  if (!kMayInclude.contains(to) || to == from) return std::nullopt;
  if (kMayInclude.at(from).contains(to)) return std::nullopt;
  return from + " must not include " + to + " (" + included + ")";
}

// Every string literal of the line, without its quotation marks; what follows // is no code.
std::vector<std::string> literals_of(const std::string& line) {
  std::vector<std::string> literals;
  bool inside = false;
  for (std::size_t i = 0; i < line.size(); ++i) {
    if (!inside && line.compare(i, 2, "//") == 0) break;
    if (!inside && line.compare(i, 3, "'\"'") == 0) {
      i += 2;
    } else if (inside && line[i] == '\\') {
      ++i;
    } else if (line[i] == '"') {
      inside = !inside;
      if (inside) literals.emplace_back();
    } else if (inside) {
      literals.back() += line[i];
    }
  }
  return literals;
}

// An SQL statement's beginning, in capitals as we write it.
bool looks_like_sql(const std::string& literal) {
  static const std::regex pattern(
      R"(^\s*(R?\()?\s*(SELECT\s.*|INSERT\s+(OR\s+\w+\s+)?INTO\s.*|UPDATE\s+\w+\s+SET\b.*|DELETE\s+FROM\s.*|CREATE\s+(UNIQUE\s+)?(VIRTUAL\s+)?(TABLE|INDEX|TRIGGER|VIEW)\b.*|DROP\s+TABLE\b.*|ALTER\s+TABLE\b.*|PRAGMA\s.*|BEGIN\s+(IMMEDIATE|EXCLUSIVE).*)$)");
  return std::regex_match(literal, pattern);
}

bool uses_sqlite(const std::string& line) {
  static const std::regex pattern(R"(\bsqlite3(_\w+)?\b)");
  return std::regex_search(line.substr(0, line.find("//")), pattern);
}

using Rule = std::function<std::optional<std::string>(const Source&, const std::string& line)>;

// "file:line: why" of every line that the rule objects to.
std::string offences(const std::vector<Source>& sources, const Rule& rule) {
  std::string text;
  for (const Source& source : sources) {
    for (std::size_t i = 0; i < source.lines.size(); ++i) {
      if (const auto why = rule(source, source.lines[i])) {
        text += source.path + ":" + std::to_string(i + 1) + ": " + *why + "\n";
      }
    }
  }
  return text;
}

std::optional<std::string> include_rule(const Source& source, const std::string& line) {
  const auto included = included_by(line);
  return included ? objection(source.path, *included) : std::nullopt;
}

std::optional<std::string> sql_rule(const Source& source, const std::string& line) {
  if (layer_of(source.path) == "core/store") return std::nullopt;
  if (uses_sqlite(line)) return "SQLite's API is for core/store only";
  for (const std::string& literal : literals_of(line)) {
    if (looks_like_sql(literal)) return "SQL is for core/store only: " + literal;
  }
  return std::nullopt;
}

TEST_CASE("a directory includes only what is above it", "[layering]") {
  const auto sources = read_sources();
  REQUIRE_FALSE(sources.empty());
  const std::string found = offences(sources, include_rule);
  INFO(found);
  CHECK(found.empty());
}

TEST_CASE("SQL and SQLite are used nowhere but in core/store", "[layering]") {
  const std::string found = offences(read_sources(), sql_rule);
  INFO(found);
  CHECK(found.empty());
}

TEST_CASE("the layering check finds what it looks for", "[layering]") {
  const auto found = [](const std::string& path, const std::string& line, const Rule& rule) {
    return offences({{path, {"", line}}}, rule);
  };
  CHECK(found("core/log/a.cc", "#include \"core/store/b.h\"", include_rule) ==
        "core/log/a.cc:2: core/log must not include core/store (core/store/b.h)\n");
  CHECK_FALSE(found("agent/a.cc", "  # include \"hub/b.h\"", include_rule).empty());
  CHECK_FALSE(found("core/sync/a.h", "#include \"core/books/b.h\"", include_rule).empty());
  CHECK_FALSE(found("core/http/a.h", "#include \"records.pb.h\"", include_rule).empty());
  CHECK_FALSE(found("hub/a.h", "#include <boost/asio.hpp>", include_rule).empty());
  CHECK_FALSE(found("core/new/a.h", "#include <string>", include_rule).empty());
  CHECK(found("core/log/a.cc", "#include \"records.pb.h\"", include_rule).empty());
  CHECK(found("core/log/a.cc", "#include \"core/error.h\"", include_rule).empty());
  CHECK(found("hub/api/a.cc", "#include \"hub/b.h\"", include_rule).empty());

  CHECK_FALSE(found("hub/a.cc", "db.run(\"SELECT 1\");", sql_rule).empty());
  CHECK_FALSE(found("hub/a.cc", "run(\"INSERT OR IGNORE INTO t VALUES (1)\");", sql_rule).empty());
  CHECK_FALSE(found("hub/a.cc", "sqlite3_open(name, &db);", sql_rule).empty());
  CHECK(found("hub/a.cc", "say(\"SELECTED\"); // SELECT x", sql_rule).empty());
  CHECK(found("core/store/a.cc", "run(\"SELECT 1\");", sql_rule).empty());
}

}  // namespace
