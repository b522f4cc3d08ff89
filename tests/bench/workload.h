// The workload that PEERS.md describes: contribution records of 12 fields, and the floors they are measured against.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "core/store/store.h"
#include "records.pb.h"

namespace soban::bench {

// What the rows refer to.
struct Books {
  std::vector<std::string> campaigns;  // "log:seq"
  std::vector<std::string> households;
};

// The n-th contribution; the same for the same n.
Contribution contribution(const Books& books, std::uint64_t n);

// One row of the CSV: id, campaign, household, name, kind, amount, quantity, note, date, recorded by, created at, receipt
// number.
struct Row {
  std::string id;
  Contribution contribution;
  std::string name;
  std::int64_t created_ms = 0;
};
std::string csv_of(const std::vector<Row>& rows);
std::size_t zstd_size(const std::string& text, int level);

// Inserts the rows into one SQLite table with the product's pragmas, `per_commit` rows a commit; seconds.
double floor_seconds(const std::filesystem::path& directory, const std::vector<Row>& rows,
                     std::size_t per_commit);

}  // namespace soban::bench
