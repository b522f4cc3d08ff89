#include "core/cli/files.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "core/store/durable.h"

namespace soban::cli {
namespace {

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
  if (file < 0) return store::not_writable(path);
  auto written = write_all(file, bytes) ? Result<void>() : store::not_writable(path);
  ::close(file);
  if (written) written = store::rename_durably(part, path);
  if (!written) std::filesystem::remove(part, unknown);
  return written;
}

}  // namespace soban::cli
