// A database file whose beginning is lost, as where the first sector of a disk can't be read any more.
#pragma once

#include <filesystem>
#include <optional>

namespace soban::store {

// False: not even the list of tables can be read from the file.
bool has_first_page(const std::filesystem::path& file);

// A copy of the file and its journal in the folder `work`, with the first page of a newly made database in place of its own:
// the tables begin on the same pages in every file that this version made. nullopt: it could not be made; what was left
// of it is in `work`.
std::optional<std::filesystem::path> with_new_first_page(const std::filesystem::path& file,
                                                         const std::filesystem::path& work);

}  // namespace soban::store
