#include "core/books/words.h"

#include <array>

#include "core/store/queries.h"
#include "core/store/tasks.h"
#include "core/text/text.h"

namespace soban::books {
namespace {

using google::protobuf::FieldDescriptor;

std::string label_of(const std::string& head, std::int64_t birth_year, const std::string& code) {
  const std::string year = birth_year > 0 ? " (" + std::to_string(birth_year) + ")" : "";
  return head + year + " · hộ " + code;
}

std::string task_label(store::Database& database, const std::string& reference) {
  const auto id = log::parse_position(reference);
  const auto name = id ? store::task_name(database, *id) : std::nullopt;
  if (!name) return "(nhiệm vụ chưa có trên máy này)";
  return "Nhiệm vụ " + std::to_string(name->number) + ", năm " + std::to_string(name->year);
}

std::string reference_text(store::Database& database, std::uint32_t kind,
                           const std::string& reference) {
  if (reference.empty()) return {};
  if (kind == log::kind_of<Campaign>()) return campaign_title(database, reference);
  if (kind == log::kind_of<Household>()) return household_label(database, reference);
  if (kind == log::kind_of<Meeting>()) return meeting_title(database, reference);
  if (kind == log::kind_of<Task>()) return task_label(database, reference);
  return reference;
}

std::string enum_text(const google::protobuf::EnumValueDescriptor& value) {
  struct Word {
    std::string_view name;
    const char* text;
  };
  static constexpr std::array kWords = {
      Word{"FORM_CASH", "Tiền mặt"},
      Word{"FORM_TRANSFER", "Chuyển khoản"},
      Word{"FORM_LABOUR", "Công lao động"},
      Word{"FORM_MATERIALS", "Vật liệu"},
      Word{"FORM_LAND", "Đất"},
      Word{"DONOR_TYPE_HOUSEHOLD", "Hộ dân"},
      Word{"DONOR_TYPE_PERSON", "Cá nhân"},
      Word{"DONOR_TYPE_ORGANISATION", "Tổ chức"},
      Word{"CAMPAIGN_STATE_PROPOSED", "Đề xuất"},
      Word{"CAMPAIGN_STATE_OPEN", "Đang vận động"},
      Word{"CAMPAIGN_STATE_CLOSED", "Đã kết thúc"},
      Word{"POVERTY_NONE", "Không nghèo"},
      Word{"POVERTY_NEAR_POOR", "Cận nghèo"},
      Word{"POVERTY_POOR", "Nghèo"},
      Word{"VERDICT_ACCEPTED", "Đã duyệt"},
      Word{"VERDICT_RETURNED", "Trả lại"},
      Word{"PRESENCE_PRESENT", "Có mặt"},
      Word{"PRESENCE_REPRESENTED", "Cử người đại diện"},
      Word{"PRESENCE_ABSENT", "Vắng"},
      Word{"THRESHOLD_MAJORITY", "Quá nửa"},
      Word{"THRESHOLD_CONVENTION", "Hai phần ba"},
      Word{"SATISFACTION_SATISFIED", "Hài lòng"},
      Word{"SATISFACTION_PARTLY", "Hài lòng một phần"},
      Word{"SATISFACTION_NOT", "Chưa hài lòng"},
      Word{"SUBJECT_CONTRIBUTIONS", "Thu, chi các khoản đóng góp"},
      Word{"SUBJECT_POOR_HOUSEHOLDS", "Hộ nghèo, hộ cận nghèo"},
      Word{"SUBJECT_BUDGET", "Ngân sách"},
      Word{"SUBJECT_LAND", "Quy hoạch, kế hoạch sử dụng đất"},
      Word{"SUBJECT_ANTI_CORRUPTION", "Phòng, chống tham nhũng"},
      Word{"SUBJECT_PROCEDURES", "Thủ tục hành chính"},
      Word{"SUBJECT_OTHER", "Nội dung khác"},
      Word{"PERIOD_HALF_YEAR", "6 tháng đầu năm"},
      Word{"PERIOD_YEAR", "Năm"},
      Word{"CAMPAIGN_STATE_SETTLED", "Đã quyết toán"},
      Word{"INCIDENT_THEFT", "Trộm cắp, cướp giật"},
      Word{"INCIDENT_FIGHT", "Đánh nhau, gây rối"},
      Word{"INCIDENT_DRUGS", "Ma túy"},
      Word{"INCIDENT_DOMESTIC_VIOLENCE", "Bạo lực gia đình"},
      Word{"INCIDENT_DISPUTE", "Tranh chấp, mâu thuẫn"},
      Word{"INCIDENT_TRAFFIC", "Tai nạn giao thông"},
      Word{"INCIDENT_FIRE", "Cháy, nổ, thiên tai"},
      Word{"INCIDENT_STRANGER", "Người lạ, khách chưa khai báo lưu trú"},
      Word{"INCIDENT_FRAUD", "Lừa đảo"},
      Word{"INCIDENT_MISSING_PERSON", "Người mất tích"},
      Word{"INCIDENT_OTHER", "Việc khác"},
      Word{"URGENCY_NORMAL", "Bình thường"},
      Word{"URGENCY_URGENT", "Khẩn"},
      Word{"HANDLING_RECEIVED", "Đã tiếp nhận"},
      Word{"HANDLING_WORKING", "Đang xử lý"},
      Word{"HANDLING_DONE", "Đã xử lý xong"},
      Word{"HOUSEHOLD_CHANGE_NEW", "Thêm hộ mới"},
      Word{"HOUSEHOLD_CHANGE_CORRECTION", "Sửa thông tin hộ"},
      Word{"HOUSEHOLD_CHANGE_SPLIT", "Tách hộ"},
      Word{"HOUSEHOLD_CHANGE_MERGE", "Nhập hộ"},
      Word{"HOUSEHOLD_CHANGE_LEFT", "Chuyển đi"},
      Word{"SURVEY_PETITION", "Trả lời kiến nghị"},
      Word{"SURVEY_PROCEDURE", "Giải quyết thủ tục hành chính"},
      Word{"SURVEY_HEALTH", "Khám, chữa bệnh"},
      Word{"SURVEY_SCHOOL", "Dạy và học"},
      Word{"TASK_PROGRESS_NOT_BEGUN", "Chưa làm"},
      Word{"TASK_PROGRESS_UNDER_WAY", "Đang làm"},
      Word{"TASK_PROGRESS_DONE", "Đã xong"},
      Word{"TASK_PROGRESS_DROPPED", "Không làm"},
  };
  for (const Word& word : kWords) {
    if (word.name == value.name()) return word.text;
  }
  return value.name();
}

// Number 0 says that nothing is said.
std::string value_text(const google::protobuf::EnumDescriptor& type, int number) {
  const auto* value = number == 0 ? nullptr : type.FindValueByNumber(number);
  return value == nullptr ? std::string() : enum_text(*value);
}

std::string number_text(const log::FieldInfo& field, std::int64_t value) {
  if (field.name == "amount" || field.name == "value" || field.name == "target") {
    return text::format_dong(value);
  }
  if (field.name.ends_with("_milli")) return text::format_milli(value);
  return std::to_string(value);
}

std::string resolution_text(const Resolution& resolution) {
  return resolution.text() + " (" + std::to_string(resolution.agreed()) + " tán thành, " +
         std::to_string(resolution.disagreed()) + " không tán thành, " +
         std::to_string(resolution.abstained()) + " không có ý kiến)";
}

std::string attendance_text(store::Database& database, const Attendance& attendance) {
  std::string text = household_label(database, attendance.household()) + ": " +
                     enum_text(*Presence_descriptor()->FindValueByNumber(attendance.presence()));
  if (!attendance.represented_by().empty()) text += " (" + attendance.represented_by() + ")";
  return text;
}

std::string poverty_text(const PovertyYear& year) {
  return std::to_string(year.year()) + ": " +
         enum_text(*Poverty_descriptor()->FindValueByNumber(year.poverty()));
}

std::string deadline_text(const TaskDeadline& deadline) {
  const std::string text = deadline.what() + ": " + text::format_date(deadline.date());
  return deadline.done_on().empty()
             ? text
             : text + " (xong " + text::format_date(deadline.done_on()) + ")";
}

std::string item_text(store::Database& database, const google::protobuf::Message& item) {
  if (const auto* resolution = dynamic_cast<const Resolution*>(&item))
    return resolution_text(*resolution);
  if (const auto* attendance = dynamic_cast<const Attendance*>(&item))
    return attendance_text(database, *attendance);
  if (const auto* year = dynamic_cast<const PovertyYear*>(&item)) return poverty_text(*year);
  if (const auto* figure = dynamic_cast<const Figure*>(&item))
    return figure->name() + ": " + std::to_string(figure->value());
  if (const auto* deadline = dynamic_cast<const TaskDeadline*>(&item))
    return deadline_text(*deadline);
  return {};
}

std::string photos_text(int count) { return count == 0 ? "" : std::to_string(count) + " ảnh"; }

std::string repeated_text(store::Database& database, const log::FieldInfo& field,
                          const google::protobuf::Message& record) {
  const auto* reflection = record.GetReflection();
  if (field.descriptor->message_type() == Attachment::descriptor())
    return photos_text(reflection->FieldSize(record, field.descriptor));
  const bool long_items = field.descriptor->message_type() != nullptr;
  std::string joined;
  for (int i = 0; i < reflection->FieldSize(record, field.descriptor); ++i) {
    std::string item;
    if (field.descriptor->cpp_type() == FieldDescriptor::CPPTYPE_STRING) {
      item = reflection->GetRepeatedString(record, field.descriptor, i);
    } else if (field.descriptor->cpp_type() == FieldDescriptor::CPPTYPE_ENUM) {
      item = enum_text(*reflection->GetRepeatedEnum(record, field.descriptor, i));
    } else if (field.descriptor->cpp_type() == FieldDescriptor::CPPTYPE_INT32) {
      item = std::to_string(reflection->GetRepeatedInt32(record, field.descriptor, i));
    } else {
      item = item_text(database, reflection->GetRepeatedMessage(record, field.descriptor, i));
    }
    joined += (joined.empty() ? "" : long_items ? "; " : ", ") + item;
  }
  return joined;
}

}  // namespace

std::string household_label(store::Database& database, const std::string& reference) {
  const auto id = log::parse_position(reference);
  const auto row = id ? store::household(database, *id) : std::nullopt;
  return row ? label_of(row->head, row->birth_year, row->code) : "(chưa có trên máy này)";
}

std::string household_label(const Household& household) {
  return label_of(household.head(), household.birth_year(), household.code());
}

std::string meeting_title(store::Database& database, const std::string& reference) {
  if (reference.empty()) return {};
  const auto id = log::parse_position(reference);
  const auto row = id ? store::meeting(database, *id) : std::nullopt;
  if (!row) return "(cuộc họp chưa có trên máy này)";
  return row->title + ", " + text::format_date(row->date);
}

std::string form_name(Form form) { return value_text(*Form_descriptor(), form); }

std::string household_change_name(HouseholdChange change) {
  return value_text(*HouseholdChange_descriptor(), change);
}

std::string handling_name(Handling handling) {
  return value_text(*Handling_descriptor(), handling);
}

std::string satisfaction_name(Satisfaction satisfaction) {
  return value_text(*Satisfaction_descriptor(), satisfaction);
}

std::string progress_name(TaskProgress progress) {
  return value_text(*TaskProgress_descriptor(), progress);
}

std::string given_text(const Contribution& c) {
  const std::string quantity = text::format_milli(c.quantity_milli());
  switch (c.form()) {
    case FORM_CASH:
    case FORM_TRANSFER:
      return text::format_dong(c.amount());
    case FORM_LABOUR:
      return quantity + " công";
    case FORM_MATERIALS:
      return quantity + ' ' + c.unit() + ' ' + c.material();
    case FORM_LAND:
      return quantity + " m² đất";
    default:
      return {};
  }
}

std::string donor_text(store::Database& database, const Contribution& contribution) {
  const auto id = log::parse_position(contribution.household());
  if (!id) return contribution.donor_name();
  const auto row = store::household(database, *id);
  return row ? row->head : "(hộ chưa có trên máy này)";
}

std::string donor_detail(store::Database& database, const Contribution& contribution) {
  const auto id = log::parse_position(contribution.household());
  const auto row = id ? store::household(database, *id) : std::nullopt;
  if (!row) return {};
  const std::string year = row->birth_year > 0 ? std::to_string(row->birth_year) + " · " : "";
  return year + "hộ " + row->code;
}

std::string record_title(store::Database& database, const log::KindInfo& kind,
                         const google::protobuf::Message& record) {
  const auto text_of = [&](const char* name) {
    const log::FieldInfo* field = kind.field_by_json_name(name);
    return field == nullptr ? std::string() : field_text(database, *field, record);
  };
  if (record.GetDescriptor() == PeriodReport::descriptor())
    return text_of("period") + ' ' + text_of("year");
  if (record.GetDescriptor() == HouseholdRequest::descriptor()) {
    const std::string whose = text_of("household");
    return text_of("change") + ": " + (whose.empty() ? text_of("head") : whose);
  }
  if (record.GetDescriptor() == Task::descriptor())
    return text_of("number") + ". " + text_of("text");
  for (const char* name : {"title", "item", "content"}) {
    if (std::string title = text_of(name); !title.empty()) return title;
  }
  return kind.name;
}

std::string campaign_title(store::Database& database, const std::string& reference) {
  const auto id = log::parse_position(reference);
  const auto row = id ? store::campaign(database, *id) : std::nullopt;
  return row ? row->title : "(đợt vận động chưa có trên máy này)";
}

std::string receipt_number(const Receipt& receipt) {
  std::string number = std::to_string(receipt.number());
  if (number.size() < 4) number.insert(0, 4 - number.size(), '0');
  return receipt.series() + '/' + std::to_string(receipt.year()) + '/' + number;
}

std::string field_text(store::Database& database, const log::FieldInfo& field,
                       const google::protobuf::Message& record) {
  const auto* reflection = record.GetReflection();
  if (field.descriptor->is_repeated()) return repeated_text(database, field, record);
  if (!reflection->HasField(record, field.descriptor)) return {};
  switch (field.descriptor->cpp_type()) {
    case FieldDescriptor::CPPTYPE_INT64:
      return number_text(field, reflection->GetInt64(record, field.descriptor));
    case FieldDescriptor::CPPTYPE_INT32:
      return std::to_string(reflection->GetInt32(record, field.descriptor));
    case FieldDescriptor::CPPTYPE_BOOL:
      return reflection->GetBool(record, field.descriptor) ? "Có" : "Không";
    case FieldDescriptor::CPPTYPE_ENUM:
      return enum_text(*reflection->GetEnum(record, field.descriptor));
    case FieldDescriptor::CPPTYPE_STRING: {
      const std::string value = reflection->GetString(record, field.descriptor);
      if (field.descriptor->type() == FieldDescriptor::TYPE_BYTES) {
        return field.name == "sealed" ? "(nội dung niêm phong)" : std::string();
      }
      if (field.ref != 0) return reference_text(database, field.ref, value);
      return field.is_date ? text::format_date(value) : value;
    }
    default:
      return {};
  }
}

}  // namespace soban::books
