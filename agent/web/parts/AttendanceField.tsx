import { Button } from "@core/components/Button";
import { FieldError } from "@core/components/FieldError";
import type { Attendance, Household, Presence } from "@core/generated/agent";
import { tCode } from "@core/i18n";
import { households } from "@core/records";
import { useId } from "preact/hooks";
import { useEveryPage } from "../every_page";
import { t } from "../text";
import "./AttendanceField.css";

type Props = {
  label: string;
  value: Attendance[];
  present: string; // households counted, as typed
  onChange: (attendance: Attendance[], present: string) => void;
  error?: string | undefined;
};

const choices: Presence[] = ["PRESENCE_PRESENT", "PRESENCE_REPRESENTED", "PRESENCE_ABSENT"];

function came({ presence }: Attendance): boolean {
  return presence === "PRESENCE_PRESENT" || presence === "PRESENCE_REPRESENTED";
}

function Row({
  row,
  chosen,
  onChoose,
}: {
  row: Household;
  chosen: Presence | undefined;
  onChoose: (it: Presence) => void;
}) {
  return (
    <tr>
      <th scope="row">{row.shown.label}</th>
      {choices.map((presence) => (
        <td key={presence}>
          <label>
            <input
              type="radio"
              name={`attendance ${row.id}`}
              checked={chosen === presence}
              onChange={() => onChoose(presence)}
              aria-label={`${row.shown.label}: ${tCode("presence", presence)}`}
            />
          </label>
        </td>
      ))}
    </tr>
  );
}

// The roll: every household of the village, present, represented or absent. Arrows choose, Tab goes to the next household.
// Who is counted there is counted at once; a meeting may also be counted without the roll.
export function AttendanceField({ label, value, present, onChange, error }: Props) {
  const rows = households(useEveryPage("household", { state: "present" }) ?? []).filter((it) => !it.voided);
  const errorId = useId();
  const by = new Map(value.map((it) => [it.household, it]));
  const tell = (next: Attendance[]) => onChange(next, next.some(came) ? String(next.filter(came).length) : present);
  const choose = (household: string, presence: Presence) =>
    tell([...value.filter((it) => it.household !== household), { ...by.get(household), household, presence }]);
  const fill = (presence: Presence) =>
    tell([...value, ...rows.filter((it) => !by.has(it.id)).map((it) => ({ household: it.id, presence }))]);
  const absent = value.length - value.filter(came).length;
  return (
    <details class="attendance" open={value.length > 0 || error !== undefined}>
      <summary>
        {label}{" "}
        <span class="muted">{t("attendance.count", { came: value.length - absent, absent, all: rows.length })}</span>
      </summary>
      <div class="row">
        <Button onClick={() => fill("PRESENCE_PRESENT")}>{t("attendance.rest_present")}</Button>
        <Button onClick={() => fill("PRESENCE_ABSENT")}>{t("attendance.rest_absent")}</Button>
        {value.length > 0 && <Button onClick={() => onChange([], present)}>{t("attendance.clear")}</Button>}
      </div>
      <div class="roll" tabIndex={0} role="region" aria-label={label} aria-describedby={error ? errorId : undefined}>
        <table>
          <thead>
            <tr>
              <th scope="col">{t("attendance.household")}</th>
              {choices.map((presence) => (
                <th key={presence} scope="col">
                  {tCode("presence", presence)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <Row key={row.id} row={row} chosen={by.get(row.id)?.presence} onChoose={(it) => choose(row.id, it)} />
            ))}
          </tbody>
        </table>
      </div>
      <div class="field">
        <FieldError id={errorId} error={error} />
      </div>
    </details>
  );
}
