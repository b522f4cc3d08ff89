import { useState } from "preact/hooks";
import { errorText, fieldText } from "../errors";
import { t } from "../i18n";
import { Button } from "./Button";
import { Dialog } from "./Dialog";
import { Notice } from "./Notice";
import { TextField } from "./TextField";

type Props = {
  title: string;
  explanation: string;
  label?: string; // of the text asked for; a reason by default
  action: string;
  danger?: boolean;
  onClose: () => void;
  onGiven: (reason: string) => Promise<void>; // an ApiError thrown is shown here
};

// Asks for a reason (or a comment) that must not be empty, then does it.
export function ReasonDialog({
  title,
  explanation,
  label = t("reason.label"),
  action,
  danger,
  onClose,
  onGiven,
}: Props) {
  const [reason, setReason] = useState("");
  const [missing, setMissing] = useState(false);
  const [failure, setFailure] = useState<unknown>();
  const submit = () => {
    if (!reason.trim()) {
      setMissing(true);
      document.querySelector<HTMLElement>('dialog[open] [name="reason"]')?.focus();
      return;
    }
    onGiven(reason.trim()).catch(setFailure);
  };
  const change = (text: string) => {
    setReason(text);
    setMissing(false);
  };
  return (
    <Dialog
      title={title}
      onClose={onClose}
      onSubmit={submit}
      actions={
        <>
          <Button type="submit" look={danger ? "danger" : "primary"}>
            {action}
          </Button>
          <Button onClick={onClose}>{t("action.cancel")}</Button>
        </>
      }
    >
      <p>{explanation}</p>
      <TextField
        label={label}
        name="reason"
        value={reason}
        onChange={change}
        error={missing ? fieldText("required") : undefined}
        autoFocus
      />
      {failure !== undefined && <Notice tone="bad">{errorText(failure)}</Notice>}
    </Dialog>
  );
}
