// Every input that a fuzzer starts from, or that once broke something, goes through its target.
#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "core/sync/bundle.h"
#include "tests/fuzz/office.h"
#include "tests/fuzz/targets.h"

namespace soban::fuzz {
namespace {

std::string piece(std::string_view bytes) {
  std::string text{static_cast<char>(bytes.size() >> 8), static_cast<char>(bytes.size())};
  return text.append(bytes);
}

void write(const std::string& path, const std::string& bytes) {
  const auto file = std::filesystem::path(SOBAN_SOURCE_DIR) / "tests/fuzz/corpus" / path;
  std::filesystem::create_directories(file.parent_path());
  std::ofstream(file, std::ios::binary) << bytes;
}

std::string entries_of(test::Device& device) {
  std::string bytes;
  store::Query query = device.database().query("SELECT bytes FROM change WHERE seq > 1");
  while (query.step()) bytes += piece(query.blob(0));
  return bytes;
}

}  // namespace

// Honest input of the binary formats, for a fuzzer to begin with: unit_tests "[seeds]" writes it anew after a format grew.
TEST_CASE("seeds", "[.][seeds]") {
  Commune& all = commune();
  const std::string entries = entries_of(all.office.hub);
  write("entries/office", entries);
  write("entries/laptop", entries_of(all.laptop));
  write("columns/entries", std::string("\x01\x01") + entries);
  const auto written = sync::write_bundle(all.office.hub.store(), "NC", {}, {});
  constexpr std::size_t kMarkAndSignature = 13 + 64;
  write("bundle/body", std::string("\x01") + written.bytes.substr(kMarkAndSignature));
  write("bundle/file", std::string(1, '\0') + written.bytes);
  test::Device fresh(all.office.enrol("NC"));
  test::Wire wire(all.office.commune, all.office.hub, fresh);
  wire.run();
  std::string from_hub, from_agent;
  for (const sync::Frame& frame : wire.hub.sent) from_hub += piece(frame.SerializeAsString());
  for (const sync::Frame& frame : wire.agent.sent) from_agent += piece(frame.SerializeAsString());
  for (int stage = 0; stage < 6; ++stage) {
    write("frames/hub" + std::to_string(stage), static_cast<char>(stage) + from_hub);
    write("frames/agent" + std::to_string(stage), static_cast<char>(stage) + from_agent);
  }
}

TEST_CASE("every decoder takes or refuses what is in its corpus", "[fuzz]") {
  for (const Target& target : targets()) {
    const auto folder = std::filesystem::path(SOBAN_SOURCE_DIR) / "tests/fuzz/corpus" / target.name;
    std::size_t files = 0;
    for (const auto& entry : std::filesystem::directory_iterator(folder)) {
      CAPTURE(entry.path().string());
      std::ifstream file(entry.path(), std::ios::binary);
      const std::string bytes{std::istreambuf_iterator<char>(file), {}};
      CHECK_NOTHROW(target.run(bytes));
      ++files;
    }
    CAPTURE(target.name);
    CHECK(files > 0);
  }
}

}  // namespace soban::fuzz
