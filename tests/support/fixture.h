// What a released version left: databases and a recorded session (tests/fixtures/README.md).
#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "core/books/json.h"
#include "tests/support/commune.h"
#include "tests/support/device.h"
#include "tests/support/temporary_directory.h"

namespace soban::test {

struct Fixture {
  // `version`: the folder's name, "v0.1".
  explicit Fixture(const std::string& version);

  // A device that goes on from a copy of the database; brought up to date, applied.
  std::unique_ptr<Device> hub() const { return open(commune.hub(), "hub.db"); }
  std::unique_ptr<Device> laptop() const { return open(laptop_identity, "agent.db"); }
  books::Json json(const char* name) const;
  // What one side said, in order.
  std::vector<std::string> frames(const std::string& side) const;

  std::filesystem::path folder;
  Commune commune;
  store::Identity laptop_identity;

 private:
  std::unique_ptr<Device> open(const store::Identity& identity, const char* file) const;
};

// Every record that lists show, by kind.
books::Json shown_by(Device& device);

// Writes the folder anew with this very program.
void write_fixture(const std::string& version);

}  // namespace soban::test
