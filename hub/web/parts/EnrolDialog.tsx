import { Button } from "@core/components/Button";
import { Dialog } from "@core/components/Dialog";
import { Notice } from "@core/components/Notice";
import { Select } from "@core/components/Select";
import { TextField } from "@core/components/TextField";
import { errorText, fieldText } from "@core/errors";
import type { Enrolment } from "@core/generated/hub";
import { t as shared } from "@core/i18n";
import { useState } from "preact/hooks";
import { api } from "../api";
import { focusFirstError, openDialog } from "../focus_error";
import { useVillages } from "../lists";
import { t } from "../text";

type Props = { village: string; onClose: () => void; onEnrolled: (enrolment: Enrolment) => void };

// Asks for which village and machine a code is wanted.
export function EnrolDialog({ village, onClose, onEnrolled }: Props) {
  const villages = useVillages();
  const [draft, setDraft] = useState({ village, name: t("enrol.usual_name") });
  const [wasTried, setTried] = useState(false);
  const [isBusy, setBusy] = useState(false);
  const [failure, setFailure] = useState<unknown>();
  const missing = (text: string) => (wasTried && !text.trim() ? fieldText("required") : undefined);
  const submit = () => {
    setTried(true);
    if (isBusy) return;
    if (!draft.village || !draft.name.trim()) return focusFirstError(openDialog);
    setBusy(true);
    api("enrol", { body: { village: draft.village, name: draft.name.trim().normalize("NFC") } })
      .then(onEnrolled, setFailure)
      .finally(() => setBusy(false));
  };
  return (
    <Dialog
      title={t("enrol.title")}
      onClose={onClose}
      onSubmit={submit}
      actions={
        <>
          <Button type="submit" look="primary" disabled={isBusy}>{t("enrol.submit")}</Button>
          <Button onClick={onClose}>{shared("action.cancel")}</Button>
        </>
      }
    >
      <p>{t("enrol.explained")}</p>
      <Select label={t("field.village")} name="village" value={draft.village} placeholder={t("enrol.choose_village")} options={villages.map((it) => ({ id: it.code, label: it.name }))} error={missing(draft.village)} onChange={(code) => setDraft({ ...draft, village: code })} />
      <TextField label={t("devices.name")} name="name" value={draft.name} hint={t("enrol.name_hint")} error={missing(draft.name)} onChange={(name) => setDraft({ ...draft, name })} />
      {failure !== undefined && <Notice tone="bad">{errorText(failure)}</Notice>}
    </Dialog>
  );
}
