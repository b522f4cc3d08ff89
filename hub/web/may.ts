// Who may do what: only what the hub would allow is offered.
import type { Role, User } from "@core/generated/hub";
import { bookRoot, queueRoot } from "./addresses";

const office: Role[] = ["clerk", "chair", "admin"];

export type Right = "review" | "campaigns" | "devices" | "users" | "settings" | "burden" | "donors";

const holders: { [right in Right]: Role[] } = { review: office, campaigns: office, devices: office, users: ["admin"], settings: ["chair", "admin"], burden: [...office, "finance"], donors: [...office, "finance"] };

// What names donors and households: the police and MTTQ read the registers of petitions and meetings, without the names.
const screensOfDonors = [queueRoot, "dong-gop", "ho-dan", bookRoot("household-request"), bookRoot("meeting"), bookRoot("petition")];

export function mayOpenScreen(user: User, root: string): boolean {
  return may(user, "donors") || !screensOfDonors.includes(root);
}

// The screen that a user comes to: the queue, the police's own, or for MTTQ the appeals.
export function homeRoot(user: User): string {
  if (may(user, "donors")) return queueRoot;
  return user.role === "police" ? "an-ninh" : "dot-van-dong";
}

export function may(user: User, right: Right): boolean {
  return holders[right].includes(user.role);
}
