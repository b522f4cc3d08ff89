// What goes over the wire and into a bundle, unpacked, has no word of what is sealed.
#include <catch2/catch.hpp>

#include "core/store/queries.h"
#include "core/sync/bundle.h"
#include "tests/support/books.h"
#include "tests/support/expect.h"
#include "tests/support/police.h"
#include "tests/support/wire.h"

namespace soban::test {
namespace {

const std::vector<std::string> kPlanted = {"Suối Đá Ngà Voi", "Giàng Thị Bí Mật", "hai bao phân"};

void check_without(const std::string& what, std::string_view bytes) {
  for (const std::string& word : kPlanted) {
    CAPTURE(what, word);
    CHECK(bytes.find(word) == std::string_view::npos);
  }
}

std::size_t check_batch(const std::string& what, const sync::DecodedBatch& batch) {
  for (const std::string_view entry : batch.batch.entries) check_without(what, entry);
  return batch.batch.entries.size();
}

}  // namespace

TEST_CASE("neither a frame nor a bundle, unpacked, holds what a security report says",
          "[sync][security]") {
  Books books;
  Police police(books);
  police.publish();
  books.meet();
  expect(books.add(books.laptop, "security-report",
                   {{"incident", "INCIDENT_THEFT"},
                    {"date", "2026-11-24"},
                    {"place", kPlanted[0]},
                    {"people", kPlanted[1]},
                    {"account", kPlanted[2]}}));
  std::size_t entries = 0;
  {
    const store::Snapshot snapshot(books.laptop.database());
    const auto bundle = sync::write_bundle(books.laptop.store(), "NC", {}, {});
    const auto read =
        expect(sync::read_bundle(bundle.bytes, books.laptop.store().identity().hub_key));
    for (const auto& batch : read.batches) entries += check_batch("bundle", batch);
  }
  CHECK(entries > 0);
  Wire wire(books.commune, books.hub, books.laptop);
  wire.run();
  std::size_t sent = 0;
  for (const sync::Batch& batch : wire.agent.batches_sent())
    sent += check_batch("frame", expect(sync::decode_batch(batch)));
  CHECK(sent > 0);
}

}  // namespace soban::test
