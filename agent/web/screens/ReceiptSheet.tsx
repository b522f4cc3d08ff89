import { Button } from "@core/components/Button";
import { Notice } from "@core/components/Notice";
import { errorText } from "@core/errors";
import type { Receipt } from "@core/generated/agent";
import { useResource } from "@core/resource";
import { link } from "@core/router";
import { api } from "../api";
import { ReceiptPaper } from "../parts/ReceiptPaper";
import { Screen } from "../parts/Screen";
import { useReprint } from "../printed";
import { useAgent } from "../status";
import { t } from "../text";
import "./ReceiptSheet.css";

function Sheet({ receipt }: { receipt: Receipt }) {
  const { today } = useAgent().status;
  const reprint = useReprint(receipt.id, receipt.date, today);
  const { value: sheet, error } = useResource(`${receipt.id} ${reprint}`, () =>
    api("getSheet", { path: { id: receipt.id }, query: reprint ? { reprint: "1" } : {} }),
  );
  if (error) return <Notice tone="bad">{errorText(error)}</Notice>;
  if (!sheet) return null;
  return (
    <>
      <div class="row no-print">
        <Button look="primary" icon="print" onClick={() => print()}>
          {t("receipt.print")}
        </Button>
        <span class="muted">{t("receipt.hint")}</span>
      </div>
      <ReceiptPaper sheet={sheet} />
    </>
  );
}

// The receipt as it will lie on the table, and the button that prints it.
export function ReceiptSheet({ id }: { id: string }) {
  const { value, error } = useResource(id, () => api("getRecord", { path: { id } }));
  const receipt = value?.kind === "receipt" ? value : undefined;
  const back = receipt?.contribution
    ? { address: link(["contributions", receipt.contribution]), label: t("receipt.back") }
    : { address: "#/contributions", label: t("contributions.title") };
  return (
    <Screen title={t("receipt.title")} back={back}>
      {error && <Notice tone="bad">{errorText(error)}</Notice>}
      {receipt && <Sheet receipt={receipt} />}
    </Screen>
  );
}
