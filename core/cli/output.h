// How a command answers: what it found on stdout, what went wrong on stderr, and an exit code (DESIGN §9).
#pragma once

#include <string>

#include "core/books/json.h"
#include "core/error.h"

namespace soban::cli {

inline constexpr int kDone = 0;
inline constexpr int kFailed = 1;
inline constexpr int kWrongUse = 2;

// One JSON document and a line feed, flushed: whoever reads the stream may act on it at once.
void print_json(const books::Json& json);
void print_line(const std::string& line);
// Says on stderr what was wrong and what to do; with `as_json` the error object goes to stdout as well. Returns kFailed,
// or kWrongUse where the command line itself is at fault ("wrong_use", "bad_address", "bad_device", "bad_filter").
int report(const Error& error, bool as_json);

}  // namespace soban::cli
