// Whether the laptop has a network at all, so that a sync is tried the moment one appears.
#pragma once

#include <string>

namespace soban::agent {

// Names and addresses of the interfaces that are up, loopback left out; empty: no network. Any change is a reason to try.
std::string active_interfaces();

}  // namespace soban::agent
