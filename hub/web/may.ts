// Who may do what: only what the hub would allow is offered.
import type { Role, User } from "@core/generated/hub";

const office: Role[] = ["clerk", "chair", "admin"];

export type Right = "review" | "campaigns" | "devices" | "users" | "settings" | "burden" | "donors";

const holders: { [right in Right]: Role[] } = { review: office, campaigns: office, devices: office, users: ["admin"], settings: ["chair", "admin"], burden: [...office, "finance"], donors: [...office, "finance"] };

// The screen that a user comes to: the queue, the police's own, or for MTTQ the appeals.
export function homeRoot(user: User): string {
  if (may(user, "donors")) return "can-duyet";
  return user.role === "police" ? "an-ninh" : "dot-van-dong";
}

export function may(user: User, right: Right): boolean {
  return holders[right].includes(user.role);
}
