// Begins a commune: the hub's keys and certificate, its logs, the villages; optionally made-up data to try things with.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "core/http/http.h"
#include "core/log/clock.h"
#include "core/store/store.h"

namespace soban::hub {

struct SetupVillage {
  std::string code;
  std::string name;
};

struct Setup {
  std::string commune;
  std::vector<SetupVillage> villages;
  bool demo = false;
};

// CSV "code,name" with a header line. kInvalid "bad_csv" naming the line.
Result<std::vector<SetupVillage>> parse_villages(std::string_view csv);

// kConflict "already_initialised"; kIo "not_writable".
Result<void> initialise(const std::filesystem::path& directory, const Setup& setup,
                        const log::Clock& clock);

// The TLS identity that initialise() made. kNotFound "not_initialised".
Result<http::TlsIdentity> load_tls(store::Store& store);

}  // namespace soban::hub
