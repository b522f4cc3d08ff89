// Any two holders of the same logs hold the same state, byte for byte, in whatever order the changes arrived (DESIGN §4).
#include <catch2/catch.hpp>

#include "core/store/queries.h"
#include "tests/core/store/support.h"
#include "tests/support/random.h"

namespace soban::store {
namespace {

using namespace test;
using test::Commune;
using test::Device;

std::optional<std::string> no_negative_amount(std::uint32_t kind, std::string_view delta) {
  Contribution contribution;
  if (kind != log::kind_of<Contribution>()) return std::nullopt;
  contribution.ParseFromString(std::string(delta));
  if (contribution.amount() >= 0) return std::nullopt;
  return "negative";
}

// A hub and two laptops of one village, who write whatever comes into their heads and hear from each other now and then.
class Village {
 public:
  explicit Village(std::uint64_t seed) : random_(seed) {
    devices_.push_back(std::make_unique<Device>(commune_.hub(), no_negative_amount));
    for (int i = 0; i < 2; ++i) add_laptop();
  }

  Device& hub() { return *devices_.front(); }
  const std::vector<std::unique_ptr<Device>>& devices() const { return devices_; }

  void add_laptop() {
    devices_.push_back(std::make_unique<Device>(commune_.enrol(kVillage), no_negative_amount));
  }

  void live(std::size_t steps) {
    for (std::size_t step = 0; step < steps; ++step) {
      Device& device = *random_.pick(devices_);
      if (random_.chance(65)) {
        write(device);
      } else {
        hear(*random_.pick(devices_), device);
      }
      move_clock(device);
    }
  }

  void level() {
    for (int round = 0; round < 2; ++round) {
      for (const auto& from : devices_) {
        for (const auto& to : devices_) hear_all(*from, *to);
      }
    }
  }

 private:
  void move_clock(Device& device) {
    if (random_.chance(3)) device.clock.set_ms(kYear2098Ms);
    if (random_.chance(10)) device.clock.set_ms(kMorningMs);
    if (random_.chance(50)) device.clock.advance_ms(1);
  }

  void write(Device& device) {
    std::vector<log::Position> records = records_of(device);
    const std::size_t what = random_.below(10);
    if (records.empty() || what < 3) return create(device);
    const log::Position id = random_.pick(records);
    const bool in_commune = device.store().find_log(id.log)->village.empty();
    if (in_commune && &device != &hub()) return create(device);
    if (what == 3 && &device == &hub()) return review(id);
    change(device, id, what == 4);
  }

  void create(Device& device) {
    const std::string name = names_[random_.below(3)];
    switch (random_.below(6)) {
      case 0:
        device.write(test::household(kVillage, std::to_string(random_.below(100)), name));
        break;
      case 1:
        // From a laptop it does not count, and everybody must say so.
        device.write(creation_of(&device == &hub() ? "" : kVillage, campaign_of(name)));
        break;
      default:
        device.write(creation_of(kVillage, random_gift(device)));
    }
  }

  Contribution random_gift(Device& device) {
    Contribution gift =
        contribution_of(random_.chance(50) ? names_[random_.below(3)] : "", amount());
    const auto referred = records_of(device);
    if (!referred.empty()) gift.set_household(log::to_string(random_.pick(referred)));
    if (!referred.empty()) gift.set_campaign(log::to_string(random_.pick(referred)));
    return gift;
  }

  void change(Device& device, const log::Position& id, bool voids) {
    const StoredRecord record = device.record(id);
    Draft draft;
    draft.record = log::RecordId{id};
    draft.kind = record.kind;
    draft.author = names_[random_.below(3)];
    draft.voids = voids;
    if (!voids) draft.delta = delta_of(record.kind);
    if (random_.chance(10)) draft.cleared = {static_cast<std::uint32_t>(1 + random_.below(6))};
    device.write(draft);
  }

  std::string delta_of(std::uint32_t kind) {
    if (kind == log::kind_of<Household>()) {
      Household household;
      household.set_head(names_[random_.below(3)]);
      return household.SerializeAsString();
    }
    if (kind == log::kind_of<Campaign>())
      return campaign_of(names_[random_.below(3)]).SerializeAsString();
    if (kind == log::kind_of<Review>()) return review_delta();
    Contribution gift = amount_of(amount());
    if (random_.chance(30)) gift.set_note(names_[random_.below(3)]);
    return gift.SerializeAsString();
  }

  // The office corrects a review: another verdict, or it was meant for another record.
  std::string review_delta() {
    Review review;
    review.set_verdict(random_.chance(50) ? VERDICT_ACCEPTED : VERDICT_RETURNED);
    if (random_.chance(50)) {
      const auto id = random_.pick(records_of(hub()));
      review.set_target(log::to_string(id));
      for (const auto& head : hub().record(id).merged.heads) review.add_seen(log::to_string(head));
    }
    return review.SerializeAsString();
  }

  void review(const log::Position& id) {
    hub().write(review_of(hub(), id, random_.chance(50) ? VERDICT_ACCEPTED : VERDICT_RETURNED));
  }

  std::int64_t amount() { return static_cast<std::int64_t>(random_.below(6)) - 1; }

  std::vector<log::Position> records_of(Device& device) {
    std::vector<log::Position> ids;
    Query query = device.database().query("SELECT log, seq FROM record ORDER BY log, seq");
    while (query.step()) {
      ids.push_back({log::LogId{static_cast<std::uint64_t>(query.int64(0))},
                     static_cast<log::Seq>(query.int64(1))});
    }
    return ids;
  }

  // Some of what `from` has, in any order of logs, in small batches, some of it again; perhaps not applied yet.
  void hear(Device& from, Device& to) {
    auto logs = from.store().logs();
    random_.shuffle(logs);
    for (const LogInfo& info : logs) {
      if (random_.chance(40)) continue;
      const auto held = to.store().find_log(info.id);
      const log::Seq next = held ? held->head.seq + 1 : 1;
      take_some(to,
                batches_of(from.store(), info.id, 1 + random_.below(next), 1 + random_.below(900)));
    }
    if (random_.chance(70)) {
      to.in_transaction([&](Store& store) { store.apply_some(1 + random_.below(20)); });
    }
  }

  void take_some(Device& to, const std::vector<OwnedBatch>& batches) {
    for (const OwnedBatch& batch : batches) {
      if (random_.chance(15)) return;
      expect(to.receive(batch));
      if (random_.chance(20)) expect(to.receive(batch));
    }
  }

  void hear_all(Device& from, Device& to) {
    auto logs = from.store().logs();
    random_.shuffle(logs);
    for (const LogInfo& info : logs) {
      for (const OwnedBatch& batch : batches_of(from.store(), info.id, 1, 2000)) {
        expect(to.receive(batch));
      }
    }
    to.apply_all();
  }

  const std::string names_[3] = {"Lò Văn Đức", "Cà Thị Mai", "Quàng Văn Hặc"};
  Random random_;
  Commune commune_;
  std::vector<std::unique_ptr<Device>> devices_;
};

// The first line that only one of the two has.
std::string difference(const std::vector<std::string>& a, const std::vector<std::string>& b) {
  for (std::size_t i = 0; i < std::max(a.size(), b.size()); ++i) {
    const std::string left = i < a.size() ? a[i] : "(nothing)";
    const std::string right = i < b.size() ? b[i] : "(nothing)";
    if (left != right) return left + "\n" + right;
  }
  return "";
}

// A case that fails is printed with its seed; SOBAN_TEST_SEED=… runs it first.
template <class Property>
void for_any_village(std::uint64_t count, Property property) {
  const std::uint64_t first = test_seed();
  for (std::uint64_t i = 0; i < count; ++i) {
    const std::uint64_t seed = first + i;
    CAPTURE(seed);
    Village village(seed);
    property(village);
  }
}

TEST_CASE("all holders of the same logs hold the same state", "[store][convergence]") {
  for_any_village(12, [](Village& village) {
    village.live(60);
    village.add_laptop();
    village.level();
    const auto expected = dump_state(village.hub());
    for (const auto& device : village.devices()) {
      CHECK(difference(dump_state(*device), expected) == "");
      CHECK(device->store().verify().empty());
      CHECK(device->pending() == 0);
    }
  });
}

TEST_CASE("what is derived can be made again from the log, the same to the byte",
          "[store][convergence]") {
  for_any_village(8, [](Village& village) {
    village.live(40);
    for (const auto& device : village.devices()) {
      device->apply_all();
      const auto before = dump_derived(*device);
      device->store().rebuild();
      CHECK(difference(dump_derived(*device), before) == "");
    }
  });
}

}  // namespace
}  // namespace soban::store
