// What the forms ask. The order never changes: a slip holds only the scores (core/books/surveys.h).
import type { SlipTally, Survey } from "@core/generated/hub";
import { tCode } from "@core/i18n";
import { t } from "./text";
import vietnamese from "./vi.json";

export const questionCount = 5;
export const scores = [1, 2, 3, 4, 5] as const;
export const numbers = Array.from({ length: questionCount }, (_, index) => index + 1);

export const surveyName = (survey: Survey): string => tCode("survey.kind", survey);
export const questionText = (survey: Survey, number: number): string => tCode("survey.question", `${survey}.${number}`);
export const scoreText = (score: number): string => tCode("survey.score", String(score));

// As printed: in Vietnamese, whatever the language of the page.
const printed: { [key: string]: string } = vietnamese;

export function paperText(key: string): string {
  return printed[`survey.${key}`] ?? key;
}

export function percentOf({ satisfied, answers }: Pick<SlipTally, "satisfied" | "answers">): number {
  return answers > 0 ? Math.round((100 * satisfied) / answers) : 0;
}

export function satisfiedText(tally: Pick<SlipTally, "satisfied" | "answers">): string {
  const { satisfied, answers } = tally;
  return t("survey.satisfied_of", { percent: percentOf(tally), satisfied, answers });
}
