// Where the records are that make a report's figure up.
import type { CommuneReportView } from "@core/generated/hub";
import { registerAddress } from "../registers/address";

const registers: { [figure: string]: "contributions" | "spending" | "meetings" | "petitions" | "disclosures" } = {
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

export function recordsBehind(
  figure: string,
  { from, to }: CommuneReportView,
  village?: string,
): string | undefined {
  const register = registers[figure];
  return register && registerAddress({ register, from, to, ...(village && { village }) });
}
