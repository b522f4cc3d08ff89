#include "core/books/household_import.h"

#include <map>
#include <set>

#include "core/books/words.h"
#include "core/store/queries.h"

namespace soban::books {
namespace {

constexpr const char* kReason = "Cập nhật theo danh sách hộ của xã";

struct Plan {
  const char* action = "bad";
  std::optional<log::RecordId> record;
  Json fields;  // as they are written
  Json changes = Json::array();
  std::vector<FieldError> errors;
};

const log::KindInfo& household_kind() { return *log::find_kind(log::kind_of<Household>()); }

// The years of the list beside those that are known; of one year the list's word.
void add_known_years(const Household& known, Household& listed) {
  std::map<int, Poverty> years;
  for (const PovertyYear& year : known.poverty()) years[year.year()] = year.poverty();
  for (const PovertyYear& year : listed.poverty()) years[year.year()] = year.poverty();
  listed.clear_poverty();
  for (const auto& [year, poverty] : years) {
    PovertyYear& entry = *listed.add_poverty();
    entry.set_year(year);
    entry.set_poverty(poverty);
  }
}

class Importer {
 public:
  Importer(store::Store& store, const HouseholdImport& list) : store_(store), list_(list) {}

  Plan plan(const Json& row) {
    Plan plan;
    const auto given = parse_record_fields(household_kind(), row);
    if (!given) {
      plan.errors = given.error().fields;
      if (plan.errors.empty()) plan.errors.push_back({"row", given.error().code, {}});
      return plan;
    }
    auto& listed = static_cast<Household&>(*given->message);
    if (!listed.code().empty() && !codes_.insert(listed.code()).second) {
      plan.errors.push_back({"code", "duplicate_code", "the code stands twice in the list"});
      return plan;
    }
    const std::int64_t pos =
        store::household_by_code(store_.database(), list_.village, listed.code());
    if (pos == 0) {
      plan_new(listed, plan);
    } else {
      plan_change(*store::read_record(store_.database(), pos), listed, plan);
    }
    return plan;
  }

 private:
  void plan_new(const Household& listed, Plan& plan) {
    plan.errors =
        check_record(household_kind().number, listed, rule_context(store_, list_.village, 0));
    plan.fields = fields_json(listed);
    if (plan.errors.empty()) plan.action = "new";
  }

  void plan_change(const store::StoredRecord& record, Household& listed, Plan& plan) {
    const auto known = record_as<Household>(record);
    plan.record = log::RecordId{record.id};
    if (listed.poverty_size() > 0) add_known_years(known, listed);
    Household merged = known;
    if (listed.poverty_size() > 0) merged.clear_poverty();
    merged.MergeFrom(listed);
    plan.errors = check_record(household_kind().number, merged,
                               rule_context(store_, list_.village, record.pos));
    if (!plan.errors.empty()) return;
    plan.fields = fields_json(listed);
    for (const log::FieldInfo& field : household_kind().fields) {
      const std::string before = field_text(store_.database(), field, known);
      const std::string after = field_text(store_.database(), field, merged);
      if (before == after) continue;
      plan.changes.push_back({{"field", field.json_name}, {"before", before}, {"after", after}});
    }
    plan.action = plan.changes.empty() ? "same" : "change";
  }

  store::Store& store_;
  const HouseholdImport& list_;
  std::set<std::string> codes_;
};

Json json_of(const Plan& plan) {
  Json errors = Json::array();
  for (const FieldError& error : plan.errors) {
    errors.push_back({{"field", error.field}, {"code", error.code}});
  }
  return {{"action", plan.action},
          {"record", plan.record ? Json(log::to_string(*plan.record)) : Json()},
          {"changes", plan.changes},
          {"errors", std::move(errors)}};
}

Result<void> write(store::Store& store, const Plan& plan, const std::string& village,
                   const Author& author) {
  const std::string_view action = plan.action;
  if (action == "new") {
    NewRecord record;
    record.kind = household_kind().number;
    record.village = village;
    record.fields = plan.fields;
    if (auto added = add_record(store, record, author); !added) return fail(std::move(added));
  } else if (action == "change") {
    auto changed = amend_record(store, {*plan.record, std::nullopt, plan.fields, kReason}, author);
    if (!changed) return fail(std::move(changed));
  }
  return {};
}

Result<void> check_list(store::Store& store, const HouseholdImport& list) {
  if (!list.rows.is_array()) {
    return fail(ErrorKind::kInvalid, "malformed_json", "rows must be a list");
  }
  if (list.rows.size() > kImportRowsMax) {
    return fail(ErrorKind::kTooLarge, "too_many_rows",
                "at most " + std::to_string(kImportRowsMax) + " rows at a time");
  }
  if (!store::has_village(store.database(), list.village)) {
    return fail(ErrorKind::kInvalid, "unknown_village",
                "there is no village \"" + list.village + "\"");
  }
  return {};
}

}  // namespace

Result<Json> import_households(store::Store& store, const HouseholdImport& list,
                               const Author& author) {
  if (auto fits = check_list(store, list); !fits) return fail(std::move(fits));
  Importer importer(store, list);
  Json rows = Json::array();
  Json counts = {{"new", 0}, {"change", 0}, {"same", 0}, {"bad", 0}};
  for (const Json& row : list.rows) {
    const Plan plan = importer.plan(row);
    if (list.apply) {
      if (auto written = write(store, plan, list.village, author); !written)
        return fail(std::move(written));
    }
    counts[plan.action] = counts[plan.action].get<int>() + 1;
    rows.push_back(json_of(plan));
  }
  Json outcome = {{"rows", std::move(rows)}};
  outcome.update(counts);
  return outcome;
}

}  // namespace soban::books
