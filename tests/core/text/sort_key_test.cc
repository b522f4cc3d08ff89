#include <algorithm>
#include <catch2/catch.hpp>
#include <vector>

#include "core/text/text.h"

namespace text = soban::text;

namespace {

void check_order(const std::vector<std::string>& names) {
  for (std::size_t i = 1; i < names.size(); ++i) {
    CAPTURE(names[i - 1], names[i]);
    CHECK(text::name_sort_key(names[i - 1]) < text::name_sort_key(names[i]));
  }
}

}  // namespace

TEST_CASE("names sort by given name, then middle, then family name") {
  check_order({
      "Vàng A Chu",
      "Giàng A Dế",
      "Lò Văn Đức",
      "Quàng Văn Đức",
      "Lò Thị Hoa",
      "Lò Văn Hoa",
      "Lò An Hoà",  // a tone in the given name counts before the middle name
      "Mùa A Sùng",
      "Mùa Thị Sùng",
  });
}

TEST_CASE("letters and tones sort as in a Vietnamese dictionary") {
  check_order({"A", "À", "Ả", "Ã", "Á", "Ạ", "Ă", "Â", "B", "D", "Đ",
               "E", "Ê", "N", "O", "Ô", "Ơ", "P", "U", "Ư", "V"});
}

TEST_CASE("a name that is the beginning of another sorts first") {
  check_order({"", "An", "Lò An", "Lò Văn An", "Lò Văn Bá An", "Lò Anh"});
}

TEST_CASE("case, form and surplus spaces do not change where a name sorts") {
  const std::string key = text::name_sort_key("Lò Văn Đức");
  CHECK(text::name_sort_key("lò văn đức") == key);
  CHECK(text::name_sort_key("LÒ VĂN ĐỨC") == key);
  CHECK(text::name_sort_key("Lo\u0300 Va\u0306n Đu\u031B\u0301c") == key);
  CHECK(text::name_sort_key("  Lò  Văn  Đức ") == key);
}

TEST_CASE("a sort key is made of a very long name and of bytes that are no text") {
  std::string longest = "Lò";
  for (int i = 0; i < 1000; ++i) longest += " Văn";
  CHECK(text::name_sort_key(longest + " Đức") < text::name_sort_key(longest + " Em"));
  CHECK_FALSE(text::name_sort_key("\xff\xfe").empty());
}
