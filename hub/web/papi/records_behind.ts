// Where the records are that an indicator counts.
import type { IndicatorCode, Survey, User } from "@core/generated/hub";
import { bookAddress, campaignAddress, householdsAddress, securityAddress, totalsAddress } from "../addresses";
import { given } from "../given";
import { may } from "../may";
import { mayOpen, registerAddress, type RegisterName } from "../registers/address";
import { surveyResultsAddress } from "../surveys/address";

type Behind = { user: User; year: number; village: string };
type AddressOf = (behind: Behind) => string | undefined;

const days = (year: number) => ({ from: `${year}-01-01`, to: `${year}-12-31` });

function register(name: RegisterName): AddressOf {
  return ({ user, year, village }) =>
    mayOpen(user, name) ? registerAddress({ register: name, ...days(year), ...given({ village }) }) : undefined;
}

function slips(survey: Survey): AddressOf {
  return ({ year, village }) => surveyResultsAddress(survey, { ...days(year), ...given({ village }) });
}

const contributions = register("contributions");
const disclosures = register("disclosures");
const petitions = register("petitions");
const tasks = register("tasks");

const lists: { [code in IndicatorCode]: AddressOf } = {
  voluntary: contributions,
  households_gave: ({ user, village }) => (may(user, "donors") ? householdsAddress(given({ village })) : undefined),
  receipts: contributions,
  quorum: register("meetings"),
  campaigns_agreed: () => campaignAddress(),
  campaigns_disclosed: ({ village }) => totalsAddress(given({ village })),
  notices_hung: disclosures,
  poor_households: disclosures,
  budget: disclosures,
  land: disclosures,
  petitions_in_time: petitions,
  petitions_told: petitions,
  petitions_satisfied: petitions,
  petition_slips: slips("SURVEY_PETITION"),
  reports_in_time: ({ village }) => bookAddress("period-report", given({ village })),
  anti_corruption: disclosures,
  procedures: disclosures,
  procedure_slips: slips("SURVEY_PROCEDURE"),
  health_slips: slips("SURVEY_HEALTH"),
  school_slips: slips("SURVEY_SCHOOL"),
  months_reported: () => securityAddress(),
  tasks_done: tasks,
  tasks_in_time: tasks,
};

// `village`: empty for the commune. undefined: the user may not see the list.
export function listBehind(code: IndicatorCode, behind: Behind): string | undefined {
  return lists[code](behind);
}
