#include "agent/status.h"

#include "core/books/calendar.h"
#include "core/books/deadlines.h"
#include "core/books/view.h"
#include "core/store/attachments.h"
#include "core/store/queries.h"
#include "core/store/security.h"
#include "core/text/text.h"
#include "core/version.h"

namespace soban::agent {
namespace {

using books::Json;

const char* state_name(LinkState state) {
  switch (state) {
    case LinkState::kOff:
      return "off";
    case LinkState::kConnecting:
      return "connecting";
    case LinkState::kSending:
      return "sending";
    case LinkState::kLevel:
      return "level";
    case LinkState::kRefused:
      return "refused";
  }
  return "off";
}

Json instant(const std::optional<std::int64_t>& ms) {
  return ms ? Json(text::format_instant(*ms)) : Json();
}

Json counts_json(store::Store& store, const std::string& village) {
  using store::Status;
  std::int64_t by_status[6] = {};
  const std::uint32_t kind = log::kind_of<Contribution>();
  for (const auto& row : store::count_by_status(store.database(), kind)) {
    by_status[static_cast<std::size_t>(row.status)] = row.count;
  }
  const auto of = [&](Status status) { return by_status[static_cast<std::size_t>(status)]; };
  const std::int64_t waiting = store::count_waiting_records(store.database(), kind);
  // One that is cancelled or in conflict may wait too, and was not received as open before.
  const std::int64_t waiting_open =
      store::count_waiting_records(store.database(), kind, Status::kOpen);
  const store::AttachmentCounts photos = store::count_attachments(store.database());
  return {{"recorded", of(Status::kOpen) + of(Status::kAccepted) + of(Status::kReturned) +
                           of(Status::kConflict)},
          {"waiting", waiting},
          {"received", std::max<std::int64_t>(0, of(Status::kOpen) - waiting_open)},
          {"accepted", of(Status::kAccepted)},
          {"returned", of(Status::kReturned)},
          {"conflict", of(Status::kConflict)},
          {"voided", of(Status::kVoided) + of(Status::kVoidOpen)},
          {"households", store::count_households(store.database(), village)},
          {"photosToSend", photos.to_send},
          {"photosToReceive", photos.to_receive}};
}

// Who will be able to read a security report, and up to when the village has reported.
Json police_json(store::Store& store) {
  Json readers = Json::array();
  for (const auto& row : store::current_police_keys(store.database())) readers.push_back(row.owner);
  const std::string last = store::last_reported_day(store.database(), store.identity().village);
  return {{"readers", std::move(readers)}, {"reportedUntil", last.empty() ? Json() : Json(last)}};
}

// Which one somebody who writes a report now most likely means.
Json report_json(store::Store& store) {
  const books::ReportPeriod nearest =
      books::nearest_report(store.database(), text::today(store.clock().now_ms()));
  return {{"period", Period_Name(nearest.period)}, {"year", nearest.year}};
}

}  // namespace

Json link_json(const LinkStatus& link, std::int64_t now_ms) {
  return {{"state", state_name(link.state)},
          {"code", link.code},
          {"sent", link.progress.sent},
          {"toSend", link.progress.to_send},
          {"received", link.progress.received},
          {"toReceive", link.progress.to_receive},
          {"retryAt", instant(link.retry_at_ms)},
          {"retryInMs",
           link.retry_at_ms ? Json(std::max<std::int64_t>(0, *link.retry_at_ms - now_ms)) : Json()},
          {"levelAt", instant(link.level_at_ms)},
          {"lastContact", instant(link.contact_at_ms)},
          {"clockErrorMs", link.clock_error_ms ? Json(*link.clock_error_ms) : Json()}};
}

books::Author author_of(store::Store& store) {
  return {store.meta("author").value_or(std::string()), false};
}

Json status_json(store::Store& store) {
  const bool enrolled = store.has_identity();
  Json status = {
      {"program", "agent"},
      {"version", kVersion},
      {"enrolled", enrolled},
      {"today", text::today(store.clock().now_ms())},
      {"author", author_of(store).name},
      {"demo", false},
      {"counts", counts_json(store, enrolled ? store.identity().village : std::string())},
      {"report", report_json(store)},
      {"deadlines", Json::array()},
      {"notices", books::notices_json(store)}};
  if (!enrolled) return status;
  const store::Identity identity = store.identity();
  CertificateBody body;
  body.ParseFromString(identity.certificate.body());
  const store::CommuneRow commune = store::commune(store.database());
  const std::string village = store::village_name(store.database(), identity.village);
  status["demo"] = commune.demo;
  status["deadlines"] = books::deadlines_json(store);
  status["commune"] = {
      {"name", commune.name.empty() ? store.meta("commune_name").value_or("") : commune.name},
      {"upperLevel", commune.upper_level},
      {"phone", commune.office_phone}};
  status["police"] = police_json(store);
  status["village"] = {
      {"code", identity.village},
      {"name",
       village == identity.village ? store.meta("village_name").value_or(village) : village}};
  status["device"] = {
      {"id", log::to_string(identity.device)}, {"name", body.name()}, {"series", body.series()}};
  return status;
}

}  // namespace soban::agent
