// A damaged database file: said plainly, never a crash, and never written over what can still be saved.
#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <random>

#include "tests/e2e/commune.h"
#include "tests/support/files.h"
#include "tests/support/random.h"

namespace soban::e2e {
namespace {

void write_file(const std::filesystem::path& file, const std::string& bytes) {
  std::ofstream(file, std::ios::binary | std::ios::trunc) << bytes;
}

std::string garbled(const std::string& whole, test::Random& random) {
  std::string bytes = whole;
  const std::size_t places = 1 + random.below(40);
  for (std::size_t i = 0; i < places; ++i) {
    const std::size_t at = random.below(bytes.size());
    const std::size_t length = std::min<std::size_t>(1 + random.below(64), bytes.size() - at);
    for (std::size_t j = 0; j < length; ++j) bytes[at + j] = static_cast<char>(random.below(256));
  }
  return bytes;
}

TEST_CASE("a database file that is none, or only a part of one, is named and left as it is") {
  Hub hub;
  hub.start();
  const Laptop laptop(hub, "NC");
  const auto ids = laptop.add(gifts(hub.books(), 20));
  const auto file = laptop.data() / "soban.db";
  const std::string whole = test::read_file(file);
  const std::vector<std::string> harmed = {whole.substr(0, whole.size() / 2), whole.substr(0, 50),
                                           "not a database " + std::string(10'000, 'x'),
                                           std::string(100, '\0') + whole.substr(100)};
  for (const std::string& bytes : harmed) {
    write_file(file, bytes);
    for (const char* command : {"list", "status", "verify", "add", "serve"}) {
      std::vector<std::string> words{command};
      if (words[0] == "list" || words[0] == "add") words.emplace_back("contribution");
      if (words[0] == "add") words.insert(words.end(), {"--json", "-"});
      if (words[0] == "serve") words.insert(words.end(), {"--listen", "127.0.0.1:0"});
      INFO(command << " of " << bytes.size() << " bytes");
      const Outcome outcome = laptop.run(words, gift(hub.books()).dump() + '\n');
      INFO(outcome.out << outcome.err);
      CHECK(outcome.code == 1);
      CHECK(outcome.err.find("restore it from a backup") != std::string::npos);
    }
    CHECK((test::read_file(file) == bytes));
    write_file(file, whole);
    CHECK((laptop.ids() == Ids(ids.begin(), ids.end())));
  }
}

TEST_CASE("bytes that changed in the database file crash no command; `verify` or SQLite says so") {
  const std::uint64_t seed = std::random_device{}();
  INFO("seed " << seed);
  test::Random random(seed);
  Hub hub;
  hub.start();
  const Laptop laptop(hub, "NC");
  const auto ids = laptop.add(gifts(hub.books(), 100));
  const auto file = laptop.data() / "soban.db";
  const std::string whole = test::read_file(file);
  for (int round = 0; round < 15; ++round) {
    write_file(file, garbled(whole, random));
    for (const std::vector<std::string>& words : {std::vector<std::string>{"verify"},
                                                  {"list", "contribution"},
                                                  {"status"},
                                                  {"show", ids[0], "--history"},
                                                  {"add", "contribution", "--json", "-"},
                                                  {"rebuild"}}) {
      INFO("round " << round << ": " << words[0]);
      const Outcome outcome = laptop.run(words, gift(hub.books()).dump() + '\n');
      INFO(outcome.err);
      CHECK((outcome.code == 0 || outcome.code == 1));
    }
    write_file(file, whole);
    std::filesystem::remove(laptop.data() / "soban.db-wal");
    std::filesystem::remove(laptop.data() / "soban.db-shm");
  }
  CHECK(laptop.verified());
  CHECK((laptop.ids() == Ids(ids.begin(), ids.end())));
}

}  // namespace
}  // namespace soban::e2e
