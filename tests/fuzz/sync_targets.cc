// What comes over the wire and on USB sticks.
#include <string>
#include <vector>

#include "bundle.pb.h"
#include "core/books/view.h"
#include "core/check.h"
#include "core/store/queries.h"
#include "core/sync/bundle.h"
#include "core/sync/columns.h"
#include "tests/fuzz/office.h"
#include "tests/fuzz/targets.h"

namespace soban::fuzz {
namespace {

constexpr std::size_t kColumnsBytesMax = 1 << 20;
constexpr std::size_t kEntriesMax = 4096;

// A connection brought to a state of its session by an honest peer; from there on the peer sends the input.
enum class Stage { kHubGreeted, kAgentStarting, kAgentGreeted, kHubOpen, kAgentOpen, kCommitting };
constexpr int kStages = 6;

test::Peer& bring_to(Stage stage, test::Wire& wire) {
  switch (stage) {
    case Stage::kHubGreeted:
      return wire.hub;
    case Stage::kAgentStarting:
      return wire.agent;
    case Stage::kAgentGreeted:
      wire.step();
      return wire.agent;
    case Stage::kHubOpen:
      wire.run();
      return wire.hub;
    case Stage::kAgentOpen:
      wire.run();
      return wire.agent;
    case Stage::kCommitting:
      wire.hold_hub_commits = true;
      wire.run();
      return wire.hub;
  }
  return wire.hub;
}

std::string bundle_file(const sync::BundleBody& body) {
  const std::string bytes = body.SerializeAsString();
  const auto key = *crypto::SigningKey::from_seed(commune().laptop.identity().seed);
  const crypto::Hash digest = crypto::blake2b({bytes});
  const auto signature = key.sign("soban.bundle.v1", crypto::view(digest));
  return std::string("SOBAN-BUNDLE\n").append(crypto::view(signature)).append(bytes);
}

// Takes the file as `bundle import` does, and undoes it.
void take(const std::string& file) {
  test::Device& hub = commune().office.hub;
  const auto read = sync::read_bundle(file, hub.identity().hub_key);
  if (!read) return;
  store::Transaction transaction(hub.database());
  if (sync::take_bundle(hub.store(), *read)) sync::heads_of(hub.store(), *read);
}

void show_everything(store::Store& store) {
  for (const log::KindInfo& kind : log::all_kinds()) {
    store::ListFilter filter;
    filter.kind = kind.number;
    filter.limit = 50;
    books::list_json(store, filter);
  }
  books::totals_json(store, {}, {});
  store::rejected_changes(store.database());
}

}  // namespace

void frames(std::string_view bytes) {
  Commune& all = commune();
  test::Wire wire(all.office.commune, all.office.hub, all.laptop);
  test::Peer& victim = bring_to(static_cast<Stage>(take_byte(bytes) % kStages), wire);
  const auto heads = test::heads_of(victim.device());
  while (!bytes.empty()) {
    victim.receive(take_piece(bytes));
    while (victim.commit_one()) {
    }
  }
  // Nobody signed anything new.
  SOBAN_CHECK(test::heads_of(victim.device()) == heads);
}

void bundle(std::string_view bytes) {
  const bool proper = take_byte(bytes) % 2 == 1;
  if (!proper) return take(std::string(bytes));
  sync::BundleBody body;
  if (!body.ParseFromArray(bytes.data(), static_cast<int>(bytes.size()))) return;
  body.set_hub_key(std::string(crypto::view(commune().laptop.identity().hub_key)));
  *body.mutable_certificate() = commune().laptop.identity().certificate;
  take(bundle_file(body));
}

void columns(std::string_view bytes) {
  const std::size_t count = static_cast<std::size_t>(take_byte(bytes)) * 16;
  if (take_byte(bytes) % 2 == 0) {
    const auto read = sync::from_columns(bytes, std::min(count, kEntriesMax), kColumnsBytesMax);
    if (read) SOBAN_CHECK(read->size() == std::min(count, kEntriesMax));
    return;
  }
  std::vector<std::string> entries;
  std::size_t size = 0;
  while (!bytes.empty()) size += entries.emplace_back(take_piece(bytes)).size();
  const auto back = sync::from_columns(sync::to_columns(entries), entries.size(), size);
  SOBAN_CHECK(back && *back == entries);
}

void entries(std::string_view bytes) {
  test::Device& hub = commune().office.hub;
  static const store::Identity writer = commune().office.enrol("NC");
  test::HandmadeLog log(writer, log::LogId{0x5eed}, "NC");
  while (!bytes.empty() && log.last() < 64) log.add_bytes(std::string(take_piece(bytes)));
  store::Transaction transaction(hub.database());
  const test::OwnedBatch batch = log.batch();
  SOBAN_CHECK(hub.store().append_batch(batch.view()).has_value());
  while (hub.store().has_unapplied()) hub.store().apply_some(100);
  show_everything(hub.store());
}

}  // namespace soban::fuzz
