// The lists of the records that an indicator counts.
import type { IndicatorCode } from "@core/generated/hub";
import { bookAddress, campaignAddress, contributionsAddress, householdsAddress, securityAddress, totalsAddress } from "../addresses";
import { given } from "../given";

type AddressOf = (village: string) => string;

const notices: AddressOf = (village) => bookAddress("disclosure", given({ village }));
const petitions: AddressOf = (village) => bookAddress("petition", given({ village }));
const contributions: AddressOf = (village) => contributionsAddress(given({ village }));

const lists: { [code in IndicatorCode]?: AddressOf } = {
  voluntary: contributions,
  households_gave: (village) => householdsAddress(given({ village })),
  receipts: contributions,
  quorum: (village) => bookAddress("meeting", given({ village })),
  campaigns_agreed: () => campaignAddress(),
  campaigns_disclosed: (village) => totalsAddress(given({ village })),
  notices_hung: notices,
  poor_households: notices,
  budget: notices,
  land: notices,
  petitions_in_time: petitions,
  petitions_told: petitions,
  petitions_satisfied: petitions,
  reports_in_time: (village) => bookAddress("period-report", given({ village })),
  anti_corruption: notices,
  procedures: notices,
  months_reported: () => securityAddress(),
};

// `village`: empty for the commune. Undefined where the records have no list.
export function listBehind(code: IndicatorCode): AddressOf | undefined {
  return lists[code];
}
