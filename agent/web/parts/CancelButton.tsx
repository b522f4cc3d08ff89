import { Button } from "@core/components/Button";
import { ReasonDialog } from "@core/components/ReasonDialog";
import { toast } from "@core/components/Toast";
import { useState } from "preact/hooks";
import { api } from "../api";
import { t } from "../text";

// Cancels a record, with a reason.
export function CancelButton({ id, onVoided }: { id: string; onVoided: () => void }) {
  const [asking, setAsking] = useState(false);
  const cancel = async (reason: string) => {
    await api("voidRecord", { path: { id }, body: { reason } });
    setAsking(false);
    toast(t("void.done"));
    onVoided();
  };
  return (
    <>
      <Button look="danger" icon="voided" onClick={() => setAsking(true)}>
        {t("detail.void")}
      </Button>
      {asking && (
        <ReasonDialog
          title={t("void.title")}
          explanation={t("void.explanation")}
          action={t("void.action")}
          danger
          onClose={() => setAsking(false)}
          onGiven={cancel}
        />
      )}
    </>
  );
}
