#include <catch2/catch.hpp>
#include <limits>

#include "core/text/text.h"

namespace text = soban::text;

TEST_CASE("a QR code is an SVG of the size asked for with a quiet zone of four modules") {
  const auto svg = text::qr_svg("SOBAN", 30.5);  // fits version 1, which has 21 modules
  REQUIRE(svg);
  CHECK(svg->rfind("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"30.5mm\" height=\"30.5mm\" "
                   "viewBox=\"0 0 29 29\"",
                   0) == 0);
  CHECK(svg->find("d=\"M4 4h7v1h-7z") != std::string::npos);  // the corner's finder pattern
  CHECK(svg->find("</svg>") == svg->size() - 6);
}

TEST_CASE("a QR code holds Vietnamese text and zero bytes") {
  CHECK(text::qr_svg("Lò Văn Đức", 40));
  CHECK(text::qr_svg(std::string("a\0b", 3), 40));
  CHECK(*text::qr_svg(std::string("a\0b", 3), 40) != *text::qr_svg("a", 40));
}

TEST_CASE("content that does not fit a QR code is too large") {
  CHECK(text::qr_svg(std::string(2331, 'x'), 40));  // version 40 at level M
  for (const std::size_t size : {2332, 7089, 7090, 100'000}) {
    CAPTURE(size);
    const auto svg = text::qr_svg(std::string(size, 'x'), 40);
    REQUIRE_FALSE(svg);
    CHECK(svg.error().kind == soban::ErrorKind::kTooLarge);
    CHECK(svg.error().code == "qr_too_large");
  }
}

TEST_CASE("a QR code without content or size is refused") {
  CHECK(text::qr_svg("", 40).error().code == "bad_qr");
  for (const double size_mm : {0.0, -1.0, 1e300, std::numeric_limits<double>::quiet_NaN()}) {
    CAPTURE(size_mm);
    const auto svg = text::qr_svg("x", size_mm);
    REQUIRE_FALSE(svg);
    CHECK(svg.error().code == "bad_qr");
  }
}
