#include "core/http/local_address.h"

#include <arpa/inet.h>
#include <ifaddrs.h>
#include <net/if.h>
#include <netinet/in.h>

#include <array>
#include <memory>
#include <utility>
#include <vector>

namespace soban::http {
namespace {

struct Interface {
  std::string name;
  std::string address;
};

std::vector<Interface> interfaces() {
  ifaddrs* first = nullptr;
  if (getifaddrs(&first) != 0) return {};
  const std::unique_ptr<ifaddrs, decltype(&freeifaddrs)> owned(first, &freeifaddrs);
  std::vector<Interface> active;
  for (const ifaddrs* at = first; at != nullptr; at = at->ifa_next) {
    const bool up = (at->ifa_flags & IFF_UP) != 0 && (at->ifa_flags & IFF_RUNNING) != 0;
    const bool loopback = (at->ifa_flags & IFF_LOOPBACK) != 0;
    if (!up || loopback || at->ifa_addr == nullptr || at->ifa_addr->sa_family != AF_INET) continue;
    std::array<char, INET_ADDRSTRLEN> address{};
    const auto* in = reinterpret_cast<const sockaddr_in*>(at->ifa_addr);
    inet_ntop(AF_INET, &in->sin_addr, address.data(), address.size());
    active.push_back({at->ifa_name, address.data()});
  }
  return active;
}

}  // namespace

std::string local_address() {
  const auto active = interfaces();
  return active.empty() ? "127.0.0.1" : active.front().address;
}

std::string active_interfaces() {
  std::string text;
  for (const Interface& one : interfaces()) text += one.name + '=' + one.address + ' ';
  return text;
}

}  // namespace soban::http
