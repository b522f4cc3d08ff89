// Errors as values. Every expected failure (bad input, a missing record, a full disk) is a Result; exceptions
// are for programming errors and for third-party calls, and are caught where those are called.
#pragma once

#include <string>
#include <tl/expected.hpp>
#include <utility>
#include <vector>

namespace soban {

enum class ErrorKind {
  kInvalid,  // the caller's input is wrong; nothing was changed
  kNotFound,
  kConflict,      // right in form, but not with what is already there
  kUnauthorized,  // not logged in, unknown device
  kForbidden,     // known, but not allowed
  kTooLarge,
  kProtocol,     // a peer broke the protocol
  kFork,         // two contents at one (log, seq)
  kRefused,      // the peer refused, see Error::code
  kUnavailable,  // can't be reached now; trying again may help
  kDiskFull,
  kIo,
  kCorrupt,  // stored data does not verify
};

// What is wrong with one field of a form or JSON object.
struct FieldError {
  std::string field;  // JSON name, e.g. "amount"
  std::string code;   // stable, e.g. "too_large"; the UI's text key is "error.<code>"
  std::string text;   // English, names the value and what to do
};

struct Error {
  ErrorKind kind = ErrorKind::kInvalid;
  std::string code;    // stable snake_case name, e.g. "enrol_code_used"
  std::string text;    // English: what was wrong and what to do
  std::string detail;  // for the log: errno text, SQLite message
  std::vector<FieldError> fields;
};

template <class T>
using Result = tl::expected<T, Error>;

inline tl::unexpected<Error> fail(ErrorKind error_kind, std::string code, std::string text,
                                  std::string detail = {}) {
  return tl::unexpected<Error>(
      Error{error_kind, std::move(code), std::move(text), std::move(detail), {}});
}

// Hands on the error of a Result of another type.
template <class T>
tl::unexpected<Error> fail(Result<T>&& failed) {
  return tl::unexpected<Error>(std::move(failed.error()));
}

inline tl::unexpected<Error> fail(Error error) { return tl::unexpected<Error>(std::move(error)); }

}  // namespace soban
