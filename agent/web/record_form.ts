// Forms of the books beside the contributions: what is typed, and its way to and from a record's fields.
import { isAsked, valueOf, type BookRecord, type FieldSpec } from "@core/books";
import type { ComboOption } from "@core/components/Combo";
import { readDate } from "@core/components/DateField";
import { readMoney } from "@core/components/MoneyField";
import { formatDate, formatNumber } from "@core/format";
import type { Attachment, Attendance, Resolution, Threshold } from "@core/generated/agent";

export type ResolutionForm = {
  text: string;
  threshold: Threshold;
  agreed: string;
  disagreed: string;
  abstained: string;
};
export type FieldValue =
  | string
  | boolean
  | ComboOption
  | null
  | string[]
  | Attachment[]
  | Attendance[]
  | ResolutionForm[];
export type FormValues = { [name: string]: FieldValue };
export type RecordErrors = { [name: string]: string }; // field codes

export const emptyResolution: ResolutionForm = {
  text: "",
  threshold: "THRESHOLD_MAJORITY",
  agreed: "",
  disagreed: "",
  abstained: "",
};

function emptyValue({ type }: FieldSpec): FieldValue {
  if (type === "check") return false;
  if (type === "reference") return null;
  return type === "photos" || type === "attendance" || type === "resolutions" || type === "checks" ? [] : "";
}

export function emptyForm(fields: readonly FieldSpec[], given: FormValues = {}): FormValues {
  return { ...Object.fromEntries(fields.map((it) => [it.name, emptyValue(it)])), ...given };
}

export function textIn(form: FormValues, name: string): string {
  const value = form[name];
  return typeof value === "string" ? value : "";
}

function resolutionForm(resolution: Resolution): ResolutionForm {
  const { text = "", threshold = "THRESHOLD_MAJORITY", agreed, disagreed, abstained } = resolution;
  const count = (votes: number | undefined) => (votes ? String(votes) : "");
  return { text, threshold, agreed: count(agreed), disagreed: count(disagreed), abstained: count(abstained) };
}

function valueFrom(record: BookRecord, field: FieldSpec): FieldValue {
  const value = valueOf(record, field.name);
  if (value === undefined || value === null) return emptyValue(field);
  switch (field.type) {
    case "date":
      return formatDate(value as string);
    case "money":
      return formatNumber(value as string);
    case "count":
      return String(value);
    case "lines":
      return (value as string[]).join("\n");
    case "figures":
      return "";
    case "reference":
      return { id: value as string, label: record.shown.labels[field.name] ?? "" };
    case "resolutions":
      return (value as Resolution[]).map(resolutionForm);
    default:
      return value as FieldValue;
  }
}

export function formFrom(record: BookRecord, fields: readonly FieldSpec[]): FormValues {
  return Object.fromEntries(fields.map((field) => [field.name, valueFrom(record, field)]));
}

// A stored draft, as far as it has the shape of this form.
export function asFormOf(fields: readonly FieldSpec[], stored: { [key: string]: unknown }): FormValues {
  const fits = fields.filter((field) => {
    const value = stored[field.name];
    const empty = emptyValue(field);
    if (Array.isArray(empty)) return Array.isArray(value);
    if (empty === null) return value === null || (typeof value === "object" && value !== null && "label" in value);
    return typeof value === typeof empty;
  });
  return emptyForm(fields, Object.fromEntries(fits.map((it) => [it.name, stored[it.name] as FieldValue])));
}

type Reading = { value?: unknown; code?: string };

function count(typed: string): Reading {
  if (!typed.trim()) return {};
  const digits = typed.replace(/[.\s]/g, "");
  return /^\d{1,6}$/.test(digits) ? { value: Number(digits) } : { code: "not_a_number" };
}

// "19:30", "19h30", "19g30", "1930", "19h"
export function readTime(typed: string): string | undefined {
  const match = /^(\d{1,2})\s*(?:[:hg.]\s*(\d{2})?|(\d{2}))?$/i.exec(typed.trim());
  if (!match) return undefined;
  const hours = Number(match[1]);
  const minutes = Number(match[2] ?? match[3] ?? "0");
  if (hours > 23 || minutes > 59) return undefined;
  return `${String(hours).padStart(2, "0")}:${String(minutes).padStart(2, "0")}`;
}

function time(typed: string): Reading {
  if (!typed.trim()) return {};
  const value = readTime(typed);
  return value ? { value } : { code: "not_a_time" };
}

async function day(typed: string): Promise<Reading> {
  if (!typed.trim()) return {};
  const reading = await readDate(typed);
  return reading.ok ? { value: reading.date } : { code: reading.code };
}

async function money(typed: string): Promise<Reading> {
  if (!typed.trim()) return {};
  const reading = await readMoney(typed);
  return reading.ok ? { value: reading.amount } : { code: reading.code };
}

function lines(typed: string): Reading {
  const items = typed.split("\n").map((it) => it.trim());
  const given = items.filter(Boolean);
  return given.length > 0 ? { value: given } : {};
}

function resolutions(forms: ResolutionForm[]): Reading {
  const begun = forms.filter((it) => it.text.trim() || it.agreed || it.disagreed || it.abstained);
  if (begun.length === 0) return {};
  const value = begun.map(({ text, threshold, ...votes }) => {
    const counted = Object.entries(votes).map(([name, typed]) => [name, count(typed)] as const);
    return { text: text.trim(), threshold, votes: counted };
  });
  if (value.some((it) => it.votes.some(([, reading]) => reading.code))) return { code: "not_a_number" };
  return {
    value: value.map(({ text, threshold, votes }) => ({
      text,
      threshold,
      ...Object.fromEntries(votes.flatMap(([name, reading]) => (reading.value ? [[name, reading.value]] : []))),
    })),
  };
}

async function readField(field: FieldSpec, value: FieldValue): Promise<Reading> {
  if (Array.isArray(value)) {
    if (field.type === "resolutions") return resolutions(value as ResolutionForm[]);
    return value.length > 0 ? { value } : {};
  }
  if (value === null) return {};
  if (typeof value === "object") return { value: value.id };
  if (typeof value === "boolean") return value ? { value } : {};
  switch (field.type) {
    case "date":
      return day(value);
    case "money":
      return money(value);
    case "time":
      return time(value);
    case "count":
      return count(value);
    case "lines":
      return lines(value);
    default:
      return value.trim() ? { value: value.trim().normalize("NFC") } : {};
  }
}

// The record's fields, or what is wrong. Asks the program about money and dates.
export async function readRecordForm(
  fields: readonly FieldSpec[],
  form: FormValues,
): Promise<{ given: { [name: string]: unknown }; errors: RecordErrors }> {
  const given: { [name: string]: unknown } = {};
  const errors: RecordErrors = {};
  const asked = fields.filter((field) => isAsked(field, (name) => form[name]));
  for (const field of asked.filter(({ type }) => type !== "figures")) {
    const { value, code } = await readField(field, form[field.name] ?? emptyValue(field));
    if (value !== undefined) given[field.name] = value;
    if (code) errors[field.name] = code;
    else if (value === undefined && !field.optional) errors[field.name] = "required";
  }
  return { given, errors };
}

function alike(one: unknown, other: unknown): boolean {
  const comparable = (value: unknown) =>
    value === undefined || value === false || value === 0 ? "null" : JSON.stringify(value);
  return comparable(one) === comparable(other);
}

// What a later step or a correction changes: new values, null for what is no longer there.
export function changesOf(
  record: BookRecord,
  fields: readonly FieldSpec[],
  given: { [name: string]: unknown },
): { [name: string]: unknown } {
  const typed = fields.filter(({ type }) => type !== "figures");
  const differing = typed.filter((field) => !alike(valueOf(record, field.name), given[field.name]));
  return Object.fromEntries(differing.map((field) => [field.name, given[field.name] ?? null]));
}
