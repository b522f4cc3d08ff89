// Where the records are that make a report's figure up.
import type { CommuneReportView, User } from "@core/generated/hub";
import { mayOpen, registerAddress, type RegisterName } from "../registers/address";

const registers: { [figure: string]: RegisterName } = {
  contributions: "contributions",
  donors: "contributions",
  campaigns: "contributions",
  money: "contributions",
  labour_milli: "contributions",
  value: "contributions",
  spent: "spending",
  meetings: "meetings",
  petitions: "petitions",
  petitions_answered: "petitions",
  notices: "disclosures",
};

// undefined: there are none, or not for the user.
export function recordsBehind(
  user: User,
  figure: string,
  { from, to }: CommuneReportView,
  village?: string,
): string | undefined {
  const register = registers[figure];
  if (!register || !mayOpen(user, register)) return undefined;
  return registerAddress({ register, from, to, ...(village && { village }) });
}
