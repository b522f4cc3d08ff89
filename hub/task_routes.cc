#include "hub/routes.h"

namespace soban::hub {

bool serve_tasks(const Caller&, const std::string&) { return false; }

}  // namespace soban::hub
