// Serves the embedded page, and keeps the event streams of everybody who looks at it.
#pragma once

#include <memory>
#include <mutex>
#include <span>
#include <string_view>
#include <vector>

#include "core/http/assets.h"
#include "core/http/http.h"

namespace soban::http {

// The asset for the request, with ETag, gzip, caching and the page's Content-Security-Policy; nullopt: there is none.
std::optional<Response> serve_asset(const Request& request, std::span<const Asset> assets);

// The OpenAPI document among `files`, as it stands.
Response serve_openapi(std::span<const Asset> files);

// Everybody who listens. Thread safe.
class Broadcaster {
 public:
  void add(std::shared_ptr<EventStream> stream);
  void send(std::string_view event, std::string_view data);
  bool empty();

 private:
  std::mutex mutex_;
  std::vector<std::shared_ptr<EventStream>> streams_;
};

}  // namespace soban::http
