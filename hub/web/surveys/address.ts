// Addresses of the slips, in the office's words.
import type { Survey } from "@core/generated/hub";
import { link } from "@core/router";
import { given } from "../given";

export const surveys: Survey[] = ["SURVEY_PETITION", "SURVEY_PROCEDURE", "SURVEY_HEALTH", "SURVEY_SCHOOL"];

const words: { [survey in Survey]: string } = {
  SURVEY_PETITION: "kien-nghi",
  SURVEY_PROCEDURE: "thu-tuc",
  SURVEY_HEALTH: "y-te",
  SURVEY_SCHOOL: "truong-hoc",
};

export const surveysRoot = "khao-sat";

// The one that an address names, or the first.
export function surveyOf(query: URLSearchParams): Survey {
  return surveys.find((it) => words[it] === query.get("phieu")) ?? "SURVEY_PETITION";
}

export type ResultFilters = { from?: string; to?: string; place?: string; village?: string };

export function readResultFilters(query: URLSearchParams): ResultFilters {
  const value = (name: string) => query.get(name) ?? undefined;
  return given({ from: value("tu"), to: value("den"), place: value("noi"), village: value("ban") });
}

export const surveyEntryAddress = (survey?: Survey): string => link([surveysRoot], { phieu: survey && words[survey] });
export const surveyPrintAddress = (survey: Survey): string => link([surveysRoot, "in"], { phieu: words[survey] });
export const surveyResultsAddress = (survey: Survey, { from, to, place, village }: ResultFilters = {}): string =>
  link([surveysRoot, "ket-qua"], { phieu: words[survey], tu: from, den: to, noi: place, ban: village });
