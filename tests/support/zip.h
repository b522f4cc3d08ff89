// Reads a zip archive, as Excel files are.
#pragma once

#include <string>
#include <string_view>

namespace soban::test {

// The content of one file of the archive. Throws where there is none, or it is damaged.
std::string unzip(std::string_view archive, std::string_view name);

}  // namespace soban::test
