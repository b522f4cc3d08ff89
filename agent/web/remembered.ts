// What the next contribution most likely has in common with the last one.
import { formatDate } from "@core/format";
import type { Form } from "@core/generated/agent";
import { recall, remember } from "@core/storage";
import type { ContributionForm } from "./contribution_form";

// The day is remembered for as long as it is today: tomorrow it would be a trap.
export function rememberLast(form: ContributionForm, today: string): void {
  remember("last.campaign", form.campaign);
  remember("last.form", form.form);
  remember("last.date", `${today} ${form.date}`);
}

export function recallLast(today: string): Pick<ContributionForm, "campaign" | "form" | "date"> {
  const [on, date] = (recall("last.date") ?? "").split(" ");
  return {
    campaign: recall("last.campaign") ?? "",
    form: (recall("last.form") as Form | undefined) ?? "FORM_CASH",
    date: on === today && date ? date : formatDate(today),
  };
}
