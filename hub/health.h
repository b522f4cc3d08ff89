// How the villages' laptops are doing, as codes that the page has words and advice for.
#pragma once

#include <string>
#include <vector>

#include "core/store/local.h"
#include "core/store/queries.h"

namespace soban::hub {

// Of a laptop that is not withdrawn, the worst first: "refused" (the hub did not let it sync when it last called), "silent" (it
// has not called for two weeks), "waiting" (much that it wrote has been on it alone for days), "clock", "disk", "old" (another
// version of the program than the hub's).
std::vector<std::string> health_of(const store::DeviceRow& device,
                                   const std::optional<store::Contact>& contact, bool online,
                                   std::int64_t now_ms);

// Whether the end of a session with this error says that the hub and the laptop can't go on as they are: a connection that was
// cut, or a hub that asks to try again, says nothing of that kind.
bool is_refusal(const Error& why);

}  // namespace soban::hub
