// libFuzzer's entry. The target is the one that the variable SOBAN_FUZZ_TARGET names.
#include <cstdint>
#include <cstdio>
#include <cstdlib>

#include "core/crypto/crypto.h"
#include "tests/fuzz/targets.h"

namespace {

const soban::fuzz::Target* chosen() {
  const char* name = std::getenv("SOBAN_FUZZ_TARGET");
  for (const soban::fuzz::Target& target : soban::fuzz::targets()) {
    if (name != nullptr && std::string_view(name) == target.name) return &target;
  }
  return nullptr;
}

}  // namespace

extern "C" int LLVMFuzzerInitialize(int*, char***) {
  soban::crypto::initialise();
  if (chosen() != nullptr) return 0;
  std::fputs("SOBAN_FUZZ_TARGET must name one of:", stderr);
  for (const soban::fuzz::Target& target : soban::fuzz::targets())
    std::fprintf(stderr, " %s", target.name);
  std::fputs("\n", stderr);
  std::exit(2);
}

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const soban::fuzz::Target* const target = chosen();
  target->run({reinterpret_cast<const char*>(data), size});
  return 0;
}
