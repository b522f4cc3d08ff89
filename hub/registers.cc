#include "hub/registers.h"

#include <algorithm>
#include <unordered_map>

#include "core/books/disclosures.h"
#include "core/books/petitions.h"
#include "core/books/words.h"
#include "core/books/write.h"
#include "core/store/queries.h"
#include "core/text/text.h"
#include "hub/accounts.h"

namespace soban::hub {
namespace {

using Cells = std::vector<RegisterCell>;

RegisterCell cell(const std::string& text) {
  return text.empty() ? RegisterCell() : RegisterCell(text);
}
RegisterCell number(bool given, std::int64_t value) {
  return given ? RegisterCell(value) : RegisterCell();
}

const char* standing(const store::StoredRecord& record) {
  switch (record.status) {
    case store::Status::kAccepted:
      return "Xã đã duyệt";
    case store::Status::kReturned:
      return "Xã trả lại";
    case store::Status::kConflict:
      return "Có hai nội dung khác nhau";
    default:
      return "Chờ duyệt";
  }
}

// Makes rows; remembers what many of them name.
class RowMaker {
 public:
  RowMaker(store::Store& store, bool names) : database_(store.database()), names_(names) {}

  // From here on rows are only added up: what other records say in them is not looked up.
  void look_up_no_more() { looks_up_ = false; }

  Cells cells(std::int64_t pos, std::size_t order) {
    const auto record = store::read_record(database_, pos);
    store::require_sound(record.has_value(), "a register names a record that is not there");
    Cells row = {static_cast<std::int64_t>(order)};
    const auto add = [&](Cells more) {
      row.insert(row.end(), std::make_move_iterator(more.begin()),
                 std::make_move_iterator(more.end()));
    };
    if (record->kind == log::kind_of<Contribution>()) {
      add(contribution(*record, books::record_as<Contribution>(*record)));
    } else if (record->kind == log::kind_of<Spending>()) {
      add(spending(*record, books::record_as<Spending>(*record)));
    } else if (record->kind == log::kind_of<Petition>()) {
      add(petition(*record, books::record_as<Petition>(*record)));
    } else if (record->kind == log::kind_of<Meeting>()) {
      add(meeting(*record, books::record_as<Meeting>(*record)));
    } else if (record->kind == log::kind_of<Disclosure>()) {
      add(disclosure(*record, books::record_as<Disclosure>(*record)));
    } else if (record->kind == log::kind_of<Household>()) {
      add(household(*record, books::record_as<Household>(*record)));
    } else {
      add(task(books::record_as<Task>(*record)));
    }
    return row;
  }

 private:
  struct Giver {
    std::string code;
    std::string name;  // with the year of birth, as many have the same name
  };

  const std::string& village(const store::StoredRecord& record) {
    if (!looks_up_) return nothing_;
    std::string& name = villages_[record.book];
    if (name.empty()) {
      const std::string code = store::village_of_book(database_, record.book);
      name = code.empty() ? "xã" : store::village_name(database_, code);
    }
    return name;
  }

  const std::string& campaign(const std::string& reference) {
    if (!looks_up_) return nothing_;
    const auto [at, is_new] = campaigns_.try_emplace(reference);
    if (is_new && !reference.empty()) at->second = books::campaign_title(database_, reference);
    return at->second;
  }

  const Giver& giver(const std::string& reference) {
    if (!looks_up_) return nobody_;
    const auto [at, is_new] = givers_.try_emplace(reference);
    const auto id = is_new ? log::parse_position(reference) : std::nullopt;
    if (const auto row = id ? store::household(database_, *id) : std::nullopt)
      at->second = {row->code, with_year(row->head, row->birth_year)};
    return at->second;
  }

  static std::string with_year(const std::string& name, std::int64_t year) {
    return year == 0 ? name : name + " (" + std::to_string(year) + ")";
  }

  std::string receipt(const store::StoredRecord& record) {
    if (!looks_up_) return {};
    const std::int64_t pos = store::receipt_of(database_, record.id);
    const auto found = pos == 0 ? std::nullopt : store::read_record(database_, pos);
    return found ? books::receipt_number(books::record_as<Receipt>(*found)) : std::string();
  }

  Cells contribution(const store::StoredRecord& record, const Contribution& m) {
    const bool money = m.form() == FORM_CASH || m.form() == FORM_TRANSFER;
    const bool of_household = !m.household().empty();
    const Giver& from = giver(m.household());
    return {cell(of_household ? from.name : m.donor_name()),
            cell(from.code),
            cell(village(record)),
            cell(campaign(m.campaign())),
            {},  // agreed: nobody's level is recorded
            cell(m.date()),
            number(money, m.amount()),
            number(m.form() == FORM_LABOUR, m.quantity_milli()),
            cell(m.form() == FORM_MATERIALS || m.form() == FORM_LAND ? books::given_text(m) : ""),
            number(!money && m.value() != 0, m.value()),
            {},  // remaining
            {},  // signature
            cell(m.note()),
            cell(standing(record)),
            cell(books::form_name(m.form())),
            cell(receipt(record)),
            cell(m.collector()),
            cell(m.paper_number())};
  }

  Cells spending(const store::StoredRecord& record, const Spending& m) {
    return {cell(m.date()),
            cell(village(record)),
            cell(campaign(m.campaign())),
            cell(m.item()),
            number(true, m.amount()),
            cell(m.payee()),
            cell(m.voucher()),
            cell(m.agreed_at()),
            cell(m.spent_by()),
            cell(standing(record)),
            cell(m.note())};
  }

  std::string petitioner(Petition m) {
    if (m.confidential()) return "(đề nghị giữ kín tên)";
    if (!names_) books::withhold_person(m);
    const Giver& from = giver(m.household());
    if (from.name.empty()) return m.person();
    const std::string household = from.name + " · hộ " + from.code;
    return m.person().empty() ? household : m.person() + " · " + household;
  }

  Cells petition(const store::StoredRecord& record, const Petition& m) {
    return {cell(m.received_on()),
            cell(village(record)),
            cell(petitioner(m)),
            cell(m.content()),
            cell(m.addressed_to()),
            cell(m.due()),
            cell(m.answered_on()),
            cell(m.answer()),
            cell(m.answered_by()),
            cell(m.told_on()),
            cell(books::satisfaction_name(m.satisfaction()))};
  }

  Cells meeting(const store::StoredRecord& record, const Meeting& m) {
    std::string resolutions;
    for (const Resolution& each : m.resolutions()) {
      resolutions += (resolutions.empty() ? "" : "\n") + each.text() + " (" +
                     std::to_string(each.agreed()) + " tán thành)";
    }
    return {cell(m.date()),
            cell(village(record)),
            cell(m.title()),
            cell(m.place()),
            cell(m.chair()),
            cell(m.secretary()),
            number(m.has_households_invited(), m.households_invited()),
            number(m.has_households_present(), m.households_present()),
            cell(resolutions),
            cell(m.conclusion()),
            cell(standing(record))};
  }

  Cells disclosure(const store::StoredRecord& record, const Disclosure& m) {
    static const log::KindInfo& kind = *log::find_kind(log::kind_of<Disclosure>());
    const std::string about = books::field_text(database_, *kind.field_by_json_name("subject"), m);
    return {cell(m.from_date()),
            cell(m.to_date()),
            cell(m.taken_down_on()),
            cell(village(record)),
            cell(about),
            cell(m.title()),
            cell(m.place()),
            cell(m.campaign().empty() ? "" : campaign(m.campaign())),
            cell(m.posted_by()),
            number(true, m.attachments_size()),
            cell(standing(record))};
  }

  Cells household(const store::StoredRecord& record, const Household& m) {
    std::int32_t year = 0;
    Poverty poverty = POVERTY_UNSPECIFIED;
    for (const PovertyYear& each : m.poverty()) {
      if (each.year() >= year) year = each.year(), poverty = each.poverty();
    }
    const char* words = poverty == POVERTY_POOR        ? "Hộ nghèo "
                        : poverty == POVERTY_NEAR_POOR ? "Hộ cận nghèo "
                                                       : "";
    return {cell(village(record)),
            cell(m.code()),
            cell(m.head()),
            number(m.birth_year() != 0, m.birth_year()),
            number(m.members() != 0, m.members()),
            cell(m.ethnic_group()),
            cell(m.phone()),
            cell(m.address()),
            cell(*words == '\0' ? std::string() : words + std::to_string(year))};
  }

  static Cells task(const Task& m) {
    const bool said = m.progress() != TASK_PROGRESS_UNSPECIFIED;
    return {number(true, m.year()),
            number(true, m.number()),
            cell(m.section() + ". " + m.section_title()),
            cell(m.text()),
            cell(m.output()),
            cell(m.lead()),
            cell(m.partners()),
            cell(m.timing()),
            cell(books::progress_name(said ? m.progress() : TASK_PROGRESS_NOT_BEGUN)),
            cell(m.done_on()),
            cell(m.result())};
  }

  store::Database& database_;
  const bool names_;
  bool looks_up_ = true;
  const std::string nothing_;
  const Giver nobody_;
  std::unordered_map<std::int64_t, std::string> villages_;
  std::unordered_map<std::string, std::string> campaigns_;
  std::unordered_map<std::string, Giver> givers_;
};

constexpr auto kText = CellType::kText;
constexpr auto kNumber = CellType::kNumber;
constexpr auto kCount = CellType::kCount;
constexpr auto kMoney = CellType::kMoney;
constexpr auto kMilli = CellType::kMilli;
constexpr auto kDate = CellType::kDate;

constexpr RegisterColumn kOrder = {"order", "STT", kNumber, 6};
constexpr bool kBeside = false;  // RegisterColumn::printed

}  // namespace

bool is_summed(CellType type) {
  return type == CellType::kCount || type == CellType::kMoney || type == CellType::kMilli;
}

const std::vector<RegisterInfo>& all_registers() {
  static const std::vector<RegisterInfo> kRegisters = {
      {"contributions",
       "SỔ THEO DÕI CÁC KHOẢN ĐÓNG GÓP CỦA NHÂN DÂN",
       "Sổ đóng góp",
       log::kind_of<Contribution>(),
       true,
       // The paper form's columns, also those that are filled in by hand.
       {kOrder,
        {"donor", "Chủ hộ, người đóng góp", kText, 26},
        {"household", "Mã hộ", kText, 7},
        {"village", "Bản", kText, 16},
        {"campaign", "Đợt vận động", kText, 24},
        {"agreed", "Số đã đăng ký", kText, 11},
        {"date", "Ngày nộp", kDate, 11},
        {"amount", "Tiền (đ)", kMoney, 14},
        {"labour", "Ngày công", kMilli, 8},
        {"material", "Hiện vật, đất", kText, 18},
        {"value", "Giá trị quy ra tiền (đ)", kMoney, 14},
        {"remaining", "Còn lại", kText, 10},
        {"signature", "Ký nhận", kText, 11},
        {"note", "Ghi chú", kText, 20},
        {"standing", "Tình trạng", kText, 12},
        {"form", "Hình thức", kText, 14, kBeside},
        {"receipt", "Số giấy xác nhận", kText, 18, kBeside},
        {"collector", "Người thu", kText, 18, kBeside},
        {"paperNumber", "Số sổ giấy", kText, 10, kBeside}}},
      {"spending",
       "SỔ CHI TỪ CÁC KHOẢN ĐÓNG GÓP CỦA NHÂN DÂN",
       "Sổ chi",
       log::kind_of<Spending>(),
       false,
       {kOrder,
        {"date", "Ngày chi", kDate, 11},
        {"village", "Bản", kText, 16},
        {"campaign", "Đợt vận động", kText, 26},
        {"item", "Nội dung chi", kText, 34},
        {"amount", "Số tiền (đ)", kMoney, 14},
        {"payee", "Người nhận", kText, 20},
        {"voucher", "Số chứng từ", kText, 12},
        {"agreedAt", "Theo quyết định của", kText, 20},
        {"spentBy", "Người chi", kText, 18},
        {"standing", "Tình trạng", kText, 16},
        {"note", "Ghi chú", kText, 24}}},
      {"petitions",
       "SỔ TIẾP NHẬN VÀ TRẢ LỜI KIẾN NGHỊ",
       "Sổ kiến nghị",
       log::kind_of<Petition>(),
       false,
       {kOrder,
        {"received", "Ngày nhận", kDate, 11},
        {"village", "Bản", kText, 16},
        {"person", "Người kiến nghị", kText, 20},
        {"content", "Nội dung", kText, 40},
        {"addressedTo", "Gửi đến", kText, 16},
        {"due", "Hạn trả lời", kDate, 11},
        {"answeredOn", "Ngày trả lời", kDate, 11},
        {"answer", "Trả lời", kText, 40},
        {"answeredBy", "Người trả lời", kText, 18},
        {"toldOn", "Ngày báo lại", kDate, 11},
        {"satisfaction", "Ý kiến người dân", kText, 16}}},
      {"meetings",
       "SỔ THEO DÕI HỌP BẢN",
       "Sổ họp bản",
       log::kind_of<Meeting>(),
       false,
       {kOrder,
        {"date", "Ngày họp", kDate, 11},
        {"village", "Bản", kText, 16},
        {"title", "Cuộc họp", kText, 28},
        {"place", "Địa điểm", kText, 18},
        {"chair", "Chủ trì", kText, 18},
        {"secretary", "Thư ký", kText, 18},
        {"invited", "Số hộ mời", kNumber, 9},
        {"present", "Số hộ dự", kNumber, 9},
        {"resolutions", "Nội dung biểu quyết", kText, 40},
        {"conclusion", "Kết luận", kText, 40},
        {"standing", "Tình trạng", kText, 16}}},
      {"disclosures",
       "SỔ THEO DÕI NIÊM YẾT CÔNG KHAI",
       "Sổ niêm yết",
       log::kind_of<Disclosure>(),
       false,
       {kOrder,
        {"from", "Từ ngày", kDate, 11},
        {"to", "Đến ngày", kDate, 11},
        {"takenDown", "Ngày gỡ", kDate, 11},
        {"village", "Bản", kText, 16},
        {"subject", "Nội dung công khai", kText, 24},
        {"title", "Tên văn bản", kText, 34},
        {"place", "Nơi niêm yết", kText, 20},
        {"campaign", "Đợt vận động", kText, 26},
        {"postedBy", "Người niêm yết", kText, 18},
        {"photos", "Số ảnh", kNumber, 8},
        {"standing", "Tình trạng", kText, 16}}},
      {"tasks",
       "KẾ HOẠCH NHIỆM VỤ NÂNG CAO CHỈ SỐ PAPI",
       "Kế hoạch nhiệm vụ",
       log::kind_of<Task>(),
       false,
       {kOrder,
        {"year", "Năm", kNumber, 7},
        {"number", "TT", kNumber, 5},
        {"section", "Nội dung", kText, 26},
        {"text", "Nhiệm vụ cụ thể", kText, 50},
        {"output", "Sản phẩm đầu ra", kText, 34},
        {"lead", "Cơ quan chủ trì", kText, 20},
        {"partners", "Cơ quan phối hợp", kText, 24},
        {"timing", "Thời gian hoàn thành", kText, 28},
        {"progress", "Tiến độ", kText, 12},
        {"doneOn", "Ngày xong", kDate, 11},
        {"result", "Kết quả", kText, 34}}},
      {"households",
       "DANH SÁCH HỘ DÂN",
       "Danh sách hộ dân",
       log::kind_of<Household>(),
       true,
       {kOrder,
        {"village", "Bản", kText, 16},
        {"code", "Mã hộ", kText, 8},
        {"head", "Chủ hộ", kText, 26},
        {"birthYear", "Năm sinh", kNumber, 9},
        {"members", "Số khẩu", kCount, 9},
        {"ethnicGroup", "Dân tộc", kText, 12},
        {"phone", "Điện thoại", kText, 14},
        {"address", "Địa chỉ", kText, 26},
        {"poverty", "Hộ nghèo, cận nghèo", kText, 22}}},
  };
  return kRegisters;
}

const RegisterInfo* find_register(std::string_view name) {
  const auto& all = all_registers();
  const auto found = std::find_if(all.begin(), all.end(),
                                  [&](const RegisterInfo& info) { return name == info.name; });
  return found == all.end() ? nullptr : &*found;
}

Result<RegisterQuery> parse_register(
    const std::string& name, const std::function<std::string(const char* name)>& parameter) {
  const RegisterInfo* info = find_register(name);
  if (info == nullptr)
    return fail(ErrorKind::kNotFound, "not_found", "there is no register \"" + name + "\"");
  RegisterQuery query{info, {}, true};
  query.filter.kind = info->kind;
  if (const auto village = parameter("village"); !village.empty()) query.filter.village = village;
  if (const auto campaign = parameter("campaign"); !campaign.empty()) {
    query.filter.campaign = log::parse_position(campaign);
    if (!query.filter.campaign)
      return fail(ErrorKind::kInvalid, "bad_filter", "campaign is not valid here");
  }
  for (const auto& [key, day] :
       {std::pair{"from", &query.filter.from}, std::pair{"to", &query.filter.to}}) {
    *day = parameter(key);
    if (!day->empty() && !text::is_date(*day))
      return fail(ErrorKind::kInvalid, "bad_filter", std::string(key) + " is not a day");
  }
  return query;
}

std::string span_text(const RegisterQuery& query) {
  const auto& [from, to] = std::tie(query.filter.from, query.filter.to);
  if (from.empty() && to.empty()) return {};
  if (to.empty()) return "Từ " + text::format_date(from);
  if (from.empty()) return "Đến hết " + text::format_date(to);
  return "Từ " + text::format_date(from) + " đến hết " + text::format_date(to);
}

std::string scope_text(store::Database& database, const RegisterQuery& query) {
  std::string text = store::commune(database).name;
  if (query.filter.village)
    text = store::village_name(database, *query.filter.village) + ", " + text;
  if (query.filter.campaign)
    text += ". Đợt vận động: " +
            books::campaign_title(database, log::to_string(*query.filter.campaign));
  return text;
}

std::string file_name(store::Database& database, const RegisterQuery& query, std::string_view today,
                      std::string_view ending) {
  std::string name = query.info->file;
  if (query.filter.village) name += ", " + store::village_name(database, *query.filter.village);
  return name.append(", ").append(today).append(ending);
}

std::string export_detail(store::Database& database, const RegisterQuery& query,
                          std::string_view format) {
  std::string detail(format);
  detail += " · " + scope_text(database, query);
  const std::string span = span_text(query);
  return span.empty() ? detail : detail + " · " + span;
}

RegisterSums read_register(store::Store& store, const RegisterQuery& query,
                           const std::function<void(const std::vector<RegisterCell>&)>& row,
                           std::size_t rows_max) {
  const store::Snapshot snapshot(store.database());
  const auto records = store::register_records(store.database(), query.filter);
  RowMaker maker(store, query.names);
  RegisterSums sums;
  sums.rows = records.size();
  const auto& columns = query.info->columns;
  sums.totals.resize(columns.size());
  const bool adds_up = std::any_of(columns.begin(), columns.end(),
                                   [](const RegisterColumn& it) { return is_summed(it.type); });
  for (std::size_t i = 0; i < records.size() && (i < rows_max || adds_up); ++i) {
    if (i == rows_max) maker.look_up_no_more();
    const auto cells = maker.cells(records[i], i + 1);
    for (std::size_t column = 0; column < cells.size(); ++column) {
      const auto* value = std::get_if<std::int64_t>(&cells[column]);
      if (value != nullptr && is_summed(columns[column].type)) sums.totals[column] += *value;
    }
    if (i < rows_max) row(cells);
  }
  return sums;
}

bool may_read(const RegisterInfo& info, std::string_view role) {
  return !info.personal || may_see_names(role);
}

}  // namespace soban::hub
