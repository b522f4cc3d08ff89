// The annex of Decision 15 (14/02/2022) as data: the 40 tasks, as they are printed (hub/data/nhiem-vu-2022.json).
#pragma once

#include "core/books/tasks.h"

namespace soban::hub {

// As books::import_tasks() takes it.
const books::Json& decision_15_tasks();

// books::import_tasks() with a line in the audit log, where something was changed.
Result<books::TaskImport> import_task_file(store::Store& store, const books::Json& file, bool apply,
                                           const books::Author& author);

}  // namespace soban::hub
