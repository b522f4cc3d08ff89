// Names of people whom the books know, which no public page shows.
#pragma once

#include <cstdint>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

#include "core/store/store.h"
#include "core/text/personal.h"

namespace soban::hub {

// A new name is left out of pages that are made so long after it was recorded.
inline constexpr std::int64_t kPublicNamesFreshMs = 10'000;

// They only ever become more: who was called otherwise before is still that person.
struct KnownNames {
  text::PersonalNames names;
  // False: not all have been read yet, so no text that people typed is shown at all.
  bool complete = false;
  // What the names were made from.
  std::unordered_set<std::string> heads;
  std::unordered_set<std::string> donors;
  std::unordered_set<std::string> places;
};

// Thread safe: one for all loops. Whoever asks while another is reading waits for it, some milliseconds.
class PublicNames {
 public:
  // Gifts of those who are no household that are read at once. After a start a commune with more of them needs several goes.
  explicit PublicNames(std::int64_t gifts_at_once = 20'000) : gifts_at_once_(gifts_at_once) {}

  // All that the books hold, as of kPublicNamesFreshMs ago at most. A donor's name that was corrected afterwards is met a little
  // later: gifts are read again some at a time. Throws DatabaseError.
  std::shared_ptr<const KnownNames> of(store::Store& store);

 private:
  void read(store::Store& store);

  const std::int64_t gifts_at_once_;
  std::mutex mutex_;
  std::shared_ptr<const KnownNames> known_ = std::make_shared<const KnownNames>();
  std::int64_t read_ms_ = 0;
  bool behind_ = true;             // there are gifts that were not read yet
  std::int64_t donors_to_ = 0;     // pos of the last that was
  std::int64_t donors_again_ = 0;  // and of the last that was read again
};

}  // namespace soban::hub
