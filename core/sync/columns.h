// Log entries as columns. Entries of one log are alike, and what is alike packs well only when it stands together: all
// dates, then all amounts, then all notes (the idea is Automerge's). The transformation is generic over protobuf's wire
// format (protobuf.dev/programming-guides/encoding) and gives every entry back byte for byte, also one of an unknown kind,
// or one that is no protobuf at all. docs/protocol.md §3.5 has the layout.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "core/error.h"

namespace soban::sync {

std::string to_columns(const std::vector<std::string>& entries);

// The `count` entries. kProtocol "bad_frame" when the block is damaged or they would be more than `bytes_max` in all;
// memory stays within a small multiple of the block and of `bytes_max`.
Result<std::vector<std::string>> from_columns(std::string_view block, std::size_t count,
                                              std::size_t bytes_max);

}  // namespace soban::sync
