#include "hub/administration.h"

#include <algorithm>

#include "core/books/calendar.h"
#include "core/books/settings.h"
#include "core/store/audit.h"
#include "core/store/local.h"
#include "core/store/queries.h"
#include "core/text/text.h"
#include "hub/accounts.h"
#include "hub/audit.h"

namespace soban::hub {
namespace {

using books::Json;

constexpr std::size_t kVillageCodeMax = 8;
constexpr std::int64_t kLinesAtOnce = 100;
constexpr std::int64_t kLinesReadMax = 2000;  // for one page of a search; some 20 ms

Error bad_field(const std::string& field, const std::string& code, const std::string& text) {
  return {ErrorKind::kInvalid, "bad_fields", text, {}, {{field, code, text}}};
}

Json account_json(const store::Account& account) {
  return {{"name", account.name}, {"role", account.role}, {"disabled", account.disabled}};
}

// Cleaned. kConflict where another village has it.
Result<std::string> village_name_for(store::Store& store, const std::string& code,
                                     const std::string& raw) {
  auto name = text::clean(raw);
  if (!name) return fail(bad_field("name", name.error().code, name.error().text));
  if (name->empty()) return fail(bad_field("name", "required", "name is missing"));
  if (name->size() > books::kTextBytesMax)
    return fail(bad_field("name", "too_long", "name is too long"));
  for (const auto& village : store::villages(store.database())) {
    if (village.code != code && text::fold(village.name) == text::fold(*name)) {
      return fail(ErrorKind::kConflict, "village_exists",
                  "there is a village \"" + village.name + "\" already");
    }
  }
  return name;
}

// "name, calendar": of those that were given, what the record says otherwise now.
std::string names_of_changes(const Json& before, const Json& after, const Json& given) {
  std::string names;
  for (const auto& [name, value] : given.items()) {
    if (before.value(name, Json()) == after.value(name, Json())) continue;
    names += (names.empty() ? "" : ", ") + name;
  }
  return names;
}

Json calendar_json(const std::vector<ReportDates>& calendar) {
  Json items = Json::array();
  for (const ReportDates& dates : calendar) items.push_back(books::fields_json(dates));
  return items;
}

// One word after another, as the search of the lists does.
bool holds_words(const std::string& text, std::string_view words) {
  while (!words.empty()) {
    const std::size_t end = std::min(words.find(' '), words.size());
    if (text.find(words.substr(0, end)) == std::string::npos) return false;
    words.remove_prefix(std::min(end + 1, words.size()));
  }
  return true;
}

Json line_json(const store::StoredRecord& record) {
  const auto entry = books::record_as<AuditEntry>(record);
  return {{"id", log::to_string(record.id)}, {"at", text::format_instant(record.created.ms())},
          {"author", record.author},         {"action", entry.action()},
          {"object", entry.object()},        {"detail", entry.detail()}};
}

bool is_wanted(const Json& line, const std::string& folded) {
  std::string text;
  for (const char* part : {"author", "action", "object", "detail"})
    text += line[part].get<std::string>() + ' ';
  return holds_words(text::fold(text), folded);
}

}  // namespace

Result<Json> change_account(store::Store& store, const std::string& name,
                            const AccountChange& change, const books::Author& author) {
  const auto clean = text::clean(name);
  const auto before =
      clean ? store::find_account(store.database(), *clean) : std::optional<store::Account>();
  const bool new_role = change.role && (!before || *change.role != before->role);
  const bool new_state = change.disabled && (!before || *change.disabled != before->disabled);
  if (!new_role && !new_state && !change.password) {
    return fail(ErrorKind::kInvalid, "nothing_changed", "nothing differs from what the account is");
  }
  if (!before) {
    return fail(ErrorKind::kNotFound, "not_found", "there is no user \"" + name + "\"");
  }
  Result<void> done;
  const auto step = [&](Result<void> outcome, const char* action, const std::string& detail) {
    done = outcome ? note(store, author, action, before->name, detail) : std::move(outcome);
    return done.has_value();
  };
  if (new_state && !*change.disabled &&
      !step(enable_account(store, before->name), audit::kUserEnabled, ""))
    return fail(done.error());
  if (new_role && !step(set_role(store, before->name, *change.role), audit::kUserChanged,
                        before->role + " → " + *change.role))
    return fail(done.error());
  if (change.password &&
      !step(set_password(store, before->name, *change.password), audit::kPasswordSet, ""))
    return fail(done.error());
  if (new_state && *change.disabled &&
      !step(disable_account(store, before->name), audit::kUserDisabled, ""))
    return fail(done.error());
  return account_json(*store::find_account(store.database(), before->name));
}

bool is_village_code(std::string_view code) {
  return !code.empty() && code.size() <= kVillageCodeMax &&
         code.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789") == std::string_view::npos;
}

Result<Json> add_village(store::Store& store, const std::string& code, const std::string& raw_name,
                         const books::Author& author) {
  if (!is_village_code(code)) {
    return fail(bad_field("code", code.empty() ? "required" : "bad_code",
                          "a code is 1 to 8 capital letters and digits"));
  }
  if (store::has_village(store.database(), code)) {
    return fail(ErrorKind::kConflict, "village_exists",
                "there is a village \"" + code + "\" already");
  }
  const auto name = village_name_for(store, code, raw_name);
  if (!name) return fail(name.error());
  Village village;
  village.set_code(code);
  village.set_name(*name);
  const auto written = books::write_message(store, village, log::kind_of<Village>(), "", author);
  if (!written) return fail(written.error());
  if (auto noted = note(store, author, audit::kVillageAdded, code, *name); !noted)
    return fail(noted.error());
  return Json{{"code", code}, {"name", *name}};
}

Result<Json> rename_village(store::Store& store, const std::string& code,
                            const std::string& raw_name, const std::string& reason,
                            const books::Author& author) {
  const auto name = village_name_for(store, code, raw_name);
  if (!name) return fail(name.error());
  const auto all = store::villages(store.database());
  const auto village =
      std::find_if(all.begin(), all.end(), [&](const auto& row) { return row.code == code; });
  const auto record =
      village == all.end() ? std::nullopt : store::read_record(store.database(), village->pos);
  if (!record) {
    return fail(ErrorKind::kNotFound, "not_found", "there is no village \"" + code + "\"");
  }
  const books::Amendment amendment{
      log::RecordId{record->id}, std::nullopt, {{"name", *name}}, reason};
  const auto written = books::amend_record(store, amendment, author);
  if (!written) return fail(written.error());
  const std::string detail = village->name + " → " + *name;
  if (auto noted = note(store, author, audit::kVillageChanged, code, detail); !noted)
    return fail(noted.error());
  return Json{{"code", code}, {"name", *name}};
}

Result<Json> settings_json(store::Store& store) {
  const auto record = books::commune_record(store.database());
  if (!record) return fail(ErrorKind::kNotFound, "not_found", "there is no commune yet");
  const auto commune = books::record_as<Commune>(*record);
  Json heads = Json::array();
  for (const log::Position& head : record->merged.heads) heads.push_back(log::to_string(head));
  return Json{{"id", log::to_string(record->id)},
              {"heads", std::move(heads)},
              {"fields", books::fields_json(commune)},
              {"effective",
               {{"issuer", books::issuer_of(commune)},
                {"place", books::place_of(commune)},
                {"calendar", calendar_json(books::report_calendar(store.database()))}}},
              {"decision", calendar_json(books::decision_calendar())}};
}

Result<Json> change_settings(store::Store& store, const books::Amendment& given,
                             const books::Author& author) {
  if (given.fields.contains("demo")) {
    return fail(bad_field("demo", "unknown_field",
                          "whether a commune is made up is said once, when it is begun"));
  }
  const auto record = books::commune_record(store.database());
  if (!record) return fail(ErrorKind::kNotFound, "not_found", "there is no commune yet");
  books::Amendment amendment = given;
  amendment.record = log::RecordId{record->id};
  const auto written = books::amend_record(store, amendment, author);
  if (!written) return fail(written.error());
  const auto before = books::fields_json(books::record_as<Commune>(*record));
  const auto after = books::fields_json(books::commune_settings(store.database()));
  const std::string names = names_of_changes(before, after, given.fields);
  if (auto noted = note(store, author, audit::kSettingsChanged, "", names); !noted)
    return fail(noted.error());
  return settings_json(store);
}

Json audit_json(store::Store& store, const std::string& query, std::int64_t before,
                std::int64_t limit) {
  const std::string folded = text::fold(query);
  Json items = Json::array();
  Json next;
  std::int64_t read = 0;
  for (bool more = true; more && next.is_null();) {
    const auto lines = store::audit_lines(store.database(), before, kLinesAtOnce);
    more = static_cast<std::int64_t>(lines.size()) == kLinesAtOnce;
    for (const std::int64_t pos : lines) {
      const auto record = store::read_record(store.database(), pos);
      store::require_sound(record.has_value(), "the audit log names a line that is not there");
      Json line = line_json(*record);
      const bool wanted = is_wanted(line, folded);
      if ((wanted && static_cast<std::int64_t>(items.size()) == limit) || read == kLinesReadMax) {
        next = std::to_string(before);
        break;
      }
      before = pos;
      read += 1;
      if (wanted) items.push_back(std::move(line));
    }
  }
  return {{"items", std::move(items)}, {"next", std::move(next)}};
}

Result<void> note_revocation(store::Store& store, const books::Author& author, log::DeviceId id,
                             const std::string& reason) {
  const auto device = store::find_device(store.database(), id);
  const std::string name = device ? device->village + ": " + device->name : log::to_string(id);
  return note(store, author, audit::kDeviceRevoked, name, reason);
}

Result<void> note_import(store::Store& store, const books::Author& author,
                         const std::string& village, const Json& outcome) {
  return note(
      store, author, audit::kHouseholdsImported, village,
      std::to_string(outcome.value("new", 0)) + " + " + std::to_string(outcome.value("change", 0)));
}

}  // namespace soban::hub
