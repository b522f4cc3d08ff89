// Records in Vietnamese words, for screens, paper and history.
#pragma once

#include <string>

#include "core/log/schema.h"
#include "core/store/database.h"
#include "records.pb.h"

namespace soban::books {

// What stands for a record in one line: its title, its item, what it asks for.
std::string record_title(store::Database& database, const log::KindInfo& kind,
                         const google::protobuf::Message& record);
// "Tiền mặt", "Công lao động" …; empty where nothing is said.
std::string form_name(Form form);
std::string handling_name(Handling handling);
std::string household_change_name(HouseholdChange change);
std::string satisfaction_name(Satisfaction satisfaction);
std::string progress_name(TaskProgress progress);
// "200.000 đ", "2,5 công", "12 bao xi măng", "30 m² đất".
std::string given_text(const Contribution& contribution);
// The donor as shown: the household's head, or the name given.
std::string donor_text(store::Database& database, const Contribution& contribution);
// "1975 · hộ 014"; empty when the donor is not a household.
std::string donor_detail(store::Database& database, const Contribution& contribution);
// "Lò Văn Đức (1975) · hộ 014"; of a reference, says so where the household is not here.
std::string household_label(const Household& household);
std::string household_label(store::Database& database, const std::string& reference);
// "Họp bản tháng 11, 24/11/2026"; empty without a reference.
std::string meeting_title(store::Database& database, const std::string& reference);
std::string campaign_title(store::Database& database, const std::string& reference);
// "NC-A/2026/0007".
std::string receipt_number(const Receipt& receipt);
// One field's value as a person reads it; empty when absent.
std::string field_text(store::Database& database, const log::FieldInfo& field,
                       const google::protobuf::Message& record);

}  // namespace soban::books
