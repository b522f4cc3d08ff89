// What the commune says of itself: letterhead, signer, calendar, what the public may read. One record, of kind Commune.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/error.h"
#include "core/store/apply.h"
#include "records.pb.h"

namespace soban::books {

// An empty message before the commune's book has arrived. Reads only; throws DatabaseError.
Commune commune_settings(store::Database& database);
// Its record; nullopt: it has not arrived.
std::optional<store::StoredRecord> commune_record(store::Database& database);

// "UBND xã Pắc Ngà" in capitals where nothing else is set: "ỦY BAN NHÂN DÂN XÃ PẮC NGÀ".
std::string issuer_of(const Commune& commune);
// "Pắc Ngà" of "xã Pắc Ngà" where nothing else is set.
std::string place_of(const Commune& commune);

// Adds what is wrong, as core/books/checks.h does. A date of the calendar is named "calendar.PERIOD_YEAR.dataTo".
void check_settings(std::vector<FieldError>& errors, const Commune& commune);

}  // namespace soban::books
