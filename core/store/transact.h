// What commands do with a Store that they opened themselves, without a Writer.
#pragma once

#include <utility>

#include "core/store/store.h"

namespace soban::store {

// Runs `body(store)`; what it did is kept only when it succeeds. A DatabaseError becomes an Error.
template <class Body>
auto transact(Store& store, Body&& body) -> decltype(body(store)) {
  return guarded([&]() -> decltype(body(store)) {
    Transaction transaction(store.database());
    auto outcome = body(store);
    if (outcome) transaction.commit();
    return outcome;
  });
}

// kConflict "not_enrolled" where this machine is no device yet.
inline Result<void> require_identity(Store& store) {
  if (store.has_identity()) return {};
  return fail(ErrorKind::kConflict, "not_enrolled",
              "enrol this machine first: soban-agent enrol CODE");
}

}  // namespace soban::store
