#include "core/cli/files.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <sstream>

namespace soban::cli {
namespace {

tl::unexpected<Error> not_writable(const std::string& path) {
  return fail(ErrorKind::kIo, "not_writable",
              "can't write " + path + "; check the folder, its permissions and the free space",
              std::strerror(errno));
}

bool write_all(int file, std::string_view bytes) {
  while (!bytes.empty()) {
    const auto written = ::write(file, bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(written));
  }
  return true;
}

}  // namespace

Result<std::string> read_file(const std::string& path, std::size_t bytes_max) {
  std::error_code error;
  const auto size = std::filesystem::file_size(path, error);
  std::ifstream in(path, std::ios::binary);
  if (error || !in) {
    return fail(ErrorKind::kNotFound, "no_file", "can't read " + path, error.message());
  }
  if (size > bytes_max) {
    return fail(ErrorKind::kTooLarge, "too_large", path + " is larger than any such file");
  }
  std::ostringstream content;
  content << in.rdbuf();
  return std::move(content).str();
}

Result<void> write_file(const std::string& path, const std::string& bytes) {
  std::error_code unknown;
  if (std::filesystem::exists(path, unknown)) {
    return fail(ErrorKind::kConflict, "exists", path + " is there already; choose another name");
  }
  const std::string part = path + ".part";
  const int file = ::open(part.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
  if (file < 0) return not_writable(path);
  const bool written = write_all(file, bytes) && ::fsync(file) == 0;
  const int why = errno;
  ::close(file);
  errno = why;
  if (!written || std::rename(part.c_str(), path.c_str()) != 0) {
    auto failed = not_writable(path);
    std::filesystem::remove(part, unknown);
    return failed;
  }
  return {};
}

}  // namespace soban::cli
