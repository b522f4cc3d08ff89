// The campaign form: what is typed, what it means, and what is sent.
import { readDate } from "@core/components/DateField";
import { readMoney } from "@core/components/MoneyField";
import { formatDate, formatNumber } from "@core/format";
import type { Campaign, CampaignFields, CampaignState, Form } from "@core/generated/hub";

export const forms: Form[] = ["FORM_CASH", "FORM_TRANSFER", "FORM_LABOUR", "FORM_MATERIALS", "FORM_LAND"];
export const states: CampaignState[] = ["CAMPAIGN_STATE_PROPOSED", "CAMPAIGN_STATE_OPEN", "CAMPAIGN_STATE_CLOSED"]; // settling reckons up: parts/CampaignDecision

// As typed: dates and the amount are text until they are saved.
export type Draft = {
  title: string;
  works: string;
  purpose: string;
  organiser: string;
  agreedAt: string;
  villages: string[];
  forms: string[];
  target: string;
  fromDate: string;
  toDate: string;
  state: CampaignState;
};

export type Wrong = { [field in keyof Draft]?: string }; // field → code

export function draftOf(campaign: Campaign | undefined): Draft {
  const date = (iso: string | undefined) => (iso ? formatDate(iso) : "");
  return {
    title: campaign?.title ?? "",
    works: campaign?.works ?? "",
    purpose: campaign?.purpose ?? "",
    organiser: campaign?.organiser ?? "",
    agreedAt: campaign?.agreedAt ?? "",
    villages: campaign?.villages ?? [],
    forms: campaign?.forms ?? [],
    target: campaign?.target ? formatNumber(campaign.target) : "",
    fromDate: date(campaign?.fromDate),
    toDate: date(campaign?.toDate),
    state: campaign?.state ?? "CAMPAIGN_STATE_PROPOSED",
  };
}

type Meaning = { fields: CampaignFields; wrong: Wrong };

const texts = ["title", "works", "purpose", "organiser", "agreedAt"] as const;

async function meaningOfDate(name: "fromDate" | "toDate", typed: string, meaning: Meaning): Promise<void> {
  if (!typed.trim()) {
    meaning.wrong[name] = "required";
    return;
  }
  const reading = await readDate(typed);
  if (reading.ok) meaning.fields[name] = reading.date;
  else meaning.wrong[name] = reading.code;
}

async function meaningOfTarget(typed: string, meaning: Meaning): Promise<void> {
  if (!typed.trim()) return;
  const reading = await readMoney(typed);
  if (reading.ok) meaning.fields.target = reading.amount;
  else meaning.wrong.target = reading.code;
}

export async function meaningOf(draft: Draft): Promise<Meaning> {
  const meaning: Meaning = { fields: { villages: draft.villages, forms: forms.filter((it) => draft.forms.includes(it)), state: draft.state }, wrong: {} };
  for (const name of texts) {
    const text = draft[name].trim().normalize("NFC");
    if (text) meaning.fields[name] = text;
  }
  if (!meaning.fields.title) meaning.wrong.title = "required";
  await Promise.all([meaningOfDate("fromDate", draft.fromDate, meaning), meaningOfDate("toDate", draft.toDate, meaning), meaningOfTarget(draft.target, meaning)]);
  const { fromDate, toDate } = meaning.fields;
  if (fromDate && toDate && toDate < fromDate) meaning.wrong.toDate = "before_from";
  return meaning;
}

const fieldNames: (keyof CampaignFields)[] = ["title", "works", "purpose", "organiser", "villages", "forms", "target", "fromDate", "toDate", "agreedAt", "state"];

// Only what differs, for a correction: null takes a value away.
export function changesOf(campaign: Campaign, fields: CampaignFields): { [field: string]: unknown } {
  const differs = fieldNames.filter((name) => JSON.stringify(campaign[name] ?? "") !== JSON.stringify(fields[name] ?? "") && !bothEmpty(campaign[name], fields[name]));
  return Object.fromEntries(differs.map((name) => [name, fields[name] ?? null]));
}

function bothEmpty(one: unknown, other: unknown): boolean {
  const isEmpty = (value: unknown) => value === undefined || (Array.isArray(value) && value.length === 0);
  return isEmpty(one) && isEmpty(other);
}
