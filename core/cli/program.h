// The frame of both command lines: common flags, settings from flags, environment (SOBAN_…) and a TOML file in this order
// of strength (DESIGN §9), and one function a command.
#pragma once

#include <CLI/CLI.hpp>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "core/log/clock.h"
#include "core/store/store.h"

namespace soban::cli {

class Program {
 public:
  using Run = std::function<int()>;

  Program(const std::string& name, const std::string& about, store::Store::Options options);

  CLI::App& app() { return app_; }
  // A command of `parent`; `run` is called when it was chosen and its arguments are right.
  CLI::App& command(CLI::App& parent, const std::string& name, const std::string& about, Run run);
  // A command that only holds others.
  CLI::App& group(const std::string& name, const std::string& about);
  // `--name`, SOBAN_NAME or `name = …` in the file; `value` holds the default and outlives the program.
  void setting(CLI::App& command, const std::string& name, std::string& value,
               const std::string& about);

  // Parses, runs the chosen command and returns its exit code. No exception leaves it.
  int run(int argc, const char* const* argv);

  const std::filesystem::path& data() const { return data_path_; }
  bool json() const { return json_; }
  // Opens the data directory. kNotFound "no_data" where there is none.
  Result<std::unique_ptr<store::Store>> open(store::Database::Mode mode) const;
  // Opens it and runs `body`, reporting what goes wrong.
  int with_store(store::Database::Mode mode, const std::function<int(store::Store&)>& body) const;
  const store::Store::Options& store_options() const { return options_; }

 private:
  struct Setting {
    CLI::Option* option;
    std::string name;
    std::string* value;
  };
  Result<void> read_file();
  Result<void> settle();
  int run_chosen();

  CLI::App app_;
  store::Store::Options options_;
  std::string data_;
  std::filesystem::path data_path_;
  std::string config_;
  std::string log_level_ = "info";
  bool json_ = false;
  std::vector<Setting> settings_;
  Run chosen_;
};

}  // namespace soban::cli
