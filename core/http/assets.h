// Files that are built into the program: the pages of agent and hub, and data. Made at build time by
// core/http/embed.mjs; nothing is read from disk when the program runs.
#pragma once

#include <algorithm>
#include <span>
#include <string_view>

namespace soban::http {

// All views live as long as the program.
struct Asset {
  std::string_view path;     // "/index.html", "/assets/app-3f2a.js"; begins with a slash
  std::string_view mime;     // "text/html; charset=utf-8"
  std::string_view content;  // as it is on disk
  std::string_view gzip;     // the same, compressed; empty where that saves less than a tenth
  std::string_view etag;     // strong, with its quotation marks, of `content`
  bool immutable = false;    // the name holds a hash of the content: may be cached for ever
};

// Sorted by path, each path once.
std::span<const Asset> agent_assets();     // library soban_web_agent
std::span<const Asset> hub_assets();       // library soban_web_hub
std::span<const Asset> demo_files();       // library soban_demo_data: hub/demo/*.csv
std::span<const Asset> task_files();       // library soban_task_data: hub/data/*.json
std::span<const Asset> public_files();     // library soban_public_files: hub/public/cong-khai/*.css
std::span<const Asset> agent_api_files();  // library soban_api_agent: agent/api/openapi.json
std::span<const Asset> hub_api_files();    // library soban_api_hub: hub/api/openapi.json

// nullptr if there is none of exactly this path. "/" is not "/index.html": that is the server's choice.
inline const Asset* find_asset(std::span<const Asset> assets, std::string_view path) {
  const auto found = std::lower_bound(
      assets.begin(), assets.end(), path,
      [](const Asset& asset, std::string_view wanted) { return asset.path < wanted; });
  return found != assets.end() && found->path == path ? &*found : nullptr;
}

}  // namespace soban::http
