import { fieldText } from "@core/errors";
import { formatDong, formatMilli } from "@core/format";
import type { Household } from "@core/generated/agent";
import { useEffect, useId, useState } from "preact/hooks";
import {
  emptyLine,
  readAmount,
  type GroupForm,
  type GroupLine,
  type GroupValues,
  type GuestLine,
  type RowErrors,
} from "../group_form";
import { t } from "../text";
import "./GroupGrid.css";

// What each line was understood as: đồng, or thousandths of a day.
export type Readings = { [key: string]: string | undefined };

const pauseMs = 150;

type CellProps = {
  name: string;
  label: string;
  form: GroupForm;
  value: string;
  error: string | undefined;
  onChange: (typed: string) => void;
  onPaste?: (text: string) => void;
  onRead: (value: string | undefined) => void;
};

// Up, down and Enter go from amount to amount, as in a spreadsheet.
function move(event: KeyboardEvent): void {
  const by = event.key === "ArrowUp" ? -1 : event.key === "ArrowDown" || event.key === "Enter" ? 1 : 0;
  if (by === 0 || event.ctrlKey || event.isComposing) return;
  event.preventDefault();
  const all = [...document.querySelectorAll<HTMLInputElement>(".group-grid input[data-amount]")];
  const next = all[all.indexOf(event.currentTarget as HTMLInputElement) + by];
  next?.focus();
  next?.select();
}

function AmountCell({ name, label, form, value, error, onChange, onPaste, onRead }: CellProps) {
  const [shown, setShown] = useState("");
  const [problem, setProblem] = useState<string>();
  const id = useId();
  useEffect(() => {
    let isCurrent = true;
    const tell = (read: string | undefined, code?: string) => {
      if (!isCurrent) return;
      const words = form === "FORM_LABOUR" ? `${formatMilli(read ?? "0")} ${t("group.days")}` : formatDong(read ?? "0");
      setShown(read ? words : "");
      setProblem(code);
      onRead(read);
    };
    if (!value.trim()) return tell(undefined);
    const timer = setTimeout(() => {
      readAmount(form, value).then(
        (reading) => tell(reading.value, reading.code),
        () => undefined,
      );
    }, pauseMs);
    return () => {
      isCurrent = false;
      clearTimeout(timer);
    };
  }, [value, form]);
  const wrong = fieldText(error ?? problem);
  return (
    <div class="field">
      <input
        class="input"
        data-amount
        name={name}
        aria-label={label}
        aria-invalid={Boolean(wrong)}
        aria-describedby={id}
        autoComplete="off"
        spellcheck={false}
        value={value}
        onInput={(event) => onChange(event.currentTarget.value)}
        onKeyDown={move}
        onPaste={(event) => {
          const text = event.clipboardData?.getData("text/plain") ?? "";
          if (!onPaste || !/[\n\t]/.test(text.trim())) return;
          event.preventDefault();
          onPaste(text);
        }}
      />
      <div id={id} class={wrong ? "error" : "hint"}>
        {wrong ?? shown}
      </div>
    </div>
  );
}

type Props = {
  households: Household[];
  values: GroupValues;
  errors: RowErrors;
  onLine: (household: string, part: Partial<GroupLine>) => void;
  onGuest: (at: number, part: Partial<GuestLine>) => void;
  onPaste: (text: string, from: number) => void;
  onRead: (key: string, value: string | undefined) => void;
};

function NoteCell({ label, value, onChange }: { label: string; value: string; onChange: (note: string) => void }) {
  return (
    <input
      class="input"
      aria-label={label}
      autoComplete="off"
      value={value}
      onInput={(event) => onChange(event.currentTarget.value)}
    />
  );
}

function GuestRows({ values, errors, onGuest, onRead }: Pick<Props, "values" | "errors" | "onGuest" | "onRead">) {
  return (
    <>
      {values.guests.map((guest, index) => {
        const key = `guest ${index}`;
        const label = guest.name || t("group.guest_name", { number: index + 1 });
        return (
          <tr key={key}>
            <th scope="row">
              <input
                class="input"
                name={`guest${index}`}
                aria-label={t("group.guest_name", { number: index + 1 })}
                placeholder={t("group.guest_placeholder")}
                autoComplete="off"
                value={guest.name}
                onInput={(event) => onGuest(index, { name: event.currentTarget.value })}
              />
            </th>
            <td>
              <AmountCell
                name={`guest-amount${index}`}
                label={`${t("table.given")}: ${label}`}
                form={values.form}
                value={guest.amount}
                error={errors[key]}
                onChange={(amount) => onGuest(index, { amount })}
                onRead={(value) => onRead(key, value)}
              />
            </td>
            <td>
              <NoteCell
                label={`${t("group.note")}: ${label}`}
                value={guest.note}
                onChange={(note) => onGuest(index, { note })}
              />
            </td>
          </tr>
        );
      })}
    </>
  );
}

// A line for each household, and for each giver from elsewhere.
export function GroupGrid(props: Props) {
  const { households, values, errors, onLine, onPaste, onRead } = props;
  return (
    <table class="group-grid">
      <thead>
        <tr>
          <th scope="col">{t("attendance.household")}</th>
          <th scope="col">{t("table.given")}</th>
          <th scope="col">{t("group.note")}</th>
        </tr>
      </thead>
      <tbody>
        {households.map(({ id, shown }, index) => {
          const line = values.lines[id] ?? emptyLine;
          return (
            <tr key={id}>
              <th scope="row">{shown.label}</th>
              <td>
                <AmountCell
                  name={`amount ${id}`}
                  label={`${t("table.given")}: ${shown.label}`}
                  form={values.form}
                  value={line.amount}
                  error={errors[id]}
                  onChange={(amount) => onLine(id, { amount })}
                  onPaste={(text) => onPaste(text, index)}
                  onRead={(value) => onRead(id, value)}
                />
              </td>
              <td>
                <NoteCell
                  label={`${t("group.note")}: ${shown.label}`}
                  value={line.note}
                  onChange={(note) => onLine(id, { note })}
                />
              </td>
            </tr>
          );
        })}
        <GuestRows {...props} />
      </tbody>
    </table>
  );
}
