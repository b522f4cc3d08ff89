#include "core/log/schema.h"

#include <algorithm>
#include <cctype>

#include "core/check.h"

namespace soban::log {
namespace {

using google::protobuf::Descriptor;
using google::protobuf::FieldDescriptor;

std::string kebab_case(const std::string& camel) {
  std::string out;
  for (const char c : camel) {
    if (std::isupper(static_cast<unsigned char>(c)) != 0) {
      if (!out.empty()) out += '-';
      out += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    } else {
      out += c;
    }
  }
  return out;
}

FieldInfo describe(const FieldDescriptor& field) {
  const auto& options = field.options();
  return {static_cast<std::uint32_t>(field.number()),
          field.name(),
          field.json_name(),
          options.GetExtension(soban::ref),
          options.GetExtension(soban::needs_decision),
          options.GetExtension(soban::is_date),
          options.GetExtension(soban::long_text),
          &field};
}

KindInfo describe(const Descriptor& message) {
  const auto& options = message.options();
  KindInfo info{options.GetExtension(soban::kind),
                kebab_case(message.name()),
                options.GetExtension(soban::holder),
                options.GetExtension(soban::writer),
                options.GetExtension(soban::reviewed),
                {},
                &message,
                0};
  for (int i = 0; i < message.field_count(); ++i) {
    const FieldDescriptor& field = *message.field(i);
    info.fields.push_back(describe(field));
    if (field.message_type() == Attachment::descriptor())
      info.attachments = static_cast<std::uint32_t>(field.number());
  }
  return info;
}

std::vector<KindInfo> collect() {
  const auto* file = Household::descriptor()->file();
  std::vector<KindInfo> kinds;
  for (int i = 0; i < file->message_type_count(); ++i) {
    const Descriptor& message = *file->message_type(i);
    if (message.options().HasExtension(soban::kind)) kinds.push_back(describe(message));
  }
  std::sort(kinds.begin(), kinds.end(),
            [](const KindInfo& a, const KindInfo& b) { return a.number < b.number; });
  return kinds;
}

}  // namespace

const FieldInfo* KindInfo::field(std::uint32_t wanted) const {
  const auto found = std::find_if(fields.begin(), fields.end(),
                                  [&](const FieldInfo& f) { return f.number == wanted; });
  return found == fields.end() ? nullptr : &*found;
}

const FieldInfo* KindInfo::field_by_json_name(std::string_view wanted) const {
  const auto found = std::find_if(fields.begin(), fields.end(), [&](const FieldInfo& f) {
    return f.json_name == wanted || f.name == wanted;
  });
  return found == fields.end() ? nullptr : &*found;
}

std::span<const KindInfo> all_kinds() {
  static const std::vector<KindInfo> kinds = collect();
  return kinds;
}

const KindInfo* find_kind(std::uint32_t number) {
  const auto kinds = all_kinds();
  const auto found = std::find_if(kinds.begin(), kinds.end(),
                                  [&](const KindInfo& k) { return k.number == number; });
  return found == kinds.end() ? nullptr : &*found;
}

const KindInfo* find_kind(std::string_view name) {
  const auto kinds = all_kinds();
  const auto found =
      std::find_if(kinds.begin(), kinds.end(), [&](const KindInfo& k) { return k.name == name; });
  return found == kinds.end() ? nullptr : &*found;
}

std::unique_ptr<google::protobuf::Message> new_message(const KindInfo& kind) {
  const auto* prototype =
      google::protobuf::MessageFactory::generated_factory()->GetPrototype(kind.descriptor);
  SOBAN_CHECK(prototype != nullptr);
  return std::unique_ptr<google::protobuf::Message>(prototype->New());
}

}  // namespace soban::log
