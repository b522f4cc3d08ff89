#include "core/text/magnitude.h"
#include "core/text/text.h"

namespace soban::text {
namespace {

std::string grouped(std::uint64_t number) {
  std::string digits = std::to_string(number);
  for (std::size_t at = digits.size(); at > 3;) {
    at -= 3;
    digits.insert(at, 1, '.');
  }
  return digits;
}

// Of thousandths, without trailing zeros: 500 → ",5".
std::string decimals(std::uint64_t thousandths) {
  if (thousandths == 0) return {};
  std::string digits = std::to_string(1000 + thousandths);
  digits[0] = ',';
  digits.erase(digits.find_last_not_of('0') + 1);
  return digits;
}

const char* sign(std::int64_t value) { return value < 0 ? "-" : ""; }

}  // namespace

std::string format_dong(std::int64_t dong) { return sign(dong) + grouped(magnitude(dong)) + " đ"; }

std::string format_milli(std::int64_t milli) {
  const std::uint64_t size = magnitude(milli);
  return sign(milli) + grouped(size / 1000) + decimals(size % 1000);
}

}  // namespace soban::text
