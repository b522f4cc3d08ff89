#include "hub/routes.h"

namespace soban::hub {

Error forbidden() {
  return {ErrorKind::kForbidden, "forbidden", "your role may not do this", {}, {}};
}

Error not_found() {
  return {ErrorKind::kNotFound, "not_found", "there is nothing at this address", {}, {}};
}

bool is_get(const Caller& caller, const std::string& name, const char* wanted) {
  return caller.call.request.method == "GET" && name == wanted;
}

bool is_post(const Caller& caller, const std::string& name, const char* wanted) {
  return caller.call.request.method == "POST" && name == wanted;
}

void refuse(const Caller& caller, const Error& error) {
  caller.call.reply(books::error_response(error));
}

}  // namespace soban::hub
