#include "hub/public_views.h"

#include <algorithm>
#include <array>

#include "core/books/figure.h"
#include "core/books/write.h"
#include "core/store/queries.h"
#include "core/store/spending.h"
#include "core/text/text.h"
#include "hub/public_parts.h"

namespace soban::hub {
namespace {

constexpr std::int64_t kYearDays = 365;

bool is_collecting(const PublicRequest& request, const Campaign& campaign) {
  return campaign.state() == CAMPAIGN_STATE_OPEN &&
         (campaign.to_date().empty() || campaign.to_date() >= request.today);
}

// ---- The commune

void campaign_item(PublicSheet& sheet, const ShownCampaign& shown) {
  const store::CampaignMoney money =
      store::campaign_money(sheet.database(), shown.id, std::nullopt);
  Html& html = sheet.html;
  html.open("li").open("h3");
  html.link(campaign_address(shown.id), sheet.shown(shown.campaign.title())).close("h3");
  html.element("p", span_text(shown.campaign.from_date(), shown.campaign.to_date()) + " · " +
                        cut(villages_text(sheet, shown.campaign), kShortText));
  html.element("p", "Thu " + text::format_dong(money.collected) + " · Chi " +
                        text::format_dong(money.spent));
  html.close("li");
}

void campaign_list(PublicSheet& sheet, const std::vector<store::PublicCampaign>& rows) {
  std::vector<ShownCampaign> open;
  std::vector<ShownCampaign> over;
  for (const store::PublicCampaign& row : rows) {
    auto shown = shown_campaign_at(sheet, row.pos);
    if (!shown) continue;
    (is_collecting(sheet.request, shown->campaign) ? open : over).push_back(*std::move(shown));
  }
  Html& html = sheet.html;
  const auto group = [&](const char* heading, const std::vector<ShownCampaign>& campaigns) {
    if (campaigns.empty()) return;
    html.element("h2", heading).open("ul", {{"class", "cards"}});
    for (const ShownCampaign& shown : campaigns) campaign_item(sheet, shown);
    html.close("ul");
  };
  group("Đang vận động đóng góp", open);
  group("Đã kết thúc", over);
  if (open.empty() && over.empty()) html.element("p", "Xã chưa có đợt vận động đóng góp nào.");
}

void year_facts(PublicSheet& sheet) {
  const std::string year = sheet.request.today.substr(0, 4);
  const store::PublicYear sums = store::public_year(sheet.database(), text::leading_number(year));
  Html& html = sheet.html;
  html.element("h2", "Cả năm " + year + ", tính đến hôm nay").open("dl");
  fact(html, "Tiền dân góp", text::format_dong(sums.money));
  fact(html, "Công lao động", text::format_milli(sums.labour_milli) + " công");
  fact(html, "Công, vật liệu, đất quy ra tiền", text::format_dong(sums.value));
  fact(html, "Đã chi", text::format_dong(sums.spent));
  fact(html, "Thông báo đã niêm yết", std::to_string(sums.notices));
  fact(html, "Kiến nghị đã nhận", std::to_string(sums.petitions));
  fact(html, "Trong đó đã trả lời", std::to_string(sums.answered));
  html.close("dl");
}

// What a telephone dials: "tel:02123860000" of "Văn phòng: 0212 3860 000"; empty where the line has no number or several.
std::string dialled(const std::string& line) {
  constexpr std::size_t kDigitsMin = 3;
  constexpr std::size_t kDigitsMax = 11;
  std::string digits;
  for (const char c : line) {
    if (c >= '0' && c <= '9') digits += c;
  }
  const bool is_one = digits.size() >= kDigitsMin && digits.size() <= kDigitsMax;
  return is_one ? "tel:" + digits : std::string();
}

void reach(PublicSheet& sheet) {
  const Commune& commune = sheet.request.commune;
  Html& html = sheet.html;
  if (!commune.reception().empty()) {
    html.element("h2", "Lịch tiếp dân", {{"id", "tiep-dan"}});
    html.open("p").lines(commune.reception()).close("p");
  }
  const auto phones = phone_lines(commune);
  if (phones.empty()) return;
  html.element("h2", "Số điện thoại").open("ul", {{"class", "phones"}});
  for (const std::string& line : phones) {
    const std::string number = dialled(line);
    html.open("li");
    number.empty() ? html.text(line) : html.link(number, line);
    html.close("li");
  }
  html.close("ul");
}

void print_links(PublicSheet& sheet, const std::string& address) {
  Html& html = sheet.html;
  html.open("p", {{"class", "print"}}).text("Bản in để niêm yết: ");
  html.link(address, "khổ A4").text(" · ").link(address + "?kho=a3", "khổ A3").close("p");
}

std::optional<std::string> commune_page(const PublicRequest& request) {
  PublicSheet sheet(request);
  const auto campaigns =
      store::public_campaigns(sheet.database(), request.today, sheet.slice(kPublicCampaigns));
  if (!is_within(request, campaigns.all, kPublicCampaigns)) return std::nullopt;
  begin_page(sheet, "Đóng góp và công khai");
  campaign_list(sheet, campaigns.rows);
  page_links(sheet, kPublicRoot, campaigns.all, kPublicCampaigns);
  if (request.page == 1) {
    year_facts(sheet);
    reach(sheet);
    print_links(sheet, "/cong-khai/in/tiep-dan");
  }
  return end_page(sheet);
}

// ---- One campaign

std::string standing(PublicSheet& sheet, const Campaign& campaign) {
  const bool late =
      campaign.state() == CAMPAIGN_STATE_OPEN && !is_collecting(sheet.request, campaign);
  return late ? "Đã hết thời gian vận động" : state_text(sheet, campaign);
}

void about(PublicSheet& sheet, const Campaign& campaign) {
  Html& html = sheet.html;
  html.open("dl");
  fact(html, "Làm gì", sheet.shown(campaign.works()));
  fact(html, "Để làm gì", sheet.shown(campaign.purpose()));
  fact(html, "Ai đứng ra vận động", sheet.shown(campaign.organiser()));
  fact(html, "Đã thống nhất tại", sheet.shown(campaign.agreed_at()));
  fact(html, "Ở đâu", villages_text(sheet, campaign));
  fact(html, "Thời gian", span_text(campaign.from_date(), campaign.to_date()));
  if (campaign.target() > 0) fact(html, "Dự kiến cần", text::format_dong(campaign.target()));
  html.close("dl");
  if (is_collecting(sheet.request, campaign)) {
    html.element("p", "Đóng góp là tự nguyện. Không ai được ấn định mức đóng góp tối thiểu.",
                 {{"class", "note"}});
  }
}

void income_table(PublicSheet& sheet, const std::vector<store::VillageIncome>& rows) {
  Html& html = sheet.html;
  html.element("h2", "Thu");
  if (rows.empty()) {
    html.element("p", "Chưa có khoản đóng góp nào.");
    return;
  }
  html.open("table").open("thead").open("tr");
  html.element("th", "Bản", {{"scope", "col"}});
  html.element("th", "Tiền", {{"scope", "col"}, {"class", "number"}});
  html.close("tr").close("thead").open("tbody");
  const auto row = [&](const std::string& name, const store::VillageIncome& income) {
    html.open("tr").open("th", {{"scope", "row"}}).text(name);
    const std::string in_kind = in_kind_text(income);
    if (!in_kind.empty()) html.open("small").text(in_kind).close("small");
    html.close("th");
    html.element("td", text::format_dong(income.money), {{"class", "number"}}).close("tr");
  };
  for (const store::VillageIncome& income : rows)
    row(store::village_name(sheet.database(), income.village), income);
  html.close("tbody").open("tfoot");
  row("Cộng", sum_of(rows));
  html.close("tfoot").close("table");
}

void spending_table(PublicSheet& sheet, const std::string& address,
                    const std::vector<ShownSpending>& rows, std::int64_t all) {
  Html& html = sheet.html;
  html.element("h2", "Chi", {{"id", "chi"}});
  if (all == 0) {
    html.element("p", "Chưa có khoản chi nào.");
    return;
  }
  html.open("table").open("thead").open("tr");
  html.element("th", "Ngày", {{"scope", "col"}});
  html.element("th", "Chi việc gì", {{"scope", "col"}});
  html.element("th", "Số tiền", {{"scope", "col"}, {"class", "number"}});
  html.close("tr").close("thead").open("tbody");
  for (const ShownSpending& row : rows) {
    html.open("tr").element("td", row.date, {{"class", "date"}}).element("td", row.item);
    html.element("td", text::format_dong(row.amount), {{"class", "number"}}).close("tr");
  }
  html.close("tbody").close("table");
  page_links(sheet, address, all, kPublicSpending, "#chi");
}

void settlement(PublicSheet& sheet, const Campaign& campaign) {
  struct Line {
    std::string_view name;
    const char* words;
    books::Unit unit;
  };
  static constexpr std::array kLines = {
      Line{"money", "Tiền đã thu", books::Unit::kDong},
      Line{"labour_milli", "Công lao động", books::Unit::kMilli},
      Line{"land_milli", "Đất (m²)", books::Unit::kMilli},
      Line{"value", "Công, vật liệu, đất quy ra tiền", books::Unit::kDong},
      Line{"spent", "Đã chi", books::Unit::kDong},
      Line{"balance", "Còn lại", books::Unit::kDong}};
  if (campaign.state() != CAMPAIGN_STATE_SETTLED) return;
  Html& html = sheet.html;
  const std::string& day = campaign.settled_on();
  html.element("h2", "Quyết toán" + (day.empty() ? "" : " ngày " + text::format_date(day)));
  html.open("dl");
  for (const Line& line : kLines) {
    for (const Figure& figure : campaign.settlement()) {
      if (figure.name() == line.name)
        fact(html, line.words, books::shown_figure(line.unit, figure.value()));
    }
  }
  html.close("dl");
}

void notice_items(Html& html, const std::vector<ShownNotice>& notices, bool with_village) {
  html.open("ul", {{"class", "cards"}});
  for (const ShownNotice& notice : notices) {
    html.open("li").element("h3", notice.title);
    html.element("p", notice.subject);
    html.element(
        "p", (with_village ? notice.village + " · " : "") + notice.place + " · " + notice.period);
    html.close("li");
  }
  html.close("ul");
}

std::optional<std::string> campaign_page(const PublicRequest& request, const std::string& id) {
  PublicSheet sheet(request);
  const auto shown = shown_campaign(sheet, id);
  if (!shown) return std::nullopt;
  const auto spending =
      store::campaign_spending(sheet.database(), shown->id, sheet.slice(kPublicSpending));
  if (!is_within(request, spending.all, kPublicSpending)) return std::nullopt;
  const auto spent = shown_spending(sheet, spending.rows);
  const auto notices = store::campaign_notices(sheet.database(), shown->id, request.today,
                                               {kPublicCampaignNotices, 0});
  const auto posted = shown_notices(sheet, notices.rows);
  const auto income = store::campaign_income(sheet.database(), shown->id);
  const std::int64_t total_spent = campaign_spent(sheet, shown->id);
  const std::int64_t collected = sum_of(income).money;

  begin_page(sheet, sheet.shown(shown->campaign.title()));
  Html& html = sheet.html;
  html.element("p", standing(sheet, shown->campaign), {{"class", "state"}});
  html.open("dl", {{"class", "sums"}});
  fact(html, "Tiền đã thu", text::format_dong(collected));
  fact(html, "Đã chi", text::format_dong(total_spent));
  const std::int64_t left = collected - total_spent;
  fact(html, left < 0 ? "Chi vượt thu" : "Còn lại", text::format_dong(left < 0 ? -left : left));
  html.close("dl");
  about(sheet, shown->campaign);
  income_table(sheet, income);
  spending_table(sheet, campaign_address(shown->id), spent, spending.all);
  settlement(sheet, shown->campaign);
  if (!posted.empty()) {
    html.element("h2", "Đã niêm yết");
    notice_items(html, posted, true);
  }
  print_links(sheet, "/cong-khai/in/dot/" + log::to_string(shown->id));
  return end_page(sheet);
}

// ---- Lists

std::optional<std::string> notices_page(const PublicRequest& request) {
  PublicSheet sheet(request);
  const auto notices =
      store::notices_up(sheet.database(), request.today, sheet.slice(kPublicNotices));
  if (!is_within(request, notices.all, kPublicNotices)) return std::nullopt;
  const auto shown = shown_notices(sheet, notices.rows);
  begin_page(sheet, "Đang niêm yết");
  if (shown.empty()) sheet.html.element("p", "Hiện không có thông báo nào đang niêm yết.");
  for (auto first = shown.begin(); first != shown.end();) {
    const auto last = std::find_if(first, shown.end(), [&](const ShownNotice& notice) {
      return notice.village != first->village;
    });
    sheet.html.element("h2", first->village);
    notice_items(sheet.html, {first, last}, false);
    first = last;
  }
  page_links(sheet, "/cong-khai/niem-yet", notices.all, kPublicNotices);
  if (!shown.empty()) print_links(sheet, "/cong-khai/in/niem-yet");
  return end_page(sheet);
}

// How long it took, and whether that was in time.
std::string answered_text(const Petition& petition) {
  std::string words = "Nhận ngày " + text::format_date(petition.received_on()) + ", trả lời ngày " +
                      text::format_date(petition.answered_on());
  if (text::is_date(petition.received_on()) && text::is_date(petition.answered_on())) {
    const auto days = text::days_between(petition.received_on(), petition.answered_on());
    words += days == 0 ? " (trong ngày)" : " (sau " + std::to_string(days) + " ngày)";
  }
  if (!petition.due().empty())
    words += petition.answered_on() <= petition.due() ? ", đúng hạn" : ", quá hạn";
  return words + '.';
}

struct ShownPetition {
  std::string village;
  Petition petition;
};

void petition_item(PublicSheet& sheet, const ShownPetition& shown) {
  const Petition& petition = shown.petition;
  const bool confidential = petition.confidential();
  const std::string to = confidential ? std::string() : sheet.shown(petition.addressed_to());
  Html& html = sheet.html;
  html.open("li").element("h2", shown.village + (to.empty() ? "" : " gửi " + to));
  html.element("p", answered_text(petition));
  if (confidential) {
    html.element("p", "Người kiến nghị đề nghị giữ kín, nên nội dung không đăng ở đây.");
  } else {
    html.open("blockquote").lines(sheet.shown(petition.answer(), kLongText)).close("blockquote");
  }
  html.close("li");
}

std::vector<ShownPetition> shown_petitions(PublicSheet& sheet,
                                           const std::vector<std::int64_t>& rows) {
  std::vector<ShownPetition> shown;
  for (const std::int64_t pos : rows) {
    const auto record = store::read_record(sheet.database(), pos);
    if (!record) continue;
    const std::string village = store::village_of_book(sheet.database(), record->book);
    shown.push_back(
        {store::village_name(sheet.database(), village), books::record_as<Petition>(*record)});
    const Petition& petition = shown.back().petition;
    sheet.others.add(petition.person());
    sheet.others.add_if_name(petition.answered_by());
    sheet.others.add_if_name(record->author);
  }
  return shown;
}

std::optional<std::string> petitions_page(const PublicRequest& request) {
  PublicSheet sheet(request);
  const auto petitions = store::answered_petitions(
      sheet.database(), text::add_days(request.today, -kYearDays), sheet.slice(kPublicPetitions));
  if (!is_within(request, petitions.all, kPublicPetitions)) return std::nullopt;
  const auto shown = shown_petitions(sheet, petitions.rows);
  begin_page(sheet, "Kiến nghị đã trả lời trong 12 tháng qua");
  Html& html = sheet.html;
  if (shown.empty()) html.element("p", "Chưa có kiến nghị nào được trả lời.");
  html.open("ul", {{"class", "cards"}});
  for (const ShownPetition& each : shown) petition_item(sheet, each);
  html.close("ul");
  page_links(sheet, "/cong-khai/kien-nghi", petitions.all, kPublicPetitions);
  return end_page(sheet);
}

}  // namespace

std::optional<std::string> public_page(const PublicRequest& request, const std::string& path) {
  constexpr std::string_view kCampaign = "/cong-khai/dot/";
  constexpr std::string_view kNotice = "/cong-khai/in/";
  if (path == kPublicRoot) return commune_page(request);
  if (path == "/cong-khai/niem-yet") return notices_page(request);
  if (path == "/cong-khai/kien-nghi") return petitions_page(request);
  if (path.starts_with(kCampaign)) return campaign_page(request, path.substr(kCampaign.size()));
  if (path.starts_with(kNotice)) return public_notice(request, path.substr(kNotice.size()));
  return std::nullopt;
}

std::string public_not_found(const PublicRequest& request) {
  PublicSheet sheet(request);
  begin_page(sheet, "Không có trang này");
  sheet.html.open("p").link(kPublicRoot, "Về trang đầu").close("p");
  return end_page(sheet);
}

}  // namespace soban::hub
