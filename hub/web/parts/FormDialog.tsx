import { Button } from "@core/components/Button";
import { Dialog } from "@core/components/Dialog";
import { Notice } from "@core/components/Notice";
import { errorText } from "@core/errors";
import { t as shared } from "@core/i18n";
import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";

type Props = {
  title: string;
  action: string; // on the button that sends
  onClose: () => void;
  send: () => Promise<void>; // what it throws is told below the fields, which keep what was typed
  children: ComponentChildren;
};

// A form in a dialog, sent once at a time.
export function FormDialog({ title, action, onClose, send, children }: Props) {
  const [isBusy, setBusy] = useState(false);
  const [failure, setFailure] = useState<unknown>();
  const submit = () => {
    if (isBusy) return;
    setBusy(true);
    send()
      .catch(setFailure)
      .finally(() => setBusy(false));
  };
  return (
    <Dialog
      title={title}
      onClose={onClose}
      onSubmit={submit}
      actions={
        <>
          <Button type="submit" look="primary" disabled={isBusy}>
            {action}
          </Button>
          <Button onClick={onClose}>{shared("action.cancel")}</Button>
        </>
      }
    >
      {children}
      {failure !== undefined && <Notice tone="bad">{errorText(failure)}</Notice>}
    </Dialog>
  );
}
