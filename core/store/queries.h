// What screens, reports and rules ask of the store. Reads only; throws DatabaseError.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/store/apply.h"

namespace soban::store {

std::int64_t find_book(Database& database, std::string_view village);  // 0: none
std::string village_of_book(Database& database, std::int64_t book);

struct CommuneRow {
  std::string name;
  std::string upper_level;
  std::string office_phone;
  bool demo = false;
};
CommuneRow commune(Database& database);
std::int64_t commune_pos(Database& database);  // of its record; 0: none yet

struct VillageRow {
  std::int64_t pos = 0;
  std::string code;
  std::string name;
};
std::vector<VillageRow> villages(Database& database);
bool has_village(Database& database, std::string_view code);
// The name, or the code where it is not known yet.
std::string village_name(Database& database, std::string_view code);

struct DeviceRow {
  log::Position record;
  log::DeviceId device;
  std::string name;
  std::string village;
  std::string series;
  std::int64_t enrolled_ms = 0;
  std::string certificate;
  bool revoked = false;
  std::string revoked_reason;
};
std::vector<DeviceRow> devices(Database& database);
std::optional<DeviceRow> find_device(Database& database, log::DeviceId id);
// Of the device that writes the log; the hub's is "hub".
std::string device_name_of_log(Database& database, log::LogId id);
// An unused prefix for receipt numbers: the village code and a letter, "NC-A".
std::string next_series(Database& database, const std::string& village);

struct HouseholdRow {
  std::string code;
  std::string head;
  std::int64_t birth_year = 0;
  std::string village;
};
std::optional<HouseholdRow> household(Database& database, const log::Position& id);

// Those of a village that are there: not cancelled, merged or moved away.
std::int64_t count_households(Database& database, std::string_view village);
// pos of one that is not cancelled and is not at `except_pos`; 0: none.
std::int64_t household_by_code(Database& database, std::string_view village, std::string_view code,
                               std::int64_t except_pos = 0);
// Those that became a part of it.
std::vector<log::Position> households_merged_into(Database& database, const log::Position& id);
// One more than the greatest number among the village's codes, of three digits at least: "042".
std::string next_household_code(Database& database, std::string_view village);
bool household_code_taken(Database& database, std::string_view village, std::string_view code,
                          std::int64_t except_pos);

struct CampaignRow {
  std::string title;
  std::string from_date;
  std::string to_date;
  std::int64_t state = 0;
  std::string villages;  // codes, each followed by a space; empty: all
  bool voided = false;
};
std::optional<CampaignRow> campaign(Database& database, const log::Position& id);

// Kind of the record; 0 when there is none.
std::uint32_t kind_of_record(Database& database, const log::Position& id);

struct MeetingRow {
  std::string title;
  std::string date;
  bool voided = false;
};
std::optional<MeetingRow> meeting(Database& database, const log::Position& id);

// kOpen: without an answer, in time or not; kAnswered: the person does not know the answer yet.
enum class PetitionState { kAny, kOpen, kOverdue, kAnswered, kTold };

// Of incidents: kOpen until the police have dealt with them, kUrgent those of them that can't wait; kQuiet: a period without any.
enum class SecurityState { kAny, kOpen, kUrgent, kDone, kQuiet };

struct ListFilter {
  std::uint32_t kind = 0;
  std::optional<std::string> village;
  std::optional<log::Position> campaign;  // contributions, spending, disclosures
  std::optional<log::Position>
      household;  // contributions: with those of households that became part of it
  std::optional<log::Position> target;   // reviews, receipts: the record they are about
  std::vector<Status> statuses;          // empty: all
  bool only_unsent = false;              // agent: with changes the hub has not acknowledged
  bool only_sent = false;                // agent: without
  std::optional<log::Position> meeting;  // petitions: where it was raised
  PetitionState petition_state = PetitionState::kAny;
  SecurityState security_state = SecurityState::kAny;
  std::string today;         // for petitions: "2026-11-24"; books::list_json fills it in
  std::string query;         // what somebody typed
  bool reopened = false;     // contributions: reviewed before, and changed since
  std::int64_t doubts = 0;   // contributions that wait: with one of these (core/store/doubts.h)
  std::optional<bool> gone;  // households: those that merged or moved away, or the others
  bool by_name = false;      // households: Vietnamese order; otherwise the newest first
  bool oldest_first = false;
  bool doubtful_first = false;  // contributions, oldest first: those with a doubt before the others
  std::int64_t limit = 50;
  std::int64_t offset = 0;  // so many rows are passed over, after the cursor
  std::string cursor;       // from the page before
};
struct ListPage {
  std::vector<std::int64_t> records;  // pos
  std::string next;                   // cursor; empty: the end
};
// A cursor that is none gives a page all the same; who takes one from outside asks has_sound_cursor() first.
ListPage list_records(Database& database, const ListFilter& filter);
// Whether the cursor is empty, or such as a page in the filter's order ends with.
bool has_sound_cursor(const ListFilter& filter);
// All that the filter lets through, whatever its page.
std::int64_t count_records(Database& database, const ListFilter& filter);

// A record is sent when every head of it that this device wrote is known to be at the hub.
bool is_sent(Database& database, const StoredRecord& record);

struct ReviewRow {
  log::Position id;
  log::Hlc time;
  std::int64_t verdict = 0;
  std::string comment;
  std::string seen;
  std::string author;
};
// Oldest first, without cancelled ones.
std::vector<ReviewRow> reviews_of(Database& database, const log::Position& target);

struct HistoryRow {
  log::Position at;
  std::string bytes;  // a Change
};
std::vector<HistoryRow> changes_of(Database& database, std::int64_t record_pos);
std::optional<std::string> change_bytes(Database& database, const log::Position& at);

struct StatusCount {
  Status status = Status::kOpen;
  std::int64_t count = 0;
};
std::vector<StatusCount> count_by_status(Database& database, std::uint32_t kind);
// Changes this device wrote that the hub is not known to hold.
std::int64_t count_waiting_changes(Database& database);
// The same, counted as records of a kind, or only as those that stand so.
std::int64_t count_waiting_records(Database& database, std::uint32_t kind,
                                   std::optional<Status> status = std::nullopt);

// Entries that the device wrote, in every book, its geneses left out.
std::int64_t count_entries_of_device(Database& database, log::DeviceId device);

struct RejectedRow {
  log::Position at;
  std::string code;
};
std::vector<RejectedRow> rejected_changes(Database& database);

// One cell of the totals: a campaign in a village.
struct TotalsRow {
  std::optional<log::Position> campaign;
  std::string village;
  std::int64_t records = 0;       // not voided
  std::int64_t donors = 0;        // different households among them
  std::int64_t money = 0;         // đồng; cash and transfer
  std::int64_t labour_milli = 0;  // days
  std::int64_t land_milli = 0;    // m²
  std::int64_t value = 0;         // đồng; materials, labour, land as reckoned
  std::int64_t open = 0;
  std::int64_t accepted = 0;
  std::int64_t returned = 0;
};
std::vector<TotalsRow> totals(Database& database, const std::optional<log::Position>& campaign,
                              const std::optional<std::string>& village);

// Records, money, labour, land and value of all rows together.
TotalsRow sum_of(const std::vector<TotalsRow>& rows);

// Statuses of what waits for the office's word.
inline constexpr std::array kToReview = {Status::kOpen, Status::kConflict, Status::kVoidOpen};

struct QueueCell {
  std::string village;
  std::optional<log::Position> campaign;
  Status status = Status::kOpen;
  bool reviewed = false;    // the office has said something of them before
  std::int64_t doubts = 0;  // core/store/doubts.h
  std::int64_t count = 0;
};
// Contributions that wait for the office and hold the words of `query` (empty: all), counted in one pass.
std::vector<QueueCell> queue_cells(Database& database, const std::string& query);

struct DuplicateKey {
  log::Position campaign;
  std::optional<log::Position> household;
  std::string donor_name;
  std::int64_t form = 0;
  std::string date;
  std::int64_t amount = 0;
  std::int64_t quantity = 0;
};
// Another contribution, not voided, that says the same. 0: none, or that at `except_pos` is voided itself.
std::int64_t find_duplicate(Database& database, const DuplicateKey& key, std::int64_t except_pos);

// The receipt of a contribution that is not voided. 0: none.
std::int64_t receipt_of(Database& database, const log::Position& contribution);
std::int64_t last_receipt_number(Database& database, std::string_view series, std::int64_t year);

struct VillageFigures {
  std::string village;
  std::int64_t households = 0;
  std::int64_t contributions = 0;
  std::int64_t to_review = 0;
};
std::vector<VillageFigures> village_figures(Database& database);

}  // namespace soban::store
