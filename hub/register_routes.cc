#include <unistd.h>

#include <algorithm>
#include <fstream>
#include <sstream>

#include "core/books/commune_reports.h"
#include "core/store/queries.h"
#include "core/text/text.h"
#include "hub/audit.h"
#include "hub/export_worker.h"
#include "hub/registers.h"
#include "hub/routes.h"

namespace soban::hub {
namespace {

using books::Json;

constexpr std::string_view kRegisters = "registers/";
constexpr std::size_t kJsonRowsMax = 5000;
constexpr const char* kXlsxType =
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

enum class Format { kJson, kXlsx, kCsv };

const char* type_name(CellType type) {
  switch (type) {
    case CellType::kNumber:
    case CellType::kCount:
      return "number";
    case CellType::kMoney:
      return "money";
    case CellType::kMilli:
      return "milli";
    case CellType::kDate:
      return "date";
    default:
      return "text";
  }
}

Json cell_json(const RegisterCell& cell) {
  if (const auto* value = std::get_if<std::int64_t>(&cell)) return *value;
  const auto* words = std::get_if<std::string>(&cell);
  return words == nullptr ? Json() : Json(*words);
}

Json register_json(store::Store& store, const RegisterQuery& query) {
  Json columns = Json::array();
  for (const RegisterColumn& column : query.info->columns) {
    columns.push_back({{"key", column.key},
                       {"title", column.title},
                       {"type", type_name(column.type)},
                       {"printed", column.printed}});
  }
  Json rows = Json::array();
  const auto add_row = [&](const std::vector<RegisterCell>& cells) {
    Json row = Json::array();
    for (const RegisterCell& cell : cells) row.push_back(cell_json(cell));
    rows.push_back(std::move(row));
  };
  const RegisterSums sums = read_register(store, query, add_row, kJsonRowsMax);
  Json totals = Json::array();
  for (std::size_t i = 0; i < sums.totals.size(); ++i) {
    const bool summed = is_summed(query.info->columns[i].type);
    totals.push_back(summed ? Json(sums.totals[i]) : Json());
  }
  const auto& village = query.filter.village;
  return {{"register", query.info->name},
          {"title", query.info->title},
          {"span", span_text(query)},
          {"villageName", village ? store::village_name(store.database(), *village) : ""},
          {"letterhead", books::letterhead_json(store.database())},
          {"columns", std::move(columns)},
          {"totals", std::move(totals)},
          {"total", sums.rows},
          {"truncated", sums.rows > kJsonRowsMax},
          {"rows", std::move(rows)}};
}

// A file that nobody else can read, and that is gone when it is needed no more, whatever happens.
class TemporaryFile {
 public:
  TemporaryFile() {
    std::error_code none;
    const auto folder = std::filesystem::temp_directory_path(none);
    path_ = ((none ? std::filesystem::path("/tmp") : folder) / "soban-XXXXXX").string();
    handle_ = mkstemp(path_.data());
  }
  ~TemporaryFile() {
    if (handle_ < 0) return;
    close(handle_);
    unlink(path_.c_str());
  }
  TemporaryFile(const TemporaryFile&) = delete;
  TemporaryFile& operator=(const TemporaryFile&) = delete;
  bool is_there() const { return handle_ >= 0; }
  const std::string& path() const { return path_; }

  Result<std::string> content() const {
    std::ifstream in(path_, std::ios::binary);
    std::ostringstream bytes;
    bytes << in.rdbuf();
    if (!in) return fail(ErrorKind::kIo, "not_readable", "can't read " + path_);
    return std::move(bytes).str();
  }

 private:
  std::string path_;
  int handle_ = -1;
};

// RFC 6266: letters with their accents for browsers, and without for what does not know them.
std::string disposition(const std::string& name) {
  const std::size_t dot = name.rfind('.');
  std::string plain = text::fold(name.substr(0, dot));  // words of plain letters and digits
  std::replace(plain.begin(), plain.end(), ' ', '-');
  plain += name.substr(dot);
  std::string coded;
  for (const char c : name) {
    const auto byte = static_cast<unsigned char>(c);
    const bool is_safe = std::isalnum(byte) != 0 || c == '-' || c == '.' || c == '_';
    char hex[4];
    std::snprintf(hex, sizeof(hex), "%%%02X", byte);
    coded += is_safe ? std::string(1, c) : std::string(hex);
  }
  return "attachment; filename=\"" + plain + "\"; filename*=UTF-8''" + coded;
}

Result<http::Response> file_response(store::Store& store, const RegisterQuery& query,
                                     Format format) {
  const bool excel = format == Format::kXlsx;
  const TemporaryFile file;
  if (!file.is_there()) return fail(ErrorKind::kIo, "not_writable", "can't write " + file.path());
  const auto written =
      excel ? write_xlsx(store, query, file.path()) : write_csv(store, query, file.path());
  if (!written) return fail(written.error());
  auto bytes = file.content();
  if (!bytes) return fail(bytes.error());
  http::Response response;
  response.content_type = excel ? kXlsxType : "text/csv; charset=utf-8";
  const std::string today = text::today(store.clock().now_ms());
  response.headers.emplace_back(
      "Content-Disposition",
      disposition(file_name(store.database(), query, today, excel ? ".xlsx" : ".csv")));
  response.headers.emplace_back("Cache-Control", "no-store");
  response.body = *std::move(bytes);
  return response;
}

// On the worker's thread.
http::Response answer(Result<store::Store*> store, const RegisterQuery& query, Format format) {
  if (!store) return books::error_response(store.error());
  const auto response = store::guarded([&]() -> Result<http::Response> {
    if (format == Format::kJson) return books::json_response(register_json(**store, query));
    return file_response(**store, query, format);
  });
  return response ? *response : books::error_response(response.error());
}

Error busy() {
  return {
      ErrorKind::kUnavailable, "busy", "too many exports wait already; try again later", {}, {}};
}

void start(ExportWorker& worker, const RegisterQuery& query, Format format,
           const http::Reply& reply) {
  const bool taken = worker.submit([query, format, reply](Result<store::Store*> store) {
    reply(answer(std::move(store), query, format));
  });
  if (!taken) reply(books::error_response(busy()));
}

Result<Format> format_of(const std::string& name) {
  if (name.empty() || name == "json") return Format::kJson;
  if (name == "xlsx") return Format::kXlsx;
  if (name == "csv") return Format::kCsv;
  return fail(ErrorKind::kInvalid, "bad_filter", "format is json, xlsx or csv");
}

// Who took what out of the house stands in the log before it is out.
void export_with_note(const Caller& caller, const RegisterQuery& query, Format format,
                      const std::string& format_name) {
  caller.api.writer().submit(
      [query, author = caller.call.author, format_name](store::Store& store) -> Result<void> {
        return note(store, author, audit::kExported, query.info->name,
                    export_detail(store.database(), query, format_name));
      },
      [&worker = caller.exports, query, format, reply = caller.call.reply](Result<void> noted) {
        if (!noted) return reply(books::error_response(noted.error()));
        start(worker, query, format, reply);
      });
}

}  // namespace

bool serve_registers(const Caller& caller, const std::string& name) {
  if (caller.call.request.method != "GET" || !name.starts_with(kRegisters)) return false;
  auto query = parse_register(name.substr(kRegisters.size()),
                              [&](const char* key) { return parameter(caller.call.request, key); });
  const std::string format_name = parameter(caller.call.request, "format");
  const auto format = format_of(format_name);
  if (!query) return refuse(caller, query.error()), true;
  if (!format) return refuse(caller, format.error()), true;
  if (!may_read(*query->info, caller.session.role)) return refuse(caller, forbidden()), true;
  query->names = may_see_names(caller.session.role);
  if (*format != Format::kJson) {
    export_with_note(caller, *query, *format, format_name);
  } else {
    start(caller.exports, *query, *format, caller.call.reply);
  }
  return true;
}

}  // namespace soban::hub
