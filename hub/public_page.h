// What the commune shows to everybody, without an account: under /cong-khai, while the commune has opened it (Commune.public_page).
// Nothing of it reads or sets a cookie.
#pragma once

#include <map>
#include <memory>
#include <mutex>
#include <string>

#include "core/http/http.h"
#include "core/log/clock.h"
#include "core/store/store.h"
#include "hub/public_views.h"

namespace soban::hub {

// How long an answer stands for all who ask. What is published must not be of the second.
inline constexpr std::int64_t kPublicFreshMs = 10'000;
// Pages made in a second, and at once after a pause; who asks for more is told to come again. A page takes some milliseconds, so a
// hammering telephone takes a small part of one core.
inline constexpr std::int64_t kPublicPagesASecond = 20;
inline constexpr std::int64_t kPublicPagesAtOnce = 40;
inline constexpr std::size_t kPublicPagesKept = 64;

// Thread safe: one for all loops.
class PublicPages {
 public:
  explicit PublicPages(const log::Clock& clock) : clock_(clock) {}

  static bool is_asked(const http::Request& request);
  // Where that is so. Throws DatabaseError.
  http::Response serve(store::Store& store, const http::Request& request);

 private:
  struct Kept {
    std::int64_t made_ms = 0;
    int status = 200;
    std::string etag;
    std::string body;
  };
  std::shared_ptr<const Kept> find(const std::string& key);
  void keep(const std::string& key, std::shared_ptr<const Kept> page);
  bool may_make_one();
  bool is_fresh(std::int64_t made_ms) const;

  const log::Clock& clock_;
  PublicNames names_;
  std::mutex mutex_;  // for what follows
  std::map<std::string, std::shared_ptr<const Kept>> kept_;
  std::int64_t budget_milli_ = kPublicPagesAtOnce * 1000;  // thousandths of a page
  std::int64_t budget_ms_ = 0;                             // when it was reckoned last
};

}  // namespace soban::hub
