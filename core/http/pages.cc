#include "core/http/pages.h"

#include "core/check.h"

namespace soban::http {
namespace {

// Nothing from elsewhere, nothing inline: the page can only do what the program itself ships.
constexpr const char* kPolicy =
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src "
    "'self'; "
    "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

}  // namespace

std::optional<Response> serve_asset(const Request& request, std::span<const Asset> assets) {
  const Asset* asset = find_asset(assets, request.path == "/" ? "/index.html" : request.path);
  if (asset == nullptr) return std::nullopt;
  Response response;
  response.content_type = asset->mime;
  response.headers.emplace_back("ETag", asset->etag);
  response.headers.emplace_back(
      "Cache-Control", asset->immutable ? "public, max-age=31536000, immutable" : "no-cache");
  response.headers.emplace_back("Content-Security-Policy", kPolicy);
  if (request.header("if-none-match") == asset->etag) {
    response.status = 304;
    return response;
  }
  const bool gzip = !asset->gzip.empty() &&
                    request.header("accept-encoding").find("gzip") != std::string_view::npos;
  if (gzip) response.headers.emplace_back("Content-Encoding", "gzip");
  response.body = gzip ? asset->gzip : asset->content;
  return response;
}

Response serve_openapi(std::span<const Asset> files) {
  const Asset* asset = find_asset(files, "/openapi.json");
  SOBAN_CHECK(asset != nullptr);
  Response response;
  response.body = asset->content;
  return response;
}

void Broadcaster::add(std::shared_ptr<EventStream> stream) {
  const std::lock_guard lock(mutex_);
  streams_.push_back(std::move(stream));
}

void Broadcaster::send(std::string_view event, std::string_view data) {
  const std::lock_guard lock(mutex_);
  std::erase_if(streams_, [](const auto& stream) { return stream->closed(); });
  for (const auto& stream : streams_) stream->send(event, data);
}

bool Broadcaster::empty() {
  const std::lock_guard lock(mutex_);
  std::erase_if(streams_, [](const auto& stream) { return stream->closed(); });
  return streams_.empty();
}

}  // namespace soban::http
