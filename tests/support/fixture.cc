#include "tests/support/fixture.h"

#include <fstream>
#include <sstream>

#include "core/books/receipts.h"
#include "core/books/rules.h"
#include "core/books/view.h"
#include "core/store/queries.h"
#include "tests/support/expect.h"
#include "tests/support/files.h"
#include "tests/support/office.h"
#include "tests/support/wire.h"

namespace soban::test {
namespace {

constexpr const char* kKinds[] = {"village",      "household", "campaign",
                                  "contribution", "receipt",   "review"};

void write_file(const std::filesystem::path& file, const std::string& content) {
  std::ofstream out(file, std::ios::binary);
  out << content;
  if (!out.flush()) throw std::runtime_error("can't write " + file.string());
}

// A commune in the middle of its work, with a bit of everything in its books.
struct Story {
  explicit Story(const std::string& seed)
      : commune(seed),
        hub(commune.hub(), &books::check_delta),
        laptop(commune.enrol("NC"), &books::check_delta),
        second(commune.enrol("NC"), &books::check_delta) {
    hub.write(village_draft("NC", "bản Nong Cóc"));
    hub.write(village_draft("PL", "bản Pá Lầu"));
    house = hub.write(household("NC", "014", "Lò Văn Đức"));
    campaign = hub.write(creation_of("", campaign_of("Làm đường nội bản năm 2026")));
    everybody();
    for (int n = 0; n < 6; ++n) gifts.push_back(give("Quàng Văn " + std::to_string(n), 50'000 * n));
    everybody();
    hub.write(review_of(hub, gifts[1], VERDICT_ACCEPTED));
    hub.write(review_of(hub, gifts[2], VERDICT_RETURNED, "thiếu ngày"));
    laptop.in_transaction([&](store::Store& store) {
      expect(books::issue_receipt(store, log::RecordId{gifts[1]}, {"Lò Văn Pọm", false}));
    });
    everybody();
    laptop.write(change_of(gifts[2], amount_of(120'000)));
    laptop.write(voiding(gifts[3], log::kind_of<Contribution>()));
    laptop.write(change_of(gifts[4], amount_of(210'000)));
    second.write(change_of(gifts[4], amount_of(220'000)));
    everybody();
    // For the session that is recorded.
    give("Cà Thị Mai", 300'000);
    laptop.write(change_of(gifts[5], amount_of(260'000)));
    hub.write(review_of(hub, gifts[2], VERDICT_ACCEPTED));
    hub.write(household("NC", "015", "Vì Văn Sơn"));
  }

  log::Position give(const std::string& donor, std::int64_t amount) {
    Contribution gift = contribution_of(donor, amount + 50'000);
    gift.set_campaign(log::to_string(campaign));
    gift.set_voluntary(true);
    store::Draft draft = creation_of("NC", gift);
    draft.author = "Lò Văn Pọm";
    laptop.clock.advance_ms(60'000);
    return laptop.write(draft);
  }

  void everybody() {
    for (int round = 0; round < 2; ++round) {
      sync_up(commune, hub, laptop);
      sync_up(commune, hub, second);
    }
  }

  Commune commune;
  Device hub;
  Device laptop;
  Device second;
  log::Position house;
  log::Position campaign;
  std::vector<log::Position> gifts;
};

void save(Device& device, const std::filesystem::path& file) {
  std::filesystem::remove(file);
  device.database().run("VACUUM INTO ?", std::string_view(file.string()));
}

std::string lines_of(const std::string& side, const Peer& peer) {
  std::string lines;
  for (const sync::Frame& frame : peer.sent)
    lines += side + ' ' + crypto::to_hex(frame.SerializeAsString()) + '\n';
  return lines;
}

}  // namespace

Fixture::Fixture(const std::string& version)
    : folder(std::filesystem::path(SOBAN_SOURCE_DIR) / "tests/fixtures" / version),
      commune(version),
      laptop_identity(commune.enrol("NC")) {}

std::unique_ptr<Device> Fixture::open(const store::Identity& identity, const char* file) const {
  const TemporaryDirectory copy;
  std::filesystem::copy_file(folder / file, copy / "soban.db");
  auto device = std::make_unique<Device>(identity, copy, &books::check_delta);
  device->clock.advance_ms(3'600'000);
  device->apply_all();
  return device;
}

books::Json Fixture::json(const char* name) const {
  return expect(books::parse_json(read_file(folder / name)));
}

std::vector<std::string> Fixture::frames(const std::string& side) const {
  std::vector<std::string> frames;
  std::istringstream lines(read_file(folder / "session.txt"));
  for (std::string from, hex; lines >> from >> hex;) {
    if (from == side) frames.push_back(*crypto::from_hex(hex));
  }
  return frames;
}

books::Json shown_by(Device& device) {
  books::Json all = books::Json::object();
  for (const char* kind : kKinds) {
    store::ListFilter filter;
    filter.kind = log::find_kind(kind)->number;
    filter.limit = 200;
    all[kind] = books::list_json(device.store(), filter)["items"];
  }
  return all;
}

void write_fixture(const std::string& version) {
  const Fixture fixture(version);
  std::filesystem::create_directories(fixture.folder);
  Story story(version);
  save(story.laptop, fixture.folder / "agent.db");
  save(story.hub, fixture.folder / "hub.db");
  write_file(fixture.folder / "agent.json", shown_by(story.laptop).dump(1) + '\n');
  write_file(fixture.folder / "hub.json", shown_by(story.hub).dump(1) + '\n');
  Wire wire(story.commune, story.hub, story.laptop);
  wire.run();
  if (!wire.level()) throw std::runtime_error("the session did not end level");
  story.laptop.apply_all();
  write_file(fixture.folder / "session.txt",
             lines_of("hub", wire.hub) + lines_of("agent", wire.agent));
  write_file(fixture.folder / "after.json", shown_by(story.laptop).dump(1) + '\n');
}

}  // namespace soban::test
