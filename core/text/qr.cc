#include <qrencode.h>

#include <array>
#include <cerrno>
#include <charconv>
#include <memory>
#include <new>

#include "core/text/text.h"

namespace soban::text {
namespace {

constexpr int kQuietZone = 4;  // modules, as ISO 18004 asks

struct FreeCode {
  void operator()(QRcode* code) const { QRcode_free(code); }
};
using Code = std::unique_ptr<QRcode, FreeCode>;

// As a string, libqrencode finds the shortest mix of modes; it can't be one when it holds a zero.
Code encode(const std::string& content) {
  if (content.find('\0') == std::string::npos) {
    return Code(QRcode_encodeString(content.c_str(), 0, QR_ECLEVEL_M, QR_MODE_8, 1));
  }
  return Code(QRcode_encodeData(static_cast<int>(content.size()),
                                reinterpret_cast<const unsigned char*>(content.data()), 0,
                                QR_ECLEVEL_M));
}

// One rectangle for each run of dark modules in a row.
std::string dark_path(const QRcode& code) {
  std::string path;
  const auto dark = [&](int x, int y) { return (code.data[y * code.width + x] & 1) != 0; };
  for (int y = 0; y < code.width; ++y) {
    for (int x = 0; x < code.width; ++x) {
      if (!dark(x, y)) continue;
      const int start = x;
      while (x < code.width && dark(x, y)) ++x;
      const std::string length = std::to_string(x - start);
      path += 'M' + std::to_string(start + kQuietZone) + ' ' + std::to_string(y + kQuietZone);
      path += 'h' + length + "v1h-" + length + 'z';
    }
  }
  return path;
}

// With a decimal point, whatever the machine's locale.
std::string to_text(double value) {
  std::array<char, 32> text;
  const auto end = std::to_chars(text.data(), text.data() + text.size(), value).ptr;
  return {text.data(), end};
}

std::string to_svg(const QRcode& code, double size_mm) {
  const std::string side = std::to_string(code.width + 2 * kQuietZone);
  const std::string size = to_text(size_mm) + "mm";
  return "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"" + size + "\" height=\"" + size +
         "\" viewBox=\"0 0 " + side + ' ' + side +
         "\" shape-rendering=\"crispEdges\"><path fill=\"#fff\" d=\"M0 0h" + side + 'v' + side +
         "H0z\"/><path d=\"" + dark_path(code) + "\"/></svg>";
}

}  // namespace

Result<std::string> qr_svg(std::string_view content, double size_mm) {
  constexpr double kSizeMaxMm = 10'000;
  if (content.empty() || !(size_mm > 0 && size_mm <= kSizeMaxMm)) {
    return fail(ErrorKind::kInvalid, "bad_qr",
                "A QR code needs content and a size above 0 and up to 10000 mm.");
  }
  constexpr std::size_t kBytesMax = 7089;  // digits in the largest code at the lowest level
  const Code code = content.size() <= kBytesMax ? encode(std::string(content)) : nullptr;
  if (code) return to_svg(*code, size_mm);
  if (content.size() <= kBytesMax && errno == ENOMEM) throw std::bad_alloc();
  return fail(ErrorKind::kTooLarge, "qr_too_large",
              "The content has " + std::to_string(content.size()) +
                  " bytes, more than a QR code holds. Shorten it.");
}

}  // namespace soban::text
