// What the public pages (hub/public_views.h) are put together from.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/store/disclosed.h"
#include "hub/public_html.h"
#include "hub/public_views.h"

namespace soban::hub {

inline constexpr const char* kPublicRoot = "/cong-khai";
// Code points of a text that people typed, in a list and alone. Longer ones are read at the office.
inline constexpr std::size_t kShortText = 200;
inline constexpr std::size_t kLongText = 1500;

// A page under way.
class PublicSheet {
 public:
  explicit PublicSheet(const PublicRequest& from) : request(from) {}

  // What somebody typed, without what says who people are.
  std::string shown(std::string_view typed, std::size_t code_points_max = kShortText) const;
  // Who must not be named on this page beside those whom every page leaves out.
  text::PersonalNames others;

  store::Database& database() const { return request.store.database(); }
  // The rows of a list that the page asked for shows.
  store::Slice slice(std::int64_t rows) const { return {rows, (request.page - 1) * rows}; }

  const PublicRequest& request;
  Html html;
};

// A campaign that everybody may read of.
struct ShownCampaign {
  log::Position id;
  Campaign campaign;
};
// Who opened and approved it is not named on the page.
std::optional<ShownCampaign> shown_campaign_at(PublicSheet& sheet, std::int64_t pos);
std::optional<ShownCampaign> shown_campaign(PublicSheet& sheet, const std::string& id);

struct ShownSpending {
  std::string date;
  std::string item;
  std::int64_t amount = 0;
};
std::vector<ShownSpending> shown_spending(PublicSheet& sheet,
                                          const std::vector<std::int64_t>& rows);

struct ShownNotice {
  std::string village;
  std::string subject;
  std::string title;
  std::string place;
  std::string period;
};
std::vector<ShownNotice> shown_notices(PublicSheet& sheet, const std::vector<std::int64_t>& rows);

// "01/03/2026 – 30/09/2026".
std::string span_text(const std::string& from, const std::string& to);
std::string villages_text(PublicSheet& sheet, const Campaign& campaign);
std::string state_text(PublicSheet& sheet, const Campaign& campaign);
// What a village gave beside money: "12,5 công; quy ra tiền 3.000.000 đ"; empty: nothing.
std::string in_kind_text(const store::VillageIncome& income);
// In đồng, in all books.
std::int64_t campaign_spent(PublicSheet& sheet, const log::Position& id);
store::VillageIncome sum_of(const std::vector<store::VillageIncome>& rows);
// Of the lines that say how to reach the commune.
std::vector<std::string> phone_lines(const Commune& commune);

std::string campaign_address(const log::Position& id);
// A line of a list of facts; nothing where the value is empty.
void fact(Html& html, std::string_view name, std::string_view value);

void begin_page(PublicSheet& sheet, const std::string& title);
std::string end_page(PublicSheet& sheet);
// False: the page asked for lies behind the end of a list of `all` rows.
bool is_within(const PublicRequest& request, std::int64_t all, std::int64_t rows);
// Links to the page before and after, to the place `fragment` in it; nothing where there is only one.
void page_links(PublicSheet& sheet, const std::string& address, std::int64_t all, std::int64_t rows,
                const char* fragment = "");

// hub/public_notices.cc: what is after "/cong-khai/in/".
std::optional<std::string> public_notice(const PublicRequest& request, const std::string& what);

}  // namespace soban::hub
