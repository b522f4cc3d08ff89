#include "hub/public_page.h"

#include <algorithm>

#include "core/books/settings.h"
#include "core/crypto/crypto.h"
#include "core/http/pages.h"
#include "core/text/text.h"

namespace soban::hub {
namespace {

constexpr std::string_view kRoot = "/cong-khai";
constexpr std::int64_t kPageMax = 10'000;  // of a list
constexpr std::size_t kTagBytes = 12;
// Stricter than that of the office's pages: there is nothing but text and its style.
constexpr const char* kPolicy =
    "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors "
    "'none'";

http::Response plain(int status, std::string text) {
  http::Response response;
  response.status = status;
  response.content_type = "text/plain; charset=utf-8";
  response.body = std::move(text);
  return response;
}

// Of a list; 0: none that there could be.
std::int64_t page_number(const std::string& text) {
  if (text.empty()) return 1;
  const std::int64_t number = text::whole_number(text).value_or(0);
  return number >= 1 && number <= kPageMax ? number : 0;
}

// What names a page, however its address was written.
struct Wanted {
  std::string path;
  std::int64_t page = 1;
  bool a3 = false;

  std::string key() const { return path + '?' + std::to_string(page) + (a3 ? "&a3" : ""); }
};

Wanted wanted(const http::Request& request) {
  Wanted what{request.path, page_number(parameter(request, "trang")),
              parameter(request, "kho") == "a3"};
  if (what.path.ends_with('/')) what.path.pop_back();
  return what;
}

std::string tag_of(std::string_view body) {
  const crypto::Hash hash = crypto::blake2b({body});
  return '"' + text::base64url(crypto::view(hash).substr(0, kTagBytes)) + '"';
}

}  // namespace

bool PublicPages::is_fresh(std::int64_t made_ms) const {
  const std::int64_t age = clock_.now_ms() - made_ms;
  return age >= 0 && age < kPublicFreshMs;  // clocks are put back too
}

std::shared_ptr<const PublicPages::Kept> PublicPages::find(const std::string& key) {
  const std::lock_guard lock(mutex_);
  const auto found = kept_.find(key);
  return found != kept_.end() && is_fresh(found->second->made_ms) ? found->second : nullptr;
}

void PublicPages::keep(const std::string& key, std::shared_ptr<const Kept> page) {
  const std::lock_guard lock(mutex_);
  std::erase_if(kept_, [&](const auto& entry) { return !is_fresh(entry.second->made_ms); });
  if (kept_.size() >= kPublicPagesKept) {
    kept_.erase(std::min_element(kept_.begin(), kept_.end(), [](const auto& a, const auto& b) {
      return a.second->made_ms < b.second->made_ms;
    }));
  }
  kept_[key] = std::move(page);
}

bool PublicPages::may_make_one() {
  const std::lock_guard lock(mutex_);
  const std::int64_t now = clock_.now_ms();
  const std::int64_t passed = std::clamp<std::int64_t>(now - budget_ms_, 0, 60'000);
  budget_ms_ = now;
  budget_milli_ = std::min(budget_milli_ + passed * kPublicPagesASecond, kPublicPagesAtOnce * 1000);
  if (budget_milli_ < 1000) return false;
  budget_milli_ -= 1000;
  return true;
}

bool PublicPages::is_asked(const http::Request& request) {
  const std::string& path = request.path;
  const bool reads = request.method == "GET" || request.method == "HEAD";
  return reads && (path == kRoot || (path.starts_with(kRoot) && path[kRoot.size()] == '/'));
}

http::Response PublicPages::serve(store::Store& store, const http::Request& request) {
  const Commune commune = books::commune_settings(store.database());
  if (!commune.public_page())
    return plain(404, "Xã chưa mở trang công khai này. Hỏi trưởng bản hoặc Văn phòng xã.\n");
  if (auto asset = http::serve_asset(request, http::public_files())) return *std::move(asset);

  const Wanted what = wanted(request);
  auto page = find(what.key());
  if (!page) {
    if (!may_make_one()) {
      http::Response busy = plain(503, "Nhiều người đang xem. Chờ vài giây rồi mở lại.\n");
      busy.headers.emplace_back("Retry-After", "5");
      return busy;
    }
    const store::Snapshot snapshot(store.database());
    const auto known = names_.of(store);
    const PublicRequest asked{store,     commune, *known, text::today(clock_.now_ms()),
                              what.page, what.a3};
    auto body = what.page == 0 ? std::nullopt : public_page(asked, what.path);
    auto made = std::make_shared<Kept>();
    made->made_ms = clock_.now_ms();
    made->status = body ? 200 : 404;
    made->body = body ? *std::move(body) : public_not_found(asked);
    made->etag = tag_of(made->body);
    // What is not there has no end of addresses, and without all names a page is only for now.
    if (made->status == 200 && known->complete) keep(what.key(), made);
    page = std::move(made);
  }
  http::Response response;
  response.status = page->status;
  response.content_type = "text/html; charset=utf-8";
  response.headers.emplace_back("Content-Security-Policy", kPolicy);
  if (page->status != 200) {
    response.body = page->body;
    return response;
  }
  response.headers.emplace_back("ETag", page->etag);
  response.headers.emplace_back("Cache-Control", "public, max-age=10");
  if (request.header("if-none-match") == page->etag) {
    response.status = 304;
  } else {
    response.body = page->body;
  }
  return response;
}

}  // namespace soban::hub
