// What is said of entries that do not continue a log; for log_store.cc and fork.cc.
#pragma once

#include <string>

#include "core/error.h"
#include "core/log/ids.h"

namespace soban::store {

inline tl::unexpected<Error> fork_error(log::LogId id) {
  return fail(ErrorKind::kFork, "fork",
              "log " + log::to_string(id) + " has two different contents at one place");
}

inline tl::unexpected<Error> broken_chain(log::LogId id) {
  return fail(ErrorKind::kProtocol, "broken_chain",
              "the entries of log " + log::to_string(id) + " do not continue what is held here");
}

}  // namespace soban::store
