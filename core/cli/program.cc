#include "core/cli/program.h"

#include <spdlog/sinks/stdout_color_sinks.h>
#include <spdlog/spdlog.h>
#include <sys/stat.h>
#include <toml++/toml.h>

#include "core/cli/output.h"
#include "core/version.h"

namespace soban::cli {
namespace {

constexpr const char* kFileName = "soban.toml";

std::string environment_name(std::string name) {
  for (char& c : name)
    c = c == '-' ? '_' : static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
  return "SOBAN_" + name;
}

// Numbers and switches may be written without quotation marks.
std::optional<std::string> as_text(const toml::node& node) {
  if (const auto text = node.value<std::string>()) return text;
  if (const auto flag = node.value_exact<bool>()) return *flag ? "true" : "false";
  if (const auto number = node.value_exact<std::int64_t>()) return std::to_string(*number);
  return std::nullopt;
}

}  // namespace

Program::Program(const std::string& name, const std::string& about, store::Store::Options options)
    : app_(about, name), options_(options) {
  app_.require_subcommand(1);
  app_.fallthrough();  // common flags may stand after the command
  app_.set_version_flag("--version", kVersion);
  setting(app_, "data", data_, "the data directory");
  app_.add_option("--config", config_, "settings file; default: soban.toml in the data directory")
      ->envname("SOBAN_CONFIG");
  setting(app_, "log-level", log_level_, "debug, info, warning or error; logs go to stderr");
  app_.add_flag("--json", json_, "print one JSON document");
}

CLI::App& Program::command(CLI::App& parent, const std::string& name, const std::string& about,
                           Run run) {
  CLI::App& made = *parent.add_subcommand(name, about);
  made.fallthrough();
  made.callback([this, run = std::move(run)] { chosen_ = run; });
  return made;
}

CLI::App& Program::group(const std::string& name, const std::string& about) {
  CLI::App& made = *app_.add_subcommand(name, about);
  made.fallthrough();
  made.require_subcommand(1);
  return made;
}

void Program::setting(CLI::App& command, const std::string& name, std::string& value,
                      const std::string& about) {
  CLI::Option* option = command.add_option("--" + name, value, about);
  option->envname(environment_name(name));
  settings_.push_back({option, name, &value});
}

Result<void> Program::read_file() {
  std::filesystem::path file = config_;
  if (file.empty() && !data_.empty()) file = std::filesystem::path(data_) / kFileName;
  std::error_code unknown;
  if (file.empty() || (config_.empty() && !std::filesystem::exists(file, unknown))) return {};
  try {
    const toml::table table = toml::parse_file(file.string());
    for (const Setting& setting : settings_) {
      const toml::node* node = table.get(setting.name);
      if (node == nullptr || setting.option->count() > 0) continue;
      const auto text = as_text(*node);
      if (!text) {
        return fail(ErrorKind::kInvalid, "bad_config",
                    setting.name + " in " + file.string() + " is not a text");
      }
      *setting.value = *text;
    }
  } catch (const toml::parse_error& failed) {
    return fail(ErrorKind::kInvalid, "bad_config", "can't read the settings in " + file.string(),
                std::string(failed.description()));
  }
  return {};
}

// Once all sources are known: the data directory and the log.
Result<void> Program::settle() {
  if (auto read = read_file(); !read) return read;
  const auto level = spdlog::level::from_str(log_level_);
  if (level == spdlog::level::off && log_level_ != "off") {
    return fail(ErrorKind::kInvalid, "bad_log_level",
                "--log-level must be debug, info, warning or error");
  }
  spdlog::set_level(level);
  if (data_.empty()) {
    return fail(ErrorKind::kInvalid, "no_data",
                "say where the data is: --data DIR (or SOBAN_DATA)");
  }
  data_path_ = data_;
  return {};
}

int Program::run(int argc, const char* const* argv) {
  ::umask(077);  // names, money and keys are nobody else's business
  spdlog::set_default_logger(spdlog::stderr_color_mt("soban"));
  try {
    app_.parse(argc, argv);
  } catch (const CLI::ParseError& failed) {
    return app_.exit(failed) == 0 ? kDone : kWrongUse;
  }
  return run_chosen();
}

int Program::run_chosen() {
  try {
    if (const auto settled = settle(); !settled) {
      report(settled.error(), json_);
      return kWrongUse;
    }
    return chosen_();
  } catch (const store::DatabaseError& failed) {
    return report(failed.error(), json_);
  } catch (const std::exception& failed) {
    return report({ErrorKind::kIo, "internal", "the program failed", failed.what(), {}}, json_);
  }
}

Result<std::unique_ptr<store::Store>> Program::open(store::Database::Mode mode) const {
  std::error_code unknown;
  if (!std::filesystem::exists(data_path_ / "soban.db", unknown)) {
    return fail(ErrorKind::kNotFound, "no_data", "there are no books in " + data_path_.string());
  }
  return store::open_store(data_path_, mode, options_);
}

int Program::with_store(store::Database::Mode mode,
                        const std::function<int(store::Store&)>& body) const {
  const auto store = open(mode);
  return store ? body(**store) : report(store.error(), json_);
}

}  // namespace soban::cli
