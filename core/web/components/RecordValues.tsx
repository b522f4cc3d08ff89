import type { ComponentChildren } from "preact";
import { allFields, valueOf, type BookRecord, type FieldSpec } from "../books";
import { formatDate, formatDong } from "../format";
import type { Meeting, PeriodReport, Resolution, ShownResolution } from "../generated/shared";
import { fieldLabel, t, tCode } from "../i18n";
import { PhotoStrip } from "./PhotoStrip";
import "./RecordValues.css";

function Lines({ items }: { items: string[] }) {
  return (
    <ol class="value-list">
      {items.map((it) => (
        <li key={it}>{it}</li>
      ))}
    </ol>
  );
}

// “Thông qua: 62/100 hộ tán thành (cần ít nhất 51 hộ).” `words`: of the page, or of the paper, which is always Vietnamese.
export function voteSentence(
  meeting: Meeting,
  resolution: Resolution,
  shown: ShownResolution | undefined,
  words: "vote" | "paper_vote" = "vote",
): string {
  return tCode(words, shown?.code ?? "not_counted", {
    agreed: resolution.agreed ?? 0,
    households: meeting.householdsInvited ?? 0,
    present: meeting.householdsPresent ?? 0,
    needed: shown?.needed ?? 0,
  });
}

export function quorumSentence(meeting: Meeting): string {
  return tCode("quorum", meeting.shown.quorum, {
    present: meeting.householdsPresent ?? 0,
    households: meeting.householdsInvited ?? 0,
    needed: meeting.shown.quorumNeeded,
  });
}

function Resolutions({ meeting }: { meeting: Meeting }) {
  return (
    <ol class="value-list">
      {(meeting.resolutions ?? []).map((it, index) => (
        <li key={index}>
          {it.text}
          <div class="muted">
            {t("votes.line", {
              agreed: it.agreed ?? 0,
              disagreed: it.disagreed ?? 0,
              abstained: it.abstained ?? 0,
            })}{" "}
            {voteSentence(meeting, it, meeting.shown.resolutions[index])}
          </div>
        </li>
      ))}
    </ol>
  );
}

function Attendance({ meeting }: { meeting: Meeting }) {
  const all = meeting.shown.attendance;
  const named = (presence: string) => all.filter((it) => it.presence === presence);
  return (
    <details>
      <summary>
        {t("attendance.summary", { came: all.length - named("PRESENCE_ABSENT").length, all: all.length })}
      </summary>
      {["PRESENCE_PRESENT", "PRESENCE_REPRESENTED", "PRESENCE_ABSENT"].map((presence) =>
        named(presence).length === 0 ? null : (
          <p key={presence}>
            <b>{tCode("presence", presence)}:</b>{" "}
            {named(presence)
              .map((it) => it.label + (it.representedBy ? ` (${it.representedBy})` : ""))
              .join("; ")}
          </p>
        ),
      )}
    </details>
  );
}

// Each figure as it was submitted, and as the books are now where that differs.
function Figures({ report }: { report: PeriodReport }) {
  return (
    <ul class="figure-list">
      {report.shown.figures.map((it) => (
        <li key={it.name}>
          {tCode("figure", it.name)}: <b class="number">{it.shown}</b>
          {it.now && <span class="differs"> {t("figure.now", { value: it.now })}</span>}
        </li>
      ))}
    </ul>
  );
}

function shownValue(record: BookRecord, field: FieldSpec): ComponentChildren {
  const value = valueOf(record, field.name);
  if (value === undefined || value === null || value === "" || value === false) return null;
  if (Array.isArray(value) && value.length === 0) return null;
  switch (field.type) {
    case "date":
      return formatDate(value as string);
    case "money":
      return formatDong(value as string);
    case "long":
      return <span class="long-text">{value as string}</span>;
    case "lines":
      return <Lines items={value as string[]} />;
    case "check":
      return t("answer.yes");
    case "choice":
    case "select":
      return tCode(field.words ?? "", value as string);
    case "checks":
      return (value as string[]).map((it) => tCode(field.words ?? "", it)).join(", ");
    case "reference":
      return record.shown.labels[field.name];
    case "resolutions":
      return record.kind === "meeting" && <Resolutions meeting={record} />;
    case "attendance":
      return record.kind === "meeting" && <Attendance meeting={record} />;
    case "figures":
      return record.kind === "period-report" && <Figures report={record} />;
    case "photos":
      return "attachments" in record.shown && <PhotoStrip photos={record.shown.attachments} />;
    default:
      return String(value);
  }
}

// All that the record says, named as on its form; for a list of names and values.
export function recordValues(record: BookRecord): { label: string; value: ComponentChildren }[] {
  return allFields[record.kind].map((field) => ({
    label: fieldLabel(record.kind, field.name),
    value: shownValue(record, field),
  }));
}

// What stands for the record in one line: what it is about.
export function recordTitle(record: BookRecord): string {
  switch (record.kind) {
    case "petition":
      return record.content ?? "";
    case "spending":
      return record.item ?? "";
    case "period-report":
      return tCode("report_title", record.period ?? "", { year: record.year ?? "" });
    case "security-report":
      return record.nothing ? t("security.nothing") : tCode("incident", record.incident ?? "");
    case "household-request":
      return `${tCode("household_change", record.change ?? "")}: ${record.shown.subject}`;
    default:
      return record.title ?? "";
  }
}
