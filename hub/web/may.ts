// Who may do what: only what the hub would allow is offered.
import type { Role, User } from "@core/generated/hub";

const office: Role[] = ["clerk", "chair", "admin"];

export type Right = "review" | "campaigns" | "devices" | "users" | "settings" | "burden" | "donors";

const holders: { [right in Right]: Role[] } = { review: office, campaigns: office, devices: office, users: ["admin"], settings: ["chair", "admin"], burden: [...office, "finance"], donors: [...office, "finance"] };

export function may(user: User, right: Right): boolean {
  return holders[right].includes(user.role);
}
