#include "hub/public_page.h"

#include <catch2/catch.hpp>
#include <deque>
#include <map>
#include <set>
#include <string>

#include "core/books/rules.h"
#include "core/log/schema.h"
#include "tests/support/commune.h"
#include "tests/support/device.h"
#include "tests/support/office.h"

namespace soban::hub {
namespace {

using google::protobuf::FieldDescriptor;
using google::protobuf::Message;
using Position = log::Position;

constexpr std::int64_t kSecondMs = 1000;

// A hub that shows its page; whoever writes is called "Gấm Thanh Na".
struct Office {
  Office() {
    ::soban::Commune commune_record;
    commune_record.set_name("xã Pắc Ngà");
    commune_record.set_upper_level("tỉnh Sơn La");
    commune_record.set_public_page(true);
    commune_record.set_reception("Sáng thứ Năm\nPhòng tiếp dân");
    commune_record.add_phones("Văn phòng: 0212 386 0000");
    settings = add("", commune_record);
    village("NC", "bản Nong Cóc");
    village("PL", "bản Pá Lầu");
  }

  void village(const std::string& code, const std::string& name) {
    Village village;
    village.set_code(code);
    village.set_name(name);
    add("", village);
  }
  Position add(const std::string& book, const Message& message) {
    store::Draft draft = test::creation_of(book, message);
    draft.author = "Gấm Thanh Na";
    return hub.write(draft);
  }
  void head(const std::string& book, const std::string& name) {
    Household household;
    household.set_code(std::to_string(++households));
    household.set_head(name);
    add(book, household);
  }
  void set(const ::soban::Commune& change) { hub.write(test::change_of(settings, change)); }

  http::Response ask(const std::string& target, const std::string& method = "GET",
                     const std::string& tag = {}) {
    http::Request request;
    request.method = method;
    const std::size_t mark = target.find('?');
    request.path = target.substr(0, mark);
    for (std::size_t at = mark; at < target.size();) {
      const std::size_t end = std::min(target.find('&', at + 1), target.size());
      const std::size_t equals = target.find('=', at);
      request.query[target.substr(at + 1, equals - at - 1)] =
          target.substr(equals + 1, end - equals - 1);
      at = end;
    }
    if (!tag.empty()) request.headers["if-none-match"] = tag;
    return pages.serve(hub.store(), request);
  }
  std::string body(const std::string& target) {
    const http::Response response = ask(target);
    INFO(target);
    REQUIRE(response.status == 200);
    return response.body;
  }
  // Every page that links lead to from the first, by address.
  std::map<std::string, std::string> all_pages() {
    std::map<std::string, std::string> found;
    std::deque<std::string> open{"/cong-khai"};
    while (!open.empty()) {
      const std::string address = open.front();
      open.pop_front();
      if (found.contains(address)) continue;
      hub.clock.advance_ms(kPublicFreshMs);
      const http::Response response = ask(address);
      INFO(address);
      REQUIRE(response.status == 200);
      found[address] = response.body;
      constexpr std::string_view kLink = "href=\"";
      for (std::size_t at = response.body.find(kLink); at != std::string::npos;
           at = response.body.find(kLink, at + 1)) {
        const std::size_t begin = at + kLink.size();
        std::string to =
            response.body.substr(begin, response.body.find_first_of("\"#", begin) - begin);
        const std::size_t entity = to.find("&amp;");
        if (entity != std::string::npos) to.replace(entity, 5, "&");
        if (to.starts_with("/cong-khai")) open.push_back(to);
      }
    }
    return found;
  }

  test::Commune commune;
  test::Device hub{commune.hub()};
  PublicPages pages{hub.clock};
  Position settings;
  int households = 0;
};

std::string header(const http::Response& response, std::string_view name) {
  for (const auto& [each, value] : response.headers) {
    if (each == name) return value;
  }
  return {};
}

bool holds(const std::string& text, std::string_view part) {
  return text.find(part) != std::string::npos;
}

Campaign road() {
  Campaign campaign;
  campaign.set_title("Đường nội bản");
  campaign.set_from_date("2026-01-01");
  campaign.set_to_date("2026-12-31");
  campaign.set_state(CAMPAIGN_STATE_OPEN);
  return campaign;
}

Contribution gift(const Position& campaign, Form form, std::int64_t amount) {
  Contribution contribution;
  contribution.set_campaign(log::to_string(campaign));
  contribution.set_form(form);
  if (form == FORM_CASH) contribution.set_amount(amount);
  if (form != FORM_CASH) contribution.set_quantity_milli(2500);
  if (form != FORM_CASH) contribution.set_value(amount);
  contribution.set_date("2026-11-20");
  contribution.set_donor_name("Ẩn danh");
  return contribution;
}

Spending spending(const Position& campaign, const std::string& item, std::int64_t amount) {
  Spending spending;
  spending.set_campaign(log::to_string(campaign));
  spending.set_date("2026-11-21");
  spending.set_item(item);
  spending.set_amount(amount);
  return spending;
}

Petition answered(const std::string& answer) {
  Petition petition;
  petition.set_content("Cầu hỏng");
  petition.set_received_on("2026-11-01");
  petition.set_addressed_to("UBND xã");
  petition.set_due("2026-11-16");
  petition.set_answer(answer);
  petition.set_answered_on("2026-11-10");
  return petition;
}

Disclosure notice(const std::string& title) {
  Disclosure disclosure;
  disclosure.set_subject(SUBJECT_CONTRIBUTIONS);
  disclosure.set_title(title);
  disclosure.set_place("Nhà văn hóa bản");
  disclosure.set_from_date("2026-11-10");
  disclosure.set_to_date("2026-12-10");
  return disclosure;
}

// ---- Every field of every kind

// A text that stands in one field alone.
std::string mark_of(const std::string& where) { return "dấu-" + where; }

void fill(Message& message, const std::string& where, std::map<std::uint32_t, Position>& made) {
  const auto* reflection = message.GetReflection();
  for (int i = 0; i < message.GetDescriptor()->field_count(); ++i) {
    const FieldDescriptor* field = message.GetDescriptor()->field(i);
    const std::string name = where + '.' + field->name();
    const std::uint32_t ref = field->options().GetExtension(soban::ref);
    if (field->type() == FieldDescriptor::TYPE_STRING && ref != 0) {
      if (!made.contains(ref) || field->is_repeated()) continue;
      reflection->SetString(&message, field, log::to_string(made[ref]));
    } else if (field->type() == FieldDescriptor::TYPE_STRING) {
      const bool date = field->options().GetExtension(soban::is_date);
      const std::string value = date ? "2026-11-20" : mark_of(name);
      field->is_repeated() ? reflection->AddString(&message, field, value)
                           : reflection->SetString(&message, field, value);
    } else if (field->cpp_type() == FieldDescriptor::CPPTYPE_MESSAGE) {
      fill(*reflection->AddMessage(&message, field), name, made);
    } else if (field->cpp_type() == FieldDescriptor::CPPTYPE_ENUM) {
      const int last = field->enum_type()->value_count() - 1;
      const int value = field->enum_type()->value(last)->number();
      field->is_repeated() ? reflection->AddEnumValue(&message, field, value)
                           : reflection->SetEnumValue(&message, field, value);
    }
  }
}

}  // namespace

TEST_CASE("of all that the books hold only what is meant for everybody is on the public pages",
          "[hub][public]") {
  Office office;
  std::map<std::uint32_t, Position> made{{log::kind_of<::soban::Commune>(), office.settings}};
  std::set<std::string> marks;
  for (const log::KindInfo& kind : log::all_kinds()) {
    if (kind.number == log::kind_of<::soban::Commune>()) continue;
    const auto message = log::new_message(kind);
    fill(*message, message->GetDescriptor()->name(), made);
    if (auto* disclosure = dynamic_cast<Disclosure*>(message.get())) {
      disclosure->clear_taken_down_on();
      disclosure->set_to_date("2026-12-31");
    }
    made[kind.number] = office.add(kind.holder == HOLDER_COMMUNE ? "" : "NC", *message);
  }
  std::set<std::string> shown;
  for (const auto& [address, body] : office.all_pages()) {
    INFO(address);
    constexpr std::string_view kMark = "dấu-";
    for (std::size_t at = body.find(kMark); at != std::string::npos; at = body.find(kMark, at + 1))
      shown.insert(
          body.substr(at + kMark.size(),
                      body.find_first_of(" <;,.", body.find('.', at) + 1) - at - kMark.size()));
    // The author of all of it.
    CHECK_FALSE(holds(body, "Gấm"));
  }
  // Another field may be shown only where it is no person's, and is filtered as these are; then it is added here.
  CHECK(shown == std::set<std::string>{"Campaign.agreed_at", "Campaign.organiser",
                                       "Campaign.purpose", "Campaign.title", "Campaign.villages",
                                       "Campaign.works", "Disclosure.place", "Disclosure.title",
                                       "Petition.addressed_to", "Petition.answer",
                                       "Spending.item"});
}

TEST_CASE("names that people typed into what everybody may read are left out", "[hub][public]") {
  Office office;
  office.head("NC", "Kzà Văn Đầu");
  office.head("PL", "Hrú Thị Lê");
  Campaign campaign = road();
  campaign.set_title("Giúp nhà Kzà Văn Đầu");
  campaign.set_works("Đổ nền cho Wừ Bích Cam, Gấm Thanh Na");
  campaign.set_purpose("Hrú Thị Lê có nhà");
  campaign.set_organiser("Wừ Bích Cam và hội");
  campaign.set_agreed_at("nhà Kzà Văn Đầu");
  campaign.set_approved_by("Tzó Công Me");
  const Position id = office.add("", campaign);
  Contribution contribution = gift(id, FORM_CASH, 500'000);
  contribution.set_donor_type(DONOR_TYPE_PERSON);
  contribution.set_donor_name("Wừ Bích Cam");
  contribution.set_collector("Pzạ Đức Quất");
  contribution.set_note("Pzạ Đức Quất thu");
  office.add("NC", contribution);
  Spending paid = spending(id, "Trả công Xổ Hữu Chanh, Yzến Phúc Mít 0912345678", 100'000);
  paid.set_payee("Xổ Hữu Chanh");
  paid.set_spent_by("Yzến Phúc Mít");
  office.add("NC", paid);
  Petition petition = answered(
      "Trả lời Zủ Kim Bưởi (kzà văn đầu): Fzà Minh Dứa đã sửa. Gọi 0977.123.456. Hrú Thị Lê, Jả "
      "Ngọc "
      "Ổi.");
  petition.set_person("Zủ Kim Bưởi");
  petition.set_answered_by("Fzà Minh Dứa");
  petition.set_phone("0988111222");
  office.add("NC", petition);
  Petition confidential = answered("Nội dung kín");
  confidential.set_person("Jả Ngọc Ổi");
  confidential.set_addressed_to("ông nào đó");
  confidential.set_confidential(true);
  office.add("PL", confidential);
  Disclosure posted = notice("Danh sách nhà Kzà Văn Đầu");
  posted.set_place("Nhà Hrú Thị Lê");
  posted.set_campaign(log::to_string(id));
  posted.set_posted_by("Bzàng Thu Ngô");
  office.add("NC", posted);

  const auto pages = office.all_pages();
  REQUIRE(pages.size() >= 8);
  for (const auto& [address, body] : pages) {
    INFO(address);
    for (const char* name :
         {"Kzà",   "kzà",  "Đầu",  "Hrú",  "Wừ",     "Bích",         "Tzó",   "Pzạ", "Xổ",
          "Chanh", "Yzến", "Mít",  "Zủ",   "Bưởi",   "Fzà",          "Dứa",   "Jả",  "Ổi",
          "Bzàng", "Gấm",  "0912", "0977", "098811", "Nội dung kín", "nào đó"}) {
      INFO(name);
      CHECK_FALSE(holds(body, name));
    }
  }
  CHECK(holds(pages.at("/cong-khai/kien-nghi"), "Trả lời … (…): … đã sửa. Gọi …. …, …."));
  CHECK(holds(pages.at("/cong-khai/kien-nghi"), "nội dung không đăng"));
  CHECK(holds(pages.at("/cong-khai"), "Giúp nhà …"));
  CHECK(holds(pages.at("/cong-khai/niem-yet"), "Danh sách nhà …"));
}

TEST_CASE("a campaign's page says what came in, what was spent and what is left", "[hub][public]") {
  Office office;
  const Position id = office.add("", road());
  office.add("NC", gift(id, FORM_CASH, 500'000));
  office.add("NC", gift(id, FORM_LABOUR, 300'000));
  office.add("PL", gift(id, FORM_CASH, 250'000));
  const Position wrong = office.add("PL", gift(id, FORM_CASH, 9'000'000));
  office.hub.write(test::voiding(wrong, log::kind_of<Contribution>()));
  office.add("NC", spending(id, "Mua xi măng", 400'000));
  const std::string page = office.body("/cong-khai/dot/" + log::to_string(id));
  CHECK(holds(page, "<dt>Tiền đã thu</dt>\n<dd>750.000 đ</dd>"));
  CHECK(holds(page, "<dt>Đã chi</dt>\n<dd>400.000 đ</dd>"));
  CHECK(holds(page, "<dt>Còn lại</dt>\n<dd>350.000 đ</dd>"));
  CHECK(holds(page, "bản Nong Cóc<small>2,5 công; công, vật liệu, đất quy ra tiền: 300.000 đ"));
  CHECK(holds(page, "<td>Mua xi măng</td>\n<td class=\"number\">400.000 đ</td>"));
  CHECK_FALSE(holds(page, "9.000.000"));
  const std::string first = office.body("/cong-khai");
  CHECK(holds(first, "<dt>Tiền dân góp</dt>\n<dd>750.000 đ</dd>"));
  CHECK(holds(first, "Thu 750.000 đ · Chi 400.000 đ"));
  CHECK(holds(first, "Sáng thứ Năm<br>\nPhòng tiếp dân"));
  CHECK(holds(first, "<a href=\"tel:02123860000\">Văn phòng: 0212 386 0000</a>"));
}

TEST_CASE("what was never opened, or was cancelled, is on no public page", "[hub][public]") {
  Office office;
  Campaign proposed = road();
  proposed.set_state(CAMPAIGN_STATE_PROPOSED);
  const Position early = office.add("", proposed);
  const Position gone = office.add("", road());
  office.hub.write(test::voiding(gone, log::kind_of<Campaign>()));
  const Position petition = office.add("NC", answered("Đã hủy"));
  office.hub.write(test::voiding(petition, log::kind_of<Petition>()));
  Disclosure planned = notice("Chưa treo");
  planned.set_from_date("2026-12-01");
  office.add("NC", planned);
  Disclosure taken_down = notice("Đã gỡ");
  taken_down.set_taken_down_on("2026-11-20");
  office.add("NC", taken_down);
  for (const auto& [address, body] : office.all_pages()) {
    INFO(address);
    for (const char* words : {"Đường nội bản", "Đã hủy", "Chưa treo", "Đã gỡ"})
      CHECK_FALSE(holds(body, words));
  }
  for (const Position& id : {early, gone, petition}) {
    CHECK(office.ask("/cong-khai/dot/" + log::to_string(id)).status == 404);
    CHECK(office.ask("/cong-khai/in/dot/" + log::to_string(id)).status == 404);
  }
}

TEST_CASE("until the commune opens its page there is none", "[hub][public]") {
  Office office;
  const Position id = office.add("", road());
  REQUIRE(office.ask("/cong-khai").status == 200);
  ::soban::Commune closed;
  closed.set_public_page(false);
  office.set(closed);
  for (const std::string& path :
       {std::string("/cong-khai"), std::string("/cong-khai/"), std::string("/cong-khai/kieu.css"),
        std::string("/cong-khai/niem-yet"), std::string("/cong-khai/kien-nghi"),
        std::string("/cong-khai/in/tiep-dan"), "/cong-khai/dot/" + log::to_string(id)}) {
    INFO(path);
    const http::Response response = office.ask(path);
    CHECK(response.status == 404);
    CHECK(response.content_type == "text/plain; charset=utf-8");
    CHECK(holds(response.body, "Xã chưa mở trang công khai"));
    CHECK_FALSE(holds(response.body, "Pắc Ngà"));
  }
}

TEST_CASE("markup that people type is shown, not obeyed", "[hub][public]") {
  Office office;
  constexpr const char* kEvil = "<script>alert(1)</script> \" onload=\"x & <b>";
  Campaign campaign = road();
  for (auto* field : {campaign.mutable_title(), campaign.mutable_works(),
                      campaign.mutable_purpose(), campaign.mutable_organiser()})
    *field = kEvil;
  const Position id = office.add("", campaign);
  office.add("NC", spending(id, kEvil, 1000));
  office.add("NC", notice(kEvil));
  office.add("NC", answered(kEvil));
  ::soban::Commune change;
  change.set_reception(kEvil);
  change.set_name("xã <i>");
  office.set(change);
  for (const auto& [address, body] : office.all_pages()) {
    INFO(address);
    for (const char* words : {"<script", "<b>a", "<i>", "& <"}) CHECK_FALSE(holds(body, words));
  }
  CHECK(holds(office.body("/cong-khai/niem-yet"), "&lt;script&gt;alert(1)&lt;/script&gt;"));
}

TEST_CASE("no page is over 100 KB, however much there is, and all of it can be reached",
          "[hub][public]") {
  Office office;
  for (int i = 0; i < 20; ++i)
    office.village("V" + std::to_string(i), "bản " + std::string(60, 'x') + std::to_string(i));
  std::string words;
  while (words.size() < 380) words += "đường ";
  Position id;
  for (int i = 0; i < 40; ++i) {
    Campaign campaign = road();
    campaign.set_title(words + std::to_string(i));
    campaign.set_works(words);
    campaign.set_purpose(words);
    campaign.set_organiser(words);
    for (int v = 0; v < 20; ++v) campaign.add_villages("V" + std::to_string(v));
    id = office.add("", campaign);
  }
  for (int i = 0; i < 20; ++i)
    office.add("V" + std::to_string(i), gift(id, FORM_CASH, 1'000'000'000));
  for (int i = 0; i < 130; ++i)
    office.add("NC", spending(id, "khoản-" + std::to_string(i) + '-' + words, 1'000'000'000));
  for (int i = 0; i < 100; ++i) {
    Disclosure disclosure = notice("tờ-" + std::to_string(i) + '-' + words);
    disclosure.set_place(words);
    disclosure.set_campaign(log::to_string(id));
    office.add("V" + std::to_string(i % 20), disclosure);
  }
  std::string answer;
  while (answer.size() < 7900) answer += words;
  for (int i = 0; i < 30; ++i)
    office.add("NC", answered("đáp-" + std::to_string(i) + '-' + answer));

  std::set<std::string> found;
  const auto pages = office.all_pages();
  for (const auto& [address, body] : pages) {
    INFO(address);
    CHECK(body.size() <= kPublicPageBytesMax);
    for (const auto& [name, count] : {std::pair{"khoản", 130}, {"tờ", 100}, {"đáp", 30}}) {
      for (int i = 0; i < count; ++i) {
        const std::string mark = std::string(name) + '-' + std::to_string(i) + '-';
        if (holds(body, mark)) found.insert(mark);
      }
    }
  }
  CHECK(found.size() == 260);
  const auto campaigns = std::count_if(pages.begin(), pages.end(), [](const auto& page) {
    return page.first.starts_with("/cong-khai/dot/") && !holds(page.first, "?");
  });
  CHECK(campaigns == 40);
  for (const char* beyond :
       {"/cong-khai?trang=3", "/cong-khai?trang=0", "/cong-khai?trang=-1", "/cong-khai?trang=x",
        "/cong-khai?trang=99999999999999999999", "/cong-khai/niem-yet?trang=4",
        "/cong-khai/kien-nghi?trang=4", "/cong-khai/in/tiep-dan?trang=2"}) {
    INFO(beyond);
    office.hub.clock.advance_ms(kSecondMs);
    CHECK(office.ask(beyond).status == 404);
  }
}

TEST_CASE("a public page sets no cookie, runs nothing, and may be kept for moments",
          "[hub][public]") {
  Office office;
  office.add("", road());
  const http::Response response = office.ask("/cong-khai");
  CHECK(header(response, "Set-Cookie").empty());
  CHECK(header(response, "Content-Security-Policy").starts_with("default-src 'none'; style-src"));
  CHECK(header(response, "Cache-Control") == "public, max-age=10");
  const std::string tag = header(response, "ETag");
  REQUIRE_FALSE(tag.empty());
  CHECK(office.ask("/cong-khai", "HEAD").status == 200);
  CHECK(header(office.ask("/cong-khai", "HEAD"), "ETag") == tag);
  const http::Response same = office.ask("/cong-khai", "GET", tag);
  CHECK(same.status == 304);
  CHECK(same.body.empty());
  CHECK(office.ask("/cong-khai/kieu.css").content_type == "text/css; charset=utf-8");
  http::Request request;
  request.path = "/cong-khai";
  request.method = "POST";
  CHECK_FALSE(PublicPages::is_asked(request));
  request.method = "GET";
  CHECK(PublicPages::is_asked(request));
  request.path = "/cong-khaix";
  CHECK_FALSE(PublicPages::is_asked(request));
}

TEST_CASE("a page is made once in ten seconds, however often it is asked for", "[hub][public]") {
  Office office;
  for (int i = 0; i < 500; ++i) REQUIRE(office.ask("/cong-khai").status == 200);
  office.add("", road());
  CHECK_FALSE(holds(office.body("/cong-khai"), "Đường nội bản"));
  office.hub.clock.advance_ms(kPublicFreshMs);
  CHECK(holds(office.body("/cong-khai"), "Đường nội bản"));
  office.hub.clock.advance_ms(-kPublicFreshMs);  // a clock that was put back
  CHECK(office.ask("/cong-khai").status == 200);
}

TEST_CASE("who asks for ever new pages is told to wait, and the others go on", "[hub][public]") {
  Office office;
  REQUIRE(office.ask("/cong-khai").status == 200);
  std::int64_t made = 1;
  while (office.ask("/cong-khai/x" + std::to_string(made)).status == 404) ++made;
  CHECK(made == kPublicPagesAtOnce);
  const http::Response busy = office.ask("/cong-khai/niem-yet");
  CHECK(busy.status == 503);
  CHECK(header(busy, "Retry-After") == "5");
  CHECK(office.ask("/cong-khai").status == 200);
  office.hub.clock.advance_ms(kSecondMs);
  CHECK(office.ask("/cong-khai/niem-yet").status == 200);
}

TEST_CASE("a name that was recorded a moment ago is left out as well", "[hub][public]") {
  Office office;
  office.add("", road());
  office.add("NC", answered("Trả lời Kzà Văn Đầu"));
  CHECK(holds(office.body("/cong-khai/kien-nghi"), "Kzà"));
  office.head("NC", "Kzà Văn Đầu");
  office.hub.clock.advance_ms(kPublicFreshMs);
  CHECK(holds(office.body("/cong-khai/kien-nghi"), "Trả lời …"));
}

TEST_CASE("until all names are read no text that people typed is shown", "[hub][public]") {
  Office office;
  const Position id = office.add("", road());
  for (int i = 0; i < 5; ++i) {
    Contribution contribution = gift(id, FORM_CASH, 1000);
    contribution.set_donor_name("Kzà Văn Mười " + std::string(1, static_cast<char>('A' + i)));
    office.add("NC", contribution);
  }
  PublicNames names(2);
  const auto hides = [&](char last) {
    const auto known = names.of(office.hub.store());
    const std::string name = std::string("kzà văn mười ") + last;
    return text::PersonalNames::hide(name, {&known->names}) == "…";
  };
  const auto first = names.of(office.hub.store());
  CHECK_FALSE(first->complete);
  CHECK_FALSE(names.of(office.hub.store())->complete);
  const auto last = names.of(office.hub.store());
  CHECK(last->complete);
  CHECK(hides('a'));
  CHECK(hides('e'));
  CHECK(names.of(office.hub.store()) == last);  // nothing new, nothing made

  const ::soban::Commune commune = [] {
    ::soban::Commune record;
    record.set_name("xã Pắc Ngà");
    return record;
  }();
  const PublicRequest request{office.hub.store(), commune, *first, "2026-11-25", 1, false};
  const auto page = public_page(request, "/cong-khai");
  REQUIRE(page);
  CHECK_FALSE(holds(*page, "Đường nội bản"));
  CHECK(holds(*page, ">…</a>"));
}

TEST_CASE("notices to print come in A4 and A3, with the commune's letterhead", "[hub][public]") {
  Office office;
  const Position id = office.add("", road());
  office.add("NC", spending(id, "Mua xi măng", 400'000));
  const std::string address = "/cong-khai/in/dot/" + log::to_string(id);
  const std::string page = office.body(address);
  for (const char* words : {"ỦY BAN NHÂN DÂN XÃ PẮC NGÀ", "Độc lập - Tự do - Hạnh phúc",
                            "Pắc Ngà, ngày 25 tháng 11 năm 2026", "Mua xi măng",
                            "III. Chi vượt thu: 400.000 đ", "/cong-khai/in.css"}) {
    INFO(words);
    CHECK(holds(page, words));
  }
  CHECK_FALSE(holds(page, "in-a3.css"));
  CHECK(holds(office.body(address + "?kho=a3"), "in-a3.css"));
  CHECK(holds(office.body("/cong-khai/in/tiep-dan"), "Phòng tiếp dân"));
}

}  // namespace soban::hub
