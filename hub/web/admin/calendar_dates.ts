// Days of the report calendar: month and day in the books ("06-02"), day and month on the page ("02/06").
import type { Period, ReportDates } from "@core/generated/hub";

export const dayNames = ["dataFrom", "dataTo", "villageDue", "communeDue"] as const;
type DayName = (typeof dayNames)[number];

// "06-02" → "02/06"
function shownDay(day: string): string {
  const [month, date] = day.split("-");
  return `${date}/${month}`;
}

// "2/6", "02-06", "02/06" → "06-02"; what is none of these stays as it is, and is refused.
function typedDay(typed: string): string {
  const match = /^(\d{1,2})\s*[/.-]\s*(\d{1,2})$/.exec(typed.trim());
  if (!match) return typed.trim();
  const [, day = "", month = ""] = match;
  return `${month.padStart(2, "0")}-${day.padStart(2, "0")}`;
}

export type CalendarDraft = { [period in Period]: { [day in DayName]: string } };

export function draftOfCalendar(calendar: ReportDates[]): CalendarDraft {
  const daysOf = (period: Period) => {
    const dates = calendar.find((it) => it.period === period);
    const day = (name: DayName) => (dates ? shownDay(dates[name]) : "");
    return { dataFrom: day("dataFrom"), dataTo: day("dataTo"), villageDue: day("villageDue"), communeDue: day("communeDue") };
  };
  return { PERIOD_HALF_YEAR: daysOf("PERIOD_HALF_YEAR"), PERIOD_YEAR: daysOf("PERIOD_YEAR") };
}

export const periods: Period[] = ["PERIOD_HALF_YEAR", "PERIOD_YEAR"];

export function calendarOf(draft: CalendarDraft): ReportDates[] {
  return periods.map((period) => {
    const days = draft[period];
    return { period, dataFrom: typedDay(days.dataFrom), dataTo: typedDay(days.dataTo), villageDue: typedDay(days.villageDue), communeDue: typedDay(days.communeDue) };
  });
}

// The days of one year, as the hub reckons them (core/books/calendar.cc); undefined while they can't be read.
export function datesOfYear(dates: ReportDates, year: number): { [day in DayName]: string } | undefined {
  if (!dayNames.every((name) => /^\d\d-\d\d$/.test(dates[name]))) return undefined;
  const on = (day: string, of: number) => `${of}-${day}`;
  return {
    dataFrom: on(dates.dataFrom, dates.dataFrom > dates.dataTo ? year - 1 : year),
    dataTo: on(dates.dataTo, year),
    villageDue: on(dates.villageDue, year),
    communeDue: on(dates.communeDue, year),
  };
}
