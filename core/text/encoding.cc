// Base32 and base64url: bytes as characters of a few bits each, most significant bit first, without padding.
#include <array>
#include <charconv>

#include "core/text/text.h"
#include "core/text/utf8.h"

namespace soban::text {
namespace {

constexpr std::string_view kCrockford = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
constexpr std::string_view kBase64Url =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

constexpr std::int8_t kUnknown = -1;
constexpr std::int8_t kIgnored = -2;
using Values = std::array<std::int8_t, 256>;  // of each byte

constexpr std::size_t index(char c) { return static_cast<unsigned char>(c); }

constexpr Values values_of(std::string_view alphabet) {
  Values values{};
  for (auto& value : values) value = kUnknown;
  for (std::size_t i = 0; i < alphabet.size(); ++i) {
    values[index(alphabet[i])] = static_cast<std::int8_t>(i);
  }
  return values;
}

constexpr Values crockford_values() {
  Values values = values_of(kCrockford);
  values[index('I')] = values[index('L')] = 1;
  values[index('O')] = 0;
  for (char c = 'A'; c <= 'Z'; ++c) values[index(c) + 'a' - 'A'] = values[index(c)];
  for (const char c : {' ', '-', '\t', '\r', '\n'}) values[index(c)] = kIgnored;
  return values;
}

constexpr Values kCrockfordValues = crockford_values();
constexpr Values kBase64UrlValues = values_of(kBase64Url);

std::string encode(std::string_view bytes, std::string_view alphabet, unsigned bits) {
  std::string text;
  text.reserve((bytes.size() * 8 + bits - 1) / bits);
  std::uint32_t pending = 0;
  unsigned pending_bits = 0;
  for (const char c : bytes) {
    pending = (pending << 8 | static_cast<unsigned char>(c)) & 0xFFFF;
    for (pending_bits += 8; pending_bits >= bits;) {
      pending_bits -= bits;
      text += alphabet[pending >> pending_bits & ((1u << bits) - 1)];
    }
  }
  if (pending_bits > 0) text += alphabet[pending << (bits - pending_bits) & ((1u << bits) - 1)];
  return text;
}

tl::unexpected<Error> bad_character(std::string_view text, std::size_t at) {
  const std::size_t start = at;
  const bool whole = next_code_point(text, at) != kNotUtf8;
  const std::string named =
      whole ? "“" + std::string(text.substr(start, at - start)) + "”" : "a byte that is not UTF-8";
  return fail(ErrorKind::kInvalid, "bad_character",
              "The code has " + named + " at place " + std::to_string(start + 1) +
                  ", which does not belong there. Compare it with the original.");
}

Result<std::string> decode(std::string_view text, const Values& values, unsigned bits) {
  std::string bytes;
  bytes.reserve(text.size() * bits / 8);
  std::uint32_t pending = 0;
  unsigned pending_bits = 0;
  std::size_t last = 0;  // where the last character that counts is
  for (std::size_t at = 0; at < text.size(); ++at) {
    const std::int8_t value = values[index(text[at])];
    if (value == kIgnored) continue;
    if (value == kUnknown) return bad_character(text, at);
    last = at;
    pending = (pending << bits | static_cast<std::uint32_t>(value)) & 0xFFFF;
    pending_bits += bits;
    if (pending_bits < 8) continue;
    pending_bits -= 8;
    bytes += static_cast<char>(pending >> pending_bits & 0xFF);
  }
  if (pending_bits >= bits) {
    return fail(ErrorKind::kInvalid, "bad_length",
                "The code is too short by a character or more. Compare it with the original.");
  }
  // Bits that stand for nothing must be zero: each content has one code only.
  if ((pending & ((1u << pending_bits) - 1)) != 0) return bad_character(text, last);
  return bytes;
}

}  // namespace

std::int64_t leading_number(std::string_view text) {
  std::int64_t value = 0;
  std::from_chars(text.data(), text.data() + text.size(), value);
  return value;
}

std::optional<std::int64_t> whole_number(std::string_view text) {
  std::int64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  const bool whole = error == std::errc{} && end == text.data() + text.size();
  return whole ? std::optional(value) : std::nullopt;
}

std::string base32(std::string_view bytes) { return encode(bytes, kCrockford, 5); }

Result<std::string> base32_decode(std::string_view code) {
  return decode(code, kCrockfordValues, 5);
}

std::string base64url(std::string_view bytes) { return encode(bytes, kBase64Url, 6); }

Result<std::string> base64url_decode(std::string_view text) {
  return decode(text, kBase64UrlValues, 6);
}

}  // namespace soban::text
