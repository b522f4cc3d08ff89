// Every decoder of bytes from outside, as functions of those bytes. `./dev fuzz` drives them with libFuzzer
// (llvm.org/docs/LibFuzzer.html), tests/fuzz/corpus_test.cc with the files in tests/fuzz/corpus. A target returns when the
// bytes were taken or refused as they should be; anything else ends the process.
#pragma once

#include <algorithm>
#include <span>
#include <string_view>

namespace soban::fuzz {

struct Target {
  const char* name;  // and the folder of its corpus
  void (*run)(std::string_view);
};

std::span<const Target> targets();

void bundle(std::string_view bytes);  // files from a USB stick, with and without a valid signature
void codes(
    std::string_view bytes);  // what people type or scan: enrolment codes, money, dates, references
void columns(std::string_view bytes);   // the columns of a batch, and any entries there and back
void entries(std::string_view bytes);   // log entries of a device whose program was tampered with
void frames(std::string_view bytes);    // frames in every state of a session
void http(std::string_view bytes);      // what comes to the laptop's page port
void json(std::string_view bytes);      // bodies of the HTTP APIs and lines of `add --json -`
void receipts(std::string_view bytes);  // texts of QR codes, also signed ones

// The first byte, taken off; 0 when there is none.
inline unsigned char take_byte(std::string_view& bytes) {
  if (bytes.empty()) return 0;
  const auto first = static_cast<unsigned char>(bytes.front());
  bytes.remove_prefix(1);
  return first;
}

// The next piece: two bytes of length, big-endian, and as much of it as there is.
inline std::string_view take_piece(std::string_view& bytes) {
  const std::size_t high = take_byte(bytes);
  const std::size_t claimed = high << 8 | take_byte(bytes);
  const std::size_t size = std::min(claimed, bytes.size());
  const std::string_view piece = bytes.substr(0, size);
  bytes.remove_prefix(size);
  return piece;
}

}  // namespace soban::fuzz
