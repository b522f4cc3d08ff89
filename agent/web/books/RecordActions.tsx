import type { BookRecord } from "@core/books";
import { Button } from "@core/components/Button";
import { ReasonDialog } from "@core/components/ReasonDialog";
import { useState } from "preact/hooks";
import { t } from "../text";
import { nextStep } from "./actions";
import { newAddress, recordAddress } from "./addresses";
import { cancelRecord } from "./saving";

// The step its state waits for, then what may always be done.
export function RecordActions({ record, onVoided }: { record: BookRecord; onVoided: () => void }) {
  const [asking, setAsking] = useState(false);
  if (record.voided) return null;
  const { kind, id } = record;
  const step = nextStep(record);
  const isHeld = kind === "meeting" && record.shown.quorum !== "not_held";
  const hasPaper = isHeld || kind === "disclosure" || kind === "period-report";
  const cancel = async (reason: string) => {
    await cancelRecord(id, reason);
    setAsking(false);
    onVoided();
  };
  return (
    <div class="row">
      {step && (
        <Button look="primary" href={recordAddress(kind, id, step)}>
          {t(`step.${step}`)}
        </Button>
      )}
      {isHeld && (
        <Button icon="plus" href={newAddress("petition", { meeting: id })}>
          {t("meeting.petition")}
        </Button>
      )}
      {hasPaper && (
        <Button icon="print" href={recordAddress(kind, id, "paper")}>
          {t(`${kind}.print`)}
        </Button>
      )}
      <Button icon="edit" href={recordAddress(kind, id, "correct")}>
        {t("detail.correct")}
      </Button>
      <Button look="danger" icon="voided" onClick={() => setAsking(true)}>
        {t("detail.void")}
      </Button>
      {asking && (
        <ReasonDialog
          title={t("void.title")}
          explanation={t("void.explanation_other")}
          action={t("void.action")}
          danger
          onClose={() => setAsking(false)}
          onGiven={cancel}
        />
      )}
    </div>
  );
}
