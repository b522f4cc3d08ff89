import type { BookRecord } from "@core/books";
import { Button } from "@core/components/Button";
import { CancelButton } from "../parts/CancelButton";
import { t } from "../text";
import { canCorrect, nextStep } from "./actions";
import { newAddress, recordAddress } from "./addresses";

// The step its state waits for, then what may always be done.
export function RecordActions({ record, onVoided }: { record: BookRecord; onVoided: () => void }) {
  if (record.voided) return null;
  const { kind, id } = record;
  const step = nextStep(record);
  const isHeld = kind === "meeting" && record.shown.quorum !== "not_held";
  const hasPaper = isHeld || kind === "disclosure" || kind === "period-report";
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
      {canCorrect(record) && (
        <Button icon="edit" href={recordAddress(kind, id, "correct")}>
          {t("detail.correct")}
        </Button>
      )}
      <CancelButton id={record.id} onVoided={onVoided} />
    </div>
  );
}
