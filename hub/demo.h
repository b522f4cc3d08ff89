// Made-up data for trying the program out: the villages' real names, households and campaigns that could be
// theirs, and nobody's. Pure: no clock, no disk; the same seed gives the same data on every machine.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "records.pb.h"

namespace soban::hub {

inline constexpr std::uint64_t kDemoSeed = 2026;

struct DemoVillage {
  std::string code;  // "NC"
  std::string name;  // "bản Nong Cóc"
};

struct DemoHousehold {
  std::string village;  // DemoVillage::code
  std::string code;     // "014": from 001 in every village, without a hole
  std::string head;     // "Lò Văn Đức"; in NFC
  int birth_year = 0;   // of the head; with it no two heads of a village are alike
  int members = 0;
  std::string ethnic_group;  // "Thái", "Mông", "Kinh", "Mường"
  std::string phone;         // empty, or a number that nobody has
  Poverty poverty = POVERTY_NONE;
  int poverty_year = 0;  // the year that `poverty` is of
};

struct DemoCampaign {
  std::string title;
  std::string works;
  std::string purpose;
  std::string organiser;
  std::vector<std::string> villages;  // codes; empty: all
  std::vector<Form> forms;
  std::int64_t target = 0;  // đồng
  std::string from_date;    // ISO 8601
  std::string to_date;
  std::string agreed_at;
};

// hub/demo/villages.csv as it stands, for `init --demo` without a --villages of its own.
std::string_view demo_villages_csv();

// In the order of villages.csv.
std::vector<DemoVillage> demo_villages();

// 400, sorted by village (as in demo_villages) and code.
std::vector<DemoHousehold> demo_households(std::uint64_t seed = kDemoSeed);

// Of 2026. None fixes a minimum level (Decision 15, plan, II.1.c), and none overlaps another: not the same
// households for the same purpose.
std::vector<DemoCampaign> demo_campaigns();

// The tasks of the annex of Decision 15 as the plan of today's year: what was due is there, but for some of them.
std::vector<Task> demo_tasks(const std::string& today);

}  // namespace soban::hub
