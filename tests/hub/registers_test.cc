#include "hub/registers.h"

#include <sys/resource.h>

#include <catch2/catch.hpp>
#include <csignal>

#include "tests/support/books.h"
#include "tests/support/expect.h"
#include "tests/support/files.h"
#include "tests/support/temporary_directory.h"
#include "tests/support/zip.h"

namespace soban::hub {
namespace {

using books::Json;
using test::Books;
using test::expect;

using Row = std::vector<RegisterCell>;

constexpr const char* kSheet = "xl/worksheets/sheet1.xml";

RegisterQuery query_of(const std::string& name,
                       const std::map<std::string, std::string>& given = {}) {
  return expect(parse_register(name, [&](const char* key) {
    const auto found = given.find(key);
    return found == given.end() ? std::string() : found->second;
  }));
}

std::vector<Row> rows_of(Books& books, const RegisterQuery& query) {
  std::vector<Row> rows;
  read_register(books.hub.store(), query, [&](const Row& row) { rows.push_back(row); });
  return rows;
}

RegisterCell at(const RegisterQuery& query, const Row& row, const std::string& key) {
  const auto& columns = query.info->columns;
  for (std::size_t i = 0; i < columns.size(); ++i) {
    if (key == columns[i].key) return row.at(i);
  }
  FAIL("no column " << key);
  return {};
}

std::string text_at(const RegisterQuery& query, const Row& row, const std::string& key) {
  const RegisterCell cell = at(query, row, key);
  const auto* text = std::get_if<std::string>(&cell);
  return text == nullptr ? std::string() : *text;
}

std::int64_t number_at(const RegisterQuery& query, const Row& row, const std::string& key) {
  const RegisterCell cell = at(query, row, key);
  const auto* number = std::get_if<std::int64_t>(&cell);
  return number == nullptr ? -1 : *number;
}

std::int64_t sum_of(const RegisterQuery& query, const RegisterSums& sums, const std::string& key) {
  const auto& columns = query.info->columns;
  for (std::size_t i = 0; i < columns.size(); ++i) {
    if (key == columns[i].key) return sums.totals.at(i);
  }
  FAIL("no column " << key);
  return -1;
}

// While it lives no file grows beyond so many bytes, as on a full disk.
class SmallFiles {
 public:
  explicit SmallFiles(rlim_t bytes) {
    getrlimit(RLIMIT_FSIZE, &before_);
    const rlimit limit{bytes, before_.rlim_max};
    setrlimit(RLIMIT_FSIZE, &limit);
    handler_ = std::signal(SIGXFSZ, SIG_IGN);
  }
  ~SmallFiles() {
    setrlimit(RLIMIT_FSIZE, &before_);
    std::signal(SIGXFSZ, handler_);
  }
  SmallFiles(const SmallFiles&) = delete;
  SmallFiles& operator=(const SmallFiles&) = delete;

 private:
  rlimit before_{};
  void (*handler_)(int) = nullptr;
};

// What stands in a cell of a sheet, as XML.
std::string cell_of(const std::string& sheet, const std::string& name) {
  const std::size_t at = sheet.find("<c r=\"" + name + "\"");
  if (at == std::string::npos) return {};
  const std::size_t begin = sheet.find('>', at) + 1;
  return sheet.substr(begin, sheet.find("</c>", begin) - begin);
}

Json given_on(Books& books, const char* date, std::int64_t amount) {
  Json cash = books.cash();
  cash["date"] = date;
  cash["amount"] = amount;
  return cash;
}

}  // namespace

TEST_CASE("every register has as many cells as columns", "[hub][registers]") {
  Books books;
  expect(books.add(books.laptop, "contribution", books.cash()));
  expect(books.add(books.laptop, "spending",
                   {{"campaign", log::to_string(books.campaign)},
                    {"date", "2026-11-20"},
                    {"item", "Xi măng"},
                    {"amount", 50'000}}));
  expect(books.add(
      books.laptop, "petition",
      {{"content", "Đường lầy"}, {"receivedOn", "2026-11-20"}, {"addressedTo", "UBND xã"}}));
  expect(books.add(books.laptop, "meeting", {{"title", "Họp bản"}, {"date", "2026-11-20"}}));
  expect(books.add(books.laptop, "disclosure",
                   {{"subject", "SUBJECT_BUDGET"},
                    {"title", "Thu chi"},
                    {"place", "Nhà văn hóa"},
                    {"fromDate", "2026-11-01"}}));
  books.meet();
  for (const RegisterInfo& info : all_registers()) {
    CAPTURE(info.name);
    const auto rows = rows_of(books, query_of(info.name));
    if (std::string(info.name) != "tasks") CHECK_FALSE(rows.empty());
    for (const Row& row : rows) CHECK(row.size() == info.columns.size());
  }
}

TEST_CASE("the register of contributions is in the order of the days, with what was given",
          "[hub][registers]") {
  Books books;
  expect(books.add(books.laptop, "contribution", given_on(books, "2026-11-24", 300'000)));
  expect(books.add(books.laptop, "contribution", given_on(books, "2026-11-20", 200'000)));
  const auto cancelled =
      expect(books.add(books.laptop, "contribution", given_on(books, "2026-11-21", 1'000)));
  expect(books.cancel(books.laptop, cancelled));
  books.meet();
  const RegisterQuery query = query_of("contributions");
  const auto rows = rows_of(books, query);
  REQUIRE(rows.size() == 2);
  CHECK(text_at(query, rows[0], "date") == "2026-11-20");
  CHECK(number_at(query, rows[0], "order") == 1);
  CHECK(number_at(query, rows[0], "amount") == 200'000);
  CHECK(number_at(query, rows[0], "labour") == -1);
  CHECK(text_at(query, rows[0], "household") == "014");
  CHECK(text_at(query, rows[0], "donor") == "Lò Văn Đức");
  CHECK(text_at(query, rows[0], "standing") == "Chờ duyệt");

  const auto sums = read_register(books.hub.store(), query, [](const Row&) {});
  CHECK(sum_of(query, sums, "amount") == 500'000);
  CHECK(rows_of(books, query_of("contributions", {{"from", "2026-11-21"}})).size() == 1);
  CHECK(rows_of(books, query_of("contributions", {{"to", "2026-11-19"}})).empty());
  CHECK(rows_of(books, query_of("contributions", {{"village", "PL"}})).empty());
  CHECK(rows_of(books, query_of("contributions", {{"campaign", log::to_string(books.campaign)}}))
            .size() == 2);
}

TEST_CASE("of the rows that are wanted no more, the numbers still count", "[hub][registers]") {
  Books books;
  expect(books.add(books.laptop, "contribution", given_on(books, "2026-11-24", 300'000)));
  expect(books.add(books.laptop, "contribution", given_on(books, "2026-11-20", 200'000)));
  expect(books.add(books.laptop, "meeting", {{"title", "Họp bản"}, {"date", "2026-11-20"}}));
  books.meet();
  std::vector<Row> rows;
  const auto take = [&](const Row& row) { rows.push_back(row); };
  const RegisterQuery query = query_of("contributions");
  const auto sums = read_register(books.hub.store(), query, take, 1);
  REQUIRE(rows.size() == 1);
  CHECK(number_at(query, rows[0], "amount") == 200'000);
  CHECK(text_at(query, rows[0], "donor") == "Lò Văn Đức");
  CHECK(sums.rows == 2);
  CHECK(sum_of(query, sums, "amount") == 500'000);
  CHECK(sum_of(query, sums, "order") == 0);
  CHECK(read_register(books.hub.store(), query_of("meetings"), take, 0).rows == 1);
  CHECK(rows.size() == 1);
}

TEST_CASE("a register says how an answer was taken, and nothing before anybody asked",
          "[hub][registers]") {
  Books books;
  Json petition{{"content", "Đường lầy"}, {"receivedOn", "2026-11-20"}, {"addressedTo", "UBND xã"}};
  expect(books.add(books.laptop, "petition", petition));
  petition.merge_patch({{"answer", "Đã sửa"},
                        {"answeredOn", "2026-11-21"},
                        {"answeredBy", "Lò Văn Đức"},
                        {"toldOn", "2026-11-22"},
                        {"satisfaction", "SATISFACTION_PARTLY"},
                        {"receivedOn", "2026-11-21"}});
  expect(books.add(books.laptop, "petition", petition));
  books.meet();
  const RegisterQuery query = query_of("petitions");
  const auto rows = rows_of(books, query);
  REQUIRE(rows.size() == 2);
  CHECK(text_at(query, rows[0], "satisfaction").empty());
  CHECK(text_at(query, rows[1], "satisfaction") == "Hài lòng một phần");
}

TEST_CASE("who asked not to be named is in no register, in no format", "[hub][registers]") {
  Books books;
  Json petition{{"content", "Đường lầy"},       {"person", "Quàng Thị Kín"},
                {"phone", "0912000999"},        {"confidential", true},
                {"receivedOn", "2026-11-20"},   {"addressedTo", "UBND xã"},
                {"note", "cháu của Giàng A Bí"}};
  expect(books.add(books.laptop, "petition", petition));
  petition["household"] = log::to_string(books.household);
  expect(books.add(books.laptop, "petition", petition));
  books.meet();
  const RegisterQuery query = query_of("petitions");
  for (const Row& row : rows_of(books, query))
    CHECK(text_at(query, row, "person") == "(đề nghị giữ kín tên)");
  const test::TemporaryDirectory folder;
  const std::string file = (folder.path() / "so").string();
  for (const RegisterInfo& info : all_registers()) {
    expect(write_csv(books.hub.store(), query_of(info.name), file));
    const std::string csv = test::read_file(file);
    expect(write_xlsx(books.hub.store(), query_of(info.name), file));
    const std::string sheet = test::unzip(test::read_file(file), kSheet);
    for (const char* planted : {"Kín", "0912000999", "Giàng A Bí"}) {
      CAPTURE(info.name, planted);
      CHECK(csv.find(planted) == std::string::npos);
      CHECK(sheet.find(planted) == std::string::npos);
    }
    if (info.kind != log::kind_of<Petition>()) continue;
    CHECK(csv.find("Lò Văn Đức") == std::string::npos);
    CHECK(sheet.find("Lò Văn Đức") == std::string::npos);
  }
}

TEST_CASE("petitioners are named to those who may see households, with what tells them apart",
          "[hub][registers]") {
  Books books;
  Json petition{{"content", "Đường lầy"},
                {"household", log::to_string(books.household)},
                {"person", "Quàng Thị Hoa"},
                {"receivedOn", "2026-11-20"},
                {"addressedTo", "UBND xã"}};
  expect(books.add(books.laptop, "petition", petition));
  expect(books.amend(books.laptop, books.household, {{"birthYear", 1975}}));
  books.meet();
  RegisterQuery query = query_of("petitions");
  CHECK(text_at(query, rows_of(books, query).at(0), "person") ==
        "Quàng Thị Hoa · Lò Văn Đức (1975) · hộ 014");
  query.names = false;
  CHECK(text_at(query, rows_of(books, query).at(0), "person").empty());
}

TEST_CASE("households and donors are not for everybody at the office", "[hub][registers]") {
  for (const char* role : {"clerk", "chair", "finance", "admin"}) {
    CHECK(may_read(*find_register("contributions"), role));
    CHECK(may_read(*find_register("households"), role));
  }
  for (const char* role : {"police", "front"}) {
    CHECK_FALSE(may_read(*find_register("contributions"), role));
    CHECK_FALSE(may_read(*find_register("households"), role));
    CHECK(may_read(*find_register("spending"), role));
  }
}

TEST_CASE("a register that there is not, or a day that is none, is said to be wrong",
          "[hub][registers]") {
  const auto none = [](const char*) { return std::string(); };
  CHECK(parse_register("receipts", none).error().code == "not_found");
  const auto day = [](const char* key) {
    return std::string(key) == std::string("from") ? "2026-02-30" : "";
  };
  CHECK(parse_register("contributions", day).error().code == "bad_filter");
}

TEST_CASE("a CSV begins with its mark, and nothing in it runs as a formula", "[hub][registers]") {
  Books books;
  Json cash = books.cash();
  cash["note"] = "=HYPERLINK(\"http://x\")";
  expect(books.add(books.laptop, "contribution", cash));
  Json labour = books.cash();
  labour.merge_patch({{"form", "FORM_LABOUR"}, {"amount", nullptr}, {"quantityMilli", 2500}});
  expect(books.add(books.laptop, "contribution", labour));
  books.meet();
  const test::TemporaryDirectory folder;
  const std::string file = (folder.path() / "so.csv").string();
  const auto sums = expect(write_csv(books.hub.store(), query_of("contributions"), file));
  CHECK(sums.rows == 2);
  const std::string text = test::read_file(file);
  CHECK(text.starts_with("\xEF\xBB\xBF\"STT\";\"Chủ hộ, người đóng góp\""));
  CHECK(text.find("\"'=HYPERLINK(\"\"http://x\"\")\"") != std::string::npos);
  CHECK(text.find(";200000;") != std::string::npos);
  CHECK(text.find(";2,5;") != std::string::npos);
  CHECK(text.find("\"24/11/2026\"") != std::string::npos);
  CHECK(write_csv(books.hub.store(), query_of("contributions"),
                  (folder.path() / "no" / "so.csv").string())
            .error()
            .code == "not_writable");
}

TEST_CASE("each beginning that a spreadsheet may run is made a text", "[hub][registers]") {
  Books books;
  const std::string begin = GENERATE(as<std::string>{}, "=", "+", "-", "@");
  Json cash = books.cash();
  cash["note"] = begin + "1+1";
  expect(books.add(books.laptop, "contribution", cash));
  books.meet();
  const test::TemporaryDirectory folder;
  const std::string file = (folder.path() / "so").string();
  expect(write_csv(books.hub.store(), query_of("contributions"), file));
  CHECK(test::read_file(file).find("\"'" + begin + "1+1\"") != std::string::npos);
  expect(write_xlsx(books.hub.store(), query_of("contributions"), file));
  const std::string sheet = test::unzip(test::read_file(file), kSheet);
  CHECK(sheet.find("<is><t>" + begin + "1+1</t></is>") != std::string::npos);
  CHECK(sheet.find("<f>" + begin) == std::string::npos);
}

TEST_CASE("an Excel file has real numbers and days, totals, and is set up to be printed",
          "[hub][registers]") {
  Books books;
  expect(books.add(books.laptop, "contribution", given_on(books, "2026-11-24", 300'000)));
  Json labour = given_on(books, "2026-11-25", 0);
  labour.merge_patch({{"form", "FORM_LABOUR"}, {"amount", nullptr}, {"quantityMilli", 2500}});
  labour["note"] = "làm hai buổi\nhai người trong nhà cùng làm";
  expect(books.add(books.laptop, "contribution", labour));
  books.meet();
  const test::TemporaryDirectory folder;
  const std::string file = (folder.path() / "so.xlsx").string();
  const RegisterQuery query =
      query_of("contributions", {{"village", "NC"}, {"from", "2026-06-01"}, {"to", "2026-11-30"}});
  CHECK(expect(write_xlsx(books.hub.store(), query, file)).rows == 2);
  const std::string archive = test::read_file(file);
  const std::string sheet = test::unzip(archive, kSheet);
  const auto holds = [&](const std::string& part) {
    CAPTURE(part, sheet);
    CHECK(sheet.find(part) != std::string::npos);
  };
  holds("<t>SỔ THEO DÕI CÁC KHOẢN ĐÓNG GÓP CỦA NHÂN DÂN</t>");
  holds("<t>bản Nong Cóc, xã Pắc Ngà</t>");
  holds("<t>Từ 01/06/2026 đến hết 30/11/2026</t>");
  // Cash in H, labour in I, the day in G; Excel counts days from 1900.
  CHECK(cell_of(sheet, "G6") == "<v>46350</v>");
  CHECK(cell_of(sheet, "H6") == "<v>300000</v>");
  CHECK(cell_of(sheet, "I7") == "<v>2.5</v>");
  CHECK(cell_of(sheet, "H8") == "<f>SUM(H6:H7)</f><v>300000</v>");
  CHECK(cell_of(sheet, "I8") == "<f>SUM(I6:I7)</f><v>2.5</v>");
  CHECK(sheet.find("<row r=\"7\" ht=\"45\" customHeight=\"1\">") !=
        std::string::npos);  // three lines
  // Lines around what is to be filled in by hand.
  holds("<conditionalFormatting sqref=\"A6:S7\">");
  holds("<formula>LEN(A6)=0</formula>");
  holds("<pane ySplit=\"5\" topLeftCell=\"A6\" activePane=\"bottomLeft\" state=\"frozen\"/>");
  holds("<pageSetUpPr fitToPage=\"1\"/>");
  holds("paperSize=\"9\" fitToHeight=\"0\" orientation=\"landscape\"");
  holds("Trang &amp;P/&amp;N");
  const std::string book = test::unzip(archive, "xl/workbook.xml");
  CHECK(book.find("'Sổ'!$5:$5</definedName>") != std::string::npos);  // on each page
  // What the paper form has not stands beside it.
  CHECK(book.find("'Sổ'!$A$1:$O$") != std::string::npos);
  CHECK(test::unzip(archive, "xl/styles.xml").find("\"Times New Roman\"") != std::string::npos);
}

TEST_CASE("what can't be written is said, and half a file is taken away", "[hub][registers]") {
  Books books;
  const test::TemporaryDirectory folder;
  const auto query = query_of("households");
  for (const auto write : {write_xlsx, write_csv}) {
    const std::string nowhere = (folder.path() / "no" / "so").string();
    CHECK(write(books.hub.store(), query, nowhere).error().code == "not_writable");
    CHECK(write(books.hub.store(), query, folder.path().string()).error().code == "not_writable");
    CHECK(std::filesystem::exists(folder.path()));
  }
  const std::string file = (folder.path() / "so.csv").string();
  const SmallFiles limit(40);
  CHECK(write_csv(books.hub.store(), query, file).error().code == "not_writable");
  CHECK_FALSE(std::filesystem::exists(file));
}

TEST_CASE("a file is called what it is", "[hub][registers]") {
  Books books;
  store::Database& database = books.hub.database();
  CHECK(file_name(database, query_of("spending"), "2026-11-25", ".csv") ==
        "Sổ chi, 2026-11-25.csv");
  const auto query = query_of(
      "contributions",
      {{"village", "NC"}, {"campaign", log::to_string(books.campaign)}, {"from", "2026-11-01"}});
  CHECK(file_name(database, query, "2026-11-25", ".xlsx") ==
        "Sổ đóng góp, bản Nong Cóc, 2026-11-25.xlsx");
  CHECK(export_detail(database, query, "xlsx") ==
        "xlsx · bản Nong Cóc, xã Pắc Ngà. Đợt vận động: Đường nội bản 2026 · Từ 01/11/2026");
}

}  // namespace soban::hub
