import { Button } from "@core/components/Button";
import { Notice } from "@core/components/Notice";
import { errorText } from "@core/errors";
import { useResource } from "@core/resource";
import { link } from "@core/router";
import { api } from "../api";
import { ReceiptPaper } from "../parts/ReceiptPaper";
import { Screen } from "../parts/Screen";
import { t } from "../text";
import "./ReceiptSheet.css";

// The receipt as it will lie on the table, and the button that prints it. Read once: asking again makes it a reprint.
export function ReceiptSheet({ id }: { id: string }) {
  const { value: sheet, error } = useResource(id, () => api("getSheet", { path: { id } }), false);
  const { value: receipt } = useResource(`record ${id}`, () => api("getRecord", { path: { id } }), false);
  const contribution = receipt?.kind === "receipt" ? receipt.contribution : undefined;
  const back = contribution ? { address: link(["contributions", contribution]), label: t("receipt.back") } : { address: "#/contributions", label: t("contributions.title") };
  return (
    <Screen title={t("receipt.title")} back={back}>
      {error && <Notice tone="bad">{errorText(error)}</Notice>}
      {sheet && (
        <>
          <div class="row no-print">
            <Button look="primary" icon="print" onClick={() => print()}>{t("receipt.print")}</Button>
            <span class="muted">{t("receipt.hint")}</span>
          </div>
          <ReceiptPaper sheet={sheet} />
        </>
      )}
    </Screen>
  );
}
