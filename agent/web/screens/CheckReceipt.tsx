import { ReceiptCheck } from "@core/components/ReceiptCheck";
import { t as shared } from "@core/i18n";
import { BookTabs } from "../parts/BookTabs";
import { Screen } from "../parts/Screen";

// A paper that somebody shows: did a laptop of this commune issue it?
export function CheckReceipt() {
  return (
    <Screen title={shared("receipt_check.title")}>
      <BookTabs current="check" />
      <ReceiptCheck />
    </Screen>
  );
}
