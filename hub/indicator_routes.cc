#include "core/books/indicators.h"
#include "hub/routes.h"

namespace soban::hub {

bool serve_indicators(const Caller& caller, const std::string& name) {
  if (!is_get(caller, name, "indicators")) return false;
  const http::Request& request = caller.call.request;
  caller.api.read(caller.call, [&](store::Store& store) {
    return books::indicators_json(store, parameter(request, "year"), parameter(request, "village"));
  });
  return true;
}

}  // namespace soban::hub
