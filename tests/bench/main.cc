// `./dev bench`: every target of the project against its floor, as a table on stdout and in docs/benchmarks.md.
#include <spdlog/spdlog.h>

#include <cstdio>
#include <fstream>
#include <iostream>
#include <map>
#include <sstream>

#include "core/text/text.h"
#include "tests/bench/bench.h"

namespace {

using soban::bench::Line;
using soban::bench::Lines;

std::string number(double value) {
  char text[64];
  std::snprintf(text, sizeof(text), value >= 1000 ? "%.0f" : value >= 10 ? "%.1f" : "%.3f", value);
  return text;
}

std::string row_of(const Line& line) {
  std::ostringstream row;
  row << "| " << line.what << " | " << number(line.measured) << ' ' << line.unit << " | "
      << (line.floor > 0 ? number(line.floor) + ' ' + line.unit : "–") << " | "
      << number(line.ratio) << " | " << (line.at_least ? "≥ " : "≤ ") << number(line.target)
      << " | " << (line.reached() ? "yes" : "**no**") << " |";
  return row.str();
}

constexpr const char* kHead =
    "| what | measured | floor, same run | ratio or value | target | reached "
    "|\n|---|---|---|---|---|---|";

// The newest table between its two marks; the rest of the document is written by people.
void write_document(const std::string& file, const std::string& table) {
  std::ifstream in(file);
  std::stringstream content;
  content << in.rdbuf();
  std::string text = content.str();
  const std::string begin = "<!-- bench:begin -->\n";
  const std::string end = "<!-- bench:end -->";
  const auto from = text.find(begin);
  const auto to = text.find(end);
  if (from == std::string::npos || to == std::string::npos) {
    std::cerr << file << " has no place for the table\n";
    return;
  }
  text.replace(from + begin.size(), to - from - begin.size(), table);
  std::ofstream(file) << text;
}

}  // namespace

int main(int argc, char** argv) {
  spdlog::set_level(spdlog::level::warn);
  const std::map<std::string, Lines (*)()> groups = {{"recording", soban::bench::measure_recording},
                                                     {"sync", soban::bench::measure_first_sync},
                                                     {"live", soban::bench::measure_live},
                                                     {"footprint", soban::bench::measure_footprint},
                                                     {"review", soban::bench::measure_review},
                                                     {"million", soban::bench::measure_million}};
  const std::string only = argc > 1 ? argv[1] : "";
  if (!only.empty() && !groups.contains(only)) {
    std::cerr << "there is no group \"" << only << '"';
    for (const auto& [name, measure] : groups)
      std::cerr << (name == groups.begin()->first ? ": " : ", ") << name;
    std::cerr << '\n';
    return 2;
  }
  std::ostringstream table;
  table << kHead << '\n';
  std::cout << kHead << std::endl;
  bool all = true;
  for (const auto& [name, measure] : groups) {
    if (!only.empty() && name != only) continue;
    for (const Line& line : measure()) {
      std::cout << row_of(line) << std::endl;
      table << row_of(line) << '\n';
      all = all && line.reached();
    }
  }
  if (only.empty())
    write_document(std::string(SOBAN_SOURCE_DIR) + "/docs/benchmarks.md", table.str());
  return all ? 0 : 1;
}
