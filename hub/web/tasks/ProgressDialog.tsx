import { Check } from "@core/components/Check";
import { Choice } from "@core/components/Choice";
import { DateField } from "@core/components/DateField";
import { PhotoField } from "@core/components/PhotoField";
import { TextField } from "@core/components/TextField";
import { fieldText } from "@core/errors";
import { formatDate } from "@core/format";
import type { Attachment, Task, TaskDeadline, TaskFields, TaskProgress } from "@core/generated/hub";
import { tCode } from "@core/i18n";
import { usePhotos } from "@core/photos";
import { useRef, useState } from "preact/hooks";
import { api } from "../api";
import { focusFirstError, openDialog } from "../focus_error";
import { useOffice } from "../office";
import { FormDialog } from "../parts/FormDialog";
import "./ProgressDialog.css";
import { amendTask, readDay } from "./saving";
import { t } from "./text";

const allProgress: TaskProgress[] = [
  "TASK_PROGRESS_NOT_BEGUN",
  "TASK_PROGRESS_UNDER_WAY",
  "TASK_PROGRESS_DONE",
  "TASK_PROGRESS_DROPPED",
];

// `steps`: of each deadline the day on which it was done, as typed; undefined: still open.
type Draft = {
  progress: TaskProgress;
  doneOn: string;
  result: string;
  steps: (string | undefined)[];
  attachments: Attachment[];
};
type Errors = { [name: string]: string };

function draftOf({ progress, doneOn, result, deadlines, attachments }: Task, today: string): Draft {
  return {
    progress: progress ?? "TASK_PROGRESS_NOT_BEGUN",
    doneOn: formatDate(doneOn || today),
    result: result ?? "",
    steps: (deadlines ?? []).map((it) => (it.doneOn ? formatDate(it.doneOn) : undefined)),
    attachments: attachments ?? [],
  };
}

async function readSteps(task: Task, steps: Draft["steps"], today: string, errors: Errors): Promise<TaskDeadline[]> {
  const read = async ({ date = "", what = "" }: TaskDeadline, index: number): Promise<TaskDeadline> => {
    const typed = steps[index];
    if (typed === undefined) return { date, what };
    const day = await readDay(typed, today);
    if (day.date === undefined) errors[`step${index}`] = day.code;
    return { date, what, doneOn: day.date ?? "" };
  };
  return Promise.all((task.deadlines ?? []).map(read));
}

async function readDraft(task: Task, draft: Draft, today: string): Promise<{ fields: TaskFields; errors: Errors }> {
  const errors: Errors = {};
  const deadlines = await readSteps(task, draft.steps, today, errors);
  const isDone = draft.progress === "TASK_PROGRESS_DONE";
  const day = isDone ? await readDay(draft.doneOn, today) : undefined;
  if (day?.code) errors["doneOn"] = day.code;
  const { progress, attachments } = draft;
  const result = draft.result.trim().normalize("NFC");
  return { fields: { progress, doneOn: day?.date ?? "", result, deadlines, attachments }, errors };
}

type StepsProps = { task: Task; draft: Draft; errors: Errors; today: string; onChange: (steps: Draft["steps"]) => void };

function Steps({ task, draft: { steps }, errors, today, onChange }: StepsProps) {
  const change = (index: number, typed: string | undefined) => onChange(steps.map((it, at) => (at === index ? typed : it)));
  return (
    <ul class="task-steps" aria-label={t("tasks.deadlines")}>
      {(task.deadlines ?? []).map(({ date = "", what = "" }, index) => {
        const typed = steps[index];
        return (
          <li key={index}>
            <Check
              label={t("tasks.step", { what, date: formatDate(date) })}
              name={`step${index}`}
              checked={typed !== undefined}
              onChange={(isDone) => change(index, isDone ? formatDate(today) : undefined)}
            />
            {typed !== undefined && (
              <DateField
                label={t("tasks.step_done_on", { what })}
                name={`step${index}DoneOn`}
                value={typed}
                latest={today}
                error={fieldText(errors[`step${index}`])}
                onChange={(day) => change(index, day)}
              />
            )}
          </li>
        );
      })}
    </ul>
  );
}

type Props = { task: Task; onClose: () => void; onSaved: () => void };

// How far a task is: which of its deadlines are met, its result and the evidence.
export function ProgressDialog({ task, onClose, onSaved }: Props) {
  const { today } = useOffice().status;
  const [draft, setDraft] = useState(() => draftOf(task, today));
  const [errors, setErrors] = useState<Errors>({});
  const latest = useRef(draft); // photos that were still being made smaller when somebody pressed the button
  const changeFrom = (step: (old: Draft) => Draft) => {
    latest.current = step(latest.current);
    setDraft(latest.current);
  };
  const change = (part: Partial<Draft>) => {
    setErrors({});
    changeFrom((old) => ({ ...old, ...part }));
  };
  const photos = usePhotos(
    draft.attachments,
    (step) => changeFrom((old) => ({ ...old, attachments: step(old.attachments) })),
    (data) => api("addAttachment", { body: { data } }),
  );
  const save = async () => {
    if (!(await photos.settled())) return;
    const read = await readDraft(task, latest.current, today);
    setErrors(read.errors);
    if (Object.keys(read.errors).length > 0) return focusFirstError(openDialog);
    await amendTask(task, read.fields, t("tasks.progress_reason"), t("tasks.saved"));
    onSaved();
  };
  return (
    <FormDialog title={t("tasks.progress_title", { number: task.number ?? "" })} action={t("tasks.save")} onClose={onClose} send={save}>
      <Choice
        label={t("field.task.progress")}
        name="progress"
        value={draft.progress}
        options={allProgress.map((id) => ({ id, label: tCode("task_progress", id) }))}
        onChange={(id) => change({ progress: id as TaskProgress })}
      />
      {draft.progress === "TASK_PROGRESS_DONE" && (
        <DateField
          label={t("field.task.doneOn")}
          name="doneOn"
          value={draft.doneOn}
          latest={today}
          error={fieldText(errors["doneOn"])}
          onChange={(doneOn) => change({ doneOn })}
        />
      )}
      {draft.steps.length > 0 && (
        <Steps task={task} draft={draft} errors={errors} today={today} onChange={(steps) => change({ steps })} />
      )}
      <TextField
        label={t("field.task.result")}
        name="result"
        lines="many"
        optional
        hint={t("tasks.result_hint")}
        value={draft.result}
        onChange={(result) => change({ result })}
      />
      <PhotoField label={t("field.task.attachments")} photos={photos} />
    </FormDialog>
  );
}
