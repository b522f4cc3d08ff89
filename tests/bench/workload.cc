#include "tests/bench/workload.h"

#include <zstd.h>

#include <array>
#include <random>

#include "core/store/database.h"
#include "core/text/text.h"
#include "tests/bench/bench.h"

namespace soban::bench {
namespace {

constexpr std::array kNotes = {"",
                               "nộp tại nhà văn hóa bản",
                               "đóng góp đợt một, sẽ nộp tiếp sau vụ ngô",
                               "nhờ con trai nộp hộ",
                               "nộp tại cuộc họp bản",
                               "",
                               "góp thêm ngoài phần đã đăng ký",
                               "xin giấy xác nhận khi có máy in"};

std::string date_of(std::uint64_t n) {
  const std::uint64_t day = n / 40 % 300;
  const auto pad = [](std::uint64_t value) {
    return (value < 10 ? "0" : "") + std::to_string(value);
  };
  return "2026-" + pad(1 + day / 28) + '-' + pad(1 + day % 28);
}

// To the millisecond, as the records say it.
std::string instant_with_ms(std::int64_t ms) {
  const std::string seconds = text::format_instant(ms);
  const std::string thousandths = std::to_string(1000 + ms % 1000).substr(1);
  return seconds.substr(0, 19) + '.' + thousandths + seconds.substr(19);
}

}  // namespace

Contribution contribution(const Books& books, std::uint64_t n) {
  std::mt19937_64 random(n * 2654435761U + 17);
  const auto pick = [&](std::uint64_t below) { return random() % below; };
  Contribution c;
  c.set_campaign(books.campaigns[pick(books.campaigns.size())]);
  c.set_donor_type(DONOR_TYPE_HOUSEHOLD);
  c.set_household(books.households[pick(books.households.size())]);
  const std::uint64_t form = pick(10);
  if (form < 7) {
    c.set_form(form < 6 ? FORM_CASH : FORM_TRANSFER);
    c.set_amount(static_cast<std::int64_t>(20 + 10 * pick(99)) * 1000);
  } else if (form < 9) {
    c.set_form(FORM_LABOUR);
    c.set_quantity_milli(static_cast<std::int64_t>(1 + pick(10)) * 500);
  } else {
    c.set_form(FORM_MATERIALS);
    c.set_quantity_milli(static_cast<std::int64_t>(1 + pick(30)) * 1000);
    c.set_unit("bao");
    c.set_material("xi măng");
  }
  c.set_date(date_of(n));
  c.set_voluntary(true);
  const char* note = kNotes[pick(kNotes.size())];
  if (*note != '\0') c.set_note(note);
  c.set_paper_number(std::to_string(10000 + n));
  return c;
}

std::string csv_of(const std::vector<Row>& rows) {
  std::string csv;
  for (const Row& row : rows) {
    const Contribution& c = row.contribution;
    const std::string cells[] = {row.id,
                                 c.campaign(),
                                 c.household(),
                                 row.name,
                                 Form_Name(c.form()),
                                 std::to_string(c.amount()),
                                 text::format_milli(c.quantity_milli()),
                                 c.note(),
                                 c.date(),
                                 "Lò Văn Pọm",
                                 instant_with_ms(row.created_ms),
                                 c.paper_number()};
    for (std::size_t i = 0; i < std::size(cells); ++i) csv += (i == 0 ? "" : ",") + cells[i];
    csv += '\n';
  }
  return csv;
}

std::size_t zstd_size(const std::string& text, int level) {
  std::string packed(ZSTD_compressBound(text.size()), '\0');
  return ZSTD_compress(packed.data(), packed.size(), text.data(), text.size(), level);
}

double floor_seconds(const std::filesystem::path& directory, const std::vector<Row>& rows,
                     std::size_t per_commit) {
  const std::filesystem::path file = directory / "floor.db";
  std::error_code ignored;
  for (const char* suffix : {"", "-wal", "-shm"})
    std::filesystem::remove(file.string() + suffix, ignored);
  store::Database database(file, store::Database::Mode::kReadWrite, {2048});
  database.script(
      "CREATE TABLE row(id TEXT, campaign TEXT, household TEXT, name TEXT, kind INTEGER, amount "
      "INTEGER, "
      "quantity INTEGER, note TEXT, date TEXT, author TEXT, created INTEGER, receipt TEXT)");
  return seconds_of([&] {
    for (std::size_t at = 0; at < rows.size(); at += per_commit) {
      store::Transaction transaction(database);
      for (std::size_t i = at; i < std::min(rows.size(), at + per_commit); ++i) {
        const Contribution& c = rows[i].contribution;
        database.run(
            "INSERT INTO row VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            std::string_view(rows[i].id), std::string_view(c.campaign()),
            std::string_view(c.household()), std::string_view(rows[i].name), std::int64_t{c.form()},
            c.amount(), c.quantity_milli(), std::string_view(c.note()), std::string_view(c.date()),
            std::string_view("Lò Văn Pọm"), rows[i].created_ms, std::string_view(c.paper_number()));
      }
      transaction.commit();
    }
  });
}

}  // namespace soban::bench
