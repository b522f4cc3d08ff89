#include "core/books/rules.h"

#include <algorithm>
#include <array>
#include <sstream>

#include "core/books/attachments.h"
#include "core/log/schema.h"
#include "core/store/queries.h"
#include "core/text/text.h"

namespace soban::books {
namespace {

using Errors = std::vector<FieldError>;

void add(Errors& errors, std::string field, std::string code, std::string text) {
  errors.push_back({std::move(field), std::move(code), std::move(text)});
}

// Why a whole number is not a possible sum or quantity; nullptr when it is one.
const char* number_problem(std::int64_t value, std::int64_t max) {
  if (value < 0) return "negative";
  if (value == 0) return "zero";
  return value > max ? "too_large" : nullptr;
}

void check_number(Errors& errors, const char* field, bool present, std::int64_t value,
                  std::int64_t max) {
  if (!present) return add(errors, field, "required", std::string(field) + " is missing");
  if (const char* problem = number_problem(value, max)) {
    add(errors, field, problem,
        std::string(field) + " is " + std::to_string(value) + "; it must be from 1 to " +
            std::to_string(max));
  }
}

void check_optional_number(Errors& errors, const char* field, bool present, std::int64_t value,
                           std::int64_t max) {
  if (present && value != 0) check_number(errors, field, true, value, max);
}

void forbid(Errors& errors, const char* field, bool present) {
  if (present) {
    add(errors, field, "not_for_form",
        std::string(field) + " does not belong to this form of giving");
  }
}

void check_text_lengths(Errors& errors, const google::protobuf::Message& record,
                        std::uint32_t kind) {
  const log::KindInfo* info = log::find_kind(kind);
  const auto* reflection = record.GetReflection();
  for (const log::FieldInfo& field : info->fields) {
    if (field.descriptor->is_repeated()) {
      if (reflection->FieldSize(record, field.descriptor) > kListItemsMax) {
        add(errors, field.json_name, "too_long",
            field.json_name + " has more than " + std::to_string(kListItemsMax) + " items");
      }
      continue;
    }
    if (field.descriptor->type() != google::protobuf::FieldDescriptor::TYPE_STRING) continue;
    const std::size_t limit = field.name == "note" ? kNoteBytesMax : kTextBytesMax;
    const std::string value = reflection->GetString(record, field.descriptor);
    if (value.size() > limit) {
      add(errors, field.json_name, "too_long",
          field.json_name + " is longer than " + std::to_string(limit) + " bytes");
    }
  }
}

// "2000-01-01": older dates are slips; the paper books before the programme are not copied.
constexpr std::string_view kOldestDate = "2000-01-01";

void check_date(Errors& errors, const char* field, bool present, const std::string& date,
                const std::string* not_after) {
  if (!present || date.empty())
    return add(errors, field, "required", std::string(field) + " is missing");
  if (!text::is_date(date)) {
    return add(errors, field, "not_a_date",
               field + (" is \"" + date) + "\"; write it as 2026-11-24");
  }
  if (date < kOldestDate) add(errors, field, "too_old", std::string(field) + " is before 2000");
  if (not_after != nullptr && date > *not_after) {
    add(errors, field, "in_future",
        std::string(field) + " is after today (" + *not_after +
            "); if today is wrong, set the clock");
  }
}

bool check_reference(Errors& errors, const char* field, bool present, const std::string& value,
                     std::uint32_t kind, const char* unknown_code, const RuleContext& context) {
  if (!present || value.empty()) {
    add(errors, field, "required", std::string(field) + " is missing");
    return false;
  }
  const auto id = log::parse_position(value);
  if (!id || store::kind_of_record(context.database, *id) != kind) {
    add(errors, field, unknown_code, "there is no such " + std::string(field) + ": " + value);
    return false;
  }
  return true;
}

void check_donor(Errors& errors, const Contribution& c, const RuleContext& context) {
  const bool household =
      c.donor_type() == DONOR_TYPE_HOUSEHOLD || (!c.has_donor_type() && c.has_household());
  if (household) {
    const bool known = check_reference(errors, "household", c.has_household(), c.household(),
                                       log::kind_of<Household>(), "unknown_household", context);
    if (!known) return;
    const auto row = store::household(context.database, *log::parse_position(c.household()));
    if (row && row->village != context.village) {
      add(errors, "household", "unknown_household", "the household belongs to another village");
    }
    return;
  }
  if (c.has_household() && !c.household().empty()) {
    add(errors, "household", "not_for_form", "a donor is a household or has a name, not both");
  }
  if (c.donor_name().empty())
    add(errors, "donorName", "required", "donorName or household is missing");
}

void check_what_was_given(Errors& errors, const Contribution& c) {
  switch (c.form()) {
    case FORM_CASH:
    case FORM_TRANSFER:
      check_number(errors, "amount", c.has_amount(), c.amount(), kDongMax);
      forbid(errors, "quantityMilli", c.quantity_milli() != 0);
      forbid(errors, "value", c.value() != 0);
      break;
    case FORM_LABOUR:
    case FORM_LAND:
    case FORM_MATERIALS:
      check_number(errors, "quantityMilli", c.has_quantity_milli(), c.quantity_milli(),
                   kQuantityMilliMax);
      check_optional_number(errors, "value", c.has_value(), c.value(), kDongMax);
      forbid(errors, "amount", c.amount() != 0);
      break;
    default:
      add(errors, "form", "required", "form is missing or unknown");
  }
  if (c.form() == FORM_MATERIALS) {
    if (c.material().empty()) add(errors, "material", "required", "material is missing");
    if (c.unit().empty()) add(errors, "unit", "required", "unit is missing");
  }
}

// What this record or another one named before may still be on its way; what is named for the first time must be here.
void check_attachments(Errors& errors, const Contribution& c, const RuleContext& context) {
  if (c.attachments_size() > kAttachmentsMax) {
    add(errors, "attachments", "too_many",
        "a record has at most " + std::to_string(kAttachmentsMax) + " photos");
  }
  for (const Attachment& each : c.attachments()) {
    if (!is_sound(each)) {
      return add(errors, "attachments", "bad_attachment",
                 "an attachment needs id, size and, for a thumbnail, its size");
    }
    for (const std::string* name : {&each.id(), &each.thumbnail()}) {
      if (name->empty()) continue;
      const auto id = *store::parse_attachment_id(*name);
      if (!store::has_attachment(context.database, id) &&
          !store::is_attachment_named(context.database, id)) {
        return add(errors, "attachments", "unknown_attachment",
                   "there is no photo " + *name + "; keep it first: soban-agent attach FILE");
      }
    }
  }
}

Errors check_contribution(const Contribution& c, const RuleContext& context) {
  Errors errors;
  check_reference(errors, "campaign", c.has_campaign(), c.campaign(), log::kind_of<Campaign>(),
                  "unknown_campaign", context);
  check_donor(errors, c, context);
  check_what_was_given(errors, c);
  check_date(errors, "date", c.has_date(), c.date(), &context.today);
  check_attachments(errors, c, context);
  return errors;
}

Errors check_household(const Household& h, const RuleContext& context) {
  Errors errors;
  if (h.head().empty()) add(errors, "head", "required", "head is missing");
  if (h.code().empty()) {
    add(errors, "code", "required", "code is missing");
  } else if (store::household_code_taken(context.database, context.village, h.code(),
                                         context.record_pos)) {
    add(errors, "code", "duplicate_code", "the village already has a household " + h.code());
  }
  const int this_year = std::stoi(context.today.substr(0, 4));
  if (h.has_birth_year() && (h.birth_year() < 1900 || h.birth_year() > this_year)) {
    add(errors, "birthYear", "too_old",
        "birthYear must be from 1900 to " + std::to_string(this_year));
  }
  if (h.has_members() && h.members() < 0) add(errors, "members", "negative", "members is negative");
  if (h.has_members() && h.members() > 100)
    add(errors, "members", "too_large", "members is over 100");
  return errors;
}

Errors check_campaign(const Campaign& c) {
  Errors errors;
  if (c.title().empty()) add(errors, "title", "required", "title is missing");
  check_date(errors, "fromDate", c.has_from_date(), c.from_date(), nullptr);
  check_date(errors, "toDate", c.has_to_date(), c.to_date(), nullptr);
  if (errors.empty() && c.to_date() < c.from_date()) {
    add(errors, "toDate", "before_from", "toDate is before fromDate");
  }
  check_optional_number(errors, "target", c.has_target(), c.target(), kDongMax);
  return errors;
}

std::optional<std::string> contribution_delta_problem(const Contribution& c) {
  const auto bad = [](bool present, std::int64_t value, std::int64_t max) {
    return present && value != 0 ? number_problem(value, max) : nullptr;
  };
  for (const char* problem :
       {bad(c.has_amount(), c.amount(), kDongMax), bad(c.has_value(), c.value(), kDongMax),
        bad(c.has_quantity_milli(), c.quantity_milli(), kQuantityMilliMax)}) {
    if (problem != nullptr) return problem;
  }
  if (c.has_date() && !text::is_date(c.date())) return "not_a_date";
  if (c.attachments_size() > kAttachmentsMax ||
      !std::all_of(c.attachments().begin(), c.attachments().end(), is_sound)) {
    return "bad_attachment";
  }
  return std::nullopt;
}

void flag_contribution(std::vector<std::string>& flags, const Contribution& c,
                       const RuleContext& context) {
  const auto id = log::parse_position(c.campaign());
  const auto campaign = id ? store::campaign(context.database, *id) : std::nullopt;
  const bool open = campaign && campaign->state == CAMPAIGN_STATE_OPEN && !campaign->voided &&
                    c.date() >= campaign->from_date && c.date() <= campaign->to_date;
  if (!open) flags.emplace_back("campaign_not_open");
  if (!c.voluntary()) flags.emplace_back("not_voluntary");
  if (!id) return;
  store::DuplicateKey key{*id,
                          log::parse_position(c.household()),
                          c.donor_name(),
                          c.form(),
                          c.date(),
                          c.amount(),
                          c.quantity_milli()};
  if (store::find_duplicate(context.database, key, context.record_pos) != 0) {
    flags.emplace_back("possible_duplicate");
  }
}

std::vector<std::string> words_of(const std::string& folded) {
  std::vector<std::string> words;
  std::istringstream in(folded);
  for (std::string word; in >> word;) words.push_back(word);
  return words;
}

bool is_number(std::string_view word) {
  return !word.empty() && word.find_first_not_of("0123456789") == std::string_view::npos;
}

// "200 000 dong", "hai tram nghin", "50k", "2 cong": not every "dong", which is "đóng góp" and "cộng đồng" too.
bool is_amount(const std::string& before, const std::string& word) {
  static constexpr std::array<std::string_view, 3> kThousands = {"nghin", "ngan", "trieu"};
  static constexpr std::array<std::string_view, 6> kUnits = {"dong", "d", "vnd", "k", "tr", "cong"};
  if (std::find(kThousands.begin(), kThousands.end(), word) != kThousands.end()) return true;
  const std::size_t digits = std::min(word.find_first_not_of("0123456789"), word.size());
  const std::string unit = word.substr(digits);
  const bool counted = digits > 0 || is_number(before);
  return counted && std::find(kUnits.begin(), kUnits.end(), unit) != kUnits.end();
}

// "mỗi hộ … đồng"
bool fixes_level_per_household(const std::vector<std::string>& words) {
  bool each = false;
  for (std::size_t i = 1; i < words.size(); ++i) {
    if (each && is_amount(words[i - 1], words[i])) return true;
    each = each || (words[i - 1] == "moi" && words[i] == "ho");
  }
  return false;
}

// The phrase, but not its denial: "không bắt buộc".
bool asserts(const std::string& folded, std::string_view phrase) {
  constexpr std::string_view kNot = "khong ";
  for (std::size_t at = folded.find(phrase); at != std::string::npos;
       at = folded.find(phrase, at + 1)) {
    if (!std::string_view(folded).substr(0, at).ends_with(kNot)) return true;
  }
  return false;
}

void flag_campaign(std::vector<std::string>& flags, const Campaign& c) {
  bool fixed = false;
  bool forced = false;
  for (const std::string& text : {c.title(), c.works(), c.purpose(), c.agreed_at()}) {
    const std::string folded = text::fold(text);
    fixed = fixed || asserts(folded, "toi thieu") || asserts(folded, "it nhat") ||
            fixes_level_per_household(words_of(folded));
    forced = forced || asserts(folded, "bat buoc");
  }
  if (fixed) flags.emplace_back("fixed_level");
  if (forced) flags.emplace_back("forced");
}

template <class RecordMessage>
const RecordMessage& as(const google::protobuf::Message& message) {
  return static_cast<const RecordMessage&>(message);
}

}  // namespace

std::optional<std::string> check_delta(std::uint32_t kind, std::string_view delta) {
  if (kind != log::kind_of<Contribution>()) return std::nullopt;
  Contribution contribution;
  if (!contribution.ParsePartialFromArray(delta.data(), static_cast<int>(delta.size()))) {
    return "malformed";
  }
  return contribution_delta_problem(contribution);
}

std::vector<FieldError> check_record(std::uint32_t kind, const google::protobuf::Message& record,
                                     const RuleContext& context) {
  Errors errors;
  if (kind == log::kind_of<Contribution>()) {
    errors = check_contribution(as<Contribution>(record), context);
  } else if (kind == log::kind_of<Household>()) {
    errors = check_household(as<Household>(record), context);
  } else if (kind == log::kind_of<Campaign>()) {
    errors = check_campaign(as<Campaign>(record));
  }
  check_text_lengths(errors, record, kind);
  return errors;
}

std::vector<std::string> flags_of(std::uint32_t kind, const google::protobuf::Message& record,
                                  const RuleContext& context) {
  std::vector<std::string> flags;
  if (kind == log::kind_of<Contribution>()) {
    flag_contribution(flags, as<Contribution>(record), context);
  } else if (kind == log::kind_of<Campaign>()) {
    flag_campaign(flags, as<Campaign>(record));
  }
  return flags;
}

}  // namespace soban::books
