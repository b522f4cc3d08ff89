// Vietnamese text: Unicode forms, search keys, sort keys, money, dates. No I/O, no locale of the machine.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "core/error.h"

namespace soban::text {

// NFC, trimmed, runs of white space folded to one space; where `multi_line`, line feeds stay and the spaces around them go.
// White space is Unicode's, so that tabs from a pasted table, CR and no-break spaces count. kInvalid "bad_utf8" when the
// bytes are not UTF-8, "control_character" when it holds one that is no white space. Cleaning twice changes nothing more.
Result<std::string> clean(std::string_view raw, bool multi_line = false);

// What search compares: NFC or NFD in, lower case, marks dropped, đ → d, punctuation and symbols → space, runs of spaces
// folded, trimmed. "Lò Văn  Đức" → "lo van duc". Letters and digits of other scripts stay; compatibility forms become plain
// ones (m² → m2). Bytes that are not UTF-8 become spaces. Folding twice changes nothing more.
std::string fold(std::string_view text);

// "xã Pắc Ngà" → "XÃ PẮC NGÀ".
std::string upper(std::string_view text);

// Sorts cleaned Vietnamese names by given name, then middle, then family name, in the order of the Vietnamese alphabet (ICU
// collation `vi`): compare the keys as bytes, as unsigned ones. Upper and lower case are equal.
std::string name_sort_key(std::string_view full_name);

// 1200000 → "1.200.000 đ"; a negative amount begins with "-".
std::string format_dong(std::int64_t dong);
// Thousandths: 2500 → "2,5"; 12000 → "12"; 1234567 → "1.234,567".
std::string format_milli(std::int64_t milli);
// 1200000 → "một triệu hai trăm nghìn đồng"; also "linh", "mốt", "lăm", "tư". Whole range of int64; from
// 10^9 on the number of "tỷ" is read like any other (10^15 is "một triệu tỷ"), a negative one begins with "âm".
std::string dong_in_words(std::int64_t dong);
// The same, first letter in upper case.
std::string dong_in_words_capitalised(std::int64_t dong);
// What people type for money: "1200000", "1.200.000", "1tr2", "1,2tr", "200k", "200 nghìn", "1 tỷ 2", "1200000đ".
// Digits after the last unit are its decimals (1tr25 is 1.250.000), "rưỡi" is half of it. Dots, spaces and commas
// group thousands where they can, but one comma before a unit is decimal (1,200tr is 1.200.000), and so is a dot that can't
// group. A bare number is dong: 1200 is 1.200 đ.
// What has two readings, such as "1 triệu 500 đồng", is not_money.
// kInvalid with code "not_money" | "fractional" | "negative" | "too_large" (over 10^15).
Result<std::int64_t> parse_money(std::string_view typed);

// Dates. Vietnam has one zone, UTC+7 without summer time; a laptop's zone setting is not trusted. Instants
// outside the years 1 to 9999 are moved to the nearest end.
std::string today(std::int64_t now_ms);         // "2026-11-24"
std::string format_instant(std::int64_t ms);    // "2026-11-24T19:32:05+07:00"
bool is_date(std::string_view iso);             // a real day of the Gregorian calendar, yyyy-mm-dd
std::string format_date(std::string_view iso);  // "24/11/2026"; what is no date comes back as it is
// Days of the calendar after (or before) one that is_date() holds for, and from one to another; a day outside the years 1 to
// 9999 is moved to the nearest end.
std::string add_days(std::string_view iso, std::int64_t days);
std::int64_t days_between(std::string_view from, std::string_view to);
// "24/11/2026", "24-11-26", "24/11" (year from `today`), "2026-11-24", "24112026". kInvalid "not_a_date". A year
// of two digits is the latest that is at most ten years after `today`: in 2026, "36" is 2036 and "37" is 1937.
Result<std::string> parse_date(std::string_view typed, std::string_view today);

// The whole number at the beginning of a text; 0 when there is none, or when it does not fit.
std::int64_t leading_number(std::string_view text);
// A text that is a whole number and nothing else, with a minus perhaps; nullopt: it is none, or does not fit.
std::optional<std::int64_t> whole_number(std::string_view text);

// Crockford's base32 (no I, L, O, U; i, l → 1, o → 0 on reading), for codes that people may copy by hand.
std::string base32(std::string_view bytes);
// Ignores spaces and hyphens. kInvalid "bad_character" naming it, "bad_length" when no bytes have a code of that length.
Result<std::string> base32_decode(std::string_view code);
// RFC 4648 §5 without padding; errors as base32_decode's.
std::string base64url(std::string_view bytes);
Result<std::string> base64url_decode(std::string_view text);

// A QR code (libqrencode, level M) as an SVG of `size_mm` square with its four-module quiet zone. kTooLarge "qr_too_large"
// when it does not fit, kInvalid "bad_qr" when there is no content or no size.
Result<std::string> qr_svg(std::string_view content, double size_mm);

}  // namespace soban::text
