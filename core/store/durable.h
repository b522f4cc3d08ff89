// New files that are whole and on the disk once they have their name.
#pragma once

#include <filesystem>
#include <string>

#include "core/error.h"

namespace soban::store {

// kIo "not_writable", of the file that people named; `why` is what the system says.
tl::unexpected<Error> not_writable(const std::filesystem::path& file, std::string why);
tl::unexpected<Error> not_writable(const std::filesystem::path& file);  // why: errno

// Waits until a file's content, or a folder's entries, are on the disk. kIo "not_writable".
Result<void> make_durable(const std::filesystem::path& file);
// Makes the content durable, gives it its name in the same folder, and makes that durable. kIo "not_writable"; the part is
// left then.
Result<void> rename_durably(const std::filesystem::path& part, const std::filesystem::path& file);

}  // namespace soban::store
