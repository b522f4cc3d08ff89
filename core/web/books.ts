// The books beside the contributions: which fields each kind has, in the order of its paper, and how each is filled in.
import type {
  Campaign,
  Disclosure,
  Household,
  Meeting,
  Period,
  PeriodReport,
  Petition,
  Record as AnyRecord,
  RecordDetail,
  Satisfaction,
  Spending,
  Subject,
} from "./generated/shared";

export type BookKind = "meeting" | "petition" | "spending" | "disclosure" | "period-report";
export type BookRecord = Meeting | Petition | Spending | Disclosure | PeriodReport;
export type BookDetail = BookRecord & Pick<RecordDetail, "conflicts">;
export type Referred = Campaign["kind"] | Household["kind"] | Meeting["kind"];

export type FieldType =
  | "text"
  | "long"
  | "lines" // a list of short texts, one a line
  | "date"
  | "time"
  | "count"
  | "money"
  | "check"
  | "choice"
  | "select"
  | "reference"
  | "attendance"
  | "resolutions"
  | "figures" // taken from the books; shown, not typed
  | "photos";

export type FieldSpec = {
  name: string;
  type: FieldType;
  optional?: boolean;
  isPast?: boolean; // a day that can't be ahead
  options?: readonly string[]; // codes; their words are in vi.json under the field's `words`
  words?: string;
  refers?: Referred;
  hint?: boolean; // there is a text `field_hint.KIND.NAME`
};

const subjects: readonly Subject[] = [
  "SUBJECT_CONTRIBUTIONS",
  "SUBJECT_POOR_HOUSEHOLDS",
  "SUBJECT_BUDGET",
  "SUBJECT_LAND",
  "SUBJECT_ANTI_CORRUPTION",
  "SUBJECT_PROCEDURES",
  "SUBJECT_OTHER",
];
const satisfactions: readonly Satisfaction[] = ["SATISFACTION_SATISFIED", "SATISFACTION_PARTLY", "SATISFACTION_NOT"];

const note: FieldSpec = { name: "note", type: "long", optional: true };
const photos: FieldSpec = { name: "attachments", type: "photos", optional: true };

const invitation: readonly FieldSpec[] = [
  { name: "title", type: "text" },
  { name: "date", type: "date" },
  { name: "starts", type: "time", optional: true },
  { name: "place", type: "text", optional: true },
  { name: "householdsInvited", type: "count", optional: true, hint: true },
  { name: "agenda", type: "lines", optional: true, hint: true },
];
const minutes: readonly FieldSpec[] = [
  { name: "householdsInvited", type: "count", hint: true },
  { name: "householdsPresent", type: "count", hint: true },
  { name: "attendance", type: "attendance", optional: true },
  { name: "starts", type: "time", optional: true },
  { name: "ends", type: "time", optional: true },
  { name: "place", type: "text" },
  { name: "chair", type: "text" },
  { name: "secretary", type: "text" },
  { name: "guests", type: "text", optional: true },
  { name: "agenda", type: "lines", optional: true, hint: true },
  { name: "discussion", type: "long", optional: true },
  { name: "resolutions", type: "resolutions", optional: true },
  { name: "conclusion", type: "long", optional: true },
  note,
  photos,
];
const petition: readonly FieldSpec[] = [
  { name: "content", type: "long" },
  { name: "household", type: "reference", refers: "household", optional: true, hint: true },
  { name: "person", type: "text", optional: true },
  { name: "phone", type: "text", optional: true },
  { name: "confidential", type: "check", optional: true },
  { name: "receivedOn", type: "date", isPast: true },
  { name: "meeting", type: "reference", refers: "meeting", optional: true },
  { name: "addressedTo", type: "text" },
  { name: "due", type: "date", optional: true, hint: true },
  note,
  photos,
];
const answer: readonly FieldSpec[] = [
  { name: "answer", type: "long" },
  { name: "answeredBy", type: "text", optional: true },
  { name: "answeredOn", type: "date", isPast: true },
];
const told: readonly FieldSpec[] = [
  { name: "toldOn", type: "date", isPast: true },
  { name: "satisfaction", type: "choice", options: satisfactions, words: "satisfaction", optional: true },
  { name: "satisfactionNote", type: "long", optional: true },
];
const spending: readonly FieldSpec[] = [
  { name: "campaign", type: "reference", refers: "campaign" },
  { name: "date", type: "date", isPast: true },
  { name: "item", type: "text" },
  { name: "amount", type: "money" },
  { name: "payee", type: "text", optional: true },
  { name: "voucher", type: "text", optional: true },
  { name: "agreedAt", type: "text", optional: true },
  { name: "spentBy", type: "text", optional: true },
  note,
  photos,
];
const disclosure: readonly FieldSpec[] = [
  { name: "subject", type: "select", options: subjects, words: "subject" },
  { name: "title", type: "text" },
  { name: "content", type: "long", optional: true, hint: true },
  { name: "campaign", type: "reference", refers: "campaign", optional: true, hint: true },
  { name: "place", type: "text" },
  { name: "fromDate", type: "date" },
  { name: "toDate", type: "date", optional: true, hint: true },
  { name: "postedBy", type: "text", optional: true },
  { name: "toldAt", type: "reference", refers: "meeting", optional: true },
  note,
  photos,
];
const takenDown: readonly FieldSpec[] = [{ name: "takenDownOn", type: "date", isPast: true }, photos];

const periods: readonly Period[] = ["PERIOD_HALF_YEAR", "PERIOD_YEAR"];
const report: readonly FieldSpec[] = [
  { name: "period", type: "choice", options: periods, words: "period" },
  { name: "year", type: "count" },
  { name: "figures", type: "figures", optional: true },
  { name: "results", type: "long", hint: true },
  { name: "difficulties", type: "long", optional: true },
  { name: "proposals", type: "long", optional: true },
  note,
  photos,
];

// What is asked when a record is begun, and at each later step.
export const newFields: { [kind in BookKind]: readonly FieldSpec[] } = {
  meeting: invitation,
  petition,
  spending,
  disclosure,
  "period-report": report,
};
export const steps = { minutes, answer, told, down: takenDown } as const;
export type Step = keyof typeof steps;

function together(...lists: (readonly FieldSpec[])[]): readonly FieldSpec[] {
  const byName = new Map<string, FieldSpec>();
  for (const field of lists.flat()) byName.set(field.name, field);
  return [...byName.values()];
}

// All that a record of the kind can say, for its page and for corrections.
export const allFields: { [kind in BookKind]: readonly FieldSpec[] } = {
  meeting: together(invitation, minutes),
  petition: together(petition, answer, told),
  spending,
  disclosure: together(disclosure, takenDown),
  "period-report": together(report, [{ name: "submittedOn", type: "date", optional: true, isPast: true }]),
};

const kinds: readonly string[] = Object.keys(newFields);

export function isBookKind(kind: string): kind is BookKind {
  return kinds.includes(kind);
}

export function bookRecords<Kind extends BookKind>(
  kind: Kind,
  items: AnyRecord[],
): Extract<BookRecord, { kind: Kind }>[] {
  return items.filter((it): it is Extract<BookRecord, { kind: Kind }> => it.kind === kind);
}

export function asBookRecord(record: RecordDetail): BookDetail | undefined {
  return isBookKind(record.kind) ? (record as BookDetail) : undefined;
}

// A field by its name, whatever the kind.
export function valueOf(record: BookRecord, name: string): unknown {
  return (record as unknown as { [name: string]: unknown })[name];
}
