// A copy of the whole data directory's database while it is in use.
#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "core/store/store.h"

namespace soban::store {
namespace {

tl::unexpected<Error> not_writable(const std::filesystem::path& file, std::string why) {
  return fail(
      ErrorKind::kIo, "not_writable",
      "can't write " + file.string() + "; check the folder, its permissions and the free space",
      std::move(why));
}

tl::unexpected<Error> not_writable(const std::filesystem::path& file) {
  return not_writable(file, std::strerror(errno));
}

Result<void> make_durable(const std::filesystem::path& file) {
  const int handle = ::open(file.c_str(), O_RDONLY | O_CLOEXEC);
  if (handle < 0) return not_writable(file);
  const bool synced = ::fsync(handle) == 0;
  ::close(handle);
  return synced ? Result<void>() : not_writable(file);
}

}  // namespace

Result<void> Store::back_up(const std::filesystem::path& file) {
  std::error_code unknown;
  if (std::filesystem::exists(file, unknown)) {
    return fail(ErrorKind::kConflict, "exists",
                file.string() + " is there already; choose another name");
  }
  const std::filesystem::path part = file.string() + ".part";
  std::filesystem::remove(part, unknown);  // left by an attempt that was cut off
  auto written = guarded([&]() -> Result<void> {
    database_.run("VACUUM INTO ?", std::string_view(part.native()));
    return {};
  });
  if (!written) {
    std::filesystem::remove(part, unknown);
    // Of the copy, not of the data directory that the error usually speaks of.
    if (written.error().code == "not_writable") return not_writable(file, written.error().detail);
    return written;
  }
  if (auto synced = make_durable(part); !synced) return synced;
  if (::rename(part.c_str(), file.c_str()) != 0) return not_writable(file);
  const auto folder = file.parent_path();
  return make_durable(folder.empty() ? std::filesystem::path(".") : folder);
}

}  // namespace soban::store
