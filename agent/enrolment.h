// Makes this laptop a device of a village with the code the office gave.
#pragma once

#include <functional>
#include <string>

#include "core/http/http.h"
#include "core/store/writer.h"

namespace soban::agent {

// Runs on `loop`; `done` is called there once. The device makes its own key and keeps it from the first try on, so that a
// connection that is cut in the middle can be repeated with the same code. Errors: kInvalid "enrol_code_malformed";
// kConflict "already_enrolled"; kRefused "enrol_code_wrong" | "enrol_code_used" | "enrol_code_expired"; kForbidden
// "wrong_certificate"; kUnavailable "unreachable" | "timeout"; what the store says.
void enrol(http::Loop& loop, store::Writer& writer, store::Store& reader, const std::string& code,
           const std::string& author, std::function<void(Result<void>)> done);

// Keeps who this laptop is beside its books (store::keep_identity), which is only wanted should they be damaged: that it
// could not is said in the log alone.
void remember_identity(store::Store& store);

}  // namespace soban::agent
