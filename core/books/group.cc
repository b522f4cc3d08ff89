#include "core/books/group.h"

#include <utility>

namespace soban::books {
namespace {

NewRecord row_of(const Group& group, const Json& row) {
  NewRecord record;
  record.kind = log::kind_of<Contribution>();
  record.village = group.village;
  record.ask_about_duplicates = group.ask_about_duplicates;
  record.fields = group.common;
  if (row.is_object()) record.fields.update(row);
  return record;
}

// What is wrong with row `index`, under names of the whole.
void add_errors(Error& all, std::size_t index, const Error& error) {
  const std::string row = "rows." + std::to_string(index);
  if (error.fields.empty()) {
    all.fields.push_back({row, error.code, error.text});
    return;
  }
  for (const FieldError& field : error.fields) {
    all.fields.push_back({row + '.' + field.field, field.code, field.text});
  }
}

Result<void> check_shape(const Group& group) {
  if (!group.common.is_object() || !group.rows.is_array() || group.rows.empty()) {
    return fail(ErrorKind::kInvalid, "malformed_json", "common must be an object, rows a list");
  }
  if (group.rows.size() > kGroupRowsMax) {
    return fail(ErrorKind::kTooLarge, "too_many_rows",
                "at most " + std::to_string(kGroupRowsMax) + " rows at a time");
  }
  return {};
}

}  // namespace

Result<Json> add_group(store::Store& store, const Group& group, const Author& author) {
  if (auto fits = check_shape(group); !fits) return fail(std::move(fits));
  Json ids = Json::array();
  Error wrong{ErrorKind::kInvalid, "bad_fields", "some rows are not right", {}, {}};
  Error twice{ErrorKind::kConflict, "possible_duplicate", "some rows are recorded already", {}, {}};
  for (std::size_t index = 0; index < group.rows.size(); ++index) {
    const auto at = add_record(store, row_of(group, group.rows[index]), author);
    if (at) {
      ids.push_back(log::to_string(*at));
    } else if (at.error().kind == ErrorKind::kConflict) {
      add_errors(twice, index, at.error());
    } else if (at.error().kind == ErrorKind::kInvalid) {
      add_errors(wrong, index, at.error());
    } else {
      return fail(at.error());
    }
  }
  if (!wrong.fields.empty()) return fail(std::move(wrong));
  if (!twice.fields.empty()) return fail(std::move(twice));
  return Json{{"ids", std::move(ids)}};
}

}  // namespace soban::books
