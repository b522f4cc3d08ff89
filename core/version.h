// Which program this is; told to peers and shown on the device page.
#pragma once

namespace soban {

inline constexpr const char* kVersion = "0.1.0";
inline constexpr const char* kSoftware = "soban 0.1.0";

}  // namespace soban
