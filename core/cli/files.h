// Whole files in and out of a command.
#pragma once

#include <cstddef>
#include <string>

#include "core/error.h"

namespace soban::cli {

// kNotFound "no_file"; kTooLarge "too_large".
Result<std::string> read_file(const std::string& path, std::size_t bytes_max);
// A new file that is whole and durable once it has this name. kConflict "exists"; kIo "not_writable".
Result<void> write_file(const std::string& path, const std::string& bytes);

}  // namespace soban::cli
