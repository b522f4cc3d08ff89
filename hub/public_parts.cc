#include "hub/public_parts.h"

#include "core/books/words.h"
#include "core/books/write.h"
#include "core/store/queries.h"
#include "core/store/spending.h"
#include "core/text/text.h"

namespace soban::hub {
namespace {

template <class RecordMessage>
std::optional<store::StoredRecord> live_record(store::Database& database, std::int64_t pos) {
  auto record = pos == 0 ? std::nullopt : store::read_record(database, pos);
  if (!record || record->kind != log::kind_of<RecordMessage>() || record->merged.voided_by)
    return std::nullopt;
  return record;
}

template <class RecordMessage>
std::string word_of(store::Database& database, const char* field, const RecordMessage& message) {
  const log::KindInfo* kind = log::find_kind(log::kind_of<RecordMessage>());
  return books::field_text(database, *kind->field_by_json_name(field), message);
}

void nav(Html& html) {
  html.open("nav", {{"aria-label", "Các trang"}}).open("ul");
  for (const auto& [address, name] :
       {std::pair{"/cong-khai", "Đóng góp"}, std::pair{"/cong-khai/niem-yet", "Niêm yết"},
        std::pair{"/cong-khai/kien-nghi", "Kiến nghị"}}) {
    html.open("li").link(address, name).close("li");
  }
  html.close("ul").close("nav");
}

}  // namespace

std::string PublicSheet::shown(std::string_view typed, std::size_t code_points_max) const {
  if (typed.empty()) return {};
  if (!request.known.complete) return std::string(text::kHidden);
  // First, so that half a name is not left at the end.
  const std::string hidden = text::PersonalNames::hide(typed, {&request.known.names, &others});
  return cut(hidden, code_points_max);
}

std::optional<ShownCampaign> shown_campaign_at(PublicSheet& sheet, std::int64_t pos) {
  const auto record = live_record<Campaign>(sheet.database(), pos);
  if (!record) return std::nullopt;
  ShownCampaign shown{record->id, books::record_as<Campaign>(*record)};
  sheet.others.add_if_name(record->author);
  sheet.others.add_if_name(shown.campaign.approved_by());
  const CampaignState state = shown.campaign.state();
  const bool opened = state == CAMPAIGN_STATE_OPEN || state == CAMPAIGN_STATE_CLOSED ||
                      state == CAMPAIGN_STATE_SETTLED;
  return opened ? std::optional(std::move(shown)) : std::nullopt;
}

std::optional<ShownCampaign> shown_campaign(PublicSheet& sheet, const std::string& id) {
  const auto position = log::parse_position(id);
  if (!position) return std::nullopt;
  return shown_campaign_at(sheet, sheet.request.store.position_of(*position));
}

std::vector<ShownSpending> shown_spending(PublicSheet& sheet,
                                          const std::vector<std::int64_t>& rows) {
  std::vector<Spending> found;
  for (const std::int64_t pos : rows) {
    const auto record = live_record<Spending>(sheet.database(), pos);
    if (!record) continue;
    found.push_back(books::record_as<Spending>(*record));
    sheet.others.add(found.back().payee());
    sheet.others.add_if_name(found.back().spent_by());
    sheet.others.add_if_name(record->author);
  }
  std::vector<ShownSpending> shown;
  shown.reserve(found.size());
  for (const Spending& spending : found)
    shown.push_back(
        {text::format_date(spending.date()), sheet.shown(spending.item()), spending.amount()});
  return shown;
}

std::vector<ShownNotice> shown_notices(PublicSheet& sheet, const std::vector<std::int64_t>& rows) {
  std::vector<std::pair<std::string, Disclosure>> found;
  for (const std::int64_t pos : rows) {
    const auto record = live_record<Disclosure>(sheet.database(), pos);
    if (!record) continue;
    const std::string village = store::village_of_book(sheet.database(), record->book);
    found.emplace_back(store::village_name(sheet.database(), village),
                       books::record_as<Disclosure>(*record));
    sheet.others.add_if_name(found.back().second.posted_by());
    sheet.others.add_if_name(record->author);
  }
  std::vector<ShownNotice> shown;
  for (const auto& [village, notice] : found) {
    const std::string& to =
        notice.taken_down_on().empty() ? notice.to_date() : notice.taken_down_on();
    shown.push_back({village, word_of(sheet.database(), "subject", notice),
                     sheet.shown(notice.title()), sheet.shown(notice.place()),
                     span_text(notice.from_date(), to)});
  }
  return shown;
}

std::string span_text(const std::string& from, const std::string& to) {
  if (to.empty()) return "từ " + text::format_date(from);
  return text::format_date(from) + " – " + text::format_date(to);
}

std::string villages_text(PublicSheet& sheet, const Campaign& campaign) {
  std::string names;
  for (const std::string& code : campaign.villages())
    names += (names.empty() ? "" : ", ") + store::village_name(sheet.database(), code);
  return names.empty() ? "Cả xã" : cut(names, kLongText);
}

std::string state_text(PublicSheet& sheet, const Campaign& campaign) {
  return word_of(sheet.database(), "state", campaign);
}

std::string in_kind_text(const store::VillageIncome& income) {
  std::string words;
  const auto add = [&](const std::string& part) { words += (words.empty() ? "" : "; ") + part; };
  if (income.labour_milli > 0) add(text::format_milli(income.labour_milli) + " công");
  if (income.land_milli > 0) add(text::format_milli(income.land_milli) + " m² đất");
  if (income.value > 0) add("công, vật liệu, đất quy ra tiền: " + text::format_dong(income.value));
  return words;
}

std::int64_t campaign_spent(PublicSheet& sheet, const log::Position& id) {
  return store::campaign_money(sheet.database(), id, std::nullopt).spent;
}

store::VillageIncome sum_of(const std::vector<store::VillageIncome>& rows) {
  store::VillageIncome sum;
  for (const store::VillageIncome& row : rows) {
    sum.money += row.money;
    sum.labour_milli += row.labour_milli;
    sum.land_milli += row.land_milli;
    sum.value += row.value;
  }
  return sum;
}

std::vector<std::string> phone_lines(const Commune& commune) {
  if (commune.phones_size() > 0) return {commune.phones().begin(), commune.phones().end()};
  if (commune.office_phone().empty()) return {};
  return {"Văn phòng xã: " + commune.office_phone()};
}

std::string campaign_address(const log::Position& id) {
  return std::string(kPublicRoot) + "/dot/" + log::to_string(id);
}

void fact(Html& html, std::string_view name, std::string_view value) {
  if (value.empty()) return;
  html.open("div").element("dt", name).element("dd", value).close("div");
}

void begin_page(PublicSheet& sheet, const std::string& title) {
  const std::string& commune = sheet.request.commune.name();
  Html& html = sheet.html;
  html.single("!DOCTYPE html").open("html", {{"lang", "vi"}}).open("head");
  html.single("meta", {{"charset", "utf-8"}});
  html.single("meta", {{"name", "viewport"}, {"content", "width=device-width, initial-scale=1"}});
  html.element("title", title + " – " + commune);
  html.single("link", {{"rel", "stylesheet"}, {"href", "/cong-khai/kieu.css"}});
  html.close("head").open("body");
  html.open("header").open("p", {{"class", "brand"}});
  html.link(kPublicRoot, "Công khai " + commune).close("p");
  nav(html);
  html.close("header").open("main").element("h1", title);
}

std::string end_page(PublicSheet& sheet) {
  Html& html = sheet.html;
  html.close("main").open("footer");
  html.element("p", "Trang này không ghi tên, số điện thoại của người dân; chỗ bỏ đi ghi là “…”.");
  html.element("p", "Số liệu theo sổ của xã, ngày " + text::format_date(sheet.request.today) +
                        ". Thấy chưa đúng: hỏi trưởng bản hoặc Văn phòng xã.");
  if (sheet.request.commune.demo())
    html.element("p", "Dữ liệu mẫu, không có thật.", {{"class", "demo"}});
  html.close("footer").close("body").close("html");
  return html.take();
}

bool is_within(const PublicRequest& request, std::int64_t all, std::int64_t rows) {
  return request.page == 1 || (request.page - 1) * rows < all;
}

void page_links(PublicSheet& sheet, const std::string& address, std::int64_t all, std::int64_t rows,
                const char* fragment) {
  const std::int64_t last = (all + rows - 1) / rows;
  if (last <= 1) return;
  const std::int64_t page = sheet.request.page;
  Html& html = sheet.html;
  const auto turn = [&](std::int64_t to, const char* words) {
    if (to >= 1 && to <= last)
      html.link(address + (address.find('?') == std::string::npos ? "?" : "&") +
                    "trang=" + std::to_string(to) + fragment,
                words);
  };
  html.open("nav", {{"class", "pages"}, {"aria-label", "Trang của danh sách"}});
  turn(page - 1, "Trang trước");
  html.element("span", "Trang " + std::to_string(page) + " / " + std::to_string(last));
  turn(page + 1, "Trang sau");
  html.close("nav");
}

}  // namespace soban::hub
