#include "hub/demo.h"

#include <array>
#include <charconv>
#include <map>
#include <random>
#include <set>
#include <tuple>
#include <utility>

#include "core/books/tasks.h"
#include "core/check.h"
#include "core/http/assets.h"
#include "core/text/text.h"
#include "hub/task_file.h"

namespace soban::hub {
namespace {

constexpr int kDemoYear = 2026;
constexpr std::array<std::string_view, 4> kEthnicGroups = {"Thái", "Mông", "Kinh", "Mường"};

// The distributions of <random> differ between standard libraries; the engine doesn't. So these are ours.
class Dice {
 public:
  explicit Dice(std::uint64_t seed) : engine_(seed) {}

  // 0 to `limit` - 1, each equally likely.
  std::uint64_t below(std::uint64_t limit) {
    SOBAN_CHECK(limit > 0);
    // The lowest values are as many as would make the rest uneven.
    const std::uint64_t unfair = (0 - limit) % limit;
    for (;;) {
      const std::uint64_t drawn = engine_();
      if (drawn >= unfair) return drawn % limit;
    }
  }

  int between(int low, int high) {
    return low + static_cast<int>(below(static_cast<std::uint64_t>(high - low) + 1));
  }

  bool percent(int chance) { return between(0, 99) < chance; }

  // An index into weights.
  std::size_t weighted(const std::vector<int>& weights) {
    std::uint64_t total = 0;
    for (const int weight : weights) total += static_cast<std::uint64_t>(weight);
    std::uint64_t left = below(total);
    for (std::size_t i = 0; i < weights.size(); ++i) {
      const auto weight = static_cast<std::uint64_t>(weights[i]);
      if (left < weight) return i;
      left -= weight;
    }
    SOBAN_CHECK(false);
    return 0;
  }

 private:
  std::mt19937_64 engine_;
};

// Our own files only: no quotes, no empty lines, one header line.
std::vector<std::vector<std::string>> rows_of(std::string_view csv) {
  std::vector<std::vector<std::string>> rows;
  while (!csv.empty()) {
    const std::string_view line = csv.substr(0, csv.find('\n'));
    csv.remove_prefix(std::min(csv.size(), line.size() + 1));
    std::vector<std::string>& row = rows.emplace_back();
    std::size_t begin = 0;
    for (std::size_t comma = line.find(','); comma != std::string_view::npos;
         comma = line.find(',', begin)) {
      row.emplace_back(line.substr(begin, comma - begin));
      begin = comma + 1;
    }
    row.emplace_back(line.substr(begin));
  }
  SOBAN_CHECK(!rows.empty());
  rows.erase(rows.begin());
  return rows;
}

std::string_view file_content(std::string_view path) {
  const http::Asset* asset = http::find_asset(http::demo_files(), path);
  SOBAN_CHECK(asset != nullptr);
  return asset->content;
}

int number(const std::string& text) {
  int value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  SOBAN_CHECK(error == std::errc() && end == text.data() + text.size());
  return value;
}

struct WeightedNames {
  std::vector<std::string> names;
  std::vector<int> weights;

  const std::string& pick(Dice& dice) const { return names[dice.weighted(weights)]; }
};

// By ethnic group, part ("family", "middle", "given") and gender ("male", "female", "any").
using NameTable = std::map<std::tuple<std::string, std::string, std::string>, WeightedNames>;

NameTable read_names() {
  NameTable table;
  for (const auto& row : rows_of(file_content("/names.csv"))) {
    SOBAN_CHECK(row.size() == 5);
    WeightedNames& names = table[{row[0], row[1], row[2]}];
    names.names.push_back(row[3]);
    names.weights.push_back(number(row[4]));
  }
  return table;
}

std::string full_name(const NameTable& table, const std::string& ethnic_group, Dice& dice) {
  const std::string gender = dice.percent(17) ? "female" : "male";
  const std::string family = table.at({ethnic_group, "family", "any"}).pick(dice);
  const std::string middle = table.at({ethnic_group, "middle", gender}).pick(dice);
  const std::string given = table.at({ethnic_group, "given", gender}).pick(dice);
  return family + " " + middle + " " + given;
}

// Mông households are larger; most have four to six members.
int member_count(const std::string& ethnic_group, Dice& dice) {
  static const std::vector<int> kUsual = {3, 8, 14, 26, 22, 14, 8, 5};
  static const std::vector<int> kLarge = {1, 3, 7, 14, 20, 20, 15, 10, 6, 4};
  return 1 + static_cast<int>(dice.weighted(ethnic_group == "Mông" ? kLarge : kUsual));
}

Poverty poverty_of(const std::string& ethnic_group, Dice& dice) {
  const int poor = ethnic_group == "Mông" ? 42 : ethnic_group == "Kinh" ? 3 : 18;
  if (dice.percent(poor)) return POVERTY_POOR;
  return dice.percent(20) ? POVERTY_NEAR_POOR : POVERTY_NONE;
}

std::string three_digits(int value) {
  std::string text = std::to_string(value);
  return std::string(3 - std::min<std::size_t>(3, text.size()), '0') + text;
}

// What one village's row of people.csv says.
struct VillagePeople {
  std::string village;
  int households = 0;
  std::vector<int> group_weights;  // as kEthnicGroups
};

std::vector<VillagePeople> read_people() {
  std::vector<VillagePeople> people;
  for (const auto& row : rows_of(file_content("/people.csv"))) {
    SOBAN_CHECK(row.size() == 2 + kEthnicGroups.size());
    VillagePeople& village = people.emplace_back();
    village.village = row[0];
    village.households = number(row[1]);
    for (std::size_t i = 2; i < row.size(); ++i) village.group_weights.push_back(number(row[i]));
  }
  return people;
}

void add_village(const VillagePeople& people, const NameTable& names, Dice& dice,
                 std::vector<DemoHousehold>& households) {
  std::set<std::pair<std::string, int>> heads;
  for (int i = 1; i <= people.households; ++i) {
    DemoHousehold household;
    household.village = people.village;
    household.code = three_digits(i);
    household.ethnic_group = kEthnicGroups[dice.weighted(people.group_weights)];
    do {
      household.head = full_name(names, household.ethnic_group, dice);
      // The sum of two throws: more in the middle of life than at its ends.
      household.birth_year = kDemoYear - 24 - dice.between(0, 28) - dice.between(0, 28);
    } while (!heads.emplace(household.head, household.birth_year).second);
    household.members = member_count(household.ethnic_group, dice);
    // 0900 is given to no subscriber.
    if (dice.percent(60)) household.phone = "0900" + std::to_string(dice.between(100000, 999999));
    household.poverty = poverty_of(household.ethnic_group, dice);
    household.poverty_year = kDemoYear;
    households.push_back(std::move(household));
  }
}

// Of the annex's file, which has no 29 February.
std::string in_year(const std::string& date, std::int64_t year) {
  return std::to_string(year) + date.substr(4);
}

// Every seventh task is behind. What was due is there two days before; a task without days is under way.
void report_progress(Task& task, const std::string& today) {
  constexpr int kBehind = 7;
  constexpr std::int64_t kDaysBefore = 2;
  std::string last;
  bool open = task.deadlines().empty();
  for (TaskDeadline& deadline : *task.mutable_deadlines()) {
    const std::string kept = text::add_days(deadline.date(), -kDaysBefore);
    if (kept > today || task.number() % kBehind == 0) {
      open = true;
      continue;
    }
    deadline.set_done_on(kept);
    last = kept;
  }
  const bool begun = !last.empty() || task.deadlines().empty();
  task.set_progress(!open   ? TASK_PROGRESS_DONE
                    : begun ? TASK_PROGRESS_UNDER_WAY
                            : TASK_PROGRESS_NOT_BEGUN);
  if (open) return;
  task.set_done_on(last);
  task.set_result("Đã thực hiện theo kế hoạch");
}

std::map<std::string, std::string> section_titles(const books::Json& file) {
  std::map<std::string, std::string> titles;
  for (const books::Json& row : file["sections"])
    titles[row["section"].get<std::string>()] = row["title"].get<std::string>();
  return titles;
}

}  // namespace

std::vector<Task> demo_tasks(const std::string& today) {
  const books::Json& file = decision_15_tasks();
  const auto titles = section_titles(file);
  const std::int64_t from = file["year"].get<std::int64_t>();
  const std::int64_t year = text::leading_number(today);
  std::vector<Task> tasks;
  for (const books::Json& row : file["tasks"]) {
    const auto given = books::parse_record_fields(*log::find_kind(log::kind_of<Task>()), row);
    SOBAN_CHECK(given.has_value());
    Task& task = tasks.emplace_back(static_cast<const Task&>(*given->message));
    task.set_year(static_cast<std::int32_t>(year));
    task.set_section_title(titles.at(task.section()));
    task.set_text(books::move_years(task.text(), from, year));
    task.set_output(books::move_years(task.output(), from, year));
    task.set_timing(books::move_years(task.timing(), from, year));
    for (TaskDeadline& deadline : *task.mutable_deadlines())
      deadline.set_date(in_year(deadline.date(), year));
    report_progress(task, today);
  }
  return tasks;
}

std::string_view demo_villages_csv() { return file_content("/villages.csv"); }

std::vector<DemoVillage> demo_villages() {
  std::vector<DemoVillage> villages;
  for (const auto& row : rows_of(demo_villages_csv())) {
    SOBAN_CHECK(row.size() == 2);
    villages.push_back({row[0], row[1]});
  }
  return villages;
}

std::vector<DemoHousehold> demo_households(std::uint64_t seed) {
  const NameTable names = read_names();
  Dice dice(seed);
  std::vector<DemoHousehold> households;
  for (const VillagePeople& people : read_people()) add_village(people, names, dice, households);
  return households;
}

std::vector<DemoCampaign> demo_campaigns() {
  return {
      {.title = "Đường nội bản Nong Cóc 2026",
       .works = "Đổ bê tông 620 m đường từ nhà văn hóa đến đầu bản",
       .purpose = "Đi lại được trong mùa mưa; xe chở ngô, sắn vào được đến bản",
       .organiser = "Ban phát triển bản Nong Cóc",
       .villages = {"NC"},
       .forms = {FORM_CASH, FORM_TRANSFER, FORM_LABOUR, FORM_MATERIALS, FORM_LAND},
       .target = 186'000'000,
       .from_date = "2026-01-15",
       .to_date = "2026-12-31",
       .agreed_at = "Họp bản Nong Cóc ngày 10/01/2026"},
      {.title = "Nhà văn hóa bản Lừm Thượng A",
       .works = "Lợp lại mái, lát nền và đóng 12 bộ bàn ghế",
       .purpose = "Có chỗ họp bản và sinh hoạt cộng đồng",
       .organiser = "Ban công tác Mặt trận bản Lừm Thượng A",
       .villages = {"LA"},
       .forms = {FORM_CASH, FORM_LABOUR, FORM_MATERIALS},
       .target = 74'000'000,
       .from_date = "2026-03-01",
       .to_date = "2026-09-30",
       .agreed_at = "Họp bản Lừm Thượng A ngày 21/02/2026"},
      {.title = "Nạo vét kênh mương suối Lừm 2026",
       .works = "Nạo vét 3,4 km mương và sửa hai phai đầu nguồn",
       .purpose = "Đủ nước cho ruộng vụ mùa",
       .organiser = "Tổ thủy nông suối Lừm",
       .villages = {"LB", "LC", "NP", "LH"},
       .forms = {FORM_CASH, FORM_LABOUR, FORM_MATERIALS},
       .target = 52'500'000,
       .from_date = "2026-02-20",
       .to_date = "2026-06-15",
       .agreed_at = "Họp liên bản tại bản Nà Phai ngày 08/02/2026"},
      {.title = "Quỹ khuyến học xã Pắc Ngà 2026 (tự nguyện)",
       .works = "Học bổng, sách vở và áo ấm cho học sinh",
       .purpose = "Giúp học sinh khó khăn đến trường, khen học sinh có thành tích",
       .organiser = "Hội Khuyến học xã Pắc Ngà",
       .villages = {},
       .forms = {FORM_CASH, FORM_TRANSFER},
       .target = 120'000'000,
       .from_date = "2026-01-05",
       .to_date = "2026-12-20",
       .agreed_at = "Hội nghị Hội Khuyến học xã ngày 28/12/2025"},
      {.title = "Điện chiếu sáng đường bản Pắc Ngà",
       .works = "Lắp 38 bóng đèn năng lượng mặt trời dọc đường trục bản",
       .purpose = "Đi lại ban đêm an toàn",
       .organiser = "Ban phát triển bản Pắc Ngà",
       .villages = {"PN"},
       .forms = {FORM_CASH, FORM_TRANSFER, FORM_LABOUR},
       .target = 57'000'000,
       .from_date = "2026-04-10",
       .to_date = "2026-08-31",
       .agreed_at = "Họp bản Pắc Ngà ngày 29/03/2026"},
  };
}

}  // namespace soban::hub
