#include "core/store/saved_filters.h"
#include "core/text/text.h"
#include "hub/queue.h"
#include "hub/routes.h"

namespace soban::hub {
namespace {

using books::Json;

constexpr std::string_view kSavedFilters = "saved-filters";
// A name fits on a button; so many buttons can still be looked through.
constexpr std::size_t kNameBytesMax = 120;
constexpr std::size_t kAddressBytesMax = 1000;
constexpr std::size_t kFiltersMax = 40;

Json filters_json(store::Store& store, const std::string& account) {
  Json items = Json::array();
  for (const store::SavedFilter& filter : store::saved_filters(store.database(), account))
    items.push_back({{"name", filter.name}, {"address", filter.address}});
  return {{"items", std::move(items)}};
}

// Only places of this page: what is saved becomes a link.
Result<store::SavedFilter> filter_from(const std::string& name, const Json& body) {
  auto cleaned = text::clean(name);
  if (!cleaned || cleaned->empty() || cleaned->size() > kNameBytesMax)
    return fail(ErrorKind::kInvalid, "bad_fields", "a filter needs a name of 1 to 120 bytes");
  store::SavedFilter filter{*std::move(cleaned), books::text_member(body, "address")};
  if (!filter.address.starts_with("#/") || filter.address.size() > kAddressBytesMax)
    return fail(ErrorKind::kInvalid, "bad_fields", "the address must be one of this page");
  return filter;
}

void save_filter(const Caller& caller, const std::string& name) {
  const auto body = books::body_object(caller.call.request);
  if (!body) return refuse(caller, body.error());
  const auto filter = filter_from(name, *body);
  if (!filter) return refuse(caller, filter.error());
  caller.api.answer(
      caller.call,
      [filter = *filter, account = caller.session.user](store::Store& store) -> Result<Json> {
        store::save_filter(store.database(), account, filter);
        if (store::saved_filters(store.database(), account).size() > kFiltersMax)
          return fail(ErrorKind::kInvalid, "too_many_filters", "remove a saved filter first");
        return filters_json(store, account);
      },
      200);
}

void remove_filter(const Caller& caller, const std::string& name) {
  caller.api.answer(
      caller.call,
      [name, account = caller.session.user](store::Store& store) -> Result<Json> {
        store::remove_filter(store.database(), account, name);
        return filters_json(store, account);
      },
      200);
}

bool serve_filters(const Caller& caller, const std::string& name) {
  const std::string& method = caller.call.request.method;
  if (is_get(caller, name, kSavedFilters.data())) {
    caller.api.read(caller.call, [&](store::Store& store) -> Result<Json> {
      return filters_json(store, caller.session.user);
    });
    return true;
  }
  if (!name.starts_with(std::string(kSavedFilters) + '/')) return false;
  const std::string filter = name.substr(kSavedFilters.size() + 1);
  if (method == "PUT") return save_filter(caller, filter), true;
  if (method == "DELETE") return remove_filter(caller, filter), true;
  return false;
}

}  // namespace

bool serve_review(const Caller& caller, const std::string& name) {
  using Tell = Result<Json> (*)(store::Store&, const Parameter&);
  const Tell tell = name == "queue"               ? &queue_json
                    : name == "queue-batch"       ? &queue_batch_json
                    : name == "contribution-list" ? &contribution_list_json
                                                  : nullptr;
  if (tell == nullptr) return serve_filters(caller, name);
  if (caller.call.request.method != "GET") return false;
  if (!may_see_names(caller.session.role)) return refuse(caller, forbidden()), true;
  caller.api.read(caller.call, [&](store::Store& store) {
    return tell(store, [&](const char* key) { return parameter(caller.call.request, key); });
  });
  return true;
}

}  // namespace soban::hub
