// The register's address, as a colleague opens it.
import { link } from "@core/router";

export const registers = [
  "contributions",
  "spending",
  "petitions",
  "meetings",
  "disclosures",
  "tasks",
  "households",
] as const;
export type RegisterName = (typeof registers)[number];

// Days are ISO, both counted.
export type RegisterQuery = { register: RegisterName; village?: string; campaign?: string; from?: string; to?: string };

export function registerAddress({ register, village, campaign, from, to }: RegisterQuery, show = ""): string {
  return link(["so-sach"], { so: register, ban: village, dot: campaign, tu: from, den: to, xem: show });
}
