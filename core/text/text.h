// Vietnamese text: Unicode forms, search keys, sort keys, money, dates. No I/O, no locale of the machine.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "core/error.h"

namespace soban::text {

// NFC, trimmed, runs of white space folded to one space. kInvalid "bad_utf8" when the bytes are not UTF-8,
// "control_character" when it holds one other than a line feed (kept only where `multi_line`).
Result<std::string> clean(std::string_view raw, bool multi_line = false);

// What search compares: NFC or NFD in, lower case, marks dropped, đ → d, punctuation → space, runs of spaces folded.
// "Lò Văn  Đức" → "lo van duc". Bytes that are not UTF-8 become spaces.
std::string fold(std::string_view text);

// Sorts Vietnamese names by given name, then middle, then family name, in the order of the Vietnamese alphabet (ICU
// collation `vi`): compare the keys as bytes.
std::string name_sort_key(std::string_view full_name);

// 1200000 → "1.200.000 đ".
std::string format_dong(std::int64_t dong);
// Thousandths: 2500 → "2,5"; 12000 → "12"; 1234567 → "1.234,567".
std::string format_milli(std::int64_t milli);
// 1200000 → "một triệu hai trăm nghìn đồng"; also "linh", "mốt", "lăm", "tư". Whole range of int64.
std::string dong_in_words(std::int64_t dong);
// The same, first letter in upper case.
std::string dong_in_words_capitalised(std::int64_t dong);
// What people type for money: "1200000", "1.200.000", "1tr2", "1,2tr", "200k", "200 nghìn", "1 tỷ 2", "1200000đ".
// kInvalid with code "not_money" | "fractional" | "negative" | "too_large" (over 10^15).
Result<std::int64_t> parse_money(std::string_view typed);

// Dates. Vietnam has one zone, UTC+7 without summer time; a laptop's zone setting is not trusted.
std::string today(std::int64_t now_ms);                       // "2026-11-24"
std::string format_instant(std::int64_t ms);                  // "2026-11-24T19:32:05+07:00"
bool is_date(std::string_view iso);                           // a real day of the Gregorian calendar, yyyy-mm-dd
std::string format_date(std::string_view iso);                // "24/11/2026"
// "24/11/2026", "24-11-26", "24/11" (year from `today`), "2026-11-24", "24112026". kInvalid "not_a_date".
Result<std::string> parse_date(std::string_view typed, std::string_view today);

// Crockford's base32 (no I, L, O, U; i, l → 1, o → 0 on reading), for codes that people may copy by hand.
std::string base32(std::string_view bytes);
// Ignores spaces and hyphens. kInvalid "bad_character" naming it.
Result<std::string> base32_decode(std::string_view code);
std::string base64url(std::string_view bytes);
Result<std::string> base64url_decode(std::string_view text);

// A QR code (libqrencode, level M) as an SVG of `size_mm` square with its four-module quiet zone. kTooLarge when it does not fit.
Result<std::string> qr_svg(std::string_view content, double size_mm);

}  // namespace soban::text
