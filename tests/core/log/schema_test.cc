// The rules that the head of proto/records.proto states, checked on its descriptors.
#include "core/log/schema.h"

#include <catch2/catch.hpp>
#include <map>
#include <set>

namespace soban::log {
namespace {

using google::protobuf::FieldDescriptor;

// What the JSON of a record says beside the kind's own fields (DESIGN §9; core/books/view.cc).
const std::set<std::string> kEnvelope = {"id",       "kind",      "village", "status",  "sent",
                                         "conflict", "conflicts", "created", "changed", "author",
                                         "reason",   "heads",     "changes", "voided",  "review",
                                         "flags",    "shown"};

template <class Check>
void for_each_field(Check check) {
  for (const KindInfo& kind : all_kinds()) {
    for (const FieldInfo& field : kind.fields) {
      CAPTURE(kind.name, field.name);
      check(kind, field);
    }
  }
}

TEST_CASE("every singular field of a kind is optional, so that a delta can leave it out",
          "[log][schema]") {
  for_each_field([](const KindInfo&, const FieldInfo& field) {
    CHECK((field.descriptor->is_repeated() || field.descriptor->has_optional_keyword()));
  });
}

TEST_CASE("no kind has a oneof or a map", "[log][schema]") {
  for (const KindInfo& kind : all_kinds()) {
    CAPTURE(kind.name);
    CHECK(kind.descriptor->real_oneof_decl_count() == 0);
  }
  for_each_field(
      [](const KindInfo&, const FieldInfo& field) { CHECK_FALSE(field.descriptor->is_map()); });
}

TEST_CASE("a reference is a text that names a known kind", "[log][schema]") {
  for_each_field([](const KindInfo&, const FieldInfo& field) {
    if (field.ref == 0) return;
    CHECK(field.descriptor->type() == FieldDescriptor::TYPE_STRING);
    CHECK(find_kind(field.ref) != nullptr);
  });
}

TEST_CASE("a date is a text", "[log][schema]") {
  for_each_field([](const KindInfo&, const FieldInfo& field) {
    if (field.is_date) CHECK(field.descriptor->type() == FieldDescriptor::TYPE_STRING);
  });
}

TEST_CASE("no field has the name of an envelope field", "[log][schema]") {
  for_each_field([](const KindInfo&, const FieldInfo& field) {
    CHECK_FALSE(kEnvelope.contains(field.json_name));
    CHECK_FALSE(kEnvelope.contains(field.name));
  });
}

TEST_CASE("only kinds that are reviewed have fields that need a decision", "[log][schema]") {
  for_each_field([](const KindInfo& kind, const FieldInfo& field) {
    if (field.needs_decision) CHECK(kind.reviewed);
  });
}

TEST_CASE("every kind says in which book it lives", "[log][schema]") {
  for (const KindInfo& kind : all_kinds()) {
    CAPTURE(kind.name);
    CHECK(kind.holder != HOLDER_UNSPECIFIED);
  }
}

TEST_CASE("the numbers of kinds never change", "[log][schema]") {
  const std::map<std::string, std::uint32_t> released = {{"commune", 1},
                                                         {"village", 2},
                                                         {"device", 3},
                                                         {"household", 10},
                                                         {"campaign", 11},
                                                         {"contribution", 12},
                                                         {"receipt", 13},
                                                         {"review", 14},
                                                         {"meeting", 15},
                                                         {"petition", 16},
                                                         {"spending", 17},
                                                         {"disclosure", 18},
                                                         {"period-report", 19},
                                                         {"security-report", 20},
                                                         {"police-key", 21},
                                                         {"opening", 22},
                                                         {"campaign-proposal", 23},
                                                         {"household-request", 24},
                                                         {"task", 25},
                                                         {"commune-report", 26},
                                                         {"audit-entry", 27},
                                                         {"survey-slip", 28},
                                                         {"reminder", 29}};
  for (const auto& [name, number] : released) {
    CAPTURE(name);
    const KindInfo* kind = find_kind(name);
    REQUIRE(kind != nullptr);
    CHECK(kind->number == number);
    CHECK(find_kind(number) == kind);
  }
}

TEST_CASE("kinds are sorted and no two have a number or a name in common", "[log][schema]") {
  std::set<std::string> names;
  std::uint32_t before = 0;
  for (const KindInfo& kind : all_kinds()) {
    CHECK(kind.number > before);
    CHECK(names.insert(kind.name).second);
    before = kind.number;
  }
}

TEST_CASE("a campaign has no field for a minimum level", "[log][schema]") {
  for (const FieldInfo& field : find_kind("campaign")->fields) {
    CAPTURE(field.name);
    CHECK(field.name.find("minimum") == std::string::npos);
    CHECK(field.name.find("level") == std::string::npos);
  }
}

TEST_CASE("amount, donor and form of a contribution are never merged silently", "[log][schema]") {
  const KindInfo& kind = *find_kind("contribution");
  for (const char* name : {"campaign", "donorType", "household", "donorName", "form", "amount",
                           "quantityMilli", "value"}) {
    CAPTURE(name);
    CHECK(kind.field_by_json_name(name)->needs_decision);
  }
  CHECK_FALSE(kind.field_by_json_name("note")->needs_decision);
}

TEST_CASE("a field is found by its number and by either of its names", "[log][schema]") {
  const KindInfo& kind = *find_kind(kind_of<Contribution>());
  const FieldInfo* field = kind.field(7);
  REQUIRE(field != nullptr);
  CHECK(field->name == "quantity_milli");
  CHECK(kind.field_by_json_name("quantityMilli") == field);
  CHECK(kind.field_by_json_name("quantity_milli") == field);
  CHECK(kind.field(99) == nullptr);
  CHECK(kind.field_by_json_name("minimum") == nullptr);
}

TEST_CASE("a kind that this version does not know is no error", "[log][schema]") {
  CHECK(find_kind(9999) == nullptr);
  CHECK(find_kind("tax") == nullptr);
}

TEST_CASE("an empty message of a kind can be made from its description", "[log][schema]") {
  for (const KindInfo& kind : all_kinds()) {
    CHECK(new_message(kind)->GetDescriptor() == kind.descriptor);
    CHECK(new_message(kind)->ByteSizeLong() == 0);
  }
}

}  // namespace
}  // namespace soban::log
