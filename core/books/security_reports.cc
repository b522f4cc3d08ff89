#include "core/books/security_reports.h"

#include <algorithm>
#include <array>

#include "core/books/sealed.h"
#include "core/books/words.h"
#include "core/store/queries.h"
#include "core/store/security.h"
#include "core/text/text.h"

namespace soban::books {
namespace {

constexpr std::string_view kPurpose = "soban.security-report.v1";
constexpr std::array<const char*, 3> kContent = {"place", "people", "account"};
constexpr std::int64_t kOpeningsShown = 20;

const google::protobuf::FieldDescriptor& content_field(const char* name) {
  return *SecurityContent::descriptor()->FindFieldByName(name);
}

// What `fields` says of one part of the content; the text it leaves in place stays. Takes it out of `fields`.
void take_text(Json& fields, const char* name, SecurityContent& content, Errors& errors) {
  const auto found = fields.find(name);
  if (found == fields.end()) return;
  const auto& field = content_field(name);
  const std::uint32_t limit = field.options().GetExtension(soban::long_text);
  std::string text;
  if (found->is_string()) {
    auto cleaned = text::clean(found->get<std::string>(), limit > 0);
    if (!cleaned) add(errors, name, cleaned.error().code, cleaned.error().text);
    text = cleaned.value_or("");
  } else if (!found->is_null()) {
    add(errors, name, "wrong_type", std::string(name) + " must be a text");
  }
  if (text.size() > (limit > 0 ? limit : kTextBytesMax)) {
    add(errors, name, "too_long", std::string(name) + " is too long");
  }
  content.GetReflection()->SetString(&content, &field, std::move(text));
  fields.erase(name);
}

std::vector<crypto::SealingPublicKey> police_readers(store::Store& store) {
  std::vector<crypto::SealingPublicKey> readers;
  for (const auto& row : store::current_police_keys(store.database())) readers.push_back(row.key);
  return readers;
}

Result<SecurityContent> content_of(const std::string& sealed, const crypto::SealingKey& key) {
  const auto bytes = open_sealed(sealed, kPurpose, key);
  if (!bytes) return fail(bytes.error());
  SecurityContent content;
  if (!content.ParseFromString(*bytes)) {
    return fail(ErrorKind::kForbidden, "sealed", "the sealed content can't be read");
  }
  return content;
}

std::optional<SecurityContent> content_here(store::Store& store, const SecurityReport& report) {
  const auto key = find_own_key(store);
  if (!key || report.sealed().empty()) return std::nullopt;
  const auto content = content_of(report.sealed(), *key);
  return content ? std::optional(*content) : std::nullopt;
}

Json content_json(const SecurityContent& content) {
  return {{"place", content.place()}, {"people", content.people()}, {"account", content.account()}};
}

// Names of the police that can open it; keys of others, the author's own among them, have none.
Json readers_json(store::Store& store, const SecurityReport& report) {
  const auto readers = readers_of(report.sealed());
  Json names = Json::array();
  for (const auto& row : store::police_keys(store.database())) {
    if (std::find(readers.begin(), readers.end(), row.key) != readers.end())
      names.push_back(row.owner);
  }
  return names;
}

Json openings_json(store::Store& store, const log::Position& id) {
  Json openings = Json::array();
  for (const auto& row : store::openings_of(store.database(), id, kOpeningsShown)) {
    openings.push_back({{"by", row.author}, {"at", text::format_instant(row.time.ms())}});
  }
  return openings;
}

std::string when_text(const SecurityReport& report) {
  if (report.nothing()) {
    return text::format_date(report.from_date()) + " – " + text::format_date(report.to_date());
  }
  const std::string time = report.time().empty() ? std::string() : ", " + report.time();
  return text::format_date(report.date()) + time;
}

Result<store::StoredRecord> load_report(store::Store& store, const log::RecordId& id) {
  auto record = load_record(store, id);
  if (record && record->kind != log::kind_of<SecurityReport>()) {
    return fail(ErrorKind::kNotFound, "not_found", "this is no security report");
  }
  return record;
}

// The same content for others: a change of the record like any other.
Result<void> write_sealed(store::Store& store, const store::StoredRecord& record,
                          const std::string& sealed, const Author& author, const char* reason) {
  SecurityReport delta;
  delta.set_sealed(sealed);
  const auto written =
      amend_message(store, log::RecordId{record.id}, delta, record.kind, reason, author);
  return written ? Result<void>() : Result<void>(fail(written.error()));
}

void check_quiet_period(Errors& errors, const SecurityReport& report, const RuleContext& context) {
  check_span(errors, report.has_from_date(), report.from_date(), report.has_to_date(),
             report.to_date(), &context.today);
  forbid(errors, "incident", report.incident() != INCIDENT_UNSPECIFIED);
  forbid(errors, "account", !report.sealed().empty());
}

Json counts_of_village(store::Store& store, const store::VillageRow& village,
                       const std::string& from, const std::string& to) {
  Json counts = Json::object();
  std::int64_t quiet = 0;
  std::int64_t total = 0;
  for (const auto& row : store::count_incidents(store.database(), village.code, from, to)) {
    if (row.incident == 0) {
      quiet = row.count;
      continue;
    }
    total += row.count;
    const auto* name = Incident_descriptor()->FindValueByNumber(static_cast<int>(row.incident));
    const std::string key = name == nullptr ? "INCIDENT_OTHER" : name->name();
    counts[key] = counts.value(key, std::int64_t{0}) + row.count;
  }
  return {{"village", village.code},
          {"villageName", village.name},
          {"counts", std::move(counts)},
          {"quiet", quiet},
          {"total", total}};
}

}  // namespace

const char* report_state(const SecurityReport& report) {
  if (report.nothing()) return "nothing";
  switch (report.handling()) {
    case HANDLING_RECEIVED:
      return "received";
    case HANDLING_WORKING:
      return "working";
    case HANDLING_DONE:
      return "done";
    default:
      return "new";
  }
}

void complete_security_report(SecurityReport& report) {
  if (!report.nothing() && !report.has_urgency()) report.set_urgency(URGENCY_NORMAL);
}

void check_security_report(Errors& errors, const SecurityReport& report,
                           const RuleContext& context) {
  if (report.nothing()) return check_quiet_period(errors, report, context);
  if (report.incident() == INCIDENT_UNSPECIFIED) {
    add(errors, "incident", "required", "incident is missing");
  }
  check_date(errors, "date", report.has_date(), report.date(), &context.today);
  check_time(errors, "time", report.time());
  if (report.sealed().empty()) add(errors, "account", "required", "account is missing");
}

void flag_security_report(std::vector<std::string>& flags, const SecurityReport& report) {
  if (report.urgency() == URGENCY_URGENT && report.handling() != HANDLING_DONE) {
    flags.emplace_back("urgent");
  }
}

std::optional<std::string> security_report_delta_problem(const SecurityReport& report) {
  for (const std::string* date :
       {&report.date(), &report.from_date(), &report.to_date(), &report.handled_on()}) {
    if (!is_date_or_empty(*date)) return "not_a_date";
  }
  return std::nullopt;
}

Result<void> take_content(store::Store& store, Json& fields, const SecurityReport& before,
                          SecurityReport& report) {
  const bool says_content = std::any_of(kContent.begin(), kContent.end(),
                                        [&](const char* name) { return fields.contains(name); });
  if (!says_content) return {};
  if (store.identity().village.empty()) {
    return fail(ErrorKind::kForbidden, "not_the_village",
                "only the village's laptop writes what a security report says");
  }
  SecurityContent content;
  if (!before.sealed().empty()) {
    const auto old = content_of(before.sealed(), own_key(store));
    if (!old) return fail(old.error());
    content = *old;
  }
  Errors errors;
  for (const char* name : kContent) take_text(fields, name, content, errors);
  if (content.account().empty()) add(errors, "account", "required", "account is missing");
  if (!errors.empty()) {
    return fail(
        Error{ErrorKind::kInvalid, "bad_fields", errors.front().text, {}, std::move(errors)});
  }
  auto readers = police_readers(store);
  readers.insert(readers.begin(), own_key(store).public_key());
  report.set_sealed(seal(content.SerializeAsString(), kPurpose, readers));
  return {};
}

Result<void> check_writer(const Json& fields, const Author& author) {
  const auto of_police = [](const std::string& name) {
    return name == "handling" || name == "handledOn";
  };
  for (const auto& [name, value] : fields.items()) {
    if (of_police(name) == author.police) continue;
    return fail(ErrorKind::kForbidden, "not_the_police",
                author.police ? "the police write only what they did about it"
                              : "only the commune police write what was done about it");
  }
  if (author.office && !author.police) {
    return fail(ErrorKind::kForbidden, "not_the_police",
                "at the office only the commune police write in security reports");
  }
  return {};
}

void show_report(store::Store& store, const log::Position& id, const SecurityReport& report,
                 Json& json) {
  const auto content = content_here(store, report);
  json.erase("sealed");
  if (content) json.update(content_json(*content));
  json["shown"] = {{"state", report_state(report)},
                   {"when", when_text(report)},
                   {"isSealed", !report.sealed().empty() && !content},
                   {"readers", readers_json(store, report)},
                   {"openings", openings_json(store, id)},
                   {"handledOn", text::format_date(report.handled_on())},
                   {"labels", Json::object()}};
}

Result<Json> open_report(store::Store& store, const log::RecordId& id,
                         const crypto::SealingKey& key, const Author& author) {
  const auto record = load_report(store, id);
  if (!record) return fail(record.error());
  const auto content = content_of(record_as<SecurityReport>(*record).sealed(), key);
  if (!content) return fail(content.error());
  Opening opening;
  opening.set_target(log::to_string(record->id));
  const std::string village = store::village_of_book(store.database(), record->book);
  const auto noted = write_message(store, opening, log::kind_of<Opening>(), village, author);
  if (!noted) return fail(noted.error());
  return content_json(*content);
}

Result<log::Position> handle_report(store::Store& store, const log::RecordId& id,
                                    const std::optional<std::vector<log::Position>>& heads,
                                    Handling handling, const Author& author) {
  const auto record = load_report(store, id);
  if (!record) return fail(record.error());
  Amendment amendment{id, heads, Json::object(), handling_name(handling)};
  amendment.fields["handling"] = Handling_Name(handling);
  amendment.fields["handledOn"] = text::today(store.clock().now_ms());
  return amend_record(store, amendment, author);
}

Result<void> seal_to_police(store::Store& store, const Author& author, std::int64_t limit) {
  const auto waiting = store::reports_without_reader(store.database(), limit);
  const auto readers =
      waiting.empty() ? std::vector<crypto::SealingPublicKey>() : police_readers(store);
  const auto key = find_own_key(store);
  if (readers.empty() || !key) return {};
  for (const std::int64_t pos : waiting) {
    const auto record = store::read_record(store.database(), pos);
    store::require_sound(record.has_value(), "a security report has no record");
    const auto sealed = seal_also_to(record_as<SecurityReport>(*record).sealed(), *key, readers);
    if (!sealed) continue;  // of another laptop, which does the same
    if (auto done = write_sealed(store, *record, *sealed, author, "Niêm phong cho Công an xã");
        !done) {
      return done;
    }
  }
  return {};
}

Result<std::int64_t> share_reports(store::Store& store, const crypto::SealingKey& key,
                                   const crypto::SealingPublicKey& reader, const Author& author) {
  std::int64_t shared = 0;
  store::ListFilter filter;
  filter.kind = log::kind_of<SecurityReport>();
  do {
    const auto page = store::list_records(store.database(), filter);
    for (const std::int64_t pos : page.records) {
      const auto record = store::read_record(store.database(), pos);
      store::require_sound(record.has_value(), "a security report has no record");
      const std::string before = record_as<SecurityReport>(*record).sealed();
      const auto sealed = seal_also_to(before, key, {reader});
      if (!sealed || *sealed == before) continue;
      if (auto done =
              write_sealed(store, *record, *sealed, author, "Niêm phong thêm cho Công an xã");
          !done) {
        return fail(done.error());
      }
      ++shared;
    }
    filter.cursor = page.next;
  } while (!filter.cursor.empty());
  return shared;
}

Result<Json> security_counts_json(store::Store& store, const std::string& from,
                                  const std::string& to, const std::string& village) {
  if (!text::is_date(from) || !text::is_date(to) || to < from) {
    return fail(ErrorKind::kInvalid, "bad_filter", "from and to must be days, in this order");
  }
  Json items = Json::array();
  for (const auto& row : store::villages(store.database())) {
    if (village.empty() || row.code == village)
      items.push_back(counts_of_village(store, row, from, to));
  }
  return Json{{"from", from}, {"to", to}, {"items", std::move(items)}};
}

}  // namespace soban::books
