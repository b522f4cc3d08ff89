// What a new record, or a later step, most often says.
import type { BookKind } from "@core/books";
import { formatDate } from "@core/format";
import type { Status } from "@core/generated/agent";
import { t } from "../text";
import type { FormValues } from "../record_form";
import type { Action } from "./actions";

export function newDefaults(kind: BookKind, { today, author, report, village }: Status): FormValues {
  const day = formatDate(today);
  switch (kind) {
    case "meeting":
      return { date: day, place: t("default.culture_house") };
    case "petition":
      return { receivedOn: day, addressedTo: t("default.people_committee") };
    case "spending":
      return { date: day, spentBy: author };
    case "period-report":
      return { period: report.period, year: String(report.year) };
    case "disclosure":
      return { fromDate: day, place: t("default.culture_house"), postedBy: author };
    case "security-report":
      return { urgency: "URGENCY_NORMAL", date: day };
    case "campaign-proposal":
      return { fromDate: day, organiser: t("default.village_board", { village: village?.name ?? "" }) };
    case "household-request":
      return { date: day };
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
