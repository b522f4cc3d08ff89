// Finding records by what somebody typed.
#include <catch2/catch.hpp>

#include "core/store/projections.h"
#include "core/store/queries.h"
#include "tests/core/store/support.h"

namespace soban::store {
namespace {

using namespace test;
using test::Commune;
using test::Device;

std::size_t hits(Device& device, std::uint32_t kind, const std::string& typed) {
  ListFilter filter;
  filter.kind = kind;
  filter.query = typed;
  filter.limit = 200;
  return list_records(device.database(), filter).records.size();
}

std::size_t gifts(Device& device, const std::string& typed) {
  return hits(device, log::kind_of<Contribution>(), typed);
}

TEST_CASE("names are found without marks, in any case, by the beginning of the last word",
          "[store][search]") {
  Office office;
  office.village.write(contribution(kVillage, "Lò Văn Đức", 1));
  office.village.write(contribution(kVillage, "Lò Thị Đào", 1));
  for (const char* typed : {"lo van duc", "Lò Văn Đức", "LO VAN DUC", "đức", "duc", "du", "van lo",
                            "  lo   duc ", "Đức, Lò", "lo van d"}) {
    CAPTURE(typed);
    CHECK(gifts(office.village, typed) == 1);
  }
  CHECK(gifts(office.village, "lo") == 2);
  CHECK(gifts(office.village, "d") == 2);
  for (const char* typed : {"lo van dao", "duc van x", "uc", "lovan"}) {
    CAPTURE(typed);
    CHECK(gifts(office.village, typed) == 0);
  }
}

TEST_CASE("a name in decomposed Unicode is the same name", "[store][search]") {
  Office office;
  office.village.write(contribution(kVillage, "Lo\u0300 Va\u0306n Đu\u031B\u0301c", 1));
  CHECK(gifts(office.village, "Lò Văn Đức") == 1);
}

TEST_CASE("signs and operators are words of nobody", "[store][search]") {
  Office office;
  office.village.write(contribution(kVillage, "Lò Văn Đức", 1));
  for (const char* typed : {"lo AND van", "lo OR x", "NOT lo", "NEAR(lo van)"}) {
    CAPTURE(typed);
    CHECK(gifts(office.village, typed) == 0);
  }
  for (const char* typed : {"\"lo\"", "lo*", "(lo)", "-lo", "lo:", "'lo", "^lo", "{lo}"}) {
    CAPTURE(typed);
    CHECK(gifts(office.village, typed) == 1);
  }
}

TEST_CASE("a letter of any script can be searched for", "[store][search]") {
  Office office;
  // Tai Viet; a letter that came to Unicode lately; a mathematical letter; a combined one in the middle of a word.
  for (const std::string name : {"ꪼꪒ ꪩꪱ", "a𞤀b", "x𖿠y", "𝔏𝔬", "aꫛb", "a゙b"}) {
    CAPTURE(name);
    office.village.write(contribution(kVillage, name, 1));
    CHECK(gifts(office.village, name) >= 1);
  }
}

TEST_CASE("one kind is not found among another", "[store][search]") {
  Office office;
  office.village.write(test::household(kVillage, "014", "Lò Văn Đức"));
  office.village.write(contribution(kVillage, "Lò Văn Đức", 1));
  CHECK(gifts(office.village, "duc") == 1);
  CHECK(hits(office.village, log::kind_of<Household>(), "duc") == 1);
  CHECK(hits(office.village, log::kind_of<Household>(), "014") == 1);
  CHECK(hits(office.village, log::kind_of<Campaign>(), "duc") == 0);
}

TEST_CASE("a corrected name is found by the new one alone", "[store][search]") {
  Office office;
  const auto id = office.village.write(contribution(kVillage, "Lò Văn Đức", 1));
  Contribution delta;
  delta.set_donor_name("Cà Thị Mai");
  office.village.write(change_of(id, delta));
  CHECK(gifts(office.village, "duc") == 0);
  CHECK(gifts(office.village, "mai") == 1);
}

// A contribution of a household that is named nowhere else.
Draft gift_of(const log::Position& household) {
  Contribution gift;
  gift.set_donor_type(DONOR_TYPE_HOUSEHOLD);
  gift.set_household(log::to_string(household));
  gift.set_amount(1);
  return creation_of(kVillage, gift);
}

TEST_CASE("a household's contributions are found by its head's name, also a corrected one",
          "[store][search]") {
  Office office;
  const auto house = office.village.write(test::household(kVillage, "014", "Lò Văn Đức"));
  office.village.write(gift_of(house));
  CHECK(gifts(office.village, "duc") == 1);
  CHECK(gifts(office.village, "014") == 1);
  Household delta;
  delta.set_head("Cà Thị Mai");
  office.village.write(change_of(house, delta));
  CHECK(gifts(office.village, "duc") == 0);
  CHECK(gifts(office.village, "mai") == 1);
}

TEST_CASE("contributions that came before their households are found once these are there",
          "[store][search]") {
  Office office;
  std::vector<log::Position> houses;
  for (const char* head : {"Lò Văn Đức", "Cà Thị Mai", "Quàng Văn Hặc"}) {
    houses.push_back(office.hub.write(test::household(kVillage, "1", head)));
  }
  for (const auto& house : houses) office.village.write(gift_of(house));
  CHECK(gifts(office.village, "duc") == 0);
  copy_logs(office.hub, office.village);
  CHECK(gifts(office.village, "duc") == 1);
  // The index counts its entries; a miscount would be met as damage here.
  for (const auto& house : houses) {
    Household delta;
    delta.set_head("Vì Văn Sơn");
    office.village.write(change_of(house, delta));
  }
  CHECK(gifts(office.village, "son") == 3);
  office.village.database().script("INSERT INTO search(search) VALUES('integrity-check')");
}

TEST_CASE("a record is found from the moment it is written, indexed or waiting for the index",
          "[store][search]") {
  Office office;
  const auto indexed = [&] { return std::stoll(*office.village.store().meta("indexed_pos")); };
  bool waited = false;
  bool was_indexed = false;
  std::vector<log::Position> ids;
  for (int n = 0; n < 2 * kIndexChunk; ++n) {
    const std::string name = "Lò Văn " + std::to_string(1000 + n);
    ids.push_back(office.village.write(contribution(kVillage, name, 1)));
    CHECK(gifts(office.village, name) == 1);
    (office.village.store().position_of(ids.back()) > indexed() ? waited : was_indexed) = true;
  }
  CHECK(waited);
  CHECK(was_indexed);
  CHECK(gifts(office.village, "lo van") == ids.size());
  // The beginning of the last word alone; the others whole.
  CHECK(gifts(office.village, "van 10") == 100);
  CHECK(gifts(office.village, "va 1000") == 0);
  CHECK(gifts(office.village, "va 1127") == 0);
  CHECK(gifts(office.village, "an") == 0);
  for (const log::Position& id : ids) {
    Contribution delta;
    delta.set_donor_name("Cà Thị Mai");
    office.village.write(change_of(id, delta));
  }
  CHECK(gifts(office.village, "mai") == ids.size());
  CHECK(gifts(office.village, "lo") == 0);
  office.village.database().script("INSERT INTO search(search) VALUES('integrity-check')");
  office.village.store().rebuild();
  CHECK(gifts(office.village, "mai") == ids.size());
  CHECK(gifts(office.village, "lo") == 0);
}

TEST_CASE("what is searched for is folded and quoted", "[store][search]") {
  CHECK(search_condition("pos", 12, "Lò \"Đức").values ==
        std::vector<std::string>{"kind12 AND \"lo\" AND \"duc\"*", " lo ", " duc"});
  CHECK(search_condition("pos", 12, "…").values == std::vector<std::string>{"kind12"});
}

}  // namespace
}  // namespace soban::store
