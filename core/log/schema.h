// What the options in proto/records.proto say of each kind and field (DESIGN §2.5: the schema is the .proto).
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "records.pb.h"

namespace soban::log {

struct FieldInfo {
  std::uint32_t number = 0;
  std::string name;       // as in the .proto: "quantity_milli"
  std::string json_name;  // "quantityMilli"
  std::uint32_t ref = 0;  // kind referred to; 0: not a reference
  bool needs_decision = false;
  bool is_date = false;
  std::uint32_t long_text = 0;  // bytes of a text of several lines; 0: one line
  const google::protobuf::FieldDescriptor* descriptor = nullptr;
};

struct KindInfo {
  std::uint32_t number = 0;
  std::string name;  // kebab case: "security-report"
  Holder holder = HOLDER_UNSPECIFIED;
  AllowedWriter writer = WRITER_ANY;
  bool reviewed = false;
  std::vector<FieldInfo> fields;
  const google::protobuf::Descriptor* descriptor = nullptr;
  std::uint32_t attachments = 0;  // number of the field that names files; 0: the kind has none

  const FieldInfo* field(std::uint32_t number) const;
  const FieldInfo* field_by_json_name(std::string_view name) const;
};

// Every kind of this version, by number. Built once, never changes.
std::span<const KindInfo> all_kinds();
// nullptr: not known to this version (which is not an error, DESIGN §4).
const KindInfo* find_kind(std::uint32_t number);
const KindInfo* find_kind(std::string_view name);

// An empty message of the kind.
std::unique_ptr<google::protobuf::Message> new_message(const KindInfo& kind);

// Kind numbers, from the options of the generated classes.
template <class RecordMessage>
std::uint32_t kind_of() {
  static const std::uint32_t number =
      RecordMessage::descriptor()->options().GetExtension(soban::kind);
  return number;
}

}  // namespace soban::log
