import { Button } from "@core/components/Button";
import { Dialog } from "@core/components/Dialog";
import { Notice } from "@core/components/Notice";
import { TextField } from "@core/components/TextField";
import { errorText, fieldText } from "@core/errors";
import { t as shared } from "@core/i18n";
import { useState } from "preact/hooks";
import { api } from "../api";
import { t } from "../text";

// Who records on this machine from now on. The new status comes as an event.
export function AuthorDialog({ author, onClose }: { author: string; onClose: () => void }) {
  const [name, setName] = useState(author);
  const [failure, setFailure] = useState<unknown>();
  const submit = () => {
    if (name.trim()) api("setAuthor", { body: { author: name.trim() } }).then(onClose, setFailure);
  };
  return (
    <Dialog
      title={t("sync.change_author")}
      onClose={onClose}
      onSubmit={submit}
      actions={
        <>
          <Button type="submit" look="primary">
            {t("action.save")}
          </Button>
          <Button onClick={onClose}>{shared("action.cancel")}</Button>
        </>
      }
    >
      <TextField
        label={t("enrol.author")}
        name="author"
        value={name}
        onChange={setName}
        error={name.trim() ? undefined : fieldText("required")}
        autoFocus
      />
      {failure !== undefined && <Notice tone="bad">{errorText(failure)}</Notice>}
    </Dialog>
  );
}
