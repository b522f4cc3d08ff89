#include "core/books/burden.h"
#include "core/text/text.h"
#include "hub/routes.h"

namespace soban::hub {
bool serve_burden(const Caller& caller, const std::string& name) {
  if (!is_get(caller, name, "burden")) return false;
  if (!may_see_names(caller.session.role)) return refuse(caller, forbidden()), true;
  const http::Request& request = caller.call.request;
  caller.api.read(caller.call, [&](store::Store& store) {
    // Without days: this year.
    const std::string year = text::today(store.clock().now_ms()).substr(0, 4);
    books::BurdenQuestion question{parameter(request, "from"), parameter(request, "to"),
                                   parameter(request, "village"), parameter(request, "cursor")};
    if (question.from.empty()) question.from = year + "-01-01";
    if (question.to.empty()) question.to = year + "-12-31";
    return books::burden_json(store, question);
  });
  return true;
}

}  // namespace soban::hub
