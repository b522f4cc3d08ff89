import { ApiError } from "@core/api";
import { TextField } from "@core/components/TextField";
import { toast } from "@core/components/Toast";
import { fieldText } from "@core/errors";
import type { Task, TaskFields } from "@core/generated/hub";
import { useState } from "preact/hooks";
import { api } from "../api";
import { focusFirstError, openDialog } from "../focus_error";
import { FormDialog } from "../parts/FormDialog";
import { DeadlineFields, readDeadlines, typedDeadlines, type TypedDeadline } from "./DeadlineFields";
import { amendTask } from "./saving";
import { t } from "./text";

const placeNames = ["number", "section", "sectionTitle"] as const; // where a task stands in its plan: given once
const textNames = ["text", "output", "lead", "partners", "timing", "sourceNote"] as const;
type Name = (typeof placeNames)[number] | (typeof textNames)[number];
type Draft = { [name in Name]: string } & { deadlines: TypedDeadline[]; reason: string };
type Errors = { [name: string]: string };

const needed: Name[] = ["number", "section", "text", "lead"];
const longOnes: Name[] = ["text", "output", "partners", "timing", "sourceNote"];

function draftOf(task: Partial<Task>): Draft {
  const { section = "", sectionTitle = "", text = "", output = "", lead = "", partners = "", timing = "", sourceNote = "" } = task;
  const texts = { section, sectionTitle, text, output, lead, partners, timing, sourceNote };
  return { ...texts, number: task.number ? String(task.number) : "", deadlines: typedDeadlines(task.deadlines), reason: "" };
}

async function readDraft(draft: Draft): Promise<{ fields: TaskFields; errors: Errors }> {
  const errors: Errors = {};
  for (const name of needed) if (!draft[name].trim()) errors[name] = "required";
  const deadlines = await readDeadlines(draft.deadlines, errors);
  const texts = Object.fromEntries(textNames.map((name) => [name, draft[name].trim().normalize("NFC")]));
  return { fields: { ...texts, deadlines }, errors };
}

function codesOf(error: unknown): Errors {
  return error instanceof ApiError ? Object.fromEntries(error.fields.map(({ field, code }) => [field, code])) : {};
}

type FormProps = {
  title: string;
  first: Partial<Task>;
  sections: Map<string, string>; // that the plan has, with their titles
  asksPlace: boolean;
  asksReason: boolean;
  send: (fields: TaskFields, draft: Draft) => Promise<void>;
  onClose: () => void;
};

function TaskForm({ title, first, sections, asksPlace, asksReason, send, onClose }: FormProps) {
  const [draft, setDraft] = useState(() => draftOf(first));
  const [errors, setErrors] = useState<Errors>({});
  const change = (part: Partial<Draft>) => {
    setErrors({});
    setDraft((old) => ({ ...old, ...part }));
  };
  const typed = (name: Name, text: string) => {
    const known = name === "section" ? sections.get(text.trim()) : undefined;
    change({ [name]: text, ...(known && { sectionTitle: known }) });
  };
  const save = async () => {
    const read = await readDraft(draft);
    if (asksReason && !draft.reason.trim()) read.errors["reason"] = "required";
    setErrors(read.errors);
    if (Object.keys(read.errors).length > 0) return focusFirstError(openDialog);
    try {
      await send(read.fields, draft);
    } catch (error) {
      setErrors(codesOf(error));
      focusFirstError(openDialog);
      throw error;
    }
  };
  return (
    <FormDialog title={title} action={t("tasks.save")} onClose={onClose} send={save}>
      {[...(asksPlace ? placeNames : []), ...textNames].map((name) => (
        <TextField
          key={name}
          label={t(`field.task.${name}`)}
          name={name}
          optional={!needed.includes(name)}
          lines={longOnes.includes(name) ? "many" : "one"}
          {...(name === "number" && { inputMode: "numeric" as const })}
          value={draft[name]}
          error={fieldText(errors[name])}
          onChange={(text) => typed(name, text)}
        />
      ))}
      <DeadlineFields deadlines={draft.deadlines} errors={errors} onChange={(deadlines) => change({ deadlines })} />
      {asksReason && (
        <TextField
          label={t("reason.label")}
          name="reason"
          value={draft.reason}
          error={fieldText(errors["reason"])}
          onChange={(reason) => change({ reason })}
        />
      )}
    </FormDialog>
  );
}

const noSections = new Map<string, string>();

// The words of a task put right, with a reason.
export function CorrectTask({ task, onClose, onSaved }: { task: Task; onClose: () => void; onSaved: () => void }) {
  const send = async (fields: TaskFields, { reason }: Draft) => {
    await amendTask(task, fields, reason.trim(), t("tasks.corrected"));
    onSaved();
  };
  const title = t("tasks.correct_title", { number: task.number ?? "" });
  return <TaskForm title={title} first={task} sections={noSections} asksPlace={false} asksReason send={send} onClose={onClose} />;
}

type NewProps = { year: number; tasks: Task[]; onClose: () => void; onAdded: (id: string) => void };

// A task beside those of the annex, at the end of the plan's numbers.
export function NewTask({ year, tasks, onClose, onAdded }: NewProps) {
  const sections = new Map(tasks.map(({ section = "", sectionTitle = "" }) => [section, sectionTitle]));
  const number = Math.max(0, ...tasks.map((it) => it.number ?? 0)) + 1;
  const send = async (fields: TaskFields, draft: Draft) => {
    const section = draft.section.trim().normalize("NFC");
    const sectionTitle = draft.sectionTitle.trim().normalize("NFC");
    const given = Object.fromEntries(Object.entries({ ...fields, section, sectionTitle }).filter(([, value]) => value !== ""));
    const body: TaskFields = { ...given, year, number: Number(draft.number), progress: "TASK_PROGRESS_NOT_BEGUN" };
    const { id } = await api("createRecord", { path: { kind: "task" }, body });
    toast(t("tasks.added"));
    onAdded(id);
  };
  return <TaskForm title={t("tasks.new_title", { year })} first={{ number }} sections={sections} asksPlace asksReason={false} send={send} onClose={onClose} />;
}
