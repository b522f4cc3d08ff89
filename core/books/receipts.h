// Giấy xác nhận đóng góp: "khuyến khích các hình thức xác nhận việc đã đóng góp của công dân (nếu công dân có yêu cầu)"
// (Decision 15, plan, II.1.c).
#pragma once

#include <string>

#include "core/books/json.h"
#include "core/books/write.h"
#include "core/store/store.h"

namespace soban::books {

// Issues the next receipt of this device's series for the contribution; one that is already there and not voided is
// returned instead, so that nobody holds two papers for one gift. Needs a Transaction. kNotFound; kConflict
// "already_voided" (of the contribution); kForbidden "not_a_village" at the hub; kUnavailable "number_unknown" while the books are
// being mended.
struct Issued {
  log::Position receipt;
  bool fresh = false;
};
Result<Issued> issue_receipt(store::Store& store, const log::RecordId& contribution,
                             const Author& author);

// What the paper says, QR included; kNotFound.
Result<Json> receipt_sheet_json(store::Store& store, const log::RecordId& receipt, bool reprint);

// What a receipt's QR code says, once its signature is checked against the device's certificate in the commune's book: any
// holder of that book can do it offline. kInvalid "not_a_receipt"; kNotFound "unknown_device"; kForbidden "false_receipt".
Result<Json> check_receipt_json(store::Store& store, std::string_view qr_text);

}  // namespace soban::books
