#include "core/books/checks.h"

#include <algorithm>

#include "core/books/attachments.h"
#include "core/log/schema.h"
#include "core/store/queries.h"
#include "core/text/text.h"

namespace soban::books {
namespace {

// "2000-01-01": older dates are slips; the paper books before the programme are not copied.
constexpr std::string_view kOldestDate = "2000-01-01";

using google::protobuf::FieldDescriptor;

// What is too long of one field, and of what it holds.
std::optional<std::string> length_problem(const google::protobuf::Message& message,
                                          const FieldDescriptor& field) {
  const auto* reflection = message.GetReflection();
  const int count = field.is_repeated() ? reflection->FieldSize(message, &field) : 1;
  if (count > kListItemsMax) return " has more than " + std::to_string(kListItemsMax) + " items";
  const std::uint32_t long_text = field.options().GetExtension(soban::long_text);
  const std::size_t limit = long_text > 0 ? long_text : kTextBytesMax;
  for (int i = 0; i < count; ++i) {
    if (field.type() == FieldDescriptor::TYPE_STRING) {
      const std::string value = field.is_repeated()
                                    ? reflection->GetRepeatedString(message, &field, i)
                                    : reflection->GetString(message, &field);
      if (value.size() > limit) return " is longer than " + std::to_string(limit) + " bytes";
    } else if (field.type() == FieldDescriptor::TYPE_MESSAGE && field.is_repeated()) {
      const auto& item = reflection->GetRepeatedMessage(message, &field, i);
      for (int inner = 0; inner < item.GetDescriptor()->field_count(); ++inner) {
        if (auto problem = length_problem(item, *item.GetDescriptor()->field(inner)))
          return problem;
      }
    }
  }
  return std::nullopt;
}

}  // namespace

void add(Errors& errors, std::string field, std::string code, std::string text) {
  errors.push_back({std::move(field), std::move(code), std::move(text)});
}

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
  for (const log::FieldInfo& field : log::find_kind(kind)->fields) {
    if (const auto problem = length_problem(record, *field.descriptor))
      add(errors, field.json_name, "too_long", field.json_name + *problem);
  }
  if (record.ByteSizeLong() > kRecordBytesMax) {
    add(errors, "record", "too_long",
        "the record is longer than " + std::to_string(kRecordBytesMax) + " bytes in all");
  }
}

void check_required(Errors& errors, const char* field, const std::string& value) {
  if (value.empty()) add(errors, field, "required", std::string(field) + " is missing");
}

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

void check_optional_date(Errors& errors, const char* field, const std::string& date,
                         const std::string* not_after) {
  if (!date.empty()) check_date(errors, field, true, date, not_after);
}

void check_span(Errors& errors, bool has_from, const std::string& from, bool has_to,
                const std::string& to, const std::string* not_after) {
  check_date(errors, "fromDate", has_from, from, not_after);
  check_date(errors, "toDate", has_to, to, not_after);
  if (text::is_date(from) && text::is_date(to) && to < from) {
    add(errors, "toDate", "before_from", "toDate is before fromDate");
  }
}

bool is_time(const std::string& time) {
  if (time.size() != 5 || time[2] != ':') return false;
  const auto digit = [&](std::size_t at) { return time[at] >= '0' && time[at] <= '9'; };
  if (!digit(0) || !digit(1) || !digit(3) || !digit(4)) return false;
  return time.substr(0, 2) < "24" && time[3] < '6';
}

void check_time(Errors& errors, const char* field, const std::string& time) {
  if (time.empty() || is_time(time)) return;
  add(errors, field, "not_a_time",
      std::string(field) + " is \"" + time + "\"; write it as 19:30, from 00:00 to 23:59");
}

void check_not_before(Errors& errors, const char* field, const std::string& date,
                      const std::string& earliest) {
  if (!date.empty() && !earliest.empty() && date < earliest) {
    add(errors, field, "too_early",
        std::string(field) + " is before " + earliest + ", which came first");
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

void check_optional_reference(Errors& errors, const char* field, const std::string& value,
                              std::uint32_t kind, const char* unknown_code,
                              const RuleContext& context) {
  if (!value.empty()) check_reference(errors, field, true, value, kind, unknown_code, context);
}

void check_attachments(Errors& errors, const Attachments& attachments, const RuleContext& context) {
  if (attachments.size() > kAttachmentsMax) {
    add(errors, "attachments", "too_many",
        "a record has at most " + std::to_string(kAttachmentsMax) + " photos");
  }
  for (const Attachment& each : attachments) {
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

std::optional<std::string> attachments_problem(const Attachments& attachments) {
  const bool sound = attachments.size() <= kAttachmentsMax &&
                     std::all_of(attachments.begin(), attachments.end(), is_sound);
  return sound ? std::nullopt : std::optional<std::string>("bad_attachment");
}

bool is_date_or_empty(const std::string& date) { return date.empty() || text::is_date(date); }

}  // namespace soban::books
