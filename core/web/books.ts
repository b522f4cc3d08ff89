// The books beside the contributions: which fields each kind has, in the order of its paper, and how each is filled in.
import type {
  Campaign,
  CampaignProposal,
  Disclosure,
  Form,
  Handling,
  Household,
  HouseholdChange,
  HouseholdRequest,
  Incident,
  Meeting,
  Period,
  PeriodReport,
  Petition,
  Poverty,
  Record as AnyRecord,
  RecordDetail,
  Satisfaction,
  SecurityReport,
  Spending,
  Subject,
  Urgency,
} from "./generated/shared";

export type BookRecord =
  | Meeting
  | Petition
  | Spending
  | Disclosure
  | PeriodReport
  | SecurityReport
  | CampaignProposal
  | HouseholdRequest;
export type BookKind = BookRecord["kind"];
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
  | "checks" // several of the options
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
  only?: { field: string; of: readonly string[] }; // asked where that field has one of these values
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

const incidents: readonly Incident[] = [
  "INCIDENT_THEFT",
  "INCIDENT_FIGHT",
  "INCIDENT_DRUGS",
  "INCIDENT_DOMESTIC_VIOLENCE",
  "INCIDENT_DISPUTE",
  "INCIDENT_TRAFFIC",
  "INCIDENT_FIRE",
  "INCIDENT_STRANGER",
  "INCIDENT_FRAUD",
  "INCIDENT_MISSING_PERSON",
  "INCIDENT_OTHER",
];
const urgencies: readonly Urgency[] = ["URGENCY_NORMAL", "URGENCY_URGENT"];
export const handlings: readonly Handling[] = ["HANDLING_RECEIVED", "HANDLING_WORKING", "HANDLING_DONE"];
const incident: readonly FieldSpec[] = [
  { name: "incident", type: "select", options: incidents, words: "incident" },
  { name: "urgency", type: "choice", options: urgencies, words: "urgency" },
  { name: "date", type: "date", isPast: true },
  { name: "time", type: "time", optional: true },
  { name: "place", type: "text", optional: true },
  { name: "people", type: "long", optional: true, hint: true },
  { name: "account", type: "long", hint: true },
];

const forms: readonly Form[] = ["FORM_CASH", "FORM_TRANSFER", "FORM_LABOUR", "FORM_MATERIALS", "FORM_LAND"];
const proposal: readonly FieldSpec[] = [
  { name: "title", type: "text" },
  { name: "works", type: "text", optional: true },
  { name: "purpose", type: "long", hint: true },
  { name: "organiser", type: "text" },
  { name: "forms", type: "checks", options: forms, words: "form", optional: true },
  { name: "target", type: "money", optional: true },
  { name: "fromDate", type: "date" },
  { name: "toDate", type: "date" },
  { name: "meeting", type: "reference", refers: "meeting", optional: true, hint: true },
  { name: "agreedAt", type: "text", optional: true, hint: true },
  note,
  photos,
];

const householdChanges: readonly HouseholdChange[] = [
  "HOUSEHOLD_CHANGE_NEW",
  "HOUSEHOLD_CHANGE_CORRECTION",
  "HOUSEHOLD_CHANGE_SPLIT",
  "HOUSEHOLD_CHANGE_MERGE",
  "HOUSEHOLD_CHANGE_LEFT",
];
const povertyLevels: readonly Poverty[] = ["POVERTY_NONE", "POVERTY_NEAR_POOR", "POVERTY_POOR"];
const changing = (...of: HouseholdChange[]) => ({ only: { field: "change", of } });
const known = changing(
  "HOUSEHOLD_CHANGE_CORRECTION",
  "HOUSEHOLD_CHANGE_SPLIT",
  "HOUSEHOLD_CHANGE_MERGE",
  "HOUSEHOLD_CHANGE_LEFT",
);
const facts = changing("HOUSEHOLD_CHANGE_NEW", "HOUSEHOLD_CHANGE_CORRECTION", "HOUSEHOLD_CHANGE_SPLIT");
const householdRequest: readonly FieldSpec[] = [
  { name: "change", type: "select", options: householdChanges, words: "household_change" },
  { name: "household", type: "reference", refers: "household", ...known },
  { name: "into", type: "reference", refers: "household", ...changing("HOUSEHOLD_CHANGE_MERGE") },
  { name: "head", type: "text", ...changing("HOUSEHOLD_CHANGE_NEW", "HOUSEHOLD_CHANGE_SPLIT") },
  { name: "head", type: "text", optional: true, hint: true, ...changing("HOUSEHOLD_CHANGE_CORRECTION") },
  { name: "birthYear", type: "count", optional: true, ...facts },
  { name: "members", type: "count", optional: true, hint: true, ...facts },
  { name: "ethnicGroup", type: "text", optional: true, ...facts },
  { name: "phone", type: "text", optional: true, ...facts },
  { name: "address", type: "text", optional: true, ...facts },
  { name: "poverty", type: "select", options: povertyLevels, words: "poverty", optional: true, hint: true, ...facts },
  { name: "date", type: "date", isPast: true },
  { name: "grounds", type: "long", optional: true },
  photos,
];

// What is asked when a record is begun, and at each later step.
export const newFields: { [kind in BookKind]: readonly FieldSpec[] } = {
  meeting: invitation,
  petition,
  spending,
  disclosure,
  "period-report": report,
  "security-report": incident,
  "campaign-proposal": proposal,
  "household-request": householdRequest,
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
  "security-report": together(incident, [
    { name: "fromDate", type: "date", optional: true },
    { name: "toDate", type: "date", optional: true },
    { name: "handling", type: "select", options: handlings, words: "handling", optional: true },
    { name: "handledOn", type: "date", optional: true },
  ]),
  "campaign-proposal": proposal,
  "household-request": together(householdRequest),
};

// Which of them people correct: what the police say of a report is theirs.
export function correctable(kind: BookKind): readonly FieldSpec[] {
  return kind === "security-report" || kind === "household-request" ? newFields[kind] : allFields[kind];
}

// Whether the form asks for the field, as far as it is filled in.
export function isAsked({ only }: FieldSpec, valueIn: (name: string) => unknown): boolean {
  return only === undefined || only.of.includes(String(valueIn(only.field)));
}

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
