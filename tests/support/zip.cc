#include "tests/support/zip.h"

#include <zlib.h>

#include <cstdint>
#include <stdexcept>

namespace soban::test {
namespace {

// APPNOTE.TXT §4.3: numbers are little-endian.
std::uint32_t number(std::string_view bytes, std::size_t at, std::size_t size) {
  std::uint32_t value = 0;
  for (std::size_t i = 0; i < size; ++i)
    value |= static_cast<std::uint32_t>(static_cast<unsigned char>(bytes.at(at + i))) << (8 * i);
  return value;
}

constexpr std::string_view kEnd = "PK\x05\x06";
constexpr std::size_t kEntryBytes = 46;
constexpr std::size_t kLocalBytes = 30;
constexpr std::uint32_t kDeflated = 8;

std::string inflated(std::string_view packed, std::size_t size) {
  std::string content(size, '\0');
  z_stream stream{};
  if (inflateInit2(&stream, -MAX_WBITS) != Z_OK) throw std::runtime_error("zlib");
  stream.next_in =
      reinterpret_cast<Bytef*>(const_cast<char*>(packed.data()));  // zlib's C interface
  stream.avail_in = static_cast<uInt>(packed.size());
  stream.next_out = reinterpret_cast<Bytef*>(content.data());
  stream.avail_out = static_cast<uInt>(content.size());
  const int ended = inflate(&stream, Z_FINISH);
  inflateEnd(&stream);
  if (ended != Z_STREAM_END || stream.avail_out != 0) throw std::runtime_error("damaged zip");
  return content;
}

}  // namespace

std::string unzip(std::string_view archive, std::string_view name) {
  const std::size_t end = archive.rfind(kEnd);
  if (end == std::string_view::npos) throw std::runtime_error("no zip archive");
  std::size_t at = number(archive, end + 16, 4);
  for (std::uint32_t left = number(archive, end + 10, 2); left > 0; --left) {
    const std::size_t name_bytes = number(archive, at + 28, 2);
    if (archive.substr(at + kEntryBytes, name_bytes) == name) {
      const std::size_t local = number(archive, at + 42, 4);
      const std::size_t content =
          local + kLocalBytes + number(archive, local + 26, 2) + number(archive, local + 28, 2);
      const std::string_view packed = archive.substr(content, number(archive, at + 20, 4));
      return number(archive, at + 10, 2) == kDeflated
                 ? inflated(packed, number(archive, at + 24, 4))
                 : std::string(packed);
    }
    at += kEntryBytes + name_bytes + number(archive, at + 30, 2) + number(archive, at + 32, 2);
  }
  throw std::runtime_error("the archive has no " + std::string(name));
}

}  // namespace soban::test
