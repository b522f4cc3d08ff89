// How others on the network reach this machine.
#pragma once

#include <string>

namespace soban::http {

// The first IPv4 address of an interface that is up, loopback left out; "127.0.0.1" where there is none.
std::string local_address();

// "name=address " of every such interface; empty: no network.
std::string active_interfaces();

}  // namespace soban::http
