import { Select } from "@core/components/Select";
import { TextField } from "@core/components/TextField";
import { fieldText } from "@core/errors";
import type { Enrolment } from "@core/generated/hub";
import { useState } from "preact/hooks";
import { api } from "../api";
import { focusFirstError, openDialog } from "../focus_error";
import { useVillages } from "../lists";
import { t } from "../text";
import { FormDialog } from "./FormDialog";

type Props = { village: string; onClose: () => void; onEnrolled: (enrolment: Enrolment) => void };

// Asks for which village and machine a code is wanted.
export function EnrolDialog({ village, onClose, onEnrolled }: Props) {
  const villages = useVillages();
  const [draft, setDraft] = useState({ village, name: t("enrol.usual_name") });
  const [wasTried, setTried] = useState(false);
  const missing = (text: string) => (wasTried && !text.trim() ? fieldText("required") : undefined);
  const enrol = async () => {
    setTried(true);
    if (!draft.village || !draft.name.trim()) return focusFirstError(openDialog);
    onEnrolled(await api("enrol", { body: { village: draft.village, name: draft.name.trim().normalize("NFC") } }));
  };
  return (
    <FormDialog title={t("enrol.title")} action={t("enrol.submit")} onClose={onClose} send={enrol}>
      <p>{t("enrol.explained")}</p>
      <Select label={t("field.village")} name="village" value={draft.village} placeholder={t("enrol.choose_village")} options={villages.map((it) => ({ id: it.code, label: it.name }))} error={missing(draft.village)} onChange={(code) => setDraft({ ...draft, village: code })} />
      <TextField label={t("devices.name")} name="name" value={draft.name} hint={t("enrol.name_hint")} error={missing(draft.name)} onChange={(name) => setDraft({ ...draft, name })} />
    </FormDialog>
  );
}
