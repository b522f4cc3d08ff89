#include <fstream>
#include <sstream>

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
    columns.push_back(
        {{"key", column.key}, {"title", column.title}, {"type", type_name(column.type)}});
  }
  Json rows = Json::array();
  const RegisterSums sums =
      read_register(store, query, [&](const std::vector<RegisterCell>& cells) {
        if (rows.size() >= kJsonRowsMax) return;
        Json row = Json::array();
        for (const RegisterCell& cell : cells) row.push_back(cell_json(cell));
        rows.push_back(std::move(row));
      });
  Json totals = Json::array();
  for (std::size_t i = 0; i < sums.totals.size(); ++i) {
    const CellType type = query.info->columns[i].type;
    const bool summed = type == CellType::kMoney || type == CellType::kMilli;
    totals.push_back(summed ? Json(sums.totals[i]) : Json());
  }
  const auto& village = query.filter.village;
  return {{"register", query.info->name},
          {"title", query.info->title},
          {"span", span_text(query)},
          {"villageName", village ? store::village_name(store.database(), *village) : ""},
          {"columns", std::move(columns)},
          {"totals", std::move(totals)},
          {"total", sums.rows},
          {"truncated", sums.rows > kJsonRowsMax},
          {"rows", std::move(rows)}};
}

// A file that is gone when nobody needs it any more, whatever happens.
class TemporaryFile {
 public:
  explicit TemporaryFile(const char* ending) {
    static std::atomic<std::uint64_t> number = 0;
    path_ = std::filesystem::temp_directory_path() /
            ("soban-" + std::to_string(getpid()) + '-' + std::to_string(++number) + ending);
  }
  ~TemporaryFile() {
    std::error_code ignored;
    std::filesystem::remove(path_, ignored);
  }
  TemporaryFile(const TemporaryFile&) = delete;
  TemporaryFile& operator=(const TemporaryFile&) = delete;
  std::string path() const { return path_.string(); }

  Result<std::string> content() const {
    std::ifstream in(path_, std::ios::binary);
    std::ostringstream bytes;
    bytes << in.rdbuf();
    if (!in) return fail(ErrorKind::kIo, "not_readable", "can't read " + path());
    return std::move(bytes).str();
  }

 private:
  std::filesystem::path path_;
};

Result<http::Response> file_response(store::Store& store, const RegisterQuery& query,
                                     Format format) {
  const bool excel = format == Format::kXlsx;
  const TemporaryFile file(excel ? ".xlsx" : ".csv");
  const auto written =
      excel ? write_xlsx(store, query, file.path()) : write_csv(store, query, file.path());
  if (!written) return fail(written.error());
  auto bytes = file.content();
  if (!bytes) return fail(bytes.error());
  http::Response response;
  response.content_type = excel ? kXlsxType : "text/csv; charset=utf-8";
  response.headers.emplace_back("Content-Disposition", std::string("attachment; filename=\"so-") +
                                                           query.info->name +
                                                           (excel ? ".xlsx\"" : ".csv\""));
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

std::string told(const RegisterQuery& query, const std::string& format) {
  std::string detail = format;
  if (query.filter.village) detail += " " + *query.filter.village;
  const std::string span = span_text(query);
  return span.empty() ? detail : detail + " · " + span;
}

Result<Format> format_of(const std::string& name) {
  if (name.empty() || name == "json") return Format::kJson;
  if (name == "xlsx") return Format::kXlsx;
  if (name == "csv") return Format::kCsv;
  return fail(ErrorKind::kInvalid, "bad_filter", "format is json, xlsx or csv");
}

// Who took names out of the house stands in the log before they are out.
void export_with_note(const Caller& caller, const RegisterQuery& query, Format format,
                      const std::string& format_name) {
  caller.api.writer().submit(
      [query, author = caller.call.author,
       detail = told(query, format_name)](store::Store& store) -> Result<void> {
        return note(store, author, audit::kExported, query.info->name, detail);
      },
      [&worker = caller.exports, query, format, reply = caller.call.reply](Result<void> noted) {
        if (!noted) return reply(books::error_response(noted.error()));
        start(worker, query, format, reply);
      });
}

}  // namespace

bool serve_registers(const Caller& caller, const std::string& name) {
  if (caller.call.request.method != "GET" || !name.starts_with(kRegisters)) return false;
  const auto query = parse_register(name.substr(kRegisters.size()), [&](const char* key) {
    return parameter(caller.call.request, key);
  });
  const std::string format_name = parameter(caller.call.request, "format");
  const auto format = format_of(format_name);
  if (!query) return refuse(caller, query.error()), true;
  if (!format) return refuse(caller, format.error()), true;
  if (!may_read(*query->info, caller.session.role)) return refuse(caller, forbidden()), true;
  if (query->info->personal && *format != Format::kJson) {
    export_with_note(caller, *query, *format, format_name);
  } else {
    start(caller.exports, *query, *format, caller.call.reply);
  }
  return true;
}

}  // namespace soban::hub
