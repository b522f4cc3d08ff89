// The register's address, as a colleague opens it.
import { routes, type User } from "@core/generated/hub";
import { link } from "@core/router";
import { given } from "../given";
import { may } from "../may";

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

export const registersRoot = "so-sach";
export const registersAddress = link([registersRoot]);

export function registerAddress({ register, village, campaign, from, to }: RegisterQuery, show = ""): string {
  return link([registersRoot], { so: register, ban: village, dot: campaign, tu: from, den: to, xem: show });
}

// Of the register as a file.
export function registerFileAddress({ register, ...query }: RegisterQuery, format: "xlsx" | "csv"): string {
  return `${routes.registerOf.path.replace("{register}", register)}?${new URLSearchParams({ ...query, format })}`;
}

// Those that name households and donors.
const ofDonors: RegisterName[] = ["contributions", "households"];

export function mayOpen(user: User, register: RegisterName): boolean {
  return !ofDonors.includes(register) || may(user, "donors");
}

// What a register can be narrowed by.
export const hasVillages = (register: RegisterName): boolean => register !== "tasks";
export const hasCampaigns = (register: RegisterName): boolean =>
  register === "contributions" || register === "spending" || register === "disclosures";
export const hasDays = (register: RegisterName): boolean => register !== "households";

// Without what the register can't be narrowed by.
export function narrowed(query: RegisterQuery): RegisterQuery {
  const { register } = query;
  const days = hasDays(register) ? given({ from: query.from, to: query.to }) : {};
  return {
    register,
    ...days,
    ...(hasVillages(register) && given({ village: query.village })),
    ...(hasCampaigns(register) && given({ campaign: query.campaign })),
  };
}

// `otherwise`: what the address of the screen alone shows.
export function readRegister(query: URLSearchParams, otherwise: RegisterQuery): RegisterQuery {
  const register = registers.find((it) => it === query.get("so"));
  if (!register) return narrowed(otherwise);
  const read = (name: string) => query.get(name) ?? "";
  return narrowed({ register, village: read("ban"), campaign: read("dot"), from: read("tu"), to: read("den") });
}
