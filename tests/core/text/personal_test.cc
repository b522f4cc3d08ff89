#include "core/text/personal.h"

#include <catch2/catch.hpp>
#include <string>

namespace soban::text {
namespace {

PersonalNames commune() {
  PersonalNames names;
  for (const char* name : {"Lò Văn Đức", "Quàng Thị Hòa", "Mùa A Páo", "Páo", "lường thị mai",
                           "Vì Văn Inh", "Hoa Ban"})
    names.add(name);
  names.add_place("xã Pắc Ngà");
  names.add_place("bản Lò Cao");
  return names;
}

std::string hide(std::string_view text) {
  static const PersonalNames kNames = commune();
  return PersonalNames::hide(text, {&kNames});
}

struct Case {
  const char* text;
  const char* hidden;
};

void check(std::initializer_list<Case> cases) {
  for (const Case& each : cases) {
    INFO(each.text);
    CHECK(hide(each.text) == each.hidden);
  }
}

}  // namespace

TEST_CASE("a known name is hidden wherever it stands", "[text][personal]") {
  check({{"Lò Văn Đức", "…"},
         {"Trả công Lò Văn Đức, hai ngày", "Trả công …, hai ngày"},
         {"(Lò Văn Đức) và Mùa A Páo.", "(…) và …."},
         {"", ""},
         {"Mua 40 bao xi măng", "Mua 40 bao xi măng"}});
}

TEST_CASE("a known name is hidden however it is typed", "[text][personal]") {
  check({{"LÒ VĂN ĐỨC đã nhận", "… đã nhận"},
         {"lò văn đức đã nhận", "… đã nhận"},
         {"Lò  Văn\nĐức", "…"},
         {"Lò\u00A0Văn-Đức", "…"},
         {"Lò Văn. Đức", "…"},
         {"Quàng Thị Hoà", "…"},                       // the tone on the other vowel
         {"Lo\u0300 Va\u0306n Đu\u031b\u0301c", "…"},  // decomposed
         {"Lò Văn Đ\u200bức", "…"},                    // a zero-width space within
         {"lo van duc da nhan", "… da nhan"},          // without marks
         {"Lường Thị Mai", "…"}});
}

TEST_CASE("other marks are another word, and parts of words are no names", "[text][personal]") {
  check({{"quảng thi hoa", "quảng thi hoa"},
         {"lồ vân đúc", "lồ vân đúc"},
         {"Xalò văn đức", "Xalò văn đức"},
         {"lò văn đứcx", "lò văn đứcx"},
         {"lò văn", "lò văn"},
         {"Thương páo", "Thương páo"}});
}

TEST_CASE("a name of one word is hidden where it is capitalised", "[text][personal]") {
  check({{"nhà Páo", "nhà …"}, {"PÁO", "…"}, {"páo", "páo"}});
}

TEST_CASE("somebody of a known family is hidden, whoever it is", "[text][personal]") {
  check({{"con gái Lò Thị Nơi", "con gái …"},
         {"Trưởng bản Lò Văn Nọi ký", "Trưởng bản … ký"},
         {"mua của Nguyễn Thị Bích Hằng", "mua của …"},
         {"LÒ VĂN NỌI", "…"},
         {"Quỹ Vì người nghèo", "Quỹ Vì người nghèo"},
         {"QUỸ VÌ NGƯỜI NGHÈO", "QUỸ VÌ NGƯỜI NGHÈO"},
         {"Lò đốt rác", "Lò đốt rác"}});
}

TEST_CASE("what follows ông, bà, anh … is a name", "[text][personal]") {
  check({{"nhà ông Khứ và bà Tếnh", "nhà ông … và bà …"},
         {"Anh Khứ nói", "Anh … nói"},
         {"cô giáo Ly", "cô giáo …"},
         {"đồng chí Khứ", "đồng chí …"},
         {"đ/c Khứ", "đ/c …"},
         {"bà con trong bản", "bà con trong bản"},
         {"BÀ CON TRONG BẢN", "BÀ CON TRONG BẢN"},
         {"DANH SÁCH HỘ NGHÈO", "DANH SÁCH HỘ NGHÈO"},
         {"làm theo Bác Hồ", "làm theo Bác Hồ"},
         {"Ghi chú: Đường bản", "Ghi chú: Đường bản"}});
}

TEST_CASE("places keep their names", "[text][personal]") {
  check({{"Đường nội bản xã Pắc Ngà", "Đường nội bản xã Pắc Ngà"},
         {"bản Lò Cao", "bản Lò Cao"},
         {"đường Trần Phú, Hà Nội", "đường Trần Phú, Hà Nội"}});
}

TEST_CASE("numbers of telephones and papers are hidden, sums and dates are not",
          "[text][personal]") {
  check({{"gọi 0912345678 nhé", "gọi … nhé"},
         {"0912 345 678", "…"},
         {"0912.345.678", "…"},
         {"(0212) 3860-123", "(…"},
         {"+84 912 345 678", "+…"},
         {"912 345 678", "…"},
         {"CCCD 014185001234", "CCCD …"},
         {"STK 19036789", "STK …"},
         {"1.200.000.000 đồng", "1.200.000.000 đồng"},
         {"ngày 24/11/2026", "ngày 24/11/2026"},
         {"24.11.2026", "24.11.2026"},
         {"2026-11-24", "2026-11-24"},
         {"Gọi 113", "Gọi 113"},
         {"40 bao 1.500.000", "40 bao 1.500.000"},
         {"gửi duc.lo@vidu.vn, nhé", "gửi …, nhé"}});
}

TEST_CASE("a text that looks like a name is one, an office is not", "[text][personal]") {
  PersonalNames names;
  names.add_if_name("Hạng Thị Dở");
  names.add_if_name("UBND xã");
  names.add_if_name("Văn phòng");
  names.add_if_name("Ban phát triển bản");
  names.add_if_name("Ban Phát Triển Bản");
  names.add_if_name("UBND XÃ PẮC NGÀ");
  names.add_if_name("Công ty TNHH Hùng Hoa");
  CHECK(names.size() == 1);
  names.add_if_name("nguyễn thị hằng");
  names.add_if_name("HẠNG VĂN CÔNG");
  CHECK(names.size() == 3);
  CHECK(PersonalNames::hide("Hạng Thị Dở trả lời, Văn phòng UBND xã", {&names}) ==
        "… trả lời, Văn phòng UBND xã");
}

TEST_CASE("several sets of names are looked for together", "[text][personal]") {
  PersonalNames all;
  all.add("Lò Văn Đức");
  PersonalNames more;
  more.add("sùng thị dợ");
  CHECK(PersonalNames::hide("Lò Văn Đức, sùng thị dợ", {&all, &more}) == "…, …");
}

TEST_CASE("bytes that are no text do no harm", "[text][personal]") {
  CHECK(hide("Lò Văn Đức\xFF") == "…\xFF");
  CHECK(hide("\xC4") == "\xC4");
  CHECK(hide("091234567\xF0\x9F") == "…\xF0\x9F");
}

}  // namespace soban::text
