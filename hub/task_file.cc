#include "hub/task_file.h"

#include "core/check.h"
#include "core/http/assets.h"
#include "hub/audit.h"

namespace soban::hub {

const books::Json& decision_15_tasks() {
  static const books::Json kFile = [] {
    const http::Asset* asset = http::find_asset(http::task_files(), "/nhiem-vu-2022.json");
    SOBAN_CHECK(asset != nullptr);
    return books::Json::parse(asset->content);
  }();
  return kFile;
}

Result<books::TaskImport> import_task_file(store::Store& store, const books::Json& file, bool apply,
                                           const books::Author& author) {
  auto imported = books::import_tasks(store, file, apply, author);
  if (!imported || !apply || imported->added + imported->changed == 0) return imported;
  const auto noted = note(
      store, author, audit::kTasksImported, "Kế hoạch " + std::to_string(imported->year),
      "thêm " + std::to_string(imported->added) + ", sửa " + std::to_string(imported->changed) +
          ", giữ nguyên " + std::to_string(imported->same));
  if (!noted) return fail(noted.error());
  return imported;
}

}  // namespace soban::hub
