// An evening's gifts: what is common to them, and a line for each household or giver.
import { readDate } from "@core/components/DateField";
import { readMoney } from "@core/components/MoneyField";
import type { Form, Household } from "@core/generated/agent";
import { parseMilli } from "@core/format";

export type GroupForm = "FORM_CASH" | "FORM_LABOUR";
export type GroupLine = { amount: string; note: string };
export type GuestLine = GroupLine & { name: string };
export type GroupValues = {
  campaign: string;
  form: GroupForm;
  date: string; // as typed
  collector: string;
  voluntary: boolean;
  lines: { [household: string]: GroupLine };
  guests: GuestLine[]; // givers who are no household of the village
};

export const emptyLine: GroupLine = { amount: "", note: "" };
export const emptyGuest: GuestLine = { ...emptyLine, name: "" };

export function asGroup(stored: { [key: string]: unknown }): GroupValues | undefined {
  const { campaign, form, date, collector, voluntary, lines, guests } = stored as Partial<GroupValues>;
  if (typeof campaign !== "string" || typeof date !== "string" || typeof collector !== "string") return undefined;
  if (typeof lines !== "object" || lines === null || !Array.isArray(guests)) return undefined;
  const known = form === "FORM_LABOUR" ? form : "FORM_CASH";
  return { campaign, form: known, date, collector, voluntary: voluntary === true, lines, guests };
}

export function isBegunGroup({ lines, guests }: GroupValues): boolean {
  return Object.values(lines).some((it) => it.amount || it.note) || guests.some((it) => it.amount || it.name);
}

// “014”, “Lò Văn Đức” → what a pasted line begins with, made comparable.
function comparable(text: string): string {
  return text.normalize("NFC").trim().replace(/\s+/g, " ").toLowerCase();
}

export type Pasted = { lines: { [household: string]: string }; unknown: string[] };

// Rows from a spreadsheet. With one column the amounts go to the households from the one that has the focus downwards; with
// more, the first that names a household by its number or by its head's name, which must be nobody else's, says whose the
// last one is. What names nobody comes back.
export function readPasted(text: string, households: Household[], from: number): Pasted {
  const rows = text
    .replace(/\r/g, "")
    .replace(/\n+$/, "")
    .split("\n")
    .map((line) => line.split("\t").map((it) => it.trim()));
  const pasted: Pasted = { lines: {}, unknown: [] };
  if (rows.every((row) => row.length === 1)) {
    rows.forEach((row, index) => {
      const household = households[from + index];
      if (household) pasted.lines[household.id] = row[0] ?? "";
      else if (row[0]) pasted.unknown.push(row[0]);
    });
    return pasted;
  }
  for (const row of rows) {
    const amount = row[row.length - 1] ?? "";
    const found = row.slice(0, -1).flatMap((cell) => namedBy(cell, households));
    if (found[0] && amount) pasted.lines[found[0].id] = amount;
    else if (row.some(Boolean)) pasted.unknown.push(row.join(" · "));
  }
  return pasted;
}

function namedBy(cell: string, households: Household[]): Household[] {
  const wanted = comparable(cell);
  if (!wanted) return [];
  const byCode = households.filter((it) => comparable(it.code ?? "") === wanted);
  const byHead = households.filter((it) => comparable(it.head ?? "") === wanted);
  return byCode.length === 1 ? byCode : byHead.length === 1 ? byHead : [];
}

export type RowErrors = { [key: string]: string }; // household id, or "guest 0" → field code

export type GroupRow = { key: string; fields: { [name: string]: unknown } };
export type ReadGroup = {
  common: { [name: string]: unknown };
  rows: GroupRow[];
  errors: RowErrors; // also of "campaign", "date"
};

// A line's amount in đồng, or in thousandths of a day; the code of what is wrong.
export async function readAmount(form: Form, typed: string): Promise<{ value?: string; code?: string }> {
  if (form === "FORM_LABOUR") {
    const milli = parseMilli(typed);
    return milli ? { value: milli } : { code: "not_a_number" };
  }
  const reading = await readMoney(typed);
  return reading.ok ? { value: reading.amount } : { code: reading.code };
}

async function readLine(
  form: GroupForm,
  key: string,
  line: GroupLine,
  who: GroupRow["fields"],
  read: ReadGroup,
): Promise<void> {
  const { value, code } = await readAmount(form, line.amount);
  if (code || !value) {
    read.errors[key] = code ?? "required";
    return;
  }
  const note = line.note.trim() && { note: line.note.trim().normalize("NFC") };
  const given = form === "FORM_LABOUR" ? { quantityMilli: value } : { amount: value };
  read.rows.push({ key, fields: { ...who, ...given, ...note } });
}

// What the program is asked to record, in the order of the lines; asks it about money and the date.
export async function readGroup(values: GroupValues, households: Household[]): Promise<ReadGroup> {
  const { campaign, form, date, collector, voluntary } = values;
  const read: ReadGroup = { common: {}, rows: [], errors: {} };
  const day = date.trim() ? await readDate(date) : ({ ok: false, code: "required" } as const);
  if (!day.ok) read.errors["date"] = day.code;
  if (!campaign) read.errors["campaign"] = "required";
  for (const { id } of households) {
    const line = values.lines[id];
    if (line?.amount.trim()) await readLine(form, id, line, { household: id }, read);
  }
  for (const [index, guest] of values.guests.entries()) {
    const name = guest.name.trim().normalize("NFC");
    if (!name && !guest.amount.trim()) continue;
    const key = `guest ${index}`;
    if (!name) read.errors[key] = "required";
    else await readLine(form, key, guest, { donorName: name }, read);
  }
  read.common = {
    campaign,
    form,
    ...(day.ok && { date: day.date }),
    ...(collector.trim() && { collector: collector.trim().normalize("NFC") }),
    ...(voluntary && { voluntary }),
  };
  return read;
}

// Of the rows that were read: "rows.3.amount" → the line it came from.
export function errorsOfRows(fields: { field: string; code: string }[], rows: GroupRow[]): RowErrors {
  const errors: RowErrors = {};
  for (const { field, code } of fields) {
    const row = rows[Number(/^rows\.(\d+)/.exec(field)?.[1])];
    if (row) errors[row.key] = code;
  }
  return errors;
}
