import { ReceiptCheck } from "@core/components/ReceiptCheck";
import { t as shared } from "@core/i18n";
import { Screen } from "../parts/Screen";

// A paper that somebody shows at the office: did a laptop of this commune issue it?
export function CheckReceipt() {
  return (
    <Screen title={shared("receipt_check.title")}>
      <div class="card narrow-text">
        <ReceiptCheck />
      </div>
    </Screen>
  );
}
