#include "hub/public_names.h"

#include "core/store/disclosed.h"
#include "core/store/queries.h"

namespace soban::hub {
namespace {

// Households; a commune has a twentieth.
constexpr std::int64_t kHeadsMax = 100'000;
// Gifts that are read again each time.
constexpr std::int64_t kGiftsAgain = 5'000;

// Those of a kind that are not known yet.
class Unseen {
 public:
  explicit Unseen(const std::unordered_set<std::string>& known) : known_(known) {}
  void take(std::string_view name) {
    wanted_ = name;
    if (!known_.contains(wanted_)) names.insert(wanted_);
  }
  std::unordered_set<std::string> names;

 private:
  const std::unordered_set<std::string>& known_;
  std::string wanted_;  // one buffer for all the looking up
};

}  // namespace

std::shared_ptr<const KnownNames> PublicNames::of(store::Store& store) {
  const std::lock_guard lock(mutex_);
  const std::int64_t now = store.clock().now_ms();
  const bool fresh = !behind_ && now >= read_ms_ && now - read_ms_ < kPublicNamesFreshMs;
  if (!fresh) {
    read(store);
    read_ms_ = now;
  }
  return known_;
}

void PublicNames::read(store::Store& store) {
  store::Database& database = store.database();
  Unseen heads(known_->heads);
  Unseen donors(known_->donors);
  Unseen places(known_->places);
  const bool all_heads =
      store::each_head(database, kHeadsMax, [&](auto name) { heads.take(name); });
  const auto take_donor = [&](std::string_view name) { donors.take(name); };
  const auto newer = store::each_donor(database, donors_to_, gifts_at_once_, take_donor);
  const auto again = store::each_donor(database, donors_again_, kGiftsAgain, take_donor);
  for (const auto& village : store::villages(database)) places.take(village.name);
  const store::CommuneRow commune = store::commune(database);
  places.take(commune.name);
  places.take(commune.upper_level);

  behind_ = newer.count == gifts_at_once_;
  const bool complete = all_heads && !behind_;
  const bool more = !heads.names.empty() || !donors.names.empty() || !places.names.empty();
  if (more || complete != known_->complete) {
    auto made = std::make_shared<KnownNames>(*known_);
    made->complete = complete;
    // Heads first: by their families donors are told from organisations.
    for (const std::string& name : heads.names) made->names.add(name);
    for (const std::string& name : donors.names) made->names.add_if_name(name);
    for (const std::string& name : places.names) made->names.add_place(name);
    made->heads.merge(heads.names);
    made->donors.merge(donors.names);
    made->places.merge(places.names);
    known_ = std::move(made);
  }
  donors_to_ = newer.last;
  donors_again_ = again.count < kGiftsAgain ? 0 : again.last;
}

}  // namespace soban::hub
