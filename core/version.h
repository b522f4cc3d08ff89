// Which program this is; told to peers and shown on the device page.
#pragma once

namespace soban {

inline constexpr const char* kVersion = "0.2.0";
inline constexpr const char* kSoftware = "soban 0.2.0";

}  // namespace soban
