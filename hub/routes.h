// The office's own routes of the HTTP API, beside those of records (core/books/api.h). One file a subject; each answers what is
// its own and returns true, or returns false. Requests that change something have passed the CSRF check; each says itself which
// roles it lets in.
#pragma once

#include <filesystem>
#include <string>

#include "core/books/api.h"
#include "core/log/clock.h"
#include "hub/accounts.h"
#include "hub/export_worker.h"

namespace soban::hub {

// A request with the session it came in.
struct Caller {
  books::Call call;
  Session session;
  std::string cookie;
  books::Api& api;
  const std::filesystem::path& directory;  // of the data
  const log::Clock& clock;                 // outlives the service
  ExportWorker& exports;
};

Error forbidden();
Error not_found();
bool is_get(const Caller& caller, const std::string& name, const char* wanted);
bool is_post(const Caller& caller, const std::string& name, const char* wanted);
void refuse(const Caller& caller, const Error& error);

// `name` is the path after "/api/v1/".
bool serve_review(const Caller& caller, const std::string& name);     // queue…, saved-filters
bool serve_registers(const Caller& caller, const std::string& name);  // registers/…
bool serve_reports(const Caller& caller, const std::string& name);    // office-report…, reminders
bool serve_tasks(const Caller& caller, const std::string& name);      // tasks…
bool serve_indicators(const Caller& caller, const std::string& name);  // indicators
bool serve_surveys(const Caller& caller, const std::string& name);     // surveys
bool serve_settings(const Caller& caller,
                    const std::string& name);  // settings, villages, users/…, audit
bool serve_burden(const Caller& caller, const std::string& name);  // burden

}  // namespace soban::hub
