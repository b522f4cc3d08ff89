import { Button } from "@core/components/Button";
import { Choice } from "@core/components/Choice";
import { Notice } from "@core/components/Notice";
import { toast } from "@core/components/Toast";
import { errorText } from "@core/errors";
import type { Receipt } from "@core/generated/agent";
import { tCode } from "@core/i18n";
import { useResource } from "@core/resource";
import { link } from "@core/router";
import { useState } from "preact/hooks";
import { api } from "../api";
import { ReceiptPaper } from "../parts/ReceiptPaper";
import { Screen } from "../parts/Screen";
import { useReprint } from "../printed";
import { useRecordOf } from "../record_of";
import { useAgent } from "../status";
import { t } from "../text";
import "./ReceiptSheet.css";

const sizes = ["a5", "a4", "roll"] as const;
type PaperSize = (typeof sizes)[number];

function copyCode(code: string): Promise<void> {
  return navigator.clipboard.writeText(code).then(
    () => toast(t("receipt.copied")),
    () => toast(t("receipt.not_copied")),
  );
}

function Sheet({ receipt }: { receipt: Receipt }) {
  const { today } = useAgent().status;
  const reprint = useReprint(receipt.id, receipt.date, today);
  const [size, setSize] = useState<PaperSize>("a5");
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
        <Choice
          label={t("paper.size")}
          name="size"
          value={size}
          options={sizes.map((id) => ({ id, label: tCode("paper_size", id) }))}
          onChange={(id) => setSize(id as PaperSize)}
        />
        {sheet.qrText && (
          <Button icon="copy" onClick={() => void copyCode(sheet.qrText)}>
            {t("receipt.copy")}
          </Button>
        )}
      </div>
      <div class={`receipt-paper ${size}`}>
        <ReceiptPaper sheet={sheet} />
        {size === "a4" && <ReceiptPaper sheet={sheet} />}
      </div>
    </>
  );
}

// The receipt as it will lie on the table, and the button that prints it.
export function ReceiptSheet({ id }: { id: string }) {
  const { record: receipt, error } = useRecordOf("receipt", id);
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
