// The public pages as notices to print and hang up (UX.md, Paper).
#include "core/books/settings.h"
#include "core/store/queries.h"
#include "core/text/text.h"
#include "hub/public_parts.h"

namespace soban::hub {
namespace {

// "ngày 24 tháng 11 năm 2026".
std::string day_in_words(const std::string& day) {
  return "ngày " + day.substr(8, 2) + " tháng " + day.substr(5, 2) + " năm " + day.substr(0, 4);
}

void begin_notice(PublicSheet& sheet, const std::string& title, const std::string& address,
                  const std::string& screen) {
  const PublicRequest& request = sheet.request;
  Html& html = sheet.html;
  html.single("!DOCTYPE html").open("html", {{"lang", "vi"}}).open("head");
  html.single("meta", {{"charset", "utf-8"}});
  html.single("meta", {{"name", "viewport"}, {"content", "width=device-width, initial-scale=1"}});
  html.element("title", title + " – " + request.commune.name());
  html.single("link", {{"rel", "stylesheet"}, {"href", "/cong-khai/in.css"}});
  if (request.a3) html.single("link", {{"rel", "stylesheet"}, {"href", "/cong-khai/in-a3.css"}});
  html.close("head").open("body");
  html.open("nav", {{"class", "screen"}, {"aria-label", "Xem và in"}})
      .link(screen, "Về trang xem")
      .text(" · ");
  html.link(request.a3 ? address : address + "?kho=a3", request.a3 ? "Khổ A4" : "Khổ A3");
  html.text(" · Bấm Ctrl + P để in.").close("nav");
  html.open("header", {{"class", "letterhead"}});
  html.element("p", books::issuer_of(request.commune));
  html.open("p").text("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM").single("br");
  html.element("b", "Độc lập - Tự do - Hạnh phúc").close("p").close("header");
  html.open("main");
  html.element("p", books::place_of(request.commune) + ", " + day_in_words(request.today),
               {{"class", "day"}});
  html.element("p", "NIÊM YẾT CÔNG KHAI", {{"class", "kind"}}).element("h1", title);
}

std::string end_notice(PublicSheet& sheet) {
  Html& html = sheet.html;
  html.close("main").open("footer");
  html.element("p", "Nơi niêm yết: ………………………………………………");
  html.element("p", "Từ ngày …… / …… / ………… đến ngày …… / …… / …………");
  html.element("p", "Người niêm yết (ký, ghi rõ họ tên)", {{"class", "signature"}});
  if (sheet.request.commune.demo()) html.element("p", "DỮ LIỆU MẪU, KHÔNG CÓ THẬT");
  html.close("footer").close("body").close("html");
  return html.take();
}

void head_row(Html& html, std::initializer_list<const char*> names, std::size_t numbers_from) {
  html.open("thead").open("tr");
  std::size_t column = 0;
  for (const char* name : names) {
    html.element("th", name,
                 {{"scope", "col"}, {"class", column++ < numbers_from ? "words" : "number"}});
  }
  html.close("tr").close("thead");
}

void income(PublicSheet& sheet, const std::vector<store::VillageIncome>& rows) {
  Html& html = sheet.html;
  html.element("h2", "I. Thu").open("table");
  head_row(html, {"Bản", "Tiền", "Công", "Đất (m²)", "Quy ra tiền"}, 1);
  const auto row = [&](const std::string& name, const store::VillageIncome& cells) {
    html.open("tr").element("th", name, {{"scope", "row"}});
    for (const std::string& cell :
         {text::format_dong(cells.money), text::format_milli(cells.labour_milli),
          text::format_milli(cells.land_milli), text::format_dong(cells.value)})
      html.element("td", cell, {{"class", "number"}});
    html.close("tr");
  };
  html.open("tbody");
  for (const store::VillageIncome& cells : rows)
    row(store::village_name(sheet.database(), cells.village), cells);
  html.close("tbody").open("tfoot");
  row("Cộng", sum_of(rows));
  html.close("tfoot").close("table");
}

void spending(PublicSheet& sheet, const std::vector<ShownSpending>& rows, std::int64_t total) {
  Html& html = sheet.html;
  html.element("h2", "II. Chi").open("table");
  head_row(html, {"Ngày", "Chi việc gì", "Số tiền"}, 2);
  html.open("tbody");
  for (const ShownSpending& row : rows) {
    html.open("tr").element("td", row.date, {{"class", "date"}}).element("td", row.item);
    html.element("td", text::format_dong(row.amount), {{"class", "number"}}).close("tr");
  }
  html.close("tbody").open("tfoot").open("tr");
  html.element("th", "Cộng tất cả các khoản chi", {{"scope", "row"}, {"colspan", "2"}});
  html.element("td", text::format_dong(total), {{"class", "number"}}).close("tr");
  html.close("tfoot").close("table");
}

std::optional<std::string> campaign_notice(const PublicRequest& request, const std::string& id) {
  PublicSheet sheet(request);
  const auto shown = shown_campaign(sheet, id);
  if (!shown) return std::nullopt;
  const auto rows =
      store::campaign_spending(sheet.database(), shown->id, sheet.slice(kPublicSpending));
  if (!is_within(request, rows.all, kPublicSpending)) return std::nullopt;
  const auto spent = shown_spending(sheet, rows.rows);
  const auto incomes = store::campaign_income(sheet.database(), shown->id);
  const std::int64_t total = campaign_spent(sheet, shown->id);
  const std::string address = "/cong-khai/in/dot/" + id;
  begin_notice(sheet, "Thu, chi: " + sheet.shown(shown->campaign.title()), address,
               campaign_address(shown->id));
  Html& html = sheet.html;
  html.element("p", "Làm gì: " + sheet.shown(shown->campaign.works()));
  html.element("p", "Đứng ra vận động: " + sheet.shown(shown->campaign.organiser()) + ". Từ " +
                        span_text(shown->campaign.from_date(), shown->campaign.to_date()) + '.');
  income(sheet, incomes);
  spending(sheet, spent, total);
  page_links(sheet, request.a3 ? address + "?kho=a3" : address, rows.all, kPublicSpending);
  const std::int64_t left = sum_of(incomes).money - total;
  html.element("h2", left < 0 ? "III. Chi vượt thu: " + text::format_dong(-left)
                              : "III. Còn lại: " + text::format_dong(left));
  return end_notice(sheet);
}

std::optional<std::string> list_notice(const PublicRequest& request) {
  PublicSheet sheet(request);
  const auto rows = store::notices_up(sheet.database(), request.today, sheet.slice(kPublicNotices));
  if (!is_within(request, rows.all, kPublicNotices)) return std::nullopt;
  const auto shown = shown_notices(sheet, rows.rows);
  const std::string address = "/cong-khai/in/niem-yet";
  begin_notice(sheet, "Các thông báo đang niêm yết", address, "/cong-khai/niem-yet");
  Html& html = sheet.html;
  html.open("table");
  head_row(html, {"Bản", "Thông báo", "Nơi niêm yết", "Thời gian"}, 4);
  html.open("tbody");
  for (const ShownNotice& notice : shown) {
    html.open("tr").element("td", notice.village);
    html.open("td").text(notice.title).single("br").element("small", notice.subject).close("td");
    html.element("td", notice.place).element("td", notice.period).close("tr");
  }
  html.close("tbody").close("table");
  page_links(sheet, request.a3 ? address + "?kho=a3" : address, rows.all, kPublicNotices);
  return end_notice(sheet);
}

std::optional<std::string> reach_notice(const PublicRequest& request) {
  if (request.page != 1) return std::nullopt;
  PublicSheet sheet(request);
  begin_notice(sheet, "Lịch tiếp dân và số điện thoại", "/cong-khai/in/tiep-dan", kPublicRoot);
  Html& html = sheet.html;
  if (!request.commune.reception().empty()) {
    html.element("h2", "Lịch tiếp dân");
    html.open("p", {{"class", "large"}}).lines(request.commune.reception()).close("p");
  }
  const auto phones = phone_lines(request.commune);
  if (!phones.empty()) html.element("h2", "Số điện thoại");
  for (const std::string& line : phones) html.element("p", line, {{"class", "large"}});
  return end_notice(sheet);
}

}  // namespace

std::optional<std::string> public_notice(const PublicRequest& request, const std::string& what) {
  constexpr std::string_view kCampaign = "dot/";
  if (what == "niem-yet") return list_notice(request);
  if (what == "tiep-dan") return reach_notice(request);
  if (what.starts_with(kCampaign)) return campaign_notice(request, what.substr(kCampaign.size()));
  return std::nullopt;
}

}  // namespace soban::hub
