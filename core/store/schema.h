// The tables (docs/architecture.md has the map) and their migrations.
#pragma once

#include <filesystem>

#include "core/store/database.h"

namespace soban::store {

// "SoBn": tells our files from other SQLite databases (PRAGMA application_id).
inline constexpr std::int64_t kApplicationId = 0x536F426E;

// Brings the database to this program's version; before it changes an existing one it writes a copy beside it
// (`NAME.before-vN`). Throws DatabaseError: kCorrupt "not_ours" for a foreign file, kInvalid "newer_schema" for one written
// by a later version.
void migrate(Database& database, const std::filesystem::path& file);

// For a reader, which can't migrate: the same refusals, and kInvalid "older_schema" for what a writer has yet to migrate.
void require_current(Database& database);

// False: the tables are not those that this version of the file was made with, so that its own description is damaged. For
// when a statement does not fit them.
bool has_its_tables(sqlite3* file);

// Empties every table that is derived from the log. Used by `rebuild`.
void clear_derived(Database& database);

}  // namespace soban::store
