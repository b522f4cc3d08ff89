#include "core/store/durable.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstring>

namespace soban::store {

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

Result<void> rename_durably(const std::filesystem::path& part, const std::filesystem::path& file) {
  if (auto synced = make_durable(part); !synced) return synced;
  if (::rename(part.c_str(), file.c_str()) != 0) return not_writable(file);
  const auto folder = file.parent_path();
  return make_durable(folder.empty() ? std::filesystem::path(".") : folder);
}

}  // namespace soban::store
