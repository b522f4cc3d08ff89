// The periods that a register is asked for: a year, or one of the two that Decision 15 counts (plan, V).
import type { Days } from "../period/PeriodChooser";

export const parts = ["year", "first", "second"] as const;
export type Part = (typeof parts)[number];

const first: { [part in Part]: (year: number) => string } = {
  year: (year) => `${year}-01-01`,
  first: (year) => `${year - 1}-12-01`,
  second: (year) => `${year}-06-01`,
};
const last: { [part in Part]: (year: number) => string } = {
  year: (year) => `${year}-12-31`,
  first: (year) => `${year}-05-31`,
  second: (year) => `${year}-11-30`,
};

export function daysOf(year: number, part: Part): Days {
  return { from: first[part](year), to: last[part](year) };
}

// Nothing for two other days.
export function periodOf({ from, to }: Partial<Days>): { year: number; part: Part } | undefined {
  const year = Number(to?.slice(0, 4));
  const part = parts.find((it) => to === last[it](year) && from === first[it](year));
  return part && { year, part };
}
