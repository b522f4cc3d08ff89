// The half-year's figures are closed on 31 May, the year's on 30 November (Decision 15, plan, III).
function duePeriod(today: string): FormValues {
  const month = Number(today.slice(5, 7));
  return {
    period: month >= 4 && month <= 8 ? "PERIOD_HALF_YEAR" : "PERIOD_YEAR",
    year: String(Number(today.slice(0, 4)) - (month < 4 ? 1 : 0)),
  };
}

// What a new record, or a later step, most often says.
import type { BookKind } from "@core/books";
import { formatDate } from "@core/format";
import type { Status } from "@core/generated/agent";
import { t } from "../text";
import type { FormValues } from "../record_form";
import type { Action } from "./actions";

export function newDefaults(kind: BookKind, { today, author }: Status): FormValues {
  const day = formatDate(today);
  switch (kind) {
    case "meeting":
      return { date: day, place: t("default.culture_house") };
    case "petition":
      return { receivedOn: day, addressedTo: t("default.people_committee") };
    case "spending":
      return { date: day, spentBy: author };
    case "period-report":
      return duePeriod(today);
    case "disclosure":
      return { fromDate: day, place: t("default.culture_house"), postedBy: author };
  }
}

// Only where the record says nothing yet.
export function stepDefaults(action: Action, { today, author, counts }: Status): FormValues {
  const day = formatDate(today);
  switch (action) {
    case "minutes":
      return { chair: author, householdsInvited: counts.households > 0 ? String(counts.households) : "" };
    case "answer":
      return { answeredOn: day };
    case "told":
      return { toldOn: day };
    case "down":
      return { takenDownOn: day };
    case "correct":
      return {};
  }
}
