#include "tests/simulation/world.h"

#include <sodium.h>

#include <algorithm>

#include "change.pb.h"
#include "core/log/schema.h"
#include "core/store/queries.h"
#include "core/store/transact.h"
#include "core/sync/batch.h"
#include "core/sync/bundle.h"
#include "core/sync/tuning.h"
#include "tests/support/dump.h"
#include "tests/support/expect.h"
#include "tests/support/office.h"

namespace soban::simulation {
namespace {

using test::Device;
using test::Random;
using test::Wire;

// Every so many records one is urgent, and gets a log of its own where more than so few wait already.
constexpr int kUrgentEvery = 7;
constexpr std::int64_t kOvertakenMin = 2;
constexpr std::int64_t kDayMs = 24 * 3600 * 1000;
constexpr std::int64_t kYearMs = 365 * kDayMs;
constexpr std::size_t kAgentsMax = 30;
constexpr std::size_t kFewAgents = 3;
constexpr std::size_t kPhotoBytes = 40'000;
constexpr std::size_t kLargePhotoBytes = 80'000;  // five pieces

// Keys and log ids come from the seed too, so that a run replays to the byte.
std::mt19937_64& entropy() {
  static std::mt19937_64 engine;
  return engine;
}

void seed_entropy(std::uint64_t seed) {
  entropy().seed(seed);
  static randombytes_implementation implementation = {
      [] { return "simulation"; },
      [] { return static_cast<std::uint32_t>(entropy()()); },
      nullptr,
      nullptr,
      [](void* out, std::size_t size) {
        for (std::size_t i = 0; i < size; ++i)
          static_cast<unsigned char*>(out)[i] = static_cast<unsigned char>(entropy()());
      },
      nullptr};
  randombytes_set_implementation(&implementation);
}

std::string author_of(int op) { return "op" + std::to_string(op); }

int op_of(std::string_view bytes) {
  Change change;
  if (!change.ParseFromArray(bytes.data(), static_cast<int>(bytes.size()))) return 0;
  if (!change.author().starts_with("op")) return 0;
  return std::stoi(change.author().substr(2));
}

// Every typed change that stands in the device's logs, and how often.
std::map<int, int> ops_in(Device& device) {
  std::map<int, int> found;
  store::Query query = device.database().query("SELECT bytes FROM change WHERE seq > 1");
  while (query.step()) {
    if (const int op = op_of(query.blob(0)); op > 0) ++found[op];
  }
  return found;
}

std::set<int> keys_of(const std::map<int, int>& counted) {
  std::set<int> keys;
  for (const auto& [key, count] : counted) keys.insert(key);
  return keys;
}

std::string new_photo(Random& random, std::size_t bytes_max) {
  std::string content(1 + random.below(bytes_max), 'p');
  for (std::size_t at = 0; at < content.size(); at += 16)
    content[at] = static_cast<char>(random.below(256));
  return content;
}

std::set<std::string> ids_of(Device& device, const char* sql) {
  std::set<std::string> ids;
  store::Query query = device.database().query_composed(sql);
  while (query.step()) ids.insert(std::string(query.blob(0)));
  return ids;
}

constexpr const char* kWholePhotos = "SELECT id FROM attachment WHERE whole = 1";
constexpr const char* kNamedPhotos = "SELECT id FROM attachment_use";

// Of a version that is not written yet.
constexpr int kUnknownField = 900;
constexpr std::uint32_t kUnknownKind = 900;

void set_unknown_field(Contribution& delta, int value) {
  delta.GetReflection()->MutableUnknownFields(&delta)->AddVarint(kUnknownField,
                                                                 static_cast<std::uint64_t>(value));
}

// What was set last; 0: nothing.
int unknown_field_of(const Contribution& state) {
  const auto& fields = state.GetReflection()->GetUnknownFields(state);
  int value = 0;
  for (int i = 0; i < fields.field_count(); ++i) {
    if (fields.field(i).number() == kUnknownField)
      value = static_cast<int>(fields.field(i).varint());
  }
  return value;
}

// A contribution that can still be changed, by chance.
struct Row {
  log::Position id;
  int record = 0;
};

std::optional<Row> pick_row(Device& device, Random& random) {
  const std::int64_t count = device.number("SELECT COUNT(*) FROM contribution WHERE status < 4");
  if (count == 0) return std::nullopt;
  store::Query query = device.database().query(
      "SELECT h.log, h.seq, c.donor_name FROM contribution c JOIN change h ON h.pos = c.pos "
      "WHERE c.status < 4 ORDER BY c.donor_name LIMIT 1 OFFSET ?");
  query.bind(1, static_cast<std::int64_t>(random.below(static_cast<std::size_t>(count))));
  if (!query.step()) return std::nullopt;
  return Row{{log::LogId{static_cast<std::uint64_t>(query.int64(0))},
              static_cast<log::Seq>(query.int64(1))},
             std::stoi(std::string(query.text(2)).substr(1))};
}

std::set<int> ops_of_record(Device& device, const log::Position& id) {
  std::set<int> seen;
  const std::int64_t pos = device.store().position_of(id);
  store::Query query =
      device.database().query("SELECT bytes FROM change WHERE pos = ?1 OR record = ?1");
  query.bind(1, pos);
  while (query.step()) {
    if (const int op = op_of(query.blob(0)); op > 0) seen.insert(op);
  }
  return seen;
}

// The changes of a record as a log has them, for whoever looks into a violation.
std::string story(Device& device, int record) {
  std::string text;
  store::Query query = device.database().query(
      "SELECT h.log, h.seq, h.bytes, COALESCE(j.code, '') FROM change h LEFT JOIN rejected j ON "
      "j.pos = h.pos "
      "WHERE COALESCE(h.record, h.pos) IN (SELECT pos FROM contribution WHERE donor_name = ?)");
  const std::string name = "N" + std::to_string(record);
  query.bind(1, std::string_view(name));
  while (query.step()) {
    Change change;
    change.ParseFromString(std::string(query.blob(2)));
    text += "\n  " + std::to_string(static_cast<std::uint64_t>(query.int64(0)) % 1000) + ":" +
            std::to_string(query.int64(1)) + " " + change.author() +
            (change.voids() ? " cancels" : "") + " after";
    for (const auto& parent : change.parents())
      text += " " + std::to_string(parent.log() % 1000) + ":" + std::to_string(parent.seq());
    Contribution delta;
    delta.ParseFromString(change.delta());
    text += " amount " + std::to_string(delta.amount()) + " " + std::string(query.text(3));
  }
  return text;
}

// Typed changes that do not count here, and why.
std::string unapplied(Device& device, const std::set<int>& present) {
  std::string text = device.identity().village.empty() ? "\n  at the hub" : "\n  on a laptop";
  store::Query query = device.database().query(
      "SELECT h.log, h.seq, h.bytes, COALESCE(j.code, ''), COALESCE(p.wait_log, 0), "
      "COALESCE(p.wait_seq, 0) FROM change h JOIN log l ON l.id = h.log LEFT JOIN rejected j ON "
      "j.pos = h.pos LEFT JOIN pending p ON p.pos = h.pos WHERE j.pos IS NOT NULL OR p.pos IS NOT "
      "NULL OR h.seq > l.applied_seq");
  const auto position = [](std::uint64_t log, std::uint64_t seq) {
    return log::to_string(log::Position{log::LogId{log}, seq});
  };
  while (query.step()) {
    const int op = op_of(query.blob(2));
    if (!present.contains(op)) continue;
    Change change;
    change.ParseFromString(std::string(query.blob(2)));
    text += "\n  unapplied op" + std::to_string(op) + " " +
            position(static_cast<std::uint64_t>(query.int64(0)),
                     static_cast<std::uint64_t>(query.int64(1))) +
            " of " + position(change.record().log(), change.record().seq()) + " " +
            std::string(query.text(3)) + " waits for " +
            position(static_cast<std::uint64_t>(query.int64(4)),
                     static_cast<std::uint64_t>(query.int64(5)));
  }
  return text;
}

std::string folder_of(const Device& device) { return device.directory().string(); }

// The next frame on its way with another content: a piece of a photo, or a batch under the old hash, or under a hash of its
// own that nobody signed.
void tamper(test::Peer& sender, Random& random) {
  if (sender.outbox.empty()) return;
  sync::Frame frame;
  if (!frame.ParseFromString(sender.outbox.front())) return;
  if (frame.has_attachment_piece() && !frame.attachment_piece().bytes().empty()) {
    std::string& bytes = *frame.mutable_attachment_piece()->mutable_bytes();
    bytes[random.below(bytes.size())] ^= static_cast<char>(1 + random.below(255));
    sender.outbox.front() = frame.SerializeAsString();
    return;
  }
  if (!frame.has_batch()) return;
  const auto decoded = sync::decode_batch(frame.batch());
  if (!decoded) return;
  store::Tail tail;
  tail.first = decoded->batch.first;
  tail.entries = decoded->owned;
  tail.signature = frame.batch().signature();
  tail.head = log::Head{decoded->batch.log, decoded->batch.last(), decoded->batch.hash};
  std::string& entry = tail.entries[random.below(tail.entries.size())];
  entry[random.below(entry.size())] ^= static_cast<char>(1 + random.below(255));
  if (random.chance(50)) {
    const auto before = sender.device().store().hash_at(tail.head.log, tail.first - 1);
    crypto::Hash hash = before.value_or(crypto::Hash{});
    for (const std::string& each : tail.entries) hash = log::next_hash(hash, each);
    tail.head.hash = hash;
  }
  sync::Frame changed;
  *changed.mutable_batch() = sync::encode_batch(tail.head.log, tail);
  sender.outbox.front() = changed.SerializeAsString();
}

// A stick may have lost a bit.
std::string worn(const std::string& bytes, Random& random) {
  std::string copy = bytes;
  if (random.chance(20)) copy[random.below(copy.size())] ^= static_cast<char>(1 << random.below(8));
  return copy;
}

[[noreturn]] void violated(const std::string& what) { throw Violation(what); }

// A sound bundle is taken, but for a fork, which needs a line, or a disk that fails; a damaged one never.
void judge_bundle(const Result<void>& outcome, bool damaged, const Disk& disk) {
  if (outcome && damaged) violated("a damaged bundle was taken");
  if (outcome || damaged || disk.dead() || disk.full()) return;
  if (outcome.error().kind != ErrorKind::kFork)
    violated("a sound bundle was refused: " + outcome.error().code + " " + outcome.error().text);
}

}  // namespace

Plan make_plan(std::uint64_t seed, std::size_t agent_days) {
  std::mt19937_64 engine(seed);
  Plan plan(agent_days);
  for (std::uint64_t& step : plan) step = engine();
  return plan;
}

World::World(std::uint64_t seed, std::size_t agents)
    : weather_(seed % 4 == 1   ? Weather::kCopies
               : seed % 8 == 2 ? Weather::kPhotos
                               : Weather::kMixed),
      hub_fails_((crypto::initialise(), seed_entropy(seed), install_disks(seed), seed % 2 == 0)) {
  if (weather_ == Weather::kCopies) agents = std::min(agents, kFewAgents);
  Device::waits_for_disk = true;
  Device::overtaken_min = kOvertakenMin;
  hub_.device = std::make_unique<Device>(commune_.hub());
  hub_.device->write(test::village_draft("NC", "bản Nong Cóc"));
  hub_.device->write(test::village_draft("PL", "bản Pá Lầu"));
  hub_.device->write(test::household("NC", "014", "Lò Văn Đức"));
  for (std::size_t i = 0; i < agents; ++i) {
    Machine machine;
    machine.village = i % 3 == 2 ? "PL" : "NC";
    if (i % 4 == 3) machine.protocol = sync::kProtocolMin;
    machine.is_newer = i % 4 == 1;
    machine.device = std::make_unique<Device>(commune_.enrol(machine.village));
    agents_.push_back(std::move(machine));
  }
  keep_image(hub_);
  hub_backup_ = hub_.image;
}

World::~World() { Device::waits_for_disk = false; }

void World::run(const Plan& plan) {
  for (const std::uint64_t step : plan) {
    Random random(step);
    agent_day(random);
    ++counts_.agent_days;
  }
  finish();
}

void World::agent_day(Random& random) {
  const std::size_t index = random.below(agents_.size());
  Machine& machine = agents_[index];
  machine.device->clock.advance_ms(kDayMs);
  if (random.chance(2)) {
    machine.device->clock.set_ms(
        test::kMorningMs + static_cast<std::int64_t>(random.below(8)) * kYearMs - 4 * kYearMs);
  }
  if (random.chance(20)) hub_.device->clock.advance_ms(kDayMs);
  for (std::size_t left = random.below(4); left > 0; --left) work(machine, random);
  if (random.chance(25)) review(random);
  if (random.chance(60)) session(machine, random);
  if (random.chance(12)) trip(machine, random);
  if (random.chance(6)) misfortune(index, random);
  if (weather_ == Weather::kCopies && random.chance(6)) copy(index);
  if (weather_ == Weather::kPhotos && random.chance(6)) replace(agents_[index]);
  if (random.chance(10)) check_hub();
}

void World::work(Machine& machine, Random& random) {
  survive(machine, random, [&] {
    const std::size_t kind = random.below(10);
    const std::size_t records = weather_ == Weather::kCopies ? 3 : 6;
    if (machine.is_newer && random.chance(10)) {
      record_unknown_kind(machine, random);
    } else if (kind < records) {
      record(machine, random);
    } else {
      amend(machine, random, kind == 9);
    }
  });
}

void World::record(Machine& machine, Random& random) {
  const int op = next_op_++;
  const int number = next_record_++;
  const auto amount = static_cast<std::int64_t>(1000 * (1 + random.below(5000)));
  Contribution gift = test::contribution_of("N" + std::to_string(number), amount);
  const bool photos = weather_ == Weather::kPhotos;
  if (random.chance(photos ? 30 : 10)) {
    *gift.add_attachments() =
        machine.device->attach(new_photo(random, photos ? kLargePhotoBytes : kPhotoBytes));
    ++counts_.photos;
  }
  if (machine.is_newer) {
    set_unknown_field(gift, number);
    with_unknown_field_.insert(number);
  }
  store::Draft draft = test::creation_of(machine.village, gift);
  draft.author = author_of(op);
  draft.urgent = number % kUrgentEvery == 0;
  ops_[op] = Op{number, amount, false, {}};
  machine.device->write(draft);
  ++counts_.records;
}

void World::record_unknown_kind(Machine& machine, Random& random) {
  const int op = next_op_++;
  Contribution content;
  set_unknown_field(content, static_cast<int>(1 + random.below(1000)));
  store::Draft draft;
  draft.kind = kUnknownKind;
  draft.village = machine.village;
  draft.author = author_of(op);
  draft.delta = content.SerializeAsString();
  ops_[op] = Op{next_record_++, 0, false, {}};
  machine.device->write(draft);
  ++counts_.records;
}

void World::amend(Machine& machine, Random& random, bool cancel) {
  machine.device->apply_all();
  const auto row = pick_row(*machine.device, random);
  if (!row) return;
  const int op = next_op_++;
  Op typed{row->record, static_cast<std::int64_t>(1000 * (1 + random.below(5000))), cancel,
           ops_of_record(*machine.device, row->id)};
  Contribution delta;
  delta.set_amount(typed.amount);
  store::Draft draft = cancel ? test::voiding(row->id, log::kind_of<Contribution>())
                              : test::change_of(row->id, delta);
  draft.author = author_of(op);
  ops_[op] = std::move(typed);
  machine.device->write(draft);
}

void World::review(Random& random) {
  survive(hub_, random, [&] {
    hub_.device->apply_all();
    const auto row = pick_row(*hub_.device, random);
    if (!row) return;
    const bool good = random.chance(70);
    hub_.device->write(test::review_of(*hub_.device, row->id,
                                       good ? VERDICT_ACCEPTED : VERDICT_RETURNED,
                                       good ? "" : "thiếu ngày"));
  });
}

std::unique_ptr<Wire> World::connect(Machine& machine) {
  auto hub_side = test::hub_options(commune_);
  hub_side.protocol_max = hub_.protocol;
  auto agent_side = test::agent_options(*machine.device);
  agent_side.protocol_max = machine.protocol;
  auto wire = std::make_unique<Wire>(commune_, *hub_.device, *machine.device, std::move(hub_side),
                                     std::move(agent_side));
  wire->agent.notes_peer_heads = true;
  return wire;
}

// One laptop or two at a time, over lines that may be cut anywhere; frames may come twice or from an earlier session.
void World::session(Machine& machine, Random& random) {
  std::vector<Machine*> ends = {&machine};
  if (random.chance(15)) {
    Machine& other = agents_[random.below(agents_.size())];
    if (&other != &machine) ends.push_back(&other);
  }
  Machine& unlucky = random.chance(50) ? hub_ : machine;
  survive(unlucky, random, [&] {
    std::vector<std::unique_ptr<Wire>> wires;
    for (Machine* end : ends) {
      wires.push_back(connect(*end));
      wires.back()->twice = random.chance(5);
      ++counts_.sessions;
    }
    try {
      talk(wires, ends, random);
    } catch (const store::DatabaseError&) {
      for (std::size_t i = 0; i < wires.size(); ++i) note_acknowledged(*wires[i], *ends[i]->device);
      throw;
    }
  });
}

void World::talk(std::vector<std::unique_ptr<Wire>>& wires, std::vector<Machine*>& ends,
                 Random& random) {
  std::size_t left = random.chance(40) ? random.below(40) : 100'000;
  const bool tampers = random.chance(3);
  const bool replays = random.chance(10) && !old_frames_.empty();
  for (bool moved = true; moved && left > 0;) {
    moved = false;
    for (std::size_t i = 0; i < wires.size() && left > 0; ++i) {
      if (tampers && random.chance(20))
        tamper(random.chance(50) ? wires[i]->agent : wires[i]->hub, random);
      if (wires[i]->step()) {
        moved = true;
        --left;
      }
      if (replays && random.chance(5) && wires[i]->hub.session().open())
        wires[i]->hub.receive(old_frames_[random.below(old_frames_.size())]);
      if (random.chance(3)) record(*ends[i], random);
    }
    // What a writer does in its pauses; photos follow from it.
    for (std::size_t i = 0; i < wires.size() && !moved && left > 0; ++i) {
      wires[i]->hub.apply();
      wires[i]->agent.apply();
      moved = wires[i]->step();
    }
  }
  for (std::size_t i = 0; i < wires.size(); ++i) {
    note_acknowledged(*wires[i], *ends[i]->device);
    if (wires[i]->hub.ending() == "fork" || wires[i]->agent.ending() == "fork") ++counts_.forks;
    for (const sync::Frame& frame : wires[i]->agent.sent) {
      if (frame.has_batch() && old_frames_.size() < 50)
        old_frames_.push_back(frame.SerializeAsString());
    }
  }
}

void World::note_acknowledged(Wire& wire, Device& agent) {
  if (disk_of(folder_of(agent)).dead()) return;
  for (const store::AttachmentId& id : wire.agent.photos_at_peer)
    acknowledged_photos_.insert(std::string(crypto::view(id)));
  for (const auto& [log, seq] : wire.agent.peer_has_of) {
    const auto info = agent.store().find_log(log);
    if (!info || !info->own || info->forked) continue;
    store::Query query =
        agent.database().query("SELECT bytes FROM change WHERE log = ? AND seq > 1 AND seq <= ?");
    query.bind_all(static_cast<std::int64_t>(log.value), static_cast<std::int64_t>(seq));
    while (query.step()) {
      if (const int op = op_of(query.blob(0)); op > 0) acknowledged_.insert(op);
    }
  }
}

// With a stick: written, read at the office, or its reply read in the village; on some other day, in any order, or twice.
void World::trip(Machine& machine, Random& random) {
  const auto pick = [&](std::vector<Stick>& sticks) {
    const std::size_t at = random.below(sticks.size());
    Stick stick = sticks[at];
    if (random.chance(70)) sticks.erase(sticks.begin() + static_cast<std::ptrdiff_t>(at));
    return stick;
  };
  const std::size_t kind = random.below(3);
  if (kind == 0) {
    survive(machine, random, [&] { write_stick(machine); });
  } else if (kind == 1 && !to_office_.empty()) {
    const Stick stick = pick(to_office_);
    survive(hub_, random, [&] { read_at_office(stick, random); });
  } else if (kind == 2 && !to_village_.empty()) {
    const Stick stick = pick(to_village_);
    if (stick.village == machine.village)
      survive(machine, random, [&] { read_in_village(machine, stick, random); });
  }
}

void World::write_stick(Machine& machine) {
  machine.device->in_transaction([&](store::Store& store) {
    auto bundle = sync::write_bundle(store, machine.village, sync::heads_at_hub(store),
                                     sync::attachments_for_hub(store));
    to_office_.push_back({machine.village, std::move(bundle.bytes)});
  });
}

void World::read_at_office(const Stick& stick, Random& random) {
  const std::string bytes = worn(stick.bytes, random);
  const auto outcome = store::transact(
      hub_.device->store(), [&](store::Store& store) -> Result<sync::WrittenBundle> {
        const auto bundle = sync::read_bundle(bytes, commune_.hub_key().public_key());
        if (!bundle) return fail(bundle.error());
        const auto taken = sync::take_bundle(store, *bundle);
        if (!taken) return fail(taken.error());
        while (store.has_unapplied()) store.apply_some(store::kApplyChunk);
        return sync::write_bundle(store, bundle->village, sync::heads_of(store, *bundle),
                                  sync::attachments_for_reply(store, *bundle));
      });
  judge_bundle(outcome ? Result<void>() : Result<void>(fail(outcome.error())), bytes != stick.bytes,
               disk_of(folder_of(*hub_.device)));
  if (!outcome) return;
  to_village_.push_back({stick.village, outcome->bytes});
  ++counts_.bundles;
}

void World::read_in_village(Machine& machine, const Stick& stick, Random& random) {
  const std::string bytes = worn(stick.bytes, random);
  const auto outcome =
      store::transact(machine.device->store(), [&](store::Store& store) -> Result<void> {
        const auto bundle = sync::read_bundle(bytes, commune_.hub_key().public_key());
        if (!bundle) return fail(bundle.error());
        const auto taken = sync::take_bundle(store, *bundle);
        if (!taken) return fail(taken.error());
        sync::note_heads_of_hub(store, *bundle);
        return {};
      });
  judge_bundle(outcome, bytes != stick.bytes, disk_of(folder_of(*machine.device)));
  if (outcome) ++counts_.bundles;
}

void World::misfortune(std::size_t index, Random& random) {
  Machine& machine = agents_[index];
  switch (random.below(9)) {
    case 0:
      replace(machine);
      break;
    case 1:
    case 5:
      keep_image(machine);
      break;
    case 2:
    case 6:
      if (machine.image.empty() || hub_fails_) break;
      machine.device->close();
      disk_of(folder_of(*machine.device)).load(machine.image);
      machine.device->reopen();
      ++counts_.rolled_back;
      break;
    case 3:
      if (!hub_fails_) copy(index);
      break;
    case 4:
      keep_image(hub_);
      hub_backup_ = hub_.image;
      break;
    case 7:  // an older or a newer program
      (random.chance(30) ? hub_ : machine).protocol =
          random.chance(50) ? sync::kProtocolMin : sync::kProtocolMax;
      break;
    default:
      if (hub_fails_) restore_hub(random);
      break;
  }
}

void World::copy(std::size_t index) {
  if (agents_.size() >= kAgentsMax) return;
  Machine twin;
  twin.village = agents_[index].village;
  twin.device = Device::copy_of(*agents_[index].device);
  agents_.push_back(std::move(twin));
  ++counts_.copied;
}

// The laptop is gone; a new one is enrolled.
void World::replace(Machine& machine) {
  machine.device = std::make_unique<Device>(commune_.enrol(machine.village));
  machine.image.clear();
  ++counts_.lost;
}

// From what `backup` wrote some time ago, as `restore` does it.
void World::restore_hub(Random& random) {
  if (random.chance(50)) return;
  hub_.device->close();
  disk_of(folder_of(*hub_.device)).load(hub_backup_);
  {
    store::Database copy(hub_.device->directory() / "soban.db", store::Database::Mode::kReadWrite,
                         {});
    copy.run("INSERT OR IGNORE INTO meta(key, value) VALUES('is_copy', '1')");
  }
  hub_.device->reopen();
  // What it had acknowledged since is with the laptops, unless these were lost too.
  const std::set<int> here = keys_of(ops_in(*hub_.device));
  std::set<int> still;
  std::set_intersection(acknowledged_.begin(), acknowledged_.end(), here.begin(), here.end(),
                        std::inserter(still, still.end()));
  acknowledged_ = std::move(still);
  acknowledged_photos_ = ids_of(*hub_.device, kWholePhotos);
  // Of a copied laptop's log it may now come to hold the other twin's content.
  accepted_.clear();
  ++counts_.hub_restores;
}

void World::keep_image(Machine& machine) {
  machine.device->close();  // writes what its journal holds into the database
  machine.image = disk_of(folder_of(*machine.device)).image();
  machine.device->reopen();
}

void World::survive(Machine& machine, Random& random, const std::function<void()>& body) {
  Disk& disk = disk_of(folder_of(*machine.device));
  if (random.chance(4)) disk.fail_after(static_cast<std::int64_t>(random.below(30)));
  if (random.chance(2)) {
    disk.set_full(true);
    ++counts_.full_disks;
  }
  try {
    body();
  } catch (const store::DatabaseError& failed) {
    const bool meant = disk.dead() || disk.full();
    if (!meant)
      violated("a store failed for no reason: " + failed.error().text + " " +
               failed.error().detail);
  }
  disk.set_full(false);
  if (disk.dead()) {
    ++counts_.crashes;
    machine.device->close();
    disk.come_back(random);
    machine.device->reopen();
  } else {
    disk.fail_after(-1);
  }
  hub_.device->apply_all();
  machine.device->apply_all();
}

void World::check_hub() {
  Device& hub = *hub_.device;
  const auto here = ops_in(hub);
  for (const int op : acknowledged_) {
    if (!here.contains(op)) violated("acknowledged and gone: op " + std::to_string(op));
  }
  for (const auto& [op, count] : here) {
    if (count != 1) violated("twice in the hub's logs: op " + std::to_string(op));
  }
  store::Query query = hub.database().query("SELECT log, seq, hash FROM change");
  while (query.step()) {
    const std::pair<std::uint64_t, std::uint64_t> at(static_cast<std::uint64_t>(query.int64(0)),
                                                     static_cast<std::uint64_t>(query.int64(1)));
    const auto [known, is_new] = accepted_.emplace(at, query.blob(2));
    if (!is_new && known->second != query.blob(2))
      violated("two contents accepted at " + std::to_string(at.first) + ":" +
               std::to_string(at.second));
  }
  check_money(hub, keys_of(here));
}

void World::check_money(Device& device, const std::set<int>& here) {
  const std::set<int> present = counting(ops_, here);
  std::map<int, std::int64_t> shown;
  {
    store::Query query = device.database().query(
        "SELECT donor_name, CASE WHEN status < 4 THEN amount ELSE 0 END FROM contribution");
    while (query.step()) {
      const int record = std::stoi(std::string(query.text(0)).substr(1));
      if (!shown.emplace(record, query.int64(1)).second)
        violated("a contribution counted twice: " + std::to_string(record));
    }
  }
  std::set<int> records;
  for (const int op : present) records.insert(ops_.at(op).record);
  for (const int record : records) {
    const auto at = shown.find(record);
    // A correction may be here before what it corrects.
    if (at == shown.end()) continue;
    if (!allowed_amounts(ops_, present, record).contains(at->second))
      violated("record " + std::to_string(record) + " shows " + std::to_string(at->second) +
               " đ, which nobody typed last: " + story(device, record) +
               unapplied(device, present));
  }
}

// Everybody comes in once more, in turn, until nothing changes; then all must agree.
void World::finish() {
  check_hub();
  std::set<int> must = acknowledged_;
  must.merge(keys_of(ops_in(*hub_.device)));
  for (Machine& machine : agents_) must.merge(keys_of(ops_in(*machine.device)));
  for (int round = 0; round < 3; ++round) {
    for (Machine& machine : agents_) test::sync_up(commune_, *hub_.device, *machine.device, true);
  }
  check_hub();
  check_end(must);
  check_photos();
}

// Each photo that the hub said to hold is there, and whatever anybody has of what the books name, all have who may.
void World::check_photos() {
  Device& hub = *hub_.device;
  const auto at_hub = ids_of(hub, kWholePhotos);
  for (const std::string& id : acknowledged_photos_) {
    if (!at_hub.contains(id)) violated("the hub lost a photo that it said to hold");
  }
  std::set<std::string> anywhere = at_hub;
  for (Machine& machine : agents_) anywhere.merge(ids_of(*machine.device, kWholePhotos));
  for (Machine& machine : agents_) {
    for (Device* device : {&hub, machine.device.get()}) {
      const auto whole = ids_of(*device, kWholePhotos);
      for (const std::string& id : ids_of(*machine.device, kNamedPhotos)) {
        if (anywhere.contains(id) && !whole.contains(id))
          violated("a photo that somebody has is not with everybody who may have it");
      }
    }
    for (const std::string& bytes : ids_of(*machine.device, kWholePhotos)) {
      store::AttachmentId id{};
      crypto::assign(id, bytes);
      const auto content = store::attachment_content(machine.device->database(), id);
      if (!content || crypto::blake2b({*content}) != id) violated("a photo is not what it was");
    }
  }
}

// For whoever looks into a violation.
std::string World::where_is(int op) {
  std::string text;
  std::vector<Machine*> all = {&hub_};
  for (Machine& machine : agents_) all.push_back(&machine);
  for (std::size_t i = 0; i < all.size(); ++i) {
    for (const char* table : {"change", "branch"}) {
      store::Query query = all[i]->device->database().query_composed(
          std::string("SELECT log, seq, bytes FROM ") + table + " WHERE seq > 1");
      while (query.step()) {
        if (op_of(query.blob(2)) != op) continue;
        const log::LogId id{static_cast<std::uint64_t>(query.int64(0))};
        const auto info = all[i]->device->store().find_log(id);
        text += "\n  machine " + std::to_string(i) + " " + table + " " + log::to_string(id) + ":" +
                std::to_string(query.int64(1)) + " own " + std::to_string(info->own) + " active " +
                std::to_string(info->active) + " forked " + std::to_string(info->forked);
      }
    }
  }
  return text;
}

void World::check_end(const std::set<int>& must) {
  const auto at_hub = ops_in(*hub_.device);
  for (const int op : must) {
    if (!at_hub.contains(op)) violated("lost: op " + std::to_string(op) + where_is(op));
  }
  if (!hub_.device->store().verify().empty()) violated("a chain at the hub does not verify");
  check_unknown_fields(*hub_.device);
  std::map<std::string, std::vector<std::string>> state_of;
  for (Machine& machine : agents_) {
    Device& device = *machine.device;
    for (const store::LogInfo& info : device.store().logs()) {
      if (!info.village.empty() && info.village != machine.village)
        violated("a laptop of " + machine.village + " holds the book of " + info.village);
    }
    if (!device.store().verify().empty()) violated("a chain on a laptop does not verify");
    if (test::heads_of(device, machine.village) != test::heads_of(*hub_.device, machine.village) ||
        test::heads_of(device, "") != test::heads_of(*hub_.device, ""))
      violated("a laptop and the hub differ after all");
    const auto here = ops_in(device);
    for (const auto& [op, count] : here) {
      if (count != 1) violated("twice in a laptop's logs: op " + std::to_string(op));
    }
    check_money(device, keys_of(here));
    check_unknown_fields(device);
    auto state = test::dump_state(device);
    const auto [known, is_new] = state_of.emplace(machine.village, state);
    if (!is_new && known->second != state)
      violated("two laptops of a village show different books");
  }
}

// Whoever corrected such a record since, with whatever program: what this version does not know stands.
void World::check_unknown_fields(Device& device) {
  store::Query query = device.database().query(
      "SELECT c.donor_name, r.state FROM contribution c JOIN record r ON r.pos = c.pos");
  while (query.step()) {
    const int record = std::stoi(std::string(query.text(0)).substr(1));
    Contribution state;
    state.ParseFromString(std::string(query.blob(1)));
    const int expected = with_unknown_field_.contains(record) ? record : 0;
    if (unknown_field_of(state) != expected)
      violated("record " + std::to_string(record) + " lost a field of a newer program");
  }
}

std::string run_plan(std::uint64_t seed, std::size_t agents, const Plan& plan, Counts& counts) {
  World world(seed, agents);
  std::string violation;
  try {
    world.run(plan);
  } catch (const std::exception& failed) {
    violation = failed.what();
  }
  counts = world.counts();
  return violation;
}

Plan shrink(std::uint64_t seed, std::size_t agents, Plan plan) {
  Counts counts;
  for (std::size_t size = plan.size() / 2; size > 0; size /= 2) {
    for (std::size_t at = 0; at + size <= plan.size();) {
      Plan smaller = plan;
      smaller.erase(smaller.begin() + static_cast<std::ptrdiff_t>(at),
                    smaller.begin() + static_cast<std::ptrdiff_t>(at + size));
      if (run_plan(seed, agents, smaller, counts).empty()) {
        at += size;
      } else {
        plan = std::move(smaller);
      }
    }
  }
  return plan;
}

}  // namespace soban::simulation
