// The pages that everybody may read, and the same as notices to print, as HTML. What they leave out is docs/threat-model.md's.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>

#include "core/store/store.h"
#include "hub/public_names.h"
#include "records.pb.h"

namespace soban::hub {

// No page is larger, nor does a telephone wait for more.
inline constexpr std::size_t kPublicPageBytesMax = 100 << 10;

// Rows of one page.
inline constexpr std::int64_t kPublicCampaigns = 20;
inline constexpr std::int64_t kPublicSpending = 50;
inline constexpr std::int64_t kPublicNotices = 40;
inline constexpr std::int64_t kPublicCampaignNotices = 10;
inline constexpr std::int64_t kPublicPetitions = 10;

struct PublicRequest {
  store::Store& store;
  const Commune& commune;
  const KnownNames& known;
  std::string today;
  std::int64_t page = 1;  // of a list
  bool a3 = false;        // notices
};

// The document at the path, which begins with "/cong-khai"; nullopt: there is none.
std::optional<std::string> public_page(const PublicRequest& request, const std::string& path);
std::string public_not_found(const PublicRequest& request);

}  // namespace soban::hub
