import { DateField, readDate } from "@core/components/DateField";
import { TextField } from "@core/components/TextField";
import { toast } from "@core/components/Toast";
import { fieldText } from "@core/errors";
import { formatDate } from "@core/format";
import type { Petition } from "@core/generated/hub";
import { fieldLabel } from "@core/i18n";
import { api } from "../api";
import { useDialogForm } from "../dialog_form";
import { useOffice } from "../office";
import { t } from "../text";
import { FormDialog } from "./FormDialog";

type Props = { petition: Petition; onClose: () => void; onAnswered: () => void };

// The office's answer, which travels to the village: its head tells the person.
export function AnswerDialog({ petition, onClose, onAnswered }: Props) {
  const { today } = useOffice().status;
  const { draft, errors, change, refuse } = useDialogForm({
    answer: petition.answer ?? "",
    answeredBy: petition.answeredBy ?? t("petition.office"),
    answeredOn: formatDate(petition.answeredOn ?? today),
  });
  const send = async () => {
    const day = await readDate(draft.answeredOn);
    const found = { ...(!draft.answer.trim() && { answer: "required" }), ...(!day.ok && { answeredOn: day.code }) };
    if (refuse(found) || !day.ok) return;
    const changes = {
      answer: draft.answer.trim().normalize("NFC"),
      answeredBy: draft.answeredBy.trim().normalize("NFC"),
      answeredOn: day.date,
    };
    const body = { heads: petition.heads, reason: t("petition.answer_reason"), changes };
    await api("amendRecord", { path: { id: petition.id }, body });
    toast(t("petition.answered"));
    onAnswered();
  };
  const label = (name: string) => fieldLabel("petition", name);
  return (
    <FormDialog title={t("petition.answer_title")} action={t("petition.answer")} onClose={onClose} send={send}>
      <p>{petition.content}</p>
      <TextField
        label={label("answer")}
        name="answer"
        lines="many"
        value={draft.answer}
        error={fieldText(errors["answer"])}
        onChange={(answer) => change({ answer })}
      />
      <TextField
        label={label("answeredBy")}
        name="answeredBy"
        value={draft.answeredBy}
        onChange={(answeredBy) => change({ answeredBy })}
      />
      <DateField
        label={label("answeredOn")}
        name="answeredOn"
        value={draft.answeredOn}
        latest={today}
        error={fieldText(errors["answeredOn"])}
        onChange={(answeredOn) => change({ answeredOn })}
      />
    </FormDialog>
  );
}
