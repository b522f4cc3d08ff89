#include "hub/routes.h"

namespace soban::hub {

bool serve_registers(const Caller&, const std::string&) { return false; }

}  // namespace soban::hub
