// A commune with books to write in: two villages, a campaign, households; and calls as the programs make them.
#pragma once

#include <functional>
#include <string>

#include "core/books/json.h"
#include "core/books/write.h"
#include "tests/support/commune.h"
#include "tests/support/device.h"

namespace soban::test {

inline const books::Author kVillageHead{"Lò Văn Đức", false};
inline const books::Author kClerk{"Cán bộ văn phòng", true};

// Today is 25 November 2026 (kMorningMs, in Vietnam). The campaign is open for the year, for every village.
class Books {
 public:
  Books();

  // In a transaction that is undone after an error, as a Writer's job is.
  using Job = std::function<Result<log::Position>(store::Store&)>;
  Result<log::Position> run(Device& device, const Job& job);

  // Into the book of NC: by its head on the laptop, by the clerk at the hub.
  Result<log::Position> add(Device& device, const std::string& kind, const books::Json& fields,
                            const std::string& book = "NC");
  Result<log::Position> amend(Device& device, const log::Position& record,
                              const books::Json& fields, const std::string& reason = "ghi nhầm");
  Result<log::Position> cancel(Device& device, const log::Position& record,
                               const std::string& reason = "ghi hai lần");
  books::Author author(const Device& device) const {
    return &device == &hub ? kClerk : kVillageHead;
  }
  // A contribution as the form sends it: 200.000 đ in cash of household 014 on 24 November.
  books::Json cash() const;
  books::Json json(Device& device, const log::Position& record);
  // Brings each what the other has, and the laptop knows it.
  void meet();

  Commune commune;
  Device hub;
  Device laptop;
  log::Position campaign;
  log::Position household;        // 014 of NC
  log::Position other_household;  // 001 of PL
};

// The code of the first error of `field`; of the whole error where it names no fields; "" when there is none.
std::string field_code(const Result<log::Position>& result, const std::string& field);

}  // namespace soban::test
