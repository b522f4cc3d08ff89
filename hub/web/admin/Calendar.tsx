import { Button } from "@core/components/Button";
import { TextField } from "@core/components/TextField";
import { fieldText } from "@core/errors";
import { formatDate } from "@core/format";
import type { Period, ReportDates, Settings } from "@core/generated/hub";
import { useOffice } from "../office";
import { calendarOf, datesOfYear, dayNames, draftOfCalendar, periods, type CalendarDraft } from "./calendar_dates";
import { useSettingsForm, type Wrong } from "./settings";
import { SettingsForm, WithSettings } from "./SettingsForm";
import { t } from "./text";

function sameCalendar(one: ReportDates[], other: ReportDates[]): boolean {
  return JSON.stringify(draftOfCalendar(one)) === JSON.stringify(draftOfCalendar(other));
}

function ThisYear({ dates, year }: { dates: ReportDates | undefined; year: number }) {
  const days = dates && datesOfYear(dates, year);
  if (!days) return null;
  return <p class="muted">{t("calendar.this_year", { year, from: formatDate(days.dataFrom), to: formatDate(days.dataTo), village: formatDate(days.villageDue), commune: formatDate(days.communeDue) })}</p>;
}

type PeriodProps = { period: Period; draft: CalendarDraft; wrong: Wrong; year: number; onChange: (draft: Partial<CalendarDraft>) => void };

function PeriodFields({ period, draft, wrong, year, onChange }: PeriodProps) {
  return (
    <fieldset>
      <legend>{t(`calendar.${period}`)}</legend>
      <div class="pair">
        {dayNames.map((name) => (
          <TextField key={name} label={t(`calendar.${name}`)} name={`${period}.${name}`} value={draft[period][name]} error={fieldText(wrong[`calendar.${period}.${name}`])} onChange={(value) => onChange({ [period]: { ...draft[period], [name]: value } })} />
        ))}
      </div>
      <ThisYear dates={calendarOf(draft).find((it) => it.period === period)} year={year} />
    </fieldset>
  );
}

function Form({ read }: { read: Settings }) {
  const { status } = useOffice();
  const year = Number(status.today.slice(0, 4));
  const form = useSettingsForm(
    read,
    (settings) => draftOfCalendar(settings.effective.calendar),
    (draft) => {
      const calendar = calendarOf(draft);
      return { calendar: sameCalendar(calendar, read.decision) ? [] : calendar }; // the decision's own is in force where none is set
    },
  );
  const isDecision = sameCalendar(calendarOf(form.draft), read.decision);
  return (
    <SettingsForm form={form} more={!isDecision && <Button onClick={() => form.change(draftOfCalendar(read.decision))}>{t("calendar.restore")}</Button>}>
      <p>{t("calendar.explained")}</p>
      {isDecision && <p class="muted">{t("calendar.is_decision")}</p>}
      {periods.map((period) => <PeriodFields key={period} period={period} draft={form.draft} wrong={form.wrong} year={year} onChange={form.change} />)}
    </SettingsForm>
  );
}

// When the two reports of a year are due.
export function Calendar() {
  return <WithSettings show={(settings) => <Form read={settings} />} />;
}
