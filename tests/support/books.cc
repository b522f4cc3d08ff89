#include "tests/support/books.h"

#include "core/books/rules.h"
#include "core/books/view.h"
#include "tests/support/expect.h"
#include "tests/support/office.h"

namespace soban::test {
namespace {

store::Draft commune_draft() {
  ::soban::Commune record;
  record.set_name("xã Pắc Ngà");
  record.set_upper_level("tỉnh Sơn La");
  store::Draft draft;
  draft.kind = log::kind_of<::soban::Commune>();
  draft.author = "Văn phòng";
  draft.delta = record.SerializeAsString();
  return draft;
}

store::Draft campaign_draft() {
  Campaign campaign;
  campaign.set_title("Đường nội bản 2026");
  campaign.set_from_date("2026-01-01");
  campaign.set_to_date("2026-12-31");
  campaign.set_state(CAMPAIGN_STATE_OPEN);
  store::Draft draft;
  draft.kind = log::kind_of<Campaign>();
  draft.author = "Văn phòng";
  draft.delta = campaign.SerializeAsString();
  return draft;
}

}  // namespace

Books::Books()
    : hub(commune.hub(), &books::check_delta), laptop(commune.enrol("NC"), &books::check_delta) {
  hub.write(commune_draft());
  hub.write(village_draft("NC", "bản Nong Cóc"));
  hub.write(village_draft("PL", "bản Pá Lầu"));
  campaign = hub.write(campaign_draft());
  household = hub.write(test::household("NC", "014", "Lò Văn Đức"));
  other_household = hub.write(test::household("PL", "001", "Mùa A Dơ"));
  meet();
}

void Books::meet() {
  exchange(hub, laptop);
  laptop.in_transaction([](store::Store& store) {
    for (const store::LogInfo& info : store.logs()) store.note_peer_head(info.id, info.head.seq);
  });
}

Result<log::Position> Books::run(Device& device, const Job& job) {
  store::Transaction transaction(device.database());
  auto at = job(device.store());
  if (at) transaction.commit();
  return at;
}

Result<log::Position> Books::add(Device& device, const std::string& kind, const books::Json& fields,
                                 const std::string& book) {
  const log::KindInfo* info = log::find_kind(kind);
  return run(device, [&](store::Store& store) {
    return books::add_record(store, {info == nullptr ? 0 : info->number, book, fields, false},
                             author(device));
  });
}

Result<log::Position> Books::amend(Device& device, const log::Position& record,
                                   const books::Json& fields, const std::string& reason) {
  return run(device, [&](store::Store& store) {
    return books::amend_record(store, {log::RecordId{record}, std::nullopt, fields, reason},
                               author(device));
  });
}

Result<log::Position> Books::cancel(Device& device, const log::Position& record,
                                    const std::string& reason) {
  return run(device, [&](store::Store& store) {
    return books::void_record(store, log::RecordId{record}, reason, author(device));
  });
}

books::Json Books::cash() const {
  return {{"campaign", log::to_string(campaign)},
          {"household", log::to_string(household)},
          {"form", "FORM_CASH"},
          {"amount", 200'000},
          {"date", "2026-11-24"},
          {"voluntary", true}};
}

books::Json Books::json(Device& device, const log::Position& record) {
  return books::record_with_conflicts_json(device.store(), device.record(record));
}

std::string field_code(const Result<log::Position>& result, const std::string& field) {
  if (result) return {};
  for (const FieldError& error : result.error().fields) {
    if (error.field == field) return error.code;
  }
  return result.error().fields.empty() ? result.error().code : "(another field)";
}

}  // namespace soban::test
