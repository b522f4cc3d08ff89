// The contribution form: what is typed, and its way to and from the record's fields.
import type { ComboOption } from "@core/components/Combo";
import { readDate } from "@core/components/DateField";
import { readMoney } from "@core/components/MoneyField";
import { formatDate, formatMilli, formatNumber, parseMilli } from "@core/format";
import type { Attachment, Contribution, ContributionFields, DonorType, Form } from "@core/generated/agent";

export type ContributionForm = {
  campaign: string;
  donorType: DonorType;
  household: ComboOption | null;
  donorName: string;
  form: Form;
  amount: string; // as typed, like all that follow
  quantity: string;
  unit: string;
  material: string;
  value: string;
  date: string;
  voluntary: boolean;
  receiptWanted: boolean;
  note: string;
  collector: string;
  paperNumber: string;
  attachments: Attachment[];
};

export type FormErrors = { [field in keyof ContributionFields]?: string }; // field codes

export const emptyForm: ContributionForm = {
  campaign: "",
  donorType: "DONOR_TYPE_HOUSEHOLD",
  household: null,
  donorName: "",
  form: "FORM_CASH",
  amount: "",
  quantity: "",
  unit: "",
  material: "",
  value: "",
  date: "",
  voluntary: true,
  receiptWanted: false,
  note: "",
  collector: "",
  paperNumber: "",
  attachments: [],
};

export function isMoney(form: Form): boolean {
  return form === "FORM_CASH" || form === "FORM_TRANSFER";
}

// Something that would be a pity to lose.
export function isBegun(form: ContributionForm): boolean {
  const { household, donorName, amount, quantity, value, note, paperNumber, attachments } = form;
  return Boolean(household || donorName || amount || quantity || value || note || paperNumber || attachments.length);
}

// After “Lưu và ghi tiếp”: the next giver of the same round.
export function nextForm(form: ContributionForm): ContributionForm {
  return {
    ...form,
    household: null,
    donorName: "",
    amount: "",
    quantity: "",
    value: "",
    note: "",
    paperNumber: "",
    receiptWanted: false,
    attachments: [],
  };
}

function isOption(value: unknown): boolean {
  return value === null || (typeof value === "object" && value !== null && "id" in value && "label" in value);
}

function isPhotoList(value: unknown): boolean {
  return Array.isArray(value) && value.every((it) => typeof it === "object" && it !== null && "id" in it);
}

function fitsField(name: string, value: unknown): boolean {
  if (name === "household") return isOption(value);
  if (name === "attachments") return isPhotoList(value);
  return typeof value === typeof emptyForm[name as keyof ContributionForm];
}

// A stored draft, if it has the shape of this form. Those of version 0.1 know of no photos.
export function asForm(stored: { [key: string]: unknown }): ContributionForm | undefined {
  const whole = { attachments: [], ...stored } as { [key: string]: unknown };
  const fits = Object.keys(emptyForm).every((name) => fitsField(name, whole[name]));
  return fits ? (whole as ContributionForm) : undefined;
}

export function formOf(record: Contribution): ContributionForm {
  const { shown } = record;
  return {
    campaign: record.campaign ?? "",
    donorType: record.donorType ?? "DONOR_TYPE_HOUSEHOLD",
    household: record.household ? { id: record.household, label: `${shown.donor} · ${shown.donorDetail}` } : null,
    donorName: record.donorName ?? "",
    form: record.form ?? "FORM_CASH",
    amount: record.amount ? formatNumber(record.amount) : "",
    quantity: record.quantityMilli ? formatMilli(record.quantityMilli) : "",
    unit: record.unit ?? "",
    material: record.material ?? "",
    value: record.value ? formatNumber(record.value) : "",
    date: record.date ? formatDate(record.date) : "",
    voluntary: record.voluntary ?? false,
    receiptWanted: record.receiptWanted ?? false,
    note: record.note ?? "",
    collector: record.collector ?? "",
    paperNumber: record.paperNumber ?? "",
    attachments: record.attachments ?? [],
  };
}

type Reading<T> = { value?: T; code?: string };

async function money(typed: string, required: boolean): Promise<Reading<string>> {
  if (!typed.trim()) return required ? { code: "required" } : {};
  const reading = await readMoney(typed);
  return reading.ok ? { value: reading.amount } : { code: reading.code };
}

async function day(typed: string): Promise<Reading<string>> {
  if (!typed.trim()) return { code: "required" };
  const reading = await readDate(typed);
  return reading.ok ? { value: reading.date } : { code: reading.code };
}

function quantity(typed: string): Reading<string> {
  if (!typed.trim()) return { code: "required" };
  const value = parseMilli(typed);
  return value ? { value } : { code: "not_a_number" };
}

function text(typed: string, required = false): Reading<string> {
  if (typed.trim()) return { value: typed.trim().normalize("NFC") };
  return required ? { code: "required" } : {};
}

async function readGift(form: ContributionForm): Promise<{ [field: string]: Reading<string> }> {
  if (isMoney(form.form)) return { amount: await money(form.amount, true) };
  const common = { quantityMilli: quantity(form.quantity), value: await money(form.value, false) };
  if (form.form !== "FORM_MATERIALS") return common;
  return { ...common, material: text(form.material, true), unit: text(form.unit, true) };
}

function readDonor(form: ContributionForm): { [field: string]: Reading<string> } {
  if (form.donorType !== "DONOR_TYPE_HOUSEHOLD") return { donorName: text(form.donorName, true) };
  return { household: form.household ? { value: form.household.id } : { code: "required" } };
}

// The record's fields, or what is wrong. Asks the program about money and dates.
export async function readForm(form: ContributionForm): Promise<{ fields: ContributionFields; errors: FormErrors }> {
  const readings: { [field: string]: Reading<string | boolean | Attachment[]> } = {
    campaign: text(form.campaign, true),
    donorType: { value: form.donorType },
    ...readDonor(form),
    form: { value: form.form },
    ...(await readGift(form)),
    date: await day(form.date),
    voluntary: form.voluntary ? { value: true } : {}, // recorded all the same; the office sees the flag
    receiptWanted: form.receiptWanted ? { value: true } : {},
    note: text(form.note),
    collector: text(form.collector),
    paperNumber: text(form.paperNumber),
    attachments: form.attachments.length > 0 ? { value: form.attachments } : {},
  };
  const fields: { [field: string]: string | boolean | Attachment[] } = {};
  const errors: { [field: string]: string } = {};
  for (const [name, { value, code }] of Object.entries(readings)) {
    if (value !== undefined) fields[name] = value;
    if (code) errors[name] = code;
  }
  return { fields, errors };
}

const fieldNames: (keyof ContributionFields)[] = [
  "campaign",
  "donorType",
  "household",
  "donorName",
  "form",
  "amount",
  "quantityMilli",
  "unit",
  "material",
  "value",
  "date",
  "collector",
  "voluntary",
  "receiptWanted",
  "note",
  "paperNumber",
  "attachments",
];

// Photos are named by their content.
function comparable(value: ContributionFields[keyof ContributionFields]): string | boolean | null {
  if (!Array.isArray(value)) return value ?? null;
  return value.map((photo) => photo.id).join() || null;
}

// What a correction changes: new values, null for what is no longer there.
export function changesBetween(before: ContributionFields, after: ContributionFields): { [field: string]: unknown } {
  const differing = fieldNames.filter(
    (name) =>
      comparable(before[name]) !== comparable(after[name]) && !(before[name] === false && after[name] === undefined),
  );
  return Object.fromEntries(differing.map((name) => [name, after[name] ?? null]));
}
