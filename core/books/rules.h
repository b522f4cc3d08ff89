// What may be written in the books. Each rule has a name (its code), and where it serves the decision cites the passage.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/error.h"
#include "core/store/store.h"
#include "records.pb.h"

namespace soban::books {

// One trillion đồng: no contribution in a commune is larger, a slip of the hand may be.
inline constexpr std::int64_t kDongMax = 1'000'000'000'000;
// A million units, in thousandths.
inline constexpr std::int64_t kQuantityMilliMax = 1'000'000'000;
inline constexpr std::size_t kTextBytesMax = 400;
inline constexpr std::size_t kNoteBytesMax = 4000;
inline constexpr int kListItemsMax = 500;
// Well within what one change may have on the line (sync::kEntryBytesMax).
inline constexpr std::size_t kRecordBytesMax = 128 << 10;

// Rules on a delta alone, for every change from wherever it comes (store::DeltaRule).
std::optional<std::string> check_delta(std::uint32_t kind, std::string_view delta);

// What a check may ask about the rest of the books.
struct RuleContext {
  store::Database& database;
  std::string village;      // the record's book
  std::string today;        // "2026-11-24"
  std::int64_t record_pos;  // 0: a new record
};

// Fills in what follows from the rest, where a new record leaves it out: a donor's type, the day on which a petition is due or a
// notice may come down.
void complete_record(std::uint32_t kind, google::protobuf::Message& record);

// Rules on a whole record, before this program writes it. Empty: fine.
std::vector<FieldError> check_record(std::uint32_t kind, const google::protobuf::Message& record,
                                     const RuleContext& context);

// What is worth a question but must not stop anybody from writing down what was given: "campaign_not_open",
// "not_voluntary", "possible_duplicate"; of a campaign and of a meeting "fixed_level", "forced" (core/books/wording.h); of the
// other kinds see their headers.
std::vector<std::string> flags_of(std::uint32_t kind, const google::protobuf::Message& record,
                                  const RuleContext& context);

}  // namespace soban::books
