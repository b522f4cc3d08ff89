// What a text of an appeal or of a resolution must not say: Decision 15, plan, II.1.c, forbids "ấn định mức đóng góp tối
// thiểu" and contributions that are "không dựa trên tinh thần tự nguyện". Found with or without diacritics.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace soban::books {

// "tối thiểu", "ít nhất", "mỗi hộ 200.000 đồng"; not their denial.
bool fixes_level(std::string_view text);
// "bắt buộc"; not "không bắt buộc".
bool forces(std::string_view text);
// Adds "fixed_level" and "forced" when any of the texts says so.
void flag_wording(std::vector<std::string>& flags, const std::vector<std::string>& texts);

}  // namespace soban::books
