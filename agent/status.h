// This laptop at a glance, as JSON of agent/api/openapi.json: for the page and for `soban-agent status`.
#pragma once

#include "agent/sync_client.h"
#include "core/books/json.h"
#include "core/books/write.h"
#include "core/store/store.h"

namespace soban::agent {

// Who records on this laptop, as last said.
books::Author author_of(store::Store& store);

// Without "link", which only a running program knows. Throws DatabaseError.
books::Json status_json(store::Store& store);
books::Json link_json(const LinkStatus& link, std::int64_t now_ms);

}  // namespace soban::agent
