import { Button } from "@core/components/Button";
import { DateField } from "@core/components/DateField";
import { TextField } from "@core/components/TextField";
import { fieldText } from "@core/errors";
import { formatDate } from "@core/format";
import type { TaskDeadline } from "@core/generated/hub";
import "./DeadlineFields.css";
import { inOrder, readDay } from "./saving";
import { t } from "./text";

// The day is as typed; `doneOn` is kept.
export type TypedDeadline = { date: string; what: string; doneOn?: string };
type Errors = { [name: string]: string };

export function typedDeadlines(deadlines: TaskDeadline[] = []): TypedDeadline[] {
  return deadlines.map(({ date, what = "", doneOn }) => ({ date: date ? formatDate(date) : "", what, ...(doneOn && { doneOn }) }));
}

// Adds to `errors` what is wrong with them.
export async function readDeadlines(typed: TypedDeadline[], errors: Errors): Promise<TaskDeadline[]> {
  const read = async ({ date, what, doneOn }: TypedDeadline, index: number): Promise<TaskDeadline> => {
    const day = await readDay(date);
    if (day.date === undefined) errors[`date${index}`] = day.code;
    if (!what.trim()) errors[`what${index}`] = "required";
    return { date: day.date ?? "", what: what.trim().normalize("NFC"), ...(doneOn && { doneOn }) };
  };
  return inOrder(await Promise.all(typed.map(read)));
}

type Props = { deadlines: TypedDeadline[]; errors: Errors; onChange: (deadlines: TypedDeadline[]) => void };

// By when what of a task is due: as many as it takes.
export function DeadlineFields({ deadlines, errors, onChange }: Props) {
  const change = (index: number, part: Partial<TypedDeadline>) =>
    onChange(deadlines.map((it, at) => (at === index ? { ...it, ...part } : it)));
  return (
    <fieldset class="field stack tight">
      <legend>{t("tasks.deadlines")}</legend>
      {deadlines.map(({ date, what }, index) => (
        <div key={index}>
          <div class="deadline-fields">
            <TextField
              label={t("tasks.deadline_what", { number: index + 1 })}
              name={`what${index}`}
              value={what}
              error={fieldText(errors[`what${index}`])}
              onChange={(typed) => change(index, { what: typed })}
            />
            <DateField
              label={t("tasks.deadline_date", { number: index + 1 })}
              name={`date${index}`}
              value={date}
              error={fieldText(errors[`date${index}`])}
              onChange={(typed) => change(index, { date: typed })}
            />
          </div>
          <Button look="plain" icon="close" onClick={() => onChange(deadlines.filter((_, at) => at !== index))}>
            {t("tasks.deadline_remove", { number: index + 1 })}
          </Button>
        </div>
      ))}
      <div>
        <Button icon="plus" onClick={() => onChange([...deadlines, { date: "", what: "" }])}>
          {t("tasks.deadline_add")}
        </Button>
      </div>
    </fieldset>
  );
}
