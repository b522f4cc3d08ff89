// What the rules of every kind are made of. Each check adds what is wrong to `errors`, under the field's JSON name.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/books/rules.h"
#include "records.pb.h"

namespace soban::books {

using Errors = std::vector<FieldError>;
using Attachments = google::protobuf::RepeatedPtrField<Attachment>;

void add(Errors& errors, std::string field, std::string code, std::string text);

// Why a whole number is not a possible sum or quantity: "negative", "zero", "too_large"; nullptr when it is one.
const char* number_problem(std::int64_t value, std::int64_t max);
// From 1 to `max`; the second lets it be absent or 0.
void check_number(Errors& errors, const char* field, bool present, std::int64_t value,
                  std::int64_t max);
void check_optional_number(Errors& errors, const char* field, bool present, std::int64_t value,
                           std::int64_t max);
void check_required(Errors& errors, const char* field, const std::string& value);
// A real day, not before 2000 and not after `not_after` (nullptr: any); the second lets it be absent.
void check_date(Errors& errors, const char* field, bool present, const std::string& date,
                const std::string* not_after);
void check_optional_date(Errors& errors, const char* field, const std::string& date,
                         const std::string* not_after);
// "fromDate" and "toDate", in this order; days as check_date has them.
void check_span(Errors& errors, bool has_from, const std::string& from, bool has_to,
                const std::string& to, const std::string* not_after);
// "19:30"; absent is fine for the second.
bool is_time(const std::string& time);
void check_time(Errors& errors, const char* field, const std::string& time);
// That it is not before `earliest`; either may be absent.
void check_not_before(Errors& errors, const char* field, const std::string& date,
                      const std::string& earliest);
// False when the reference is missing (`required`) or names no record of the kind (`unknown_code`).
bool check_reference(Errors& errors, const char* field, bool present, const std::string& value,
                     std::uint32_t kind, const char* unknown_code, const RuleContext& context);
void check_optional_reference(Errors& errors, const char* field, const std::string& value,
                              std::uint32_t kind, const char* unknown_code,
                              const RuleContext& context);
// What this record or another one named before may still be on its way; what is named for the first time must be here.
void check_attachments(Errors& errors, const Attachments& attachments, const RuleContext& context);
// That the value does not belong to this form of giving.
void forbid(Errors& errors, const char* field, bool present);
// Every text and list of the record is within its limit.
void check_text_lengths(Errors& errors, const google::protobuf::Message& record,
                        std::uint32_t kind);

// For rules on a delta alone, from wherever it comes: "bad_attachment", or nullopt.
std::optional<std::string> attachments_problem(const Attachments& attachments);
bool is_date_or_empty(const std::string& date);

}  // namespace soban::books
